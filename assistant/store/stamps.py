"""Where the marks come from that the store puts on what it keeps: time, person, terminal, reference."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from assistant.platform import terminal_name
from assistant.store.references import new_reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamps:
    """Where the marks come from. None for `clock` and `person` stands for what the store itself takes as the truth.

    That is the operating system in an embedded store, and the database server where terminals share one.
    """

    clock: Callable[[], datetime] | None = None
    person: Callable[[], str] | None = None
    terminal: Callable[[], str] = terminal_name
    reference: Callable[[], str] = new_reference

    def now(self) -> datetime:
        """The time, where the minute is enough: of a draft, not of an entry."""
        return self.clock() if self.clock else datetime.now(UTC)
