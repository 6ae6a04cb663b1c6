"""Connects to SQLite or PostgreSQL so that what is acknowledged stays, and writers wait. Knows no tables."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, QueuePool, create_engine, event, make_url

from assistant.store.errors import StoreLocked, StoreNotSupported, StoreUnreadable

# Synchronous FULL: in WAL mode anything less may lose an acknowledged commit when the power fails.
# Fullfsync does the same on macOS, where a plain sync leaves data in the drive's own memory.
_SETTINGS = ("journal_mode=WAL", "synchronous=FULL", "fullfsync=ON")
# A terminal that falls asleep in the middle of a write must not keep all others waiting.
_LONGEST_REST_S = 20


def sqlite_engine(path: Path, *, wait_s: float, foreign_keys: bool = True) -> Engine:
    """An engine on the SQLite file at `path`, which must exist: it is never made by connecting.

    A connection waits `wait_s` seconds for another writer. Every transaction takes the write lock at its
    start, save those with the execution option `read_only`, which wait for nobody. `foreign_keys=False` is
    for migrations alone: rebuilding a table would delete its children. Errors show no statement's values.
    """
    address = f"{path.absolute().as_uri()}?mode=rw"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(address, uri=True, timeout=wait_s, check_same_thread=False)
        try:
            # The driver must not open transactions behind our back.
            connection.isolation_level = None
            for setting in (*_SETTINGS, f"foreign_keys={'ON' if foreign_keys else 'OFF'}"):
                connection.execute(f"PRAGMA {setting}")
            if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
                raise StoreUnreadable(path, "lies where it cannot be kept safely, such as a network drive.")
        except BaseException:
            connection.close()
            raise
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, hide_parameters=True)
    event.listen(engine, "begin", _begin)
    return engine


class _Reading(sqlite3.Connection):
    """A connection that may only read. `is_still`: it takes the file to be changed by nobody."""

    is_still = False


def reading_engine(path: Path, *, wait_s: float) -> Engine:
    """An engine on a SQLite file that this person may read but not change, and that is left as it is.

    A transaction raises StoreLocked where another program begins to write to the file in the middle of it.
    """
    log = path.with_name(f"{path.name}-wal")

    def connect() -> sqlite3.Connection:
        # Where writers left no files that they share, a reader without rights could not make them: SQLite then has
        # to be told that the file is never changed, and we look whether that was true.
        is_still = not log.exists()
        address = f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if is_still else ''}"
        connection = sqlite3.connect(
            address, uri=True, timeout=wait_s, check_same_thread=False, isolation_level=None, factory=_Reading
        )
        connection.is_still = is_still
        return connection

    def look(connection: Connection) -> None:
        reading = connection.connection.dbapi_connection
        if isinstance(reading, _Reading) and reading.is_still and log.exists():
            raise StoreLocked(path)

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool, hide_parameters=True)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    event.listen(engine, "commit", look)
    return engine


def server_engine(url: str, *, wait_s: float) -> Engine:
    """An engine on the PostgreSQL database at `url`; connecting waits for the first use.

    A statement waits `wait_s` seconds for another writer. Correctness rests on the keys of the tables and on the
    lock that writers take, not on the level of isolation. Raises StoreNotSupported where the driver is missing.
    """
    try:
        import psycopg  # noqa: F401, PLC0415 (a store in a file needs no driver)
    except ImportError as error:
        raise StoreNotSupported(
            "A store on PostgreSQL needs the driver psycopg, which is not installed or does not start.",
            fix="Install it with: pip install 'finalise[postgresql]'",
        ) from error
    engine = create_engine(
        make_url(url),
        hide_parameters=True,
        isolation_level="READ COMMITTED",
        connect_args={"connect_timeout": max(2, round(wait_s)), "application_name": "finalise"},
    )
    waiting = max(1, round(wait_s * 1000))
    settings = (
        "SET SESSION synchronous_commit = 'on'",
        f"SET SESSION lock_timeout = {waiting}",
        f"SET SESSION idle_in_transaction_session_timeout = {_LONGEST_REST_S * 1000}",
    )

    def set_up(connection: Any, _record: object) -> None:
        connection.autocommit = True
        connection.execute("; ".join(settings))
        connection.autocommit = False

    event.listen(engine, "connect", set_up)
    return engine


def _begin(connection: Connection) -> None:
    read_only = connection.get_execution_options().get("read_only", False)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
