"""The dates of the Acts that offence codes name."""

from datetime import date

import pytest

from knowledge.acts import act_of, load_acts
from knowledge.catalogue import load_catalogue


def test_every_act_is_named_by_codes_of_the_standing_list():
    codes = load_catalogue().codes()

    assert [prefix for prefix in load_acts() if not any(code.startswith(prefix) for code in codes)] == []


def test_every_act_began_before_it_ended():
    assert [act.name for act in load_acts().values() if act.end is not None and act.end <= act.start] == []


@pytest.mark.parametrize(
    ("code", "day", "covered"),
    [
        ("SX03001", date(2004, 4, 30), False),
        ("SX03001", date(2004, 5, 1), True),
        ("IC60001", date(2004, 4, 30), True),
        ("IC60001", date(2004, 5, 1), False),
        ("SC15001", date(2020, 1, 1), True),
        ("SC15005", date(2020, 1, 1), False),
        ("SC15005", date(2022, 6, 7), True),
    ],
)
def test_an_act_covers_the_days_on_which_it_was_in_force(code, day, covered):
    act = act_of(code)

    assert act is not None
    assert act.covers(day) is covered


@pytest.mark.parametrize("code", ["COML025", "0101AA001", "OF61102", ""])
def test_no_date_is_made_up_for_what_is_not_listed(code):
    assert act_of(code) is None
