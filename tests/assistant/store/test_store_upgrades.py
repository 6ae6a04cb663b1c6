"""A store of every released schema is brought up with all it holds, in a file and on a server; a newer one is left."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from assistant.store.engine import server_engine
from assistant.store.errors import StoreDamaged, StoreTooNew, StoreTooOld
from assistant.store.opening import upgrade_place
from assistant.store.schema import SCHEMA
from assistant.store.server_schema import upgrade_server
from assistant.store.store import Store
from assistant.store.tables import Row

STORES = Path(__file__).parents[2] / "data" / "stores"
RELEASED = ["0001", "0002"]


@pytest.fixture
def database(postgresql):
    """The name of an empty database of this test alone."""
    name = postgresql.empty()
    yield name
    postgresql.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request, tmp_path):
    """Makes a store of an older schema with what it held, and gives its address."""

    def make(version):
        text = (STORES / f"{request.param}_{version}.sql").read_text(encoding="utf-8")
        if request.param == "sqlite":
            file = tmp_path / "finalise.db"
            with closing(sqlite3.connect(file)) as connection:
                connection.executescript(text)
            return f"sqlite:///{file.as_posix()}"
        server, name = request.getfixturevalue("postgresql"), request.getfixturevalue("database")
        server.run(text, name)
        return server.url(name)

    return make


@pytest.mark.parametrize("version", RELEASED)
def test_an_older_store_is_brought_up_with_all_it_holds(old, version):
    url = old(version)
    done = upgrade_place(url)
    assert (done.before, done.now) == (version, SCHEMA)
    assert (done.copy is not None) == url.startswith("sqlite")
    with Store.open(url) as store:
        assert [draft.id for draft in store.drafts()] == ["draft-1"]
        assert store.draft("draft-1") == {"format": 1, "answers": ["13AB1234626", "Jane Doe"]}
        assert [record.reference for record in store.recent()] == ["FCCC-4444", "FCCC-3333", "FCCC-2222"]
        assert store.get("FCCC-3333").defendant.surname == "O’Brien"
        assert len(store.choices.all()) == (version == "0002")


@pytest.mark.parametrize("version", RELEASED)
def test_records_of_an_older_store_stand_in_the_ledger_in_the_order_of_their_time(old, version):
    url = old(version)
    upgrade_place(url)
    with Store.open(url) as store:
        assert store.verify().broken is None
        with store.entries() as entries:
            found = [(entry.position, entry.reference, entry.person, entry.terminal) for entry in entries]
        assert found == [
            (1, "FCCC-2222", "asmith", "unknown"),
            (2, "FCCC-3333", "bjones", "unknown"),
            (3, "FCCC-4444", "bjones", "unknown"),
        ]
        (entry,) = store.history("FCCC-3333")
        assert (entry.kind, entry.at) == ("entered", store.get("FCCC-3333").entered_at)
        assert entry.overrides == {"72": "The court sat late."}
        assert entry.versions["catalogue"] == store.get("FCCC-3333").versions.catalogue


@pytest.mark.parametrize("version", RELEASED)
def test_an_older_store_can_be_written_to_once_it_is_brought_up(old, version, record):
    url = old(version)
    upgrade_place(url)
    with Store.open(url) as store:
        store.write(record(), draft_id="new")
        first = store.get("FCCC-2222")
        store.amend(
            first.model_copy(update={"note": "x"}), expected_version=1, why="It was wrong.", draft_id="a1"
        )
        store.choices.add("punched [...] face", "OF61102")
        assert (store.verify().broken, store.head().count) == (None, 5)


def test_bringing_up_a_current_store_does_nothing(store, url):
    done = upgrade_place(url)
    assert (done.before, done.now, done.copy) == (SCHEMA, SCHEMA, None)


def test_a_database_of_an_older_schema_is_told_with_what_to_do_and_left(postgresql, database):
    postgresql.run((STORES / "postgresql_0002.sql").read_text(encoding="utf-8"), database)
    with pytest.raises(StoreTooOld, match="finalise store upgrade"):
        Store.open(postgresql.url(database))
    assert postgresql.run("SELECT version_num FROM alembic_version", database) == [("0002",)]


def test_an_empty_database_is_made_into_a_store(postgresql, database, record):
    with Store.open(postgresql.url(database)) as store:
        store.write(record(), draft_id="d1")
        assert store.verify().is_whole


def test_the_database_of_another_program_is_told_and_left(postgresql, database):
    postgresql.run("CREATE TABLE customers (id int)", database)
    with pytest.raises(StoreDamaged, match="holds other tables"):
        Store.open(postgresql.url(database))
    with pytest.raises(StoreDamaged):
        upgrade_place(postgresql.url(database))
    assert postgresql.run("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", database) == [
        ("customers",)
    ]


def test_a_store_of_a_newer_program_is_told_and_left(store, url, rows):
    rows("UPDATE alembic_version SET version_num = '9999'")
    for attempt in (Store.open, upgrade_place):
        with pytest.raises(StoreTooNew, match="newer version of Finalise"):
            attempt(url)


def test_a_program_that_is_open_while_another_brings_the_store_up_no_longer_writes(store, rows, record):
    written = store.write(record(), draft_id="d1")
    rows("UPDATE alembic_version SET version_num = '9999'")
    changed = written.model_copy(update={"note": "x"})
    for write in (
        lambda: store.write(record(urn="01AB9999926"), draft_id="d2"),
        lambda: store.amend(changed, expected_version=1, why="It is wrong.", draft_id="a1"),
        lambda: store.keep("d3", title="t", at="a", data={}),
        lambda: store.choices.add("punched [...] face", "OF61102"),
    ):
        with pytest.raises(StoreTooNew, match="newer version of Finalise"):
            write()
    rows(f"UPDATE alembic_version SET version_num = '{SCHEMA}'")
    assert (store.head().count, store.drafts()) == (1, [])


def test_the_tables_in_the_code_are_those_on_the_server(postgresql, postgresql_database):
    url = postgresql.url(postgresql_database).replace("postgresql:", "postgresql+psycopg:")
    engine = server_engine(url, wait_s=5)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Row.metadata) == []
    engine.dispose()


def test_a_step_that_fails_leaves_nothing_behind_on_a_server(postgresql, database, tmp_path):
    postgresql.run((STORES / "postgresql_0002.sql").read_text(encoding="utf-8"), database)
    postgresql.run("UPDATE record SET body = 'spoilt' WHERE reference = 'FCCC-4444'", database)
    engine = server_engine(postgresql.url(database).replace("postgresql:", "postgresql+psycopg:"), wait_s=5)
    with pytest.raises(ValueError, match="Expecting value"):
        upgrade_server(engine, "here")
    with engine.connect() as connection:
        assert "ledger" not in sa.inspect(connection).get_table_names()
    engine.dispose()
    assert postgresql.run("SELECT version_num FROM alembic_version", database) == [("0002",)]
