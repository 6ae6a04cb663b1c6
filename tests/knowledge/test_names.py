import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.names import read_defendant, read_organisation, read_person


@pytest.mark.parametrize(
    ("typed", "surname", "forenames"),
    [
        ("SMITH John", "Smith", "John"),
        ("John SMITH", "Smith", "John"),
        ("John Smith", "Smith", "John"),
        ("Smith, John", "Smith", "John"),
        ("Smith, J", "Smith", "J"),
        ("Smith J", "Smith", "J"),
        ("Smith JA", "Smith", "JA"),
        ("J Smith", "Smith", "J"),
        ("JOHN SMITH", "Smith", "John"),
        ("smith", "Smith", None),
        ("O'Brien", "O'Brien", None),
        ("O'BRIEN Pat", "O'Brien", "Pat"),
        ("pat o'brien", "O'Brien", "Pat"),
        ("O’Brien, Pat", "O’Brien", "Pat"),
        ("van der Berg", "van der Berg", None),
        ("Jan van der Berg", "van der Berg", "Jan"),
        ("Smith-Jones, Mary Ann", "Smith-Jones", "Mary Ann"),
        ("McDONALD Ann", "McDonald", "Ann"),
        ("MCDONALD Ann", "McDonald", "Ann"),
        ("NG Wei", "Ng", "Wei"),
        ("Mr John Smith", "Smith", "John"),
        ("Mrs SMITH Jane", "Smith", "Jane"),
        ("John Smith Jnr", "Smith", "John"),
        ("Defendant: John Smith", "Smith", "John"),
        ("Müller Änne", "Änne", "Müller"),
        ("D'SOUZA, MARIA", "D'Souza", "Maria"),
        ("John Paul George Smith", "Smith", "John Paul George"),
    ],
)
def test_a_person_is_read(typed: str, surname: str, forenames: str | None) -> None:
    reading = read_defendant(typed)
    assert (reading.kind, reading.surname, reading.forenames) == ("person", surname, forenames)
    assert reading.problems == ()


@pytest.mark.parametrize(
    "name",
    [
        "Bow Street Motors Ltd",
        "ACME plc",
        "Leeds City Council",
        "Smith & Sons",
        "Jones Haulage Limited",
        "A B Foods Co.",
    ],
)
def test_an_organisation_is_read_by_its_form(name: str) -> None:
    reading = read_defendant(name)
    assert reading.kind == "organisation"
    assert reading.organisation == name
    assert reading.surname is None
    assert reading.problems == ()


def test_a_name_that_may_be_either_asks_which() -> None:
    reading = read_defendant("Bow Street Motors")
    assert reading.kind is None
    assert reading.organisation == "Bow Street Motors"
    assert reading.surname == "Motors"
    assert "Say which" in reading.problems[0]
    assert read_organisation("Bow Street Motors").kind == "organisation"
    assert read_person("Ann Church").surname == "Church"


def test_a_surname_may_have_35_characters_and_no_more() -> None:
    assert read_defendant("A" * 35).problems == ()
    assert "36 characters, and 35 is the most" in read_defendant("A" * 36).problems[0]


def test_an_organisation_may_have_100_characters_and_no_more() -> None:
    assert read_defendant("A" * 96 + " Ltd").problems == ()
    assert "101 characters, and 100 is the most" in read_defendant("A" * 97 + " Ltd").problems[0]


@pytest.mark.parametrize(
    "typed", ["Sm1th John", "Smith John!", "\x1b[31mSmith", "Smith 🙂", "[bold]Smith[/bold]"]
)
def test_what_is_no_name_is_said(typed: str) -> None:
    assert any("is not a name" in problem for problem in read_defendant(typed).problems)


@pytest.mark.parametrize("typed", ["", "   ", "...", "-", "🙂"])
def test_no_name_is_asked_for_again(typed: str) -> None:
    reading = read_defendant(typed)
    assert reading.kind is None
    assert "no name here" in reading.problems[0]


@given(st.text(max_size=150))
def test_any_text_is_read_without_an_error(typed: str) -> None:
    reading = read_defendant(typed)
    if not reading.problems:
        assert reading.kind == "person" or reading.organisation
        assert reading.kind == "organisation" or (reading.surname and len(reading.surname) <= 35)
    read_person(typed)
    read_organisation(typed)


NAME = st.sampled_from(["Smith", "Taylor", "Khan", "Novak", "O'Brien", "Patel", "Evans", "Smith-Jones"])


@given(NAME, NAME)
def test_capitals_a_comma_and_plain_order_name_the_same_person(surname: str, forename: str) -> None:
    for typed in (f"{surname.upper()} {forename}", f"{forename} {surname.upper()}", f"{surname}, {forename}"):
        reading = read_defendant(typed)
        assert (reading.surname, reading.forenames) == (surname, forename)
