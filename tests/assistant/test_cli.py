"""The command line: what each command prints and where, how it ends, and what it says when something is wrong."""

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import typer
from commanding import environment, guilty_plea, run, store_file, urn
from replaying import transcript_files, transcript_in
from typer.testing import CliRunner, Result

from assistant.cli import ExitCode, app
from assistant.record.model import Finalisation
from assistant.start import main
from knowledge.matching import load_matcher

COMMANDS = [
    "",
    "list",
    "show",
    "schema",
    "match",
    "poc",
    "catalogue",
    "catalogue rebuild",
    "catalogue status",
    "choices",
    "choices list",
    "choices approve",
    "choices remove",
    "choices export",
    "choices import",
    "export",
    "store",
    "store backup",
    "store restore",
    "store copy",
    "store old",
    "store remove",
    "store verify",
    "store head",
    "store status",
    "store upgrade",
    "store grants",
    "people",
    "people list",
    "people set",
    "guidance",
]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folders of this test alone."""
    monkeypatch.setenv("FINALISE_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose store holds one record and one draft. Only to be looked at."""
    home = tmp_path_factory.mktemp("filled")
    assert run(home, "--plain", answers=guilty_plea()).returncode == 0
    assert run(home, "--plain", answers=guilty_plea("JONES, Jane", 54321)[:8]).returncode == 3
    return home


def command(*arguments: str, home: Path | None = None) -> Result:
    environment = {"FINALISE_HOME": str(home)} if home else {}
    return CliRunner().invoke(app, arguments, env=environment)


def started(*arguments: str) -> tuple[int | str | None, str, str]:
    """The whole program in this process, where the index is loaded once: exit code, output, errors."""
    out, errors = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(errors):
        patch.setattr(sys, "argv", ["finalise", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
    return ended.value.code, out.getvalue(), errors.getvalue()


def data(done: Result) -> Any:
    """The JSON that a command printed, and nothing else."""
    assert (done.exit_code, done.stderr) == (0, "")
    return json.loads(done.stdout)


# Records and drafts


def test_an_empty_store_is_told_in_a_line_and_as_an_empty_list():
    assert command("list").stdout == "No records yet.\n"
    assert command("list", "--drafts").stdout == "No drafts.\n"
    assert data(command("list", "--json")) == data(command("list", "--drafts", "--json")) == []


def test_a_record_is_listed_on_a_line_and_as_json(filled: Path):
    (line,) = command("list", home=filled).stdout.splitlines()
    (row,) = data(command("list", "--json", home=filled))
    assert set(row) == {
        *("reference", "urn", "defendant", "outcome", "poc", "court", "final_hearing", "entered_at")
    }
    assert (row["urn"], row["defendant"], row["poc"]) == (urn(), "John Smith", "B")
    assert all(row[part] in line for part in ("reference", "urn", "defendant", "outcome", "poc"))


def test_a_list_can_be_kept_to_one_urn(filled: Path):
    assert len(data(command("list", "--json", "--urn", urn().lower(), home=filled))) == 1
    assert data(command("list", "--json", "--urn", urn(99999), home=filled)) == []


def test_a_draft_is_listed_with_where_it_stopped(filled: Path):
    (line,) = command("list", "--drafts", home=filled).stdout.splitlines()
    (row,) = data(command("list", "--drafts", "--json", home=filled))
    assert set(row) == {"id", "title", "at", "changed_at"}
    assert (row["title"], row["at"]) == (f"{urn(54321)} Jane Jones", "When was the offence committed?")
    assert line.startswith(row["id"])
    assert line.endswith(f"{row['title']}: {row['at']}")


def test_a_record_is_shown_by_its_reference_however_it_is_typed(filled: Path):
    (row,) = data(command("list", "--json", home=filled))
    shown = command("show", row["reference"].lower(), home=filled)
    assert shown.stdout.splitlines()[:3] == [
        f"Reference: {row['reference']}",
        f"URN: {urn()}",
        "Defendant: John Smith",
    ]
    assert "Charge 1: Assault by beating (CJ88116), guilty plea" in shown.stdout
    assert data(command("show", row["reference"], "--json", home=filled))["reference"] == row["reference"]


def test_the_records_of_a_urn_are_shown_as_a_list(filled: Path):
    records = data(command("show", urn(), "--json", home=filled))
    assert [record["urn"] for record in records] == [urn()]
    assert command("show", urn(), home=filled).stdout.startswith("Reference: ")


@pytest.mark.parametrize("which", ["F000-0000", "01AB9999926", "nonsense", "\x1b[31m", ""])
def test_a_record_that_is_not_there_is_told_on_stderr(filled: Path, which: str):
    done = command("show", which, home=filled)
    assert (done.exit_code, done.stdout) == (ExitCode.NOT_FOUND, "")
    assert "Type finalise list to see the records." in done.stderr
    assert "\x1b" not in done.stderr


@pytest.mark.parametrize("arguments", [("list",), ("list", "--drafts"), ("show", urn()), ("show", "none")])
def test_looking_changes_nothing_in_the_store(filled: Path, arguments: tuple[str, ...]):
    before = store_file(filled).read_bytes()
    command(*arguments, home=filled)
    assert store_file(filled).read_bytes() == before
    assert [path.name for path in store_file(filled).parent.iterdir()] == ["finalise.db"]


def test_the_store_can_be_named(filled: Path):
    url = f"sqlite:///{store_file(filled).as_posix()}"
    assert len(data(command("list", "--json", "--store", url))) == 1


# The schema


def test_the_schema_describes_every_kind_of_record():
    schema = data(command("schema"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    stamps = {"reference": "F000-0000", "entered_by": "tester", "entered_at": "2026-11-23T10:00:00Z"}
    versions = {"finalise": "1", "catalogue": "1", "poc_table": "1", "rules": "1"}
    for file in transcript_files():
        if result := transcript_in(file).result:
            validator.validate({**result, **stamps, "versions": versions})


def test_a_record_as_it_is_shown_fits_the_schema_and_a_changed_one_does_not(filled: Path):
    schema = data(command("schema"))
    (record,) = data(command("show", urn(), "--json", home=filled))
    jsonschema.validate(record, schema)
    assert Finalisation.model_validate(record).urn == urn()
    for wrong in ({"stage": "later"}, {"surprise": 1}, {"charges": [{}]}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**record, **wrong}, schema)


# Matching


def test_matches_come_as_a_list_best_first_in_the_promised_shape():
    matches = data(command("match", "TH68023", "--json", "--limit", "3"))
    assert matches[0]["code"] == "TH68023"
    assert 1 <= len(matches) <= 3
    for match in matches:
        names = "code title poc poc_name poc_confidence confidence band poc_probability family"
        assert list(match) == names.split()
        assert 0 <= match["confidence"] <= 1
        assert match["band"] in ("sure", "likely")
    assert sorted(matches, key=lambda match: -match["confidence"]) == matches


def test_a_match_in_words_says_code_poc_and_title():
    (line, *_) = command("match", "robbery").stdout.splitlines()
    assert line.startswith("TH68023 ")
    assert "E Robbery" in line


def test_no_match_is_an_empty_list_or_a_line_on_stderr():
    assert data(command("match", "qqqzzzxxx", "--json")) == []
    done = command("match", "qqqzzzxxx")
    assert (done.exit_code, done.stdout) == (ExitCode.NOT_FOUND, "")
    assert "No offence fits" in done.stderr


def test_several_words_need_no_quotation_marks():
    assert command("match", "robbery").stdout == command("match", "  robbery", " ").stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("match",), "There is nothing to match."),
        (("match", "   "), "There is nothing to match."),
        (("match", "--file", "in.csv"), "--file needs --output"),
        (("match", "robbery", "--file", "in.csv", "--output", "out.csv"), "--file needs --output"),
        (("match", "robbery", "--limit", "0"), "--limit"),
        (("list", "--limit", "many"), "--limit"),
        (("show",), "Missing argument"),
        (("frobnicate",), "No such command 'frobnicate'"),
        (("schema", "--nope"), "No such option: --nope"),
    ],
)
def test_a_command_typed_wrongly_is_told_plainly_on_stderr(arguments: tuple[str, ...], says: str):
    done = command(*arguments)
    assert (done.exit_code, done.stdout) == (ExitCode.USAGE, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert "│" not in done.stderr


# Matching a file


def matched(home: Path, source: bytes, *options: str) -> tuple[Result, list[str]]:
    """Match a CSV file with these bytes; what the command said, and the lines of the file it wrote."""
    given, out = home / "in.csv", home / "out.csv"
    given.write_bytes(source)
    done = command("match", "--file", str(given), "--output", str(out), *options)
    lines = out.read_text(encoding="utf-8").splitlines() if out.exists() else []
    left = {path.name for path in home.iterdir() if path.is_file()} - {"in.csv", "out.csv"}
    assert left == set()
    return done, lines


def test_a_file_gets_the_best_match_beside_each_row(home: Path):
    done, lines = matched(home, b"id,charge\n1,TH68023\n2,qqqzzzxxx\n", "--column", "charge")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "2 rows matched." in done.stderr
    ours = "code,title,poc,poc_name,poc_confidence,confidence,band,alternatives,poc_probability,family"
    assert lines[0] == f"id,charge,{ours}"
    assert lines[1].startswith("1,TH68023,TH68023,Robbery,E,Robbery,high,")
    assert lines[2] == "2,qqqzzzxxx" + "," * 10


def test_alternatives_are_the_other_matches_parted_by_bars(home: Path):
    _, lines = matched(home, b"text\nrobbery\n")
    alternatives = lines[1].split(",")[-3].split("|")
    expected = [match.code for match in load_matcher().search("robbery", limit=8)]
    assert ["TH68023", *filter(None, alternatives)] == expected


def test_a_column_of_the_source_is_never_overwritten(home: Path):
    _, lines = matched(home, b"code,title\nX1,TH68023\n", "--column", "title")
    assert lines[0].startswith("code,title,match_code,match_title,poc,")
    assert lines[1].startswith("X1,TH68023,TH68023,Robbery,E,")


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(home: Path):
    _, lines = matched(home, b'=head,text\n=1+1,"+cmd"\n@x,-2\n"\t=3",TH68023\n')
    assert lines[0].startswith("'=head,")
    assert lines[1].startswith("'=1+1,'+cmd,")
    assert lines[2].startswith("'@x,'-2,")
    assert lines[3].startswith("'\t=3,")


def test_a_mark_of_byte_order_and_windows_line_ends_are_read(home: Path):
    _, lines = matched(home, b"\xef\xbb\xbftext\r\nTH68023\r\n")
    assert lines[1].startswith("TH68023,TH68023,Robbery")


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (
            b"id,charge\n1,robbery\n",
            "in.csv has no column called text. Name one of its columns with --column: id",
        ),
        (b"", "in.csv has no column called text."),
        (b"text\nrobb\xe9ry\n", "in.csv is not UTF-8 text. Save it as CSV UTF-8"),
        (b"text\nTH68023\ntheft, from a shop\n", "Line 3 has more cells than there are columns."),
    ],
    ids=["column", "empty", "encoding", "cells"],
)
def test_a_file_that_cannot_be_matched_is_told_and_nothing_written(home: Path, source: bytes, says: str):
    (home / "in.csv").write_bytes(source)
    code, out, errors = started("match", "--file", str(home / "in.csv"), "--output", str(home / "out.csv"))
    assert (code, out) == (ExitCode.REFUSED, "")
    assert says in errors
    assert errors.count("\n") == 1
    assert not (home / "out.csv").exists()


@pytest.mark.parametrize("which", ["source", "output", "folder"])
def test_a_file_that_is_not_there_or_cannot_be_written_is_named(home: Path, which: str):
    source, output = home / "in.csv", home / "out.csv"
    if which != "source":
        source.write_bytes(b"text\nTH68023\n")
    if which == "output":
        output = home / "no folder" / "out.csv"
    if which == "folder":
        output.mkdir()
    code, out, errors = started("match", "--file", str(source), "--output", str(output))
    assert (code, out) == (ExitCode.REFUSED, "")
    assert f"{source if which == 'source' else output} cannot be" in errors


def test_matching_loads_neither_the_terminal_nor_the_database(home: Path):
    probe = (
        "import sys; from assistant.cli import app\n"
        "try: app(['match', 'TH68023', '--json'])\n"
        "except SystemExit as ended: assert ended.code == 0\n"
        "heavy = {'textual', 'sqlmodel', 'sqlalchemy', 'alembic'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
        "app(['list'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, env=environment(home), check=False, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("No records yet.\n")


# The catalogue


def test_the_catalogue_says_where_it_comes_from():
    (facts,) = data(command("catalogue", "status", "--json"))
    assert facts["offences"] == 30356
    assert "bichard7-next-data" in facts["source"]
    assert f"version: {facts['version']}" in command("catalogue", "status").stdout.splitlines()


def test_a_package_that_is_not_there_is_told(home: Path):
    code, out, errors = started("catalogue", "rebuild", str(home / "nothing"), "--into", str(home / "data"))
    assert (code, out) == (ExitCode.REFUSED, "")
    assert "There is nothing at" in errors


# Help and faults


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_is_for_and_what_each_option_does(name: str):
    done = command(*name.split(), "--help")
    assert done.exit_code == 0
    assert "Usage:" in done.stdout
    purpose = done.stdout.split("\n\n")[1]
    assert purpose.endswith(".")
    options = [line.strip() for line in done.stdout.splitlines() if line.strip().startswith("--")]
    assert options
    assert [option for option in options if "  " not in option] == []


def names_in(group: typer.Typer, before: str = "") -> Iterator[str]:
    """The names of all commands and groups in it, as they are typed."""
    for info in group.registered_commands:
        if info.callback:
            yield f"{before}{info.name or info.callback.__name__}"
    for inner in group.registered_groups:
        yield f"{before}{inner.name}"
        yield from names_in(inner.typer_instance, f"{before}{inner.name} ")


def test_no_command_is_left_out_of_these_tests():
    assert sorted(names_in(app)) == sorted(COMMANDS[1:])


DAMAGED = (
    b"this is no database, but it is long enough to be looked at" * 20,
    b"SQLite format 3\x00" + b"\xff" * 4096,
)


@pytest.mark.parametrize("content", DAMAGED, ids=["text", "header"])
@pytest.mark.parametrize("arguments", [("list",), ("show", urn()), ("--plain",)], ids=lambda one: one[0])
def test_a_damaged_store_is_told_and_left_as_it_is(home: Path, content: bytes, arguments: tuple[str, ...]):
    store_file(home).parent.mkdir()
    store_file(home).write_bytes(content)
    code, out, errors = started(*arguments)
    assert (code, out) == (ExitCode.REFUSED, "")
    assert "finalise.db" in errors
    assert store_file(home).read_bytes() == content


@pytest.mark.parametrize(
    "address", ["nonsense", "postgresql://clerk:secret@host.invalid/db", "sqlite:///no/such/folder/x.db"]
)
def test_a_store_that_cannot_be_opened_is_told_without_a_secret(address: str):
    code, out, errors = started("list", "--store", address)
    assert (code, out) == (ExitCode.REFUSED, "")
    assert "store" in errors or "cannot be opened" in errors
    assert "secret" not in errors


def test_a_store_that_may_only_be_read_is_listed_and_told_before_anything_is_typed(
    home: Path, modes_count: None
):
    run(home, "--plain", answers=guilty_plea())
    store_file(home).chmod(0o400)
    before = store_file(home).read_bytes()
    code, out, errors = started("list")
    assert (code, out.count("John Smith"), errors) == (0, 1, "")
    code, out, errors = started("--plain")
    assert (code, out) == (ExitCode.REFUSED, "")
    assert "finalise.db cannot be written to" in errors
    assert store_file(home).read_bytes() == before


def test_settings_that_cannot_be_used_are_told_line_by_line(home: Path):
    (home / "config").mkdir()
    (home / "config" / "settings.toml").write_text("[store]\nurl = 7\n", encoding="utf-8")
    done = run(home, "list")
    assert (done.returncode, done.stdout) == (ExitCode.REFUSED, "")
    assert "line 2, store.url" in done.stderr
