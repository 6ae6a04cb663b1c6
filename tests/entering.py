"""A record as the answers that would make it, in the order in which they are given, for tests."""

from collections.abc import Iterator
from datetime import date

from assistant.conversation.case import Case
from assistant.conversation.questions.base import At
from assistant.conversation.questions.order import asked_in_order, details_to_give
from assistant.conversation.tables import Tables
from assistant.record.draft import Answer, Draft, Plain, charge_key
from assistant.record.model import Charge, DefendantKind, Finalisation, SheetState, Stage
from assistant.record.rules import Amendment, Week


def answers_of(
    record: Finalisation,
    tables: Tables,
    today: date,
    *,
    others: tuple[Finalisation, ...] = (),
    week: Week | None = None,
    amends: Amendment | None = None,
) -> Iterator[tuple[str, Case]]:
    """Each answer that the conversation would take for the record, with the case after it.

    Details come last, as nobody is asked for them.
    """

    def case_of(draft: Draft) -> Case:
        return Case(
            draft=draft,
            tables=tables,
            today=today,
            written=lambda _urn: others,
            week=lambda: week,
            amends=amends,
        )

    values = {
        key: value for key, value in _values(record).items() if value is not None or key in _MAY_BE_NONE
    }
    whole = Draft({key: Answer(value=value) for key, value in values.items()})
    for _ in range(3):  # what an answer rests on may follow from another
        case = case_of(whole)
        questions = [*asked_in_order(case), *details_to_give(case)]
        based = {
            question.key(at): Answer(value=whole.value(question.key(at)), basis=question.basis(at))
            for question, at in questions
            if question.key(at) in whole
        }
        whole = whole.having(based)
    draft = Draft()
    for question, at in questions:
        key = question.key(at)
        if key not in whole:
            continue
        draft = draft.having({key: whole[key], **_with(key, at, whole)})
        yield key, case_of(draft)


def _with(key: str, at: At, whole: Draft) -> dict[str, Answer]:
    """What is settled by the same answer."""
    found = {}
    if at.charge and key.endswith(".offence"):
        found["charge_count"] = Answer(value=at.charge)
    if key.endswith(".offence_date") and (last := whole.get(f"{key}_to")):
        found[f"{key}_to"] = last
    return found


_MAY_BE_NONE = {"date_of_birth", "event_date", "crown_route", "death_proof"}


def _values(record: Finalisation) -> dict[str, Plain]:
    dumped = record.model_dump(mode="json")
    defendant, victim = record.defendant, dumped["victim"] or {}
    trial, sheet = dumped["trial"] or {}, dumped["sheet"] or {}
    charged = record.stage is Stage.POST_CHARGE
    values: dict[str, Plain] = {
        "urn": record.urn,
        "defendant": {
            "kind": defendant.kind.value,
            "surname": defendant.surname,
            "forenames": defendant.forenames,
            "organisation": defendant.organisation,
        },
        "date_of_birth": dumped["defendant"]["date_of_birth"],
        "stage": record.stage.value,
        "court": record.court.code if record.court else None,
        "hearing": dumped["final_hearing"],
        "sheet": None
        if record.hearing_record_sheet is None
        else record.hearing_record_sheet is SheetState.IN_HAND,
        "decision_date": None if charged else dumped["outcome_date"] or dumped["finalised_on"],
        "more_charges": False,
        "charge_count": max(1, len(record.charges)),
        "outcome": record.outcome,
        "event_date": dumped["outcome_date"],
        "death_proof": record.outcome_proof,
        "victim": victim.get("identified"),
        "reason": record.reason,
        "reason_note": record.reason_note,
        "poc": record.poc.letter if record.poc else None,
        "poc_note": record.poc.note if record.poc else None,
        "lesser_in_place": record.poc.decided_by == "inplace" if record.poc else None,
        "flags": list(record.flags),
        "disclosure": bool(record.disclosure_was_key),
        "enhanced": victim.get("enhanced"),
        "dropped_on": victim.get("dropped_on"),
        "duplicate": record.second_record,
        "victim_age": victim.get("age"),
        "trial_began": trial.get("began_on"),
        "trial_reached": trial.get("reached"),
        "sheet_kind": sheet.get("kind"),
        "sheet_date": sheet.get("hearing_on"),
        "sheet_received": sheet.get("received_on"),
        "sheet_names": sheet.get("names_defendant"),
        "sheet_defendants": sheet.get("defendants"),
        "sheet_lines": sheet.get("lines_confirmed"),
        "sheet_charges": sheet.get("charges"),
        "sheet_missing": sheet.get("missing"),
        "asn": defendant.asn,
        "custody": dumped["defendant"]["custody"],
    }
    same = ("relationship", "letter_sent", "told_at_court", "explanation_noted", "review")
    values.update({name: victim.get(name) for name in same})
    of_trial = ("listed", "adjournment_refused", "arraigned", "indictment_on")
    values.update({name: trial.get(name) for name in of_trial})
    of_record = (
        *("first_hearing", "next_hearing", "youth_court", "crown_route", "present", "warrant_executed_on"),
        *("pcd_poc", "defendants", "others_uncharged", "vulnerable"),
    )
    values.update({name: dumped[name] for name in of_record})
    if defendant.kind is DefendantKind.ORGANISATION:
        values["date_of_birth"] = None
    for number, one in enumerate(record.charges or [_no_charge()], 1):
        values.update({charge_key(number, part): value for part, value in _charge_values(one).items()})
    values.update({f"override.{override.rule}": override.reason for override in record.overrides})
    return values


def _no_charge() -> Charge:
    return Charge(number=1, code="TH68010", title="Theft from a shop")


def _charge_values(one: Charge) -> dict[str, Plain]:
    dumped = one.model_dump(mode="json")
    details = (
        "charged_on",
        "pleaded_on",
        "plea_vacated",
        "convicted_on",
        "sentenced_on",
        "substituted",
        "court_result",
    )
    return {
        "offence": {"code": one.code, "title": one.title},
        "offence_date": dumped["offence_date"],
        "offence_date_to": dumped["offence_date_to"],
        "plea": dumped["plea"] or "no_plea",
        "verdict": dumped["verdict"] or "none",
        "result": dumped["result"],
        "live": one.live,
        "left_on": dumped["left_on"],
        "replaced_by": one.replaced_by,
        **{name: dumped[name] for name in details},
    }
