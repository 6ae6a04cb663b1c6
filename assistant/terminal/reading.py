"""What a person reads in the guidance: where they are, what they marked, what they looked for. Draws nothing."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from assistant.bookmarks import Bookmarks, load_bookmarks, save_bookmarks
from assistant.terminal.pages import as_found, page
from assistant.terminal.visits import Visits
from assistant.terminal.widgets.guidance_panel import Found, Page
from guidance.library import Library
from knowledge.errors import FinaliseError

if TYPE_CHECKING:
    from assistant.conversation.shown import Card
    from assistant.conversation.tables import Tables

RESULTS = 12
"""How many topics a search lists."""


class Reading:
    """The guidance of one sitting, shared by the panel beside the conversation and the reader.

    Without `tables` no offence is looked up.
    """

    def __init__(
        self, library: Library, tables: "Tables | None" = None, today: Callable[[], date] = date.today
    ) -> None:
        self.library = library
        self._tables = tables
        self._today = today
        self.visits = Visits()
        self.bookmarks: Bookmarks = load_bookmarks()

    def open(self, target: str) -> Page | None:
        """The topic to show, noted as read; None where there is none. `target` is "slug" or "slug#section"."""
        shown = page(self.library, target)
        if shown is not None:
            self.visits.visit(target)
            self._keep(self.bookmarks.having_read(shown.slug))
        return shown

    def step(self, step: int) -> Page | None:
        """The topic read before (-1), or the one gone back from (1); None where nothing was read."""
        target = self.visits.back() if step < 0 else self.visits.forward()
        return page(self.library, target) if target else None

    def turn_bookmark(self, slug: str) -> bool:
        """Mark a topic, or unmark it. Gives whether it is marked now."""
        self._keep(self.bookmarks.turned(slug))
        return slug in self.bookmarks.marked

    def _keep(self, bookmarks: Bookmarks) -> None:
        self.bookmarks = bookmarks
        with suppress(OSError, FinaliseError):  # reading goes on where nothing can be written
            save_bookmarks(bookmarks)

    def found(self, words: str) -> tuple[Found, ...]:
        """The topics that answer these words, best first. Takes a few milliseconds."""
        return tuple(as_found(hit) for hit in self.library.search(words, limit=RESULTS))

    def card(self, words: str) -> "Card | None":
        """The card of the offence that the words name. May take a while; safe to call from another thread."""
        if self._tables is None:
            return None
        from assistant.lookup import named_card  # noqa: PLC0415 (loads the matcher)

        return named_card(words, self.library.search(words, limit=1), self.library, self._tables)

    def card_of(self, code: str) -> "Card | None":
        """The card of an offence by its code."""
        return self.card(code)

    def missed(self, words: str, *, found: bool) -> None:
        """Count a search in vain: nothing fitted or, where something was `found`, none of it was opened."""
        from assistant.missed import Miss, count_missed  # noqa: PLC0415 (loads what reads names)

        if not words.strip():
            return
        with suppress(OSError, FinaliseError):
            count_missed(words, Miss.NOT_OPENED if found else Miss.NOTHING, today=self._today())
