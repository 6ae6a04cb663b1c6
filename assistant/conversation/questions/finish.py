"""The last questions: the victim's letter, writing the record, and what comes next."""

from assistant.conversation.questions.base import (
    At,
    NotUnderstood,
    Question,
    Reading,
    option_of,
    pick,
    read_as_yes_no,
    reads_yes_no,
    show_yes_no,
    yes_no_options,
)
from assistant.conversation.questions.dated import reads_date, show_date, suggest_date
from assistant.conversation.shown import Option
from assistant.record.draft import OVERRIDE, charge_key
from assistant.record.rules.audit import reason_problem
from assistant.record.rules.letters import POINT_TO_ENHANCED_SERVICE
from knowledge.choices import Choice, read_yes_no

NEXT_CHOICES = (
    Choice(
        key="another defendant",
        label="Another defendant on this case",
        words=("next defendant", "defendant", "co-defendant", "another"),
        hint="URN, court, date and charges are filled in",
    ),
    Choice(key="new case", label="New case", words=("new", "case", "new urn", "start again"), hint=""),
    Choice(
        key="save transcript",
        label="Save this conversation",
        words=("transcript", "save", "save conversation"),
        hint="a small text file, readable by you alone",
    ),
    Choice(key="quit", label="Quit", words=("exit", "leave", "stop", "close", "bye", "q"), hint=""),
)


def _read_write(words: str, at: At) -> Reading:
    if words.strip().casefold() in ("write", "record", "save", "finalise"):
        return Reading(facts={"write": True})
    if not read_as_yes_no(words):
        raise NotUnderstood(
            "Nothing is written.", fix="Type change and the name of an answer, or leave to come back later."
        )
    return Reading(facts={"write": True})


def _read_override(words: str, at: At) -> Reading:
    if len([letter for letter in words if letter.isalpha()]) < 3 or read_yes_no(words) is not None:
        raise NotUnderstood(
            "A warning needs a reason to go on.", fix="Say in a few words why it stands, or change an answer."
        )
    if problem := reason_problem(words.strip()):
        raise NotUnderstood(f"The warning {problem}.", fix="Say it in fewer words.")
    return Reading(facts={OVERRIDE + at.rule: words.strip()})


def _dropped_on_enter(at: At) -> Option | None:
    """The final hearing; where every dropped charge had left the case by then, the day on which the last one did."""
    case = at.case
    dropped = [number for number in case.draft.charge_numbers if case.was_dropped(number)]
    left = [case.date_of(charge_key(number, "left_on")) for number in dropped if not case.is_live(number)]
    days = [day for day in left if day is not None]
    day = max(days) if days and len(days) == len(dropped) else case.date_of("hearing")
    return Option(words=day.isoformat(), label=show_date(day.isoformat(), at)) if day else None


def _read_next(words: str, at: At) -> Reading:
    return Reading(facts={"next": pick(words, NEXT_CHOICES, what="one of the choices")})


def _enhanced_applies(at: At) -> bool:
    """Where a letter is owed, and where a flag asks for it of an identified victim (rule 77)."""
    flags = at.case.draft.value("flags") or ()
    pointed = any(flag in POINT_TO_ENHANCED_SERVICE for flag in flags)
    return at.case.letter.owed or (pointed and at.case.draft.value("victim") is True)


ENHANCED = Question(
    name="enhanced",
    read=reads_yes_no("enhanced"),
    show=show_yes_no,
    applies=_enhanced_applies,
    options=yes_no_options,
)
DROPPED_ON = Question(
    name="dropped_on",
    read=reads_date("dropped_on"),
    show=show_date,
    applies=lambda at: at.case.letter.owed and not at.case.is_pre_charge,
    on_enter=_dropped_on_enter,
    suggest=suggest_date,
    fill=lambda at: {"suggested": option.label if (option := _dropped_on_enter(at)) else ""},
)
OVERRIDE_WARNING = Question(
    name="override",
    read=_read_override,
    show=lambda value, _at: str(value),
    basis=lambda at: at.warning,
    fill=lambda at: {"message": at.warning},
    is_shown=False,
)
WRITE = Question(
    name="write",
    read=_read_write,
    show=show_yes_no,
    options=lambda _at: (Option(words="yes", label="Yes, write it"), Option(words="no", label="No, not yet")),
    is_shown=False,
)
NEXT = Question(
    name="next",
    read=_read_next,
    show=lambda value, _at: str(value),
    options=lambda _at: tuple(option_of(choice) for choice in NEXT_CHOICES),
    is_shown=False,
)
