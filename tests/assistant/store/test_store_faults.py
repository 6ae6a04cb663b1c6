"""Every way in which a store's file can fail is told plainly, shows nothing of a record and loses nothing."""

import random
import sqlite3
import sys
from contextlib import closing

import pytest
from sqlalchemy import Pool, event

from assistant.store.errors import (
    DiskFull,
    StoreDamaged,
    StoreError,
    StoreLocked,
    StoreNotSupported,
    StoreReadOnly,
    StoreTooNew,
    StoreUnreadable,
)
from assistant.store.schema import SCHEMA
from assistant.store.store import Store

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")
TITLE = "01AB1234526 John Smith"


@pytest.fixture
def url(file):
    """The address of a store in a file."""
    return f"sqlite:///{file.as_posix()}"


def keep(store, draft_id="d1", **data):
    store.keep(draft_id, title=TITLE, at="The court", data=data)


def other_program(file):
    return closing(sqlite3.connect(file, isolation_level=None, timeout=0))


@pytest.fixture
def kept(url):
    """A closed store with one draft in it."""
    with Store.open(url) as store:
        keep(store, n=1)


@pytest.fixture
def few_pages():
    """Lets no database grow beyond so many pages, as a full disk would; the number may be changed."""
    limit = [4294967294]

    def apply(connection, *_rest):
        connection.execute(f"PRAGMA max_page_count = {limit[0]}")

    event.listen(Pool, "checkout", apply)
    yield limit
    event.remove(Pool, "checkout", apply)


def test_opening_a_store_and_leaving_changes_nothing(kept, url, file, rows):
    everything = "SELECT * FROM draft UNION ALL SELECT 1, 1, 1, 1, 1, count(*) FROM record"
    before, content = file.read_bytes(), rows(everything)
    with Store.open(url) as store:
        draft = store.drafts()[0]
        assert store.draft(draft.id) == {"n": 1}
        assert store.recent() == []
    assert file.read_bytes() == before
    assert rows(everything) == content
    assert [path.name for path in file.parent.iterdir()] == [file.name]


@posix_only
def test_the_store_and_its_working_files_are_open_to_their_owner_only(store, file):
    keep(store)
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in file.parent.iterdir()}
    assert modes == dict.fromkeys([file.name, f"{file.name}-wal", f"{file.name}-shm"], "0o600")


def test_without_an_address_the_store_is_in_the_users_data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("FINALISE_HOME", str(tmp_path / "home"))
    with Store.open() as store:
        assert store.path == tmp_path / "home" / "data" / "finalise.db"
        assert store.path.is_file()
    if sys.platform != "win32":
        assert store.path.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    "address", ["", "mysql://x", "sqlite:///", "sqlite://", "sqlite:///:memory:", "finalise.db"]
)
def test_an_address_that_is_none_is_told(address):
    with pytest.raises(StoreNotSupported, match="not the address of a store"):
        Store.open(address)


def test_a_store_may_lie_in_a_folder_of_any_name(tmp_path, record):
    folder = tmp_path / "50% of #1 – café & co"
    folder.mkdir()
    address = f"sqlite:///{(folder / 'my store.db').as_posix()}"
    with Store.open(address) as store:
        written = store.write(record(), draft_id="d1")
    with Store.open(address) as store:
        assert store.get(written.reference) == written
    assert [path.name for path in folder.iterdir()] == ["my store.db"]


def test_a_missing_folder_is_told_and_not_made(tmp_path):
    with pytest.raises(StoreUnreadable, match="there is no folder"):
        Store.open(f"sqlite:///{(tmp_path / 'gone' / 'f.db').as_posix()}")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_place_of_the_file_is_told(file, url):
    file.mkdir()
    with pytest.raises(StoreUnreadable, match="is a folder"):
        Store.open(url)


def test_a_file_in_place_of_the_folder_is_told(file):
    file.write_text("x")
    with pytest.raises(StoreUnreadable):
        Store.open(f"sqlite:///{(file / 'f.db').as_posix()}")


def test_an_unreadable_file_is_told(kept, url, file, modes_count):
    file.chmod(0)
    with pytest.raises(StoreUnreadable, match="cannot be opened"):
        Store.open(url)
    file.chmod(0o600)
    with Store.open(url) as store:
        assert store.draft("d1") == {"n": 1}


def test_a_read_only_file_is_told_before_anything_is_typed(kept, url, file, modes_count):
    file.chmod(0o400)
    before = file.read_bytes()
    with pytest.raises(StoreReadOnly, match="cannot be written to"):
        Store.open(url)
    assert file.read_bytes() == before


def test_a_read_only_folder_is_told(kept, url, file, modes_count):
    file.parent.chmod(0o500)
    try:
        with pytest.raises(StoreError, match=r"may change the file|allowed to open"):
            Store.open(url)
    finally:
        file.parent.chmod(0o700)


def test_a_folder_that_nothing_can_be_made_in_is_told(tmp_path, url, modes_count):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(StoreReadOnly):
            Store.open(url)
    finally:
        tmp_path.chmod(0o700)


def test_a_data_folder_that_cannot_be_made_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("FINALISE_HOME", str(tmp_path / "home"))
    (tmp_path / "home").write_text("a file is in the way")
    with pytest.raises(StoreUnreadable):
        Store.open()


def test_a_write_lock_held_by_another_program_is_told_and_nothing_is_lost(url, file, record):
    with Store.open(url, wait_s=0) as store, other_program(file) as other:
        keep(store, n=1)
        other.execute("BEGIN IMMEDIATE")
        for write in (
            lambda: keep(store, n=2),
            lambda: store.discard("d1"),
            lambda: store.write(record(), draft_id="d1"),
        ):
            with pytest.raises(StoreLocked, match="Another program is using"):
                write()
        assert store.draft("d1") == {"n": 1}
        other.execute("ROLLBACK")
        keep(store, n=2)
        assert store.draft("d1") == {"n": 2}


def test_a_store_can_be_opened_and_read_while_another_writes(kept, url, file):
    with other_program(file) as other:
        other.execute("BEGIN IMMEDIATE")
        with Store.open(url, wait_s=0) as store:
            assert store.draft("d1") == {"n": 1}


def test_a_store_held_whole_by_another_program_is_told(kept, url, file):
    with other_program(file) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreLocked):
            Store.open(url, wait_s=0)


def test_a_full_disk_is_told_and_what_was_kept_before_stays(url, few_pages, record):
    with Store.open(url) as store:
        keep(store, n=1)
        few_pages[0] = 1
        with pytest.raises(DiskFull, match="no room left"):
            keep(store, n=2, long="x" * 200_000)
        with pytest.raises(DiskFull):
            store.write(record(note="x" * 200_000), draft_id="d1")
        assert store.draft("d1") == {"n": 1}
        assert store.recent() == []
        few_pages[0] = 4294967294
        keep(store, n=3, long="x" * 200_000)
        assert store.write(record(), draft_id="d1").reference
        assert len(store.recent()) == 1


def test_a_disk_that_really_is_full_loses_nothing(small_disk, record):
    url = f"sqlite:///{(small_disk / 'f.db').as_posix()}"
    acknowledged = 0
    with Store.open(url) as store:
        for number in range(1000):
            try:
                keep(store, f"d{number}", n=number, text="x" * 2000)
            except DiskFull:
                break
            acknowledged = number
        assert 3 < acknowledged < 999
        with pytest.raises(DiskFull):
            store.write(record(note="x" * 200_000), draft_id="d1")
        assert {draft.id for draft in store.drafts()} >= {f"d{n}" for n in range(acknowledged + 1)}
    with Store.open(url) as store:
        assert [store.draft(f"d{n}") for n in range(acknowledged + 1)] == [
            {"n": n, "text": "x" * 2000} for n in range(acknowledged + 1)
        ]


def test_no_room_for_a_new_store_is_told_and_leaves_nothing_behind(small_disk):
    (small_disk / "big").write_bytes(b"x" * (350 * 1024))
    with pytest.raises(DiskFull):
        Store.open(f"sqlite:///{(small_disk / 'f.db').as_posix()}")
    assert [path.name for path in small_disk.iterdir()] == ["big"]


@pytest.mark.parametrize(
    "content",
    [b"", b"not a database", random.Random(7).randbytes(20_000), "Café,5\n".encode("utf-16") * 100],
    ids=["nothing", "words", "noise", "another encoding"],
)
def test_a_file_that_is_no_store_is_told_and_left_as_it_is(url, file, content):
    file.write_bytes(content)
    with pytest.raises(StoreDamaged):
        Store.open(url)
    assert file.read_bytes() == content
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_the_database_of_another_program_is_told_and_left_as_it_is(url, file):
    with other_program(file) as other:
        other.execute("CREATE TABLE alembic_version (version_num TEXT)")
    before = file.read_bytes()
    with pytest.raises(StoreDamaged, match="is not a store of Finalise"):
        Store.open(url)
    assert file.read_bytes() == before


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_store_is_told_and_left_as_it_is(kept, url, file, share):
    content = file.read_bytes()[: int(file.stat().st_size * share)]
    file.write_bytes(content)
    with pytest.raises(StoreDamaged, match="is damaged"):
        Store.open(url)
    assert file.read_bytes() == content


def test_a_page_spoilt_in_the_middle_is_told_when_it_is_read(url, file):
    with Store.open(url) as store:
        for number in range(200):
            keep(store, f"d{number}", text="x" * 500)
    spoilt = bytearray(file.read_bytes())
    half = len(spoilt) // 2
    spoilt[half:] = b"\xff" * (len(spoilt) - half)
    file.write_bytes(spoilt)
    with Store.open(url) as store, pytest.raises(StoreDamaged):
        _ = [store.draft(f"d{number}") for number in range(200)]


@pytest.mark.parametrize("version", [f"{int(SCHEMA) + 1:04}", "9999", "abcdef012345"])
def test_a_store_of_a_newer_program_is_told_and_left_as_it_is(kept, url, file, rows, version):
    rows(f"UPDATE alembic_version SET version_num = '{version}'")
    before = file.read_bytes()
    with pytest.raises(StoreTooNew, match="newer version of Finalise"):
        Store.open(url)
    assert file.read_bytes() == before


@pytest.mark.parametrize("statement", ["DELETE FROM alembic_version", "DROP TABLE alembic_version"])
def test_a_store_that_does_not_say_its_version_is_told(kept, url, rows, statement):
    rows(statement)
    with pytest.raises(StoreDamaged):
        Store.open(url)


@posix_only
def test_a_store_replaced_while_it_is_open_takes_no_more_writes(kept, url, file):
    with Store.open(url) as store:
        keep(store, n=2)
        file.rename(file.with_name("moved.db"))
        with pytest.raises(StoreUnreadable):
            keep(store, n=3)
        file.touch()
        with pytest.raises(StoreUnreadable, match="moved or replaced"):
            keep(store, n=3)


def test_no_error_shows_what_was_to_be_written(url, few_pages):
    with Store.open(url) as store:
        few_pages[0] = 1
        with pytest.raises(DiskFull) as caught:
            store.keep("d1", title="SECRET", at="SECRET", data={"SECRET": "SECRET" * 50_000})
    cause = caught.value.__cause__
    assert "SECRET" not in f"{caught.value} {cause} {cause!r}"


def test_a_table_that_is_gone_is_told(kept, url, rows):
    rows("DROP TABLE draft")
    with Store.open(url) as store, pytest.raises(StoreDamaged):
        store.drafts()


def test_a_draft_that_cannot_be_read_is_told_and_can_be_kept_anew_or_discarded(store, rows):
    keep(store, "a", n=1)
    keep(store, "b", n=1)
    rows("UPDATE draft SET data = '{'")
    with pytest.raises(StoreDamaged, match="a draft that cannot be read"):
        store.draft("a")
    assert len(store.drafts()) == 2
    keep(store, "a", n=2)
    store.discard("b")
    assert store.draft("a") == {"n": 2}
    assert len(store.drafts()) == 1


def test_a_text_with_spoilt_bytes_is_told_and_not_shown(url, record, rows):
    with Store.open(url) as store:
        written = store.write(record(), draft_id="d1")
        rows("DROP TRIGGER record_no_update")
        rows("UPDATE record SET body = CAST(replace(body, 'John', x'ff') AS TEXT)")
        with pytest.raises(StoreDamaged) as told:
            store.get(written.reference)
        assert told.value.__suppress_context__
        found = store.verify()
    assert (found.broken.position, found.broken.reference) == (1, written.reference)
    assert "its text was changed" in found.broken.what
