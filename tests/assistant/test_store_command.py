"""The commands on the whole store and the export: what they print, how they end, what they ask before."""

import json
from pathlib import Path

import pytest
from commanding import guilty_plea, opened_store, run, urn

from assistant.command import ExitCode


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose store holds one record. Only to be looked at."""
    home = tmp_path_factory.mktemp("filled")
    assert run(home, "--plain", answers=guilty_plea()).returncode == 0
    return home


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home of its own whose store holds one record."""
    assert run(tmp_path / "home", "--plain", answers=guilty_plea()).returncode == 0
    return tmp_path / "home"


def test_a_backup_says_where_it_lies_and_its_head(filled: Path, tmp_path: Path):
    done = run(filled, "store", "backup", str(tmp_path / "monday.db"))
    with opened_store(filled) as store:
        head = store.head()
    assert (done.returncode, done.stderr) == (0, "")
    assert f"Backed up to {tmp_path / 'monday.db'}: 1 version of records" in done.stdout
    assert f"Head: {head.count} {head.hash}" in done.stdout
    again = run(filled, "store", "backup", str(tmp_path / "monday.db"))
    assert (again.returncode, again.stdout) == (ExitCode.REFUSED, "")
    assert "left as it is. Name another file, or add --replace" in again.stderr


def test_a_restore_asks_before_it_replaces_and_keeps_what_was_there(home: Path, tmp_path: Path):
    backup = tmp_path / "monday.db"
    assert run(home, "store", "backup", str(backup)).returncode == 0
    assert run(home, "--plain", answers=guilty_plea("JONES, Jane", 54321)).returncode == 0
    refused = run(home, "store", "restore", str(backup))
    assert (refused.returncode, "--replace" in refused.stderr) == (ExitCode.REFUSED, True)
    for answers in (["no"], []):
        done = run(home, "store", "restore", str(backup), "--replace", answers=answers)
        assert (done.returncode, "Nothing was changed" in done.stderr) == (ExitCode.REFUSED, True)
    assert "54321" in run(home, "list").stdout
    done = run(home, "store", "restore", str(backup), "--replace", answers=["yes"])
    assert done.returncode == 0
    assert "is kept in" in done.stdout
    assert "54321" not in run(home, "list").stdout
    assert urn() in run(home, "list").stdout


def test_a_store_is_copied_to_an_empty_one(filled: Path, tmp_path: Path):
    address = f"sqlite:///{(tmp_path / 'other.db').as_posix()}"
    done = run(filled, "store", "copy", address)
    assert (done.returncode, done.stderr) == (0, "")
    assert run(filled, "list", "--store", address).stdout == run(filled, "list").stdout
    again = run(filled, "store", "copy", address)
    assert (again.returncode, "is not empty" in again.stderr) == (ExitCode.REFUSED, True)


def test_nothing_is_old_in_a_new_store_and_what_is_not_old_stays(home: Path):
    assert run(home, "store", "old", "--years", "1").stdout == "No records older than 1 year.\n"
    assert json.loads(run(home, "store", "old", "--years", "1", "--json").stdout) == []
    with opened_store(home) as store:
        reference = store.recent()[0].reference
    done = run(home, "store", "remove", "--years", "7", "--why", "Asked for.", "--yes", reference)
    assert (done.returncode, reference in done.stderr) == (ExitCode.REFUSED, True)
    assert reference in run(home, "list").stdout


def test_records_are_exported_and_counted(filled: Path, tmp_path: Path):
    out = tmp_path / "out.csv"
    done = run(filled, "export", str(out), "--fields", "urn,outcome", "--poc", "common assault")
    assert done.returncode == ExitCode.USAGE
    done = run(filled, "export", str(out), "--fields", "urn,outcome", "--outcome", "guilty_plea")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"1 record written to {out}.\n"
    assert out.read_text(encoding="utf-8") == f"urn,outcome\n{urn()},guilty_plea\n"


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        (("--outcome", "nonsense"), ExitCode.USAGE, "There is no outcome nonsense."),
        (("--since", "31/02/2026"), ExitCode.USAGE, "--since:"),
        (("--fields", "surname"), ExitCode.REFUSED, "Add --names"),
        (("--fields", "nonsense"), ExitCode.REFUSED, "Choose from: reference,"),
    ],
)
def test_an_export_that_was_typed_wrongly_is_told_and_nothing_written(
    filled: Path, tmp_path: Path, options: tuple[str, ...], code: ExitCode, says: str
):
    done = run(filled, "export", str(tmp_path / "out.csv"), *options)
    assert (done.returncode, done.stdout) == (code, "")
    assert says in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_records_of_a_surname_are_listed(filled: Path):
    assert urn() in run(filled, "list", "--surname", "smith").stdout
    assert run(filled, "list", "--surname", "smit").stdout == "No records yet.\n"
