"""The forces whose codes begin a URN."""

import pytest

from knowledge.forces import force_name, load_forces


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("01", "Metropolitan Police Service"),
        ("02", "Metropolitan Police Service"),
        ("13", "West Yorkshire"),
        ("48", "City of London"),
        ("88", "HMRC"),
        ("93", "BTP"),
    ],
)
def test_a_force_is_named_by_its_code(code: str, name: str) -> None:
    assert force_name(code) == name


@pytest.mark.parametrize("code", ["09", "18", "1", "", "B01DU", "xx"])
def test_codes_that_are_no_force_have_no_name(code: str) -> None:
    assert force_name(code) is None


def test_every_force_of_england_and_wales_is_there() -> None:
    codes = {force.code for force in load_forces()}
    assert codes >= {
        *(
            "01",
            "03",
            "04",
            "05",
            "06",
            "07",
            "10",
            "11",
            "12",
            "13",
            "14",
            "16",
            "17",
            "20",
            "21",
            "22",
            "23",
        ),
        *(
            "30",
            "31",
            "32",
            "33",
            "34",
            "35",
            "36",
            "37",
            "40",
            "41",
            "42",
            "43",
            "44",
            "45",
            "46",
            "47",
            "48",
        ),
        *("50", "52", "53", "54", "55", "60", "61", "62", "63"),
    }
    assert all(len(code) == 2 for code in codes)
