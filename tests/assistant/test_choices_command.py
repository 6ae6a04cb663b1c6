"""The commands on choices: from a choice made in the assistant to a file that another office takes in."""

import csv
import json
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from commanding import guilty_plea, opened_store, run, store_file
from typer.testing import CliRunner, Result

from assistant.choices_file import ChoicesFileError, read_choices, write_choices
from assistant.cli import ExitCode, app
from assistant.store.stamps import Stamps
from assistant.store.store import Store
from assistant.store.summaries import ChoiceElsewhere

ABH, SHOP_THEFT, ROBBERY = "OF61102", "TH68010", "TH68023"
SAID = "punched [...] face"
OLD_STORES = Path(__file__).parents[1] / "data" / "stores"
HEAD = "words,code,title,times,people,approved,first,last"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folders of this test alone."""
    monkeypatch.setenv("FINALISE_HOME", str(tmp_path))
    (tmp_path / "data").mkdir()
    return tmp_path


@pytest.fixture
def kept(home: Path) -> Path:
    """A home in whose store Anna and Ben chose ABH, and Anna robbery, for the same words."""
    url = f"sqlite:///{store_file(home).as_posix()}"
    for person, codes in (("anna", (ABH, ABH, ROBBERY)), ("ben", (ABH,))):
        with Store.open(url, stamps=Stamps(person=lambda person=person: person)) as store:
            for code in codes:
                store.choices.add(SAID, code)
    return home


def command(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def rows() -> list[dict[str, Any]]:
    done = command("choices", "list", "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    return json.loads(done.stdout)


def written(home: Path, *lines: str, head: str = HEAD) -> str:
    file = home / "in.csv"
    file.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return str(file)


def test_a_choice_made_in_the_assistant_is_listed_and_comes_first_next_time(home: Path):
    answers = guilty_plea()
    place = answers.index("CJ88116")
    answers[place : place + 1] = ["pulled her hair on the bus", "3"]
    assert run(home, "--plain", answers=answers).returncode == 0
    (row,) = rows()
    assert (row["words"], row["times"], row["people"], row["counts"]) == (
        "pulled hair bus",
        1,
        1,
        "for you alone",
    )
    with_store = ("--store", f"sqlite:///{store_file(home).as_posix()}")
    first = command("match", "Pulled her hair on the bus", *with_store).stdout.splitlines()[0]
    assert first.startswith(row["code"])
    assert "(chosen here before (once, by you)" in first
    assert not command("match", "pulled her hair on the bus").stdout.startswith(row["code"])


def test_no_choices_are_told_in_a_line_and_as_an_empty_list():
    assert command("choices", "list").stdout == "No choices yet.\n"
    assert rows() == []


def test_choices_are_listed_with_how_often_by_whom_and_for_whom_they_count(kept: Path):
    lines = command("choices", "list").stdout.splitlines()
    assert lines == [
        f"1 {SAID}: {ABH} Assault a person thereby occasioning them actual bodily harm "
        "(3 times by 2 people; for everyone)",
        f"2 {SAID}: {ROBBERY} Robbery (once by 1 person; for one person alone)",
    ]
    first, second = rows()
    assert (first["number"], first["code"], first["times"], first["people"], first["own"]) == (
        1,
        ABH,
        3,
        2,
        0,
    )
    assert first["approved_by"] is None
    assert second["counts"] == "for one person alone"


@pytest.mark.parametrize("names", [("2",), ("2", "1")])
def test_choices_are_approved_by_number(kept: Path, names: tuple[str, ...]):
    done = command("choices", "approve", *names)
    assert done.exit_code == 0
    assert done.stdout.startswith(f"Approved for everyone: 2 {SAID}: {ROBBERY} Robbery\n")
    approved = {row["number"] for row in rows() if row["approved_by"]}
    assert approved == {int(name) for name in names}


def test_a_choice_is_named_by_its_words_where_they_lead_to_one_offence(kept: Path):
    command("choices", "remove", "2")
    assert command("choices", "approve", "Punched KEVIN in the face!").exit_code == 0
    assert [row["counts"] for row in rows()] == ["for everyone"]


def test_words_with_two_offences_must_be_named_by_number(kept: Path):
    done = command("choices", "approve", SAID)
    assert (done.exit_code, done.stdout) == (ExitCode.REFUSED, "")
    assert "Name the one by its number: 1 and 2." in done.stderr


@pytest.mark.parametrize("verb", ["approve", "remove"])
@pytest.mark.parametrize("name", ["9", "robbery", "Kevin", "\x1b[31m", "9" * 30])
def test_a_choice_that_is_not_there_stops_before_anything_is_done(kept: Path, verb: str, name: str):
    before = rows()
    done = command("choices", verb, "1", name)
    assert (done.exit_code, done.stdout) == (ExitCode.NOT_FOUND, "")
    assert "Type finalise choices list to see them." in done.stderr
    assert "\x1b" not in done.stderr
    assert rows() == before


def test_a_removed_choice_is_gone(kept: Path):
    assert command("choices", "remove", "1").stdout.startswith(f"Removed: 1 {SAID}: {ABH} ")
    assert [row["number"] for row in rows()] == [2]


def test_an_exported_file_brought_in_elsewhere_says_the_same_and_may_come_twice(kept: Path):
    command("choices", "approve", "2")
    file = kept / "out.csv"
    assert command("choices", "export", str(file)).stdout == f"2 choices written to {file}.\n"
    before = [{**row, "first_at": row["first_at"][:10], "last_at": row["last_at"][:10]} for row in rows()]
    command("choices", "remove", "1", "2")
    for _ in range(2):
        assert command("choices", "import", str(file)).stdout == f"2 choices taken in from {file}.\n"
    after = [{**row, "first_at": row["first_at"][:10], "last_at": row["last_at"][:10]} for row in rows()]
    differs = ("number", "own", "approved_by", "counts")
    assert [{k: v for k, v in row.items() if k not in differs} for row in after] == [
        {k: v for k, v in row.items() if k not in differs} for row in before
    ]
    assert [bool(row["approved_by"]) for row in after] == [False, True]
    with opened_store(kept) as store:
        second = kept / "again.csv"
        write_choices(store.choices.all(), second)
    assert second.read_bytes() == file.read_bytes()


def test_an_exported_file_is_private_and_names_nobody(kept: Path):
    file = kept / "out.csv"
    command("choices", "approve", "1")
    command("choices", "export", str(file))
    text = file.read_text(encoding="utf-8")
    assert text.splitlines()[0] == HEAD
    assert "anna" not in text
    assert "ben" not in text.casefold().split(",")
    if sys.platform != "win32":
        assert file.stat().st_mode & 0o777 == 0o600


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless_and_read_back(kept: Path, home: Path):
    with opened_store(home) as store:
        store.choices.add("=cmd|' /C calc'!A0", ABH)  # no words of ours; a store may have been tampered with
        write_choices(store.choices.all(), home / "out.csv")
    with (home / "out.csv").open(encoding="utf-8", newline="") as lines:
        cells = [cell for row in csv.reader(lines) for cell in row]
    assert "'=cmd|' /C calc'!A0" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    command("choices", "import", written(home, f"'theft from shop,{SHOP_THEFT},,2,2,no,,"))
    assert "theft from shop" in [row["words"] for row in rows()]


def test_a_file_written_by_hand_needs_words_and_code_only_and_names_are_dropped(home: Path):
    file = written(
        home, f"Theft by Mary Jones from the big shop,{SHOP_THEFT.lower()},yes", head="words,code,approved"
    )
    assert command("choices", "import", file).exit_code == 0
    (row,) = rows()
    assert (row["words"], row["code"], row["counts"]) == (
        "theft [...] from big shop",
        SHOP_THEFT,
        "for everyone",
    )
    assert (
        "approved here for these words"
        in command(
            "match",
            "theft by Ann Smith from a big shop",
            "--store",
            f"sqlite:///{store_file(home).as_posix()}",
        ).stdout
    )


def test_a_file_saved_by_a_spreadsheet_in_the_british_way_is_read(home: Path):
    lines = f"words,code,times,people,approved,first,last\r\npunched face,{ABH},3,2,TRUE,01/03/2026,02/04/2026\r\n"
    (home / "in.csv").write_bytes(b"\xff\xfe" + lines.encode("utf-16-le"))
    assert command("choices", "import", str(home / "in.csv")).exit_code == 0
    (row,) = rows()
    assert (row["first_at"][:10], row["last_at"][:10]) == ("2026-03-01", "2026-04-02")


FAULTS = {
    f",{ABH},,1,1,no,,": "There are no words.",
    f"Mary Jones,{ABH},,1,1,no,,": "Too little of these words may be kept.",
    "theft,ZZ99999,,1,1,no,,": "ZZ99999 is not the code of an offence on the standing list.",
    "theft,,,1,1,no,,": "An empty cell is not the code",
    f"theft,{SHOP_THEFT},,many,1,no,,": "times should be a whole number",
    f"theft,{SHOP_THEFT},,-1,1,no,,": "times should be a whole number",
    f"theft,{SHOP_THEFT},,99999999999999999999,1,no,,": "times should be a whole number",
    f"theft,{SHOP_THEFT},,1,2,no,,": "people is 2, which is more than times.",
    f"theft,{SHOP_THEFT},,0,0,no,,": "Nobody chose it, so it must be approved",
    f"theft,{SHOP_THEFT},,1,1,perhaps,,": "approved should be yes or no.",
    f"theft,{SHOP_THEFT},,1,1,no,31/02/2026,": "first: ",
    f"theft,{SHOP_THEFT},,1,1,no,,1/1/2999": "last: 01/01/2999 is not a date",
    f"theft,{SHOP_THEFT},,1,1,no,2026-03-02,2026-03-01": "The first day is after the last.",
    f"theft,{SHOP_THEFT},,1,1,no,,,surplus": "There are more cells than columns.",
}


@pytest.mark.parametrize(("line", "what"), FAULTS.items(), ids=FAULTS.values())
def test_a_fault_in_a_file_is_told_by_its_line_and_nothing_is_taken_in(kept: Path, line: str, what: str):
    before = rows()
    done = run(kept, "choices", "import", written(kept, f"robbery,{ROBBERY},,1,1,yes,,", line))
    assert (done.returncode, done.stdout) == (ExitCode.REFUSED, "")
    assert f"  line 3: {what}" in done.stderr
    assert "Nothing was taken in." in done.stderr
    assert rows() == before


def test_every_fault_of_a_file_is_told_at_once(home: Path):
    file = written(home, f"theft,{SHOP_THEFT},,1,1,no,,", *FAULTS, f"the THEFT,{SHOP_THEFT},,1,1,no,,")
    with pytest.raises(ChoicesFileError) as error:
        read_choices(Path(file), date(2026, 11, 23))
    assert [line for line, _ in error.value.faults] == list(range(3, 4 + len(FAULTS)))
    assert error.value.faults[-1][1] == "These words and this code are on line 2 too."


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "in.csv has no column called words and none called code."),
        (b"words,kode\ntheft,TH68010\n", "in.csv has no column called code."),
        (b'words,code\n"theft,TH68010\n', "in.csv is not a CSV file."),
    ],
    ids=["empty", "column", "quotes"],
)
def test_a_file_that_holds_no_choices_is_told(home: Path, content: bytes, says: str):
    (home / "in.csv").write_bytes(content)
    done = run(home, "choices", "import", str(home / "in.csv"))
    assert (done.returncode, done.stdout) == (ExitCode.REFUSED, "")
    assert says in done.stderr


def test_files_that_are_not_there_are_named(home: Path):
    for arguments in (("import", str(home / "none.csv")), ("export", str(home / "none" / "out.csv"))):
        done = run(home, "choices", *arguments)
        assert done.returncode == ExitCode.REFUSED
        assert f"{arguments[1]} cannot be" in done.stderr


def test_a_store_that_is_named_is_not_used_for_a_whole_file(home: Path):
    done = command("match", "--file", "in.csv", "--output", "out.csv", "--store", "sqlite:///x.db")
    assert (done.exit_code, done.stdout) == (ExitCode.USAGE, "")
    assert "--store needs words beside it." in done.stderr


def test_opening_an_older_store_says_where_the_copy_lies(home: Path):
    with closing(sqlite3.connect(store_file(home))) as old:
        old.executescript((OLD_STORES / "sqlite_0001.sql").read_text(encoding="utf-8"))
    done = run(home, "list")
    (copy,) = (home / "data").glob("*.bak")
    assert done.returncode == 0
    assert "FCCC-2222" in done.stdout
    assert f"now up to date. As it was, it lies in {copy}." in done.stderr
    assert run(home, "list").stderr == ""


def test_what_goes_out_is_read_again_whatever_it_is(home: Path):
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    given = [
        ChoiceElsewhere(
            said=said, code=ABH, times=2, people=1, approved=approved, first_at=moment, last_at=moment
        )
        for said, approved in (
            (SAID, True),
            ("s47 OF61 [...] class-a w/i", False),
            ("under-5k d&d drunk", True),
        )
    ]
    with opened_store(home) as store:
        store.choices.bring_in(given)
        write_choices(store.choices.all(), home / "out.csv")
    found = read_choices(home / "out.csv", date(2026, 11, 23))
    assert sorted(found, key=lambda choice: choice.said) == sorted(given, key=lambda choice: choice.said)
