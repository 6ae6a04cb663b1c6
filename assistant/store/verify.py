"""Walks the whole store and says whether every link of its history holds. Changes nothing and repairs nothing."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any, NoReturn

import sqlalchemy as sa
from sqlmodel import Session

from assistant.store.ledger import START, EntryKind, Head, Sealed, text_hash
from assistant.store.rows import read_json, searchable
from assistant.store.tables import REMOVED

_MANY = 100
_SEALED = tuple(field.name for field in fields(Sealed))
_SEARCHED = ("stage", "urn", "surname_folded", "outcome", "poc", "final_hearing")
_RECORD = (*_SEARCHED, "draft_id", "entered_by", "entered_at", "body", "account")
_OF_RECORDS = {EntryKind.ENTERED, EntryKind.AMENDED, EntryKind.REOPENED}

# As plain text: what somebody wrote into a column past the program may be of any type.
_WALK = f"""
    SELECT {", ".join(f"ledger.{name}" for name in (*_SEALED, "hash"))},
        {", ".join(f"record.{name} AS record_{name}" for name in _RECORD)}, record.reference AS record_reference,
        EXISTS (SELECT 1 FROM ledger AS later WHERE later.reference = ledger.reference AND later.kind = 'removed')
            AS is_removed
    FROM ledger LEFT JOIN record ON record.reference = ledger.reference AND record.version = ledger.version
    ORDER BY ledger.position
"""
_LEFT_OVER = """
    SELECT reference, version FROM record WHERE NOT EXISTS (
        SELECT 1 FROM ledger WHERE ledger.reference = record.reference AND ledger.version = record.version
    ) ORDER BY reference, version LIMIT 1
"""
_GUARDS = {
    "sqlite": {
        *("record_no_update", "record_no_delete", "record_no_replace"),
        *("ledger_no_update", "ledger_no_delete", "ledger_at_end"),
    },
    "postgresql": {"record_keep", "record_keep_all", "ledger_keep", "ledger_keep_all", "ledger_at_end"},
}
_NAMES_OF_GUARDS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A') "
    "AND tgrelid IN (to_regclass('record'), to_regclass('ledger'))",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """The first thing that does not hold: at which entry (None where there is none for it), and what is wrong."""

    position: int | None
    reference: str | None
    what: str

    def __str__(self) -> str:
        """The fault as one line."""
        return (
            f"Entry {self.position}: {self.what}" if self.position else self.what[0].upper() + self.what[1:]
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What came of verifying a store.

    `head` is the end of what holds: of the whole chain where nothing is broken. `versions` counts the versions of
    records whose text was compared with its hash, `removed` those whose text was taken away as the ledger says.
    `set_back` counts the entries made while a clock was behind. `is_guarded` is False where triggers are missing that
    refuse changes: nothing need be wrong yet, but somebody took them away.
    """

    head: Head
    versions: int
    removed: int
    set_back: int
    is_guarded: bool
    broken: Broken | None

    @property
    def is_whole(self) -> bool:
        """Whether every link holds."""
        return self.broken is None


class _BrokenLink(Exception):
    """Something does not hold."""

    def __init__(self, broken: Broken) -> None:
        super().__init__(broken.what)
        self.broken = broken


def verify(session: Session, kept: Head | None = None) -> Verification:
    """Walk every link of the store, and compare with the head that was kept elsewhere, if one is given.

    Every entry is hashed anew and compared with the one before, with its record, and that with the columns by which
    it is searched; then nothing may be left over. A history that was rewritten as a whole or cut at its end is only
    found with a head that was kept before.
    """
    walk, broken = _Walk(kept), None
    try:
        with (
            _any_text(session),
            session.execute(sa.text(_WALK), execution_options={"yield_per": _MANY}) as found,
        ):
            for row in found.mappings():
                walk.step(row)
        walk.end(session)
    except _BrokenLink as link:
        broken = link.broken
    dialect = session.get_bind().dialect.name
    guards = set(session.execute(sa.text(_NAMES_OF_GUARDS[dialect])).scalars())
    return Verification(
        head=Head(count=walk.count, hash=walk.hash, at=walk.at),
        versions=walk.versions,
        removed=walk.removed,
        set_back=walk.set_back,
        is_guarded=_GUARDS[dialect] <= guards,
        broken=broken,
    )


@contextmanager
def _any_text(session: Session) -> Iterator[None]:
    """Within it, a text of SQLite in which bytes are spoilt is read all the same, so that its hash tells."""
    reader = session.connection().connection.driver_connection
    if not isinstance(reader, sqlite3.Connection):
        yield
        return
    usual = reader.text_factory
    reader.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        reader.text_factory = usual


class _Walk:
    """A walk along the chain, one entry after another; its memory stays the same however long the chain is."""

    def __init__(self, kept: Head | None) -> None:
        self._kept = kept
        self.count = 0
        self.hash = START
        self.at: datetime | None = None
        self.versions = self.removed = self.set_back = 0
        self._roles: dict[str, tuple[str, str, datetime | None]] = {}

    def step(self, row: sa.RowMapping) -> None:
        """Take the next entry with its record. Raises _BrokenLink."""
        try:
            self._link(row)
            self._record(row)
        except (
            ValueError,
            TypeError,
            KeyError,
            AttributeError,
        ):  # whoever changed it left no form that we know
            self._broken("it cannot be read: it was changed after it was made.")
        self.count, self.hash, self.at = self.count + 1, row["hash"], _moment(row["at"])
        self.set_back += row["clock"] is not None
        kept = self._kept
        if kept is not None and kept.count == self.count and kept.hash != self.hash:
            self.count -= 1
            self._broken("it is not the one of which the head was kept: the history was rewritten.")

    def end(self, session: Session) -> None:
        """Look for what the chain does not know, and for what it knows and is not there. Raises _BrokenLink."""
        if self._kept is not None and self._kept.count > self.count:
            self._broken(
                f"it is missing: the history was cut at its end, {self._kept.count} entries to {self.count}."
            )
        left = session.execute(sa.text(_LEFT_OVER)).first()
        if left is not None:
            what = f"the record {left.reference} version {left.version} has no entry in the ledger."
            raise _BrokenLink(Broken(position=None, reference=left.reference, what=what))
        people = session.execute(sa.text("SELECT name, role, given_by, since FROM person")).all()
        if {row.name: (row.role, row.given_by, _when(row.since)) for row in people} != self._roles:
            what = "the roles of people are not those that the ledger says were given."
            raise _BrokenLink(Broken(position=None, reference=None, what=what))

    def _broken(self, what: str, reference: str | None = None) -> NoReturn:
        raise _BrokenLink(Broken(position=self.count + 1, reference=reference, what=what))

    def _link(self, row: sa.RowMapping) -> None:
        """Whether the entry is the next one, follows the one before, and is as it was made."""
        expected, position = self.count + 1, row["position"]
        if position != expected:
            self._broken(f"it is missing: after entry {self.count} comes entry {position}.")
        if row["previous"] != self.hash:
            self._broken(
                "it does not hold the hash of the entry before it: one of the two is not the original."
            )
        facts = {name: row[name] for name in _SEALED}
        clock = None if row["clock"] is None else _moment(row["clock"])
        sealed = Sealed(**{**facts, "at": _moment(row["at"]), "clock": clock})
        if sealed.hash() != row["hash"]:
            self._broken(
                "what it says does not give its hash: it was changed after it was made.", sealed.reference
            )
        if self.at is not None and sealed.at < self.at:
            self._broken("its time is before that of the entry before it.", sealed.reference)

    def _record(self, row: sa.RowMapping) -> None:
        """Whether the record of the entry is there, and is the one that was entered."""
        reference = row["reference"]
        name = f"{reference} version {row['version']}"
        if row["kind"] not in _OF_RECORDS:
            if row["record_reference"] is not None:
                self._broken(f"the record {name} is there, but was never entered.", reference)
            if row["kind"] == EntryKind.ROLE:
                facts = read_json(row["facts"])
                self._roles[facts["person"]] = (facts["role"], facts["given_by"], _when(row["at"]))
        elif row["record_reference"] is None:
            self._broken(f"its record {name} is missing.", reference)
        elif row["record_body"] == REMOVED:
            self._emptied(row, name)
            self.removed += 1
        elif row["is_removed"]:
            self._broken(f"the record {name} was removed, but its text is there.", reference)
        else:
            if wrong := _wrong(row):
                self._broken(f"the record {name} {wrong}", reference)
            self.versions += 1

    def _emptied(self, row: sa.RowMapping, name: str) -> None:
        if not row["is_removed"]:
            self._broken(f"the text of the record {name} is gone, but was never removed.", row["reference"])
        left = ("urn", "surname_folded", "outcome", "account", "poc", "final_hearing")
        if any(row[f"record_{column}"] for column in left):
            self._broken(f"the record {name} was removed, but something of it is left.", row["reference"])
        marks = (row["record_entered_by"], _moment(row["record_entered_at"]), row["record_draft_id"])
        if marks != (row["person"], _moment(row["at"]), read_json(row["facts"])["draft"]):
            self._broken(f"the record {name} is stamped with another person or time.", row["reference"])


def _wrong(row: sa.RowMapping) -> str | None:
    """What is wrong with the record of an entry, or None."""
    body, account = row["record_body"], row["record_account"]
    if text_hash(body) != row["body_hash"]:
        return "is not what was entered: its text was changed."
    if (None if account is None else text_hash(account)) != row["account_hash"]:
        return "does not say what was said of its change: that text was changed."
    plain = read_json(body)
    expected = {**searchable(plain), **_stamped(plain), "draft_id": read_json(row["facts"])["draft"]}
    for column, value in expected.items():
        if not _is_same(row[f"record_{column}"], value):
            return f"is searched by another {column.replace('_', ' ')} than stands in it."
    marks = (row["reference"], row["version"], row["person"], _moment(row["at"]))
    if marks != (plain["reference"], plain["version"], *_stamped(plain).values()):
        return "is stamped with another reference, person or time than its entry."
    return None


def _stamped(plain: Mapping[str, Any]) -> dict[str, Any]:
    return {"entered_by": plain["entered_by"], "entered_at": datetime.fromisoformat(plain["entered_at"])}


def _is_same(found: object, expected: object) -> bool:
    """Whether a column has what it should, whether the database gives dates as text or not."""
    if found is None or expected is None:
        return found is expected
    if isinstance(expected, datetime):
        return _moment(found) == expected
    return str(found) == str(expected)


def _when(value: object) -> datetime | None:
    """The moment, or None where it cannot be read."""
    try:
        return _moment(value)
    except ValueError:
        return None


def _moment(value: object) -> datetime:
    """A moment as the database gives it: SQLite as text without a zone."""
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
