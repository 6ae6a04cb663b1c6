"""Reads the ledger as people look at it: the entries of one record with what each changed. Verifies nothing."""

from collections.abc import Generator

from sqlalchemy import and_, or_
from sqlmodel import Session, col, select

from assistant.store.differences import read_differences
from assistant.store.ledger import START, Entry, Head
from assistant.store.rows import read_json
from assistant.store.tables import REMOVED, LedgerRow, RecordRow


def entries_of(session: Session, reference: str) -> list[Entry]:
    """Every entry of a record, oldest first; at the end those of records that took its case up again."""
    query = (
        select(LedgerRow, RecordRow)
        .outerjoin(
            RecordRow,
            and_(
                col(RecordRow.reference) == col(LedgerRow.reference),
                col(RecordRow.version) == col(LedgerRow.version),
            ),
        )
        .where(or_(col(LedgerRow.reference) == reference, col(LedgerRow.link) == reference))
        .order_by(col(LedgerRow.position))
    )
    return [_entry(row, record) for row, record in session.exec(query)]


def all_entries(session: Session) -> Generator[Entry, None, None]:
    """Every entry of the store, oldest first, read as they are asked for."""
    query = (
        select(LedgerRow, RecordRow)
        .outerjoin(
            RecordRow,
            and_(
                col(RecordRow.reference) == col(LedgerRow.reference),
                col(RecordRow.version) == col(LedgerRow.version),
            ),
        )
        .order_by(col(LedgerRow.position))
    )
    with session.exec(query, execution_options={"yield_per": 500}) as found:
        for row, record in found:
            yield _entry(row, record)


def head_of(session: Session) -> Head:
    """The end of the chain."""
    last = select(LedgerRow.position, LedgerRow.hash, LedgerRow.at).order_by(col(LedgerRow.position).desc())
    found = session.exec(last.limit(1)).first()
    if found is None:
        return Head(count=0, hash=START, at=None)
    position, made, at = found
    return Head(count=position, hash=made, at=at)


def _entry(row: LedgerRow, record: RecordRow | None) -> Entry:
    facts = read_json(row.facts) or {}
    account = (read_json(record.account) if record is not None and record.account else None) or {}
    is_removed = record is not None and record.body == REMOVED
    body = read_json(record.body) if record is not None and not is_removed else None
    reasons = {one["rule"]: one["reason"] for one in (body or {}).get("overrides", [])}
    return Entry(
        position=row.position,
        kind=row.kind,
        reference=row.reference,
        version=row.version,
        link=row.link,
        person=row.person,
        at=row.at,
        clock=row.clock,
        terminal=row.terminal,
        why=account.get("why") or facts.get("why", ""),
        changes=read_differences(account.get("changes", [])),
        versions=facts.get("versions", {}),
        overrides={rule: reasons.get(rule, "") for rule in facts.get("overrides", [])},
        facts=facts,
        is_removed=is_removed,
        hash=row.hash,
    )
