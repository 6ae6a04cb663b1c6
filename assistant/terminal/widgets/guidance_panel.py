"""Shows one guidance topic, or what a search in the guidance found. Finds nothing itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from assistant.terminal.widgets.blocks import Block, safe_line
from assistant.terminal.widgets.pick_list import PickList

if TYPE_CHECKING:
    from assistant.conversation.shown import Card
    from assistant.terminal.widgets.topic_view import TopicView

_CARD = "card:"
"""What the key of a card in the list begins with; no slug holds a colon."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """A topic to read, in Markdown; the section to begin at; how official it is; what it leads on to (slug, title)."""

    slug: str
    title: str
    markdown: str
    anchor: str = ""
    standing: str = ""
    related: tuple[tuple[str, str], ...] = ()
    citation: str = ""


@dataclass(frozen=True, kw_only=True)
class Found:
    """One thing that a search found.

    `section` is the heading of the part that fits and `anchor` its name, `marks` are the (start, end) parts of the
    excerpt that were asked for, `why` says what matched. `fits` is False where it is only the nearest there is.
    """

    slug: str
    title: str
    excerpt: str
    section: str = ""
    anchor: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    why: str = ""
    fits: bool = True
    local: bool = False

    @property
    def target(self) -> str:
        """Where it opens: "slug" or "slug#section"."""
        return f"{self.slug}#{self.anchor}" if self.anchor else self.slug


def found_title(words: str, found: tuple[Found, ...], *, has_card: bool = False) -> str:
    """What stands above what a search found."""
    what = safe_line(words, at_most=80)
    if has_card or any(hit.fits for hit in found):
        return f"Guidance on “{what}”"
    return f"No guidance on “{what}”. " + ("The nearest:" if found else "Try other words.")


def found_blocks(found: tuple[Found, ...], card: "Card | None" = None) -> list[Block]:
    """What a search found as blocks to pick from, the card of an offence first."""
    blocks = [] if card is None else [_card_block(card)]
    for hit in found:
        blocks.append(_found_block(hit, is_first=not blocks))
    return blocks


def _card_block(card: "Card") -> Block:
    facts = [f"{row.label}: {row.value}" for row in card.rows if row.label in ("POC", "Tried")]
    return Block(
        mark=Content.styled("■ ", "$accent"),
        text=Content.assemble(
            (f"{safe_line(card.title)} ({safe_line(card.code)})", "bold"),
            (f"\n{safe_line(' · '.join(facts), at_most=200)}", "$muted"),
            ("\nEnter shows its card.", "$muted"),
        ),
        key=_CARD + card.code,
        at_most=5,
    )


def _found_block(hit: Found, *, is_first: bool) -> Block:
    excerpt = Content(safe_line(hit.excerpt, at_most=300)).stylize_before("$muted")
    if excerpt.plain == hit.excerpt:  # otherwise the marks point somewhere else
        for start, end in hit.marks:
            excerpt = excerpt.stylize("bold underline", start, end)
    section = f" › {safe_line(hit.section, at_most=80)}" if hit.section else ""
    return Block(
        mark=Content.styled("→ " if hit.fits else "· ", "$primary"),
        text=Content.assemble(
            (safe_line(hit.title), "bold"),
            (section, "$primary"),
            ("  your Area" if hit.local else "", "$accent"),
            "\n",
            excerpt,
        ),
        below=Content.styled(safe_line(hit.why, at_most=200), "$muted") if hit.why else None,
        key=hit.target,
        at_most=5,
        gap=0 if is_first else 1,
    )


class GuidancePanel(Vertical):
    """A topic above the topics it leads on to, or a list of what was found."""

    DEFAULT_CSS = """
    GuidancePanel {
        display: none;
        & > #guidance-title { text-style: bold; color: $primary; padding: 0 1; height: auto; max-height: 3; }
        & > #guidance-text { height: 1fr; padding: 0 1 0 0; border-left: blank; }
        & > #guidance-standing { color: $muted; padding: 0 1; height: auto; max-height: 3; }
        & > #guidance-list { height: auto; max-height: 8; border-top: solid $rule; }
        &.-found > #guidance-text, &.-found > #guidance-standing { display: none; }
        &.-found > #guidance-list { height: 1fr; max-height: 100%; }
        & > #guidance-text:focus { border-left: outer $primary; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("backspace", "back", "Back", show=False),
        Binding("b", "back", "Back", show=False),
        Binding("f", "forward", "Forward", show=False),
    ]

    @dataclass
    class Wanted(Message):
        """The person chose a topic by its slug, or a section of it."""

        slug: str
        anchor: str = ""

        @property
        def target(self) -> str:
            """Both in one: "slug" or "slug#section"."""
            return f"{self.slug}#{self.anchor}" if self.anchor else self.slug

    @dataclass
    class CardWanted(Message):
        """The person chose the card of an offence."""

        code: str

    @dataclass
    class Returned(Message):
        """The person goes back (-1) or forward (1) in what they read."""

        step: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._page: Page | None = None

    def compose(self) -> ComposeResult:
        """The parts, from the top; the text comes with the first topic."""
        yield Static(id="guidance-title", markup=False)
        yield Static(id="guidance-standing", markup=False)
        yield PickList(id="guidance-list")

    @property
    def title(self) -> Static:
        """The title of the topic, or of what was found."""
        return self.query_one("#guidance-title", Static)

    @property
    def standing(self) -> Static:
        """How official the topic is."""
        return self.query_one("#guidance-standing", Static)

    @property
    def listing(self) -> PickList:
        """What the topic leads on to, or what was found."""
        return self.query_one("#guidance-list", PickList)

    @property
    def text(self) -> "TopicView":
        """The text of the topic; there once a topic was shown."""
        from assistant.terminal.widgets.topic_view import TopicView  # noqa: PLC0415 (slow: its parser)

        return self.query_one("#guidance-text", TopicView)

    @property
    def page(self) -> Page | None:
        """The topic that is shown."""
        return self._page

    async def show_page(self, page: Page) -> None:
        """Show this topic from the section it names, or from its beginning."""
        from assistant.terminal.widgets.topic_view import TopicView  # noqa: PLC0415 (slow: its parser)

        self._page = page
        self.remove_class("-found")
        self.title.update(safe_line(page.title))
        self.standing.update(safe_line(page.standing))
        self.standing.display = bool(page.standing)
        if not self.query(TopicView):
            await self.mount(TopicView(id="guidance-text"), after=self.title)
        self.text.show(page.markdown, page.anchor)
        leads_on = _leads_on(page, self.text.links)
        self.listing.display = bool(leads_on)
        self._fill(
            Block(
                mark=Content.styled("→ ", "$primary"), text=Content(safe_line(title)), key=target, at_most=1
            )
            for target, title in leads_on
        )

    def show_found(self, words: str, found: tuple[Found, ...], card: "Card | None" = None) -> None:
        """Show what a search for `words` found, with the card of the offence that they name."""
        self._page = None
        self.add_class("-found")
        self.title.update(found_title(words, found, has_card=card is not None))
        self.listing.display = True
        self._fill(found_blocks(found, card))

    def _fill(self, blocks: Iterable[Block]) -> None:
        self.listing.highlighted = None
        self.listing.show_blocks(blocks)
        if self.listing.has_focus:
            self.listing.start()

    def take_focus(self) -> None:
        """Give the focus to what can be scrolled or picked."""
        if self.has_class("-found"):
            self.listing.focus()
        else:
            self.text.focus()

    def action_back(self) -> None:
        """Ask for what was read before."""
        self.post_message(self.Returned(-1))

    def action_forward(self) -> None:
        """Ask for what was gone back from."""
        self.post_message(self.Returned(1))

    def want(self, target: str) -> None:
        """Ask for a topic, a section of one or of this one, or the card of an offence."""
        if target.startswith(_CARD):
            self.post_message(self.CardWanted(target.removeprefix(_CARD)))
            return
        slug, _, anchor = target.partition("#")
        here = self._page.slug if self._page else ""
        if slug or here:
            self.post_message(self.Wanted(slug or here, anchor))

    def on_topic_view_followed(self, event: "TopicView.Followed") -> None:
        """Ask for the topic that a link leads to."""
        event.stop()
        self.want(event.target)

    @on(PickList.Picked)
    def picked(self, event: PickList.Picked) -> None:
        """Ask for what was picked."""
        event.stop()
        self.want(event.key)


def _leads_on(page: Page, links: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Everything that can be gone to from a topic: what is related, then what else its text links to."""
    titles = dict(page.related)
    others = {
        target: words[:1].upper() + words[1:]
        for target, words in links
        if target.partition("#")[0] not in ("", page.slug, *titles)
    }
    return (*page.related, *others.items())
