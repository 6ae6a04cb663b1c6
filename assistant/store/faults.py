"""Turns the database's own errors into ours. The only place that knows the error codes of SQLite and PostgreSQL."""

import errno
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum, auto
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from assistant.store.errors import (
    DiskFull,
    Place,
    StoreClosedToYou,
    StoreDamaged,
    StoreError,
    StoreLocked,
    StoreOutOfReach,
    StoreReadOnly,
    StoreUnreadable,
)

_LEAST_ROOM_BYTES = 128 * 1024  # less than this, and SQLite cannot make the files that it works with
_PRIMARY_CODE = 0xFF  # SQLite's longer codes carry the plain one in their last byte
_SPOILT = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}
_NOT_OPEN = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH, sqlite3.SQLITE_IOERR}
_KINDS: dict[int | None, Callable[[Place], StoreError]] = {
    sqlite3.SQLITE_BUSY: StoreLocked,
    sqlite3.SQLITE_LOCKED: StoreLocked,
    sqlite3.SQLITE_READONLY: StoreReadOnly,
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_CORRUPT: StoreDamaged,
    sqlite3.SQLITE_ERROR: StoreDamaged,  # our statements are fixed: a table is not as it was made
}


class Again(Enum):
    """Why a transaction may be tried again."""

    UNDONE = auto()
    """It came to nothing: another one was quicker."""
    LOST = auto()
    """The connection was lost or could not be made. Where it was lost as the transaction ended, it may be done."""


# https://www.postgresql.org/docs/current/errcodes-appendix.html
_UNDONE = {
    "40001",  # serialization_failure
    "40P01",  # deadlock_detected
    "23505",  # unique_violation: somebody else took the key, so that looking again gives another answer
}
_GONE = {
    "57P01",  # admin_shutdown
    "57P02",  # crash_shutdown
    "57P03",  # cannot_connect_now: it is starting or stopping
    "57P05",  # idle_session_timeout
    "25P03",  # idle_in_transaction_session_timeout
    "53300",  # too_many_connections
}


def again_after(error: BaseException) -> Again | None:
    """Whether a transaction that ended in this error may be tried again, and why; None where that would not help."""
    if not isinstance(error, DBAPIError) or isinstance(error.orig, sqlite3.Error):
        return None
    state = _state(error.orig)
    if state in _UNDONE:
        return Again.UNDONE
    if error.connection_invalidated or state in _GONE or (state is None and _is_operational(error.orig)):
        return Again.LOST
    return None


@contextmanager
def told_plainly(place: Place) -> Iterator[None]:
    """Within it, a fault of the database or file system comes out as a StoreError about `place`."""
    try:
        yield
    except DBAPIError as error:
        if _quotes_a_record(error.orig):
            raise StoreDamaged(place) from None
        raise plain_fault(place, error.orig) or error from error
    except sqlite3.Error as error:
        if _quotes_a_record(error):
            raise StoreDamaged(place) from None
        raise plain_fault(place, error) or error from error
    except OSError as error:
        if not isinstance(place, Path):
            raise
        raise _file_fault(place, error) from error


def _quotes_a_record(error: BaseException | None) -> bool:
    """Whether this is the error of a text that is no text any more, whose words show what stands in it."""
    return isinstance(error, sqlite3.OperationalError) and str(error).startswith("Could not decode")


def plain_fault(place: Place, error: BaseException | None) -> StoreError | None:
    """The fault in our words, or None where it is no fault of the store but of this program."""
    if not isinstance(place, Path):
        return None if error is None else _server_fault(place, error)
    primary = _primary_code(error)
    if primary in _NOT_OPEN:
        return _no_room(place) or StoreUnreadable(place)
    if primary == sqlite3.SQLITE_NOTADB:
        return StoreDamaged(place, "is not a store of Finalise.")
    kind = _KINDS.get(primary)
    return kind(place) if kind else None


def is_spoilt(error: BaseException) -> bool:
    """Whether SQLite says that what stands in the file is not what it should be."""
    return _primary_code(error) in _SPOILT


def is_busy(error: BaseException) -> bool:
    """Whether SQLite says that somebody else has the file."""
    return _primary_code(error) == sqlite3.SQLITE_BUSY


def _primary_code(error: BaseException | None) -> int | None:
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & _PRIMARY_CODE


def _file_fault(path: Path, error: OSError) -> StoreError:
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return StoreReadOnly(path)
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DiskFull(path)
    return _no_room(path) or StoreUnreadable(path)


def _no_room(path: Path) -> DiskFull | None:
    try:
        free = shutil.disk_usage(path.parent).free
    except OSError:
        return None
    return DiskFull(path) if free < _LEAST_ROOM_BYTES else None


def _server_fault(place: str, error: BaseException) -> StoreError | None:
    state = _state(error)
    if state is None:
        return _connecting_fault(place, error) if _is_operational(error) else None
    if state in _GONE or state.startswith("08"):
        return StoreOutOfReach(place, "hung up.")
    return _server_told(place, state)


def _server_told(place: str, state: str) -> StoreError | None:
    match state:
        case "28P01" | "28000":  # invalid_password, invalid_authorization_specification
            return _shut_out(place)
        case "3D000":  # invalid_catalog_name
            return _no_database(place)
        case "42501":  # insufficient_privilege
            return StoreClosedToYou(
                f"The database of the store {place} does not let you do this.",
                fix="Ask whoever looks after the database for the role that you need (finalise store grants).",
            )
        case "55P03" | "57014" | "40001" | "40P01":  # lock_not_available, query_canceled
            return StoreLocked(place)
        case "53100" | "53200" | "53000":  # disk_full, out_of_memory
            return DiskFull(place)
        case "25006":  # read_only_sql_transaction
            return StoreReadOnly(place)
        case (
            "42P01" | "42703" | "XX001" | "XX002"
        ):  # undefined_table, undefined_column, data or index corrupted
            return StoreDamaged(place)
        case _:
            return None


def _connecting_fault(place: str, error: BaseException) -> StoreError:
    """What came of an attempt to connect, where the driver tells it in words alone."""
    words = str(error)
    if "password" in words or "authentication" in words or "pg_hba" in words or 'role "' in words:
        return _shut_out(place)
    if 'database "' in words:
        return _no_database(place)
    if "too many" in words or "remaining connection slots" in words:
        return StoreOutOfReach(place, "has no place left for another terminal.")
    return StoreOutOfReach(place)


def _shut_out(place: str) -> StoreClosedToYou:
    return StoreClosedToYou(
        f"The database server of the store {place} does not let you in: the name or the password is not right.",
        fix="Check both in the address of the store, or ask whoever looks after the database.",
    )


def _no_database(place: str) -> StoreClosedToYou:
    return StoreClosedToYou(
        f"There is no database of that name, or none for you, at {place}.",
        fix="Check the last part of the address of the store, or have the database made: createdb finalise.",
    )


def _state(error: BaseException | None) -> str | None:
    state = getattr(error, "sqlstate", None)
    return state if isinstance(state, str) else None


def _is_operational(error: BaseException | None) -> bool:
    """Whether it is a fault of the connection, by the name that every driver gives it; the driver is loaded late."""
    return type(error).__module__.startswith("psycopg") and "OperationalError" in [
        kind.__name__ for kind in type(error).__mro__
    ]
