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
    """A record in a list, as its newest version has it. `poc` is a letter, `court` a name; None where there is none.

    `entered_by` and `entered_at` are of that version. Times are UTC.
    """

    reference: str
    urn: str
    defendant: str
    outcome_label: str
    poc: str | None
    court: str | None
    final_hearing: date | None
    entered_at: datetime
    entered_by: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceSummary:
    """An offence chosen over the one suggested: for which words (as kept), how often, by how many people.

    `number` names it for good. `own` is how often whoever asks chose it; `approved_by` is None where no manager made
    it count for everyone. `times` and `people` are at least so many: those of this store or those that came in a
    file, whichever is more, as the two may be of the same people. Times are UTC.
    """

    number: int
    said: str
    code: str
    times: int
    people: int
    own: int
    approved_by: str | None
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceElsewhere:
    """A choice as a file from another store gives it. Times are UTC."""

    said: str
    code: str
    times: int
    people: int
    approved: bool
    first_at: datetime
    last_at: datetime
