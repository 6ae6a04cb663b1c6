"""Makes a finalisation record of a case as far as it has come. Decides nothing that the answers do not say."""

from datetime import date
from importlib.metadata import version
from typing import Any, TypeVar

from assistant.conversation.case import Case
from assistant.conversation.questions.base import At
from assistant.conversation.questions.order import QUESTIONS
from assistant.conversation.questions.principal import suggested_letter
from assistant.conversation.suggested import suggested_offence
from assistant.record.draft import OVERRIDE, charge_key
from assistant.record.model import (
    Charge,
    Court,
    Finalisation,
    Override,
    Part,
    PocChoice,
    Sheet,
    SheetState,
    Stage,
    Trial,
    Versions,
    Victim,
)
from assistant.record.rules.identity import is_same_case, is_taken_up_again
from knowledge.outcomes import Family
from knowledge.poc import POC_CATEGORIES

_P = TypeVar("_P", bound=Part)
_CHARGE_DETAILS = (
    *("sentence", "charged_on", "pleaded_on", "plea_vacated", "convicted_on", "sentenced_on"),
    *("substituted", "court_result"),
)


def record_of(case: Case) -> Finalisation:
    """The record as far as the answers go; what is not settled is empty.

    Only a record of which every question is answered means anything as a whole; rules are told which fields are
    settled (see `settled`).
    """
    draft = case.draft
    outcome = case.outcome
    reason = case.tables.reasons.get(draft.value("reason") or "")
    note = draft.value("duplicate")
    record = Finalisation(
        stage=case.stage or Stage.POST_CHARGE,
        urn=draft.value("urn") or "",
        defendant=case.defendant,
        court=_court(case),
        final_hearing=None if case.is_pre_charge else case.date_of("hearing"),
        finalised_on=case.today,
        hearing_record_sheet=_sheet(case),
        charges=[_charge(case, number) for number in draft.charge_numbers if _is_begun(case, number)],
        outcome=outcome.key if outcome else "",
        outcome_label=outcome.label if outcome else "",
        successful=_successful(case),
        reason=reason.code if reason and case.needs_reason else None,
        reason_label=reason.label if reason and case.needs_reason else None,
        reason_note=draft.value("reason_note") if case.needs_reason else None,
        poc=_poc(case),
        flags=list(draft.value("flags") or ()),
        disclosure_was_key=draft.value("disclosure") if case.needs_reason else None,
        victim=_victim(case),
        outcome_date=case.date_of("decision_date") if case.is_pre_charge else case.date_of("event_date"),
        note=f"Second record: {note}" if note and case.already else None,
        overrides=[
            Override(rule=key.removeprefix(OVERRIDE), reason=str(answer.value))
            for key, answer in draft.items()
            if key.startswith(OVERRIDE)
        ],
        versions=Versions(
            finalise=version("finalise"),
            catalogue=case.tables.catalogue.version,
            poc_table=case.tables.poc.version,
            rules=case.tables.rules_version,
        ),
        **_details(case),
    )
    reopens = _taken_up(case, record)
    return record.model_copy(update={"reopens": reopens}) if reopens else record


def _given(case: Case, name: str, number: int | None = None) -> Any:
    """A detail or an answer to a question of few cases; None where it was not given or does not apply."""
    question, at = QUESTIONS[name], At(case=case, charge=number)
    return case.draft.value(question.key(at)) if question.applies(at) else None


def _details(case: Case) -> dict[str, Any]:
    """What the record holds beside what every case has."""
    duplicate = case.draft.value("duplicate")
    return {
        **{
            name: _given(case, name)
            for name in (
                *("first_hearing", "next_hearing", "youth_court", "crown_route", "present"),
                *("warrant_executed_on", "pcd_poc", "defendants", "others_uncharged", "vulnerable"),
            )
        },
        "outcome_proof": _given(case, "death_proof"),
        "trial": _part(
            Trial,
            listed=_given(case, "listed"),
            adjournment_refused=_given(case, "adjournment_refused"),
            arraigned=_given(case, "arraigned"),
            indictment_on=_given(case, "indictment_on"),
            began_on=_given(case, "trial_began"),
            reached=_given(case, "trial_reached"),
        ),
        "sheet": _part(
            Sheet,
            kind=_given(case, "sheet_kind"),
            hearing_on=_given(case, "sheet_date"),
            received_on=_given(case, "sheet_received"),
            names_defendant=_given(case, "sheet_names"),
            defendants=_given(case, "sheet_defendants"),
            lines_confirmed=_given(case, "sheet_lines"),
            charges=_given(case, "sheet_charges"),
            missing=_given(case, "sheet_missing"),
        ),
        "second_record": duplicate if case.already else None,
    }


def _part(part: type[_P], **facts: Any) -> _P | None:
    return part.model_validate(facts) if any(fact is not None for fact in facts.values()) else None


def _taken_up(case: Case, record: Finalisation) -> str | None:
    """The administrative finalisation of the same case that this record takes up again (rule 91)."""
    if case.outcome is None:
        return None
    around = case.surroundings
    return next(
        (
            other.reference
            for other in case.others
            if other.reference and is_same_case(record, other) and is_taken_up_again(record, other, around)
        ),
        None,
    )


def _is_begun(case: Case, number: int) -> bool:
    return charge_key(number, "offence") in case.draft


def _court(case: Case) -> Court | None:
    court = case.court
    return (
        None
        if court is None or case.is_pre_charge
        else Court(code=court.code, name=court.name, type=court.type)
    )


def _sheet(case: Case) -> SheetState | None:
    in_hand = case.draft.value("sheet")
    if in_hand is None or case.is_pre_charge:
        return None
    return SheetState.IN_HAND if in_hand else SheetState.NOT_IN_HAND


def _charge(case: Case, number: int) -> Charge:
    offence = case.offence(number)
    value = case.draft.value

    def date_of(part: str) -> date | None:
        return case.date_of(charge_key(number, part))

    if case.is_pre_charge:
        return Charge(
            number=number,
            code=offence.code if offence else None,
            title=case.title(number),
            typed=case.typed_offence(number),
            offence_date=date_of("offence_date"),
            offence_date_to=date_of("offence_date_to"),
            suggested=suggested_offence(case, number),
        )
    live = case.is_live(number)
    return Charge(
        number=number,
        code=offence.code if offence else None,
        title=case.title(number),
        typed=case.typed_offence(number),
        offence_date=date_of("offence_date"),
        offence_date_to=date_of("offence_date_to"),
        plea=case.plea(number),
        verdict=case.verdict(number),
        result=case.result(number),
        live=live,
        left_on=None if live else date_of("left_on"),
        replaced_by=value(charge_key(number, "replaced_by")),
        suggested=suggested_offence(case, number),
        **{name: _given(case, name, number) for name in _CHARGE_DETAILS},
    )


def _successful(case: Case) -> bool | None:
    if case.outcome is None or case.is_pre_charge:
        return None
    return case.outcome.family is Family.SUCCESSFUL


def _poc(case: Case) -> PocChoice | None:
    principal, letter = case.principal, case.draft.value("poc")
    if principal is None or letter is None or not case.has_poc:
        return None
    at = At(case=case)
    reading = principal.poc
    return PocChoice(
        letter=letter,
        name=POC_CATEGORIES[letter].label,
        charge=principal.number,
        decided_by=principal.decided_by.value if principal.decided_by else "",
        explanation=principal.explanation,
        confidence=reading.confidence.value if reading else "ask",
        official=bool(reading and reading.official and reading.letter == letter),
        confirmed=True,
        suggested=suggested_letter(at),
        other_reading=reading.other_reading or None if reading else None,
        note=case.draft.value("poc_note") if letter != suggested_letter(at) else None,
    )


def _victim(case: Case) -> Victim | None:
    identified = case.draft.value("victim")
    if identified is None:
        return None
    owed = case.letter.owed
    return Victim(
        identified=bool(identified),
        enhanced=_given(case, "enhanced"),
        letter_owed=owed,
        letter_due=case.letter_due,
        dropped_on=(case.date_of("dropped_on") or case.date_of("decision_date")) if owed else None,
        age=_given(case, "victim_age"),
        relationship=_given(case, "relationship"),
        letter_sent=_given(case, "letter_sent"),
        told_at_court=_given(case, "told_at_court"),
        explanation_noted=_given(case, "explanation_noted"),
        review=_given(case, "review"),
    )
