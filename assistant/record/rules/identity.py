"""Rules on who the record is of: one defendant, once, old enough (domain.md 12, rules 7 to 9)."""

from collections.abc import Iterator

from assistant.record.kinds import Custody
from assistant.record.model import Charge, DefendantKind, Finalisation
from assistant.record.rules.book import Basis, Problem, Severity, rule
from assistant.record.rules.reading import (
    ADULT,
    age_on,
    has_words,
    is_administrative,
    is_youth_court,
    plain_urn,
)
from assistant.record.rules.surroundings import Surroundings
from knowledge.courts import CourtType
from knowledge.text import fold

SURNAME_LENGTH = 35
ORGANISATION_LENGTH = 100
AGE_OF_RESPONSIBILITY = 10
PERSONS_ONLY = ("deceased", "unfit")
HELD = (Custody.IN_CUSTODY, Custody.ON_BAIL)


@rule(
    7,
    Severity.STOP,
    "urn",
    "defendant",
    "charges",
    "second_record",
    summary="One record is one defendant, and the same charges are finalised once.",
    fix="Correct the record that is there instead, or say why a second one is right.",
    topic="amendments",
    basis=Basis.OFFICIAL,
    source="S3",
)
def not_recorded_already(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """A later version is no duplicate, nor a case taken up again after an administrative end (rule 91).

    Where it is said why a second record is right, it is.
    """
    if has_words(record.second_record):
        return
    for other in around.others:
        if not is_same_case(record, other) or is_taken_up_again(record, other, around):
            continue
        name = other.reference or "Another record"
        yield Problem(
            field="urn",
            message=f"{name} already finalises this defendant on this URN and these charges. "
            f"Correct {name if other.reference else 'that one'} instead, or say why a second record is right.",
            rests_on=("outcome",) if is_administrative(other, around) else (),
        )
        return


def is_same_case(record: Finalisation, other: Finalisation) -> bool:
    """Whether two records are of one defendant, stage, URN and set of charges; False for versions of one record."""
    if record.reference is not None and record.reference == other.reference:
        return False
    born, other_born = record.defendant.date_of_birth, other.defendant.date_of_birth
    return _case(record) == _case(other) and (born is None or other_born is None or born == other_born)


def _case(record: Finalisation) -> tuple[object, ...]:
    defendant = record.defendant
    names = (defendant.surname, defendant.forenames, defendant.organisation)
    charges = sorted(_offence(charge) for charge in record.charges)
    return (
        record.stage,
        plain_urn(record.urn),
        defendant.kind,
        *(fold(name or "") for name in names),
        *charges,
    )


def _offence(charge: Charge) -> str:
    return (charge.code or fold(charge.title)).upper()


def is_taken_up_again(record: Finalisation, other: Finalisation, around: Surroundings) -> bool:
    """Whether the other record ended administratively and this one did not: the case was taken up again."""
    return is_administrative(other, around) and not is_administrative(record, around)


@rule(
    8,
    Severity.STOP,
    "defendant",
    summary="The defendant is a person with a surname or an organisation with a name.",
    fix="Type the surname or the organisation's name, no longer than CMS holds, and take out what only a person "
    "can have.",
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
    if defendant.custody in HELD:
        yield Problem(
            field="defendant.custody",
            message="An organisation cannot be in custody or on bail. Take that out, or make the defendant a person.",
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
    "charges.offence_date",
    summary="The defendant was born before the offence, was 10 or over at the time, and came before the court of "
    "their age.",
    fix="Check the date of birth, the offence dates and the court. For a youth in an adult court say why it was there.",
    topic="youth-defendants",
    basis=Basis.WELL_KNOWN,
    also=(Severity.WARN,),
)
def defendant_was_old_enough(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """An age that does not fit the court warns only: a youth may be charged with an adult, or turn 18 on the way."""
    born = record.defendant.date_of_birth
    if record.defendant.kind is DefendantKind.ORGANISATION or born is None:
        return
    offences = [charge.offence_date for charge in record.charges if charge.offence_date is not None]
    if any(born >= offence for offence in offences):
        yield Problem(
            field="defendant.date_of_birth",
            message="The date of birth is not before the first offence. Check the date of birth and the offence "
            "dates.",
        )
    if any(born < offence and age_on(offence, born) < AGE_OF_RESPONSIBILITY for offence in offences):
        yield Problem(
            field="defendant.date_of_birth",
            message="The defendant would have been under 10 at an offence; nobody under 10 can be charged. "
            "Check the date of birth and the offence dates.",
        )
    yield from _court_suits_the_age(record)


def _court_suits_the_age(record: Finalisation) -> Iterator[Problem]:
    """The Crown Court tries youths for grave crimes, so only magistrates' courts are judged.

    Who was 18 at an offence was so at the first hearing; who was under 18 at the last was so at the first.
    """
    born, court, is_youth = record.defendant.date_of_birth, record.court, is_youth_court(record)
    rests_on = ("court", "first_hearing", "final_hearing", "youth_court")
    if born is None or court is None or court.type is not CourtType.MAGISTRATES:
        return
    first = record.first_hearing or record.final_hearing
    if first is not None and not is_youth and age_on(first, born) < ADULT:
        asked = (
            ". Say that it was a youth court"
            if is_youth is None
            else ", and the court was not a youth court. Check the court and the date of birth"
        )
        yield Problem(
            field="youth_court",
            message=f"The defendant was under 18 at the first hearing{asked}, or say why an adult court, such as "
            "charged with an adult.",
            severity=Severity.WARN,
            rests_on=rests_on,
        )
    days = [record.first_hearing] if record.first_hearing else [one.offence_date for one in record.charges]
    if is_youth and any(day is not None and age_on(day, born) >= ADULT for day in days):
        yield Problem(
            field="youth_court",
            message="The defendant was 18 or over when the case began, and the court was a youth court. "
            "Check the court and the date of birth, or say why the case was there.",
            severity=Severity.WARN,
            rests_on=rests_on,
        )
