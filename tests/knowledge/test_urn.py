import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import FinaliseError
from knowledge.forces import load_forces
from knowledge.urn import UrnError, parse_urn

STRICT = st.from_regex(r"[0-9]{2}[A-Z0-9]{2}[0-9]{7}", fullmatch=True)


@pytest.mark.parametrize(
    "typed",
    [
        "01AB1234526",
        "01ab1234526",
        " 01AB1234526 ",
        "01 AB 12345 26",
        "01/AB/12345/26",
        "01-AB-12345-26",
        "01ab 12345/26",
        "URN: 01AB1234526",
        "urn 01AB1234526",
        "０１AB1234526",
    ],
)
def test_spaces_slashes_dashes_and_small_letters_are_forgiven(typed: str) -> None:
    reading = parse_urn(typed)
    assert reading.urn == "01AB1234526"
    assert reading.strict
    assert reading.force_name == "Metropolitan Police Service"
    assert reading.year == 2026
    assert reading.warnings == ()


def test_the_letter_o_for_zero_is_forgiven_and_said() -> None:
    reading = parse_urn("O1AB12345 26")
    assert reading.urn == "01AB1234526"
    assert any("letter O was read as the digit 0" in warning for warning in reading.warnings)


def test_an_o_in_the_unit_is_left_alone() -> None:
    assert parse_urn("01OO1234526").urn == "01OO1234526"


def test_the_wider_form_of_the_courts_is_taken_with_a_warning() -> None:
    reading = parse_urn("01AB12345")
    assert reading.urn == "01AB12345"
    assert not reading.strict
    assert reading.year is None
    assert any("not in the usual form" in warning for warning in reading.warnings)


def test_an_unknown_force_is_warned_of_and_not_refused() -> None:
    reading = parse_urn("99AB1234526")
    assert reading.force_name is None
    assert any("99 is not a police force" in warning for warning in reading.warnings)


@pytest.mark.parametrize(
    ("typed", "says", "marked"),
    [
        ("31NTX044126", "Character 5", "X"),
        ("0*AB1234526", "Character 2", "*"),
        ("01A*1234526", "Character 4", "*"),
        ("01AB123452X", "Character 11", "X"),
        ("  01 AB 12X45 26", "Character 7", "X"),
        ("01AB123452612", "13 characters", "01AB123452612"),
        ("smith", "5 characters", "smith"),
        ("1", "1 character,", "1"),
    ],
)
def test_what_is_wrong_is_named_and_marked(typed: str, says: str, marked: str) -> None:
    with pytest.raises(UrnError) as caught:
        parse_urn(typed)
    assert says in caught.value.what
    assert caught.value.span is not None
    assert typed[slice(*caught.value.span)] == marked
    assert "01AB1234526" in caught.value.fix


def test_nothing_is_no_urn() -> None:
    with pytest.raises(UrnError, match="no URN here"):
        parse_urn("  ")


@given(STRICT)
def test_a_urn_in_its_own_form_reads_as_itself(urn: str) -> None:
    assert parse_urn(urn).urn == urn


@given(STRICT, st.sampled_from([" ", "/", "-", " / "]))
def test_separators_between_the_sections_change_nothing(urn: str, between: str) -> None:
    sections = (urn[:2], urn[2:4], urn[4:9], urn[9:])
    assert parse_urn(between.join(sections)).urn == urn


@given(st.text(max_size=40))
def test_any_text_gives_a_urn_or_a_plain_error(typed: str) -> None:
    urn, span = "01AB1234526", (0, 0)
    try:
        urn = parse_urn(typed).urn
    except FinaliseError as error:
        span = error.span or (-1, -1)
    assert re.fullmatch(r"[A-Z0-9]{4}[0-9]{3,7}", urn)
    assert 0 <= span[0] <= span[1] <= len(typed)


def test_every_force_is_named() -> None:
    for force in load_forces():
        assert parse_urn(f"{force.code}AB1234526").force_name == force.name
