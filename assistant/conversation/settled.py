"""Says which answers stand, and which fields of the record are settled by them. Judges nothing and asks nothing."""

from collections.abc import Iterator

from assistant.conversation.case import Case
from assistant.conversation.questions.base import At, Question
from assistant.conversation.questions.order import asked_in_order
from assistant.record.draft import Answer, charge_key, charge_number

_FIELDS = {
    "urn": "urn",
    "stage": "stage",
    "court": "court",
    "final_hearing": "hearing",
    "outcome": "outcome",
    "reason": "reason",
    "poc": "poc",
    "flags": "flags",
    "disclosure_was_key": "disclosure",
    "hearing_record_sheet": "sheet",
}
"""Fields that one answer settles."""

_SETTLED_ANYHOW = frozenset(
    {
        *("finalised_on", "versions", "overrides", "reference", "entered_by", "entered_at"),
        *("first_hearing", "next_hearing", "present", "warrant_executed_on", "sheet", "reopens"),
        *("defendants", "others_uncharged", "vulnerable", "pcd_poc"),
    }
)
"""Fields that the program or the store fills, and details that are there only where somebody gave them."""

_OF_OFFENCE = ("code", "title", "typed")
_DETAILS = (
    *("charged_on", "pleaded_on", "plea_vacated", "convicted_on", "sentenced_on", "substituted"),
    *("sentence", "court_result"),
)


def doubt(question: Question, at: At, answer: Answer) -> str | None:
    """Why an answer is in doubt: it no longer fits, or what it rests on has changed. None where it stands."""
    if misfit := question.fits(answer.value, at):
        return misfit
    if answer.basis != question.basis(at):
        return (
            f"{question.wording.label} was {question.show(answer.value, at)}. What it rests on has changed."
        )
    return None


def open_keys(case: Case) -> frozenset[str]:
    """The keys of questions that apply and have no answer that stands: none, one in doubt, or one asked too early."""
    return frozenset(
        question.key(at) for question, at in asked_in_order(case) if not _stands(case, question, at)
    )


def _stands(case: Case, question: Question, at: At) -> bool:
    answer = case.draft.get(question.key(at))
    return answer is not None and question.ready(at) and doubt(question, at, answer) is None


def settled_fields(case: Case, still_open: frozenset[str]) -> frozenset[str]:
    """The fields of the record, and the parts of single charges, whose answers are in and stand.

    In: the case and its open keys. A field of which nothing is asked is settled as soon as that is certain.
    """
    draft = case.draft
    settled = {field for field, key in _FIELDS.items() if key in draft and key not in still_open}
    settled |= _SETTLED_ANYHOW
    if case.defendant_kind is not None and not still_open & {"defendant", "defendant_kind"}:
        settled.add("defendant")
        if "urn" in settled and "duplicate" not in still_open:
            settled.add("second_record")
    if settled.issuperset(("defendant", "court", "final_hearing")) and "youth_court" not in still_open:
        settled.add("youth_court")
    if case.charges_entered and not any(charge_number(key) for key in still_open):
        settled.add("charges")
        if "court" in settled and "crown_route" not in still_open:
            settled.add("crown_route")
    if "poc" in settled:
        settled |= {"poc.letter", "poc.charge"} if case.principal is not None else set()
        if case.principal is None or "poc_note" in still_open:
            settled.remove("poc")
    if "outcome" in settled:
        settled.update(_by_outcome(case, still_open, frozenset(settled)))
    for number in draft.charge_numbers:
        settled |= {charge_key(number, part) for part in _parts(case, number, still_open)}
    return frozenset(settled)


def _by_outcome(case: Case, still_open: frozenset[str], settled: frozenset[str]) -> Iterator[str]:
    """What is settled once the outcome is, of which it depends what is asked."""
    if not case.needs_reason:
        yield from ("reason", "reason_note", "disclosure_was_key", "trial")
    elif "reason" in settled:
        if "reason_note" not in still_open:
            yield "reason_note"
        if not still_open & {"listed", "adjournment_refused"}:
            yield "trial"
    if not case.has_poc:
        yield "poc"
    if not still_open & {"event_date", "decision_date"}:
        yield "outcome_date"
    if "death_proof" not in still_open:
        yield "outcome_proof"
    if "charges" in settled or case.is_pre_charge:
        if "victim" not in still_open:
            yield from ("victim.identified", "victim.age", "victim.relationship")
        if "flags" in settled and not still_open & {"victim", "enhanced", "dropped_on"}:
            yield "victim"


def _parts(case: Case, number: int, still_open: frozenset[str]) -> Iterator[str]:
    """The parts of one charge that stand, while others of it, or other charges, may be open."""

    def stands(part: str) -> bool:
        return charge_key(number, part) not in still_open

    if charge_key(number, "offence") not in case.draft or not stands("offence"):
        return
    yield from (*_OF_OFFENCE, *_DETAILS)
    if stands("offence_date"):
        yield from ("offence_date", "offence_date_to")
    if case.is_pre_charge:
        yield from ("plea", "verdict", "result")
    elif stands("plea"):
        yield "plea"
        if stands("verdict"):
            yield "verdict"
            if case.result(number) is not None and stands("result"):
                yield "result"
