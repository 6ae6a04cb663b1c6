from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.working_days import add_working_days, bank_holiday, is_working_day, working_days_between

DAYS = st.dates(min_value=date(2015, 1, 1), max_value=date(2030, 12, 31))


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 12, 25),
        date(2026, 12, 28),
        date(2027, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 8, 31),
    ],
)
def test_bank_holidays_of_england_and_wales_are_no_working_days(day: date) -> None:
    assert bank_holiday(day)
    assert not is_working_day(day)


@pytest.mark.parametrize("day", [date(2026, 11, 30), date(2026, 1, 2), date(2026, 3, 17)])
def test_holidays_of_scotland_and_northern_ireland_are_working_days(day: date) -> None:
    assert is_working_day(day)


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 20), 5, date(2026, 11, 27)),
        (date(2026, 12, 24), 1, date(2026, 12, 29)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
        (date(2026, 11, 23), -1, date(2026, 11, 20)),
    ],
)
def test_working_days_are_counted_from_day_nought(day: date, n: int, expected: date) -> None:
    assert add_working_days(day, n) == expected


def test_an_areas_own_day_off_counts_out() -> None:
    day_off = date(2026, 11, 23)
    assert not is_working_day(day_off, [day_off])
    assert add_working_days(date(2026, 11, 20), 1, [day_off]) == date(2026, 11, 24)


@given(DAYS, st.integers(1, 30))
def test_adding_lands_on_a_working_day_and_counting_gives_the_number_back(day: date, n: int) -> None:
    due = add_working_days(day, n)
    assert is_working_day(due)
    assert working_days_between(day, due) == n


@given(DAYS)
def test_a_week_never_has_more_than_five_working_days(day: date) -> None:
    assert sum(is_working_day(day + timedelta(days=number)) for number in range(7)) <= 5


def test_the_ends_of_the_calendar_are_not_passed() -> None:
    assert add_working_days(date.max, 3) == date.max
    assert add_working_days(date.min, -3) == date.min
