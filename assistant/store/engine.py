"""Connects to SQLite so that what is acknowledged stays, and writers wait for each other. Knows no tables."""

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

from assistant.store.errors import StoreUnreadable

# Synchronous FULL: in WAL mode anything less may lose an acknowledged commit when the power fails.
# Fullfsync does the same on macOS, where a plain sync leaves data in the drive's own memory.
_SETTINGS = ("journal_mode=WAL", "synchronous=FULL", "fullfsync=ON")


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


def _begin(connection: Connection) -> None:
    read_only = connection.get_execution_options().get("read_only", False)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
