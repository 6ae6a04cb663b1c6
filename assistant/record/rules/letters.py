"""Rules on the letter to the victim (domain.md 12, rules 76 to 81)."""

from collections.abc import Iterator

from assistant.record.model import Finalisation
from assistant.record.rules.book import Basis, Problem, Severity, rule
from assistant.record.rules.reading import facts
from assistant.record.rules.surroundings import Surroundings
from knowledge.dates import short_date
from knowledge.letters import LetterReading, RightToReview, letter_due, letter_owed
from knowledge.working_days import working_days_between

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
REVIEW_WORDS = {
    RightToReview.OFFERED: "offers it without a word on that",
    RightToReview.LIMITED: "speaks of limits",
    RightToReview.NONE: "does not mention it",
}
"""What a letter does, in a sentence that follows what it should do."""


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
    fix="Record the letter, the date of the decision and the due date that follows from it.",
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
    "flags",
    "victim",
    summary="Whether an identified victim has enhanced rights is answered where a flag points to it.",
    fix="Say whether the victim has enhanced rights.",
    topic="enhanced-entitlement",
    basis=Basis.WELL_KNOWN,
)
def enhanced_service_is_answered(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Vulnerable, rape, child, domestic, older person or hate crime."""
    victim = record.victim
    if victim is None or not victim.identified or victim.enhanced is not None:
        return
    code = next((flag for flag in record.flags if flag in POINT_TO_ENHANCED_SERVICE), None)
    if code is not None:
        label = around.flags[code].label if code in around.flags else code
        yield Problem(
            field="victim.enhanced",
            message=f"The case has the flag {label}, and nothing is said of enhanced rights. "
            "Say whether the victim has them: a letter is then due in 1 working day.",
        )


@rule(
    78,
    Severity.WARN,
    "victim",
    summary="The letter is sent on its due day or before, and not before the decision.",
    fix="Correct the date on which the letter was sent or the date of the decision, or say why it was late.",
    topic="victim-letters",
    basis=Basis.OFFICIAL,
    source="S16",
    also=(Severity.STOP,),
)
def letter_was_sent_in_time(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Lateness counts in working days after the due day that the decision and the service give."""
    victim = record.victim
    if victim is None or victim.letter_sent is None or victim.dropped_on is None:
        return
    sent, decided = victim.letter_sent, victim.dropped_on
    due = letter_due(decided, bool(victim.enhanced), around.extra_holidays)
    if sent < decided:
        yield Problem(
            field="victim.letter_sent",
            message=f"The letter was sent on {short_date(sent)}, before the decision on {short_date(decided)}. "
            "Correct one of the dates.",
            severity=Severity.STOP,
        )
    elif sent > due:
        late = working_days_between(due, sent, around.extra_holidays)
        days = {0: "on a day off after that", 1: "1 working day late"}.get(late, f"{late} working days late")
        yield Problem(
            field="victim.letter_sent",
            message=f"The letter was due on {short_date(due)} and was sent on {short_date(sent)}, {days}. "
            "Correct the date, or say why it was late.",
        )


@rule(
    79,
    Severity.WARN,
    "victim",
    summary="An explanation given to the victim at court is noted on CMS.",
    fix="Note on CMS what was said, then record that it is noted, or say why there is no note.",
    topic="victim-letters",
    basis=Basis.OFFICIAL,
    source="S16",
)
def explanation_is_noted(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """The conversation must be carefully recorded; it does not end the duty to write."""
    victim = record.victim
    if victim is not None and victim.told_at_court and not victim.explanation_noted:
        yield Problem(
            field="victim.explanation_noted",
            message="The decision was explained to the victim at court, and no note of it is recorded. Note on CMS "
            "what was said, then record that, or say why there is no note.",
        )


@rule(
    80,
    Severity.WARN,
    "charges",
    "outcome",
    "flags",
    "victim",
    summary="The letter says of the Victims' Right to Review what fits: offered, not arising, or limited.",
    fix="Let the letter say of the right to review what fits, or say why it does not.",
    topic="victims-right-to-review",
    basis=Basis.OFFICIAL,
    source="S18",
    also=(Severity.INFORM,),
)
def letter_speaks_of_review(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Until it is said what the letter says, this only tells what it must say."""
    reading, victim = _letter(record), record.victim
    if not reading.owed or reading.review is None:
        return
    said = victim.review if victim is not None else None
    if said is None:
        yield Problem(field="victim", message=reading.right_to_review, severity=Severity.INFORM)
    elif said is not reading.review:
        yield Problem(
            field="victim.review",
            message=f"{reading.right_to_review} The letter {REVIEW_WORDS[said]}. Correct the letter, or say why it "
            "stands.",
        )


@rule(
    81,
    Severity.INFORM,
    "charges",
    "outcome",
    "flags",
    "victim",
    summary="No letter is owed for a conviction with nothing dropped, an acquittal on a verdict, or without an "
    "identified victim.",
    fix="Nothing to do: no letter from the CPS is owed.",
    topic="victim-letters",
    basis=Basis.OFFICIAL,
    source="S16",
)
def letter_is_not_owed(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Told wherever it is known whether there is a victim, and where a letter is recorded all the same."""
    reading, victim = _letter(record), record.victim
    if victim is not None and not reading.owed:
        yield Problem(field="victim.letter_owed", message=reading.why)
