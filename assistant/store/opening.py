"""Opens the place where a store is: finds it, makes it ready, connects. Knows no records."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from assistant.platform import private_folder
from assistant.store.address import store_address
from assistant.store.engine import reading_engine, server_engine, sqlite_engine
from assistant.store.errors import Place, StoreReadOnly, StoreUnreadable
from assistant.store.faults import told_plainly
from assistant.store.schema import SCHEMA, examine, make_ready, may_read


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An open place.

    `look` raises where it is no longer the one that was opened; `copy` is the copy of an older file that was brought
    up to date.
    """

    engine: Engine
    place: Place
    look: Callable[[], None]
    copy: Path | None = None


def open_place(url: str | None, *, wait_s: float, to_read: bool) -> Opened:
    """The place at an address, ready for use; see Store.open. Raises StoreError."""
    address = store_address(url)
    if address.url is not None:
        return _open_server(address.url, address.place, wait_s=wait_s)
    path = Path(address.place)
    with told_plainly(path):
        if url is None:
            private_folder(path.parent)
        # Trying to write to it would leave working files beside it that nobody takes away.
        if to_read and path.is_file() and not _may_change(path) and may_read(path, wait_s=wait_s):
            return _open_to_read(path, wait_s=wait_s)
        try:
            with told_plainly(path):
                copy = make_ready(path, wait_s=wait_s)
        except (StoreReadOnly, StoreUnreadable):
            if not (to_read and path.is_file() and may_read(path, wait_s=wait_s)):
                raise
            return _open_to_read(path, wait_s=wait_s)
        return Opened(engine=sqlite_engine(path, wait_s=wait_s), place=path, look=_same_file(path), copy=copy)


@dataclass(frozen=True, slots=True, kw_only=True)
class Upgraded:
    """What an upgrade did: the schema before (None where there was no store) and now, and the copy of an older file."""

    place: Place
    before: str | None
    now: str
    copy: Path | None = None


def upgrade_place(url: str | None, *, wait_s: float = 5.0) -> Upgraded:
    """Make the store at an address, or bring it up to date, all steps or none. Raises StoreError."""
    address = store_address(url)
    if address.url is not None:
        from assistant.store.server_schema import upgrade_server  # noqa: PLC0415

        engine = server_engine(address.url, wait_s=wait_s)
        try:
            with told_plainly(address.place):
                before = upgrade_server(engine, address.place)
        finally:
            engine.dispose()
        return Upgraded(place=address.place, before=before, now=SCHEMA)
    path = Path(address.place)
    with told_plainly(path):
        if url is None:
            private_folder(path.parent)
        before = examine(path, newest=SCHEMA, wait_s=wait_s) if path.exists() else None
        copy = make_ready(path, wait_s=wait_s)
    return Upgraded(place=path, before=before, now=SCHEMA, copy=copy)


def _open_server(url: str, place: Place, *, wait_s: float) -> Opened:
    from assistant.store.server_schema import make_server_ready  # noqa: PLC0415 (a file needs none of it)

    engine = server_engine(url, wait_s=wait_s)
    try:
        with told_plainly(place):
            make_server_ready(engine, place)
    except BaseException:
        engine.dispose()
        raise
    return Opened(engine=engine, place=place, look=_as_it_was)


def _open_to_read(path: Path, *, wait_s: float) -> Opened:
    return Opened(engine=reading_engine(path, wait_s=wait_s), place=path, look=_same_file(path))


def _may_change(path: Path) -> bool:
    """Whether this person may write to a file and make others beside it, as SQLite has to."""
    by_effect = os.access in os.supports_effective_ids
    return all(os.access(place, os.W_OK, effective_ids=by_effect) for place in (path, path.parent))


def _as_it_was() -> None:
    """A database is told by its address, and the server keeps two apart."""


def _same_file(path: Path) -> Callable[[], None]:
    """Raises where the file is no longer the one that it is now."""
    first = _identity(path)

    def look() -> None:
        # A file removed or replaced under an open connection would take writes and lose them.
        if _identity(path) != first:
            raise StoreUnreadable(path, "was moved or replaced while it was open.")

    return look


def _identity(path: Path) -> tuple[int, int]:
    """Which file this is, whatever its name."""
    found = path.stat()
    return found.st_dev, found.st_ino
