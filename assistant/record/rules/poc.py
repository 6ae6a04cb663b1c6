"""Rules on the Principal Offence Category (domain.md 12, rules 56 to 63, 65, 66; 64 needs the one before charge).

A word in the note of the POC is the person's own reason for it, and answers rules 60 to 63 and 66 together.
"""

import re
from collections.abc import Iterator
from datetime import date

from assistant.record.model import Charge, Finalisation, PocChoice, Stage
from assistant.record.rules.book import Basis, Problem, Severity, rule
from assistant.record.rules.reading import facts, has_words, stood_at_the_end
from assistant.record.rules.surroundings import Surroundings
from knowledge.outcomes import Family
from knowledge.poc import POC_CATEGORIES, PocConfidence, PocReading
from knowledge.principal import DecidedBy, choose_principal

PRESENT_TABLE_BEGAN = date(2015, 10, 1)
HOMICIDE, ALL_OTHER = "A", "K"
_FATALITY = re.compile(
    r"\b(?:death|murder|manslaughter|infanticide|child destruction|suicide)", re.IGNORECASE
)


def _name(letter: str) -> str:
    category = POC_CATEGORIES.get(letter)
    return category.label if category is not None else letter


def _is_old(record: Finalisation) -> bool:
    return record.finalised_on < PRESENT_TABLE_BEGAN


def _carrier(record: Finalisation, poc: PocChoice) -> Charge | None:
    """The charge that carries the POC; None when it is not on the record."""
    return next((charge for charge in record.charges if charge.number == poc.charge), None)


def _reading(charge: Charge | None, around: Surroundings) -> PocReading | None:
    """What the table says of a charge; None for a charge that is not on the standing list."""
    offence = around.catalogue.get(charge.code) if charge is not None and charge.code else None
    return around.poc_table.reading(offence) if offence is not None else None


def _to_be_confirmed(record: Finalisation) -> PocChoice | None:
    """The POC, where the table may be held against it and the person has not said a word for it."""
    poc = record.poc
    return None if poc is None or has_words(poc.note) or _is_old(record) else poc


def _unconfirmed(record: Finalisation) -> PocChoice | None:
    """The POC, where the table may be held against it and no person has chosen it with both readings in view."""
    poc = _to_be_confirmed(record)
    return None if poc is None or poc.confirmed else poc


@rule(
    56,
    Severity.STOP,
    "outcome",
    "poc",
    summary="An administrative finalisation has no POC.",
    topic="administrative-finalisation",
    basis=Basis.OFFICIAL,
    source="S1",
)
def administrative_end_has_no_poc(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """CPS records do not identify the principal offence of such a case."""
    outcome = around.outcomes.get(record.outcome)
    if outcome is not None and outcome.family is Family.ADMINISTRATIVE and record.poc is not None:
        yield Problem(
            field="poc",
            message=f"The outcome is {outcome.label}, which is administrative and has no POC. Take the POC out, "
            "or change the outcome.",
        )


@rule(
    57,
    Severity.STOP,
    "outcome",
    "poc",
    summary="Every other finalisation after charge has one POC, A to L.",
    topic="choosing-the-poc",
    basis=Basis.OFFICIAL,
    source="S1",
)
def finalisation_has_a_poc(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """None is recorded when a case ends before charge: the category is that of the charge at the end."""
    outcome = around.outcomes.get(record.outcome)
    poc = record.poc
    if record.stage is Stage.PRE_CHARGE:
        if poc is not None:
            yield Problem(
                field="poc",
                message="The defendant is not yet charged, so there is no POC to record. Take the POC out.",
            )
    elif poc is None:
        if outcome is not None and outcome.family in (Family.SUCCESSFUL, Family.UNSUCCESSFUL):
            yield Problem(
                field="poc",
                message="There is no POC. Choose the category of the most serious charge at the end.",
            )
    elif poc.letter not in POC_CATEGORIES:
        yield Problem(
            field="poc.letter",
            message=f"The POC {poc.letter!r} is not one of the twelve. Choose a letter from A to L.",
        )
    elif poc.name.casefold() != _name(poc.letter).casefold():
        yield Problem(
            field="poc.name",
            message=f"POC {poc.letter} is {_name(poc.letter)}, but the record names another. Choose the POC again.",
        )


@rule(
    58,
    Severity.STOP,
    "charges",
    "poc",
    "final_hearing",
    summary="The POC rests on a charge that was live at finalisation.",
    topic="choosing-the-poc",
    basis=Basis.OFFICIAL,
    source="S1",
)
def poc_rests_on_a_live_charge(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """A charge that left on the day of the final hearing was live at it."""
    poc = record.poc
    if poc is None or record.stage is Stage.PRE_CHARGE:
        return
    charge = _carrier(record, poc)
    if charge is None:
        what = f"charge {poc.charge}, which is not on the record" if poc.charge is not None else "no charge"
        yield Problem(
            field="poc.charge", message=f"The POC rests on {what}. Say which charge it is taken from."
        )
    elif all(charge is not stood for stood in stood_at_the_end(record)):
        yield Problem(
            field="poc.charge",
            message=f"The POC rests on charge {charge.number}, which left the case before the final hearing. "
            "Choose the most serious charge that was live at the end.",
        )


@rule(
    59,
    Severity.STOP,
    "charges",
    "poc",
    "final_hearing",
    summary="POC A, Homicide, has a charge that names a death, under a national code.",
    topic="poc-homicide",
    basis=Basis.DESIGN,
)
def homicide_names_a_death(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """A class alone never makes a homicide: local codes and old titles stand in the murder class by mistake."""
    if record.poc is None or record.poc.letter != HOMICIDE:
        return
    for charge in stood_at_the_end(record):
        offence = around.catalogue.get(charge.code) if charge.code else None
        if offence is not None and offence.is_national and _FATALITY.search(offence.title):
            return
    yield Problem(
        field="poc",
        message="The POC is Homicide, but no live charge is a national offence that names a death. Choose "
        "another POC, or correct the charges.",
    )


@rule(
    60,
    Severity.WARN,
    "charges",
    "poc",
    summary="The POC is the one that the table gives for its charge.",
    topic="choosing-the-poc",
    basis=Basis.OFFICIAL,
    source="S5",
)
def poc_is_the_tables(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """The CPS has such a tool; its table is not public, so the table is ours or the Area's."""
    poc = _to_be_confirmed(record)
    if poc is None:
        return
    reading = _reading(_carrier(record, poc), around)
    if reading is not None and reading.letter is not None and reading.letter != poc.letter:
        yield Problem(
            field="poc",
            message=f"The POC is {poc.letter} ({_name(poc.letter)}), but the table gives {reading.letter} "
            f"({_name(reading.letter)}) "
            f"for charge {poc.charge}. Change the POC, or say why it stands.",
        )


@rule(
    61,
    Severity.WARN,
    "charges",
    "poc",
    "court",
    "final_hearing",
    summary="No live charge outranks the one that carries the POC by maximum penalty or mode of trial.",
    topic="choosing-the-poc",
    basis=Basis.OFFICIAL,
    source="S1",
)
def no_charge_outranks_the_principal(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """A lesser charge put in the place of a graver one stands at the end, and is not outranked by it."""
    poc = _to_be_confirmed(record)
    if poc is None or _carrier(record, poc) is None:
        return
    choice = choose_principal(
        facts(record),
        around.poc_table,
        court=record.court.type if record.court is not None else None,
        lesser_in_place=True if poc.decided_by == DecidedBy.INPLACE else None,
    )
    if choice.number in (None, poc.charge) or choice.decided_by not in (DecidedBy.MAX, DecidedBy.MODE):
        return
    yield Problem(
        field="poc.charge",
        message=f"Charge {choice.number} is more serious than charge {poc.charge}, which carries the POC. "
        f"{choice.explanation} "
        f"Choose charge {choice.number}, or say why not.",
    )


@rule(
    62,
    Severity.WARN,
    "charges",
    "poc",
    summary="The POC of an attempt, conspiracy or the like is that of the whole offence.",
    topic="choosing-the-poc",
    basis=Basis.WELL_KNOWN,
)
def inchoate_poc_is_confirmed(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Sets off wherever the whole offence gave the answer; where the table is sure of that, it only tells."""
    poc = _unconfirmed(record)
    if poc is None:
        return
    reading = _reading(_carrier(record, poc), around)
    if reading is not None and reading.basis == "base code":
        yield Problem(
            field="poc",
            message=f"Charge {poc.charge} is an attempt or the like, and its POC is taken from the whole "
            "offence. Check that this is right.",
            severity=Severity.INFORM if reading.confidence is PocConfidence.HIGH else None,
        )


@rule(
    63,
    Severity.WARN,
    "charges",
    "poc",
    summary="A POC that the table is not sure of is confirmed by the person.",
    topic="choosing-the-poc",
    basis=Basis.DESIGN,
)
def unsure_poc_is_confirmed(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Low confidence, a class without meaning (000, 555, 999) or a local code."""
    poc = _unconfirmed(record)
    if poc is None:
        return
    reading = _reading(_carrier(record, poc), around)
    if reading is None or reading.confidence not in (PocConfidence.LOW, PocConfidence.ASK):
        return
    other = f" The other reading is {reading.other_reading}." if reading.other_reading else ""
    yield Problem(
        field="poc",
        message=f"The table is not sure of the POC of charge {poc.charge}.{other} Say in a word why it is "
        f"{_name(poc.letter)}.",
    )


@rule(
    65,
    Severity.INFORM,
    "poc",
    summary="A record finalised before October 2015 is not held against the present table.",
    topic="choosing-the-poc",
    basis=Basis.DESIGN,
)
def old_record_has_an_old_poc(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """The published counts show that the categories changed in that month."""
    if record.poc is not None and _is_old(record):
        yield Problem(
            field="poc",
            message="The case was finalised before October 2015, when the categories changed. The POC is not "
            "compared with the present table.",
        )


@rule(
    66,
    Severity.WARN,
    "charges",
    "poc",
    "final_hearing",
    summary="POC K, All Other Offences, has no live charge of another category.",
    topic="poc-all-other-offences",
    basis=Basis.DESIGN,
)
def all_other_is_a_remainder(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """A remainder, by its name."""
    poc = _to_be_confirmed(record)
    if poc is None or poc.letter != ALL_OTHER:
        return
    for charge in stood_at_the_end(record):
        reading = _reading(charge, around)
        if charge.number == poc.charge or reading is None or reading.letter in (None, ALL_OTHER):
            continue
        yield Problem(
            field="poc",
            message=f"The POC is {_name(ALL_OTHER)}, but charge {charge.number} falls under "
            f"{_name(reading.letter or '')}. "
            "Choose the more serious of the two, or say why it is this one.",
        )
        return
