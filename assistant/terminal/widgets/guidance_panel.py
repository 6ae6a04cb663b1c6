"""Shows one guidance topic, or what a search in the guidance found. Finds nothing itself."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from assistant.terminal.widgets.blocks import Block, safe_line
from assistant.terminal.widgets.pick_list import PickList

if TYPE_CHECKING:
    from textual.widgets import Markdown


@dataclass(frozen=True, kw_only=True)
class Page:
    """A topic to read, in Markdown; how official it is; the topics it leads on to as (slug, title)."""

    slug: str
    title: str
    markdown: str
    standing: str = ""
    related: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Found:
    """One thing that a search found."""

    slug: str
    title: str
    excerpt: str


class GuidancePanel(Vertical):
    """A topic above the topics it leads on to, or a list of what was found."""

    DEFAULT_CSS = """
    GuidancePanel {
        display: none;
        & > #guidance-title { text-style: bold; color: $primary; padding: 0 1; height: auto; max-height: 3; }
        & > #guidance-text { height: 1fr; padding: 0 1 0 0; border-left: blank; scrollbar-size-vertical: 1; }
        & > #guidance-text Markdown { padding: 0; margin: 0; background: $background; }
        & > #guidance-standing { color: $muted; padding: 0 1; height: auto; max-height: 3; }
        & > #guidance-list { height: auto; max-height: 8; border-top: solid $rule; }
        &.-found > #guidance-text, &.-found > #guidance-standing { display: none; }
        &.-found > #guidance-list { height: 1fr; max-height: 100%; }
        & > #guidance-text:focus { border-left: outer $primary; }
    }
    """

    title = getters.query_one("#guidance-title", Static)
    text = getters.query_one("#guidance-text", VerticalScroll)
    standing = getters.query_one("#guidance-standing", Static)
    listing = getters.query_one("#guidance-list", PickList)

    @dataclass
    class Wanted(Message):
        """The person chose a topic by its slug."""

        slug: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._page: Page | None = None

    def compose(self) -> ComposeResult:
        """The parts, from the top."""
        yield Static(id="guidance-title", markup=False)
        yield VerticalScroll(id="guidance-text", can_focus=True)
        yield Static(id="guidance-standing", markup=False)
        yield PickList(id="guidance-list")

    @property
    def page(self) -> Page | None:
        """The topic that is shown."""
        return self._page

    async def show_page(self, page: Page) -> None:
        """Show this topic from its beginning."""
        from textual.widgets import Markdown  # noqa: PLC0415 (its parser is needed by no other screen)

        self._page = page
        self.remove_class("-found")
        self.title.update(safe_line(page.title))
        self.standing.update(safe_line(page.standing))
        self.standing.display = bool(page.standing)
        shown = self.text.query(Markdown)
        if shown:
            await shown.first().update(page.markdown)
        else:
            await self.text.mount(Markdown(page.markdown, open_links=False))
        self.text.scroll_home(animate=False)
        self.listing.display = bool(page.related)
        self.listing.highlighted = None
        self.listing.show_blocks(
            Block(mark=Content.styled("→ ", "$primary"), text=Content(safe_line(title)), key=slug, at_most=1)
            for slug, title in page.related
        )

    def show_found(self, words: str, found: tuple[Found, ...]) -> None:
        """Show what a search for `words` found."""
        self._page = None
        self.add_class("-found")
        what = safe_line(words, at_most=80)
        self.title.update(f"Guidance on “{what}”" if found else f"No guidance on “{what}”. Try other words.")
        self.listing.display = True
        self.listing.highlighted = None
        self.listing.show_blocks(
            Block(
                mark=Content.styled("→ ", "$primary"),
                text=Content.assemble(
                    (safe_line(hit.title), "bold"), (f"\n{safe_line(hit.excerpt, at_most=300)}", "$muted")
                ),
                key=hit.slug,
                at_most=4,
                gap=1 if index else 0,
            )
            for index, hit in enumerate(found)
        )

    def take_focus(self) -> None:
        """Give the focus to what can be scrolled or picked."""
        if self.has_class("-found"):
            self.listing.focus()
        else:
            self.text.focus()

    def on_markdown_link_clicked(self, event: "Markdown.LinkClicked") -> None:
        """Ask for the topic that a link leads to, like `verdict.md#when`; an address outside is not opened."""
        event.stop()
        slug = event.href.partition("#")[0].removesuffix(".md")
        if slug and ":" not in slug:
            self.post_message(self.Wanted(slug))

    @on(PickList.Picked)
    def want(self, event: PickList.Picked) -> None:
        """Ask for the topic that was picked."""
        event.stop()
        self.post_message(self.Wanted(event.key))
