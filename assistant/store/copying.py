"""Copies all that a store holds into another one, row by row, so that history and hashes stay the same."""

from collections.abc import Callable
from contextlib import closing
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from assistant.store.chain import hold
from assistant.store.errors import Place, StoreError
from assistant.store.history import head_of
from assistant.store.opening import Opened, open_place
from assistant.store.sound import check_chain
from assistant.store.tables import (
    ChoiceByRow,
    ChoiceRow,
    DraftRow,
    LedgerRow,
    PersonRow,
    RecordRow,
)
from assistant.store.transactions import Transactions
from assistant.store.verify import Verification

Told = Callable[[int, float | None], object]
_ROWS: tuple[Any, ...] = (RecordRow, LedgerRow, PersonRow, ChoiceRow, ChoiceByRow, DraftRow)
TABLES: tuple[sa.Table, ...] = tuple(row.__table__ for row in _ROWS)
"""Every table of the store, in an order in which each row finds what it points at."""
_MANY = 500


class StoreNotEmpty(StoreError):
    """The store that is to be written into holds something already."""

    def __init__(self, place: Place) -> None:
        super().__init__(
            f"The store {place} is not empty, so nothing was copied.",
            fix="Name a file that is not there yet, or an empty database.",
        )


class CopyDiffers(StoreError):
    """A copy is not what it was made from."""

    def __init__(self, place: Place) -> None:
        super().__init__(
            f"The copy at {place} is not the same as the store, so it was thrown away.",
            fix="Try again. The store itself is as it was.",
        )


def nobody(_count: int, _share: float | None) -> None:
    """Hears how far a copy is, and tells it to nobody."""


def copy_store(
    source: Transactions, url: str, *, wait_s: float = 5.0, told: Told = nobody
) -> tuple[Verification, Place]:
    """Copy all of an open store into an empty one at `url`, all or nothing, and check it there before it counts.

    In: the transactions of the store, which may be in use; the address of another store, which is made where there
    is none. `told` hears how many rows are copied, and which share of all that is. Gives what was found whole in the
    copy, and where it is. Raises StoreNotEmpty, CopyDiffers and other StoreErrors.
    """
    opened = open_place(url, wait_s=wait_s, to_read=False)
    try:
        sound = _copied(source, opened, wait_s, told)
    finally:
        opened.engine.dispose()
    return sound, opened.place


def _copied(source: Transactions, target: Opened, wait_s: float, told: Told) -> Verification:
    def work(writing: Session) -> Verification:
        hold(writing, chain=True)
        if any(count_rows(writing).values()):
            raise StoreNotEmpty(target.place)
        with source.reading(steady=True) as reading:
            copy_rows(reading, writing, told)
            return check_copy(reading, writing, target.place)

    transactions = Transactions(target.engine, target.place, look=target.look, wait_s=wait_s)
    # Where the connection is lost at the very end, a second try would find the store full.
    return transactions.write(work, may_repeat=False)


def check_copy(source: Session, copy: Session, place: Place) -> Verification:
    """What was found whole in a copy. Raises StoreDamaged, and CopyDiffers where it is not the same as the source."""
    sound = check_chain(copy, place)
    if count_rows(source) != count_rows(copy) or head_of(source) != sound.head:
        raise CopyDiffers(place)
    return sound


def copy_rows(source: Session, target: Session, told: Told = nobody) -> None:
    """Add every row of one store to another one that has none, within the transactions of both."""
    everything, done = sum(count_rows(source).values()), 0
    for table in TABLES:
        in_order = sa.select(table).order_by(*table.primary_key.columns)
        with closing(source.execute(in_order, execution_options={"yield_per": _MANY})) as found:
            for portion in found.mappings().partitions():
                target.execute(table.insert(), [dict(row) for row in portion])
                done += len(portion)
                told(done, done / everything)
    set_last_number(target, last_number(source))


def count_rows(session: Session) -> dict[str, int]:
    """How many rows each table has."""
    return {
        table.name: session.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
        for table in TABLES
    }


def last_number(session: Session) -> int:
    """The last number that was given to a choice, which may be gone; 0 where none was."""
    if _is_embedded(session):
        given = session.execute(sa.text("SELECT seq FROM sqlite_sequence WHERE name = 'choice'")).scalar()
    else:
        given = session.execute(
            sa.text("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM choice_id_seq")
        ).scalar()
    return int(given or 0)


def set_last_number(session: Session, number: int) -> None:
    """Let the next choice have the number after this one."""
    if not number:
        return
    if _is_embedded(session):
        session.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = 'choice'"))
        made = "INSERT INTO sqlite_sequence (name, seq) VALUES ('choice', :number)"
    else:
        made = "SELECT setval('choice_id_seq', :number)"
    session.execute(sa.text(made), {"number": number})


def _is_embedded(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
