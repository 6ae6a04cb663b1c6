"""Reads misspelt and run-together words as known ones. Never touches numbers, sections or short codes."""

from functools import lru_cache

from knowledge.matching.index import Index
from knowledge.matching.words import stem


class Speller:
    """Typo tolerance over the words of an index: one slip in a word of up to eight letters, two from nine."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self.meant = lru_cache(maxsize=4096)(self._meant)

    def _meant(self, word: str) -> tuple[tuple[str, float], ...]:
        """The stems a word that is not in the index may stand for, each with how sure that is."""
        if not word.isalpha() or len(word) < 4 or not word.isascii():
            return ()
        halves = self._split(word)
        if halves:
            return halves
        for tried in (word, word[1] + word[0] + word[2:]):
            found = self._near(tried, word)
            if found:
                return found
        return ()

    def _near(self, word: str, typed: str) -> tuple[tuple[str, float], ...]:
        from rapidfuzz.distance import OSA  # noqa: PLC0415 - only a misspelt word needs it

        allowed = 1 if len(typed) < 8 else 2
        near = []
        for known in self._index.words_like(word):
            slips = OSA.distance(typed, known, score_cutoff=allowed)
            if slips <= allowed and (len(typed) > 4 or len(known) >= 4):
                near.append((slips, known))
            else:
                root = stem(known)
                if root != known and OSA.distance(typed, root, score_cutoff=1) <= 1 and len(typed) > 4:
                    near.append((1.5, known))
        if not near:
            return ()
        fewest = min(slips for slips, _ in near)
        sureness = 0.9 if len(typed) > 4 else 0.7
        stems = dict.fromkeys(stem(known) for slips, known in near if slips == fewest)
        return tuple((root, sureness) for root in list(stems)[:4])

    def _split(self, word: str) -> tuple[tuple[str, float], ...]:
        for cut in range(3, len(word) - 2):
            left, right = word[:cut], word[cut:]
            if left in self._index.known_words and right in self._index.known_words:
                return ((stem(left), 0.9), (stem(right), 0.9))
        return ()
