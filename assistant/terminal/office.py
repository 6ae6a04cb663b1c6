"""What the app works with: drafts, conversations, guidance. Slow to load, so the app imports it late."""

from collections.abc import Callable
from datetime import date, datetime

from assistant.conversation.conversation import Conversation
from assistant.conversation.tables import AreaFiles, Tables
from assistant.desk import StoreDesk
from assistant.settings import load_settings
from assistant.store.store import Store
from assistant.store.summaries import DraftSummary
from assistant.terminal.widgets.guidance_panel import Found, Page
from guidance.library import Library, Status, load_library

Clock = Callable[[], datetime]

_STANDING = {
    Status.OFFICIAL: "",
    Status.WELL_KNOWN: "Well known in practice, not taken from an official text.",
    Status.PROPOSED: "A proposal of Finalise, not an official text.",
}


class Office:
    """The rooms behind the screen, open. Any method may raise FinaliseError."""

    def __init__(self, *, store: Store, tables: Tables, library: Library, clock: Clock) -> None:
        self._store = store
        self._desk = StoreDesk(store)
        self._tables = tables
        self._library = library
        self._clock = clock

    @classmethod
    def open(cls, store_url: str | None, clock: Clock) -> "Office":
        """Read the settings, open the store, load the tables: some tenths of a second. Raises FinaliseError."""
        settings = load_settings()
        area = AreaFiles(
            poc_table=settings.poc_table, reasons=settings.reasons, holidays=settings.extra_holidays
        )
        return cls(
            store=Store.open(store_url or settings.store_url),
            tables=Tables.load(area),
            library=load_library(settings.guidance),
            clock=clock,
        )

    def warm_up(self) -> None:
        """Load what the first question does not need. May run beside a conversation."""
        self._tables.matcher.search("theft")

    def drafts(self) -> tuple[DraftSummary, ...]:
        """The drafts, last changed first."""
        return tuple(self._store.drafts())

    def discard(self, draft_id: str) -> None:
        """Remove a draft for good."""
        self._store.discard(draft_id)

    def start(self) -> Conversation:
        """A conversation about a new case."""
        return Conversation(desk=self._desk, tables=self._tables, today=self._today)

    def resume(self, draft_id: str) -> Conversation | None:
        """The conversation kept under this id, where it was left; None where there is no such draft."""
        data = self._store.draft(draft_id)
        if data is None:
            return None
        return Conversation.resumed(
            data, desk=self._desk, tables=self._tables, today=self._today, draft_id=draft_id
        )

    def page(self, slug: str) -> Page | None:
        """A guidance topic to read."""
        topic = self._library.get(slug)
        if topic is None:
            return None
        related = tuple((other.slug, other.title) for other in self._library.related(slug))
        return Page(
            slug=slug,
            title=topic.title,
            markdown=topic.body,
            standing=_STANDING[topic.status],
            related=related,
        )

    def search(self, words: str) -> tuple[Found, ...]:
        """The guidance topics that answer these words, best first."""
        return tuple(
            Found(slug=hit.slug, title=hit.title, excerpt=hit.excerpt) for hit in self._library.search(words)
        )

    def close(self) -> None:
        """Let go of the store."""
        self._store.close()

    def _today(self) -> date:
        return self._clock().date()
