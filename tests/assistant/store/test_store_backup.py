"""A backup is the whole store at one moment; put back, everything is there again, or nothing has changed."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from assistant.store.backup import FileInTheWay
from assistant.store.errors import (
    NotAllowed,
    StoreError,
    StoreTooNew,
    StoreUnreadable,
)
from assistant.store.restoring import BackupDamaged, StoreInTheWay, restore
from assistant.store.roles import Role
from assistant.store.stamps import Stamps
from assistant.store.store import Store

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")
HERE = Path(__file__).parent
TABLES = ("record", "ledger", "person", "choice", "choice_by", "draft")
MANAGER = Stamps(person=lambda: "asmith")


@pytest.fixture(autouse=True)
def _home(tmp_path, monkeypatch):
    monkeypatch.setenv("FINALISE_HOME", str(tmp_path / "home"))


@pytest.fixture
def backup(tmp_path):
    """Where a backup is to lie, in a folder with nothing else."""
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder / "monday.db"


@pytest.fixture
def in_file(tmp_path):
    """A new store in a file, whatever the other one is kept in."""

    def url(name):
        return f"sqlite:///{(tmp_path / name).as_posix()}"

    return url


def fill(store, record):
    """Two records, one of them amended and the other removed, a draft, a role and some choices."""
    first = store.write(record(), draft_id="d1")
    changed = first.model_copy(update={"flags": ["DA"]})
    amended = store.amend(changed, expected_version=1, why="Said late.", draft_id="d2")
    gone = store.write(record(urn="01AB9999926"), draft_id="d3")
    store.remove(gone.reference, why="Older than seven years.")
    store.people.set("bjones", Role.REVIEWER)
    store.choices.add("smashed the window", "CD71039")
    store.choices.add("nicked a car", "TH68001")
    store.choices.remove([choice.number for choice in store.choices.all() if choice.said.startswith("nick")])
    store.keep("d9", title="01AB1234526 Jane Jones", at="The court", data={"n": [1, "ä"]})
    return amended


def everything(url):
    """All that a store shows of itself."""
    with Store.open(url, stamps=MANAGER) as store, store.entries() as entries:
        return (
            list(entries),
            store.recent(),
            [store.get(one.reference) for one in store.recent()],
            store.people.all(),
            store.choices.all(),
            store.drafts(everybody=True),
            store.draft("d9"),
        )


def file_url(path):
    return f"sqlite:///{path.as_posix()}"


def test_a_backup_is_a_store_that_holds_everything(store, url, record, backup):
    fill(store, record)
    made = store.keeping.back_up(backup)
    assert made.file == backup
    assert made.sound.head == store.head()
    assert (made.sound.versions, made.sound.removed) == (2, 1)
    assert [path.name for path in backup.parent.iterdir()] == ["monday.db"]
    assert everything(file_url(backup)) == everything(url)


@posix_only
def test_a_backup_is_open_to_its_owner_only(store, record, backup):
    before = os.umask(0)
    try:
        fill(store, record)
        store.keeping.back_up(backup)
    finally:
        os.umask(before)
    assert oct(backup.stat().st_mode & 0o777) == "0o600"


def test_a_backup_never_takes_the_place_of_a_file_unless_told(store, record, backup):
    backup.write_text("mine")
    with pytest.raises(FileInTheWay, match="already, and it was left"):
        store.keeping.back_up(backup)
    assert backup.read_text() == "mine"
    store.keeping.back_up(backup, replace=True)
    assert everything(file_url(backup))[0] == []
    assert [path.name for path in backup.parent.iterdir()] == ["monday.db"]


def test_a_folder_that_is_not_there_is_told(store, tmp_path):
    with pytest.raises(StoreError, match="There is no folder"):
        store.keeping.back_up(tmp_path / "gone" / "monday.db")


def test_a_backup_may_be_made_while_others_write(store, url, record, backup, tmp_path):
    records = tmp_path / "records.jsonl"
    records.write_text(f"{record(second_record='a test').model_dump_json()}\n" * 30, encoding="utf-8")
    program = [sys.executable, str(HERE / "writer.py"), url, "w", str(records)]
    environment = {**os.environ, "PYTHONPATH": str(HERE.parents[2])}
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True, env=environment) as writer:
        before = [writer.stdout.readline().strip() for _ in range(3)]
        made = store.keeping.back_up(backup)
        after = writer.stdout.read().split()
    assert writer.returncode == 0
    with Store.open(file_url(backup)) as copy, store.entries() as entries:
        told = [entry.reference for entry in entries]
        references = {found.reference for found in copy.recent(100)}
        assert set(before) <= references
        assert references == set(told[: made.sound.head.count])
        assert len(before + after) == 30


@pytest.mark.parametrize("kept_in", ["file", "server"])
def test_a_restored_store_is_as_it_was_backed_up(request, store, url, record, backup, in_file, kept_in):
    fill(store, record)
    before = everything(url)
    store.keeping.back_up(backup)
    into = in_file("other.db")
    if kept_in == "server":
        server = request.getfixturevalue("postgresql")
        into = server.url(server.store())
    restored = restore(into, backup, stamps=Stamps(person=lambda: "asmith"))
    assert restored.kept is None
    assert everything(into) == before
    with Store.open(into, stamps=MANAGER) as again:
        assert again.head() == restored.sound.head
        again.write(record(urn="01AB7777726"), draft_id="d7")
        again.choices.add("nicked a car", "TH68001")
        assert {choice.number for choice in again.choices.all()} == {1, 3}


def test_a_store_is_replaced_only_where_told_and_a_copy_of_it_stays(store, url, record, backup):
    fill(store, record)
    store.keeping.back_up(backup)
    backed_up = everything(url)
    later = store.write(record(urn="01AB8888826"), draft_id="d8")
    with_later = everything(url)
    store.close()
    with pytest.raises(StoreInTheWay, match="left as it is"):
        restore(url, backup, stamps=MANAGER)
    assert everything(url) == with_later
    restored = restore(url, backup, stamps=MANAGER, replace=True)
    assert everything(url) == backed_up
    assert everything(file_url(restored.kept)) == with_later
    if sys.platform != "win32":
        assert oct(restored.kept.stat().st_mode & 0o777) == "0o600"
    with Store.open(url, stamps=MANAGER) as again:
        assert again.get(later.reference) is None
        written = again.write(record(urn="01AB8888826"), draft_id="d8")
        assert again.get(written.reference) == written


def test_the_database_refuses_changes_after_a_restore_as_before(store, url, record, backup, rows):
    fill(store, record)
    store.keeping.back_up(backup)
    store.close()
    restore(url, backup, stamps=MANAGER, replace=True)
    for statement in ("DELETE FROM ledger", "UPDATE record SET version = 9"):
        with pytest.raises(Exception, match="only added to"):
            rows(statement)


def test_only_a_manager_may_restore(store, url, record, backup):
    fill(store, record)
    store.keeping.back_up(backup)
    before = everything(url)
    store.close()
    with pytest.raises(NotAllowed, match="may not restore"):
        restore(url, backup, stamps=Stamps(person=lambda: "bjones"), replace=True)
    assert everything(url) == before


def test_a_backup_with_a_history_that_does_not_hold_is_refused(store, url, record, backup):
    fill(store, record)
    store.keeping.back_up(backup)
    before = everything(url)
    store.close()
    with closing(sqlite3.connect(backup, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER ledger_no_update")
        connection.execute("UPDATE ledger SET person = 'somebody' WHERE position = 2")
    with pytest.raises(BackupDamaged, match="nothing was restored"):
        restore(url, backup, stamps=MANAGER, replace=True)
    assert everything(url) == before


@pytest.mark.parametrize("spoil", ["body", "drop", "add"])
def test_a_backup_whose_records_are_not_what_was_entered_is_refused(store, url, record, backup, spoil):
    fill(store, record)
    store.keeping.back_up(backup)
    store.close()
    statement = {
        "body": "UPDATE record SET body = replace(body, 'Smith', 'Smyth')",
        "drop": "DELETE FROM record WHERE version = 2",
        "add": "INSERT INTO record SELECT 'FXXX-2222', 1, 'dx', stage, urn, surname_folded, outcome, poc, "
        "final_hearing, entered_by, entered_at, body, account FROM record LIMIT 1",
    }[spoil]
    with closing(sqlite3.connect(backup, isolation_level=None)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement)
    with pytest.raises(BackupDamaged):
        restore(url, backup, stamps=MANAGER, replace=True)


@pytest.mark.parametrize("spoil", ["text", "empty", "short"])
def test_a_file_that_is_no_backup_is_refused(store, url, record, backup, spoil):
    fill(store, record)
    before = everything(url)
    store.keeping.back_up(backup)
    store.close()
    content = {"text": b"not a store" * 500, "empty": b"", "short": backup.read_bytes()[:30_000]}[spoil]
    backup.write_bytes(content)
    with pytest.raises(BackupDamaged, match="is not whole"):
        restore(url, backup, stamps=MANAGER, replace=True)
    assert everything(url) == before


def test_a_backup_that_is_not_there_is_told(url, backup):
    with pytest.raises(StoreUnreadable, match="no such file"):
        restore(url, backup, stamps=MANAGER, replace=True)


def test_a_backup_of_a_newer_program_is_refused(store, url, record, backup):
    store.keeping.back_up(backup)
    store.close()
    with closing(sqlite3.connect(backup, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreTooNew):
        restore(url, backup, stamps=MANAGER, replace=True)


def test_a_backup_may_lie_where_nothing_can_be_written(store, record, backup, in_file, modes_count):
    written = fill(store, record)
    store.keeping.back_up(backup)
    backup.chmod(0o400)
    backup.parent.chmod(0o500)
    restore(in_file("other.db"), backup, stamps=MANAGER)
    backup.parent.chmod(0o700)
    with Store.open(in_file("other.db")) as again:
        assert again.get(written.reference) == written
