"""Rules on administrative finalisations: warrant, untraced, death, unfitness (domain.md 12, rules 40 to 42, 46)."""

from collections.abc import Iterator

from assistant.record.model import Finalisation
from assistant.record.rules.book import Basis, Problem, Severity, rule
from assistant.record.rules.reading import earliest_offence, has_words, is_admitted, is_tried
from assistant.record.rules.surroundings import Surroundings
from knowledge.dates import short_date
from knowledge.outcomes import Family

ADMINISTRATIVE_REASONS = {"warrant_unexecuted": "A1", "untraced": "A2", "deceased": "A3", "unfit": "A4"}


@rule(
    40,
    Severity.STOP,
    "charges",
    "outcome",
    summary="An administrative outcome has no verdict, plea of guilty or trial on the record.",
    fix="Choose the outcome that the plea or verdict makes, or correct it.",
    topic="administrative-finalisation",
    basis=Basis.OFFICIAL,
    source="S1",
)
def administrative_end_came_first(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """The case cannot have proceeded; what was decided before makes an outcome of its own."""
    outcome = around.outcomes.get(record.outcome)
    if outcome is None or outcome.family is not Family.ADMINISTRATIVE:
        return
    for charge in record.charges:
        if is_admitted(charge) or is_tried(charge):
            what = "a plea of guilty" if is_admitted(charge) else "a verdict or ruling"
            yield Problem(
                field="outcome",
                message=f"The outcome is {outcome.label}, but there is {what} on charge {charge.number}. "
                f"Choose the outcome that this makes, or correct charge {charge.number}.",
            )
            return


@rule(
    41,
    Severity.WARN,
    "outcome",
    "outcome_date",
    summary="A death is dated between the offence and the finalisation, and it is said how it was proved.",
    fix="Give the date of death and how it was proved, or say why they are not known.",
    topic="outcome-deceased",
    basis=Basis.DESIGN,
    also=(Severity.STOP,),
)
def death_is_dated(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """`outcome_date` is the date of death. An impossible date stops; a missing one warns."""
    if record.outcome != "deceased":
        return
    died, offence = record.outcome_date, earliest_offence(record)
    if died is None:
        yield Problem(
            field="outcome_date",
            message="The defendant has died, but the date of death is not given. "
            "Give it, or say why it is not known.",
        )
    elif died > record.finalised_on:
        yield Problem(
            field="outcome_date",
            message=f"The date of death, {short_date(died)}, is after the finalisation. Correct the date.",
            severity=Severity.STOP,
        )
    elif offence is not None and died < offence:
        yield Problem(
            field="outcome_date",
            message=f"The date of death, {short_date(died)}, is before the first offence on {short_date(offence)}. "
            "Correct one of the dates.",
            severity=Severity.STOP,
            rests_on=("charges",),
        )
    if not has_words(record.outcome_proof):
        yield Problem(
            field="outcome_proof",
            message="It is not said how the death was proved. Say what showed it (death certificate or the police), "
            "or why nothing does yet.",
            rests_on=("outcome_proof",),
        )


@rule(
    42,
    Severity.WARN,
    "outcome",
    "outcome_date",
    summary="An unexecuted warrant is dated, was not executed since, and the defendant was not at the last hearing.",
    fix="Give the date of the warrant, or choose the outcome that fits what happened since.",
    topic="outcome-warrant-unexecuted",
    basis=Basis.OFFICIAL,
    source="S1",
    also=(Severity.STOP,),
)
def warrant_is_dated(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """`outcome_date` is the date of the warrant."""
    if record.outcome != "warrant_unexecuted":
        return
    if record.outcome_date is None:
        yield Problem(
            field="outcome_date",
            message="The warrant is not dated. Give the date on which it was issued, or say why it is not known.",
        )
    if record.warrant_executed_on is not None:
        yield Problem(
            field="warrant_executed_on",
            message=f"The warrant was executed on {short_date(record.warrant_executed_on)}, so it is not unexecuted. "
            "Choose what happened since, or say why the outcome stands.",
            rests_on=("warrant_executed_on",),
        )
    if record.present:
        yield Problem(
            field="present",
            message="The outcome is Warrant unexecuted, but the defendant was at the final hearing. Change the "
            "outcome, or correct who was there.",
            severity=Severity.STOP,
            rests_on=("present",),
        )


@rule(
    46,
    Severity.STOP,
    "outcome",
    "reason",
    summary="An administrative outcome takes only its own reason, A1 to A4, and no other outcome takes these.",
    fix="Take the reason out, or choose the one of this outcome.",
    topic="administrative-finalisation",
    basis=Basis.OFFICIAL,
    source="S1",
)
def administrative_reason_is_its_own(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """None may be given: the outcome is the reason."""
    outcome = around.outcomes.get(record.outcome)
    reason = around.reasons.get(record.reason or "")
    if outcome is None or reason is None or outcome.family is Family.SUCCESSFUL:
        return
    if outcome.family is Family.ADMINISTRATIVE:
        if ADMINISTRATIVE_REASONS.get(outcome.key) != reason.code:
            yield Problem(
                field="reason",
                message=f"The reason {reason.label} does not belong to the administrative outcome "
                f"{outcome.label}. Take the reason out.",
            )
    elif reason.code in ADMINISTRATIVE_REASONS.values():
        yield Problem(
            field="reason",
            message=f"The reason {reason.label} is for administrative outcomes only. Choose another reason, or "
            "change the outcome.",
        )
