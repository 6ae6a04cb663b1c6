"""Says whether what was copied is whole: the pages of a file, every link of the chain, every record under its hash."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from assistant.store.errors import Place, StoreDamaged
from assistant.store.ledger import START, EntryKind, Head, Sealed, text_hash
from assistant.store.tables import REMOVED, LedgerRow, RecordRow

_MANY = 1000
_FIELDS = tuple(Sealed.__dataclass_fields__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """What was found whole: the end of the chain, and how many versions of records stand under it."""

    head: Head
    versions: int


def check_file(path: Path, place: Place) -> None:
    """Raise StoreDamaged, about `place`, where pages of the SQLite file at `path` are spoilt; it is only read."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        try:
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()
        except sqlite3.DatabaseError as error:
            raise StoreDamaged(place) from error
    if found != ("ok",):
        raise StoreDamaged(place)


def check_chain(session: Session, place: Place) -> Sound:
    """Raise StoreDamaged at the first entry that does not hold, or whose record is not what was entered.

    Reads all of the ledger and of the records once, in the order of the ledger; memory stays flat.
    """
    position, previous, at = 0, START, None
    removed = _removed(session)
    versions = 0
    for row in _entries(session):
        position += 1
        sealed = Sealed(**{name: row[name] for name in _FIELDS})
        if sealed.position != position or sealed.previous != previous or sealed.hash() != row["hash"]:
            raise StoreDamaged(
                place, f"has a history that does not hold: entry {position} is not as it was made."
            )
        if row["body_hash"] is not None:
            versions += 1
            if not _stands(row, is_removed=row["reference"] in removed):
                raise StoreDamaged(
                    place, f"does not hold what was entered: {row['reference']}, version {row['version']}."
                )
        previous, at = row["hash"], row["at"]
    kept = session.execute(sa.select(sa.func.count()).select_from(RecordRow)).scalar_one()
    if kept != versions:
        raise StoreDamaged(place, "holds records that its history does not know.")
    return Sound(head=Head(count=position, hash=previous, at=at), versions=versions)


def _stands(row: sa.RowMapping, *, is_removed: bool) -> bool:
    """Whether the record of an entry is there and is what was entered, or was removed as the ledger says."""
    if row["body"] == REMOVED:
        return is_removed
    accounts = (row["account_hash"], None if row["account"] is None else text_hash(row["account"]))
    return (
        row["body"] is not None and text_hash(row["body"]) == row["body_hash"] and accounts[0] == accounts[1]
    )


def _removed(session: Session) -> frozenset[str]:
    query = sa.select(col(LedgerRow.reference)).where(col(LedgerRow.kind) == EntryKind.REMOVED)
    return frozenset(reference for reference in session.execute(query).scalars() if reference)


def _entries(session: Session) -> Iterator[sa.RowMapping]:
    ledger, record = _table(LedgerRow), _table(RecordRow)
    is_of = sa.and_(record.c.reference == ledger.c.reference, record.c.version == ledger.c.version)
    query = sa.select(ledger, record.c.body, record.c.account).outerjoin(record, is_of)
    found = session.execute(query.order_by(ledger.c.position), execution_options={"yield_per": _MANY})
    yield from found.mappings()


def _table(row: Any) -> sa.Table:
    table: sa.Table = row.__table__
    return table
