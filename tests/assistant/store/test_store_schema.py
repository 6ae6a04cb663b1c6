import shutil
import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import OperationalError

from assistant.store.engine import sqlite_engine
from assistant.store.errors import StoreTooNew
from assistant.store.schema import MIGRATIONS, SCHEMA, make_ready
from assistant.store.store import Store
from assistant.store.tables import Row

STEP = '''"""A step that only this test knows."""
import sqlalchemy as sa
from alembic import op

revision, down_revision = "{next}", "{newest}"


def upgrade() -> None:
    {body}
'''


NEXT = f"{int(SCHEMA) + 1:04}"


@pytest.fixture
def url(file):
    """The address of a store in a file."""
    return f"sqlite:///{file.as_posix()}"


@pytest.fixture
def scripts(tmp_path):
    """Makes a copy of the migrations with one more step, which does what is given."""

    def make(body):
        folder = tmp_path / "50% more steps"
        shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "versions" / f"{NEXT}_next.py").write_text(STEP.format(body=body, newest=SCHEMA, next=NEXT))
        return folder

    return make


@pytest.fixture
def filled(url, record):
    """A closed store with a draft and a record; gives the record."""
    with Store.open(url) as store:
        store.keep("d1", title="t", at="a", data={"n": 1})
        return store.write(record(), draft_id="d2")


def test_the_program_knows_the_newest_migration():
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [SCHEMA]


def test_the_tables_in_the_code_are_those_in_the_file(store):
    engine = sqlite_engine(store.path, wait_s=1)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Row.metadata) == []
    engine.dispose()


def test_every_migration_is_named_by_its_number():
    files = sorted(path.name for path in (MIGRATIONS / "versions").glob("*.py"))
    assert [name[:5] for name in files] == [f"{number:04}_" for number in range(1, len(files) + 1)]


@pytest.mark.parametrize("setting", [("synchronous", 2), ("foreign_keys", 1), ("journal_mode", "wal")])
def test_every_connection_keeps_what_it_acknowledges(store, setting):
    name, value = setting
    engine = sqlite_engine(store.path, wait_s=1)
    with engine.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() == value
    engine.dispose()


def test_a_store_is_never_made_by_connecting(file):
    engine = sqlite_engine(file, wait_s=1)
    with pytest.raises(OperationalError, match="unable to open"):
        engine.connect()
    assert not file.exists()


def test_a_writer_waits_for_another(store, url):
    with Store.open(url) as other:
        with ThreadPoolExecutor(2) as pool:
            done = [
                pool.submit(each.keep, f"{who}{number}", title="t", at="a", data={})
                for number in range(20)
                for who, each in (("one", store), ("two", other))
            ]
        assert [each.result() for each in done] == [None] * 40
    assert len(store.drafts(everybody=True)) == 40


def test_an_older_store_is_brought_up_with_its_data_and_triggers(filled, file, rows, scripts):
    triggers = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    before = rows(triggers)
    steps = scripts('op.add_column("draft", sa.Column("note", sa.String()))')
    make_ready(file, wait_s=1, newest=NEXT, scripts=steps)
    assert rows("SELECT version_num FROM alembic_version") == [(NEXT,)]
    assert rows("SELECT id, note FROM draft") == [("d1", None)]
    assert rows("SELECT reference FROM record") == [(filled.reference,)]
    assert rows(triggers) == before
    assert len(before) == 6


def test_a_new_store_goes_through_every_step(file, rows, scripts):
    steps = scripts('op.add_column("draft", sa.Column("note", sa.String()))')
    make_ready(file, wait_s=1, newest=NEXT, scripts=steps)
    assert rows("SELECT note FROM draft") == []


def test_a_store_that_is_current_is_not_copied(filled, file):
    make_ready(file, wait_s=1)
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_store_is_copied_before_it_is_brought_up(filled, file, url, scripts):
    steps = scripts('op.execute("DROP TABLE draft")')
    make_ready(file, wait_s=1, newest=NEXT, scripts=steps)
    (copy,) = file.parent.glob("*.bak")
    if sys.platform != "win32":
        assert copy.stat().st_mode & 0o777 == 0o600
    with Store.open(f"sqlite:///{copy.as_posix()}") as store:
        assert store.draft("d1") == {"n": 1}
        assert store.get(filled.reference) == filled
    with pytest.raises(StoreTooNew):
        Store.open(url)


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ('op.create_table("half", sa.Column("id", sa.Integer())); 1 / 0', ZeroDivisionError),
        (
            'op.execute("CREATE TABLE child (of TEXT REFERENCES draft (id))"); '
            "op.execute(\"INSERT INTO child VALUES ('nobody')\")",
            sqlite3.IntegrityError,
        ),
    ],
)
def test_a_step_that_fails_leaves_nothing_behind(filled, file, rows, scripts, body, error):
    everything = "SELECT name, sql FROM sqlite_master ORDER BY name"
    before, drafts = rows(everything), rows("SELECT * FROM draft")
    steps = scripts(body)
    with pytest.raises(error):
        make_ready(file, wait_s=1, newest=NEXT, scripts=steps)
    assert rows(everything) == before
    assert rows("SELECT * FROM draft") == drafts
    assert sorted(path.name for path in file.parent.iterdir()) == ["50% more steps", file.name]
