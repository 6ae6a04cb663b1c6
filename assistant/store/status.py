"""Says how a store is: its schema, how much it holds, when it was last written to, how big it is."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session, col

from assistant.store.errors import Place
from assistant.store.tables import DraftRow, LedgerRow, PersonRow, RecordRow, is_current


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreStatus:
    """How a store is. `place` is its address without the password; times are UTC; `size` is in bytes.

    `records` counts finalisations, `versions` all their versions, `entries` the entries of the ledger. The last entry
    was made at `last_at` by `last_by`; both are None in a store without any.
    """

    place: str
    kind: str
    schema: str
    records: int
    versions: int
    entries: int
    drafts: int
    people: int
    last_at: datetime | None
    last_by: str | None
    size: int


def status_of(session: Session, place: Place) -> StoreStatus:
    """How the store is now."""
    dialect = session.get_bind().dialect.name
    last = (
        sa.select(col(LedgerRow.at), col(LedgerRow.person)).order_by(col(LedgerRow.position).desc()).limit(1)
    )
    found = session.execute(last).first()
    schema: str = session.execute(sa.text("SELECT max(version_num) FROM alembic_version")).scalar_one()
    return StoreStatus(
        place=str(place),
        kind={"sqlite": "SQLite", "postgresql": "PostgreSQL"}[dialect],
        schema=schema,
        records=_count(session, RecordRow, is_current()),
        versions=_count(session, RecordRow),
        entries=_count(session, LedgerRow),
        drafts=_count(session, DraftRow),
        people=_count(session, PersonRow),
        last_at=found.at if found else None,
        last_by=found.person if found else None,
        size=_size(session, place),
    )


def _count(session: Session, table: type[object], *conditions: sa.ColumnElement[bool]) -> int:
    query = sa.select(sa.func.count()).select_from(table).where(*conditions)
    count: int = session.execute(query).scalar_one()
    return count


def _size(session: Session, place: Place) -> int:
    if not isinstance(place, Path):
        size: int = session.execute(sa.text("SELECT pg_database_size(current_database())")).scalar_one()
        return size
    files = (place, place.with_name(f"{place.name}-wal"))
    return sum(file.stat().st_size for file in files if file.exists())
