"""Rules that hold the POC against the table and the other charges (domain.md 12, rules 60 to 63 and 66).

A word in the note of the POC is the person's own reason for it, and answers all of them together.
"""

from collections.abc import Iterator

from assistant.record.model import Charge, Finalisation, PocChoice
from assistant.record.rules.book import Basis, Problem, Severity, rule
from assistant.record.rules.poc import carrier, category_name, is_old
from assistant.record.rules.reading import facts, has_words, stood_at_the_end
from assistant.record.rules.surroundings import Surroundings
from knowledge.poc import PocConfidence, PocReading
from knowledge.principal import DecidedBy, choose_principal

ALL_OTHER = "K"


def _reading(charge: Charge | None, around: Surroundings) -> PocReading | None:
    """What the table says of a charge; None for a charge that is not on the standing list."""
    offence = around.catalogue.get(charge.code) if charge is not None and charge.code else None
    return around.poc_table.reading(offence) if offence is not None else None


def _to_be_confirmed(record: Finalisation) -> PocChoice | None:
    """The POC, where the table may be held against it and the person has not said a word for it."""
    poc = record.poc
    return None if poc is None or has_words(poc.note) or is_old(record) else poc


def _unconfirmed(record: Finalisation) -> PocChoice | None:
    """The POC, where the table may be held against it and no person has chosen it with both readings in view."""
    poc = _to_be_confirmed(record)
    return None if poc is None or poc.confirmed else poc


@rule(
    60,
    Severity.WARN,
    "charges",
    "poc",
    summary="The POC is the one that the table gives for its charge.",
    fix="Take the table's POC, or say in a word why another stands.",
    topic="choosing-the-poc",
    basis=Basis.OFFICIAL,
    source="S5",
)
def poc_is_the_tables(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """The CPS has such a tool; its table is not public, so the table is ours or the Area's."""
    poc = _to_be_confirmed(record)
    if poc is None:
        return
    reading = _reading(carrier(record, poc), around)
    if reading is not None and reading.letter is not None and reading.letter != poc.letter:
        yield Problem(
            field="poc",
            message=f"The POC is {poc.letter} ({category_name(poc.letter)}), but the table gives {reading.letter} "
            f"({category_name(reading.letter)}) "
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
    fix="Choose the more serious charge, or say why not.",
    topic="choosing-the-poc",
    basis=Basis.OFFICIAL,
    source="S1",
)
def no_charge_outranks_the_principal(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """A lesser charge put in the place of a graver one stands at the end, and is not outranked by it."""
    poc = _to_be_confirmed(record)
    if poc is None or carrier(record, poc) is None:
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
    fix="Check that the category of the whole offence is right.",
    topic="attempts-and-conspiracies",
    basis=Basis.WELL_KNOWN,
    also=(Severity.INFORM,),
)
def inchoate_poc_is_confirmed(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Sets off wherever the whole offence gave the answer; where the table is sure of that, it only tells."""
    poc = _unconfirmed(record)
    if poc is None:
        return
    reading = _reading(carrier(record, poc), around)
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
    fix="Say in a word why it is this category.",
    topic="choosing-the-poc",
    basis=Basis.DESIGN,
)
def unsure_poc_is_confirmed(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Low confidence, a class without meaning (000, 555, 999) or a local code."""
    poc = _unconfirmed(record)
    if poc is None:
        return
    reading = _reading(carrier(record, poc), around)
    if reading is None or reading.confidence not in (PocConfidence.LOW, PocConfidence.ASK):
        return
    other = f" The other reading is {reading.other_reading}." if reading.other_reading else ""
    yield Problem(
        field="poc",
        message=f"The table is not sure of the POC of charge {poc.charge}.{other} Say in a word why it is "
        f"{category_name(poc.letter)}.",
    )


@rule(
    66,
    Severity.WARN,
    "charges",
    "poc",
    "final_hearing",
    summary="POC K, All Other Offences, has no live charge of another category.",
    fix="Choose the category of the other charge, or say why it is K.",
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
            message=f"The POC is {category_name(ALL_OTHER)}, but charge {charge.number} falls under "
            f"{category_name(reading.letter or '')}. "
            "Choose the more serious of the two, or say why it is this one.",
        )
        return
