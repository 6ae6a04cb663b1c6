"""Writes records: each version for good, with its entry in the ledger, in one transaction. Reads none for a list."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC

from sqlalchemy import and_, delete, or_, update
from sqlmodel import Session, col, select

from assistant.record.model import Defendant, Finalisation
from assistant.store.chain import End, NewEntry, take_end
from assistant.store.differences import differences, plain_differences
from assistant.store.errors import (
    AlreadyFinalised,
    ChangedMeanwhile,
    NoSuchRecord,
    NotAmended,
    Place,
)
from assistant.store.ledger import EntryKind, canonical, text_hash
from assistant.store.people import People
from assistant.store.references import read_reference
from assistant.store.roles import Permission
from assistant.store.rows import body_of, checked, plain, plain_urn, record_of, row_of
from assistant.store.same_defendant import folded_name, may_be_same
from assistant.store.stamps import Stamps
from assistant.store.tables import REMOVED, DraftRow, RecordRow, is_current
from assistant.store.transactions import Transactions
from knowledge.text import one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """The writing side of one open store. `told` is given what the person should know beside what was written."""

    transactions: Transactions
    place: Place
    stamps: Stamps
    people: People
    told: Callable[[str], None]

    def write(
        self, record: Finalisation, *, draft_id: str, why: str | None, beside: Collection[str]
    ) -> Finalisation:
        """See Store.write and Store.reopen: `why` is the reason for taking a case up again, else None."""
        given = checked(record)
        reason = "" if why is None else _reason(why, "Taking a case up again")

        def work(session: Session) -> Finalisation:
            reference = self.stamps.reference()
            end, kin = self._look(session, given, draft_id, reference)
            if (written := _of_draft(kin, draft_id)) is not None:
                return record_of(written, self.place)
            self.people.require(session, Permission.ENTER)
            while any(row.reference == reference for row in kin):
                reference = self.stamps.reference()
                kin = [*kin, *_taken(session, reference)]
            first = given.model_copy(update={"reference": reference, "version": 1})
            if first.reopens is None:
                self._refuse_second(first, kin, beside)
                return self._add(session, end, first, EntryKind.ENTERED, draft_id)
            old = self._administrative(session, first.reopens)
            self._refuse_second(first, kin, (*beside, old))
            account = {"why": reason, "changes": []}
            return self._add(session, end, first, EntryKind.REOPENED, draft_id, link=old, account=account)

        return self.transactions.write(work)

    def _administrative(self, session: Session, typed: str) -> str:
        """The reference of an administrative finalisation, which is one that may be taken up again."""
        row = self._newest(session, typed)
        if not _is_administrative(record_of(row, self.place)):
            raise NotAmended(
                f"{row.reference} is not an administrative finalisation, so there is nothing to take up again.",
                fix=f"Amend it where it is wrong: finalise amend {row.reference}.",
            )
        return row.reference

    def amend(
        self,
        record: Finalisation,
        *,
        expected_version: int,
        why: str,
        draft_id: str,
        beside: Collection[str],
    ) -> Finalisation:
        """See Store.amend."""
        given, reason = checked(record), _reason(why, "An amendment")

        def work(session: Session) -> Finalisation:
            end, kin = self._look(session, given, draft_id, None)
            if (written := _of_draft(kin, draft_id)) is not None:
                return record_of(written, self.place)
            self.people.require(session, Permission.AMEND)
            newest = self._newest(session, record.reference or "")
            now = body_of(newest, self.place)
            if newest.version != expected_version:
                seen = session.get(RecordRow, (newest.reference, expected_version))
                raise ChangedMeanwhile(
                    newest.reference,
                    newest.version,
                    newest.entered_by,
                    newest.entered_at,
                    differences(body_of(seen, self.place) if seen else {}, now),
                )
            changes = differences(now, plain(given))
            if not changes:
                raise NotAmended(
                    f"Nothing in {newest.reference} was changed.",
                    fix="Change an answer, or leave it as it is.",
                )
            others = [row for row in kin if row.reference != newest.reference]
            before = record_of(newest, self.place)
            if (before.urn, before.defendant) != (given.urn, given.defendant):
                self._refuse_second(given, others, beside)
            account = {"why": reason, "changes": plain_differences(changes)}
            update = {"reference": newest.reference, "version": expected_version + 1}
            following = given.model_copy(update=update)
            return self._add(session, end, following, EntryKind.AMENDED, draft_id, account=account)

        return self.transactions.write(work)

    def remove(self, reference: str, *, why: str) -> None:
        """See Store.remove."""
        reason = _reason(why, "A removal")

        def work(session: Session) -> None:
            end = take_end(session, self.stamps.clock)
            self.people.require(session, Permission.REMOVE)
            newest = self._newest(session, reference)
            entry = NewEntry(
                kind=EntryKind.REMOVED,
                person=self.people.name(session),
                terminal=self.stamps.terminal(),
                facts={"why": reason},
                reference=newest.reference,
                version=newest.version + 1,
            )
            end.add(session, entry)
            emptied = {**dict.fromkeys(("body", "urn", "surname_folded", "outcome"), REMOVED)}
            session.execute(
                update(RecordRow)
                .where(col(RecordRow.reference) == newest.reference)
                .values(**emptied, account=None, poc=None, final_hearing=None)
                .execution_options(synchronize_session=False)
            )

        self.transactions.write(work)

    def _look(
        self, session: Session, record: Finalisation, draft_id: str, reference: str | None
    ) -> tuple[End, Sequence[RecordRow]]:
        """Take the end of the ledger, and find every row that what is to be written may clash with."""
        end = take_end(session, self.stamps.clock, also=draft_id)
        of_defendant = and_(
            col(RecordRow.urn) == plain_urn(record.urn),
            col(RecordRow.surname_folded) == folded_name(record.defendant),
            is_current(),
        )
        clash = [col(RecordRow.draft_id) == draft_id, of_defendant]
        if reference is not None:
            clash.append(col(RecordRow.reference) == reference)
        return end, session.exec(select(RecordRow).where(or_(*clash))).all()

    def _newest(self, session: Session, typed: str) -> RecordRow:
        reference = read_reference(typed)
        query = select(RecordRow).where(RecordRow.reference == reference)
        row = session.exec(query.order_by(col(RecordRow.version).desc()).limit(1)).first()
        if row is None:
            raise NoSuchRecord(one_line(typed))
        if row.body == REMOVED:
            raise NoSuchRecord(row.reference, why="What stood in this record was removed:")
        return row

    def _refuse_second(self, record: Finalisation, kin: Sequence[RecordRow], beside: Collection[str]) -> None:
        """Raise AlreadyFinalised where a record of this defendant on this case is there that nobody was told of."""
        if record.second_record:  # it says why there is another one
            return
        for row in sorted(kin, key=lambda row: row.entered_at, reverse=True):
            if row.reference in beside or not is_of(row, record.urn, record.defendant, self.place):
                continue
            raise AlreadyFinalised(
                row.reference,
                row.version,
                row.entered_by,
                row.entered_at,
                differences(body_of(row, self.place), plain(record)),
            )

    def _add(
        self,
        session: Session,
        end: End,
        record: Finalisation,
        kind: EntryKind,
        draft_id: str,
        *,
        link: str | None = None,
        account: Mapping[str, object] | None = None,
    ) -> Finalisation:
        """Add the row of a record that has its reference and version, and its entry. Gives it as it was written."""
        person = self.people.name(session)
        written = record.model_copy(update={"entered_by": person, "entered_at": end.at.astimezone(UTC)})
        kept = None if account is None else canonical(account)
        row = row_of(written, draft_id, kept)
        session.add(row)
        session.execute(delete(DraftRow).where(col(DraftRow.id) == draft_id))
        session.flush()
        entry = NewEntry(
            kind=kind,
            person=person,
            terminal=self.stamps.terminal(),
            facts={
                "draft": draft_id,
                "overrides": [override.rule for override in written.overrides],
                "versions": written.versions.model_dump(mode="json"),
            },
            reference=written.reference,
            version=written.version,
            link=link,
            body_hash=text_hash(row.body),
            account_hash=None if kept is None else text_hash(kept),
        )
        end.add(session, entry)
        if end.clock is not None:
            self.told(
                f"The clock says {end.clock.astimezone():%d/%m/%Y %H:%M:%S}, which is before the last entry in the "
                f"store, of {end.at.astimezone():%d/%m/%Y %H:%M:%S}. The later time was kept and the clock's noted. "
                "Set the clock right."
            )
        return written


def is_of(row: RecordRow, urn: str, defendant: Defendant, place: Place) -> bool:
    """Whether the row may be of this very defendant on this case."""
    return row.urn == plain_urn(urn) and may_be_same(record_of(row, place).defendant, defendant)


def _taken(session: Session, reference: str) -> Sequence[RecordRow]:
    return session.exec(select(RecordRow).where(RecordRow.reference == reference)).all()


def _of_draft(rows: Sequence[RecordRow], draft_id: str) -> RecordRow | None:
    return next((row for row in rows if row.draft_id == draft_id), None)


def _reason(why: str, what: str) -> str:
    reason = one_line(why)
    if not reason:
        raise NotAmended(f"{what} needs a reason.", fix="Say in a few words why.")
    return reason


def _is_administrative(record: Finalisation) -> bool:
    from knowledge.outcomes import Family, load_outcomes  # noqa: PLC0415 (a table that writing does not need)

    outcome = load_outcomes().get(record.outcome)
    return outcome is not None and outcome.family is Family.ADMINISTRATIVE
