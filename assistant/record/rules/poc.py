"""Rules on the Principal Offence Category itself (domain.md 12, rules 56 to 59, 64 and 65)."""

import re
from collections.abc import Iterator
from datetime import date

from assistant.record.model import Charge, Finalisation, PocChoice, Stage
from assistant.record.rules.book import Basis, Problem, Severity, rule
from assistant.record.rules.reading import stood_at_the_end
from assistant.record.rules.surroundings import Surroundings
from knowledge.outcomes import Family
from knowledge.poc import POC_CATEGORIES

PRESENT_TABLE_BEGAN = date(2015, 10, 1)
HOMICIDE = "A"
_FATALITY = re.compile(
    r"\b(?:death|murder|manslaughter|infanticide|child destruction|suicide)", re.IGNORECASE
)


def category_name(letter: str) -> str:
    """The category of a letter in words; the letter itself where there is none."""
    category = POC_CATEGORIES.get(letter)
    return category.label if category is not None else letter


def is_old(record: Finalisation) -> bool:
    """Whether the record was finalised before the present table held (domain.md 1.1)."""
    return record.finalised_on < PRESENT_TABLE_BEGAN


def carrier(record: Finalisation, poc: PocChoice) -> Charge | None:
    """The charge that carries the POC; None when it is not on the record."""
    return next((charge for charge in record.charges if charge.number == poc.charge), None)


@rule(
    56,
    Severity.STOP,
    "outcome",
    "poc.letter",
    summary="An administrative finalisation has no POC.",
    fix="Take the POC out, or change the outcome.",
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
    "poc.letter",
    summary="Every other finalisation after charge has one POC, A to L.",
    fix="Choose the category, A to L, of the most serious charge at the end.",
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
    elif poc.name.casefold() != category_name(poc.letter).casefold():
        yield Problem(
            field="poc.name",
            message=f"POC {poc.letter} is {category_name(poc.letter)}, but the record names another. "
            "Choose the POC again.",
        )


@rule(
    58,
    Severity.STOP,
    "charges",
    "poc.charge",
    "final_hearing",
    summary="The POC rests on a charge that was live at finalisation.",
    fix="Choose the most serious charge that was live at the end.",
    topic="choosing-the-poc",
    basis=Basis.OFFICIAL,
    source="S1",
)
def poc_rests_on_a_live_charge(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """A charge that left on the day of the final hearing was live at it."""
    poc = record.poc
    if poc is None or record.stage is Stage.PRE_CHARGE:
        return
    charge = carrier(record, poc)
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
    "poc.letter",
    "final_hearing",
    summary="POC A, Homicide, has a charge that names a death, under a national code.",
    fix="Choose another POC, or correct the charges.",
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
    64,
    Severity.WARN,
    "poc.letter",
    "pcd_poc",
    summary="A POC of the charging stage that differs is shown beside the final one. They need not agree.",
    fix="Nothing to do where the charges changed. Else check both, and correct the one that is wrong.",
    topic="pcd-and-final-poc",
    basis=Basis.OFFICIAL,
    source="S1",
    also=(Severity.INFORM,),
)
def earlier_poc_is_shown(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """A difference is allowed, so it is only told (S1); what is no category at all is asked about."""
    earlier = record.pcd_poc
    if earlier is None:
        return
    if earlier not in POC_CATEGORIES:
        yield Problem(
            field="pcd_poc",
            message="The POC of the charging stage is not one of the twelve. Choose a letter from A to L, or say "
            "what CMS has.",
        )
    elif record.poc is not None and record.poc.letter != earlier:
        yield Problem(
            field="pcd_poc",
            message=f"At the charging stage the POC was {earlier} ({category_name(earlier)}); now it is "
            f"{record.poc.letter} ({category_name(record.poc.letter)}). Both stand: the final one follows the "
            "charges at the end.",
            severity=Severity.INFORM,
        )


@rule(
    65,
    Severity.INFORM,
    "poc.letter",
    summary="A record finalised before October 2015 is not held against the present table.",
    fix="Nothing to do: judge it by the table of its time.",
    topic="records-before-2015",
    basis=Basis.DESIGN,
)
def old_record_has_an_old_poc(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """The published counts show that the categories changed in that month."""
    if record.poc is not None and is_old(record):
        yield Problem(
            field="poc",
            message="The case was finalised before October 2015, when the categories changed. The POC is not "
            "compared with the present table.",
        )
