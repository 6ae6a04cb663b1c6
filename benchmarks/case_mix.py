"""Makes records in the mix of real cases, and fills a store with them in its own form. Measures nothing.

The shares and conviction rates of the POCs are the CPS's of 2016-17, the split of the outcomes that of 2007, the last
full table published. Names, URNs, courts and days are made up.
"""

import random
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from assistant.record.model import (
    Charge,
    Court,
    Defendant,
    DefendantKind,
    Finalisation,
    PocChoice,
    SheetState,
    Stage,
    Versions,
)
from assistant.store.ledger import START, Sealed, canonical, text_hash
from assistant.store.references import new_reference
from assistant.store.rows import plain, searchable
from knowledge.courts import load_courts
from knowledge.outcomes import Family, load_outcomes
from knowledge.poc import POC_CATEGORIES

# Convictions and unsuccessful outcomes by POC.
_POCS = {
    "A": (1172, 288),
    "B": (126390, 35340),
    "C": (13045, 4692),
    "D": (14217, 2436),
    "E": (4260, 1144),
    "F": (89625, 7592),
    "G": (11068, 1754),
    "H": (22753, 4077),
    "I": (48288, 3180),
    "J": (39334, 7005),
    "K": (8829, 1374),
    "L": (88648, 14900),
    None: (0, 9793),
}
_CONVICTED = {"guilty_plea": 66.3, "proved_in_absence": 13.1, "convicted_after_trial": 5.2}
_ENDED = {"dismissed_after_trial": 2.5, "withdrawn": 2.9, "offered_no_evidence": 4.1, "discontinued": 3.5}
_ADMINISTRATIVE = {"warrant_unexecuted": 70, "deceased": 15, "unfit": 10, "sine_die": 5}
_SURNAMES = (
    "Smith Jones Williams Taylor Brown Davies Evans Wilson Thomas Johnson Roberts Robinson Thompson Wright Walker "
    "White Edwards Hughes Green Hall Lewis Harris Clarke Patel Jackson Wood Turner Martin Cooper Hill Ward Morris "
    "Moore Clark Lee King Baker Harrison Morgan Allen James Scott Phillips Watson Davis Parker Price Bennett Khan"
).split()
_ENDINGS = ("son", "man", "ton", "ley", "ford", "well", "worth", "field", "by", "combe", "shaw", "wick")
_BEGINNINGS = (
    "Ash Bar Cor Dan El Far Gar Hol Ing Kel Lan Mar Nor Os Pem Quin Ros Sal Tar Ul Ven Wal Yar Zel "
    "Brad Char Dray Gos Hart Kirk Lang Mel Nun Prest Rad Stan Thorn Whit"
).split()
_FORENAMES = (
    "John David Michael Paul Mark Sarah Emma Mohammed Daniel James Lee Karen Chloe Aisha Ryan Amy".split()
)
_FORCES = (
    "01 01 01 04 05 06 06 07 10 11 12 13 13 14 16 17 20 20 21 22 30 31 32 33 35 36 40 41 42 43 44 45 46 47"
).split()
_CHARGES = ("TH68010", "OF61102", "CJ88116", "CD71039", "MD71524", "RT88007", "PU86004", "TH68001")
_PEOPLE = tuple(f"administrator{n}" for n in range(40))
FIRST_DAY = date(2021, 4, 1)
_DAYS = 5 * 365
_AMENDED = 0.03
_PORTION = 2000

Row = dict[str, Any]


class CaseMix:
    """An endless supply of records, the same for the same seed, without reference, person and moment."""

    def __init__(self, seed: int = 1) -> None:
        """In: the seed of chance."""
        self._chance = random.Random(seed)
        self._number = 0
        made = [f"{first}{last}" for first in _BEGINNINGS for last in _ENDINGS]
        self._surnames = [*_SURNAMES, *made]
        self._weights = [1 / (rank + 8) for rank in range(len(self._surnames))]
        self._courts = [Court(code=c.code, name=c.name, type=c.type) for c in load_courts()]
        self._templates: dict[tuple[str, str | None, int], Row] = {}

    def record(self) -> Row:
        """The next record as its JSON."""
        chance = self._chance
        poc = chance.choices(list(_POCS), [sum(counts) for counts in _POCS.values()])[0]
        won, lost = _POCS[poc]
        split = (
            _ADMINISTRATIVE if poc is None else _CONVICTED if chance.random() < won / (won + lost) else _ENDED
        )
        outcome = chance.choices(list(split), list(split.values()))[0]
        charges = chance.choices((1, 2, 3, 4), (60, 25, 10, 5))[0]
        self._number += 1
        hearing = FIRST_DAY + timedelta(days=chance.randrange(_DAYS))
        unit = f"{chance.choice('ABCDEFGH')}{chance.choice('ABCDEFGHJKLM')}"
        return {
            **self._template(outcome, poc, charges),
            "urn": f"{chance.choice(_FORCES)}{unit}{self._number % 100_000:05}{hearing:%y}",
            "defendant": self._defendant(),
            "court": plain_court(chance.choice(self._courts)),
            "final_hearing": hearing.isoformat(),
            "finalised_on": (hearing + timedelta(days=1)).isoformat(),
        }

    def finalisation(self) -> Finalisation:
        """The next record, for a store to write."""
        return Finalisation.model_validate(self.record())

    def _defendant(self) -> Row:
        chance = self._chance
        surname = chance.choices(self._surnames, self._weights)[0]
        born = date(1955, 1, 1) + timedelta(days=chance.randrange(18_000))
        made = Defendant(
            kind=DefendantKind.PERSON,
            surname=surname,
            forenames=chance.choice(_FORENAMES),
            date_of_birth=born,
        )
        return made.model_dump(mode="json")

    def _template(self, outcome: str, poc: str | None, charges: int) -> Row:
        key = (outcome, poc, charges)
        if key not in self._templates:
            self._templates[key] = plain(_template(outcome, poc, charges))
        return self._templates[key]


def plain_court(court: Court) -> Row:
    """The court as JSON has it."""
    return {"code": court.code, "name": court.name, "type": court.type.value}


def _template(outcome: str, poc: str | None, charges: int) -> Finalisation:
    known = load_outcomes()[outcome]
    made = [
        Charge(
            number=n + 1, code=_CHARGES[n], title="An offence with a title of the usual length", typed="s47"
        )
        for n in range(charges)
    ]
    chosen = poc and PocChoice(
        letter=poc,
        name=POC_CATEGORIES[poc].label,
        charge=1,
        decided_by="only",
        explanation="It is the only charge that is left.",
        confidence="high",
        suggested=poc,
        confirmed=True,
    )
    return Finalisation(
        stage=Stage.POST_CHARGE,
        urn="01AB1234526",
        defendant=Defendant(kind=DefendantKind.PERSON, surname="Smith"),
        finalised_on=FIRST_DAY,
        hearing_record_sheet=SheetState.IN_HAND,
        charges=made,
        outcome=outcome,
        outcome_label=known.label,
        successful=known.family is Family.SUCCESSFUL,
        poc=chosen or None,
        versions=Versions(finalise="0.1.0", catalogue="2.0.414", poc_table="1", rules="1"),
    )


class Chain:
    """Turns records into rows of the store with their entries in the ledger, each linked to the one before."""

    def __init__(self, mix: CaseMix, seed: int = 2) -> None:
        """In: where the records come from, the seed of chance."""
        self._mix = mix
        self._chance = random.Random(seed)
        self._position, self._hash = 0, START
        self._at = datetime(2021, 4, 1, 9, tzinfo=UTC)
        self._references: set[str] = set()

    def rows(self, count: int) -> Iterator[tuple[Row, Row]]:
        """So many records, some of them amended later, as rows of the record table and of the ledger."""
        recent: list[Row] = []
        for _ in range(count):
            body = {**self._mix.record(), "reference": self._reference(), "version": 1}
            yield self._entered(body, "entered", None)
            recent.append(body)
            if self._chance.random() < _AMENDED:
                seen = recent[self._chance.randrange(len(recent))]
                recent.clear()
                changes = [{"field": "flags", "old": [], "new": ["DA"]}]
                account = canonical({"why": "Said late.", "changes": changes})
                yield self._entered({**seen, "version": 2, "flags": ["DA"]}, "amended", account)

    def _reference(self) -> str:
        while (made := new_reference()) in self._references:
            pass
        self._references.add(made)
        return made

    def _entered(self, body: Row, kind: str, account: str | None) -> tuple[Row, Row]:
        self._at += timedelta(seconds=self._chance.randrange(1, 240))
        self._position += 1
        draft, person = f"draft-{self._position}", self._chance.choice(_PEOPLE)
        # As the record's own JSON has it, and as it is hashed.
        entered_at = self._at.isoformat().replace("+00:00", "Z")
        text = canonical({**body, "entered_by": person, "entered_at": entered_at})
        facts = {"draft": draft, "overrides": [], "versions": body["versions"]}
        sealed = Sealed(
            position=self._position,
            kind=kind,
            reference=body["reference"],
            version=body["version"],
            link=None,
            person=person,
            at=self._at,
            clock=None,
            terminal="benchmark",
            facts=canonical(facts),
            body_hash=text_hash(text),
            account_hash=None if account is None else text_hash(account),
            previous=self._hash,
        )
        self._hash = sealed.hash()
        record = {
            "reference": body["reference"],
            "version": body["version"],
            "draft_id": draft,
            **searchable(body),
            "entered_by": person,
            "entered_at": self._at,
            "body": text,
            "account": account,
        }
        return {**record, "stage": record["stage"].value}, {**asdict(sealed), "hash": self._hash}


def fill(url: str, rows: Iterator[tuple[Row, Row]]) -> None:
    """Add rows to the store at `url`, which has those before them, past the program but not past the triggers."""
    if url.startswith("sqlite:///"):
        _fill_file(Path(url.removeprefix("sqlite:///")), rows)
    else:
        _fill_server(url, rows)


def _fill_file(path: Path, rows: Iterator[tuple[Row, Row]]) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA cache_size=-200000")
    connection.execute("BEGIN")
    while portion := list(islice(rows, _PORTION)):
        for table, each in (("record", [row for row, _ in portion]), ("ledger", [row for _, row in portion])):
            columns = list(each[0])
            marks = ", ".join("?" * len(columns))
            connection.executemany(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})",
                [[_in_file(value) for value in row.values()] for row in each],
            )
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _in_file(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    return value.isoformat() if isinstance(value, date) else value


def _fill_server(url: str, rows: Iterator[tuple[Row, Row]]) -> None:
    import psycopg  # noqa: PLC0415 (a store in a file needs no driver)

    with psycopg.connect(url) as connection:
        connection.execute("SET idle_in_transaction_session_timeout = 0")
        while portion := list(islice(rows, _PORTION)):
            _copy(connection, "record", [row for row, _ in portion])
            _copy(connection, "ledger", [row for _, row in portion])
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def _copy(connection: Any, table: str, rows: Sequence[Row]) -> None:
    with connection.cursor().copy(f"COPY {table} ({', '.join(rows[0])}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(list(row.values()))
