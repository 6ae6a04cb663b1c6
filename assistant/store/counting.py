"""Counts outcomes by POC, area and month, from an index alone. Reads no record and names nobody."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlmodel import Session

from assistant.store.copying import TABLES

_RECORD = next(table for table in TABLES if table.name == "record")
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
    hearing = _RECORD.c.final_hearing
    span = sa.select(sa.func.min(hearing), sa.func.max(hearing)).where(hearing >= since, hearing <= until)
    first, last = session.execute(span).one()
    if first is None:
        return []
    superseded = _superseded(session, first, last)
    return [
        OutcomeCount(month=month, area=area, poc=poc, outcome=outcome, count=left)
        for month, begin, end in _months(first, last)
        for area, poc, outcome, count in _counted(session, begin, end)
        if (left := count - superseded[month, area, poc, outcome])
    ]


def _months(first: date, last: date) -> Iterator[tuple[str, date, date]]:
    """Each month from one day to the other: its name, and the first and the last of these days in it."""
    begin = first
    while begin <= last:
        following = (begin.replace(day=1) + timedelta(days=31)).replace(day=1)
        yield f"{begin:%Y-%m}", begin, min(last, following - timedelta(days=1))
        begin = following


def _counted(session: Session, begin: date, end: date) -> list[tuple[str, str | None, str, int]]:
    """Area, POC, outcome and how many versions of records, in that order, of a month: many small sorts are quicker."""
    row = _RECORD.c
    parts = (sa.func.substr(row.urn, 1, 2).label("area"), row.poc, row.outcome)
    query = sa.select(*parts, sa.func.count()).where(row.final_hearing >= begin, row.final_hearing <= end)
    found = session.execute(query.group_by("area", row.poc, row.outcome))
    return sorted((tuple(one) for one in found), key=lambda one: (one[0], one[1] or "", one[2]))


def _superseded(session: Session, first: date, last: date) -> Counter[Counted]:
    """How many versions that have a newer one there are of each kind."""
    row, newer = _RECORD.alias("older").c, _RECORD.alias("newer").c
    query = sa.select(row.final_hearing, sa.func.substr(row.urn, 1, 2), row.poc, row.outcome).where(
        newer.version > 1,
        row.reference == newer.reference,
        row.version == newer.version - 1,
        row.final_hearing >= first,
        row.final_hearing <= last,
    )
    return Counter((f"{day:%Y-%m}", area, poc, outcome) for day, area, poc, outcome in session.execute(query))
