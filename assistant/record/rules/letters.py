"""Rules on the letter to the victim (domain.md 12, rules 76, 77, 80 and 81; when it was sent is not held yet)."""

from collections.abc import Iterator

from assistant.record.model import Finalisation
from assistant.record.rules.book import Basis, Problem, Severity, rule
from assistant.record.rules.reading import facts
from assistant.record.rules.surroundings import Surroundings
from knowledge.dates import short_date
from knowledge.letters import LetterReading, letter_due, letter_owed

IDENTIFIED_VICTIM = "IVIC"
POINT_TO_ENHANCED_SERVICE = (
    "VIVM",
    "RAPE",
    "CPRO",
    "DOMV",
    "CAOP",
    "RAIN",
    "REIN",
    "DISA",
    "HMPH",
    "TPHB",
)


def _letter(record: Finalisation) -> LetterReading:
    """What the charges and the outcome say of a letter, the flag counting as an identified victim."""
    identified = record.victim is not None and record.victim.identified
    return letter_owed(
        facts(record),
        victim_identified=identified or IDENTIFIED_VICTIM in record.flags,
        outcome=record.outcome,
    )


@rule(
    76,
    Severity.STOP,
    "charges",
    "outcome",
    "flags",
    "victim",
    summary="A charge dropped or altered with an identified victim has a letter and its due date: 1 working day "
    "if enhanced, else 5.",
    topic="victim-letters",
    basis=Basis.OFFICIAL,
    source="S16",
)
def letter_is_recorded(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """The time runs from the decision. Not answered whether enhanced counts as not."""
    reading, victim = _letter(record), record.victim
    if not reading.owed:
        return
    if victim is None or not victim.letter_owed:
        yield Problem(
            field="victim.letter_owed",
            message=f"{reading.why} Record the letter and the date of the decision.",
        )
        return
    if victim.dropped_on is None:
        yield Problem(
            field="victim.dropped_on",
            message="The letter's time runs from the decision, which is not dated. Give the date of the decision.",
        )
        return
    enhanced = bool(victim.enhanced)
    due = letter_due(victim.dropped_on, enhanced, around.extra_holidays)
    if victim.letter_due != due:
        days = "1 working day" if enhanced else "5 working days"
        yield Problem(
            field="victim.letter_due",
            message=f"The letter is due on {short_date(due)}, {days} after the decision on "
            f"{short_date(victim.dropped_on)}. "
            "Correct the due date, or the date of the decision.",
        )


@rule(
    77,
    Severity.WARN,
    "charges",
    "outcome",
    "flags",
    "victim",
    summary="Whether the victim has enhanced rights is answered where a flag points to it and a letter is owed.",
    topic="victim-letters",
    basis=Basis.WELL_KNOWN,
)
def enhanced_service_is_answered(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Vulnerable, rape, child, domestic, older person or hate crime."""
    victim = record.victim
    if victim is None or victim.enhanced is not None or not _letter(record).owed:
        return
    code = next((flag for flag in record.flags if flag in POINT_TO_ENHANCED_SERVICE), None)
    if code is not None:
        label = around.flags[code].label if code in around.flags else code
        yield Problem(
            field="victim.enhanced",
            message=f"The case has the flag {label}, and nothing is said of enhanced rights. "
            "Say whether the victim has them: the letter is then due in 1 working day.",
        )


@rule(
    80,
    Severity.WARN,
    "charges",
    "outcome",
    "flags",
    "victim",
    summary="The letter says of the Victims' Right to Review what fits: offered, not arising, or limited.",
    topic="victims-right-to-review",
    basis=Basis.OFFICIAL,
    source="S18",
)
def letter_speaks_of_review(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """The letter's wording is not held yet, so there is nothing to warn of: this tells what it must say."""
    reading = _letter(record)
    if reading.owed and reading.right_to_review:
        yield Problem(field="victim", message=reading.right_to_review, severity=Severity.INFORM)


@rule(
    81,
    Severity.INFORM,
    "charges",
    "outcome",
    "flags",
    "victim",
    summary="No letter is owed for a conviction with nothing dropped, an acquittal on a verdict, or without an "
    "identified victim.",
    topic="victim-letters",
    basis=Basis.OFFICIAL,
    source="S16",
)
def letter_is_not_owed(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Sets off where a letter is recorded all the same."""
    reading, victim = _letter(record), record.victim
    if victim is not None and victim.letter_owed and not reading.owed:
        yield Problem(field="victim.letter_owed", message=reading.why)
