"""Reads misspelt and run-together words as known ones. Never touches numbers, sections or short codes."""

import re
from functools import lru_cache

from knowledge.matching.index import Index
from knowledge.matching.words import stem

_DOUBLED = re.compile(r"(.)\1+")


class Speller:
    """Typo tolerance over the words of an index: one slip in a short word, two from seven letters on."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._short = frozenset(
            word
            for start, found in index.lexicon.phrases.items()
            for said, _ in found
            for word in (start, *said)
        )
        self.corrected = lru_cache(maxsize=4096)(self._corrected)

    def _corrected(self, word: str) -> tuple[str, ...]:
        """The known words a typed word stands for; the word itself when it is known or nothing comes near."""
        if len(word) < 4 or not word.isalpha() or not word.isascii() or self._known(word):
            return (word,)
        single = _DOUBLED.sub(r"\1", word)
        if single != word and self._known(single):
            return (single,)
        nearest, slips = self._near(word)
        if slips > 1:
            halves = self._split(word)
            if halves:
                return halves
            if nearest == "":
                nearest, _ = self._near(word[1] + word[0] + word[2:])
        return (nearest or word,)

    def _known(self, word: str) -> bool:
        return word in self._index.known_words or word in self._short or stem(word) in self._index.terms

    def _near(self, word: str) -> tuple[str, float]:
        """The known word with the fewest slips, the commonest first; ("", 9) when none is near enough."""
        from rapidfuzz.distance import OSA  # noqa: PLC0415 - only a misspelt word needs it

        allowed = 1 if len(word) < 7 else 2
        best, fewest, commonest = "", 9.0, 0
        for known, count in self._index.words_like(word):
            slips = OSA.distance(word, known, score_cutoff=allowed)
            if slips > allowed or (len(word) == 4 and len(known) < 4):
                continue
            if slips < fewest or (slips == fewest and count > commonest):
                best, fewest, commonest = known, slips, count
        return best, fewest

    def _split(self, word: str) -> tuple[str, ...]:
        """A run-together word as two known ones."""
        for cut in range(4, len(word) - 3):
            if self._known(word[:cut]) and self._known(word[cut:]):
                return word[:cut], word[cut:]
        return ()
