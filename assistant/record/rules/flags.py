"""Rules on flags that charges and people point to (domain.md 12, rules 67 to 72).

Each asks for a flag that the charges point to. None is added for the person, and none is taken off.
"""

from collections.abc import Iterator

from assistant.record.kinds import Relationship
from assistant.record.model import Charge, Finalisation
from assistant.record.rules.book import Basis, Problem, Severity, rule
from assistant.record.rules.surroundings import Surroundings
from knowledge.flag_suggestions import FlagAnswers, FlagSuggestion, suggest_flags


def flag_label(code: str, around: Surroundings) -> str:
    """A flag as people read it, with its code; the code alone where it is not on the list."""
    flag = around.flags.get(code)
    return f"{flag.label} ({code})" if flag is not None else code


def _suggested(
    record: Finalisation, around: Surroundings, *codes: str, answers: FlagAnswers | None = None
) -> Iterator[FlagSuggestion]:
    """The flags among these that charges and answers point to, at whatever stage each charge left."""
    offences = [
        offence
        for charge in record.charges
        if charge.code and (offence := around.catalogue.get(charge.code)) is not None
    ]
    return (found for found in suggest_flags(offences, answers) if found.code in codes)


def _missing(record: Finalisation, around: Surroundings, *codes: str) -> Iterator[Problem]:
    for found in _suggested(record, around, *codes):
        if found.code not in record.flags:
            yield Problem(
                field="flags",
                message=_not_on(found, around),
            )


def _not_on(found: FlagSuggestion, around: Surroundings) -> str:
    label = flag_label(found.code, around)
    return f"The flag {label} is not on the case. {found.why} Add it, or say why it does not apply."


def _missing_by(
    record: Finalisation, around: Surroundings, code: str, answers: FlagAnswers, rests_on: str
) -> Iterator[Problem]:
    """The flag, where an answer points to it and the charges alone do not."""
    if code in record.flags or any(_suggested(record, around, code)):
        return
    for found in _suggested(record, around, code, answers=answers):
        yield Problem(field="flags", message=_not_on(found, around), rests_on=(rests_on,))


def _age(record: Finalisation) -> int | None:
    return record.victim.age if record.victim is not None else None


@rule(
    67,
    Severity.WARN,
    "charges",
    "flags",
    summary="Domestic Violence is considered where a charge, the words typed for it or the relationship point to it.",
    fix="Ask whether it is domestic abuse. Add the flag, or say why it does not apply.",
    topic="flag-domv",
    basis=Basis.OFFICIAL,
    source="S19",
)
def domestic_abuse_is_considered(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Strangulation, protective orders, coercive control; a partner or family. Asked for, never added silently."""
    typed = FlagAnswers(words=tuple(charge.typed for charge in record.charges))
    found = next(_suggested(record, around, "DOMV", answers=typed), None)
    if "DOMV" in record.flags:
        return
    if found is not None:
        yield Problem(field="flags", message=_not_on(found, around))
    elif record.victim is not None and record.victim.relationship in (
        Relationship.PARTNER,
        Relationship.FAMILY,
    ):
        yield Problem(
            field="flags",
            message=f"The flag {flag_label('DOMV', around)} is not on the case, and the victim is the defendant's "
            "partner or of the family. Add it, or say why it does not apply.",
            rests_on=("victim.relationship",),
        )


@rule(
    68,
    Severity.WARN,
    "charges",
    "flags",
    summary="A charge of rape, at any stage, has the flag Rape.",
    fix="Add the flag, or say why it does not apply. Do not take it off because the charge changed.",
    topic="flag-rape",
    basis=Basis.OFFICIAL,
    source="S15",
    also=(Severity.STOP,),
)
def rape_stays_flagged(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """The flag stays on when the charge changes: taking it off with the charge is refused, missing it is asked."""
    before = around.amends.before if around.amends is not None else None
    taken_off = before is not None and "RAPE" in before.flags and "RAPE" not in record.flags
    if before is not None and taken_off and _offences(before.charges) != _offences(record.charges):
        yield Problem(
            field="flags",
            message=f"The flag {flag_label('RAPE', around)} was on and is taken off, and the charges changed. It "
            "stays on whatever becomes of the charge. Put it back.",
            severity=Severity.STOP,
        )
        return
    yield from _missing(record, around, "RAPE")


def _offences(charges: list[Charge]) -> list[str]:
    return sorted(charge.code or charge.title for charge in charges)


@rule(
    69,
    Severity.WARN,
    "charges",
    "flags",
    summary="An aggravated charge has the flag Racist Crime or Religious Crime.",
    fix="Add the strand that applies, or both, or say why neither does.",
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
    fix="Add the flag, or say why it does not apply.",
    topic="flag-cpro",
    basis=Basis.WELL_KNOWN,
)
def child_abuse_is_flagged(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Offences that name a child, and sexual, cruelty or image charges where the victim's age is given."""
    yield from _missing(record, around, "CPRO")
    yield from _missing_by(record, around, "CPRO", FlagAnswers(victim_age=_age(record)), "victim.age")


@rule(
    71,
    Severity.WARN,
    "charges",
    "flags",
    "victim.age",
    summary="Where an older person is the victim of burglary, fraud, robbery or assault, being targeted for age is "
    "considered.",
    fix="Ask whether age, or weakness that comes with it, was why. Add the flag if so; age alone is not enough.",
    topic="flag-caop",
    basis=Basis.OFFICIAL,
    source="S21",
)
def targeting_of_age_is_considered(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """The age from which it is asked is a limit of the Area's; 60 is what the police often use."""
    age = _age(record)
    if age is None or age < around.limits.older_victim or "CAOP" in record.flags:
        return
    if any(_suggested(record, around, "CAOP", answers=FlagAnswers(victim_age=max(age, 60)))):
        yield Problem(
            field="flags",
            message=f"The victim is {around.limits.older_victim} or over, and the flag {flag_label('CAOP', around)} is "
            "not on the case. Ask whether age was why. Add the flag if so, or say that it was not.",
        )


@rule(
    72,
    Severity.WARN,
    "charges",
    "flags",
    summary="Slavery, road deaths, strangulation, stalking, weapons in public and joint homicide have their flags.",
    fix="Add the flag, or say why it does not apply.",
    topic="monitoring-flags",
    basis=Basis.OFFICIAL,
    source="S22",
)
def offence_flags_are_on(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """A road death may have either flag for a death. Joint enterprise is asked where there are several defendants."""
    yield from _missing(record, around, "HUTR", "NFS", "STK", "KER")
    if "FATL" not in record.flags:
        yield from _missing(record, around, "RTAF")
    together = FlagAnswers(defendants=record.defendants or 1)
    yield from _missing_by(record, around, "JOEN", together, "defendants")
