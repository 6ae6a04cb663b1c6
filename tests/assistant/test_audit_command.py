"""The commands that show that a store can be trusted: what they print, and how they end."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from builders import finalisation
from typer.testing import CliRunner, Result

from assistant.cli import app
from assistant.command import ExitCode
from assistant.platform import user_name
from assistant.store.schema import SCHEMA
from assistant.store.store import Store

STORES = Path(__file__).parents[1] / "data" / "stores"


def command(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def filled(url: str) -> str:
    with Store.open(url) as store:
        return store.write(finalisation(), draft_id="d1").reference or ""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folders of this test alone."""
    monkeypatch.setenv("FINALISE_HOME", str(tmp_path / "home"))
    return tmp_path


def test_a_whole_store_is_said_to_be_whole(store_url: str):
    filled(store_url)
    done = command("store", "verify", "--store", store_url)
    assert (done.exit_code, done.stderr) == (ExitCode.DONE, "")
    assert done.stdout.startswith("Every link holds: 1 entries, 1 versions of records.\n")
    assert "Without --head a history cut at its end is not found." in done.stdout


def test_verifying_gives_json(store_url: str):
    filled(store_url)
    found = json.loads(command("store", "verify", "--json", "--store", store_url).stdout)
    assert (found["whole"], found["count"], found["guarded"], found["broken"]) == (True, 1, True, None)


@pytest.fixture
def broken(home: Path) -> str:
    """The address of a store with a record that somebody changed."""
    file = home / "broken.db"
    url = f"sqlite:///{file.as_posix()}"
    filled(url)
    with closing(sqlite3.connect(file)) as attacker, attacker:
        attacker.execute("DROP TRIGGER record_no_update")
        attacker.execute("UPDATE record SET body = replace(body, 'Smith', 'Smyth')")
    return url


def test_a_broken_store_ends_with_the_first_fault_in_words(broken: str):
    done = command("store", "verify", "--store", broken)
    assert (done.exit_code, done.stdout) == (ExitCode.REFUSED, "")
    assert done.stderr.startswith("The history does not hold. Entry 1: the record F")
    assert "its text was changed" in done.stderr
    assert "Smyth" not in done.stderr


def test_a_broken_store_gives_json_and_the_exit_code(broken: str):
    done = command("store", "verify", "--json", "--store", broken)
    found = json.loads(done.stdout)
    assert done.exit_code == ExitCode.REFUSED
    assert (found["whole"], found["guarded"], found["broken"]["entry"]) == (False, False, 1)


def test_a_head_that_was_kept_finds_what_was_cut(home: Path, store_url: str):
    head = home / "head.txt"
    head.write_text(f"Finalise store head\ncount: 5\nhash: {'1' * 64}\ntime: 2026-11-12T09:00:00.000000Z\n")
    filled(store_url)
    done = command("store", "verify", "--head", str(head), "--store", store_url)
    assert done.exit_code == ExitCode.REFUSED
    assert "the history was cut at its end" in done.stderr


def test_the_head_is_printed_and_written_and_verifies(home: Path, store_url: str):
    filled(store_url)
    head = home / "head.txt"
    printed = command("store", "head", "--store", store_url).stdout
    assert printed.startswith("Finalise store head\ncount: 1\nhash: ")
    done = command("store", "head", str(head), "--store", store_url)
    assert done.exit_code == ExitCode.DONE
    assert head.read_text(encoding="utf-8") == printed
    filled_again = command("store", "verify", "--head", str(head), "--store", store_url)
    assert (filled_again.exit_code, "Without --head" in filled_again.stdout) == (ExitCode.DONE, False)
    refused = command("store", "head", str(home / "no" / "head.txt"), "--store", store_url)
    assert refused.exit_code == ExitCode.REFUSED
    assert "cannot be written" in refused.stderr


def test_the_status_says_how_the_store_is(store_url: str):
    filled(store_url)
    found = json.loads(command("store", "status", "--json", "--store", store_url).stdout)
    is_file = store_url.startswith("sqlite")
    assert (found["schema"], found["records"], found["versions"], found["entries"]) == (SCHEMA, 1, 1, 1)
    assert found["kind"] == ("SQLite" if is_file else "PostgreSQL")
    assert found["you"] == found["last_by"] == (user_name() if is_file else "postgres")
    assert found["role"] == "manager"
    assert found["size"] > 10_000
    lines = command("store", "status", "--store", store_url).stdout
    assert f"schema: {SCHEMA}\nrecords: 1\n" in lines


def test_the_status_shows_no_password(postgresql, postgresql_database):
    url = postgresql.url(postgresql_database, password="hunter2")
    done = command("store", "status", "--store", url)
    assert done.exit_code == ExitCode.DONE
    assert "address: postgresql://postgres@" in done.stdout
    assert "hunter2" not in done.stdout + done.stderr


def test_an_upgrade_says_what_it_did(home: Path):
    file = home / "old.db"
    with closing(sqlite3.connect(file)) as old:
        old.executescript((STORES / "sqlite_0002.sql").read_text(encoding="utf-8"))
    url = f"sqlite:///{file.as_posix()}"
    done = command("store", "upgrade", "--store", url)
    (copy,) = home.glob("*.bak")
    assert f"The store {file} is now up to date.\nAs it was, it lies in {copy}." in done.stdout
    again = command("store", "upgrade", "--store", url)
    assert again.stdout == f"The store {file} is up to date.\n"
    made = command("store", "upgrade", "--store", f"sqlite:///{(home / 'new.db').as_posix()}")
    assert made.stdout.endswith("was made.\n")


def test_an_upgrade_makes_the_store_in_the_users_folder(home: Path):
    assert command("store", "upgrade").exit_code == ExitCode.DONE
    assert (home / "home" / "data" / "finalise.db").is_file()


def test_the_grants_are_sql_that_the_owner_can_run(postgresql, postgresql_database):
    done = command("store", "grants")
    assert done.exit_code == ExitCode.DONE
    postgresql.run(done.stdout, postgresql_database)
    groups = "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'finalise%' AND NOT rolcanlogin"
    assert postgresql.run(groups) == [(4,)]


def test_people_are_given_roles_and_listed(store_url: str):
    assert command("people", "list", "--store", store_url).stdout.startswith("Nobody was given a role yet.")
    done = command("people", "set", "bjones", "reviewer", "--store", store_url)
    assert done.stdout == "bjones is now reviewer.\n"
    listed = command("people", "list", "--store", store_url).stdout
    assert "bjones: reviewer (given by " in listed
    rows = json.loads(command("people", "list", "--json", "--store", store_url).stdout)
    assert ("bjones", "reviewer") in [(row["name"], row["role"]) for row in rows]


def test_a_role_that_there_is_not_is_a_fault_of_typing(store_url: str):
    assert command("people", "set", "bjones", "king", "--store", store_url).exit_code == ExitCode.USAGE


def test_a_store_that_is_read_only_is_listed_shown_and_verified(home: Path, modes_count):
    file = home / "f.db"
    url = f"sqlite:///{file.as_posix()}"
    reference = filled(url)
    file.chmod(0o400)
    for arguments in (
        ("list",),
        ("show", reference),
        ("show", "13AB1234526"),
        ("store", "verify"),
        ("store", "head"),
        ("store", "status"),
        ("people", "list"),
        ("choices", "list"),
    ):
        done = command(*arguments, "--store", url)
        assert (done.exit_code, done.stderr) == (ExitCode.DONE, ""), arguments
