"""Records for tests: each builder gives one that breaks no rule, and takes only what a test is about."""

from datetime import date
from typing import Any

from assistant.record.model import (
    Charge,
    Court,
    Defendant,
    DefendantKind,
    Finalisation,
    PocChoice,
    SheetState,
    Stage,
    Versions,
    Victim,
)
from knowledge.courts import CourtType
from knowledge.outcomes import Family, load_outcomes
from knowledge.pleas import Plea, Verdict
from knowledge.poc import POC_CATEGORIES
from knowledge.reasons import load_reasons
from knowledge.results import ChargeResult

TODAY = date(2026, 11, 23)
FINAL_HEARING = date(2026, 11, 20)
OFFENCE_DATE = date(2026, 8, 3)

LEEDS_MAGISTRATES = Court(code="B13HT00", name="Leeds Magistrates' Court", type=CourtType.MAGISTRATES)
LEEDS_CROWN = Court(code="C13LE00", name="Leeds Crown Court", type=CourtType.CROWN)

ABH = "OF61102"
SHOP_THEFT = "TH68010"
MURDER = "COML025"
ROBBERY = "TH68023"


def person(surname: str = "Smith", **changes: Any) -> Defendant:
    """John Smith, or another person."""
    return Defendant(kind=DefendantKind.PERSON, surname=surname, **{"forenames": "John", **changes})


def organisation(name: str | None = "Bow Street Motors Ltd", **changes: Any) -> Defendant:
    """A company."""
    return Defendant(kind=DefendantKind.ORGANISATION, organisation=name, **changes)


def charge(number: int = 1, code: str | None = SHOP_THEFT, **changes: Any) -> Charge:
    """A charge of shop theft that was admitted."""
    defaults: dict[str, Any] = {
        "title": "Theft from a shop",
        "offence_date": OFFENCE_DATE,
        "plea": Plea.GUILTY,
        "result": ChargeResult.GUILTY_PLEA,
    }
    return Charge(number=number, code=code, **{**defaults, **changes})


def tried(number: int = 1, code: str | None = SHOP_THEFT, **changes: Any) -> Charge:
    """A charge found proved after a plea of not guilty."""
    defaults: dict[str, Any] = {
        "plea": Plea.NOT_GUILTY,
        "verdict": Verdict.GUILTY,
        "result": ChargeResult.GUILTY_VERDICT,
    }
    return charge(number, code, **{**defaults, **changes})


def ended(result: ChargeResult, number: int = 1, code: str | None = SHOP_THEFT, **changes: Any) -> Charge:
    """A charge without a plea that ended in this way."""
    return charge(number, code, **{"plea": None, "result": result, **changes})


def poc(letter: str = "F", carrier: int | None = 1, **changes: Any) -> PocChoice:
    """The POC as taken from a charge."""
    defaults: dict[str, Any] = {
        "name": POC_CATEGORIES[letter].label if letter in POC_CATEGORIES else letter,
        "decided_by": "only",
        "explanation": "The only charge.",
        "confidence": "high",
        "suggested": letter,
    }
    return PocChoice(letter=letter, charge=carrier, **{**defaults, **changes})


def victim(**changes: Any) -> Victim:
    """An identified victim to whom no letter is owed."""
    return Victim(**{"identified": True, "enhanced": False, **changes})


def finalisation(**changes: Any) -> Finalisation:
    """A guilty plea to shop theft at Leeds, finalised on the next working day.

    Labels and the mark of success follow the outcome and the reason unless they are given.
    """
    defaults: dict[str, Any] = {
        "stage": Stage.POST_CHARGE,
        "urn": "13AB1234526",
        "defendant": person(),
        "court": LEEDS_MAGISTRATES,
        "final_hearing": FINAL_HEARING,
        "finalised_on": TODAY,
        "hearing_record_sheet": SheetState.IN_HAND,
        "charges": [charge()],
        "outcome": "guilty_plea",
        "poc": poc(),
        "flags": [],
        "versions": Versions(finalise="0.1.0", catalogue="2.0.414", poc_table="1", rules="1"),
    }
    return Finalisation(**_labelled({**defaults, **changes}))


def dropped(result: ChargeResult = ChargeResult.WITHDRAWN, **changes: Any) -> Finalisation:
    """A case in which the only charge was dropped for want of an element of the offence."""
    defaults = {"charges": [ended(result)], "outcome": result.value, "reason": "E4"}
    return finalisation(**{**defaults, **changes})


def acquitted_by_jury(**changes: Any) -> Finalisation:
    """A robbery of which the jury acquitted."""
    not_guilty = tried(
        code=ROBBERY,
        title="Robbery",
        verdict=Verdict.NOT_GUILTY,
        result=ChargeResult.NOT_GUILTY_VERDICT,
    )
    defaults: dict[str, Any] = {
        "court": LEEDS_CROWN,
        "charges": [not_guilty],
        "outcome": "jury_acquittal",
        "reason": "O1",
        "poc": poc("E"),
    }
    return finalisation(**{**defaults, **changes})


def deceased(**changes: Any) -> Finalisation:
    """A defendant who died before trial."""
    defaults: dict[str, Any] = {
        "charges": [ended(ChargeResult.DECEASED)],
        "outcome": "deceased",
        "outcome_date": date(2026, 11, 2),
        "outcome_proof": "death certificate",
        "poc": None,
    }
    return finalisation(**{**defaults, **changes})


def not_charged(**changes: Any) -> Finalisation:
    """A case in which the decision before charge was to take no further action."""
    defaults: dict[str, Any] = {
        "stage": Stage.PRE_CHARGE,
        "court": None,
        "final_hearing": None,
        "hearing_record_sheet": None,
        "charges": [],
        "outcome": "precharge_nfa_evidential",
        "reason": "E4",
        "poc": None,
        "flags": ["CSEA"],
    }
    return finalisation(**{**defaults, **changes})


def _labelled(fields: dict[str, Any]) -> dict[str, Any]:
    outcome = load_outcomes().get(fields["outcome"])
    reason = load_reasons().get(fields.get("reason") or "")
    marks = {Family.SUCCESSFUL: True, Family.UNSUCCESSFUL: False, Family.ADMINISTRATIVE: False}
    labels = {
        "outcome_label": outcome.label if outcome else fields["outcome"],
        "successful": marks.get(outcome.family) if outcome else None,
        "reason_label": reason.label if reason else None,
    }
    return {**labels, **fields}
