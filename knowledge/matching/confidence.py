"""Turns how well a hit fits into the probability that it is right."""

import math

from knowledge.catalogue import Offence
from knowledge.matching.index import Index
from knowledge.matching.query import Query
from knowledge.matching.search import Found, Hit


def features(index: Index, query: Query, found: Found, hit: Hit, place: int, offence: Offence) -> list[float]:
    """What the probability is made of, for the hit at `place` in the list."""
    others = [other.score for other in found.hits if other is not hit]
    rival = max(others, default=0.0)
    gap = hit.score - rival
    return [
        hit.fit,
        hit.pool,
        max(min(gap, 0.5), -0.5),
        min(hit.covered, 1.0),
        found.known,
        min(len(query.content), 12) / 12,
        1.0 if hit.fit > 0.97 else 0.0,
        1.0 if query.sections else 0.0,
        index.priors[hit.code] / 60,
        1.0 if place == 0 else 0.0,
    ]


_WEIGHTS = [4.0, 3.0, 5.0, 2.0, 1.5, 0.0, 2.0, 0.5, 1.0, 0.5]
_BIAS = -5.0


def probability(index: Index, query: Query, found: Found, hit: Hit, place: int, offence: Offence) -> float:
    """The probability (0 to 1) that the hit is the offence meant."""
    values = features(index, query, found, hit, place, offence)
    score = _BIAS + sum(weight * value for weight, value in zip(_WEIGHTS, values, strict=True))
    return 1 / (1 + math.exp(-score))
