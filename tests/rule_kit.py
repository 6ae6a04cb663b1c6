"""What the table of rules is made of: cases for one rule, and the records that most of them begin with."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from builders import (
    FINAL_HEARING,
    LEEDS_CROWN,
    TODAY,
    charge,
    finalisation,
    poc,
    victim,
)

from assistant.record.model import Charge, Finalisation, Sheet, Trial, Victim
from assistant.record.rules import Amendment, Limits, Severity, Surroundings, Week
from knowledge.asn import check_letter

ASSAULT_BY_BEATING = "CJ88116"
BLADE = "CJ88144"
BREACH_OF_NON_MOLESTATION = "FL96001"
FRAUD = "FA06001"
PERVERTING = "COML030"
RAPE = "SX03002"
NO_VICTIM = Victim(identified=False)
LISTED = Trial(listed=True)
REFUSED = Trial(adjournment_refused=True)
EARLIER = date(2026, 10, 1)

Fails = tuple[Finalisation, str] | tuple[Finalisation, str, Severity]


@dataclass(frozen=True, kw_only=True)
class Case:
    """Records for one rule.

    `fails` are a record, the field that the finding points at and, where it is not the rule's own, its severity.
    """

    passes: tuple[Finalisation, ...]
    fails: tuple[Fails, ...]
    severity: Severity
    today: date = TODAY
    others: tuple[Finalisation, ...] = ()
    holidays: tuple[date, ...] = field(default=())
    amends: Amendment | None = None
    week: Week | None = None
    drawn: frozenset[str] = frozenset()
    limits: Limits = field(default_factory=Limits)

    @property
    def around(self) -> Surroundings:
        standing = Surroundings.standing(
            self.today, extra_holidays=self.holidays, others=self.others, limits=self.limits
        )
        return Surroundings(
            **{**vars(standing), "amends": self.amends, "week": self.week, "drawn": self.drawn}
        )


def stop(*fails: Fails, passes: tuple[Finalisation, ...] = (), **around: object) -> Case:
    return Case(passes=passes or (finalisation(),), fails=fails, severity=Severity.STOP, **around)  # type: ignore[arg-type]


def warn(*fails: Fails, passes: tuple[Finalisation, ...] = (), **around: object) -> Case:
    return Case(passes=passes or (finalisation(),), fails=fails, severity=Severity.WARN, **around)  # type: ignore[arg-type]


def inform(*fails: Fails, passes: tuple[Finalisation, ...] = (), **around: object) -> Case:
    return Case(passes=passes or (finalisation(),), fails=fails, severity=Severity.INFORM, **around)  # type: ignore[arg-type]


def letter(**changes: object) -> Victim:
    """An identified victim with the letter that is owed five working days after the final hearing."""
    owed = {"letter_owed": True, "dropped_on": FINAL_HEARING, "letter_due": date(2026, 11, 27)}
    return victim(**{**owed, **changes})


def charged(*charges: Charge, **changes: object) -> Finalisation:
    """A record of a guilty plea with these charges."""
    return finalisation(**{"charges": list(charges), **changes})


def with_offence(code: str, letter_: str, **changes: object) -> Finalisation:
    """A guilty plea to one offence, in the Crown Court, with the POC confirmed in a word."""
    settled = {"court": LEEDS_CROWN, "poc": poc(letter_, note="as the Area table says"), **changes}
    return charged(charge(code=code), **settled)


def with_sheet(**facts: object) -> Finalisation:
    """A guilty plea with this said of its hearing record sheet."""
    return finalisation(sheet=Sheet(**facts))


def stored(record: Finalisation, reference: str = "FIN-1", **changes: object) -> Finalisation:
    """The record as the store gives it back."""
    stamps = {"entered_by": "tester", "entered_at": datetime(2026, 11, 23, 9, tzinfo=UTC)}
    return record.model_copy(update={"reference": reference, **stamps, **changes})


def asn(force: str = "13", serial: int = 410836, letter_: str = "") -> str:
    """An ASN of a force, with its right check letter unless another is given."""
    digits = f"{serial:011d}"
    return f"26{force}ZD01{digits}{letter_ or check_letter(force, '01', '26', digits)}"
