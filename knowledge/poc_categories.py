"""The twelve principal offence categories and the words staff use for them. Reads no offence."""

import csv
from dataclasses import dataclass
from functools import lru_cache

from knowledge.snapshot import DATA
from knowledge.text import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class PocCategory:
    """One category. `label` is the CPS's own (source S4); `official_letter`: CPS text shows the letter.

    `official_contents` is what official text says is inside, "" where no list is public.
    """

    letter: str
    label: str
    topic: str
    official_letter: bool
    official_contents: str


def _rows() -> list[dict[str, str]]:
    with (DATA / "poc_categories.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


POC_CATEGORIES: dict[str, PocCategory] = {
    row["letter"]: PocCategory(
        letter=row["letter"],
        label=row["label"],
        topic=row["topic"],
        official_letter=row["official_letter"] == "yes",
        official_contents=row["official_contents"],
    )
    for row in _rows()
}


def read_poc(words: str) -> str | None:
    """The letter that was typed or named: "b", "public order", "crim dam", "Motoring Offences".

    None when the words name no category, or more than one.
    """
    typed = _plain(words)
    if not typed:
        return None
    names = _names()
    if typed in names:
        return names[typed]
    if len(typed) < 3 or "offences".startswith(typed):
        return None
    letters = {letter for name, letter in names.items() if name.startswith(typed)}
    return letters.pop() if len(letters) == 1 else None


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for row in _rows():
        letter = row["letter"]
        for name in (
            letter,
            row["label"],
            f"{letter} {row['label']}",
            f"poc {letter}",
            *row["words"].split(";"),
        ):
            names[_plain(name)] = letter
    return names


def _plain(words: str) -> str:
    kept = "".join(c if c.isalnum() else " " for c in fold(words).replace("&", " and "))
    return " ".join(kept.split())
