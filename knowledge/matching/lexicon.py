"""The words of the trade: abbreviations, slang, irregular forms and concepts, read from data. No offences."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.matching.words import folded, stem, words_of

PHRASES = "lexicon.tsv"
CONCEPTS = "concepts.tsv"


def rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Rows of a tab-separated data file with their line numbers; `#` lines and empty lines are left out."""
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), start=1):
            if row and not row[0].startswith("#"):
                yield number, row


@dataclass(frozen=True, kw_only=True, slots=True)
class Lexicon:
    """Phrases and what they stand for, and the concepts behind words.

    `phrases` maps the first word of a phrase to its (words, replacement words), longest first.
    `concepts` maps a stem to the concepts it belongs to, such as "nut" to ("~hit",).
    """

    phrases: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = field(default_factory=dict)
    concepts: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def as_lines(self) -> tuple[list[str], list[str]]:
        """The lexicon as two lists of lines, to be packed beside the index."""
        phrases = [
            f"{' '.join(words)}\t{' '.join(to)}" for found in self.phrases.values() for words, to in found
        ]
        return phrases, [f"{word}\t{' '.join(names)}" for word, names in self.concepts.items()]


def from_lines(phrases: list[str], concepts: list[str]) -> Lexicon:
    """The lexicon that `as_lines` gave."""
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for line in phrases:
        said, meant = line.split("\t")
        words = tuple(said.split())
        found.setdefault(words[0], []).append((words, tuple(meant.split())))
    for same_start in found.values():
        same_start.sort(key=lambda pair: -len(pair[0]))
    by_word = (line.split("\t") for line in concepts)
    return Lexicon(phrases=found, concepts={word: tuple(names.split()) for word, names in by_word})


def read_lexicon(folder: Path) -> Lexicon:
    """The lexicon from its two data files: `lexicon.tsv` (said, meant) and `concepts.tsv` (name, words)."""
    phrases: dict[str, str] = {}
    for _, row in rows(folder / PHRASES):
        meant = " ".join(word.text for word in words_of(folded(row[1]))) if len(row) > 1 else ""
        for said in row[0].split("|"):
            words = " ".join(word.text for word in words_of(folded(said)))
            if words:
                phrases[words] = meant
    concepts: dict[str, list[str]] = {}
    for _, row in rows(folder / CONCEPTS):
        for word in words_of(folded(row[1])):
            names = concepts.setdefault(stem(word.text), [])
            if f"~{row[0]}" not in names:
                names.append(f"~{row[0]}")
    return from_lines(
        [f"{said}\t{meant}" for said, meant in phrases.items()],
        [f"{word}\t{' '.join(names)}" for word, names in concepts.items()],
    )
