"""The store: drafts kept answer by answer, every version of every record, choices. Others see no SQL."""

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Self

from sqlalchemy import delete, or_
from sqlmodel import Session, col, select

from assistant.record.model import Defendant, Finalisation
from assistant.store.chain import hold
from assistant.store.choices import Choices
from assistant.store.counting import OutcomeCount, outcome_counts
from assistant.store.errors import AlreadyRecorded, Place, StoreDamaged
from assistant.store.history import all_entries, entries_of, head_of
from assistant.store.keeping import Keeping
from assistant.store.ledger import Entry, Head
from assistant.store.opening import open_place
from assistant.store.people import People
from assistant.store.records import Records
from assistant.store.references import read_reference
from assistant.store.roles import MAY, Permission
from assistant.store.rows import plain_urn, record_of, summary_of
from assistant.store.same_defendant import folded_name, may_be_same
from assistant.store.stamps import Stamps
from assistant.store.status import StoreStatus, status_of
from assistant.store.summaries import DraftSummary, RecordSummary
from assistant.store.tables import DraftRow, RecordRow, is_current
from assistant.store.transactions import Transactions
from assistant.store.verify import Verification, verify
from knowledge.text import fold, one_line


class Store:
    """One open store. Every method is one transaction, and what it wrote is on disk when it returns.

    Any method raises StoreError where the store cannot be read or written; it loses nothing acknowledged.
    May be used from several threads, and by several processes at once.
    """

    def __init__(
        self,
        transactions: Transactions,
        place: Place,
        stamps: Stamps,
        *,
        close: Callable[[], None],
        copy: Path | None = None,
    ) -> None:
        self._transactions = transactions
        self._place = place
        self._stamps = stamps
        self._close = close
        self._notices: list[str] = []
        self.people = People(transactions, stamps)
        """Who is at the keyboard, and who has which role."""
        self._records = Records(
            transactions=transactions,
            place=place,
            stamps=stamps,
            people=self.people,
            told=self._notices.append,
        )
        self.copy = copy
        """The copy of an older store as it was before opening brought it up to date; None where it was current."""

    @classmethod
    def open(
        cls,
        url: str | None = None,
        *,
        stamps: Stamps | None = None,
        wait_s: float = 5.0,
        to_read: bool = False,
    ) -> Self:
        """The store at `url`, or the one in this user's data folder.

        `url` is `sqlite:///` and a path, whose folder must be there, or `postgresql://` and a database. A missing
        file and an empty database are made into a store, an older file is brought up to date; an older database is
        not, and neither is changed by opening it when it is current. `wait_s` is how many seconds to wait for other
        writers, and for a server that does not answer. `to_read`: a file that can only be read will do; whatever
        writes to it raises StoreReadOnly. Raises StoreError.
        """
        opened = open_place(url, wait_s=wait_s, to_read=to_read)
        transactions = Transactions(opened.engine, opened.place, look=opened.look, wait_s=wait_s)
        return cls(
            transactions, opened.place, stamps or Stamps(), close=opened.engine.dispose, copy=opened.copy
        )

    @property
    def place(self) -> Place:
        """The store as a person knows it: its file, or its server's address without the password."""
        return self._place

    @property
    def path(self) -> Path:
        """The store's file. Raises ValueError for a store on a server."""
        if not isinstance(self._place, Path):
            raise ValueError("A store on a server has no file.")
        return self._place

    def close(self) -> None:
        """Lets go of the store. Needed for no write: each is complete when its method returns."""
        self._close()

    def __enter__(self) -> Self:
        """The store itself, closed at the end of the block."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Closes it."""
        self.close()

    def notices(self) -> tuple[str, ...]:
        """What the person should know of the writes since this was last asked, such as a clock that was set back."""
        told = tuple(self._notices)
        self._notices.clear()
        return told

    # People

    def person(self) -> str:
        """Who is at the keyboard, as the operating system or the database server says."""
        return self.people.me()[0]

    def may(self, permission: Permission) -> bool:
        """Whether the person at the keyboard may do this."""
        return permission in MAY[self.people.me()[1]]

    def require(self, permission: Permission) -> None:
        """Raise NotAllowed, with a sentence that says why, where the person at the keyboard may not do this."""
        self._transactions.read(lambda session: self.people.require(session, permission))

    @property
    def choices(self) -> Choices:
        """The offences that people chose over the ones suggested."""
        return Choices(transactions=self._transactions, clock=self._stamps.now, people=self.people)

    @property
    def keeping(self) -> Keeping:
        """Backup, copy, export and retention of the whole store."""
        return Keeping(
            transactions=self._transactions, place=self._place, stamps=self._stamps, people=self.people
        )

    # Drafts

    def keep(self, draft_id: str, *, title: str, at: str, data: dict[str, object]) -> None:
        """Keeps a draft as it is now, in place of how it was.

        `title` says whose it is ("01AB1234526 John Smith"), `at` what is being asked; `data` is anything that
        JSON can hold. Raises AlreadyRecorded where this draft was written as a record.
        """

        def work(session: Session) -> None:
            hold(session, draft_id)
            written = session.exec(select(RecordRow.reference).where(RecordRow.draft_id == draft_id)).first()
            if written:
                raise AlreadyRecorded(written)
            draft = DraftRow(
                id=draft_id,
                title=one_line(title),
                at=one_line(at),
                data=data,
                changed_at=self._stamps.now(),
                person=self.people.name(session),
            )
            # What was kept before is not read: it may be what cannot be.
            session.execute(delete(DraftRow).where(col(DraftRow.id) == draft_id))
            session.add(draft)

        self._transactions.write(work)

    def drafts(self, *, everybody: bool = False) -> list[DraftSummary]:
        """The drafts of the person at the keyboard, or of everybody, last changed first."""
        columns = select(DraftRow.id, DraftRow.title, DraftRow.at, DraftRow.changed_at)

        def work(session: Session) -> list[DraftSummary]:
            query = columns
            if not everybody:
                person = self.people.name(session)
                query = query.where(or_(col(DraftRow.person) == person, col(DraftRow.person).is_(None)))
            found = session.exec(query.order_by(col(DraftRow.changed_at).desc(), col(DraftRow.id))).all()
            return [DraftSummary(id=i, title=title, at=at, changed_at=when) for i, title, at, when in found]

        return self._transactions.read(work)

    def draft(self, draft_id: str) -> dict[str, object] | None:
        """What was kept of a draft, or None."""

        def work(session: Session) -> dict[str, object] | None:
            try:
                row = session.get(DraftRow, draft_id)
            except json.JSONDecodeError as error:
                raise StoreDamaged(self._place, "has a draft that cannot be read.") from error
            return None if row is None else row.data

        return self._transactions.read(work)

    def discard(self, draft_id: str) -> None:
        """Removes a draft; one that is not there is no fault."""

        def work(session: Session) -> None:
            session.execute(delete(DraftRow).where(col(DraftRow.id) == draft_id))

        self._transactions.write(work)

    # Records

    def write(self, record: Finalisation, *, draft_id: str, beside: Collection[str] = ()) -> Finalisation:
        """Writes the record for good, removes its draft, and gives the record back as it was written.

        The store gives reference, version, entered_by and entered_at. Writing the same draft again gives the
        record that was written first, so that a write may be tried again safely. `beside` names the records of this
        defendant on this URN that the person knows of and writes this one beside, on purpose; where there is another,
        AlreadyFinalised says who wrote it, when, and what differs, unless the record's `second_record` says why
        there are two. A record with `reopens` is entered as one that takes up that case, as by `reopen`. Raises
        RecordRefused and NotAllowed too.
        """
        return self._records.write(record, draft_id=draft_id, why=None, beside=beside)

    def amend(
        self,
        record: Finalisation,
        *,
        expected_version: int,
        why: str,
        draft_id: str,
        beside: Collection[str] = (),
    ) -> Finalisation:
        """Writes the next version of the record that `record.reference` names, and removes the draft of the change.

        `expected_version` is the version that the person looked at: where a newer one is there, nothing is written
        and ChangedMeanwhile says who made it, when, and what they changed. Amending from the same draft again gives
        the version that was written first. `beside` is as in `write`, for an amendment of URN or defendant.
        Raises NoSuchRecord, NotAmended, AlreadyFinalised, RecordRefused and NotAllowed too.
        """
        return self._records.amend(
            record, expected_version=expected_version, why=why, draft_id=draft_id, beside=beside
        )

    def reopen(
        self, record: Finalisation, *, of: str, draft_id: str, why: str, beside: Collection[str] = ()
    ) -> Finalisation:
        """Writes a new record that takes up the case of an administrative finalisation, whose defendant was found.

        `of` is the reference of the old record, which stays as it is; the entry of the new one links back to it, and
        the history of either shows both. Otherwise as `write`. Raises NoSuchRecord and NotAmended too.
        """
        taken_up = record.model_copy(update={"reopens": of})
        return self._records.write(taken_up, draft_id=draft_id, why=why, beside=beside)

    def remove(self, reference: str, *, why: str) -> None:
        """Removes what stands in a record, in all its versions, for good. That it was removed stays in the ledger.

        Raises NoSuchRecord, NotAmended without a reason, and NotAllowed.
        """
        self._records.remove(reference, why=why)

    def get(self, reference: str, version: int | None = None) -> Finalisation | None:
        """The record of a reference as a person may type it, by default its newest version; None if there is none."""
        read = read_reference(reference)
        if read is None:
            return None
        query = select(RecordRow).where(RecordRow.reference == read, RecordRow.body != "")
        if version is not None:
            query = query.where(RecordRow.version == version)

        def work(session: Session) -> Finalisation | None:
            row = session.exec(query.order_by(col(RecordRow.version).desc()).limit(1)).first()
            return None if row is None else record_of(row, self._place)

        return self._transactions.read(work)

    def by_urn(self, urn: str) -> list[Finalisation]:
        """The records of a case as they were entered. Forgives spaces, slashes and small letters."""
        return [record_of(row, self._place) for row in self._rows(urn=urn)][::-1]

    def recent(
        self,
        limit: int = 50,
        *,
        urn: str | None = None,
        since: date | None = None,
        surname: str | None = None,
    ) -> list[RecordSummary]:
        """The records entered last, newest first; `since` is the first day, by this computer's clock.

        `surname` is a whole surname or name of an organisation; case and accents don't count.
        """
        folded = None if surname is None else fold(surname)
        rows = self._rows(urn=urn, since=since, limit=limit, surname_folded=folded)
        return [summary_of(row, self._place) for row in rows]

    def search(self, surname: str, limit: int = 50) -> list[RecordSummary]:
        """The newest records of a whole surname or name of an organisation; case and accents don't count."""
        return self.recent(limit, surname=surname)

    def outcome_table(self, since: date, until: date) -> list[OutcomeCount]:
        """How many records there are by month of the final hearing, area, POC and outcome; both days included."""
        return self._transactions.read(lambda session: outcome_counts(session, since, until))

    def same(self, urn: str, defendant: Defendant) -> list[RecordSummary]:
        """The records that may be of this very defendant on this case, newest first.

        The surname or organisation must agree, and no forename or date of birth may speak against it: two
        brothers on one case are not the same, "J Smith" and "John Smith" may be.
        """
        rows = self._rows(urn=urn, surname_folded=folded_name(defendant))
        return [
            summary_of(row, self._place)
            for row in rows
            if may_be_same(record_of(row, self._place).defendant, defendant)
        ]

    def _rows(
        self,
        *,
        urn: str | None = None,
        surname_folded: str | None = None,
        since: date | None = None,
        limit: int | None = None,
    ) -> Sequence[RecordRow]:
        query = select(RecordRow).where(is_current())
        query = query.order_by(col(RecordRow.entered_at).desc(), col(RecordRow.reference))
        if urn is not None:
            query = query.where(RecordRow.urn == plain_urn(urn))
        if surname_folded is not None:
            query = query.where(RecordRow.surname_folded == surname_folded)
        if since is not None:
            query = query.where(col(RecordRow.entered_at) >= datetime.combine(since, time()).astimezone())
        return self._transactions.read(lambda session: session.exec(query.limit(limit)).all())

    # History

    def history(self, reference: str) -> list[Entry]:
        """Every entry of the ledger on a record, oldest first, with what each changed; empty if there is none."""
        read = read_reference(reference)
        return [] if read is None else self._transactions.read(lambda session: entries_of(session, read))

    @contextmanager
    def entries(self) -> Iterator[Iterator[Entry]]:
        """Every entry of the ledger, oldest first, within a block: they are read as they are asked for."""
        with self._transactions.reading(steady=True) as session, closing(all_entries(session)) as found:
            yield found

    def head(self) -> Head:
        """The end of the chain, to be kept elsewhere."""
        return self._transactions.read(head_of)

    def status(self) -> StoreStatus:
        """How the store is: where, its schema, how much it holds, when it was last written to."""
        return self._transactions.read(lambda session: status_of(session, self._place))

    def verify(self, head: Head | None = None) -> Verification:
        """Walks every link of the history and compares it with what is stored; names the first that does not hold.

        With a `head` that was kept elsewhere it also finds a history that was rewritten as a whole, or cut at its
        end since. Others may write meanwhile.
        """
        with self._transactions.reading(steady=True) as session:
            return verify(session, head)
