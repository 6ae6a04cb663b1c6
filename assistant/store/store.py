"""The store: drafts kept answer by answer, records written once, choices. The rest of the house never sees SQL."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Self

from sqlalchemy import Engine, delete
from sqlmodel import Session, col, select

from assistant.platform import private_folder, user_name
from assistant.record.model import Defendant, Finalisation
from assistant.store.address import store_path
from assistant.store.choices import Choices
from assistant.store.engine import sqlite_engine
from assistant.store.errors import AlreadyRecorded, StoreDamaged, StoreUnreadable
from assistant.store.faults import told_plainly
from assistant.store.references import new_reference, read_reference
from assistant.store.rows import checked, plain_urn, record_of, row_of, summary_of
from assistant.store.same_defendant import folded_name, may_be_same
from assistant.store.schema import make_ready
from assistant.store.summaries import DraftSummary, RecordSummary
from assistant.store.tables import DraftRow, RecordRow
from knowledge.text import one_line


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamps:
    """Where the marks come from that the store puts on a record: the time, the person and the reference."""

    clock: Callable[[], datetime] = _now
    person: Callable[[], str] = user_name
    reference: Callable[[], str] = new_reference


class Store:
    """One open store. Every method is one transaction, and what it wrote is on disk when it returns.

    Any method raises StoreError where the store cannot be read or written; it loses nothing acknowledged.
    May be used from several threads, and by several processes at once.
    """

    def __init__(self, engine: Engine, path: Path, stamps: Stamps, copy: Path | None = None) -> None:
        self._engine = engine
        self._reader = engine.execution_options(read_only=True)
        self._path = path
        self._stamps = stamps
        self._identity = _identity(path)
        self.copy = copy
        """The copy of an older store as it was before opening brought it up to date; None where it was current."""

    @classmethod
    def open(cls, url: str | None = None, *, stamps: Stamps | None = None, wait_s: float = 5.0) -> Self:
        """The store at `url` (`sqlite:///` and a path), or the one in this user's data folder.

        A missing file is made, an older one brought up to date; a current one is not changed by opening it.
        The folder of a given address must be there. `wait_s` is how many seconds to wait for another writer.
        Raises StoreError.
        """
        path = store_path(url)
        with told_plainly(path):
            if url is None:
                private_folder(path.parent)
            copy = make_ready(path, wait_s=wait_s)
            return cls(sqlite_engine(path, wait_s=wait_s), path, stamps or Stamps(), copy)

    @property
    def path(self) -> Path:
        """The store's file."""
        return self._path

    def close(self) -> None:
        """Lets go of the file. Needed for no write: each is complete when its method returns."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        """The store itself, closed at the end of the block."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Closes it."""
        self.close()

    @contextmanager
    def _transaction(self, engine: Engine) -> Iterator[Session]:
        with told_plainly(self._path):
            # A file removed or replaced under an open connection would take writes and lose them.
            if _identity(self._path) != self._identity:
                raise StoreUnreadable(self._path, "was moved or replaced while it was open.")
            with Session(engine, expire_on_commit=False) as session, session.begin():
                yield session

    @property
    def choices(self) -> Choices:
        """The offences that people chose over the ones suggested."""
        return Choices(
            writing=lambda: self._transaction(self._engine),
            reading=lambda: self._transaction(self._reader),
            clock=self._stamps.clock,
            person=self._stamps.person,
        )

    def keep(self, draft_id: str, *, title: str, at: str, data: dict[str, object]) -> None:
        """Keeps a draft as it is now, in place of how it was.

        `title` says whose it is ("01AB1234526 John Smith"), `at` what is being asked; `data` is anything that
        JSON can hold. Raises AlreadyRecorded where this draft was written as a record.
        """
        with self._transaction(self._engine) as session:
            written = session.exec(select(RecordRow.reference).where(RecordRow.draft_id == draft_id)).first()
            if written:
                raise AlreadyRecorded(written)
            draft = DraftRow(
                id=draft_id,
                title=one_line(title),
                at=one_line(at),
                data=data,
                changed_at=self._stamps.clock(),
            )
            # What was kept before is not read: it may be what cannot be.
            session.exec(delete(DraftRow).where(col(DraftRow.id) == draft_id))
            session.add(draft)

    def drafts(self) -> list[DraftSummary]:
        """The drafts, last changed first."""
        columns = select(DraftRow.id, DraftRow.title, DraftRow.at, DraftRow.changed_at)
        with self._transaction(self._reader) as session:
            found = session.exec(columns.order_by(col(DraftRow.changed_at).desc(), col(DraftRow.id))).all()
        return [DraftSummary(id=i, title=title, at=at, changed_at=when) for i, title, at, when in found]

    def draft(self, draft_id: str) -> dict[str, object] | None:
        """What was kept of a draft, or None."""
        with self._transaction(self._reader) as session:
            try:
                row = session.get(DraftRow, draft_id)
            except json.JSONDecodeError as error:
                raise StoreDamaged(self._path, "has a draft that cannot be read.") from error
        return None if row is None else row.data

    def discard(self, draft_id: str) -> None:
        """Removes a draft; one that is not there is no fault."""
        with self._transaction(self._engine) as session:
            session.exec(delete(DraftRow).where(col(DraftRow.id) == draft_id))

    def write(self, record: Finalisation, *, draft_id: str) -> Finalisation:
        """Writes the record for good, removes its draft, and gives the record back as it was written.

        The store gives reference, version, entered_by and entered_at. Writing the same draft again gives the
        record that was written first, so that a write may be tried again safely. Raises RecordRefused.
        """
        record = checked(record)
        person = self._stamps.person()
        with self._transaction(self._engine) as session:
            session.exec(delete(DraftRow).where(col(DraftRow.id) == draft_id))
            first = session.exec(select(RecordRow).where(RecordRow.draft_id == draft_id)).first()
            if first:
                return record_of(first, self._path)
            written = record.model_copy(
                update={
                    "reference": self._free_reference(session),
                    "version": 1,
                    "entered_by": person,
                    "entered_at": self._stamps.clock().astimezone(UTC),
                }
            )
            session.add(row_of(written, draft_id))
        return written

    def _free_reference(self, session: Session) -> str:
        while True:
            reference = self._stamps.reference()
            taken = select(RecordRow.reference).where(RecordRow.reference == reference)
            if session.exec(taken).first() is None:
                return reference

    def get(self, reference: str) -> Finalisation | None:
        """The record of a reference as a person may type it, or None."""
        read = read_reference(reference)
        if read is None:
            return None
        newest = select(RecordRow).where(RecordRow.reference == read).order_by(col(RecordRow.version).desc())
        with self._transaction(self._reader) as session:
            row = session.exec(newest.limit(1)).first()
        return None if row is None else record_of(row, self._path)

    def by_urn(self, urn: str) -> list[Finalisation]:
        """The records of a case as they were entered. Forgives spaces, slashes and small letters."""
        return [record_of(row, self._path) for row in self._rows(urn=urn)][::-1]

    def recent(
        self, limit: int = 50, *, urn: str | None = None, since: date | None = None
    ) -> list[RecordSummary]:
        """The records entered last, newest first; `since` is the first day, by this computer's clock."""
        return [summary_of(row, self._path) for row in self._rows(urn=urn, since=since, limit=limit)]

    def same(self, urn: str, defendant: Defendant) -> list[RecordSummary]:
        """The records that may be of this very defendant on this case, newest first.

        The surname or organisation must agree, and no forename or date of birth may speak against it: two
        brothers on one case are not the same, "J Smith" and "John Smith" may be.
        """
        rows = self._rows(urn=urn, surname_folded=folded_name(defendant))
        return [
            summary_of(row, self._path)
            for row in rows
            if may_be_same(record_of(row, self._path).defendant, defendant)
        ]

    def _rows(
        self,
        *,
        urn: str | None = None,
        surname_folded: str | None = None,
        since: date | None = None,
        limit: int | None = None,
    ) -> Sequence[RecordRow]:
        query = select(RecordRow).order_by(col(RecordRow.entered_at).desc(), col(RecordRow.reference))
        if urn is not None:
            query = query.where(RecordRow.urn == plain_urn(urn))
        if surname_folded is not None:
            query = query.where(RecordRow.surname_folded == surname_folded)
        if since is not None:
            query = query.where(col(RecordRow.entered_at) >= datetime.combine(since, time()).astimezone())
        with self._transaction(self._reader) as session:
            return session.exec(query.limit(limit)).all()


def _identity(path: Path) -> tuple[int, int]:
    """Which file this is, whatever its name."""
    found = path.stat()
    return found.st_dev, found.st_ino
