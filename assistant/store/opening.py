"""Opens the place where a store is: finds it, makes it ready, connects. Knows no records."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from assistant.platform import private_folder
from assistant.store.address import store_address
from assistant.store.engine import reading_engine, server_engine, sqlite_engine
from assistant.store.errors import Place, StoreReadOnly, StoreUnreadable
from assistant.store.faults import told_plainly
from assistant.store.schema import make_ready, may_read


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
        try:
            with told_plainly(path):
                copy = make_ready(path, wait_s=wait_s)
        except (StoreReadOnly, StoreUnreadable):
            if not (to_read and path.is_file() and may_read(path, wait_s=wait_s)):
                raise
            engine = reading_engine(path, wait_s=wait_s)
            return Opened(engine=engine, place=path, look=_same_file(path))
        return Opened(engine=sqlite_engine(path, wait_s=wait_s), place=path, look=_same_file(path), copy=copy)


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
