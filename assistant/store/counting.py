"""Counts outcomes by POC, area and month, from an index alone. Reads no record and names nobody."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from assistant.store.tables import RecordRow

Counted = tuple[str, str, str | None, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeCount:
    """How many records of a month ("2026-11", of the final hearing), an area, a POC and an outcome there are.

    `area` is the code of the police force with which the URN begins; `poc` is None for an administrative outcome.
    """

    month: str
    area: str
    poc: str | None
    outcome: str
    count: int


def outcome_counts(session: Session, since: date, until: date) -> list[OutcomeCount]:
    """The counts over the newest versions of all records with a final hearing from `since` to `until`, both included.

    Versions are numbered without gaps, so what was superseded is the version before each that has a number above 1:
    all versions are counted, which an index does alone, and those, which are few, are taken off again.
    """
    found = _counted(session, since, until, superseded=False)
    for key, count in _counted(session, since, until, superseded=True).items():
        found[key] -= count
    order = sorted(found.items(), key=lambda one: tuple(part or "" for part in one[0]))
    return [
        OutcomeCount(month=month, area=area, poc=poc, outcome=outcome, count=count)
        for (month, area, poc, outcome), count in order
        if count
    ]


def _counted(session: Session, since: date, until: date, *, superseded: bool) -> dict[Counted, int]:
    row = aliased(RecordRow)
    hearing, urn, poc, outcome = col(row.final_hearing), col(row.urn), col(row.poc), col(row.outcome)
    if session.get_bind().dialect.name == "sqlite":
        month: sa.ColumnElement[str] = sa.func.substr(hearing, 1, 7)
    else:
        month = sa.func.to_char(hearing, "YYYY-MM")
    parts = (month, sa.func.substr(urn, 1, 2), poc, outcome)
    query = sa.select(*parts, sa.func.count()).where(hearing >= since, hearing <= until)
    if superseded:
        newer = aliased(RecordRow)
        is_before = sa.and_(
            col(row.reference) == col(newer.reference), col(row.version) == col(newer.version) - 1
        )
        query = query.join(newer, is_before).where(col(newer.version) > 1)
    # By number: the same expression with other placeholders is another expression to PostgreSQL.
    query = query.group_by(*(sa.text(str(number)) for number in range(1, 5)))
    return {(month, area, poc, outcome): count for month, area, poc, outcome, count in session.execute(query)}
