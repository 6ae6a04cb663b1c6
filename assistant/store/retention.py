"""Finds records past a set age and removes them for good. What remains is that it was done, by whom and why."""

import re
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session, col, select

from assistant.store.chain import NewEntry, take_end
from assistant.store.errors import NoSuchRecord, NotAmended, StoreError
from assistant.store.faults import told_plainly
from assistant.store.ledger import EntryKind
from assistant.store.people import People
from assistant.store.references import read_reference
from assistant.store.roles import Permission
from assistant.store.stamps import Stamps
from assistant.store.tables import REMOVED, DraftRow, RecordRow, is_current
from assistant.store.transactions import Transactions
from knowledge.text import one_line

_MANY = 500
_REFERENCE = re.compile(r"\bF[0-9A-Z]{3}-[0-9A-Z]{4}\b")
_EMPTIED = {
    **dict.fromkeys(("body", "urn", "surname_folded", "outcome"), REMOVED),
    **dict.fromkeys(("account", "poc", "final_hearing")),
}


class NotOldEnough(StoreError):
    """A record is not past the age, so it was not removed."""

    def __init__(self, reference: str, years: int) -> None:
        super().__init__(
            f"{reference} was entered or amended in the last {years} {'year' if years == 1 else 'years'}, "
            "so nothing was removed.",
            fix="Type finalise store old to see which records are past that age.",
        )
        self.reference = reference


@dataclass(frozen=True, slots=True, kw_only=True)
class OldRecord:
    """A record past the age: no name, only what is needed to decide. `touched_at` is its last entry (UTC)."""

    reference: str
    urn: str
    outcome: str
    final_hearing: date | None
    touched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """What was removed: the references of the records, and how many drafts."""

    references: tuple[str, ...]
    drafts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """What is kept for how long in one open store."""

    transactions: Transactions
    stamps: Stamps
    people: People

    def old(self, years: int) -> list[OldRecord]:
        """The records whose last version was written more than so many years ago, oldest first. Raises NotAllowed."""

        def work(session: Session) -> list[OldRecord]:
            self.people.require(session, Permission.REMOVE)
            columns = (RecordRow.reference, RecordRow.urn, RecordRow.outcome, RecordRow.final_hearing)
            query = sa.select(*columns, RecordRow.entered_at).where(  # type: ignore[call-overload]
                is_current(), col(RecordRow.entered_at) < years_before(self.stamps.now(), years)
            )
            in_order = query.order_by(col(RecordRow.entered_at), col(RecordRow.reference))
            return [
                OldRecord(reference=reference, urn=urn, outcome=outcome, final_hearing=day, touched_at=at)
                for reference, urn, outcome, day, at in session.execute(in_order)
            ]

        return self.transactions.read(work)

    def remove(self, references: Collection[str] | None, *, years: int, why: str) -> Removal:
        """Remove records past the age, all versions, with the drafts of their amendments, all or none.

        `references` names the records; None stands for every one past the age, and for the drafts too that nobody
        changed for so long. Who removed which record, when and why stays in the ledger, where the chain goes on
        holding the hashes. `why` is kept for good and should hold no name. Call `sweep` afterwards. Raises
        NoSuchRecord, NotOldEnough, NotAmended without a reason, and NotAllowed.
        """
        reason = one_line(why)
        if not reason:
            raise NotAmended("A removal needs a reason.", fix="Say in a few words why.")

        def work(session: Session) -> Removal:
            end = take_end(session, self.stamps.clock)
            self.people.require(session, Permission.REMOVE)
            before = years_before(end.at, years)
            meant = (
                _past(session, before) if references is None else _named(session, references, before, years)
            )
            person, terminal = self.people.name(session), self.stamps.terminal()
            for reference, version in meant.items():
                entry = NewEntry(
                    kind=EntryKind.REMOVED,
                    person=person,
                    terminal=terminal,
                    facts={"why": reason},
                    reference=reference,
                    version=version + 1,
                )
                end = end.add(session, entry)
            for portion in _portions(list(meant)):
                emptied = sa.update(RecordRow).where(col(RecordRow.reference).in_(portion)).values(_EMPTIED)
                session.execute(emptied.execution_options(synchronize_session=False))
            drafts = _remove_drafts(session, frozenset(meant), before if references is None else None)
            return Removal(references=tuple(meant), drafts=drafts)

        return self.transactions.write(work)

    def sweep(self, file: Path | None) -> bool:
        """Write over what was removed, so that no name stays in free space of the store's file or its working files.

        `file` is that of an embedded store. Gives False where another program has the store open, and its working
        file keeps old pages until that program closes. On a server the space is given free for others to write over.
        Raises StoreError; the removal itself is done before.
        """
        if file is None:
            with self.transactions.reading() as session:
                engine = session.get_bind().engine
                with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as server:
                    server.execute(sa.text("VACUUM record, draft"))
            return True
        with (
            told_plainly(file),
            closing(
                sqlite3.connect(f"{file.as_uri()}?mode=rw", uri=True, isolation_level=None)
            ) as connection,
        ):
            for statement in ("secure_delete=ON", "synchronous=FULL", "fullfsync=ON"):
                connection.execute(f"PRAGMA {statement}")
            connection.execute("VACUUM")
            is_busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        return not is_busy


def years_before(moment: datetime, years: int) -> datetime:
    """The same moment so many years before; 28 February where that year has no 29th."""
    try:
        return moment.replace(year=moment.year - years)
    except ValueError:
        return moment.replace(year=moment.year - years, day=28)


def _past(session: Session, before: datetime) -> dict[str, int]:
    """Every record whose last version is older, with that version, oldest first."""
    found = select(RecordRow.reference, RecordRow.version).where(
        is_current(), col(RecordRow.entered_at) < before
    )
    return dict(session.exec(found.order_by(col(RecordRow.entered_at), col(RecordRow.reference))).all())


def _named(session: Session, given: Collection[str], before: datetime, years: int) -> dict[str, int]:
    """The records that were named, with their last version. Raises NoSuchRecord and NotOldEnough."""
    meant: dict[str, int] = {}
    for typed in given:
        reference = read_reference(typed)
        query = select(RecordRow.version, RecordRow.entered_at).where(
            is_current(), col(RecordRow.reference) == reference
        )
        found = session.exec(query).first()
        if reference is None or found is None:
            raise NoSuchRecord(one_line(typed))
        version, entered_at = found
        if entered_at >= before:
            raise NotOldEnough(reference, years)
        meant[reference] = version
    return meant


def _remove_drafts(session: Session, references: frozenset[str], before: datetime | None) -> int:
    """Remove the drafts that speak of these records and, where a moment is given, those not changed since."""
    gone = []
    columns = sa.select(col(DraftRow.id), sa.cast(col(DraftRow.data), sa.Text), col(DraftRow.changed_at))
    for draft_id, data, changed_at in session.execute(columns):
        is_old = before is not None and changed_at < before
        if is_old or not references.isdisjoint(_REFERENCE.findall(data or "")):
            gone.append(draft_id)
    for portion in _portions(gone):
        session.execute(sa.delete(DraftRow).where(col(DraftRow.id).in_(portion)))
    return len(gone)


def _portions(names: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(names), _MANY):
        yield names[start : start + _MANY]
