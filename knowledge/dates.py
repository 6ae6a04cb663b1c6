"""Reads dates as people in England and Wales type them, day first. Keeps no clock: today is always given."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from knowledge.calendar_names import MONTHS, WEEKDAYS, month_number, weekday_number
from knowledge.errors import FinaliseError
from knowledge.relative_dates import read_relative
from knowledge.text import fold, one_line

EARLIEST_YEAR = 1900
LATEST_YEAR = 2100
LONGEST = 200  # characters; also keeps the patterns quick on a page pasted in

_FIX = "Type it like 12/11/2026, 12 Nov, yesterday or last Tuesday."


class DateError(FinaliseError):
    """The text is not a date, or not one that can stand here."""


def read_date(words: str, today: date, *, past_only: bool = True) -> date:
    """The date that was typed.

    In: any text such as "today", "last Tuesday", "12/11", "3rd November 2026", "12112026" or "2 days ago". Without
    a year it is the latest such date that is not in the future (or, where future dates are allowed, this year's).
    A two-digit year up to five years ahead is of this century. Raises DateError, with the span to mark, for what
    is no date and, with `past_only`, for the future.
    """
    start = len(words) - len(words.lstrip())
    span = (start, max(start, len(words.rstrip())))
    if len(words) > LONGEST:
        raise DateError("That is too long for a date.", fix=_FIX, span=span)
    found = _Reader(today=today, past_only=past_only, span=span).read(words)
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
    parts = _parts(words) if len(words) <= LONGEST else None
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


_ISO = re.compile(r"([0-9]{4})\s*[-/. ]\s*([0-9]{1,2})\s*[-/. ]\s*([0-9]{1,2})(?:[t ].*)?")
_DAY_MONTH = re.compile(r"([0-9]{1,2})\s*[-/.\\ ]\s*([0-9]{1,2})(?:\s*[-/.\\ ]\s*([0-9]{4}|[0-9]{2}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """One reading: the day it is, whether the future counts, and the span to mark when it fails."""

    today: date
    past_only: bool
    span: tuple[int, int]

    def read(self, words: str) -> date:
        text = _plain(words)
        if not text:
            raise self.error("There is no date here.")
        try:
            relative = read_relative(text, self.today, past_only=self.past_only)
        except OverflowError:
            raise self.error("That date is too far away.") from None
        if relative is not None:
            return relative
        rest, weekday = _without_weekday(text)
        found = self.numeric(rest) or self.written(rest) or self.bare_day(rest, weekday)
        if found is None:
            shown = one_line(words)
            raise self.error(f"“{shown if len(shown) <= 40 else shown[:39] + '…'}” is not a date.")
        if weekday is not None and found.weekday() != weekday:
            raise DateError(
                f"{short_date(found)} is a {WEEKDAYS[found.weekday()]}, not a {WEEKDAYS[weekday]}.",
                fix="Check the day and the date, and type the date again.",
                span=self.span,
            )
        return found

    def numeric(self, text: str) -> date | None:
        """Only digits: 12/11, 12-11-2026, 2026-11-12, 121126, 12112026."""
        if re.fullmatch(r"[0-9]{6}|[0-9]{8}", text):
            return self.compact(text)
        iso = _ISO.fullmatch(text)
        if iso:
            return self.made(int(iso[1]), int(iso[2]), int(iso[3]))
        parts = _DAY_MONTH.fullmatch(text)
        if parts is None:
            return None
        day, month = int(parts[1]), int(parts[2])
        if parts[3] is None:
            return self.without_year(day, month)
        return self.made(self.full_year(parts[3]), month, day)

    def compact(self, text: str) -> date:
        day, month, year = int(text[:2]), int(text[2:4]), self.full_year(text[4:])
        year_first = int(text[:4])
        is_year_first = not _is_likely(year) or month > 12
        if len(text) == 8 and is_year_first and _is_likely(year_first):
            return self.made(year_first, int(text[4:6]), int(text[6:]))
        return self.made(year, month, day)

    def written(self, text: str) -> date | None:
        """With the month as a word: 12 Nov, 3rd November 2026, Nov 12 2026, 12nov26."""
        spaced = re.sub(r"(?<=[0-9])(?:st|nd|rd|th)\b", "", text)
        spaced = re.sub(r"[-/.]", " ", spaced)
        parts = re.sub(r"(?<=[0-9])(?=[a-z])|(?<=[a-z])(?=[0-9])", " ", spaced).split()
        names = [part for part in parts if part.isalpha()]
        numbers = [part for part in parts if not part.isalpha()]
        month = month_number(names[0]) if len(names) == 1 and len(parts) <= 3 else None
        if month is None or not all(re.fullmatch(r"[0-9]{1,2}|[0-9]{4}", number) for number in numbers):
            return None
        days = [number for number in numbers if len(number) < 4]
        if not days:
            raise self.error(f"{' '.join([MONTHS[month - 1], *numbers])} has no day.")
        if len(numbers) == 1:
            return self.without_year(int(numbers[0]), month)
        year = numbers[0] if len(numbers[0]) == 4 else numbers[1]
        return self.made(self.full_year(year), month, int(days[0]))

    def bare_day(self, text: str, weekday: int | None) -> date | None:
        """ "Thursday 12": the latest such day, as the weekday makes it sure enough."""
        number = re.fullmatch(r"([0-9]{1,2})(?:st|nd|rd|th)?", text)
        if weekday is None or number is None:
            return None
        back = (date.fromordinal(self.today.toordinal() - days) for days in range(366))
        return next((day for day in back if day.day == int(number[1]) and day.weekday() == weekday), None)

    def without_year(self, day: int, month: int) -> date:
        """The latest such day up to today; this year's where future dates are allowed."""
        year = self.today.year
        if not self.past_only or not 1 <= month <= 12 or not 1 <= day <= _length(2024, month):
            return self.made(year, month, day)
        while day > _length(year, month) or date(year, month, day) > self.today:
            year -= 1
        return date(year, month, day)

    def full_year(self, text: str) -> int:
        if len(text) == 4:
            return int(text)
        year = self.today.year // 100 * 100 + int(text)
        return year if year <= self.today.year + 5 else year - 100

    def made(self, year: int, month: int, day: int) -> date:
        typed = f"{day:02}/{month:02}/{year:04}"
        if not 1 <= month <= 12:
            swapped = 1 <= day <= 12 and 1 <= month <= 31
            hint = f" Dates are day first: {month:02}/{day:02}/{year:04}?" if swapped else ""
            raise self.error(f"{typed} is not a date: there is no month {month}.{hint}")
        if not _is_likely(year):
            raise self.error(f"{typed} is not a date: the year {year} cannot be right.")
        if not 1 <= day <= _length(year, month):
            raise self.error(
                f"{typed} is not a date: {MONTHS[month - 1]} {year} has {_length(year, month)} days."
            )
        return date(year, month, day)

    def error(self, what: str) -> DateError:
        return DateError(what, fix=_FIX, span=self.span)


def _plain(words: str) -> str:
    text = fold(words).replace(",", " ").replace("'", "").strip(' .;:!?()[]"')
    text = re.sub(r"^(?:on or about|on or around|on|dated|date|about|circa)\b:?\s*", "", text)
    text = re.sub(r"\b(?:of|the)\b", " ", text)
    return re.sub(r"\s+", " ", text).strip()


def _without_weekday(text: str) -> tuple[str, int | None]:
    first, _, rest = text.partition(" ")
    number = (
        weekday_number(first) if re.fullmatch(r"[a-z]+\.?", first) and re.search(r"[0-9]", rest) else None
    )
    return (text, None) if number is None else (rest, number)


def _is_likely(year: int) -> bool:
    return EARLIEST_YEAR <= year <= LATEST_YEAR


def _length(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


_RANGE = re.compile(
    r"^\s*(?:between|from|btwn|betw)?\s*(?P<first>.+?)\s+(?:and|to|until|till|up to|through|&)\s+(?P<second>.+?)\s*$"
    r"|^\s*(?:between|from)?\s*(?P<first2>\S.*?)\s+[-–—]\s+(?P<second2>\S.*?)\s*$"
    r"|^\s*(?P<first3>[0-9]{1,2}(?:st|nd|rd|th)?)\s?[-–—]\s?(?P<second3>[0-9]{1,2}(?:st|nd|rd|th)?\s+[^0-9]+.*?)\s*$",
    re.IGNORECASE,
)


def _parts(words: str) -> tuple[tuple[str, int], tuple[str, int]] | None:
    """The two sides of a range and where each begins; None where it is one date."""
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
        reader = _Reader(today=today, past_only=past_only, span=(0, len(first)))
        return reader.made(end.year, end.month, int(day[1]))
    try:
        return read_date(first, end, past_only=True)
    except DateError:
        return read_date(first, today, past_only=past_only)


def _shifted(read: Callable[[], date], by: int) -> date:
    """What `read` gives; the span of its error moved to its place in the whole text."""
    try:
        return read()
    except DateError as error:
        if error.span is not None:
            error.span = (error.span[0] + by, error.span[1] + by)
        raise
