"""Rules on the outcome against what became of all charges (domain.md 12, rules 32, 33, 37 to 39 and 44)."""

from collections.abc import Iterator

from assistant.record.model import Charge, Finalisation
from assistant.record.rules.book import Basis, Problem, Severity, rule
from assistant.record.rules.reading import (
    ACQUITTALS,
    is_admitted,
    is_conviction,
    is_dropped,
    is_pending,
    path,
    stood_at_the_end,
)
from assistant.record.rules.surroundings import Surroundings
from knowledge.court_results import load_court_results
from knowledge.courts import CourtType
from knowledge.outcomes import Family
from knowledge.results import ChargeResult, load_results

NO_RESULT_OF_ITS_OWN = ("discharged_committal", "sine_die")
SAME_CASES = (
    frozenset({"offered_no_evidence", "judge_ordered_acquittal"}),
    frozenset({"indictment_stayed", "prosecution_stayed"}),
)
"""Outcomes that name one and the same end of a charge."""


def _label(key: str, around: Surroundings) -> str:
    outcome = around.outcomes.get(key)
    return outcome.label if outcome is not None else key


@rule(
    32,
    Severity.STOP,
    "charges",
    "outcome",
    summary="A plea or verdict of guilty on any charge makes the outcome a conviction, and nothing else does.",
    fix="Change the outcome, or correct the plea or verdict of the charge.",
    topic="outcome",
    basis=Basis.WELL_KNOWN,
    source="S3",
)
def guilt_makes_a_conviction(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Follows from counting defendants. An administrative outcome is rule 40's; pleas and trials have 29 to 31."""
    outcome = around.outcomes.get(record.outcome)
    guilty = next((charge for charge in record.charges if is_conviction(charge)), None)
    if outcome is None:
        return
    if outcome.family is Family.UNSUCCESSFUL and guilty is not None:
        how = "a plea" if is_admitted(guilty) else "a finding"
        yield Problem(
            field="outcome",
            message=f"The outcome is {outcome.label}, but there is {how} of guilty on charge {guilty.number}, "
            "which makes it a conviction. "
            f"Change the outcome, or correct charge {guilty.number}.",
        )
    elif outcome.key == "committed_for_sentence" and guilty is None:
        yield Problem(
            field="outcome",
            message=f"The outcome is {outcome.label}, but no charge is guilty. Change the outcome, or correct a "
            "charge.",
        )


@rule(
    33,
    Severity.STOP,
    "charges",
    "outcome",
    summary="An acquittal leaves no charge awaiting sentence or adjourned.",
    fix="Leave the case open until every charge has ended, or correct the result.",
    topic="outcome",
    basis=Basis.DESIGN,
)
def acquittal_leaves_nothing_open(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """A charge still guilty is told by rule 32 and not told twice."""
    if record.outcome not in ACQUITTALS:
        return
    for charge in record.charges:
        if is_pending(charge):
            yield Problem(
                field=path(charge, "result"),
                message=f"The outcome is {_label(record.outcome, around)}, but charge {charge.number} is not over. "
                "Leave the case open until every charge has ended, or correct the result.",
            )


@rule(
    37,
    Severity.STOP,
    "charges",
    "outcome",
    "final_hearing",
    summary="Lie on file is the outcome only where every charge left at the end lies.",
    fix="Choose the outcome of the other charge, or correct its result.",
    topic="outcome-lie-on-file",
    basis=Basis.WELL_KNOWN,
)
def every_charge_lies(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """A conviction beside it is told by rule 32, a charge still open by rule 23."""
    if record.outcome != "lie_on_file":
        return
    for charge in stood_at_the_end(record):
        lies = charge.result in (None, ChargeResult.LIE_ON_FILE, ChargeResult.REPLACED)
        if not lies and not is_pending(charge) and not is_conviction(charge):
            yield Problem(
                field="outcome",
                message=f"The outcome is Lie on file, but charge {charge.number} ended in another way. "
                "Choose the outcome of that charge, or correct its result.",
            )


@rule(
    38,
    Severity.WARN,
    "charges",
    "outcome",
    "victim.identified",
    summary="Where some charges are guilty and some dropped, the main charge and the victim's letter are settled.",
    fix="Say whether a victim is identified, and check which charge is the main one.",
    topic="victim-letters",
    basis=Basis.DESIGN,
)
def mixed_result_is_settled(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Quiet once it is said whether there is a victim; that the POC names its charge is rule 58."""
    guilty = [charge for charge in record.charges if is_conviction(charge)]
    dropped = [charge for charge in record.charges if is_dropped(charge)]
    if not guilty or not dropped or record.victim is not None:
        return
    yield Problem(
        field="victim",
        message=f"Charge {dropped[0].number} was dropped beside a conviction, and nothing is said of a victim. "
        "Say whether a victim is identified, as a letter may be owed, and check which charge is the main one.",
    )


@rule(
    39,
    Severity.WARN,
    "charges",
    "outcome",
    summary="Charges withdrawn against a bind over are recorded as Bound over, not Withdrawn.",
    fix="Choose Bound over as the outcome, or say why not.",
    topic="outcome-bind-over",
    basis=Basis.DESIGN,
    source="S28",
)
def bind_over_is_named(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """A result or a reason that names the bind over sets it off."""
    bound = any(charge.result is ChargeResult.BOUND_OVER for charge in record.charges)
    if record.outcome != "withdrawn" or not (bound or record.reason == "P11"):
        return
    yield Problem(
        field="outcome",
        message="The defendant was bound over and the outcome is Withdrawn. Choose Bound over instead, or say "
        "why not.",
        rests_on=() if bound else ("reason",),
    )


@rule(
    44,
    Severity.WARN,
    "charges",
    "outcome",
    "final_hearing",
    summary="The outcome is one that the charges' results lead to, and the results are those of the court's own codes.",
    fix="Change the outcome, correct a result, or say why the court's code and the record differ.",
    topic="court-result-codes",
    basis=Basis.OFFICIAL,
    source="S28",
)
def results_lead_to_the_outcome(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Convictions have rules 29 to 32; only what the court's codes say of a charge is compared there too."""
    for charge in record.charges:
        yield from _courts_code_agrees(charge)
    outcome = around.outcomes.get(record.outcome)
    if outcome is None or outcome.family not in (Family.UNSUCCESSFUL, Family.ADMINISTRATIVE):
        return
    ended = [charge for charge in stood_at_the_end(record) if charge.result is not None]
    if not ended or any(map(is_conviction, record.charges)) or any(map(is_pending, ended)):
        return
    table = load_results()
    led = {table[charge.result].outcome(court) for charge in ended if charge.result for court in CourtType}
    if outcome.key not in NO_RESULT_OF_ITS_OWN and led.isdisjoint(_same_as(outcome.key)):
        yield Problem(
            field="outcome",
            message=f"The outcome is {outcome.label}, but no charge ended that way. Change the outcome, or "
            "correct a result.",
        )


def _courts_code_agrees(charge: Charge) -> Iterator[Problem]:
    """A code that says nothing of how a charge ended, such as a sentence, agrees with anything."""
    if charge.court_result is None:
        return
    code = load_court_results().get(charge.court_result.strip())
    if code is None:
        yield Problem(
            field=path(charge, "court_result"),
            message=f"The court's result code of charge {charge.number} is not on the standing list. Correct it or "
            "take it out.",
        )
    elif code.may_be and charge.result is not None and charge.result not in code.may_be:
        ended = load_results()[charge.result].label
        yield Problem(
            field=path(charge, "court_result"),
            message=f"The court's code {code.code} says of charge {charge.number}: {code.description}. The record "
            f"says: {ended}. Change the result or the code, or say why they differ.",
        )


def _same_as(outcome: str) -> frozenset[str]:
    return next((same for same in SAME_CASES if outcome in same), frozenset({outcome}))
