"""Makes a finalisation record of a case as far as it has come. Decides nothing that the answers do not say."""

from datetime import date
from importlib.metadata import version

from assistant.conversation.case import Case
from assistant.conversation.questions.base import OVERRIDE, At
from assistant.conversation.questions.order import asked_in_order
from assistant.conversation.questions.outcome import REASON_NOTE
from assistant.conversation.questions.principal import suggested_letter
from assistant.conversation.suggested import suggested_offence
from assistant.record.draft import charge_key
from assistant.record.model import (
    Charge,
    Court,
    Finalisation,
    Override,
    PocChoice,
    SheetState,
    Stage,
    Versions,
    Victim,
)
from assistant.record.rules import RULE_BOOK_VERSION
from knowledge.outcomes import Family
from knowledge.poc import POC_CATEGORIES

_FIELDS = {
    "urn": ("urn",),
    "defendant": ("defendant",),
    "date_of_birth": ("defendant",),
    "stage": ("stage",),
    "court": ("court",),
    "final_hearing": ("hearing",),
    "outcome": ("outcome",),
    "reason": ("reason",),
    "poc": ("poc",),
    "flags": ("flags",),
    "disclosure_was_key": ("disclosure",),
    "hearing_record_sheet": ("sheet",),
    "outcome_date": ("event_date",),
}


def record_of(case: Case) -> Finalisation:
    """The record as far as the answers go; what is not settled is empty.

    Only a record of which every question is answered means anything as a whole; rules are told which fields are
    settled (see `settled_fields`).
    """
    draft = case.draft
    outcome = case.outcome
    reason = case.tables.reasons.get(draft.value("reason") or "")
    note = draft.value("duplicate")
    return Finalisation(
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
            rules=RULE_BOOK_VERSION,
        ),
    )


def settled_fields(case: Case) -> frozenset[str]:
    """The fields of the record whose answers are in, for rules that need to know."""
    settled = {field for field, keys in _FIELDS.items() if all(key in case.draft for key in keys)}
    settled |= {"finalised_on", "versions", "overrides"}
    if case.charges_entered and _charges_answered(case):
        settled.add("charges")
    if not case.needs_reason and case.outcome is not None:
        settled.add("reason")
    if "reason" in settled and (not case.needs_reason or "reason_note" in case.draft or not _asks_note(case)):
        settled.add("reason_note")
    if not case.has_poc and case.outcome is not None:
        settled.add("poc")
    if case.outcome is not None and not case.is_administrative and not case.is_pre_charge:
        settled.add("outcome_date")
    if "victim" in case.draft and (not case.letter.owed or case.letter_due is not None):
        settled.add("victim")
    return frozenset(settled)


def _charges_answered(case: Case) -> bool:
    """Whether nothing more is asked of any charge, such as which one was put in its place."""
    return all(
        question.key(at) in case.draft for question, at in asked_in_order(case) if at.charge is not None
    )


def _asks_note(case: Case) -> bool:
    return REASON_NOTE.applies(At(case=case))


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
        enhanced=case.draft.value("enhanced") if owed else None,
        letter_owed=owed,
        letter_due=case.letter_due,
        dropped_on=(case.date_of("dropped_on") or case.date_of("decision_date")) if owed else None,
    )
