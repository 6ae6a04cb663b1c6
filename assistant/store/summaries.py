"""What the store says of a draft or a record in a list. No database here: faces may import it early."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSummary:
    """A draft in the list to resume: whose it is, what is being asked, and when it last changed (UTC)."""

    id: str
    title: str
    at: str
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSummary:
    """A record in a list. `poc` is a letter, `court` a name; None where there is none. Times are UTC."""

    reference: str
    urn: str
    defendant: str
    outcome_label: str
    poc: str | None
    court: str | None
    final_hearing: date | None
    entered_at: datetime
