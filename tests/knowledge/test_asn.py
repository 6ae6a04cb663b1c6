import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.asn import AsnError, check_asn, check_letter
from knowledge.errors import FinaliseError


@pytest.mark.parametrize("asn", ["1101ZD0100000410836V", "1101ZD0100000448754K"])
def test_the_published_examples_are_right(asn: str) -> None:
    reading = check_asn(asn)
    assert reading.is_right
    assert reading.warnings == ()
    assert reading.force_code == "01"


def test_a_wrong_check_letter_is_a_warning_that_names_the_right_one() -> None:
    reading = check_asn("1101ZD0100000448754J")
    assert not reading.is_right
    assert "should be K, not J" in reading.warnings[0]


@pytest.mark.parametrize(
    "typed", ["11/01ZD/01/410836V", "11/01zd/01/00000410836v", " 1101ZD 01 00000410836 V"]
)
def test_the_short_form_and_slashes_read_as_the_long_form(typed: str) -> None:
    assert check_asn(typed).asn == "1101ZD0100000410836V"


def test_a_dummy_number_is_warned_of() -> None:
    assert any("dummy" in warning for warning in check_asn("1101ZD0100000000000A").warnings)
    assert check_asn("1101ZD0100000000000A").is_dummy
    assert not check_asn("1101ZD0100000410836V").is_dummy


@pytest.mark.parametrize("typed", ["", "smith", "1101ZD01", "1101ZD0100000410836I", "1101ZD0100000410836"])
def test_another_form_is_refused(typed: str) -> None:
    with pytest.raises(AsnError):
        check_asn(typed)


@given(st.integers(0, 10**11 - 1), st.integers(0, 99))
def test_the_letter_computed_is_the_letter_accepted(serial: int, year: int) -> None:
    letter = check_letter("05", "01", f"{year:02}", str(serial))
    assert check_asn(f"{year:02}05A101{serial:011}{letter}").is_right


@given(st.text(max_size=40))
def test_any_text_gives_an_asn_or_a_plain_error(typed: str) -> None:
    length, span = 20, (0, len(typed))
    try:
        length = len(check_asn(typed).asn)
    except FinaliseError as error:
        span = error.span or (-1, -1)
    assert length in (20, 21)
    assert span == (0, len(typed))
