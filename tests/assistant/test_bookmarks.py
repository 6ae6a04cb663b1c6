"""Bookmarks and what was read last: kept from one sitting to the next."""

from pathlib import Path

import pytest

from assistant.bookmarks import RECENT_AT_MOST, Bookmarks, load_bookmarks, save_bookmarks


def test_what_was_marked_and_read_is_there_next_time(tmp_path: Path):
    file = tmp_path / "home" / "guidance.json"
    kept = Bookmarks().turned("urn").turned("plea").having_read("urn")
    save_bookmarks(kept, file)
    assert load_bookmarks(file) == kept


def test_marking_again_takes_the_mark_away():
    assert Bookmarks().turned("urn").turned("plea").turned("urn").marked == ("plea",)


def test_what_was_read_last_comes_first_and_once():
    assert Bookmarks().having_read("urn").having_read("plea").having_read("urn").recent == ("urn", "plea")


def test_only_so_many_are_remembered_as_read():
    bookmarks = Bookmarks()
    for number in range(50):
        bookmarks = bookmarks.having_read(f"topic-{number}")
    assert len(bookmarks.recent) == RECENT_AT_MOST
    assert bookmarks.recent[0] == "topic-49"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"marked": 3, "recent": []}', '{"marked": []}', "\x00"])
def test_a_damaged_file_is_as_none(tmp_path: Path, text: str):
    file = tmp_path / "guidance.json"
    file.write_text(text, encoding="utf-8")
    assert load_bookmarks(file) == Bookmarks()


def test_no_file_is_no_bookmarks(tmp_path: Path):
    assert load_bookmarks(tmp_path / "none.json") == Bookmarks()
