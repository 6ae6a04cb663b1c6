"""Reads misspelt and run-together words as known ones. Never touches numbers, sections or short codes."""

import re
from functools import lru_cache

from knowledge.matching.index import Index
from knowledge.matching.words import stem

_DOUBLED = re.compile(r"(.)\1+")
_SHORTEST = 4  # letters a word must have to be read as another
_LONG_ROOT = 4  # letters of a stem that make a word a form of a known one
_FIRM_LEAST, _LOOSE_LEAST = 2, 12  # lines that must use a word for it to be known
_TWO_SLIPS_FROM = 7
_SWAPPED_STARTS = {"c": "k", "k": "c", "f": "p", "s": "c", "x": "e"}


class Speller:
    """Typo tolerance over the words of an index: one slip in a short word, two from seven letters on.

    A `loose` speller also mends real words that few entries use ("treats to kill").
    """

    def __init__(self, index: Index, *, loose: bool = False) -> None:
        self._index = index
        self._loose = loose
        self._least = _LOOSE_LEAST if loose else _FIRM_LEAST
        self._short = frozenset(
            word
            for start, found in index.lexicon.phrases.items()
            for said, _ in found
            for word in (start, *said)
        )
        self.corrected = lru_cache(maxsize=4096)(self._corrected)

    def _corrected(self, word: str) -> tuple[str, ...]:
        """The known words a typed word stands for; the word itself when it is known or nothing comes near."""
        if len(word) < _SHORTEST or not word.isalpha() or not word.isascii() or self._known(word):
            return (word,)
        single = _DOUBLED.sub(r"\1", word)
        if single != word and self._known(single):
            return (single,)
        nearest, slips = self._near(word)
        if slips > 1:
            halves = self._split(word)
            if halves:
                return halves
            if not nearest:
                nearest, _ = self._near(word[1] + word[0] + word[2:])
            if not nearest and word[0] in _SWAPPED_STARTS:
                nearest, _ = self._near(_SWAPPED_STARTS[word[0]] + word[1:])
        return (nearest or word,)

    def _known(self, word: str) -> bool:
        index = self._index
        if word in self._short or index.count(word) >= self._least:
            return True
        if self._loose:
            return False
        root = stem(word)
        return (len(root) >= _LONG_ROOT and root in index.terms and word != root) or index.is_a_word(word)

    def _near(self, word: str) -> tuple[str, float]:
        """The known word with the fewest slips, the commonest first; ("", 9) when none is near enough."""
        from rapidfuzz.distance import OSA  # noqa: PLC0415 - only a misspelt word needs it
        from rapidfuzz.process import extract  # noqa: PLC0415

        allowed = 1 if len(word) < _TWO_SLIPS_FROM else 2
        words, counts = self._index.words_like(word)
        found = [
            one
            for one in extract(word, words, scorer=OSA.distance, score_cutoff=allowed, limit=None)
            if counts[one[2]] >= self._least
        ]
        if len(word) == _SHORTEST:
            found = [one for one in found if len(one[0]) >= _SHORTEST]
        if not found:
            return "", 9.0
        nearest, slips, _ = min(found, key=lambda one: (one[1], -counts[one[2]]))
        return nearest, slips

    def _split(self, word: str) -> tuple[str, ...]:
        """A run-together word as two known ones."""
        for cut in range(4, len(word) - 3):
            if self._known(word[:cut]) and self._known(word[cut:]):
                return word[:cut], word[cut:]
        return ()
