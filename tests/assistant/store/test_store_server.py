"""A store on a server: every way in which it can be out of reach is told plainly, and nothing acknowledged is lost."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from sqlalchemy import Engine, event
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from assistant.store.address import store_address
from assistant.store.engine import server_engine
from assistant.store.errors import (
    StoreClosedToYou,
    StoreLocked,
    StoreNotSupported,
    StoreOutOfReach,
    StoreReadOnly,
)
from assistant.store.store import Store

SECRET = "hunter2"


@pytest.fixture
def url(postgresql, postgresql_database):
    """The address of a store on the server."""
    return postgresql.url(postgresql_database)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://asmith:hunter2@records:5433/finalise", "postgresql://asmith@records:5433/finalise"),
        ("postgresql+psycopg://records/finalise", "postgresql://records/finalise"),
        ("postgresql://a%40b:hunter2@records/f", "postgresql://a@b@records/f"),
        ("postgresql:///f?host=/run/pg&password=hunter2&user=me", "postgresql://me@/run/pg/f"),
    ],
)
def test_an_address_is_shown_without_its_password(address, shown):
    found = store_address(address)
    assert found.place == shown
    assert found.url.startswith("postgresql+psycopg://")


def test_an_address_that_is_none_is_told_and_not_repeated():
    with pytest.raises(StoreNotSupported, match="not the address of a database") as told:
        store_address(f"postgresql://me:{SECRET}@records:port/x")
    assert SECRET not in str(told.value)


@pytest.mark.parametrize("place", ["127.0.0.1:1", "nowhere.invalid"])
def test_no_server_is_told(place):
    with pytest.raises(StoreOutOfReach, match=f"{place}/finalise does not answer") as told:
        Store.open(f"postgresql://me:{SECRET}@{place}/finalise", wait_s=1)
    assert SECRET not in str(told.value)


def test_a_wrong_password_is_told_and_not_shown(postgresql):
    with pytest.raises(StoreClosedToYou, match="name or the password is not right") as told:
        Store.open(postgresql.url("postgres", user="locked", password=SECRET))
    assert SECRET not in str(told.value)


def test_a_name_that_the_server_does_not_know_is_told(postgresql):
    with pytest.raises(StoreClosedToYou, match="name or the password is not right"):
        Store.open(postgresql.url("postgres", user="ghost"))


def test_a_database_that_is_not_there_is_told(postgresql):
    with pytest.raises(StoreClosedToYou, match="no database of that name"):
        Store.open(postgresql.url("nothere"))


def test_missing_rights_are_told(url, postgresql, postgresql_database):
    with pytest.raises(StoreClosedToYou) as told:
        Store.open(postgresql.url(postgresql_database, user="bjones"))
    assert "does not let you do this" in str(told.value)
    assert "finalise store grants" in told.value.fix


def test_a_missing_driver_is_told_with_how_to_install_it(url):
    program = (
        "import sys\nsys.modules['psycopg'] = None\n"
        "from assistant.store.errors import StoreNotSupported\n"
        "from assistant.store.store import Store\n"
        f"try:\n    Store.open({url!r})\nexcept StoreNotSupported as fault:\n    print(fault)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "pip install 'finalise[postgresql]'" in done.stdout


def test_a_store_in_a_file_needs_no_driver(tmp_path):
    place = f"sqlite:///{(tmp_path / 'f.db').as_posix()}"
    program = (
        f"from assistant.store.store import Store\nStore.open({place!r}).close()\n"
        "import sys\nprint('psycopg' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_a_database_that_is_not_to_be_written_is_told(url, postgresql, postgresql_database, record):
    with Store.open(url) as store:
        written = store.write(record(), draft_id="d1")
    postgresql.run(f"ALTER DATABASE {postgresql_database} SET default_transaction_read_only = on")
    with Store.open(url) as store:
        with pytest.raises(StoreReadOnly):
            store.write(record(urn="01AB9999926"), draft_id="d2")
        assert store.get(written.reference) == written


def test_a_writer_that_waits_too_long_for_another_is_told(url, record):
    with Store.open(url, wait_s=0.2) as store, psycopg.connect(url) as other:
        store.keep("d1", title="t", at="a", data={"n": 1})
        other.execute("LOCK TABLE ledger, record, draft IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(StoreLocked):
            store.write(record(), draft_id="d1")
        other.rollback()
        assert store.draft("d1") == {"n": 1}
        assert store.write(record(), draft_id="d1").version == 1


def test_a_server_that_is_stopped_is_told_and_after_its_start_all_goes_on(url, postgresql, record):
    with Store.open(url, wait_s=0.5) as store:
        written = store.write(record(), draft_id="d1")
        store.keep("d2", title="t", at="a", data={"n": 1})
        postgresql.stop()
        try:
            for work in (
                lambda: store.write(record(urn="01AB9999926"), draft_id="d2"),
                lambda: store.keep("d3", title="t", at="a", data={}),
                store.recent,
            ):
                with pytest.raises(StoreOutOfReach):
                    work()
        finally:
            postgresql.start()
        assert store.get(written.reference) == written
        assert store.draft("d2") == {"n": 1}
        assert store.write(record(urn="01AB9999926"), draft_id="d2").version == 1
        assert (store.verify().broken, store.head().count) == (None, 2)


def test_a_write_waits_for_a_server_that_is_started_again(url, postgresql, record):
    with Store.open(url, wait_s=60) as store, ThreadPoolExecutor(1) as pool:
        postgresql.stop()
        try:
            writing = pool.submit(store.write, record(), draft_id="d1")
        finally:
            postgresql.start()
        assert writing.result().version == 1
        assert store.head().count == 1


def statements_of(work):
    """How many statements and commits the work makes."""
    counted = []
    with heard(lambda _connection, what: counted.append(what)):
        work()
    return counted


class heard:  # noqa: N801 - read as a word in a with line
    """Within it, `told` hears of each statement before and after it, and of each commit before and after it."""

    def __init__(self, told):
        self.hooks = [
            ("before_cursor_execute", lambda c, *_: told(c, "before a statement")),
            ("after_cursor_execute", lambda c, *_: told(c, "after a statement")),
            ("commit", lambda c: told(c, "before the commit")),
        ]

    def __enter__(self):
        for name, hook in self.hooks:
            event.listen(Engine, name, hook)

    def __exit__(self, *_error):
        for name, hook in self.hooks:
            event.remove(Engine, name, hook)


class Cutting:
    """Ends the connection on the server at the given moment of the work, once."""

    def __init__(self, postgresql, moment):
        self.postgresql, self.moment, self.seen, self.lock = postgresql, moment, 0, threading.Lock()

    def __call__(self, connection, _what):
        with self.lock:
            self.seen += 1
            is_now = self.seen == self.moment
        if is_now:
            number = connection.connection.dbapi_connection.info.backend_pid
            self.postgresql.run(f"SELECT pg_terminate_backend({number}, 5000)")


def test_a_connection_dropped_at_any_moment_of_a_write_makes_exactly_one_record(url, postgresql, record):
    with Store.open(url) as store:
        moments = len(statements_of(lambda: store.write(record(urn="01AB0000000"), draft_id="d0")))
        assert moments > 8
        for moment in range(1, moments + 1):
            with heard(Cutting(postgresql, moment)):
                written = store.write(record(urn=f"01AB00001{moment:02}"), draft_id=f"d{moment}")
            assert store.by_urn(f"01AB00001{moment:02}") == [written]
        assert (store.verify().broken, store.head().count) == (None, moments + 1)


def test_a_connection_dropped_at_any_moment_of_an_amendment_makes_exactly_one_version(
    url, postgresql, record
):
    with Store.open(url) as store:
        now = store.write(record(), draft_id="d1")

        def amended(number):
            changed = now.model_copy(update={"note": f"Seen {number} times"})
            return store.amend(changed, expected_version=now.version, why="Again.", draft_id=f"a{number}")

        moments = []
        with heard(lambda _connection, what: moments.append(what)):
            now = amended(0)
        for moment in range(1, len(moments) + 1):
            with heard(Cutting(postgresql, moment)):
                now = amended(moment)
            assert now.version == moment + 2
        assert (store.verify().broken, store.head().count) == (None, len(moments) + 2)


def test_an_answer_lost_after_the_commit_is_found_when_the_write_is_tried_again(url, postgresql, record):
    """The commit reaches the server, and the connection is gone before its answer comes back."""
    whole, lost = PGDialect_psycopg.do_commit, []

    def commit_and_lose(dialect, connection):
        whole(dialect, connection)
        if not lost:
            lost.append(True)
            connection.dbapi_connection.close()
            raise psycopg.OperationalError("server closed the connection unexpectedly")

    PGDialect_psycopg.do_commit = commit_and_lose
    try:
        with Store.open(url) as store:
            store.recent()
            lost.clear()
            written = store.write(record(), draft_id="d1")
            assert lost
            assert store.by_urn(written.urn) == [written]
            assert store.head().count == 1
    finally:
        PGDialect_psycopg.do_commit = whole


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("synchronous_commit", "on"),
        ("lock_timeout", "3s"),
        (
            "idle_in_transaction_session_timeout",
            "20s",
        ),  # who falls asleep in a write does not hold up the others
        ("transaction_isolation", "read committed"),
    ],
)
def test_every_connection_keeps_what_it_acknowledges(url, setting, value):
    engine = server_engine(url.replace("postgresql:", "postgresql+psycopg:"), wait_s=3)
    with engine.connect() as connection:
        assert connection.exec_driver_sql(f"SHOW {setting}").scalar_one() == value
    engine.dispose()
