"""Rules on flags as such: CSEA, VIVM, SUCA, and the list itself (domain.md 12, rules 73 to 75 and 82)."""

from collections.abc import Iterator

from assistant.record.model import Finalisation, Stage
from assistant.record.rules.book import Basis, Problem, Severity, rule
from assistant.record.rules.flags import flag_label
from assistant.record.rules.surroundings import Surroundings
from knowledge.results import ChargeResult

PRE_CHARGE_DECISION = "CSEA"
CHARGE_ALTERATION = "SUCA"
VULNERABLE = "VIVM"


@rule(
    73,
    Severity.STOP,
    "flags",
    summary="A case with a defendant not yet charged has the flag Pre-Charge Decision (CSEA), which is not child "
    "sexual exploitation.",
    fix="Add the flag CSEA.",
    topic="flag-csea",
    basis=Basis.OFFICIAL,
    source="S22",
)
def uncharged_case_has_its_flag(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """CMS itself requires it while any defendant has no charge."""
    if record.stage is Stage.PRE_CHARGE and PRE_CHARGE_DECISION not in record.flags:
        yield Problem(
            field="flags",
            message="The defendant is not yet charged, so CMS needs the flag Pre-Charge Decision (CSEA). Add it.",
        )
    elif record.others_uncharged and PRE_CHARGE_DECISION not in record.flags:
        yield Problem(
            field="flags",
            message="Another defendant of the case is not yet charged, so CMS needs the flag Pre-Charge Decision "
            "(CSEA). Add it.",
            rests_on=("others_uncharged",),
        )


@rule(
    74,
    Severity.WARN,
    "flags",
    "vulnerable",
    summary="Vulnerable or intimidated (VIVM) is on exactly where a victim or witness is marked so.",
    fix="Add the flag or take it off, correct the marker, or say why they differ.",
    topic="flag-vivm",
    basis=Basis.OFFICIAL,
    source="S22",
)
def vulnerable_people_are_flagged(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Sets off either way round, where it is known whether anyone is marked."""
    flagged = VULNERABLE in record.flags
    if record.vulnerable and not flagged:
        yield Problem(
            field="flags",
            message=f"A victim or witness is marked vulnerable or intimidated, and the flag "
            f"{flag_label(VULNERABLE, around)} is not on. Add it, or say why it does not apply.",
        )
    elif flagged and record.vulnerable is False:
        yield Problem(
            field="flags",
            message=f"The flag {flag_label(VULNERABLE, around)} is on, and no victim or witness is marked vulnerable "
            "or intimidated. Take it off, correct the marker, or say why it stands.",
        )


@rule(
    75,
    Severity.STOP,
    "flags",
    summary="Flags are codes on the list, each once; an empty list is the answer that none apply.",
    fix="Use codes from the list, each once, or say that none apply.",
    topic="monitoring-flags",
    basis=Basis.DESIGN,
)
def flags_are_on_the_list(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """A record from a file may have no list at all, which is no answer."""
    if "flags" not in record.model_fields_set:
        yield Problem(
            field="flags",
            message="Nothing is said of flags. Name those that apply, or give an empty list if none do.",
        )
    for code in dict.fromkeys(record.flags):
        if code not in around.flags:
            yield Problem(
                field="flags",
                message=f"The flag {code!r} is not on the list of flags. Take it out or correct it.",
            )
        elif record.flags.count(code) > 1:
            yield Problem(
                field="flags",
                message=f"The flag {flag_label(code, around)} is there more than once. Keep it once.",
            )


@rule(
    82,
    Severity.WARN,
    "charges",
    "flags",
    summary="Substantial Charge Alteration (SUCA) is on exactly where a charge was put in place of another.",
    fix="Record which charge replaced which and set the flag to match, or say why they differ.",
    topic="flag-suca",
    basis=Basis.OFFICIAL,
    source="S22",
)
def alteration_is_flagged(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Sets off either way round."""
    altered = [
        charge
        for charge in record.charges
        if charge.result is ChargeResult.REPLACED or charge.replaced_by is not None
    ]
    flagged = CHARGE_ALTERATION in record.flags
    if altered and not flagged:
        yield Problem(
            field="flags",
            message=f"Charge {altered[0].number} was replaced, and the flag {flag_label(CHARGE_ALTERATION, around)} "
            "is not on. "
            "Add it, or say why the change was not substantial.",
        )
    elif flagged and not altered:
        yield Problem(
            field="flags",
            message=f"The flag {flag_label(CHARGE_ALTERATION, around)} is on, and no charge is recorded as replaced. "
            "Record which charge replaced which, take the flag out, or say why it stands.",
        )
