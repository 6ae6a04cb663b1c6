"""A store in a file that can only be read is read all the same, and nothing of it is changed."""

import sqlite3
from contextlib import closing

import pytest

from assistant.store.errors import StoreLocked, StoreReadOnly, StoreUnreadable
from assistant.store.store import Store


@pytest.fixture
def url(file):
    """The address of a store in a file."""
    return f"sqlite:///{file.as_posix()}"


@pytest.fixture
def written(url, record):
    """A record in a closed store."""
    with Store.open(url) as store:
        return store.write(record(), draft_id="d1")


@pytest.fixture
def locked_up(modes_count, file):
    """Takes from a file, or from its folder as well, the right to change it."""

    def lock(what):
        file.chmod(0o400)
        if what == "folder":
            file.parent.chmod(0o500)

    yield lock
    file.parent.chmod(0o700)


@pytest.mark.parametrize("what", ["file", "folder"])
def test_everything_can_be_read_in_a_store_that_is_read_only(written, url, file, locked_up, what):
    locked_up(what)
    before = file.read_bytes()
    with Store.open(url, to_read=True) as store:
        assert store.get(written.reference) == written
        assert store.by_urn(written.urn) == [written]
        assert [found.reference for found in store.recent()] == [written.reference]
        assert [entry.version for entry in store.history(written.reference)] == [1]
        assert store.verify(store.head()).is_whole
        assert (store.status().records, store.drafts(), store.choices.all()) == (1, [], [])
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize("what", ["file", "folder"])
def test_whatever_writes_to_a_store_that_is_read_only_is_told(written, url, record, locked_up, what):
    locked_up(what)
    with Store.open(url, to_read=True) as store:
        for write in (
            lambda: store.keep("d2", title="t", at="a", data={}),
            lambda: store.write(record(urn="01AB9999926"), draft_id="d2"),
        ):
            with pytest.raises(StoreReadOnly, match="cannot be written to"):
                write()
        assert store.head().count == 1


def test_a_store_that_can_be_written_is_opened_to_be_written_though_one_only_reads(written, url, record):
    with Store.open(url, to_read=True) as store:
        assert store.write(record(urn="01AB9999926"), draft_id="d2").version == 1


def test_a_store_in_use_is_read_by_somebody_who_may_not_change_it(written, url, file, record, locked_up):
    with Store.open(url) as writer:
        second = writer.write(record(urn="01AB9999926"), draft_id="d2")
        locked_up("file")
        with Store.open(url, to_read=True) as store:
            assert store.get(second.reference) == second
        locked_up("folder")
        with Store.open(url, to_read=True) as store:
            assert store.get(second.reference) == second


def test_a_writer_that_came_between_two_looks_is_no_fault(written, url, file, locked_up):
    locked_up("folder")
    with Store.open(url, to_read=True) as store:
        file.parent.chmod(0o700)
        file.with_name(f"{file.name}-wal").write_bytes(b"")
        assert store.get(written.reference) == written  # each look goes by what the writer leaves


def test_a_writer_that_comes_in_the_middle_of_a_look_is_told(written, url, file, locked_up):
    locked_up("folder")
    with Store.open(url, to_read=True) as store, pytest.raises(StoreLocked):
        begin_to_write_while(store, file)


def begin_to_write_while(store, file):
    with store.entries() as entries:
        next(entries)
        file.parent.chmod(0o700)
        file.with_name(f"{file.name}-wal").write_bytes(b"")


def test_an_older_store_that_is_read_only_is_told(written, url, file, locked_up):
    with closing(sqlite3.connect(file)) as other, other:
        other.execute("UPDATE alembic_version SET version_num = '0002'")
    locked_up("file")
    with pytest.raises(StoreReadOnly, match="cannot be written to"):
        Store.open(url, to_read=True)


def test_a_file_that_is_gone_is_told(tmp_path):
    with pytest.raises(StoreUnreadable):
        Store.open(f"sqlite:///{(tmp_path / 'no' / 'f.db').as_posix()}", to_read=True)


def test_a_file_that_may_not_even_be_read_is_told(written, url, file, modes_count):
    file.chmod(0)
    with pytest.raises(StoreUnreadable):
        Store.open(url, to_read=True)
