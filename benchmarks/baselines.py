"""What lies at hand for finding an offence by words: BM25 and two RapidFuzz scorers over titles.

Their answers are measured over the titles of today's national offences, where they do best (among all 30,356 they find
mostly old and local codes); their time is measured over all titles, as ours is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import bm25s
import numpy as np
from rapidfuzz import fuzz, process, utils

from knowledge.catalogue import load_catalogue
from knowledge.matching.measure import FIRST_FEW, Answer
from knowledge.poc import load_poc_table
from knowledge.text import fold

_AT_ONCE = 64  # texts compared with all titles together; the whole table of scores would not fit in memory


@dataclass(frozen=True, slots=True)
class Baseline:
    """A way of searching: `search_all` answers many texts with every core.

    `ways` are the ways of searching for one text on one core, to be timed: each gives the places of the best titles.
    """

    name: str
    search_all: Callable[[Sequence[str]], list[list[Answer]]]
    ways: dict[str, Callable[[str], Sequence[int]]]


class Titles:
    """The titles of offences as every baseline searches them: no case, accents or punctuation."""

    def __init__(self, *, whole: bool) -> None:
        """In: whether the whole list is searched, or only today's national offences."""
        self._offences = [
            offence
            for offence in load_catalogue()
            if whole or (offence.is_prosecution and offence.is_national and offence.is_current)
        ]
        self._pocs = load_poc_table()
        self.plain = [plain(offence.title) for offence in self._offences]

    def answers(self, places: Sequence[int]) -> list[Answer]:
        """The offences at these places as answers, best first."""
        found = [self._offences[place] for place in places]
        return [Answer(code=offence.code, poc=self._pocs.reading(offence).letter) for offence in found]


def plain(text: str) -> str:
    """Text as the baselines compare it."""
    return utils.default_process(fold(text))


def baselines(*, whole: bool) -> list[Baseline]:
    """The three, BM25 first, over all titles or over those of today's national offences."""
    titles = Titles(whole=whole)
    return [
        _bm25(titles),
        _fuzzy("token_set_ratio", fuzz.token_set_ratio, titles),
        _fuzzy("WRatio", fuzz.WRatio, titles),
    ]


def _bm25(titles: Titles) -> Baseline:
    def tokens(texts: list[str]) -> list[list[str]]:
        # Words of one letter and numbers too: "s 47" and "class A" would be lost otherwise.
        cut = bm25s.tokenize(
            texts, token_pattern=r"(?u)\b\w+\b", stopwords=[], return_ids=False, show_progress=False
        )
        return list(cut)

    index = bm25s.BM25()
    index.index(tokens(titles.plain), show_progress=False)

    def known(text: str) -> list[str]:
        return [word for word in tokens([plain(text)])[0] if word in index.vocab_dict]

    def among_the_scored(text: str) -> list[int]:
        words = known(text)
        if not words:
            return []
        scores = index.get_scores(words)
        scored = np.flatnonzero(scores)
        return list(map(int, scored[np.argsort(-scores[scored], kind="stable")[:FIRST_FEW]]))

    def by_the_library(text: str) -> list[int]:
        words = known(text)
        return (
            list(map(int, index.retrieve([words], k=FIRST_FEW, show_progress=False)[0][0])) if words else []
        )

    # The library looks for the best among the scores of all titles, which is slow where most of them are 0.
    ways = {"BM25": among_the_scored, "BM25, bm25s retrieve": by_the_library}
    return Baseline("BM25", lambda texts: [titles.answers(among_the_scored(text)) for text in texts], ways)


def _fuzzy(name: str, scorer: Callable[..., float], titles: Titles) -> Baseline:
    def search(text: str) -> list[int]:
        found = process.extract(plain(text), titles.plain, scorer=scorer, processor=None, limit=FIRST_FEW)
        return [place for _, _, place in found]

    def search_all(texts: Sequence[str]) -> list[list[Answer]]:
        found = []
        for start in range(0, len(texts), _AT_ONCE):
            some = [plain(text) for text in texts[start : start + _AT_ONCE]]
            scores = process.cdist(some, titles.plain, scorer=scorer, dtype=np.float32, workers=-1)
            best = np.argsort(-scores, axis=1, kind="stable")[:, :FIRST_FEW]
            found += [titles.answers([int(place) for place in row]) for row in best]
        return found

    return Baseline(name, search_all, {name: search})
