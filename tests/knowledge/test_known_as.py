"""What people call an offence, from the entries of the index."""

from pathlib import Path

import pytest

from knowledge.known_as import known_as


@pytest.mark.parametrize(("code", "name"), [("OF61102", "ABH"), ("TH68050", "TWOC"), ("CD71039", "crim dam")])
def test_an_everyday_offence_has_the_names_people_use(code: str, name: str):
    assert name in known_as(code)


def test_an_offence_without_entries_has_no_names():
    assert known_as("XX99999") == ()


def test_names_are_short_each_once_and_no_patterns(tmp_path: Path):
    (tmp_path / "entries_a.tsv").write_text(
        "AB12345\tshorthand\tABH\n"
        "AB12345\tshorthand\tabh\n"
        "AB12345 AB12346\tslang\ta (long|short) pattern\n"
        "AB12345\tfacts\thit him\n"
        "AB12345\tshorthand\ttook goods worth £20\n"
        "AB12346 AB12345\tshorthand\tanother\n",
        encoding="utf-8",
    )
    assert known_as("AB12345", folder=tmp_path) == ("ABH",)


def test_what_most_files_call_it_comes_first(tmp_path: Path):
    (tmp_path / "entries_a.tsv").write_text(
        "AB12345\tslang\tfirst\nAB12345\tslang\tcommon\n", encoding="utf-8"
    )
    (tmp_path / "entries_b.tsv").write_text("AB12345\tolder\tCommon\n", encoding="utf-8")
    assert known_as("AB12345", folder=tmp_path) == ("common", "first")
    assert known_as("AB12345", 1, folder=tmp_path) == ("common",)
