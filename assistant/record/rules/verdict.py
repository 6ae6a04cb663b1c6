"""Rules on plea and verdict against the outcome (domain.md 12, rules 29 to 31, 34 to 36)."""

from collections.abc import Iterator

from assistant.record.kinds import TrialReached
from assistant.record.model import Finalisation
from assistant.record.rules.book import Basis, Problem, Severity, rule
from assistant.record.rules.reading import (
    GUILTY_PLEAS,
    is_admitted,
    is_found_guilty,
    is_guilty,
    is_guilty_of_alternative,
    path,
)
from assistant.record.rules.surroundings import Surroundings
from knowledge.pleas import Plea, Verdict
from knowledge.results import ChargeResult

_NO_EVIDENCE = (TrialReached.NOT_BEGUN, TrialReached.JURY_SWORN)
GUILTY_PLEA_OUTCOMES = ("guilty_plea", "guilty_plea_alternative", "mixed_plea_trial")


def _label(key: str, around: Surroundings) -> str:
    outcome = around.outcomes.get(key)
    return outcome.label if outcome is not None else key


@rule(
    29,
    Severity.STOP,
    "charges",
    "outcome",
    summary="A guilty plea outcome has at least one charge that was admitted.",
    fix="Change the outcome, or the plea of a charge.",
    topic="plea",
    basis=Basis.OFFICIAL,
    source="S1",
)
def guilty_plea_was_entered(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """A plea of guilty or an admission counts, on any charge."""
    if record.outcome in GUILTY_PLEA_OUTCOMES and not any(map(is_admitted, record.charges)):
        yield Problem(
            field="outcome",
            message=f"The outcome is {_label(record.outcome, around)}, but no charge has a plea of guilty. "
            "Change the outcome or the plea.",
        )


@rule(
    30,
    Severity.STOP,
    "charges",
    "outcome",
    summary="A conviction after trial has at least one charge found proved without a plea of guilty.",
    fix="Change the outcome, or the plea and verdict of a charge.",
    topic="verdict",
    basis=Basis.OFFICIAL,
    source="S1",
)
def conviction_followed_a_trial(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """A verdict of guilty of an alternative was a trial too."""
    if record.outcome != "convicted_after_trial":
        return
    if not any(
        is_guilty_of_alternative(charge) or (is_found_guilty(charge) and charge.plea not in GUILTY_PLEAS)
        for charge in record.charges
    ):
        yield Problem(
            field="outcome",
            message="The outcome is Convicted after trial, but no charge was found guilty after a plea of not "
            "guilty. "
            "Change the outcome, or the plea and verdict.",
        )


@rule(
    31,
    Severity.STOP,
    "charges",
    "outcome",
    summary="A defendant proved guilty in absence was absent, with no plea of guilty; another plea is asked about.",
    fix="Change the outcome, the plea or the result, or say how the plea was entered.",
    topic="outcome-proved-in-absence",
    basis=Basis.OFFICIAL,
    source="S1",
    also=(Severity.WARN,),
)
def proof_was_in_absence(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """A plea of not guilty suggests that the defendant came at least once, so it warns."""
    if record.outcome != "proved_in_absence":
        return
    if record.present:
        yield Problem(
            field="present",
            message="The outcome is Proved in absence, but the defendant was at the final hearing. Change the "
            "outcome, or correct who was there.",
            rests_on=("present",),
        )
    proved = [charge for charge in record.charges if charge.result is ChargeResult.PROVED_IN_ABSENCE]
    if not proved and not any(is_found_guilty(charge) for charge in record.charges):
        yield Problem(
            field="outcome",
            message="The outcome is Proved in absence, but no charge was proved in absence. Change the outcome "
            "or a result.",
        )
    for charge in proved:
        if charge.plea in GUILTY_PLEAS:
            yield Problem(
                field=path(charge, "plea"),
                message=f"Charge {charge.number} was proved in absence, but it has a plea of guilty. Change its "
                "plea or its result.",
            )
        elif charge.plea in (Plea.NOT_GUILTY, Plea.DENIES):
            yield Problem(
                field=path(charge, "plea"),
                message=f"Charge {charge.number} was proved in absence, but a plea was entered. If the "
                "defendant pleaded in person, "
                "consider Convicted after trial; else say how the plea was entered.",
                severity=Severity.WARN,
            )


@rule(
    34,
    Severity.STOP,
    "charges",
    summary="A verdict of guilty of an alternative has the alternative charge on the record, found guilty.",
    fix="Add the alternative charge with its verdict of guilty.",
    topic="verdict",
    basis=Basis.OFFICIAL,
    source="S28",
)
def alternative_is_on_the_record(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Any other charge that is guilty may be the alternative."""
    for charge in record.charges:
        others = (other for other in record.charges if other is not charge)
        if is_guilty_of_alternative(charge) and not any(map(is_guilty, others)):
            yield Problem(
                field=path(charge, "verdict"),
                message=f"Charge {charge.number} ended in guilty of an alternative, but no other charge is guilty. "
                "Add the alternative charge with its verdict.",
            )


@rule(
    35,
    Severity.STOP,
    "charges.plea",
    "charges.verdict",
    "charges.result",
    "charges.plea_vacated",
    summary="No charge has both a plea of guilty and a verdict of not guilty, unless the plea was vacated.",
    fix="Change the plea or the verdict, or say that the plea was vacated.",
    topic="plea",
    basis=Basis.OFFICIAL,
    source="S28",
)
def plea_and_verdict_agree(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Where the plea was vacated, that is said, or the plea that stood at the end is recorded."""
    for charge in record.charges:
        acquitted = charge.verdict is Verdict.NOT_GUILTY or charge.result is ChargeResult.NOT_GUILTY_VERDICT
        if charge.plea in GUILTY_PLEAS and acquitted and not charge.plea_vacated:
            yield Problem(
                field=path(charge, "verdict"),
                message=f"Charge {charge.number} has a plea of guilty and a verdict of not guilty. Change one "
                "of them; "
                "where the plea was vacated, record the plea that stood at the end.",
            )


@rule(
    36,
    Severity.STOP,
    "charges",
    "outcome",
    summary="A jury acquittal follows arraignment and a plea of not guilty; a judge directs one after evidence began "
    "and orders one where no jury gave a verdict.",
    fix="Change the outcome, or what is said of plea, arraignment and trial.",
    topic="verdict",
    basis=Basis.WELL_KNOWN,
)
def acquittal_suits_what_was_heard(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """The outcome itself says that there was an arraignment, and evidence: only what is said against it counts."""
    trial = record.trial
    if record.outcome == "jury_acquittal":
        if trial is not None and trial.arraigned is False:
            yield Problem(
                field="trial.arraigned",
                message="The outcome is Jury acquittal, but the defendant was not arraigned. Change the outcome, "
                "or correct the arraignment.",
                rests_on=("trial",),
            )
        if not any(charge.plea in (Plea.NOT_GUILTY, Plea.DENIES) for charge in record.charges):
            yield Problem(
                field="outcome",
                message="The outcome is Jury acquittal, but no charge has a plea of not guilty. Change the "
                "outcome or the plea.",
            )
    elif record.outcome == "judge_ordered_acquittal":
        for charge in record.charges:
            if charge.result is ChargeResult.NOT_GUILTY_VERDICT:
                yield Problem(
                    field="outcome",
                    message=f"The outcome is Judge ordered acquittal, but charge {charge.number} went to a verdict. "
                    "Change the outcome or the result of that charge.",
                )
    elif record.outcome == "judge_directed_acquittal" and trial is not None and trial.reached in _NO_EVIDENCE:
        yield Problem(
            field="trial.reached",
            message="The outcome is Judge directed acquittal, but no evidence was heard. Choose Judge ordered "
            "acquittal, or correct how far the trial got.",
            rests_on=("trial",),
        )
