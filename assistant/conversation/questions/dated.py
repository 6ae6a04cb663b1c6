"""What every question about a date shares: reading, playing back, and showing while it is typed."""

from collections.abc import Callable
from datetime import date

from assistant.conversation.questions.base import At, Question, Reading, is_not_known, not_known_on_enter
from assistant.conversation.shown import Suggestion
from assistant.record.draft import Plain
from knowledge.dates import format_date, read_date
from knowledge.errors import FinaliseError


def show_date(value: Plain, at: At) -> str:
    """A date in full, or "not known"."""
    return format_date(date.fromisoformat(value)) if isinstance(value, str) else "not known"


def suggest_date(words: str, at: At) -> tuple[Suggestion, ...]:
    """The date that the words mean so far."""
    try:
        day = read_date(words, at.case.today)
    except FinaliseError:
        return ()
    return (Suggestion(words=words, label=format_date(day)),)


def reads_date(name: str, *, may_be_unknown: bool = False) -> Callable[[str, At], Reading]:
    """A reader of a date up to today for the question of that name."""

    def read(words: str, at: At) -> Reading:
        key = name if at.charge is None else f"charges.{at.charge}.{name}"
        if may_be_unknown and is_not_known(words):
            return Reading(facts={key: None})
        return Reading(facts={key: read_date(words, at.case.today).isoformat()})

    return read


def optional_date(
    name: str,
    *,
    applies: Callable[[At], bool],
    per_charge: bool = False,
    fill: Callable[[At], dict[str, str]] | None = None,
) -> Question:
    """A question for a date that may not be known."""
    return Question(
        name=name,
        read=reads_date(name, may_be_unknown=True),
        show=show_date,
        applies=applies,
        on_enter=not_known_on_enter,
        suggest=suggest_date,
        per_charge=per_charge,
        fill=fill or (lambda _at: {}),
    )
