"""Turns the database's own errors into ours. The only place that knows SQLite's error codes."""

import errno
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from assistant.store.errors import (
    DiskFull,
    StoreDamaged,
    StoreError,
    StoreLocked,
    StoreReadOnly,
    StoreUnreadable,
)

_LEAST_ROOM_BYTES = 128 * 1024  # less than this, and SQLite cannot make the files that it works with
_PRIMARY_CODE = 0xFF  # SQLite's longer codes carry the plain one in their last byte
_NOT_OPEN = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH, sqlite3.SQLITE_IOERR}
_KINDS: dict[int | None, Callable[[Path], StoreError]] = {
    sqlite3.SQLITE_BUSY: StoreLocked,
    sqlite3.SQLITE_LOCKED: StoreLocked,
    sqlite3.SQLITE_READONLY: StoreReadOnly,
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_CORRUPT: StoreDamaged,
    sqlite3.SQLITE_ERROR: StoreDamaged,  # our statements are fixed: a table is not as it was made
}


@contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """Within it, a fault of the database or file system comes out as a StoreError about `path`."""
    try:
        yield
    except DBAPIError as error:
        raise plain_fault(path, error.orig) or error from error
    except sqlite3.Error as error:
        raise plain_fault(path, error) or error from error
    except OSError as error:
        raise _file_fault(path, error) from error


def plain_fault(path: Path, error: BaseException | None) -> StoreError | None:
    """The fault in our words, or None where it is no fault of the store but of this program."""
    code = getattr(error, "sqlite_errorcode", None)
    primary = None if code is None else code & _PRIMARY_CODE
    if primary in _NOT_OPEN:
        return _no_room(path) or StoreUnreadable(path)
    if primary == sqlite3.SQLITE_NOTADB:
        return StoreDamaged(path, "is not a store of Finalise.")
    kind = _KINDS.get(primary)
    return kind(path) if kind else None


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
