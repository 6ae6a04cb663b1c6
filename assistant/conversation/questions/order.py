"""The order of the questions (domain.md 13). Says what comes after what, and nothing else."""

from collections.abc import Iterator

from assistant.conversation.case import Case
from assistant.conversation.questions import (
    charges,
    circumstances,
    details,
    finish,
    flags,
    hearing,
    identity,
    offence,
    outcome,
    principal,
)
from assistant.conversation.questions.base import At, Question

_BEFORE = (
    identity.URN,
    identity.DEFENDANT,
    identity.DEFENDANT_KIND,
    identity.DUPLICATE,
    identity.DATE_OF_BIRTH,
    identity.STAGE,
    hearing.COURT,
    hearing.HEARING,
    circumstances.YOUTH_COURT,
    hearing.SHEET,
    hearing.DECISION_DATE,
    charges.SAME_CHARGES,
)
_EACH_CHARGE = (offence.OFFENCE, charges.OFFENCE_DATE, charges.PLEA, charges.VERDICT, charges.RESULT)
_EACH_CHARGE_LATER = (charges.LIVE, charges.LEFT_ON, charges.REPLACED_BY)
_AFTER = (
    circumstances.CROWN_ROUTE,
    outcome.OUTCOME,
    outcome.EVENT_DATE,
    circumstances.DEATH_PROOF,
    outcome.VICTIM,
    outcome.REASON,
    outcome.REASON_NOTE,
    circumstances.LISTED,
    circumstances.ADJOURNMENT_REFUSED,
    principal.LESSER_IN_PLACE,
    principal.POC,
    principal.POC_NOTE,
    flags.FLAGS,
    outcome.DISCLOSURE,
    finish.ENHANCED,
    finish.DROPPED_ON,
)
QUESTIONS = {
    question.name: question
    for question in (
        *_BEFORE,
        *_EACH_CHARGE,
        charges.MORE_CHARGES,
        *_EACH_CHARGE_LATER,
        *_AFTER,
        *details.DETAILS,
        finish.WRITE,
        finish.NEXT,
    )
}
"""Every question by its name."""


def asked_in_order(case: Case) -> Iterator[tuple[Question, At]]:
    """Every question that applies to the case as it stands, in the order in which it is asked."""
    yield from _applying(case, _BEFORE)
    numbers = case.draft.charge_numbers
    for number in numbers:
        yield from _applying(case, _EACH_CHARGE, number)
    yield from _applying(case, (charges.MORE_CHARGES,))
    for number in numbers:
        yield from _applying(case, _EACH_CHARGE_LATER, number)
    yield from _applying(case, _AFTER)


def details_to_give(case: Case) -> Iterator[tuple[Question, At]]:
    """Every detail that may be given for the case as it stands, though none of them is asked for."""
    for question in details.DETAILS:
        numbers = case.draft.charge_numbers if question.per_charge else (None,)
        for number in numbers:
            yield from _applying(case, (question,), number)


def _applying(
    case: Case, questions: tuple[Question, ...], number: int | None = None
) -> Iterator[tuple[Question, At]]:
    at = At(case=case, charge=number)
    for question in questions:
        if question.applies(at):
            yield question, at


def question_of(key: str, case: Case) -> tuple[Question, At]:
    """The question whose answer has that key, and where it is asked."""
    if not key.startswith("charges."):
        return QUESTIONS[key], At(case=case)
    _, number, name = key.split(".", 2)
    return QUESTIONS[name], At(case=case, charge=int(number))
