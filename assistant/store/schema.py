"""Makes a store's file and brings an older one up to date. Loads Alembic only for that."""

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from assistant.platform import beside, place_new, private_file
from assistant.store.engine import reading_engine, sqlite_engine
from assistant.store.errors import Place, StoreDamaged, StoreTooNew, StoreTooOld, StoreUnreadable

SCHEMA = "0004"  # the newest file in migrations/versions
APPLICATION_ID = 0x46494E41  # "FINA": marks a SQLite file as ours
MIGRATIONS = Path(__file__).parent / "migrations"


def make_ready(path: Path, *, wait_s: float, newest: str = SCHEMA, scripts: Path = MIGRATIONS) -> Path | None:
    """Sees to it that there is a store of version `newest` at `path`; one that is there and current is left.

    Gives the copy that was made of an older one. Raises StoreError, OSError and the database's own errors.
    """
    if not path.parent.is_dir():
        raise StoreUnreadable(path, f"cannot be made: there is no folder {path.parent}.")
    if not path.exists():
        make_store(path, scripts=scripts)
    if not path.is_file():
        raise StoreUnreadable(path, "is a folder, not a file.")
    version = examine(path, newest=newest, wait_s=wait_s)
    if version == newest:
        return None
    return bring_up(path, version, wait_s=wait_s, scripts=scripts)


def make_store(path: Path, *, scripts: Path = MIGRATIONS) -> None:
    """Makes a new, empty, private store at `path`, whole or not at all. Raises OSError and database errors.

    Where another process makes one at the same moment, the first stays and this is no error.
    """
    making = private_file(beside(path))
    try:
        with _migrating(making, wait_s=0) as connection:
            run_migrations(connection, scripts=scripts)
        place_new(making, path)
    except FileExistsError:
        return
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            making.with_name(making.name + ending).unlink(missing_ok=True)


def may_read(path: Path, *, wait_s: float, newest: str = SCHEMA) -> bool:
    """Whether there is a current store at `path` that can be read, though it cannot be written."""
    engine = reading_engine(path, wait_s=wait_s)
    try:
        with engine.begin() as connection:
            is_ours = connection.exec_driver_sql("PRAGMA application_id").scalar_one() == APPLICATION_ID
            version = connection.exec_driver_sql("SELECT max(version_num) FROM alembic_version").scalar_one()
    except DBAPIError:
        return False
    finally:
        engine.dispose()
    return bool(is_ours and version == newest)


def examine(path: Path, *, newest: str, wait_s: float) -> str:
    """The schema version of the store at `path`, which is left as it is.

    Raises StoreDamaged where it is no store, StoreTooNew where a newer program made it, and the database's
    own errors where it cannot be read or written.
    """
    if path.stat().st_size == 0:
        raise StoreDamaged(path, "is empty, which a store never is.")
    address = f"{path.absolute().as_uri()}?mode=rw"
    with closing(sqlite3.connect(address, uri=True, timeout=wait_s, isolation_level=None)) as connection:
        if connection.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
            raise StoreDamaged(path, "is not a store of Finalise.")
        row = connection.execute("SELECT max(version_num) FROM alembic_version").fetchone()
        if row is None or not isinstance(row[0], str):
            raise StoreDamaged(path)
        if row[0] > newest:
            raise StoreTooNew(path)
        _check_writable(connection)
        return row[0]


def _check_writable(connection: sqlite3.Connection) -> None:
    """Asks for a write that writes nothing; BEGIN IMMEDIATE would not do. Another's lock is no fault."""
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        connection.execute("DELETE FROM alembic_version WHERE 0")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise


def bring_up(path: Path, version: str, *, wait_s: float, scripts: Path) -> Path:
    """Brings the store at `path` up from an older schema version, all steps or none.

    First copies it to a private file beside it, whose path is returned.
    """
    copy = private_file(path.with_name(f"{path.name}.{version}-{secrets.token_hex(4)}.bak"))
    try:
        with (
            closing(sqlite3.connect(path, timeout=wait_s)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
        with _migrating(path, wait_s=wait_s) as connection:
            run_migrations(connection, scripts=scripts)
    except BaseException:
        copy.unlink(missing_ok=True)
        raise
    return copy


def check_schema(session: Session, place: Place) -> None:
    """Raise StoreTooNew, or StoreTooOld, where the store is no longer of the version that this program writes.

    Another program may have brought it up to date since it was opened; until the transaction is over none will.
    """
    found = session.execute(text("SELECT max(version_num) FROM alembic_version")).scalar_one()
    if found == SCHEMA:
        return
    if isinstance(found, str) and found > SCHEMA:
        raise StoreTooNew(place)
    raise StoreTooOld(place, fix="Close Finalise and start it again.")


@contextmanager
def _migrating(path: Path, *, wait_s: float) -> Iterator[Connection]:
    engine = sqlite_engine(path, wait_s=wait_s, foreign_keys=False)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def run_migrations(connection: Connection, *, scripts: Path) -> None:
    """Runs every step that is missing, within the transaction of `connection`, whose foreign keys are off in SQLite."""
    from alembic import command  # noqa: PLC0415 (0.3 s that a start with a current store does not pay)
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise sqlite3.IntegrityError("A migration left a row without the row it belongs to.")
