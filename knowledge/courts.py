"""The criminal courts of England and Wales and how staff name them. Decides nothing about a case."""

import csv
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from knowledge.snapshot import DATA, read_rows
from knowledge.text import fold


class CourtType(StrEnum):
    """Which of the two courts a case ended in; outcomes differ between them (domain.md 3.2)."""

    MAGISTRATES = "magistrates"
    CROWN = "crown"


COURT_WORDS = {CourtType.MAGISTRATES: "Magistrates' Court", CourtType.CROWN: "Crown Court"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Court:
    """One court on the standing list (source S28); closed ones stand there too.

    `name` is the whole name with its qualifier, `short` the place alone, `area` the county
    or police area.
    `qualifier` says which building, where the list does: "County Court, Romford Road".
    """

    code: str
    name: str
    short: str
    type: CourtType
    area: str
    qualifier: str = ""

    @property
    def is_main(self) -> bool:
        """A court's own building rather than a hearing room, a hotel or a hall that it borrowed."""
        return _BORROWED.search(self.qualifier) is None


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtReading:
    """What words say of a court: the one they mean, or the ones they may mean, best first."""

    court: Court | None
    candidates: tuple[Court, ...] = ()

    @property
    def asks_for_type(self) -> bool:
        """Both kinds of court fit, so the person must say which."""
        return self.court is None and len({court.type for court in self.candidates}) > 1


_BORROWED = re.compile(
    r"county court|civil|sitting at|hotel|hilton|crowne plaza|town hall|guildhall|theatre|stadium|inn$|house"
    r"|chamber|north end|cloth hall|tribunal|combined court|youth court|family|crown court building",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"^(.*?) ?\(+(.*?)\)?$")
_SITTING = re.compile(r"^(.*?) (?:Magistrates' Court|Crown Court) (sitting at .*)$")
_OWN_NAME = re.compile(r"^(.*?) (?:Magistrates['’] Court|Crown Court)$")


@lru_cache(maxsize=1)
def load_courts() -> tuple[Court, ...]:
    """Every court on the list, in the order of the codes. Raises CatalogueDamaged."""
    own = {row["code"]: row for row in _csv("court_names.csv")}
    return tuple(
        _court(code, area, name, own.get(code)) for code, area, name in read_rows("courts.tsv") if name
    )  # rows without a name stand for an area as a whole


@lru_cache(maxsize=1)
def _by_code() -> dict[str, Court]:
    return {court.code: court for court in load_courts()}


def court_by_code(code: str) -> Court | None:
    """The court with this code ("B13HT00", or "b13ht" without the two noughts), or None."""
    wanted = code.strip().upper()
    return _by_code().get(wanted) or _by_code().get(f"{wanted}00")


def find_courts(words: str, limit: int = 8) -> list[Court]:
    """Courts that the words may mean, best first: part of a name, a nickname, a code, with forgiven typing.

    "leeds" finds both courts of Leeds, "leeds mags" and "leeds cc" one of them.
    """
    from knowledge.court_search import ranked  # noqa: PLC0415 - the search is loaded when it is first used

    return [found.court for found in ranked(words)[:limit]]


def read_court(words: str) -> CourtReading:
    """The court that was named, where one stands out; else the candidates.

    Where a town has both courts and the words do not say which, the candidates hold both.
    """
    from knowledge.court_search import clear_best, ranked, rivals  # noqa: PLC0415 - loaded when it is first used

    found = ranked(words)
    return CourtReading(court=clear_best(found), candidates=tuple(one.court for one in rivals(found)[:8]))


def nicknames() -> dict[str, tuple[str, ...]]:
    """What staff call courts, with the codes each name may mean. Source: data/court_nicknames.csv."""
    return {fold(row["words"]): tuple(row["codes"].split()) for row in _csv("court_nicknames.csv")}


def _court(code: str, area: str, listed: str, own: dict[str, str] | None) -> Court:
    type_ = CourtType.MAGISTRATES if code.startswith("B") else CourtType.CROWN
    place, qualifier = (own["place"], own["qualifier"]) if own else _parts(listed)
    name = f"{place} {COURT_WORDS[type_]}" + (f" ({qualifier})" if qualifier else "")
    return Court(
        code=code,
        name=(own["name"] if own else "") or name,
        short=place,
        type=type_,
        area=(own["area"] if own else "") or ("County Durham" if area == "Durham, County" else area),
        qualifier=qualifier,
    )


def _parts(listed: str) -> tuple[str, str]:
    """The place and the qualifier of a listed name."""
    for pattern in (_SITTING, _BRACKETS):
        if found := pattern.match(listed):
            return found[1].strip(), found[2].strip()
    found = _OWN_NAME.match(listed)
    return (found[1] if found else listed), ""


def _csv(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
