"""Rules on the reason for an unsuccessful outcome (domain.md 12, rules 43, 45, 47 to 50, 52 to 55)."""

import re
from collections.abc import Iterator

from assistant.record.model import Finalisation
from assistant.record.rules.book import Basis, Problem, Severity, rule
from assistant.record.rules.reading import (
    ACQUITTALS,
    has_words,
)
from assistant.record.rules.surroundings import Surroundings
from knowledge.outcomes import Family, Outcome
from knowledge.reasons import Reason, ReasonGroup

ADMINISTRATIVE_REASONS = {"warrant_unexecuted": "A1", "untraced": "A2", "deceased": "A3", "unfit": "A4"}
MARKED = (Family.SUCCESSFUL, Family.UNSUCCESSFUL, Family.ADMINISTRATIVE)
DISCLOSURE = "E12"
OUT_OF_COURT = "P9"
OTHER = "O9"
NON_ATTENDANCE = ("U1", "U2")
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


def _outcome(record: Finalisation, around: Surroundings) -> Outcome | None:
    return around.outcomes.get(record.outcome)


def _is_administrative(record: Finalisation, around: Surroundings) -> bool:
    outcome = _outcome(record, around)
    return outcome is not None and outcome.family is Family.ADMINISTRATIVE


def _reason(record: Finalisation, around: Surroundings) -> Reason | None:
    return around.reasons.get(record.reason) if record.reason is not None else None


def _has_victim(record: Finalisation) -> bool:
    return record.victim is not None and record.victim.identified


@rule(
    43,
    Severity.STOP,
    "outcome",
    "reason",
    summary="A successful outcome is recorded as such, and has no reason for failure.",
    topic="reasons",
    basis=Basis.OFFICIAL,
    source="S1",
)
def success_needs_no_reason(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """The mark of success must be the one that the outcome has."""
    outcome = _outcome(record, around)
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
    outcome = _outcome(record, around)
    if outcome is not None and outcome.needs_reason and record.reason is None:
        yield Problem(
            field="reason",
            message=f"The outcome is {outcome.label}, and there is no reason. Choose the main reason.",
        )


@rule(
    47,
    Severity.STOP,
    "reason",
    "victim",
    summary="A victim reason has an identified victim on the case.",
    topic="victim-reasons",
    basis=Basis.OFFICIAL,
    source="S13",
)
def victim_reason_has_a_victim(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """E8, E9 and U1 of the shipped list; an Area's own list marks its own."""
    reason = _reason(record, around)
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
    "victim",
    summary="Where a victim is identified, the victim reasons come before a missing element or an unreliable "
    "witness.",
    topic="victim-reasons",
    basis=Basis.OFFICIAL,
    source="S13",
)
def victim_reasons_come_first(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """The one miscoding with published figures: these two reasons fell when the victim reasons came in April 2013."""
    reason = _reason(record, around)
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
    topic="reasons",
    basis=Basis.DESIGN,
)
def acquittal_was_not_for_the_public_interest(
    record: Finalisation, around: Surroundings
) -> Iterator[Problem]:
    """An out-of-court disposal is rule 55's."""
    outcome, reason = _outcome(record, around), _reason(record, around)
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
    50,
    Severity.STOP,
    "outcome",
    "reason",
    summary="Failure to attend is not the reason where notice ended the case before the hearing.",
    topic="reasons",
    basis=Basis.DESIGN,
)
def nobody_missed_a_hearing_that_never_was(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Whether the last listing was a trial is not held yet."""
    reason = _reason(record, around)
    if reason is not None and reason.code in NON_ATTENDANCE and record.outcome == "discontinued":
        yield Problem(
            field="reason",
            message=f"The reason is {reason.label}, but the case was discontinued by notice before the hearing. "
            "Choose another reason, or change the outcome.",
        )


@rule(
    52,
    Severity.WARN,
    "outcome",
    "reason",
    "disclosure_was_key",
    summary="Disclosure was a key factor exactly where the reason is undermining unused material.",
    topic="disclosure",
    basis=Basis.OFFICIAL,
    source="S25",
)
def disclosure_and_reason_agree(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Sets off either way round."""
    reason = _reason(record, around)
    if record.disclosure_was_key and record.reason is not None and record.reason != DISCLOSURE:
        yield Problem(
            field="disclosure_was_key",
            message="Unused material was a key factor, but the main reason is another. Change one of them, or "
            "say why both stand.",
        )
    elif reason is not None and reason.code == DISCLOSURE and not record.disclosure_was_key:
        yield Problem(
            field="disclosure_was_key",
            message=f"The reason is {reason.label}, but unused material is not said to be a key factor. "
            "Change one of them, or say why both stand.",
        )


@rule(
    53,
    Severity.WARN,
    "reason",
    "reason_note",
    summary="The words noted for the reason do not tell of a victim who retracted or stayed away.",
    topic="victim-reasons",
    basis=Basis.DESIGN,
)
def note_agrees_with_the_reason(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Reasons about a victim or a witness may say so. DNA is read as "did not attend" unless evidence follows."""
    reason, note = _reason(record, around), record.reason_note or ""
    if reason is None or reason.is_victim or reason.is_witness:
        return
    found = _POINTS_TO_THE_VICTIM.search(note) or _DID_NOT_ATTEND.search(note)
    if found is not None:
        yield Problem(
            field="reason",
            message=f"The note says “{found[0]}”, but the reason is {reason.label}. "
            "If it was the victim or a witness, choose that reason; else say why it stands.",
        )


@rule(
    54,
    Severity.STOP,
    "reason",
    "reason_note",
    summary="The reason Other says in a few words what it was.",
    topic="reasons",
    basis=Basis.DESIGN,
)
def other_is_explained(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """How often a person uses Other is not seen from one record."""
    words = around.limits.other_words
    if record.reason == OTHER and not has_words(record.reason_note, words):
        yield Problem(
            field="reason_note",
            message=f"The reason is Other. Say in {words} words or more what it was, or choose a reason from "
            "the list.",
        )


@rule(
    55,
    Severity.STOP,
    "outcome",
    "reason",
    "reason_note",
    summary="An out-of-court disposal is named with its date, and does not stand beside an acquittal.",
    topic="reasons",
    basis=Basis.DESIGN,
)
def disposal_is_named(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """The date may stand in the note or in `outcome_date`."""
    reason, outcome = _reason(record, around), _outcome(record, around)
    if reason is None or reason.code != OUT_OF_COURT:
        return
    if outcome is not None and outcome.key in ACQUITTALS:
        yield Problem(
            field="reason",
            message=f"The reason is an out-of-court disposal, but the court decided: the outcome is {outcome.label}. "
            "Choose the reason for which the court acquitted, or change the outcome.",
        )
    elif not has_words(record.reason_note):
        yield Problem(
            field="reason_note",
            message="The reason is an out-of-court disposal, and it is not named. Type what it was and its date, "
            "like: conditional caution 3/11/2026.",
        )
    elif record.outcome_date is None and not re.search(r"\d", record.reason_note or ""):
        yield Problem(
            field="reason_note",
            message="The out-of-court disposal has no date. Add the date to the note.",
            rests_on=("outcome_date",),
        )
