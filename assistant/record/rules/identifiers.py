"""Rules on the numbers that name a case and an arrest: URN and ASN (domain.md 12, rules 1 to 6)."""

from collections.abc import Iterator

from assistant.record.model import Finalisation
from assistant.record.rules.book import Basis, Problem, Severity, rule
from assistant.record.rules.reading import earliest_offence, plain_urn
from assistant.record.rules.surroundings import Surroundings
from knowledge.asn import AsnError, AsnReading, check_asn
from knowledge.forces import force_name
from knowledge.urn import UrnError, UrnReading, parse_urn


def _read(record: Finalisation) -> UrnReading | None:
    """The URN as it stands, without the mending of letters that the reader does for what is typed."""
    try:
        reading = parse_urn(record.urn)
    except UrnError:
        return None
    return reading if reading.urn == plain_urn(record.urn) else None


@rule(
    1,
    Severity.STOP,
    "urn",
    summary="The URN has 11 characters: force, unit, five figures and year.",
    fix="Type the 11 characters as CMS has them, like 01AB1234526.",
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
    fix="Check the URN on CMS. Change it, or say why it stands.",
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
    fix="Check the first two characters. Change them, or say who sent the case.",
    topic="urn",
    basis=Basis.OFFICIAL,
    source="S28",
)
def urn_force_is_known(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Other referrers have codes outside the list, so this only warns."""
    reading = _read(record)
    if reading is not None and reading.force_name is None:
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
    fix="Check the last two figures of the URN and the offence dates. Change them, or say why the case is so old.",
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


def _asn(record: Finalisation) -> AsnReading | None:
    """The ASN, where there is one that has the form of one."""
    try:
        return check_asn(record.defendant.asn or "")
    except AsnError:
        return None


@rule(
    5,
    Severity.WARN,
    "defendant",
    summary="An ASN, where one is given, has the form of one and the right check letter.",
    fix="Check the ASN on the file. Correct it, take it out, or say why it stands.",
    topic="asn",
    basis=Basis.OFFICIAL,
    source="S27",
    also=(Severity.INFORM,),
)
def asn_is_an_asn(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """A dummy number is told and no more, whatever its letter: such numbers are given to unknown defendants."""
    if record.defendant.asn is None:
        return
    reading = _asn(record)
    if reading is None:
        yield Problem(
            field="defendant.asn",
            message="The ASN does not have the form of one, like 11/01ZD/01/410836V. Correct it, take it out, or "
            "say why it stands.",
        )
    elif reading.is_dummy:
        yield Problem(
            field="defendant.asn",
            message="The ASN is a dummy: its serial number is all zeros. Put the real one in its place when it "
            "is known.",
            severity=Severity.INFORM,
        )
    elif not reading.is_right:
        yield Problem(
            field="defendant.asn",
            message=f"The ASN ends in {reading.asn[-1]}, and its other figures ask for {reading.expected_letter}. "
            "Check it on the file, then correct it, or say why it stands.",
        )


@rule(
    6,
    Severity.WARN,
    "urn",
    "defendant",
    summary="The ASN and the URN are of the same police force.",
    fix="Check both numbers. Correct one, or say why another force made the arrest.",
    topic="asn",
    basis=Basis.DESIGN,
)
def asn_is_of_the_same_force(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Two codes of one force, such as 01 and 02 of the Metropolitan Police, are the same."""
    urn, asn = _read(record), _asn(record)
    if urn is None or asn is None or urn.force_code == asn.force_code:
        return
    name = force_name(asn.force_code)
    if name is None or name != urn.force_name:
        yield Problem(
            field="defendant.asn",
            message=f"The ASN is of force {asn.force_code} ({name or 'not on the list'}), the URN of "
            f"{urn.force_code} ({urn.force_name or 'not on the list'}). "
            "Check both numbers, then correct one, or say why they differ.",
        )
