"""Rules on monitoring flags (domain.md 12, rules 67 to 70, 72, 73, 75 and 82; 71 and 74 need facts of people not held).

Each asks for a flag that the charges point to. None is added for the person, and none is taken off.
"""

from collections.abc import Iterator

from assistant.record.model import Finalisation, Stage
from assistant.record.rules.book import Basis, Problem, Severity, rule
from assistant.record.rules.surroundings import Surroundings
from knowledge.flag_suggestions import FlagSuggestion, suggest_flags
from knowledge.results import ChargeResult

PRE_CHARGE_DECISION = "CSEA"
CHARGE_ALTERATION = "SUCA"


def _label(code: str, around: Surroundings) -> str:
    flag = around.flags.get(code)
    return f"{flag.label} ({code})" if flag is not None else code


def _suggested(record: Finalisation, around: Surroundings, *codes: str) -> Iterator[FlagSuggestion]:
    """The flags among these that the charges point to, at whatever stage each charge left."""
    offences = [
        offence
        for charge in record.charges
        if charge.code and (offence := around.catalogue.get(charge.code)) is not None
    ]
    return (found for found in suggest_flags(offences) if found.code in codes)


def _missing(record: Finalisation, around: Surroundings, *codes: str) -> Iterator[Problem]:
    for found in _suggested(record, around, *codes):
        if found.code not in record.flags:
            yield Problem(
                field="flags",
                message=f"The flag {_label(found.code, around)} is not on the case. {found.why} Add it, or say "
                "why it does not apply.",
            )


@rule(
    67,
    Severity.WARN,
    "charges",
    "flags",
    summary="Domestic Violence is considered where a charge points to it.",
    topic="flag-domv",
    basis=Basis.OFFICIAL,
    source="S19",
)
def domestic_abuse_is_considered(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Strangulation, protective orders, coercive control. The relationship itself is not held."""
    yield from _missing(record, around, "DOMV")


@rule(
    68,
    Severity.WARN,
    "charges",
    "flags",
    summary="A charge of rape, at any stage, has the flag Rape.",
    topic="flag-rape",
    basis=Basis.OFFICIAL,
    source="S15",
)
def rape_stays_flagged(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """The flag stays on when the charge changes. That it was taken off is seen only from the history."""
    yield from _missing(record, around, "RAPE")


@rule(
    69,
    Severity.WARN,
    "charges",
    "flags",
    summary="An aggravated charge has the flag Racist Crime or Religious Crime.",
    topic="flag-rain",
    basis=Basis.OFFICIAL,
    source="S20",
)
def hostility_is_flagged(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """The titles say "racially / religiously", so which of the two is asked."""
    strands = ("RAIN", "REIN")
    found = next(_suggested(record, around, *strands), None)
    if found is not None and not set(strands) & set(record.flags):
        yield Problem(
            field="flags",
            message=f"Neither Racist Crime (RAIN) nor Religious Crime (REIN) is on the case. {found.why} "
            "Add the one that applies, or both, or say why neither does.",
        )


@rule(
    70,
    Severity.WARN,
    "charges",
    "flags",
    summary="A charge of abuse or neglect of a child has the flag Child Abuse.",
    topic="flag-cpro",
    basis=Basis.WELL_KNOWN,
)
def child_abuse_is_flagged(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """The victim's age is not held: only offences that name a child are seen."""
    yield from _missing(record, around, "CPRO")


@rule(
    72,
    Severity.WARN,
    "charges",
    "flags",
    summary="Slavery, road deaths, strangulation, stalking and weapons in public have their flags.",
    topic="monitoring-flags",
    basis=Basis.OFFICIAL,
    source="S22",
)
def offence_flags_are_on(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """A road death may have either flag for a death. How many defendants there are is not held, so not JOEN."""
    yield from _missing(record, around, "HUTR", "NFS", "STK", "KER")
    if "FATL" not in record.flags:
        yield from _missing(record, around, "RTAF")


@rule(
    73,
    Severity.STOP,
    "flags",
    summary="A case not yet charged has the flag Pre-Charge Decision (CSEA), which is not child sexual exploitation.",
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


@rule(
    75,
    Severity.STOP,
    "flags",
    summary="Flags are codes on the list, each once; an empty list is the answer that none apply.",
    topic="monitoring-flags",
    basis=Basis.DESIGN,
)
def flags_are_on_the_list(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """That the question was answered is the conversation's care: a record always has the list."""
    for code in dict.fromkeys(record.flags):
        if code not in around.flags:
            yield Problem(
                field="flags",
                message=f"The flag {code!r} is not on the list of flags. Take it out or correct it.",
            )
        elif record.flags.count(code) > 1:
            yield Problem(
                field="flags",
                message=f"The flag {_label(code, around)} is there more than once. Keep it once.",
            )


@rule(
    82,
    Severity.WARN,
    "charges",
    "flags",
    summary="Substantial Charge Alteration (SUCA) is on exactly where a charge was put in place of another.",
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
            message=f"Charge {altered[0].number} was replaced, and the flag {_label(CHARGE_ALTERATION, around)} "
            "is not on. "
            "Add it, or say why the change was not substantial.",
        )
    elif flagged and not altered:
        yield Problem(
            field="flags",
            message=f"The flag {_label(CHARGE_ALTERATION, around)} is on, and no charge is recorded as replaced. "
            "Record which charge replaced which, take the flag out, or say why it stands.",
        )
