"""Makes backups of a store that is in use. A backup is a SQLite file, whatever it was made of. Puts none back."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from assistant.platform import beside, place_new, private_file, replace_file
from assistant.store.copying import Told, check_copy, copy_rows, nobody
from assistant.store.engine import sqlite_engine
from assistant.store.errors import Place, StoreError
from assistant.store.faults import told_plainly
from assistant.store.schema import make_store
from assistant.store.sound import check_chain, check_file
from assistant.store.transactions import Transactions
from assistant.store.verify import Verification

WORKING = ("-wal", "-shm", "-journal")
"""What follows the name of a SQLite file in the names of those that it is worked on with."""


class FileInTheWay(StoreError):
    """There is a file already where one is to be written."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"There is a file {file} already, and it was left as it is.",
            fix="Name another file, or add --replace to write over it.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup that was made and looked through: its file, and what was found whole in it."""

    file: Path
    sound: Verification


def back_up(
    source: Transactions, place: Place, file: Path, *, replace: bool = False, told: Told = nobody
) -> Backup:
    """Write all of the open store at `place` to `file`, whole or not at all, and look it through first.

    The store may be in use: the backup is as the store was at one moment. The file is open to its owner only. One
    that is there is replaced only where `replace` says so. `told` hears how far it is where that is known. Raises
    FileInTheWay and other StoreErrors; then no file was made, and one that was there is as it was.
    """
    path = file.expanduser().absolute()
    with told_plainly(path):
        free_place(path, replace=replace)
        with in_the_making(path) as making:
            if isinstance(place, Path):  # noqa: SIM108 (mypy reads it so)
                sound = _of_file(place, making)
            else:
                sound = _of_server(source, making, told)
            finish(making, path, replace=replace)
    return Backup(file=path, sound=sound)


def _of_file(place: Path, making: Path) -> Verification:
    private_file(making)
    # At one go and as a reader, so that no writer waits and none comes between.
    address = f"{place.as_uri()}?mode=ro"
    with (
        told_plainly(place),
        closing(sqlite3.connect(address, uri=True)) as source,
        closing(sqlite3.connect(making)) as target,
    ):
        source.backup(target)
    settle(making)
    check_file(making, place)
    with opened(making) as session:
        return check_chain(session, place)


def _of_server(source: Transactions, making: Path, told: Told) -> Verification:
    make_store(making)
    with source.reading(steady=True) as reading, opened(making) as session:
        copy_rows(reading, session, told)
        sound = check_copy(reading, session, making)
    settle(making)
    return sound


@contextmanager
def opened(path: Path) -> Iterator[Session]:
    """One transaction on a SQLite file that nobody else uses."""
    engine = sqlite_engine(path, wait_s=0)
    try:
        with Session(engine, expire_on_commit=False) as session, session.begin():
            yield session
    finally:
        engine.dispose()


def settle(path: Path) -> None:
    """Make one file of a SQLite database and those beside it, all of it on disk."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    with path.open("rb") as file:
        os.fsync(file.fileno())


def free_place(path: Path, *, replace: bool) -> None:
    """Raise StoreError where no file can be put at `path`: no folder, or a file that is not to be replaced."""
    if not path.parent.is_dir():
        raise StoreError(f"There is no folder {path.parent}.", fix="Name a file in a folder that is there.")
    if path.is_dir() or (path.exists() and not replace):
        raise FileInTheWay(path)


@contextmanager
def in_the_making(path: Path) -> Iterator[Path]:
    """A name beside `path` for the file that will become it; what is left there at the end of the block is removed."""
    making = beside(path)
    try:
        yield making
    finally:
        for ending in ("", *WORKING):
            making.with_name(making.name + ending).unlink(missing_ok=True)


def finish(making: Path, path: Path, *, replace: bool) -> None:
    """Give a finished file its name, for good. Raises FileInTheWay where it was taken meanwhile."""
    if replace:
        replace_file(making, path)
        return
    try:
        place_new(making, path)
    except FileExistsError as error:
        raise FileInTheWay(path) from error
