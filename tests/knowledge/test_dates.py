from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dates import DateError, format_date, read_date, read_date_range, short_date
from knowledge.errors import FinaliseError

TODAY = date(2026, 11, 23)  # a Monday
PAST = st.dates(min_value=date(1930, 1, 1), max_value=TODAY)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("today", date(2026, 11, 23)),
        ("Today.", date(2026, 11, 23)),
        ("yesterday", date(2026, 11, 22)),
        ("yestreday", date(2026, 11, 22)),
        ("day before yesterday", date(2026, 11, 21)),
        ("2 days ago", date(2026, 11, 21)),
        ("two weeks ago", date(2026, 11, 9)),
        ("a week ago", date(2026, 11, 16)),
        ("a fortnight ago", date(2026, 11, 9)),
        ("a month ago", date(2026, 10, 23)),
        ("9 months ago", date(2026, 2, 23)),
        ("last Friday", date(2026, 11, 20)),
        ("last monday", date(2026, 11, 16)),
        ("Monday", date(2026, 11, 23)),
        ("tue", date(2026, 11, 17)),
        ("thurs", date(2026, 11, 19)),
        ("on Wensday", date(2026, 11, 18)),
        ("friday last", date(2026, 11, 20)),
        ("friday last week", date(2026, 11, 20)),
        ("a week last Friday", date(2026, 11, 13)),
        ("12/11", date(2026, 11, 12)),
        ("25/12", date(2025, 12, 25)),
        ("29/02", date(2024, 2, 29)),
        ("12/11/26", date(2026, 11, 12)),
        ("12-11-2026", date(2026, 11, 12)),
        ("12.11.26", date(2026, 11, 12)),
        ("12 11 2026", date(2026, 11, 12)),
        ("7/1/2026", date(2026, 1, 7)),
        ("12 Nov", date(2026, 11, 12)),
        ("12nov26", date(2026, 11, 12)),
        ("12-Nov-2026", date(2026, 11, 12)),
        ("Nov 12, 2026", date(2026, 11, 12)),
        ("3rd november 2026", date(2026, 11, 3)),
        ("the 3rd of November", date(2026, 11, 3)),
        ("3 Novmber 2026", date(2026, 11, 3)),
        ("1 Sept 2026", date(2026, 9, 1)),
        ("12112026", date(2026, 11, 12)),
        ("121126", date(2026, 11, 12)),
        ("20261112", date(2026, 11, 12)),
        ("2026-11-12", date(2026, 11, 12)),
        ("2026-11-12T10:00:00", date(2026, 11, 12)),
        ("Thursday 12 November 2026", date(2026, 11, 12)),
        ("thu 12/11", date(2026, 11, 12)),
        ("Thursday 12", date(2026, 11, 12)),
        ("1/6/85", date(1985, 6, 1)),
        ("on 12 November", date(2026, 11, 12)),
    ],
)
def test_dates_are_read_as_staff_type_them(typed: str, expected: date) -> None:
    assert read_date(typed, TODAY) == expected


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("31/02/2026", "February 2026 has 28 days"),
        ("30/2/26", "February 2026 has 28 days"),
        ("29/02/2025", "February 2025 has 28 days"),
        ("31 June 2026", "June 2026 has 30 days"),
        ("0/11/2026", "November 2026 has 30 days"),
        ("11/23/2026", "Dates are day first: 23/11/2026?"),
        ("12/13/2026", "there is no month 13"),
        ("12/11/1066", "the year 1066 cannot be right"),
        ("November 2026", "November 2026 has no day"),
        ("Friday 12 Nov 2026", "12 Nov 2026 is a Thursday, not a Friday"),
        ("tomorrow", "24 Nov 2026 is in the future"),
        ("next Tuesday", "24 Nov 2026 is in the future"),
        ("24/11/2026", "24 Nov 2026 is in the future"),
        ("12/11/27", "12 Nov 2027 is in the future"),
        ("bananas", "“bananas” is not a date"),
        ("9999 years ago", "too far away"),
        ("", "no date here"),
    ],
)
def test_what_is_no_date_is_said_in_words(typed: str, says: str) -> None:
    with pytest.raises(DateError) as caught:
        read_date(typed, TODAY)
    assert says in caught.value.what
    assert caught.value.fix.startswith(("Type", "Check"))


def test_the_part_that_was_read_is_marked() -> None:
    with pytest.raises(DateError) as caught:
        read_date("  31/02  ", TODAY)
    assert caught.value.span == (2, 7)


def test_a_long_answer_is_not_repeated_in_full() -> None:
    with pytest.raises(DateError) as caught:
        read_date("x" * 5000, TODAY)
    assert len(caught.value.what) < 100
    with pytest.raises(DateError, match="“bananas bananas bananas bananas bananas…” is not a date"):
        read_date("bananas " * 20, TODAY)


def test_the_future_can_be_allowed() -> None:
    assert read_date("24/11/2026", TODAY, past_only=False) == date(2026, 11, 24)
    assert read_date("25/12", TODAY, past_only=False) == date(2026, 12, 25)
    assert read_date("next Tuesday", TODAY, past_only=False) == date(2026, 11, 24)
    assert read_date("Friday", TODAY, past_only=False) == date(2026, 11, 27)


@given(PAST)
def test_every_printed_form_reads_back(day: date) -> None:
    for printed in (
        format_date(day),
        short_date(day),
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day:%d.%m.%Y}",
        f"{day:%d%m%Y}",
        f"{day.day}-{day.month}-{day.year}",
    ):
        assert read_date(printed, TODAY) == day


@given(st.dates(min_value=TODAY - timedelta(days=365), max_value=TODAY))
def test_a_date_without_its_year_is_the_latest_one(day: date) -> None:
    found = read_date(f"{day.day}/{day.month}", TODAY)
    assert (found.day, found.month) == (day.day, day.month)
    assert TODAY - timedelta(days=366) < found <= TODAY


@given(st.dates(min_value=date(1932, 1, 1), max_value=date(2026, 11, 23)))
def test_a_two_digit_year_is_the_one_in_reach(day: date) -> None:
    assert read_date(f"{day:%d/%m/%y}", TODAY) == day


@given(
    st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 1, 1)),
    st.sampled_from("mon tue wed thu fri".split()),
)
def test_last_weekday_is_within_the_week_before_today(today: date, name: str) -> None:
    found = read_date(f"last {name}", today)
    assert 1 <= (today - found).days <= 7
    assert format_date(found).lower().startswith(name)


@given(st.integers(0, 2000))
def test_days_ago_count_back(days: int) -> None:
    if days:
        assert read_date(f"{days} days ago", TODAY) == TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("between 1/2/26 and 3/2/26", date(2026, 2, 1), date(2026, 2, 3)),
        ("from 1 Feb to 3 Mar 2026", date(2026, 2, 1), date(2026, 3, 3)),
        ("1 to 3 Feb 2026", date(2026, 2, 1), date(2026, 2, 3)),
        ("1-3 Feb 2026", date(2026, 2, 1), date(2026, 2, 3)),
        ("1/2/26 - 3/2/26", date(2026, 2, 1), date(2026, 2, 3)),
        ("1 Dec to 3 Jan 2026", date(2025, 12, 1), date(2026, 1, 3)),
        ("12/11/2026", date(2026, 11, 12), None),
        ("12-11-2026", date(2026, 11, 12), None),
        ("between 3/2/26 and 3/2/26", date(2026, 2, 3), None),
    ],
)
def test_a_range_is_read(typed: str, start: date, end: date | None) -> None:
    assert read_date_range(typed, TODAY) == (start, end)


def test_a_range_that_runs_backwards_is_refused() -> None:
    with pytest.raises(DateError, match="1 Feb 2026 is before 3 Feb 2026"):
        read_date_range("between 3/2/26 and 1/2/26", TODAY)


def test_the_wrong_side_of_a_range_is_marked() -> None:
    typed = "between 1/2/26 and 31/2/26"
    with pytest.raises(DateError) as caught:
        read_date_range(typed, TODAY)
    assert caught.value.span is not None
    assert typed[slice(*caught.value.span)] == "31/2/26"


@given(PAST, PAST)
def test_a_printed_range_reads_back(one: date, other: date) -> None:
    start, end = sorted((one, other))
    expected = (start, end if end != start else None)
    assert read_date_range(f"between {short_date(start)} and {short_date(end)}", TODAY) == expected


@given(
    st.one_of(st.text(max_size=30), st.text(alphabet="0123456789/-. NovdecTuesago", max_size=16)),
    st.booleans(),
)
def test_any_text_gives_a_date_or_a_plain_error(typed: str, past_only: bool) -> None:
    for read in (read_date, read_date_range):
        span = (0, 0)
        try:
            read(typed, TODAY, past_only=past_only)
        except FinaliseError as error:
            span = error.span or (-1, -1)
        assert 0 <= span[0] <= span[1] <= len(typed)
