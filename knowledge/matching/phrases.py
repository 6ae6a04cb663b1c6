"""Finds in a text the words that say something: a run of stems, a section, a sum up to a bound. Knows no offences."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from knowledge.matching.words import folded, stem

_SECTION = re.compile(r"\b(?:sections?|sect?|ss?)\.?\s*(?=\d)")
_TOKEN = re.compile(r"£?\d[\d,.]*k\b|£\d[\d,.]*|[a-z]+\d*[a-z]*|\d{1,3}(?:,\d{3})+|\d+[a-z]+\d+|\d+[a-z]*")
_AMOUNT = re.compile(r"£?(\d[\d,]*(?:\.\d+)?)(k?)")
WEAK = "~"
_ALL_OF = "&"
_BOUND = re.compile(r"£(<=|>)(\d+)")
_IDLE = frozenset("the an of his her their my its and on at or for was were is".split())
_BEFORE_A = frozenset(("class", "cl", "list", "category", "cat", "section", "s"))
_UNDER, _OVER = frozenset(("under", "upto", "below")), frozenset(("over", "above", "exceed"))
_LONG = 7  # letters; shorter words are too near to each other, like "stole" and "store"
_SMALLEST_AMOUNT = 100  # a bare number below this is a count, an age or a limit, no sum of money


class Phrase:
    """Words that say something where they stand together in a text; parts joined by & may stand apart.

    A phrase that begins with ~ `is_weak`: it counts only where no other phrase says something else.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.is_weak = text.startswith(WEAK)
        parts = text.removeprefix(WEAK).split(_ALL_OF)
        self._parts = [_bound(part) or _wanted(part) for part in parts]

    def weakened(self) -> "Phrase":
        """The same words as a weak phrase."""
        return self if self.is_weak else Phrase(WEAK + self.text)

    def places(self, words: list[str]) -> frozenset[int]:
        """The places of all its words in a text; none where a part is missing."""
        found: set[int] = set()
        for part in self._parts:
            at = part.places(words) if isinstance(part, _Bound) else _run(part, words)
            if not at:
                return frozenset()
            found |= at
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class _Bound:
    """A sum of money up to or over a number of pounds."""

    over: bool
    pounds: int

    def places(self, words: list[str]) -> set[int]:
        found = set()
        for place, word in enumerate(words):
            amount = _pounds(word)
            if amount is None:
                continue
            before = words[place - 1] if place else ""
            if before in _UNDER:
                is_over, fits = False, amount <= self.pounds
            elif before in _OVER:
                is_over, fits = True, amount >= self.pounds
            else:
                is_over, fits = amount > self.pounds, True
            if fits and is_over is self.over:
                found.add(place)
        return found


def _bound(part: str) -> _Bound | None:
    found = _BOUND.fullmatch(part)
    return _Bound(over=found[1] == ">", pounds=int(found[2])) if found else None


def _pounds(word: str) -> float | None:
    found = _AMOUNT.fullmatch(word)
    if found is None:
        return None
    amount = float(found[1].replace(",", "")) * (1000 if found[2] else 1)
    return amount if word[0] == "£" or found[2] or amount >= _SMALLEST_AMOUNT else None


class _Wanted(NamedTuple):
    """One word that is looked for, as a stem, and whether a slip in it is forgiven."""

    stem: str
    is_long: bool


def _wanted(part: str) -> tuple[_Wanted, ...]:
    whole = [word for word in folded(part).split() if word.isalpha() and len(word) >= _LONG]
    long = {stem(word) for word in whole}
    return tuple(_Wanted(word, word in long) for word in said_words(part))


def _run(part: tuple[_Wanted, ...], words: list[str]) -> set[int]:
    if not part:
        return set()
    found: set[int] = set()
    for start in range(len(words) - len(part) + 1):
        if all(_same(wanted, words[start + step]) for step, wanted in enumerate(part)):
            found.update(range(start, start + len(part)))
    return found


@lru_cache(maxsize=50_000)
def _same(wanted: _Wanted, word: str) -> bool:
    """Whether a word is the one wanted, one slip forgiven in words of seven letters and more."""
    if wanted.stem == word:
        return True
    if not wanted.is_long or wanted.stem[0] != word[0] or not word.isalpha():
        return False
    from rapidfuzz.distance import OSA  # noqa: PLC0415 (heavy, and seldom needed)

    return OSA.distance(wanted.stem, word, score_cutoff=1) <= 1


def said_words(text: str) -> list[str]:
    """The words of a text as they are compared: stems, sections like "s47", sums like "£5000"."""
    plain = _SECTION.sub("s", folded(text).replace("up to ", "upto "))
    found: list[str] = []
    for word in _TOKEN.findall(plain):
        if word in _IDLE or (word == "a" and not (found and _names_a(found[-1]))):
            continue
        found.append(stem(word) if word.isalpha() else word.rstrip(".,"))
    return found


def _names_a(before: str) -> bool:
    """Whether an "a" after this word is a name, as in "class A" or "s9(1)(a)"."""
    return before in _BEFORE_A or before[-1].isdigit()
