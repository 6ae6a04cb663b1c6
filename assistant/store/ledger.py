"""What an entry of the ledger is, and how entries are chained by their hashes. Knows no database."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum

from assistant.store.differences import Difference

START = "0" * 64
"""What stands in place of the hash before the first entry."""
_FORM = "finalise ledger 1"  # part of what is hashed: another form of entry can never give the same hash


class EntryKind(StrEnum):
    """What an entry tells of."""

    ENTERED = "entered"
    """A record was written for the first time."""
    AMENDED = "amended"
    """A record was changed: a new version of it stands beside the old ones."""
    REOPENED = "reopened"
    """An administrative finalisation was taken up again: this record is the new one, `link` names the old one."""
    REMOVED = "removed"
    """What stood in a record was removed, as it was kept long enough."""
    ROLE = "role"
    """A person was given a role."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """One entry as the chain holds it: everything here goes into its hash.

    `position` counts from 1 without gaps over the whole store. `at` is never before the entry before; where the
    clock said an earlier time, `clock` has it. `facts` is canonical JSON of what else is known for good (versions of
    the tables, rules gone on against, a reason for removal, a role). `body_hash` and `account_hash` are of the record
    and of the account of its change, which are kept apart so that they can be removed while the chain still holds.
    """

    position: int
    kind: str
    reference: str | None
    version: int | None
    link: str | None
    person: str
    at: datetime
    clock: datetime | None
    terminal: str
    facts: str
    body_hash: str | None
    account_hash: str | None
    previous: str

    def hash(self) -> str:
        """SHA-256 over the canonical JSON of the entry, in hexadecimal."""
        plain = {
            **asdict(self),
            "form": _FORM,
            "at": stamp(self.at),
            "clock": self.clock and stamp(self.clock),
        }
        return text_hash(canonical(plain))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the history as it is shown.

    `why` and `changes` are empty where a person had no reason to give and nothing to change; `is_removed` says that
    they, and the record, were taken away since. `clock` is what the clock said where that was before the entry
    before. `versions` names the tables and the rule book, `overrides` the rules gone on against with the reason.
    `facts` is what else the entry says, such as the role that was given.
    """

    position: int
    kind: EntryKind
    reference: str | None
    version: int | None
    link: str | None
    person: str
    at: datetime
    clock: datetime | None
    terminal: str
    why: str
    changes: tuple[Difference, ...]
    versions: Mapping[str, str]
    overrides: Mapping[str, str]
    facts: Mapping[str, object]
    is_removed: bool
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The end of the chain: how many entries there are, and the hash and time of the last; None where none is."""

    count: int
    hash: str
    at: datetime | None


def canonical(plain: Mapping[str, object]) -> str:
    """JSON that is always the same text for the same data."""
    return json.dumps(plain, sort_keys=True, separators=(",", ":"))


def text_hash(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()


def stamp(moment: datetime) -> str:
    """A moment as text, in UTC to the microsecond: 2026-11-12T09:00:00.000000Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
