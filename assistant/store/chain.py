"""Adds entries to the end of the ledger, one after another whoever writes. Decides nothing about records."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from assistant.store.ledger import START, EntryKind, Sealed, canonical
from assistant.store.tables import LedgerRow

_CHAIN = 0x46494E41_4C45_4447  # the number of the lock that whoever adds an entry holds


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """What an entry to be added tells of; see `ledger.Sealed`."""

    kind: EntryKind
    person: str
    terminal: str
    facts: Mapping[str, object]
    reference: str | None = None
    version: int | None = None
    link: str | None = None
    body_hash: str | None = None
    account_hash: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """The end of the ledger while this transaction holds it: nobody else adds an entry until it is over.

    `at` is the time of the entry to be added: the clock's, or that of the last entry where that is later, and then
    `clock` is what the clock said.
    """

    position: int
    hash: str
    at: datetime
    clock: datetime | None

    def add(self, session: Session, entry: NewEntry) -> "End":
        """Add the entry, and give the end after it."""
        sealed = Sealed(
            position=self.position + 1,
            kind=entry.kind.value,
            reference=entry.reference,
            version=entry.version,
            link=entry.link,
            person=entry.person,
            at=self.at,
            clock=self.clock,
            terminal=entry.terminal,
            facts=canonical(entry.facts),
            body_hash=entry.body_hash,
            account_hash=entry.account_hash,
            previous=self.hash,
        )
        made = sealed.hash()
        session.execute(sa.insert(LedgerRow), {**asdict(sealed), "kind": entry.kind, "hash": made})
        return End(position=sealed.position, hash=made, at=self.at, clock=self.clock)


def take_end(session: Session, clock: Callable[[], datetime] | None, *, also: str | None = None) -> End:
    """The end of the ledger, held until the transaction is over. `also` names a draft to be held beside it.

    `clock` says what time it is; None stands for the database server's clock or, in an embedded store, for this
    computer's.
    """
    hold(session, *([also] if also else []), chain=True)
    last = select(LedgerRow.position, LedgerRow.hash, LedgerRow.at).order_by(col(LedgerRow.position).desc())
    found = session.exec(last.limit(1)).first()
    now = clock() if clock else server_time(session)
    if found is None:
        return End(position=0, hash=START, at=now, clock=None)
    position, last_hash, at = found
    return End(position=position, hash=last_hash, at=max(now, at), clock=now if now < at else None)


def hold(session: Session, *names: str, chain: bool = False) -> None:
    """Let nobody else hold these names, nor the chain, until the transaction is over. In SQLite a writer holds all.

    Waits for whoever holds one. It only spares writers from having to try again: keys keep them apart.
    """
    if session.get_bind().dialect.name == "sqlite":
        return
    keys = [int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True) for name in names]
    locks = [sa.func.pg_advisory_xact_lock(key) for key in (*keys, *([_CHAIN] if chain else []))]
    session.execute(sa.select(*locks))


def server_time(session: Session) -> datetime:
    """What time it is by the one clock that all writers share: the server's, or this computer's where there is none."""
    if session.get_bind().dialect.name == "sqlite":
        return datetime.now(UTC)
    moment: datetime = session.execute(sa.select(sa.func.clock_timestamp())).scalar_one()
    return moment.astimezone(UTC)
