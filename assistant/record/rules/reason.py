"""Rules on which reason an unsuccessful outcome has (domain.md 12, rules 43, 45, 47 to 49 and 53)."""

import re
from collections.abc import Iterator

from assistant.record.model import Finalisation
from assistant.record.rules.book import Basis, Problem, Severity, rule
from assistant.record.rules.reading import outcome_of, reason_of
from assistant.record.rules.surroundings import Surroundings
from knowledge.outcomes import Family
from knowledge.reasons import ReasonGroup

MARKED = (Family.SUCCESSFUL, Family.UNSUCCESSFUL, Family.ADMINISTRATIVE)
OUT_OF_COURT = "P9"
MISCODED_AS = ("E5", "E6")
ON_THE_MERITS = frozenset(
    {"jury_acquittal", "dismissed_after_trial", "dismissed_no_case", "judge_directed_acquittal"}
)
_POINTS_TO_THE_VICTIM = re.compile(
    r"\bretract\w*|\bwithdr[ae]w\w* support|\bdid ?n[o']t attend|\b(?:will|would|does|did) ?n[o']t support"
    r"|\bwon'?t support|\bno longer supports?\b|\bfail\w* to attend",
    re.IGNORECASE,
)
_DID_NOT_ATTEND = re.compile(r"\bDNA\b(?! (?:evidence|profile|sample|result|match|report))")


def _has_victim(record: Finalisation) -> bool:
    return record.victim is not None and record.victim.identified


@rule(
    43,
    Severity.STOP,
    "outcome",
    "reason",
    summary="A successful outcome is recorded as such, and has no reason for failure.",
    fix="Take the reason out, or change the outcome.",
    topic="reasons",
    basis=Basis.OFFICIAL,
    source="S1",
)
def success_needs_no_reason(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """The mark of success must be the one that the outcome has."""
    outcome = outcome_of(record, around)
    if outcome is None:
        return
    if outcome.family is Family.SUCCESSFUL and record.reason is not None:
        yield Problem(
            field="reason",
            message=f"The outcome is {outcome.label}, which is successful, but there is a reason for failure. "
            "Take the reason out, or change the outcome.",
        )
    elif outcome.family in MARKED and record.successful not in (None, outcome.family is Family.SUCCESSFUL):
        marked = "successful" if record.successful else "unsuccessful"
        yield Problem(
            field="successful",
            message=f"The record is marked {marked}, but the outcome is {outcome.label}. Choose the outcome again.",
            rests_on=("successful",),
        )


@rule(
    45,
    Severity.STOP,
    "outcome",
    "reason",
    summary="An unsuccessful outcome that is not administrative has one main reason, from the list.",
    fix="Choose the main reason from the list.",
    topic="reasons",
    basis=Basis.OFFICIAL,
    source="S8",
)
def failure_has_a_reason(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Whether an outcome needs a reason is said by the table of outcomes."""
    if record.reason is not None and record.reason not in around.reasons:
        yield Problem(
            field="reason",
            message=f"The reason {record.reason!r} is not on the list of reasons. Choose one that is.",
        )
        return
    outcome = outcome_of(record, around)
    if outcome is not None and outcome.needs_reason and record.reason is None:
        yield Problem(
            field="reason",
            message=f"The outcome is {outcome.label}, and there is no reason. Choose the main reason.",
        )


@rule(
    47,
    Severity.STOP,
    "reason",
    "victim.identified",
    summary="A victim reason has an identified victim on the case.",
    fix="Say that there is an identified victim, or choose another reason.",
    topic="victim-reasons",
    basis=Basis.OFFICIAL,
    source="S13",
)
def victim_reason_has_a_victim(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """E8, E9 and U1 of the shipped list; an Area's own list marks its own."""
    reason = reason_of(record, around)
    if reason is not None and reason.is_victim and not _has_victim(record):
        yield Problem(
            field="reason",
            message=f"The reason is {reason.label}, but no victim is identified. Say that there is a victim, or "
            "choose another reason.",
        )


@rule(
    48,
    Severity.WARN,
    "reason",
    "victim.identified",
    summary="Where a victim is identified, the victim reasons come before a missing element or an unreliable "
    "witness.",
    fix="Choose the victim reason if the victim retracted, stayed away or did not come up to proof; else say why not.",
    topic="victim-reasons",
    basis=Basis.OFFICIAL,
    source="S13",
)
def victim_reasons_come_first(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """The one miscoding with published figures: these two reasons fell when the victim reasons came in April 2013."""
    reason = reason_of(record, around)
    if reason is not None and reason.code in MISCODED_AS and _has_victim(record):
        yield Problem(
            field="reason",
            message=f"The reason is {reason.label}, and there is an identified victim. If the victim retracted, "
            "did not attend or did not "
            "come up to proof, choose that reason; else say why it stands.",
        )


@rule(
    49,
    Severity.STOP,
    "outcome",
    "reason",
    summary="No public interest reason stands beside an acquittal on the evidence.",
    fix="Choose the reason for which the court acquitted.",
    topic="reasons",
    basis=Basis.DESIGN,
)
def acquittal_was_not_for_the_public_interest(
    record: Finalisation, around: Surroundings
) -> Iterator[Problem]:
    """An out-of-court disposal is rule 55's."""
    outcome, reason = outcome_of(record, around), reason_of(record, around)
    if outcome is None or reason is None or outcome.key not in ON_THE_MERITS or reason.code == OUT_OF_COURT:
        return
    if reason.group is ReasonGroup.PUBLIC_INTEREST:
        yield Problem(
            field="reason",
            message=f"{reason.label} is a public interest reason, but the court decided: the outcome is "
            f"{outcome.label}. "
            "Choose the reason for which the court acquitted.",
        )


@rule(
    53,
    Severity.WARN,
    "reason",
    "reason_note",
    summary="The words noted for the reason do not tell of a victim who retracted or stayed away.",
    fix="Choose the reason that the words tell of, or say why it is another.",
    topic="victim-reasons",
    basis=Basis.DESIGN,
)
def note_agrees_with_the_reason(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Reasons about a victim or a witness may say so. DNA is read as "did not attend" unless evidence follows."""
    reason, note = reason_of(record, around), record.reason_note or ""
    if reason is None or reason.is_victim or reason.is_witness:
        return
    found = _POINTS_TO_THE_VICTIM.search(note) or _DID_NOT_ATTEND.search(note)
    if found is not None:
        yield Problem(
            field="reason",
            message=f"The note says “{found[0]}”, but the reason is {reason.label}. "
            "If it was the victim or a witness, choose that reason; else say why it stands.",
        )
