"""Reads the proposed POC tables in knowledge/data: by class, by code and by Act. Applies none of them."""

import csv
import re
from dataclasses import dataclass
from enum import StrEnum

from knowledge.poc_categories import POC_CATEGORIES
from knowledge.snapshot import DATA

_LETTER = re.compile(r"\b[A-L]\b(?![^(]*\))")
_NOTES = re.compile(r" - |; | \(")


class PocConfidence(StrEnum):
    """How sure a reading is. LOW: both readings are shown. ASK: the person must say."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    ASK = "ask"


@dataclass(frozen=True, slots=True, kw_only=True)
class PocRow:
    """One row of the proposed tables; `letter` None says to ask.

    `key` is a code, a class ("034") or a sub-class ("008/11"). `other` is the other reading as the table
    writes it, `what` the offences the row speaks of. `official_words` are the words of a title that official
    text names ("*" for every title), `source` where that text is.
    """

    key: str
    letter: str | None
    confidence: PocConfidence
    other: str
    what: str
    rationale: str
    official_words: tuple[str, ...]
    source: str

    def is_official_for(self, title: str) -> bool:
        """Whether official text names an offence with this title."""
        return any(word == "*" or word in title.casefold() for word in self.official_words)

    def letters(self) -> tuple[str, ...]:
        """Every letter that the row speaks of, its own first."""
        own = [self.letter] if self.letter else []
        return tuple(dict.fromkeys([*own, *_LETTER.findall(self.other)]))

    def other_in_words(self) -> str:
        """The other reading with names for letters: "B / A" as "Offences Against The Person or Homicide"."""
        if not _LETTER.search(self.other):
            return ""
        return _LETTER.sub(lambda found: label(found[0]), self.other).replace(" / ", " or ")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRow:
    """A guess for offences without a class: codes that begin with `act`, titles that hold `title_word`."""

    act: str
    letter: str
    title_word: str
    what: str


def label(letter: str) -> str:
    """The CPS's label of a category."""
    return POC_CATEGORIES[letter].label


def class_rows() -> dict[str, PocRow]:
    """The proposed table by class and sub-class (domain.md section 11)."""
    return {
        row["ho_class"]: _row(
            row["ho_class"], row, ", ".join(_NOTES.split(row["offences"])[0].split(", ")[:3])
        )
        for row in _csv("poc_classes.csv")
    }


def code_rows() -> dict[str, PocRow]:
    """The few codes whose own row outranks their class (domain.md section 11, step 3)."""
    return {row["code"]: _row(row["code"], row, row["rationale"]) for row in _csv("poc_codes.csv")}


def act_rows() -> tuple[ActRow, ...]:
    """Guesses by Act for offences without a class; the first that fits counts (domain.md 11, step 4)."""
    return tuple(
        ActRow(act=row["act"], letter=row["poc"], title_word=row["title_word"], what=row["what"])
        for row in _csv("poc_acts.csv")
    )


def _row(key: str, row: dict[str, str], what: str) -> PocRow:
    words = row.get("official_words", "*" if row["source"] else "")
    return PocRow(
        key=key,
        letter=row["poc"] or None,
        confidence=PocConfidence(row["confidence"]),
        other=row["other_reading"],
        what=what,
        rationale=row["rationale"],
        official_words=tuple(word for word in words.split("|") if word),
        source=row["source"],
    )


def _csv(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
