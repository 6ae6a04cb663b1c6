"""Reads dates told from today: "yesterday", "last Tuesday", "2 weeks ago". Knows no dates with numbers and months."""

import re
from datetime import date, timedelta

from knowledge.calendar_names import is_typo, weekday_number
from knowledge.tables import words_in

_DAY = timedelta(days=1)
_DAYS_BACK = {
    "today": 0,
    "tod": 0,
    "now": 0,
    "2day": 0,
    "todays date": 0,
    "this morning": 0,
    "this afternoon": 0,
    "earlier today": 0,
    "yesterday": 1,
    "yest": 1,
    "yday": 1,
    "ystd": 1,
    "yesterdays": 1,
    "yesterday morning": 1,
    "yesterday afternoon": 1,
    "day before yesterday": 2,
    "week yesterday": 8,
    "a week yesterday": 8,
    "tomorrow": -1,
    "tmrw": -1,
    "tomoz": -1,
    "day after tomorrow": -2,
}
_NUMBERS = {
    word: number
    for number, word in enumerate(
        words_in("one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"), 1
    )
} | {"a": 1, "an": 1, "a couple": 2}
_UNIT_DAYS = {"day": 1, "week": 7, "wk": 7, "fortnight": 14}
_UNIT_MONTHS = {"month": 1, "year": 12, "yr": 12}
_AGO = re.compile(
    r"(?:(\d{1,4})|([a-z]+(?: couple)?)) ?(day|week|wk|fortnight|month|year|yr)s? ?(?:ago|back|before|previously)"
)
_WEEKDAY = re.compile(
    r"(?:(a week last|week last|last week|last|this|past|next) )?([a-z.]+)"
    r"(?: (last week|last|gone|just gone|week ago|a week ago|this week|next week))?"
)


def read_relative(text: str, today: date, *, past_only: bool) -> date | None:
    """The day that text such as "last tuesday" means, or None where it is told in another way.

    In: text in small letters with single spaces. "Last Tuesday" is the latest Tuesday before today; a bare weekday
    is the latest one up to today or, where future dates are allowed, the next. Raises OverflowError for days
    outside the calendar.
    """
    if text in _DAYS_BACK:
        return today - _DAYS_BACK[text] * _DAY
    if is_typo(text, "yesterday"):
        return today - _DAY
    return _ago(text, today) or _weekday(text, today, past_only)


def _ago(text: str, today: date) -> date | None:
    found = _AGO.fullmatch(text)
    count = (int(found[1]) if found[1] else _NUMBERS.get(found[2])) if found else None
    if found is None or not count:
        return None
    if found[3] in _UNIT_DAYS:
        return today - count * _UNIT_DAYS[found[3]] * _DAY
    return _months_before(today, count * _UNIT_MONTHS[found[3]])


def _months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < 1:
        raise OverflowError
    following = date(year + month // 11, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - _DAY).day))


def _weekday(text: str, today: date, past_only: bool) -> date | None:
    found = _WEEKDAY.fullmatch(text)
    number = weekday_number(found[2]) if found else None
    if found is None or number is None:
        return None
    said = {found[1], found[3]}
    since = (today.weekday() - number) % 7
    days_back = since
    if said & {"next", "next week"}:
        days_back = since - 7
    elif "last week" in said:
        days_back = today.weekday() + 7 - number
    elif said & {"this", "this week"}:
        days_back = today.weekday() - number
    elif said & {"a week last", "week last", "a week ago", "week ago"}:
        days_back = (since or 7) + 7
    elif said & {"last", "past", "gone", "just gone"}:
        days_back = since or 7
    elif since and not past_only:
        days_back = since - 7
    return today - days_back * _DAY
