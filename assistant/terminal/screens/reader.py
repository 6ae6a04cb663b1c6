"""The reader of the guidance: search, contents, one topic at a time. Finds nothing itself and keeps nothing."""

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, Input, Static, Tree

from assistant.terminal.keys import READER_KEYS, bindings
from assistant.terminal.palette import Offer
from assistant.terminal.reading import Reading
from assistant.terminal.widgets.blocks import safe_line
from assistant.terminal.widgets.guidance_panel import Found, GuidancePanel, Page, found_blocks, found_title
from assistant.terminal.widgets.pick_list import PickList
from assistant.terminal.widgets.too_small import TooSmall
from guidance.contents import contents

if TYPE_CHECKING:
    from assistant.conversation.shown import Card

TYPING_PAUSE_S = 0.03
"""How long to wait for the next letter before a search starts."""

FIRST_TOPIC = "using-finalise"


class FoundList(PickList):
    """What a search found. Up from the first goes back to where the words are typed."""

    @dataclass
    class Left(Message):
        """Up was pressed on the first."""

    def action_move(self, step: int) -> None:
        """Go to the next or the previous block, or out."""
        if step < 0 and self.highlighted == 0:
            self.post_message(self.Left())
        else:
            super().action_move(step)


class ReaderScreen(Screen[None]):
    """Opened over whatever is shown; escape goes back there, to the same cursor."""

    AUTO_FOCUS = "#reader-words"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(READER_KEYS)]

    words = getters.query_one("#reader-words", Input)
    topics = getters.query_one("#reader-contents", Tree)
    results = getters.query_one(FoundList)
    results_title = getters.query_one("#reader-found-title", Static)
    panel = getters.query_one(GuidancePanel)
    finder = getters.query_one("#reader-find", Input)

    def __init__(self, reading: Reading, words: str = "") -> None:
        super().__init__()
        self.reading = reading
        self._first_words = words
        self._searched = ""
        self._has_fitting = False
        self._card: Card | None = None

    def compose(self) -> ComposeResult:
        """Search and contents on the left, the topic on the right."""
        left_out = len(self.reading.library.faults)
        note = f"{left_out} of your Area's pages cannot be read" if left_out else ""
        with Horizontal(id="reader-heading"):
            yield Static("Guidance", id="reader-title", markup=False)
            yield Static(note, id="reader-note", markup=False)
        with Horizontal(id="reader-middle"):
            with Vertical(id="reader-left"):
                yield Input(
                    placeholder="Search: words, a question or an offence",
                    id="reader-words",
                    select_on_focus=False,
                )
                yield Static(id="reader-found-title", markup=False)
                yield FoundList(id="reader-found")
                yield Tree(Text("Contents"), id="reader-contents")
            with Vertical(id="reader-right"):
                yield GuidancePanel(id="reader-page")
                yield Input(
                    placeholder="Find on this page: Enter goes to the next place",
                    id="reader-find",
                    select_on_focus=False,
                )
        yield Footer(show_command_palette=False)
        yield TooSmall()

    def on_mount(self) -> None:
        """Fill the contents, and begin with what was read last."""
        for box in (self.words, self.finder):
            box.cursor_blink = False  # a blink paints the input anew twice a second, also over a slow line
        self.topics.show_root = False
        self.topics.auto_expand = True
        self._fill_contents()
        here = self.reading.visits.here
        self._show(self.reading.open(here) if here else self._first_page(), leaves_list=False, focus=False)
        if self._first_words:
            self.words.value = self._first_words
            self.words.cursor_position = len(self._first_words)

    def _first_page(self) -> Page | None:
        from assistant.terminal.pages import page  # noqa: PLC0415 (shown, but not counted as read)

        return page(self.reading.library, FIRST_TOPIC)

    # Contents

    def _fill_contents(self) -> None:
        tree: Tree[str] = self.topics
        open_groups = {str(node.label) for node in tree.root.children if node.is_expanded}
        tree.clear()
        kept = (
            ("Bookmarks", reversed(self.reading.bookmarks.marked)),
            ("Read last", self.reading.bookmarks.recent),
        )
        for title, slugs in kept:
            topics = [topic for slug in slugs if (topic := self.reading.library.get(slug))]
            if topics:
                node = tree.root.add(Text(title), expand=title in open_groups or not open_groups)
                for topic in topics:
                    node.add_leaf(Text(safe_line(topic.title)), topic.slug)
        for group in contents(self.reading.library):
            node = tree.root.add(Text(group.title), expand=group.title in open_groups)
            for topic in group.topics:
                local = "  your Area" if topic.local else ""
                node.add_leaf(Text(safe_line(topic.title) + local), topic.slug)
        tree.root.expand()

    @on(Tree.NodeSelected, "#reader-contents")
    def topic_selected(self, event: "Tree.NodeSelected[str]") -> None:
        """Open the topic that was chosen in the contents."""
        event.stop()
        if event.node.data:
            self.open(event.node.data)

    # Search

    @on(Input.Changed, "#reader-words")
    def words_changed(self, event: Input.Changed) -> None:
        """Search for what is typed now."""
        event.stop()
        if not event.value.strip():
            self._count_missed()
            self._searched = ""
            self.set_class(False, "-searching")
            return
        self._search(event.value)

    @work(exclusive=True, group="search")
    async def _search(self, words: str) -> None:
        await asyncio.sleep(TYPING_PAUSE_S)  # a fast typist cancels this before any search starts
        found = self.reading.found(words)
        self._show_found(words, found, None)
        card = await asyncio.to_thread(self.reading.card, words)
        if card is not None and self.is_attached and self.words.value == words:
            self._show_found(words, found, card)

    def _show_found(self, words: str, found: tuple[Found, ...], card: "Card | None") -> None:
        self._searched, self._card = words, card
        self._has_fitting = card is not None or any(hit.fits for hit in found)
        self.set_class(True, "-searching")
        self.results_title.update(found_title(words, found, has_card=card is not None))
        was = self.results.highlighted_key if self.results.has_focus else None
        self.results.highlighted = None
        self.results.show_blocks(found_blocks(found, card))
        if was is None:
            self.results.scroll_home(animate=False)
        else:  # a card that comes late moves nothing under whoever is in the list already
            self.results.highlighted = self.results.index_of(was)
            self.results.start()

    @on(Input.Submitted, "#reader-words")
    def words_sent(self, event: Input.Submitted) -> None:
        """Open what was found first; where nothing fits, count that."""
        event.stop()
        if self._searched != event.value:
            self._show_found(event.value, self.reading.found(event.value), self.reading.card(event.value))
        if not self._has_fitting:
            self._count_missed()
        elif self.results.blocks:
            self.results.action_first()
            self.results.action_pick()

    def on_key(self, event: events.Key) -> None:
        """Go from the input into the list under it."""
        if event.key == "down" and self.words.has_focus:
            event.stop()
            (self.results if self.has_class("-searching") else self.topics).focus()

    @on(FoundList.Left)
    def results_left(self, event: FoundList.Left) -> None:
        """Go back to the words."""
        event.stop()
        self.words.focus()

    @on(PickList.Picked, "#reader-found")
    def found_picked(self, event: PickList.Picked) -> None:
        """Open what was found."""
        event.stop()
        self._searched = ""
        self.panel.want(event.key)

    def _count_missed(self) -> None:
        if len(self._searched.strip()) > 2:
            self.reading.missed(self._searched, found=self._has_fitting)
        self._searched = ""

    # Reading

    def open(self, target: str) -> None:
        """Open a topic, "slug" or "slug#section"."""
        page = self.reading.open(target)
        if page is None:
            self.notify("There is no such topic.", markup=False)
            return
        self._show(page)

    def _show(self, page: Page | None, *, leaves_list: bool = True, focus: bool = True) -> None:
        if page is None:
            return
        self._searched = ""
        self.set_class(leaves_list, "-reading")

        async def show() -> None:
            await self.panel.show_page(page)
            self._close_finder()
            if focus:
                self.panel.take_focus()

        self.run_worker(show(), group="guidance", exclusive=True)

    @on(GuidancePanel.Wanted)
    def topic_wanted(self, event: GuidancePanel.Wanted) -> None:
        """Open the topic that was chosen."""
        event.stop()
        self.open(event.target)

    @on(GuidancePanel.CardWanted)
    def card_wanted(self, event: GuidancePanel.CardWanted) -> None:
        """Show the card that was chosen."""
        event.stop()
        from assistant.terminal.screens.card import CardScreen  # noqa: PLC0415 (when first wanted)

        card = self._card or self.reading.card_of(event.code)
        if card is not None:
            self.app.push_screen(CardScreen(card))

    @on(GuidancePanel.Returned)
    def went_back(self, event: GuidancePanel.Returned) -> None:
        """Show what was read before, or what was gone back from."""
        event.stop()
        self.action_step(event.step)

    def action_step(self, step: int) -> None:
        """Go back or forward in what was read."""
        self._show(self.reading.step(step))

    def action_search(self) -> None:
        """Go to the search."""
        self.set_class(False, "-reading")
        self.words.focus()
        self.words.select_all()

    def action_contents(self) -> None:
        """Go to the contents."""
        self.words.value = ""
        self.set_class(False, "-reading", "-searching")
        self._fill_contents()
        self.topics.focus()

    def action_mark(self) -> None:
        """Bookmark this topic, or take its bookmark away."""
        page = self.panel.page
        if page is not None:
            is_marked = self.reading.turn_bookmark(page.slug)
            self._fill_contents()
            self.notify("Bookmarked." if is_marked else "Bookmark taken away.", markup=False)

    def action_copy(self) -> None:
        """Copy a line that cites this topic."""
        page = self.panel.page
        if page is not None and page.citation:
            self.app.copy_to_clipboard(page.citation)
            self.notify(f"Copied: {safe_line(page.citation, at_most=300)}", markup=False)

    # Find on the page

    def action_find(self) -> None:
        """Find words on this page."""
        if self.panel.page is not None:
            self.finder.display = True
            self.finder.focus()

    @on(Input.Changed, "#reader-find")
    def find_changed(self, event: Input.Changed) -> None:
        """Highlight what is looked for."""
        event.stop()
        if self.panel.page is not None:
            self.panel.text.find(event.value)
            self._say_places()

    @on(Input.Submitted, "#reader-find")
    def find_sent(self, event: Input.Submitted) -> None:
        """Go to the next place."""
        event.stop()
        self.action_next_place(1)

    def action_next_place(self, step: int) -> None:
        """Go to the next or the previous place that was found."""
        if self.panel.page is not None:
            self.panel.text.find_next(step)
            self._say_places()

    def _say_places(self) -> None:
        text = self.panel.text
        places = f"{text.at} of {text.found}" if text.found else "not on this page"
        self.finder.border_subtitle = places if self.finder.value.strip() else ""

    def _close_finder(self) -> None:
        self.finder.display = False
        with self.finder.prevent(Input.Changed):
            self.finder.value = ""
        self.finder.border_subtitle = ""

    # Leaving

    def action_close(self) -> None:
        """Close the find box first, then on a narrow screen the page, then the search, then the reader."""
        if self.finder.display:
            self._close_finder()
            self.panel.text.find("")
            self.panel.take_focus()
        elif self.has_class("-reading") and not self.has_class("-wide"):
            self.action_search()
        elif self.words.has_focus and self.words.value:
            self.words.value = ""
        else:
            self._count_missed()
            self.dismiss(None)

    def offers(self) -> tuple[Offer, ...]:
        """What the palette offers here."""
        return tuple(
            Offer(label=key.label, hint=f"{key.help}, {key.shown}", do=partial(self.run_action, key.action))
            for key in READER_KEYS
        )
