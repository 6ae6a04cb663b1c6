"""Everything a face works with, opened once as the settings say: store, tables, guidance. Shows and asks nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Self

from assistant.conversation.conversation import Conversation
from assistant.conversation.tables import AreaFiles, Tables
from assistant.desk import StoreDesk, learn
from assistant.settings import Settings, load_settings
from assistant.store.roles import Permission
from assistant.store.store import Store

if TYPE_CHECKING:
    from guidance.library import Library


@dataclass(frozen=True, kw_only=True)
class Workplace:
    """The open rooms behind a face."""

    settings: Settings
    store: Store
    tables: Tables
    today: Callable[[], date]

    @classmethod
    def open(cls, store_url: str | None = None, *, today: Callable[[], date] = date.today) -> Self:
        """Open what the settings name; `store_url` outranks them. Raises FinaliseError, and nothing is left open."""
        settings = load_settings()
        area = AreaFiles(
            poc_table=settings.poc_table, reasons=settings.reasons, holidays=settings.extra_holidays
        )
        tables = Tables.load(area)
        store = Store.open(store_url or settings.store_url)
        try:
            store.require(Permission.ENTER)  # said before the first question, not after the last
            learn(tables.chosen, store)
        except BaseException:
            store.close()
            raise
        return cls(settings=settings, store=store, tables=tables, today=today)

    @cached_property
    def library(self) -> "Library":
        """The guidance, with the Area's own pages."""
        from guidance.library import load_library  # noqa: PLC0415

        return load_library(self.settings.guidance)

    def start(self) -> Conversation:
        """A conversation about a new case."""
        return Conversation(desk=self._desk(), tables=self.tables, today=self.today)

    def resume(self, draft_id: str) -> Conversation | None:
        """The conversation kept under this id, at the same question; None if there is none. Raises DraftUnreadable."""
        data = self.store.draft(draft_id)
        if data is None:
            return None
        return Conversation.resumed(
            data, desk=self._desk(), tables=self.tables, today=self.today, draft_id=draft_id
        )

    def _desk(self) -> StoreDesk:
        """A desk for one conversation, which knows what other people chose in the meantime."""
        learn(self.tables.chosen, self.store)
        return StoreDesk(self.store, self.tables.chosen)

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    def __enter__(self) -> Self:
        """The open workplace, closed at the end of the block."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Closes it."""
        self.close()
