"""An Area's own POC table: it outranks ours, and its faults are told all at once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.catalogue import load_catalogue
from knowledge.poc import PocReading, PocTable
from knowledge.poc_area import AreaTableError, read_area_table

Read = Callable[[str], PocTable]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def with_area(text: str) -> PocTable:
        path = tmp_path / "area.csv"
        path.write_text(text, encoding="utf-8", newline="")
        return PocTable(load_catalogue(), read_area_table(path, load_catalogue()))

    return with_area


def faults_of(read: Read, text: str) -> tuple[tuple[int, str], ...]:
    with pytest.raises(AreaTableError) as caught:
        read(text)
    return caught.value.faults


def by(table: PocTable, code: str) -> PocReading:
    return table.reading(load_catalogue().require(code))


def test_the_area_outranks_our_table_by_code_and_says_so(read: Read) -> None:
    found = by(read("code,poc,note\nth68023,Theft and handling,agreed in May\n"), "TH68023")
    assert (found.letter, found.confidence, found.basis) == ("F", "high", "area table")
    assert found.explanation == (
        "The Area's table area.csv gives Theft And Handling for code TH68023 (agreed in May)."
    )
    assert not found.official


def test_a_code_outranks_a_sub_class_and_that_a_class(read: Read) -> None:
    table = read("code,ho_class,poc\n,008,K\n,008/11,J\nPC53001B,,L\n")
    assert by(table, "PC53001B").letter == "L"
    assert by(table, "PC53001").letter == "J"
    assert by(table, "OF61102").letter == "K"
    assert by(table, "TH68023").letter == "E"


def test_an_attempt_follows_the_areas_answer_for_the_whole_offence_or_its_own(read: Read) -> None:
    table = read("code,poc\nTH68023,F\nTH68023C,K\n")
    assert by(table, "TH68023A").letter == "F"
    assert by(table, "TH68023C").letter == "K"


def test_an_attempt_without_a_class_follows_the_areas_class_of_the_whole_offence(read: Read) -> None:
    assert load_catalogue().require("TH68050A").ho_class == "000/00"
    assert by(read("ho_class,poc\n130,L\n"), "TH68050A").letter == "L"


def test_the_area_may_settle_a_local_code(read: Read) -> None:
    assert by(read("code,poc\n01GL09162,D\n"), "01GL09162").letter == "D"


def test_a_class_alone_makes_no_homicide_in_an_areas_table_either(read: Read) -> None:
    table = read("ho_class,poc\n004,A\n008,A\n")
    assert by(table, "RT88564").basis == "area table"
    assert by(table, "RT88526").letter == "L"
    assert by(table, "OF61102").letter == "B"


def test_a_class_without_meaning_decides_nothing(read: Read) -> None:
    assert by(read("ho_class,poc\n000,J\n"), "SX56001").letter == "C"


def test_blank_lines_capitals_in_the_heading_and_a_spreadsheets_mark_are_forgiven(read: Read) -> None:
    table = read("\ufeffCode,POC\r\n\r\nTH68023,f\r\n,,\r\n")
    assert by(table, "TH68023").letter == "F"


def test_every_fault_is_told_with_its_line_at_once(read: Read) -> None:
    faults = faults_of(
        read,
        "code,ho_class,poc,note\n"
        "TH68023,,F,\n"
        "TH99999,,F,\n"
        "TH68023,,E,\n"
        ",34,E,\n"
        ",300/01,E,\n"
        ",034,Z,\n"
        ",034,,\n"
        "TH68001,039,F,\n"
        ",,F,\n"
        "TH68001,,F,a,b\n"
        ",035,F,\n"
        ",035,K,\n"
        "XX99999,,Z,\n",
    )
    assert faults == (
        (3, "the code TH99999 is not on the standing list"),
        (4, "the code TH68023 is given twice"),
        (5, "34 is not a class; write it like 034 or 034/01"),
        (6, "the class 300/01 is not on the standing list"),
        (7, "Z is not a POC; give a letter, A to L"),
        (8, "there is no POC; give a letter, A to L"),
        (9, "give a code or a class, one of the two"),
        (10, "give a code or a class, one of the two"),
        (11, "the row has 5 cells, the heading 4"),
        (13, "the class 035 is given twice"),
        (14, "Z is not a POC; give a letter, A to L"),
        (14, "the code XX99999 is not on the standing list"),
    )


def test_the_message_names_the_file_the_lines_and_the_cure(tmp_path: Path) -> None:
    path = tmp_path / "yorkshire.csv"
    path.write_text("code,poc\nTH99999,F\n", encoding="utf-8")
    with pytest.raises(AreaTableError) as caught:
        read_area_table(path, load_catalogue())
    assert "yorkshire.csv has 1 fault:\n  line 2: the code TH99999" in caught.value.what
    assert "code or ho_class, poc" in caught.value.fix


@pytest.mark.parametrize(
    ("heading", "faults"),
    [
        ("poc,note", ["there is no column code and no column ho_class"]),
        ("code,letter", ["the column letter is not known", "there is no column poc"]),
        ("code,code,poc", ["a column stands there twice"]),
        ("", ["there is no column poc", "there is no column code and no column ho_class"]),
    ],
)
def test_a_heading_that_does_not_fit_is_told(read: Read, heading: str, faults: list[str]) -> None:
    assert faults_of(read, f"{heading}\nTH68023,F\n") == tuple((1, fault) for fault in faults)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(AreaTableError, match="cannot be opened"):
        read_area_table(tmp_path / "none.csv", load_catalogue())


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "area.csv"
    path.write_bytes("code,poc,note\nTH68023,F,£5\n".encode("cp1252"))
    with pytest.raises(AreaTableError, match="save it as CSV UTF-8"):
        read_area_table(path, load_catalogue())


def test_what_a_file_says_cannot_act_on_the_terminal(read: Read) -> None:
    (_, told), *_ = faults_of(read, "code,poc\nTH68\x1b[2J,F\n")
    assert "\x1b" not in told
