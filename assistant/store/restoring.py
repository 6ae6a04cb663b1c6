"""Puts a backup in the place of a store, once all of it is found whole, and keeps what stood there. Makes no backup."""

import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session

from assistant.platform import folders, private_file, private_folder, replace_file
from assistant.store.address import store_address
from assistant.store.backup import WORKING, finish, in_the_making, opened, settle
from assistant.store.copying import TABLES, Told, check_copy, copy_rows, count_rows, nobody
from assistant.store.engine import sqlite_engine
from assistant.store.errors import (
    Place,
    StoreDamaged,
    StoreError,
    StoreReadOnly,
    StoreUnreadable,
)
from assistant.store.faults import is_busy, is_spoilt, told_plainly
from assistant.store.opening import Opened, open_place
from assistant.store.people import People
from assistant.store.roles import Permission
from assistant.store.schema import examine, make_ready, make_store
from assistant.store.sound import check_chain, check_file
from assistant.store.stamps import Stamps
from assistant.store.transactions import Transactions
from assistant.store.verify import Verification


class StoreInTheWay(StoreError):
    """There is something in the store that is to be restored."""

    def __init__(self, place: Place) -> None:
        super().__init__(
            f"There is a store at {place} already, and it was left as it is.",
            fix="Add --replace to put the backup in its place. A copy of it as it is now is kept.",
        )


class StoreInUse(StoreError):
    """Somebody has the store open that is to be replaced."""

    def __init__(self, place: Path) -> None:
        super().__init__(
            f"Somebody is using the store {place}, so nothing was changed.",
            fix="Close Finalise on every screen that uses this store, and try again.",
        )


class BackupDamaged(StoreError):
    """A backup is not whole, so nothing was restored from it."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"The backup {file} is not whole, so nothing was restored.",
            fix="Use another backup. The store is as it was.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A store that was restored: where it is, what was found whole in it, and the copy of what stood there before.

    `kept` is None where there was nothing.
    """

    place: Place
    sound: Verification
    kept: Path | None


def restore(
    url: str | None,
    file: Path,
    *,
    replace: bool = False,
    stamps: Stamps | None = None,
    wait_s: float = 5.0,
    told: Told = nobody,
) -> Restored:
    """Put the backup in `file` in the place of the store at `url`, whole or not at all.

    The backup is looked through first, and brought up to date where an older Finalise made it; the file itself is
    only read. A store that holds anything is replaced only where `replace` says so, and only for a person whose role
    in it may restore; where it cannot be read, their role in the backup counts. What it held is kept in a private
    file. Nobody else may have the store open meanwhile. Raises StoreInTheWay, StoreInUse, BackupDamaged, NotAllowed
    and other StoreErrors; then the store is as it was.
    """
    address = store_address(url)
    source = file.expanduser().absolute()
    marks = stamps or Stamps()
    if isinstance(address.place, Path):
        path = address.place
        with told_plainly(path):
            if url is None:
                private_folder(path.parent)
            _check_way(path, replace=replace)
            with in_the_making(path) as making:
                sound = _looked_through(source, making)
                _require(making, path, marks, wait_s)
                kept = _put(making, path, wait_s) if path.exists() else None
                if kept is None:
                    finish(making, path, replace=False)
        return Restored(place=path, sound=sound, kept=kept)
    target = open_place(url, wait_s=wait_s, to_read=False)
    try:
        # Where the backup lies nothing may be writable, and its copy holds names.
        with in_the_making(private_folder(folders().data) / source.name) as making:
            sound = _looked_through(source, making)
            kept = _put_on_server(making, target, marks, wait_s, replace=replace, told=told)
    finally:
        target.engine.dispose()
    return Restored(place=target.place, sound=sound, kept=kept)


def _check_way(path: Path, *, replace: bool) -> None:
    if not path.parent.is_dir():
        raise StoreUnreadable(path, f"cannot be made: there is no folder {path.parent}.")
    if path.is_dir():
        raise StoreUnreadable(path, "is a folder, not a file.")
    if path.exists() and not replace:
        raise StoreInTheWay(path)


def _looked_through(file: Path, making: Path) -> Verification:
    """Copy the backup to `making`, bring it up to date, and give what was found whole in it."""
    if not file.is_file():
        raise StoreUnreadable(file, "cannot be restored from: there is no such file.")
    private_file(making)
    log = file.with_name(f"{file.name}-wal")
    # A backup may lie where nothing can be written, and SQLite would make files beside it.
    address = f"{file.as_uri()}?mode=ro{'' if log.exists() else '&immutable=1'}"
    try:
        with told_plainly(file), closing(sqlite3.connect(address, uri=True)) as source:
            source.execute("PRAGMA schema_version")  # finds out whether it is a database at all
            with told_plainly(making), closing(sqlite3.connect(making)) as target:
                source.backup(target)
        with told_plainly(making):
            check_file(making, file)
            older = make_ready(making, wait_s=0)
            if older is not None:
                older.unlink()
            with opened(making) as session:
                sound = check_chain(session, file)
            settle(making)
    except StoreDamaged as error:
        raise BackupDamaged(file) from error
    return sound


def _require(making: Path, path: Path, stamps: Stamps, wait_s: float) -> None:
    """Raise NotAllowed where the person may not restore: by the store that is there, or else by the backup."""
    for one in (path, making):
        if not one.exists():
            continue
        try:
            with told_plainly(one):
                examine(one, newest="9999", wait_s=wait_s)
                with _session(one, wait_s) as session:
                    _people(session, one, stamps).require(session, Permission.RESTORE)
        except (StoreDamaged, StoreReadOnly):
            continue
        return


@contextmanager
def _session(path: Path, wait_s: float) -> Iterator[Session]:
    engine = sqlite_engine(path, wait_s=wait_s)
    try:
        with Session(engine.execution_options(read_only=True)) as session:
            yield session
    finally:
        engine.dispose()


def _people(session: Session, place: Place, stamps: Stamps) -> People:
    engine = session.get_bind()
    assert isinstance(engine, sa.Engine)
    return People(Transactions(engine, place, look=lambda: None, wait_s=0), stamps)


def _put(making: Path, path: Path, wait_s: float) -> Path:
    """Put the file in the place of the one at `path`, and give the copy of that one."""
    kept = path.with_name(f"{path.name}.{_moment()}.replaced")
    try:
        _pour(making, path, kept, wait_s)
    except sqlite3.DatabaseError as error:
        _drop(kept)
        if is_busy(error):
            raise StoreInUse(path) from error
        if not is_spoilt(error):
            raise
        _swap(making, path, kept)
    except BaseException:
        _drop(kept)
        raise
    return kept


def _pour(making: Path, path: Path, kept: Path, wait_s: float) -> None:
    """Write the pages of one file over those of the other, in one transaction that nobody else sees the middle of.

    A file put in the place of another one would be no good: whoever has the old one open would go on writing to it
    and, on closing it, remove the working files of the new one.
    """
    address = f"{path.absolute().as_uri()}?mode=rw"
    with closing(sqlite3.connect(address, uri=True, timeout=wait_s, isolation_level=None)) as target:
        # Alone from here to the end: nothing may be written between the copy and the change.
        for statement in (
            *("PRAGMA locking_mode=EXCLUSIVE", "PRAGMA synchronous=FULL", "PRAGMA fullfsync=ON"),
            *("BEGIN EXCLUSIVE", "COMMIT"),
        ):
            target.execute(statement)
        private_file(kept)
        with closing(sqlite3.connect(kept)) as copy:
            target.backup(copy)
        with closing(sqlite3.connect(making)) as source:
            source.backup(target)
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    settle(kept)


def _swap(making: Path, path: Path, kept: Path) -> None:
    """Put the file in the place of one that is no database any more, which is kept byte by byte."""
    for ending in ("", "-wal"):
        old = path.with_name(path.name + ending)
        if old.exists():
            shutil.copyfile(old, private_file(kept.with_name(kept.name + ending)))
    # Working files of the old one would be taken for those of the new one.
    for ending in WORKING:
        path.with_name(path.name + ending).unlink(missing_ok=True)
    replace_file(making, path)


def _drop(kept: Path) -> None:
    for ending in ("", *WORKING):
        kept.with_name(kept.name + ending).unlink(missing_ok=True)


def _moment() -> str:
    return f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"


def _put_on_server(
    making: Path, target: Opened, stamps: Stamps, wait_s: float, *, replace: bool, told: Told
) -> Path | None:
    """Put the rows of the file in the place of those on the server, in one transaction; give the copy of those."""
    transactions = Transactions(target.engine, target.place, look=target.look, wait_s=wait_s)
    kept = private_folder(folders().data) / f"server.{_moment()}.replaced"

    def work(session: Session) -> Path | None:
        People(transactions, stamps).require(session, Permission.RESTORE)
        # By the owner alone, and while nobody else reads or writes; with the transaction it is undone or done.
        for table in ("record", "ledger"):
            session.execute(sa.text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        session.execute(
            sa.text(f"LOCK TABLE {', '.join(table.name for table in TABLES)} IN ACCESS EXCLUSIVE MODE")
        )
        there = any(count_rows(session).values())
        if there and not replace:
            raise StoreInTheWay(target.place)
        if there:
            _keep_rows(session, kept)
        for table in reversed(TABLES):
            session.execute(table.delete())
        with opened(making) as source:
            copy_rows(source, session, told)
            check_copy(source, session, target.place)
        for table in ("record", "ledger"):
            session.execute(sa.text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))
        return kept if there else None

    try:
        return transactions.write(work, may_repeat=False)
    except BaseException:
        _drop(kept)
        raise


def _keep_rows(session: Session, kept: Path) -> None:
    """Write the rows as they are, whole or not, to a private file of the form of a store."""
    with told_plainly(kept), in_the_making(kept) as making:
        make_store(making)
        with opened(making) as copy:
            triggers = copy.execute(
                sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            ).all()
            # What is replaced may be what the triggers would refuse.
            for name, _ in triggers:
                copy.execute(sa.text(f'DROP TRIGGER "{name}"'))
            copy_rows(session, copy)
            for _, made in triggers:
                copy.execute(sa.text(made.replace(":", r"\:")))
        settle(making)
        finish(making, kept, replace=False)
