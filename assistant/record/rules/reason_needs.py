"""Rules on what a reason needs beside it, such as a trial or words (domain.md 12, rules 50 to 52, 54 and 55)."""

import re
from collections.abc import Iterator

from assistant.record.model import Finalisation, Stage
from assistant.record.rules.book import Basis, Problem, Severity, rule
from assistant.record.rules.reading import ACQUITTALS, has_words, outcome_of, reason_of
from assistant.record.rules.surroundings import OTHER_REASON, Surroundings

DISCLOSURE = "E12"
OUT_OF_COURT = "P9"
NON_ATTENDANCE = ("U1", "U2")
NOT_READY = "U3"


@rule(
    50,
    Severity.STOP,
    "outcome",
    "reason",
    summary="Failure to attend is the reason only where the final hearing was listed for trial.",
    fix="Choose another reason, change the outcome, or correct what the hearing was listed for.",
    topic="reasons",
    basis=Basis.DESIGN,
)
def nobody_missed_a_hearing_that_never_was(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Effective or not does not matter. Where notice ended the case before, nobody missed a hearing."""
    reason = reason_of(record, around)
    if reason is not None and reason.code in NON_ATTENDANCE and record.outcome == "discontinued":
        yield Problem(
            field="reason",
            message=f"The reason is {reason.label}, but the case was discontinued by notice before the hearing. "
            "Choose another reason, or change the outcome.",
        )
    elif (
        reason is not None
        and reason.code in NON_ATTENDANCE
        and (record.trial is None or not record.trial.listed)
    ):
        said = (
            "was not listed" if record.trial and record.trial.listed is False else "is not said to be listed"
        )
        yield Problem(
            field="trial.listed",
            message=f"The reason is {reason.label}, but the final hearing {said} for trial. Choose another reason, "
            "or correct what the hearing was listed for.",
            rests_on=("trial",),
        )


@rule(
    51,
    Severity.STOP,
    "reason",
    "trial",
    summary="A file not received or a case not ready is the reason only where the court refused an adjournment.",
    fix="Choose another reason, or record the refusal as the hearing record sheet shows it.",
    topic="reason-u3",
    basis=Basis.OFFICIAL,
    source="S9",
)
def adjournment_was_refused(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """The refused application must be on the hearing record sheet."""
    reason = reason_of(record, around)
    if reason is None or reason.code != NOT_READY or (record.trial and record.trial.adjournment_refused):
        return
    yield Problem(
        field="trial.adjournment_refused",
        message=f"The reason is {reason.label}, but the record does not say that an adjournment was refused. Choose "
        "another reason, or record the refusal as the hearing record sheet shows it.",
    )


@rule(
    52,
    Severity.WARN,
    "outcome",
    "reason",
    "disclosure_was_key",
    summary="Disclosure was a key factor exactly where the reason is undermining unused material.",
    fix="Change the reason or the answer on disclosure, or say why both stand.",
    topic="disclosure",
    basis=Basis.OFFICIAL,
    source="S25",
)
def disclosure_and_reason_agree(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Sets off either way round. Before charge the question is not asked, and the reason stands alone."""
    reason = reason_of(record, around)
    unasked = record.stage is Stage.PRE_CHARGE and record.disclosure_was_key is None
    if record.disclosure_was_key and record.reason is not None and record.reason != DISCLOSURE:
        yield Problem(
            field="disclosure_was_key",
            message="Unused material was a key factor, but the main reason is another. Change one of them, or "
            "say why both stand.",
        )
    elif reason is not None and reason.code == DISCLOSURE and not record.disclosure_was_key and not unasked:
        yield Problem(
            field="disclosure_was_key",
            message=f"The reason is {reason.label}, but unused material is not said to be a key factor. "
            "Change one of them, or say why both stand.",
        )


@rule(
    54,
    Severity.STOP,
    "reason",
    "reason_note",
    summary="The reason Other says in a few words what it was, and is no more than a share of a person's reasons.",
    fix="Say in a few words what the reason was, or choose one from the list.",
    topic="reason-o9",
    basis=Basis.DESIGN,
    also=(Severity.WARN,),
)
def other_is_explained(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """The share counts the person's records of the week and this one; a few records show nothing."""
    words = around.limits.other_words
    if record.reason != OTHER_REASON:
        return
    if not has_words(record.reason_note, words):
        yield Problem(
            field="reason_note",
            message=f"The reason is Other. Say in {words} words or more what it was, or choose a reason from "
            "the list.",
        )
    week, limits = around.week, around.limits
    if week is None or week.with_reason + 1 < limits.other_least:
        return
    if (week.other + 1) * 100 > limits.other_share * (week.with_reason + 1):
        yield Problem(
            field="reason",
            message=f"The reason was Other in {week.other} of your {week.with_reason} records with a reason this "
            f"week, and no more than {limits.other_share} per cent should be. Choose a reason from the list, or say "
            "why none fits.",
            severity=Severity.WARN,
        )


@rule(
    55,
    Severity.STOP,
    "outcome",
    "reason",
    "reason_note",
    summary="An out-of-court disposal is named with its date, and does not stand beside an acquittal.",
    fix="Name the disposal and its date, or choose the reason for which the court acquitted.",
    topic="reasons",
    basis=Basis.DESIGN,
)
def disposal_is_named(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """The date may stand in the note or in `outcome_date`."""
    reason, outcome = reason_of(record, around), outcome_of(record, around)
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
