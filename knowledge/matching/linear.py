"""The linear model over words, pairs of words and kinds of things: how likely each offence is for a text."""

import math
from itertools import chain, pairwise
from typing import Protocol

from knowledge.matching.query import SOMEONE, Query

PAIR, SKIPPED = " ", " _ "
KIND_MARK = "<"
KIND_SHARE = 0.5  # what a kind counts for beside a word that was said
_FAR = 7.0  # a class whose score is this far below the best is out of the question


def said_features(query: Query) -> list[str]:
    """The features a text shows by its words: index terms, neighbouring words, words with one between them."""
    told = query.told
    return [
        *query.terms,
        *([SOMEONE] if SOMEONE in told else ()),
        *dict.fromkeys(left + PAIR + right for left, right in pairwise(told)),
        *dict.fromkeys(left + SKIPPED + right for left, right in zip(told, told[2:], strict=False)),
    ]


class Weights(Protocol):
    """The trained arrays as the index holds them."""

    @property
    def classes(self) -> "memoryview[int]":
        """The code number of each class; the last class is "no offence" and has none."""
        ...

    @property
    def biases(self) -> "memoryview[float]":
        """What each class begins with."""
        ...

    def feature(self, name: str) -> int | None:
        """The number of a feature that was seen in training."""
        ...

    def kinds(self, word: str) -> "memoryview[int] | tuple[int, ...]":
        """The numbers of the features that a word has by what it is a kind of."""
        ...

    def feature_weights(self, feature: int) -> "tuple[memoryview[int], memoryview[int], float]":
        """The classes a feature speaks for or against, the weights in whole steps, and the size of a step."""
        ...


def chances(weights: Weights, query: Query) -> tuple[dict[int, float], float]:
    """The natural logarithm of each likely offence's chance by code number, and that of there being none."""
    shares: dict[int, float] = {}
    for name in said_features(query):
        number = weights.feature(name)
        if number is not None:
            shares[number] = 1.0
    for number in chain.from_iterable(weights.kinds(word) for word in query.said):
        shares.setdefault(number, KIND_SHARE)
    if not shares:
        return {}, 0.0
    length = math.sqrt(sum(share * share for share in shares.values()))
    scores = list(weights.biases)
    for number, share in shares.items():
        classes, steps, size = weights.feature_weights(number)
        size *= share / length
        for place, step in zip(classes, steps, strict=True):
            scores[place] += step * size
    best = max(scores)
    floor = best - _FAR
    near = [place for place, score in enumerate(scores) if score > floor]
    total = best + math.log(sum(math.exp(scores[place] - best) for place in near))
    codes, last = weights.classes, len(scores) - 1
    return {codes[place]: scores[place] - total for place in near if place != last}, scores[last] - total
