"""Rules on who the record is of: URN, defendant, duplicates (domain.md 12, rules 1 to 9; the ASN is not held yet)."""

import re
from collections.abc import Iterator
from datetime import date

from assistant.record.model import Charge, DefendantKind, Finalisation
from assistant.record.rules.book import Basis, Problem, Severity, rule
from assistant.record.rules.reading import earliest_offence, has_words
from assistant.record.rules.surroundings import Surroundings
from knowledge.outcomes import Family
from knowledge.text import fold
from knowledge.urn import UrnError, UrnReading, parse_urn

SURNAME_LENGTH = 35
ORGANISATION_LENGTH = 100
AGE_OF_RESPONSIBILITY = 10
PERSONS_ONLY = ("deceased", "unfit")


def _plain(urn: str) -> str:
    return re.sub(r"[\s/]", "", urn).upper()


def _read(record: Finalisation) -> UrnReading | None:
    """The URN as it stands, without the mending of letters that the reader does for what is typed."""
    try:
        reading = parse_urn(record.urn)
    except UrnError:
        return None
    return reading if reading.urn == _plain(record.urn) else None


@rule(
    1,
    Severity.STOP,
    "urn",
    summary="The URN has 11 characters: force, unit, five figures and year.",
    topic="urn",
    basis=Basis.OFFICIAL,
    source="S22",
)
def urn_is_a_urn(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """The wider form that the courts accept is left to rule 2."""
    if _read(record) is None:
        yield Problem(
            field="urn", message="The URN is not complete. Type its 11 characters, like 01AB1234526."
        )


@rule(
    2,
    Severity.WARN,
    "urn",
    summary="A URN in the courts' wider form may be old, split or from elsewhere.",
    topic="urn",
    basis=Basis.OFFICIAL,
    source="S27",
)
def urn_is_in_the_usual_form(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Sets off where only the courts' pattern fits."""
    reading = _read(record)
    if reading is not None and not reading.strict:
        yield Problem(
            field="urn",
            message=f"{reading.urn} is a URN in the courts' wider form, not the CPS's 11 characters. "
            "Check it on CMS, then change it, or say why it stands (an old or split case, say).",
        )


@rule(
    3,
    Severity.WARN,
    "urn",
    summary="The first two characters of the URN are a force on the standing list.",
    topic="urn",
    basis=Basis.OFFICIAL,
    source="S28",
)
def urn_force_is_known(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Other referrers have codes outside the list, so this only warns; the wider form has no such place."""
    reading = _read(record)
    if reading is not None and reading.strict and reading.force_name is None:
        yield Problem(
            field="urn",
            message=f"{reading.force_code}, at the start of the URN, is not a police force on the standing list. "
            "Check the URN, then change it, or say who sent the case.",
        )


@rule(
    4,
    Severity.WARN,
    "urn",
    summary="The year of the URN is not in the future, not before the offence, and not long ago.",
    topic="urn",
    basis=Basis.DESIGN,
)
def urn_year_fits(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Only the strict form has a year."""
    reading = _read(record)
    if reading is None or reading.year is None:
        return
    year, offence = reading.year, earliest_offence(record)
    if year > around.today.year:
        yield Problem(
            field="urn",
            message=f"The URN ends in {reading.urn[-2:]}, a year that has not come yet. Check its last two figures.",
        )
    elif year < around.today.year - around.limits.urn_years:
        yield Problem(
            field="urn",
            message=f"The URN is of {year}, more than {around.limits.urn_years} years ago. "
            "Check its last two figures, or say why the case is so old.",
        )
    elif offence and year < offence.year:
        yield Problem(
            field="urn",
            message=f"The URN is of {year}, but the first offence is of {offence.year}. "
            "Check the last two figures of the URN and the offence dates.",
            rests_on=("charges",),
        )


@rule(
    7,
    Severity.STOP,
    "urn",
    "defendant",
    "charges",
    summary="One record is one defendant, and the same charges are finalised once.",
    topic="amendments",
    basis=Basis.OFFICIAL,
    source="S3",
)
def not_recorded_already(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """A later version of the same record is no duplicate, nor is a case taken up again after an administrative end."""
    for other in around.others:
        if not _is_same_case(record, other) or _is_taken_up_again(record, other, around):
            continue
        name = other.reference or "a record"
        yield Problem(
            field="urn",
            message=f"{name} already finalises this defendant on this URN and these charges. "
            f"Correct {name} instead, or leave this one as a duplicate.",
            rests_on=("outcome",) if _is_administrative(other, around) else (),
        )
        return


def _is_same_case(record: Finalisation, other: Finalisation) -> bool:
    if record.reference is not None and record.reference == other.reference:
        return False
    return _case(record) == _case(other)


def _case(record: Finalisation) -> tuple[object, ...]:
    defendant = record.defendant
    names = (defendant.surname, defendant.forenames, defendant.organisation)
    charges = sorted(_offence(charge) for charge in record.charges)
    return record.stage, _plain(record.urn), defendant.kind, *(fold(name or "") for name in names), *charges


def _offence(charge: Charge) -> str:
    return (charge.code or fold(charge.title)).upper()


def _is_administrative(record: Finalisation, around: Surroundings) -> bool:
    outcome = around.outcomes.get(record.outcome)
    return outcome is not None and outcome.family is Family.ADMINISTRATIVE


def _is_taken_up_again(record: Finalisation, other: Finalisation, around: Surroundings) -> bool:
    return _is_administrative(other, around) and not _is_administrative(record, around)


@rule(
    8,
    Severity.STOP,
    "defendant",
    summary="The defendant is a person with a surname or an organisation with a name.",
    topic="defendant",
    basis=Basis.OFFICIAL,
    source="S22",
)
def defendant_is_named(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Lengths are those of CMS. What only a person can have is refused of an organisation."""
    defendant = record.defendant
    if defendant.kind is DefendantKind.PERSON:
        yield from _name_fits(defendant.surname, "surname", "the defendant's surname", SURNAME_LENGTH)
        return
    yield from _name_fits(
        defendant.organisation, "organisation", "the organisation's name", ORGANISATION_LENGTH
    )
    if defendant.date_of_birth is not None:
        yield Problem(
            field="defendant.date_of_birth",
            message="An organisation has no date of birth. Take the date out, or make the defendant a person.",
        )
    if record.outcome in PERSONS_ONLY:
        yield Problem(
            field="outcome",
            message="An organisation cannot die or be unfit to plead. Change the outcome, or make the defendant "
            "a person.",
            rests_on=("outcome",),
        )


def _name_fits(name: str | None, field: str, words: str, length: int) -> Iterator[Problem]:
    if not has_words(name):
        yield Problem(field=f"defendant.{field}", message=f"There is no name. Type {words}.")
    elif name is not None and len(name) > length:
        yield Problem(
            field=f"defendant.{field}",
            message=f"The name has {len(name)} characters and CMS holds {length}. Shorten {words}.",
        )


@rule(
    9,
    Severity.STOP,
    "defendant",
    "charges",
    summary="The defendant was born before the offence, and was 10 or over at the time.",
    topic="defendant",
    basis=Basis.WELL_KNOWN,
)
def defendant_was_old_enough(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Counts from the earliest offence date. Which court suits the age needs the first hearing, not held yet."""
    born, offence = record.defendant.date_of_birth, earliest_offence(record)
    if record.defendant.kind is DefendantKind.ORGANISATION or born is None or offence is None:
        return
    if born >= offence:
        yield Problem(
            field="defendant.date_of_birth",
            message="The date of birth is not before the first offence. Check the date of birth and the offence "
            "dates.",
        )
    elif (age := age_on(offence, born)) < AGE_OF_RESPONSIBILITY:
        yield Problem(
            field="defendant.date_of_birth",
            message=f"The defendant would have been {age} at the first offence; nobody under 10 can be charged. "
            "Check the date of birth and the offence dates.",
        )


def age_on(day: date, born: date) -> int:
    """Whole years of age on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
