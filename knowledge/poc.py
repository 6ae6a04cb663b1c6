"""Which principal offence category an offence falls under, how sure that is, and why. Chooses between no charges.

The order of the steps is domain.md section 11. The CPS's own table is not public: apart from the rows whose
source names official text, the readings are proposals, and an Area's own file outranks them.
"""

import csv
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.catalogue import Catalogue, Offence, load_catalogue
from knowledge.poc_categories import POC_CATEGORIES, PocCategory, read_poc
from knowledge.proceedings import UNCLASSED
from knowledge.snapshot import DATA

if TYPE_CHECKING:
    from knowledge.poc_area import AreaTable

__all__ = [
    "POC_CATEGORIES",
    "PocCategory",
    "PocConfidence",
    "PocReading",
    "PocTable",
    "load_poc_table",
    "read_poc",
]

NO_POC_TOPIC = "choosing-the-poc"
FATALITY = re.compile(r"\b(?:death|murder|manslaughter|infanticide|child destruction|suicide)", re.IGNORECASE)
_LETTER = re.compile(r"\b[A-L]\b(?![^(]*\))")


class PocConfidence(StrEnum):
    """How sure a reading is. ASK means that the person must say; LOW, that both readings are shown."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    ASK = "ask"


@dataclass(frozen=True, slots=True, kw_only=True)
class PocReading:
    """The category proposed for one offence. `letter` is None where the person must choose.

    `basis` is the step that decided: "area table", "code", "base code", "sub-class", "class", "act prefix" or
    "none". `official` is True only where official text names this offence; everything else is our proposal.
    `other_reading` says in words what else is argued, `other_letters` the same as letters.
    """

    letter: str | None
    confidence: PocConfidence
    basis: str
    explanation: str
    other_letters: tuple[str, ...] = ()
    other_reading: str = ""
    official: bool = False

    @property
    def name(self) -> str | None:
        """The CPS's label of the category."""
        return None if self.letter is None else POC_CATEGORIES[self.letter].label

    @property
    def topic(self) -> str:
        """The guidance topic to show beside it."""
        return NO_POC_TOPIC if self.letter is None else POC_CATEGORIES[self.letter].topic


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One row of the proposed tables. `letter` None: the row says to ask."""

    key: str
    letter: str | None
    confidence: PocConfidence
    other: str
    what: str
    rationale: str
    official_words: str
    source: str

    def is_official_for(self, offence: Offence) -> bool:
        title = offence.title.casefold()
        return self.official_words == "*" or any(
            word in title for word in self.official_words.split("|") if self.official_words
        )


class PocTable:
    """The proposed tables, with the Area's own before them where one is given."""

    def __init__(self, catalogue: Catalogue, area: "AreaTable | None" = None) -> None:
        self._catalogue = catalogue
        self._area = area
        self._codes = {row.key: row for row in _rows("poc_codes.csv", "code")}
        self._classes = {row.key: row for row in _rows("poc_classes.csv", "ho_class")}
        self._acts = _csv("poc_acts.csv")

    @property
    def version(self) -> str:
        """What the reading rests on, for the record: our proposal, the standing list, the Area's file."""
        ours = f"proposed table 1 on standing data {self._catalogue.version}"
        return f"{ours}, with {self._area.name}" if self._area else ours

    def reading(self, offence: Offence) -> PocReading:
        """The category of an offence. Never raises; where nothing can be said the reading asks.

        An attempt, conspiracy or the like is read as its whole offence.
        """
        base = self._catalogue.get(offence.base_code) if offence.suffix else None
        whole = base or offence
        area = self._by_area(offence, whole)
        if area is not None:
            return area
        if not offence.is_prosecution:
            return self._not_a_prosecution(whole)
        if whole.is_local:
            return self._local(whole)
        row = self._row(whole)
        if row is None or row.key in UNCLASSED:
            return self._by_act(whole)
        step = "base code" if base else self._step(row)
        if row.letter is None:
            return _ask(row, f"Class {row.key} ({row.what}) does not decide the POC: {row.rationale}.")
        if row.letter == "A" and not FATALITY.search(whole.title):
            return _ask(
                row,
                f"Class {row.key} is a homicide class, but the title names no death, so say which POC it is.",
            )
        return _proposed(row, whole, step)

    def _row(self, offence: Offence) -> _Row | None:
        classed = self._classes
        return (
            self._codes.get(offence.code)
            or classed.get(offence.ho_class)
            or classed.get(offence.class_number)
        )

    @staticmethod
    def _step(row: _Row) -> str:
        if row.key[0].isalpha():
            return "code"
        return "sub-class" if "/" in row.key else "class"

    def _by_area(self, offence: Offence, whole: Offence) -> PocReading | None:
        """The Area's answer: for the code, for the whole offence's code, then for the class."""
        if self._area is None:
            return None
        codes, classes = self._area.codes, self._area.classes
        row = codes.get(offence.code) or codes.get(whole.code)
        by = f"code {offence.code}"
        if row is None and whole.is_national and whole.class_number not in UNCLASSED:
            row = classes.get(whole.ho_class) or classes.get(whole.class_number)
            by = f"class {whole.ho_class}"
            if row is not None and row.letter == "A" and not FATALITY.search(whole.title):
                return None
        if row is None:
            return None
        note = f": {row.note}" if row.note else ""
        return PocReading(
            letter=row.letter,
            confidence=PocConfidence.HIGH,
            basis="area table",
            explanation=f"The Area's table {self._area.name} gives {_label(row.letter)} for {by}{note}.",
        )

    def _not_a_prosecution(self, offence: Offence) -> PocReading:
        row = self._row(offence)
        letters = _others(row) if row and row.key not in UNCLASSED else ()
        return PocReading(
            letter=None,
            confidence=PocConfidence.ASK,
            basis="none",
            other_letters=letters,
            other_reading=_named(letters),
            explanation="This is an application, an order or enforcement, not a prosecution, so it has no POC of its own.",
        )

    def _local(self, offence: Offence) -> PocReading:
        row = self._row(offence)
        letters = _others(row) if row and row.key not in UNCLASSED else ()
        return PocReading(
            letter=None,
            confidence=PocConfidence.ASK,
            basis="none",
            other_letters=letters,
            other_reading=_named(letters),
            explanation="This is a local code, and the class of a local code cannot be trusted, so read the title and choose.",
        )

    def _by_act(self, offence: Offence) -> PocReading:
        """A guess from the Act for an offence without a class. Never Homicide."""
        title = offence.title.casefold()
        fitting = [
            row for row in self._acts if offence.act.startswith(row["act"]) and row["title_word"] in title
        ]
        if FATALITY.search(title):
            letters = ("A", *(row["poc"] for row in fitting[:1]))
            why = "The title names a death and the list gives no class, so say which POC it is."
        elif fitting:
            letter, what = fitting[0]["poc"], fitting[0]["what"]
            return PocReading(
                letter=letter,
                confidence=PocConfidence.LOW,
                basis="act prefix",
                explanation=(
                    f"The list gives no class; codes that begin {fitting[0]['act']} are {what}, "
                    f"so {_label(letter)} is our proposed guess."
                ),
            )
        else:
            letters, why = (), "The list gives this offence no class, so read the title and choose the POC."
        return PocReading(
            letter=None,
            confidence=PocConfidence.ASK,
            basis="none",
            other_letters=letters,
            other_reading=_named(letters),
            explanation=why,
        )


def _proposed(row: _Row, offence: Offence, step: str) -> PocReading:
    assert row.letter is not None
    label = _label(row.letter)
    official = row.is_official_for(offence)
    of = f"code {row.key}" if row.key[0].isalpha() else f"class {row.key} ({row.what})"
    if step == "base code":
        of = f"the whole offence is {offence.code}, and {of}"
    sentence = f"{of} is {label} in our proposed table"
    if official:
        sentence = f"{of} is {label}: official text names it (source {row.source})"
    return PocReading(
        letter=row.letter,
        confidence=row.confidence,
        basis=step,
        other_letters=tuple(letter for letter in _LETTER.findall(row.other) if letter != row.letter),
        other_reading=_in_words(row.other),
        explanation=f"{sentence[0].upper()}{sentence[1:]}.",
        official=official,
    )


def _ask(row: _Row, why: str) -> PocReading:
    letters = _others(row)
    return PocReading(
        letter=None,
        confidence=PocConfidence.ASK,
        basis="none",
        other_letters=letters,
        other_reading=_named(letters),
        explanation=why,
    )


def _others(row: _Row) -> tuple[str, ...]:
    """Every letter that a row speaks of, its own first."""
    return tuple(dict.fromkeys([*([row.letter] if row.letter else []), *_LETTER.findall(row.other)]))


def _label(letter: str) -> str:
    return POC_CATEGORIES[letter].label


def _named(letters: tuple[str, ...]) -> str:
    return " or ".join(_label(letter) for letter in letters)


def _in_words(other: str) -> str:
    """The other reading with names for letters: "B / A" as "Offences Against The Person or Homicide"."""
    return (
        _LETTER.sub(lambda found: _label(found[0]), other).replace(" / ", " or ")
        if _LETTER.search(other)
        else ""
    )


def _csv(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _rows(name: str, key: str) -> list[_Row]:
    return [
        _Row(
            key=row[key],
            letter=row["poc"] or None,
            confidence=PocConfidence(row["confidence"]),
            other=row["other_reading"],
            what=re.split(r" - |; | \(", row.get("offences") or row["rationale"])[0],
            rationale=row["rationale"],
            official_words=row.get("official_words", "*" if row["source"] else ""),
            source=row["source"],
        )
        for row in _csv(name)
    ]


@lru_cache(maxsize=4)
def load_poc_table(area: Path | None = None) -> PocTable:
    """The table to read by. In: the Area's own CSV file, if it has one. Raises AreaTableError with all its faults."""
    catalogue = load_catalogue()
    if area is None:
        return PocTable(catalogue)
    from knowledge.poc_area import read_area_table  # noqa: PLC0415 - only an Area's own file needs it

    return PocTable(catalogue, read_area_table(area, catalogue))
