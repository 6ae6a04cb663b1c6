"""Searches in vain: what is counted, what is never kept, and that a damaged file does no harm."""

import stat
import sys
from datetime import date
from pathlib import Path

import pytest

from assistant.missed import FULL_BYTES, Miss, count_missed, missed_searches
from knowledge.matching.said import GAP

TODAY = date(2026, 11, 23)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the searches of this test are counted."""
    return tmp_path / "home" / "missed.tsv"


def count(file: Path, *searches: str, miss: Miss = Miss.NOTHING, today: date = TODAY) -> None:
    for words in searches:
        count_missed(words, miss, today=today, file=file)


def test_the_same_words_are_counted_together_and_the_most_missed_comes_first(file: Path):
    count(file, "printer", "annual leave", "Annual  leave!", "annual leave", today=TODAY)
    count(file, "annual leave", today=date(2026, 11, 24))
    found = missed_searches(file)
    assert (found[0].times, found[0].last) == (4, date(2026, 11, 24))
    assert len(found) == 2


def test_searches_with_nothing_opened_are_counted_apart(file: Path):
    count(file, "victim letter", miss=Miss.NOT_OPENED)
    count(file, "victim letter")
    assert {one.miss for one in missed_searches(file)} == {Miss.NOT_OPENED, Miss.NOTHING}


@pytest.mark.parametrize(
    ("words", "never"),
    [
        ("letter for Kevin Smith", ("kevin", "smith")),
        ("letter for kevin smith", ("kevin", "smith")),
        ("case 01AB1234526 adjourned", ("01ab1234526", "1234")),
        ("born 3 April 1990 hearing", ("1990", "april")),
        ("email john.smith@example.org about letter", ("john", "smith", "example")),
        ("victim of 12 Mary Street told", ("mary", "12")),
        ("PC Brown's statement late", ("brown",)),
    ],
)
def test_names_numbers_and_dates_are_never_kept(file: Path, words: str, never: tuple[str, ...]):
    count(file, words)
    kept = file.read_text(encoding="utf-8").partition("\t")[2].casefold()
    assert not any(part in kept for part in never)


def test_words_of_the_guidance_are_kept(file: Path):
    count(file, "victim letter abroad")
    assert missed_searches(file)[0].words.startswith("victim letter")


def test_a_search_of_names_alone_is_counted_as_something_left_out(file: Path):
    count(file, "Kevin Smith", "Jane Jones")
    assert [(one.words, one.times) for one in missed_searches(file)] == [(GAP, 2)]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_only_the_owner_can_read_the_file(file: Path):
    count(file, "printer")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_lines_that_cannot_be_read_are_passed_over(file: Path):
    count(file, "victim letter")
    with file.open("a", encoding="utf-8") as more:
        more.write("rubbish\n2026-99-99\tnothing fits\tx\n2026-11-23\tno such miss\tx\n")
    assert len(missed_searches(file)) == 1


def test_nothing_counted_is_an_empty_list(file: Path):
    assert missed_searches(file) == ()


def test_a_full_list_stays_as_it_is(file: Path):
    count(file, "victim letter")
    file.write_text("x" * (FULL_BYTES + 1), encoding="utf-8")
    count(file, "victim letter")
    assert file.stat().st_size == FULL_BYTES + 1
