"""Turns how well a hit fits into the probability that it is right."""

import math

from knowledge.matching.compile import KIND_NAMES
from knowledge.matching.index import Index
from knowledge.matching.query import Query
from knowledge.matching.search import Found, Hit

_FACTS = KIND_NAMES.index("facts")
_TITLE = KIND_NAMES.index("title")
_RIVALS = 12
_SHARPNESS = 8.0

# A logistic model fitted on the parts tune and calibrate of tests/data/phrases_gold.csv (five hits a phrase) and on
# tests/data/negatives_gold.csv, each text there counted twice. The part test was not looked at.
_BIAS = -8.0
_WEIGHTS = {
    "fit": 3.443,
    "pool": -1.082,
    "gap": 1.597,
    "covered": 1.676,
    "known": 2.293,
    "length": 1.214,
    "whole entry": 0.901,
    "one word that fits ill": -0.123,
    "told as facts": -0.124,
    "only a title": -1.246,
    "no entry": -0.037,
    "share among rivals": 3.345,
    "first": 0.507,
    "section named": 1.467,
    "fit and covered": -0.285,
    "weight of the words": 1.981,
    "prior": -0.885,
}


def features(index: Index, query: Query, found: Found, hit: Hit, place: int) -> dict[str, float]:
    """What the probability is made of, for the hit at `place` in the list; each is about 0 to 1."""
    kind = index.doc_kind[hit.doc] if hit.doc >= 0 else None
    rival = max((other.score for other in found.hits[:6] if other is not hit), default=0.0)
    top = found.hits[0].score
    rivals = sum(math.exp((other.score - top) * _SHARPNESS) for other in found.hits[:_RIVALS])
    covered = min(hit.covered, 1.0)
    is_one_word = len(query.content) + len(query.sections) <= 1
    return {
        "fit": hit.fit,
        "pool": hit.pool,
        "gap": max(min(hit.score - rival, 0.5), -0.5),
        "covered": covered,
        "known": found.known,
        "length": min(len(query.content) + len(query.sections), 12) / 12,
        "whole entry": float(hit.fit > 0.97),
        "one word that fits ill": is_one_word * (1 - hit.fit),
        "told as facts": float(kind == _FACTS),
        "only a title": float(kind == _TITLE),
        "no entry": float(kind is None),
        "share among rivals": math.exp((hit.score - top) * _SHARPNESS) / rivals,
        "first": float(place == 0),
        "section named": float(bool(query.sections)),
        "fit and covered": hit.fit * covered,
        "weight of the words": min(found.weight, 40) / 40,
        "prior": index.priors[hit.code] / 60,
    }


def probability(index: Index, query: Query, found: Found, hit: Hit, place: int) -> float:
    """The probability (0 to 1) that a careful person would accept the hit for these words."""
    values = features(index, query, found, hit, place)
    score = _BIAS + sum(_WEIGHTS[name] * value for name, value in values.items())
    return 1 / (1 + math.exp(-score))
