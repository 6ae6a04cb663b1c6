"""Counts working days in England and Wales: Monday to Friday without bank holidays."""

from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache

_DAY = timedelta(days=1)


def is_working_day(day: date, extra_holidays: Collection[date] = ()) -> bool:
    """Whether the day is a working day; `extra_holidays` are further days off that an Area names."""
    return day.weekday() < 5 and bank_holiday(day) is None and day not in extra_holidays


def add_working_days(day: date, n: int, extra_holidays: Collection[date] = ()) -> date:
    """The n-th working day after `day`, which is day 0 and may itself be a day off (domain.md 6).

    A negative n counts back; 0 gives the day itself. Stops at the ends of the calendar.
    """
    step = _DAY if n > 0 else -_DAY
    left = abs(n)
    while left and day not in (date.min, date.max):
        day += step
        if is_working_day(day, extra_holidays):
            left -= 1
    return day


def working_days_between(start: date, end: date, extra_holidays: Collection[date] = ()) -> int:
    """How many working days after `start` the day `end` is; 0 where it is the same day or earlier."""
    count = 0
    day = start
    while day < end:
        day += _DAY
        count += is_working_day(day, extra_holidays)
    return count


def bank_holiday(day: date) -> str | None:
    """The name of the bank holiday in England and Wales that falls on the day, or None."""
    return _bank_holidays(day.year).get(day)


@lru_cache(maxsize=16)
def _bank_holidays(year: int) -> dict[date, str]:
    from holidays import country_holidays  # noqa: PLC0415 - slow to load, and only needed for due dates

    return dict(country_holidays("GB", subdiv="ENG", years=year).items())
