"""Ranks what a search found and says how likely each offence and its POC are right. Finds nothing itself.

The weights in `data/matching/confidence.json` are fitted by `benchmarks/fit_confidence.py` on labelled phrases that
neither the index nor the linear model was made from.
"""

import json
import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.matching.gathering import KIND_NAMES, TITLE
from knowledge.matching.index import Index
from knowledge.matching.query import Query
from knowledge.matching.search import Found, Hit
from knowledge.snapshot import DATA

WEIGHTS = DATA / "matching" / "confidence.json"
_FACTS = KIND_NAMES.index("facts")
_OLD = 10  # the prior below which an offence is local, legacy or no longer current
_SURE_ENOUGH = 1e-4


@dataclass(frozen=True, kw_only=True, slots=True)
class Weighed:
    """One offence found, with the chance (0 to 1) that its code is right and the chance that its POC is."""

    hit: Hit
    code_chance: float
    poc_chance: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Model:
    """A sum of weighted features: `weights` by the feature's name, and what the sum begins with."""

    weights: Mapping[str, float]
    bias: float = 0.0

    def score(self, features: Mapping[str, float]) -> float:
        """The weighted sum."""
        return self.bias + sum(weight * features[name] for name, weight in self.weights.items())

    def chance(self, features: Mapping[str, float]) -> float:
        """The weighted sum as a probability."""
        return 1 / (1 + math.exp(-max(min(self.score(features), 30.0), -30.0)))


@lru_cache(maxsize=1)
def fitted() -> tuple[Model, Model, Model]:
    """The fitted models: the one that ranks, the chance of the code, the chance of the POC."""
    data = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    rank, code, poc = (Model(weights=part["weights"], bias=part["bias"]) for part in data["models"])
    return rank, code, poc


def rank_features(index: Index, query: Query, found: Found, letters: Sequence[str]) -> list[dict[str, float]]:
    """What the order is made of, for each hit; `letters` are their POCs."""
    hits = found.hits
    fit, next_fit = _two_best([hit.fit for hit in hits])
    model, next_model = _two_best([hit.model for hit in hits])
    by_letter: dict[str, float] = defaultdict(float)
    for hit, letter in zip(hits, letters, strict=True):
        by_letter[letter] += math.exp(hit.model)
    return [
        {
            "fit": hit.fit,
            "covered": hit.covered,
            "fit squared": hit.fit * hit.fit,
            "whole entry": float(hit.fit > 0.97),
            "ahead in fit": hit.fit - (next_fit if hit.fit == fit else fit),
            "section and fit": bool(query.sections) * hit.fit,
            "by title": float(hit.doc >= 0 and index.doc_kind[hit.doc] == TITLE),
            "by facts": float(hit.doc >= 0 and index.doc_kind[hit.doc] == _FACTS),
            "no entry": float(hit.doc < 0),
            "named second": float(hit.doc >= 0 and index.doc_place[hit.doc] > 0),
            "model": hit.model / 10,
            "ahead in model": max(
                min((hit.model - (next_model if hit.model == model else model)) / 10, 0.5), -1.0
            ),
            "fit and model": hit.fit * hit.model / 10,
            "model of the POC": by_letter[letter],
            "prosecuted": index.priors[hit.code] / 60,
            "old": float(index.priors[hit.code] < _OLD),
        }
        for hit, letter in zip(hits, letters, strict=True)
    ]


def chance_features(
    query: Query, found: Found, hit: Hit, place: int, shares: tuple[float, float, float]
) -> dict[str, float]:
    """What the chances are made of, for the hit at a place in the order.

    `shares` are the hit's score, its share among all hits and its POC's.
    """
    score, share, poc_share = shares
    return {
        "share": _log_odds(share),
        "share of the POC": _log_odds(poc_share),
        "score": score,
        "fit": hit.fit,
        "covered": hit.covered,
        "fit and covered": hit.fit * hit.covered,
        "whole entry": float(hit.fit > 0.97),
        "model": hit.model,
        "model's chance": math.exp(hit.model),
        "no offence": math.exp(found.nothing),
        "known": found.known,
        "length": min(len(query.content) + len(query.sections), 12) / 12,
        "weight": min(found.weight, 40) / 40,
        "first": float(place == 0),
    }


def ordered(
    index: Index, query: Query, found: Found, letter_of: Callable[[int], str], rank: Model, limit: int
) -> list[tuple[Hit, str, dict[str, float]]]:
    """The best hits in order, at most `limit`, each with its POC and what its chances are made of."""
    letters = [letter_of(hit.code) for hit in found.hits]
    scores = [rank.score(features) for features in rank_features(index, query, found, letters)]
    best = max(scores, default=0.0)
    shares = [math.exp(score - best) for score in scores]
    total = sum(shares)
    by_letter: dict[str, float] = defaultdict(float)
    for share, letter in zip(shares, letters, strict=True):
        by_letter[letter] += share / total
    order = sorted(
        range(len(scores)), key=lambda place: (-scores[place], index.codes[found.hits[place].code])
    )
    return [
        (
            found.hits[at],
            letters[at],
            chance_features(
                query, found, found.hits[at], place, (scores[at], shares[at] / total, by_letter[letters[at]])
            ),
        )
        for place, at in enumerate(order[:limit])
    ]


def weigh(
    index: Index, query: Query, found: Found, letter_of: Callable[[int], str], limit: int
) -> list[Weighed]:
    """The best hits, at most `limit`, the likeliest first and none likelier than the first.

    `letter_of` gives the POC of a code number.
    """
    rank, code, poc = fitted()
    weighed: list[Weighed] = []
    first = ""
    for hit, letter, features in ordered(index, query, found, letter_of, rank, limit):
        chance = poc.chance(features)
        if not weighed:
            first, of_first = letter, chance
        poc_chance = of_first if letter == first else min(chance, 1 - of_first)
        most = weighed[0].code_chance if weighed else 1.0
        code_chance = min(code.chance(features), poc_chance, most)
        weighed.append(Weighed(hit=hit, code_chance=code_chance, poc_chance=poc_chance))
    return weighed[:1] + sorted(weighed[1:], key=lambda one: -one.code_chance)


def _two_best(values: Sequence[float]) -> tuple[float, float]:
    best = sorted(values, reverse=True)[:2]
    return best[0], best[-1]


def _log_odds(share: float) -> float:
    share = min(max(share, _SURE_ENOUGH), 1 - _SURE_ENOUGH)
    return math.log(share / (1 - share))
