"""Reads dates as people in England and Wales type them, day first. Keeps no clock: today is always given."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from knowledge.errors import FinaliseError
from knowledge.text import fold, one_line

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
EARLIEST_YEAR = 1900
LATEST_YEAR = 2100

_FIX = "Type it like 12/11/2026, 12 Nov, yesterday or last Tuesday."
_NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen".split()
    )
} | {"a": 1, "an": 1, "couple": 2, "few": 0}
_DAY = timedelta(days=1)


class DateError(FinaliseError):
    """The text is not a date, or not one that can stand here."""


def read_date(words: str, today: date, *, past_only: bool = True) -> date:
    """The date that was typed.

    In: any text such as "today", "last Tuesday", "12/11", "3rd November 2026", "12112026" or "2 days ago". Without
    a year it is the latest such date that is not in the future (or, where future dates are allowed, this year's).
    A two-digit year up to five years ahead is of this century. Raises DateError, with the span to mark, for what
    is no date and, with `past_only`, for the future.
    """
    found, span = _read(words, today, past_only)
    if past_only and found > today:
        raise DateError(
            f"{short_date(found)} is in the future.",
            fix=f"Type a date up to today, {short_date(today)}.",
            span=span,
        )
    return found


def read_date_range(words: str, today: date, *, past_only: bool = True) -> tuple[date, date | None]:
    """A date, or two as in "between 1/2/26 and 3/2/26" or "1 to 3 Feb 2026"; the second is None where there is one.

    The first may leave out what it shares with the second (month, year). Raises DateError like `read_date`, and
    where the second lies before the first.
    """
    parts = _parts(words)
    if parts is None:
        return read_date(words, today, past_only=past_only), None
    (first, first_at), (second, second_at) = parts
    end = _shifted(lambda: read_date(second, today, past_only=past_only), second_at)
    start = _shifted(lambda: _start(first, end, today, past_only), first_at)
    if end < start:
        raise DateError(
            f"{short_date(end)} is before {short_date(start)}.",
            fix="Type the earlier date first.",
            span=(second_at, second_at + len(second)),
        )
    return start, (end if end != start else None)


def format_date(day: date) -> str:
    """The date in full.

    >>> format_date(date(2026, 11, 12))
    'Thursday 12 November 2026'
    """
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """The date in short.

    >>> short_date(date(2026, 11, 12))
    '12 Nov 2026'
    """
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def _read(words: str, today: date, past_only: bool) -> tuple[date, tuple[int, int]]:
    start = len(words) - len(words.lstrip())
    span = (start, max(start, len(words.rstrip())))
    text = _plain(words)
    if not text:
        raise DateError("There is no date here.", fix=_FIX, span=span)
    readers: tuple[Callable[[], date | None], ...] = (
        lambda: _relative(text, today),
        lambda: _by_weekday(text, today, past_only),
        lambda: _numeric(text, today, past_only, span),
        lambda: _written(text, today, past_only, span),
    )
    try:
        for reader in readers:
            found = reader()
            if found is not None:
                return found, span
    except OverflowError:
        raise DateError("That date is too far away.", fix=_FIX, span=span) from None
    shown = one_line(words)
    shown = shown if len(shown) <= 40 else shown[:39] + "…"
    raise DateError(f"“{shown}” is not a date.", fix=_FIX, span=span)


def _plain(words: str) -> str:
    text = fold(words).replace(",", " ").replace("'", "").strip(' .;:!?()[]"')
    text = re.sub(r"^(?:on or about|on or around|on|dated|date|about|circa|the)\b:?\s*", "", text)
    text = re.sub(r"\b(?:of|the)\b", " ", text)
    return re.sub(r"\s+", " ", text).strip()


_TODAY = {
    "today",
    "tod",
    "now",
    "this morning",
    "this afternoon",
    "tday",
    "todays date",
    "2day",
    "earlier today",
}
_YESTERDAY = {
    "yesterday",
    "yest",
    "yday",
    "yesterdays",
    "ystd",
    "yesterday morning",
    "yesterday afternoon",
    "yesteday",
}


def _relative(text: str, today: date) -> date | None:
    if text in _TODAY:
        return today
    if text in _YESTERDAY or _typo(text, "yesterday", 2):
        return today - _DAY
    if text in {"day before yesterday", "2 days before today"}:
        return today - 2 * _DAY
    if text in {"tomorrow", "tmrw", "tomoz", "tom"}:
        return today + _DAY
    if text in {"week yesterday", "a week yesterday"}:
        return today - 8 * _DAY
    ago = re.fullmatch(
        r"(?:(\d{1,4})|([a-z]+)) ?(day|week|wk|fortnight|month|year|yr)s? ?(?:ago|back|before|previously)",
        text,
    )
    if ago is None:
        return None
    count = int(ago[1]) if ago[1] else _NUMBER_WORDS.get(ago[2])
    if not count:
        return None
    unit = ago[3]
    if unit in ("month", "year", "yr"):
        return _months_before(today, count * (1 if unit == "month" else 12))
    return today - count * {"day": 1, "week": 7, "wk": 7, "fortnight": 14}[unit] * _DAY


def _months_before(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    if year < 1:
        raise OverflowError
    return date(year, month + 1, min(day.day, _length(year, month + 1)))


def _weekday(word: str) -> int | None:
    """Monday 0 to Sunday 6, from the name, its beginning, or the name mistyped."""
    if len(word) < 3:
        return None
    bare = word.rstrip(".")
    for number, name in enumerate(WEEKDAYS):
        if name.lower().startswith(bare) or (
            bare in {"weds", "thurs", "tues"} and name.lower().startswith(bare[:3])
        ):
            return number
    if len(bare) >= 5:
        near = [number for number, name in enumerate(WEEKDAYS) if _typo(bare, name.lower(), 2)]
        return near[0] if len(near) == 1 else None
    return None


def _by_weekday(text: str, today: date, past_only: bool) -> date | None:
    found = re.fullmatch(
        r"(?:(a week last|week last|last week|last|this|past|next|a week ago|week ago) )?([a-z.]+)"
        r"(?: (last week|last|gone|just gone|week ago|a week ago|this week|next week))?",
        text,
    )
    if found is None:
        return None
    number = _weekday(found[2])
    if number is None:
        return None
    before, after = found[1], found[3]
    back = (today.weekday() - number) % 7
    week = {before, after}
    if before in {"next"} or after == "next week":
        return today + (7 - back) * _DAY
    if "last week" in week:
        return today - (today.weekday() + 7 - number) * _DAY
    if "this week" in week or before == "this":
        return today + (number - today.weekday()) * _DAY
    if week & {"a week last", "week last", "a week ago", "week ago"}:
        return today - ((back or 7) + 7) * _DAY
    if before in {"last", "past"} or after in {"last", "gone", "just gone"}:
        return today - (back or 7) * _DAY
    if not past_only and back:
        return today + (7 - back) * _DAY
    return today - back * _DAY


def _numeric(text: str, today: date, past_only: bool, span: tuple[int, int]) -> date | None:
    text = _without_weekday(text)[0] if not text[0].isdigit() else text
    weekday = _without_weekday(_plain(text))[1]
    compact = re.fullmatch(r"[0-9]{6}|[0-9]{8}", text)
    if compact:
        return _compact(text, today, span)
    iso = re.fullmatch(r"([0-9]{4})\s*[-/. ]\s*([0-9]{1,2})\s*[-/. ]\s*([0-9]{1,2})(?:[t ].*)?", text)
    if iso:
        return _date(int(iso[1]), int(iso[2]), int(iso[3]), span)
    parts = re.fullmatch(
        r"([0-9]{1,2})\s*[-/.\\ ]\s*([0-9]{1,2})(?:\s*[-/.\\ ]\s*([0-9]{4}|[0-9]{2}))?", text
    )
    if parts is None:
        return None
    day, month = int(parts[1]), int(parts[2])
    if parts[3] is None:
        return _without_year(day, month, today, past_only, span)
    return _checked(_date(_year(parts[3], today), month, day, span), weekday, span)


def _compact(text: str, today: date, span: tuple[int, int]) -> date:
    if len(text) == 6:
        return _date(_year(text[4:], today), int(text[2:4]), int(text[:2]), span)
    year = int(text[4:])
    if not EARLIEST_YEAR <= year <= LATEST_YEAR or int(text[2:4]) > 12:
        first = int(text[:4])
        if EARLIEST_YEAR <= first <= LATEST_YEAR:
            return _date(first, int(text[4:6]), int(text[6:]), span)
    return _date(year, int(text[2:4]), int(text[:2]), span)


def _written(text: str, today: date, past_only: bool, span: tuple[int, int]) -> date | None:
    rest, weekday = _without_weekday(text)
    rest = re.sub(r"(?<=[0-9])(?:st|nd|rd|th)\b", "", rest)
    rest = re.sub(r"[-/.]", " ", rest)
    rest = re.sub(r"(?<=[0-9])(?=[a-z])|(?<=[a-z])(?=[0-9])", " ", rest)
    parts = rest.split()
    month_places = [place for place, part in enumerate(parts) if part.isalpha()]
    if len(month_places) != 1 or len(parts) > 3:
        return _bare_day(parts, weekday, today, past_only)
    month = _month(parts[month_places[0]])
    if month is None:
        return None
    numbers = [part for place, part in enumerate(parts) if place != month_places[0]]
    if not numbers or not all(re.fullmatch(r"[0-9]{1,2}|[0-9]{4}", number) for number in numbers):
        if not numbers:
            raise DateError(f"{MONTHS[month - 1]} is a month without a day.", fix=_FIX, span=span)
        return None
    if len(numbers) == 1:
        if len(numbers[0]) == 4:
            raise DateError(f"{MONTHS[month - 1]} {numbers[0]} has no day.", fix=_FIX, span=span)
        return _checked_without_year(int(numbers[0]), month, today, past_only, weekday, span)
    first, second = numbers
    if len(first) == 4:
        first, second = second, first
    if len(first) == 4:
        return None
    return _checked(_date(_year(second, today), month, int(first), span), weekday, span)


def _bare_day(parts: list[str], weekday: int | None, today: date, past_only: bool) -> date | None:
    """ "Thursday 12": the latest such day, where a weekday makes it sure enough."""
    if weekday is None or len(parts) != 1 or re.fullmatch(r"[0-9]{1,2}", parts[0]) is None:
        return None
    day = today
    for _ in range(366):
        if day.day == int(parts[0]) and day.weekday() == weekday:
            return day
        day -= _DAY
    return None


def _without_weekday(text: str) -> tuple[str, int | None]:
    first, _, rest = text.partition(" ")
    number = _weekday(first) if first.isalpha() and rest else None
    if number is None or not re.search(r"[0-9]", rest):
        return text, None
    return rest, number


def _month(word: str) -> int | None:
    if len(word) < 3:
        return None
    for number, name in enumerate(MONTHS, 1):
        if name.lower().startswith(word) or (word == "sept" and number == 9):
            return number
    if len(word) < 4:
        return None
    near = [number for number, name in enumerate(MONTHS, 1) if len(name) > 4 and _typo(word, name.lower(), 2)]
    return near[0] if len(near) == 1 else None


def _typo(word: str, name: str, allowed: int) -> bool:
    if abs(len(word) - len(name)) > allowed:
        return False
    from rapidfuzz.distance import OSA

    limit = allowed if len(name) >= 7 else 1
    return OSA.distance(word, name, score_cutoff=limit) <= limit


def _year(text: str, today: date) -> int:
    if len(text) == 4:
        return int(text)
    year = today.year // 100 * 100 + int(text)
    return year if year <= today.year + 5 else year - 100


def _without_year(day: int, month: int, today: date, past_only: bool, span: tuple[int, int]) -> date:
    return _checked_without_year(day, month, today, past_only, None, span)


def _checked_without_year(
    day: int, month: int, today: date, past_only: bool, weekday: int | None, span: tuple[int, int]
) -> date:
    if not 1 <= month <= 12 or not 1 <= day <= 31 or day > _length(2024, month):
        return _date(today.year, month, day, span)
    if not past_only:
        return _checked(_date(today.year, month, day, span), weekday, span)
    year = today.year
    while day > _length(year, month) or date(year, month, day) > today:
        year -= 1
    return _checked(date(year, month, day), weekday, span)


def _checked(day: date, weekday: int | None, span: tuple[int, int]) -> date:
    if weekday is not None and day.weekday() != weekday:
        raise DateError(
            f"{short_date(day)} is a {WEEKDAYS[day.weekday()]}, not a {WEEKDAYS[weekday]}.",
            fix="Check the day and the date, and type the date again.",
            span=span,
        )
    return day


def _length(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _date(year: int, month: int, day: int, span: tuple[int, int]) -> date:
    typed = f"{day:02}/{month:02}/{year:04}"
    if not 1 <= month <= 12:
        swapped = 1 <= day <= 12 and 1 <= month <= 31
        hint = f" Dates are day first: {month:02}/{day:02}/{year:04}?" if swapped else ""
        raise DateError(f"{typed} is not a date: there is no month {month}.{hint}", fix=_FIX, span=span)
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise DateError(f"{typed} is not a date: the year {year} cannot be right.", fix=_FIX, span=span)
    if not 1 <= day <= _length(year, month):
        raise DateError(
            f"{typed} is not a date: {MONTHS[month - 1]} {year} has {_length(year, month)} days.",
            fix=_FIX,
            span=span,
        )
    return date(year, month, day)


_RANGE = re.compile(
    r"^\s*(?:between|from|btwn|betw)?\s*(?P<first>.+?)\s+(?:and|to|until|till|up to|through|&)\s+(?P<second>.+?)\s*$"
    r"|^\s*(?:between|from)?\s*(?P<first2>\S.*?)\s+[-–—]\s+(?P<second2>\S.*?)\s*$"
    r"|^\s*(?P<first3>[0-9]{1,2}(?:st|nd|rd|th)?)\s?[-–—]\s?(?P<second3>[0-9]{1,2}(?:st|nd|rd|th)?\s+[^0-9]+.*?)\s*$",
    re.IGNORECASE,
)


def _parts(words: str) -> tuple[tuple[str, int], tuple[str, int]] | None:
    found = _RANGE.match(words)
    if found is None:
        return None
    for first, second in (("first", "second"), ("first2", "second2"), ("first3", "second3")):
        if found[first] is not None:
            return (found[first], found.start(first)), (found[second], found.start(second))
    return None


def _start(first: str, end: date, today: date, past_only: bool) -> date:
    """The first date of a range, with the month and year of the second where it has none of its own."""
    day = re.fullmatch(r"(?i)\s*(?:the\s+)?([0-9]{1,2})(?:st|nd|rd|th)?\s*", first)
    if day:
        return _date(end.year, end.month, int(day[1]), (0, len(first)))
    try:
        return read_date(first, end, past_only=True)
    except DateError:
        return read_date(first, today, past_only=past_only)


def _shifted(read: Callable[[], date], by: int) -> date:
    try:
        return read()
    except DateError as error:
        if error.span is not None:
            error.span = (error.span[0] + by, error.span[1] + by)
        raise
