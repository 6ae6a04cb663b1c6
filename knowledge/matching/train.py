"""Trains the linear model on the index entries, where the index is built. Needs NumPy; the program does not."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.matching.linear import KIND_SHARE

_SEEN = 2  # lines that must show a word or pair for it to be learnt from
_KIND_SEEN = 10  # and a kind
_ROUNDS = 5
_BATCH = 256
_RATE = 3.0
_LEFT_OUT = 0.4  # of the features of a text, anew each round, so that no single word is leant on
_SHRINK = 1e-6
_EVEN = (
    0.3  # how far offences with many entries are held back: 0 not at all, 1 to the weight of those with few
)
_NONE_SHARE = 1.0  # what a text that names no offence counts for; the last label
_USUAL = 30  # entries of a typical offence
_MOST_CLASSES = 80  # that one feature may speak for or against in the index
_NEGLIGIBLE = 0.3  # weights smaller than this are left out of the index


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """One text to learn from: the class it belongs to, its features, how much it counts."""

    label: int
    said: Sequence[str]
    kinds: Sequence[str]
    share: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Trained:
    """The model as flat arrays: for each feature the classes it speaks for and how strongly, in steps of `sizes`."""

    features: list[str]
    biases: array[float]
    ends: array[int]
    classes: array[int]
    steps: array[int]
    sizes: array[float]


def train(examples: Sequence[Example], labels: int) -> Trained:
    """The model that tells `labels` classes apart, the last of them "no offence".

    The same examples always give the same model.
    """
    seen = Counter(name for example in examples for name in {*example.said, *example.kinds})
    kinds = {name for example in examples for name in example.kinds}
    names = [name for name, count in seen.items() if count >= (_KIND_SEEN if name in kinds else _SEEN)]
    number = {name: place for place, name in enumerate(names)}
    ends, columns, values = _rows(examples, number)
    weights, biases = _fitted(examples, labels, len(names), (ends, columns, values))
    return _packed(names, weights, biases)


def _rows(examples: Sequence[Example], number: dict[str, int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The examples as rows of unit length: where each ends, its features, their values."""
    ends, columns, values = [0], array("I"), array("f")
    for example in examples:
        shares = dict.fromkeys((number[name] for name in example.said if name in number), 1.0)
        for name in example.kinds:
            if name in number:
                shares.setdefault(number[name], KIND_SHARE)
        length = math.sqrt(sum(share * share for share in shares.values())) or 1.0
        columns.extend(shares)
        values.extend(share / length for share in shares.values())
        ends.append(len(columns))
    return np.array(ends), np.array(columns, dtype=np.int64), np.array(values, dtype=np.float32)


def _fitted(
    examples: Sequence[Example],
    labels: int,
    features: int,
    rows: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> tuple[np.ndarray, np.ndarray]:
    """Softmax regression by stochastic gradient, each feature with a rate of its own (AdaGrad)."""
    ends, columns, values = rows
    wanted = np.array([example.label for example in examples])
    shares = np.array([example.share for example in examples], dtype=np.float32)
    sizes = np.bincount(wanted, shares, labels)
    evened = (sizes / _USUAL) ** -_EVEN
    evened[-1] = _NONE_SHARE
    shares *= evened[wanted].astype(np.float32)
    weights = np.zeros((features, labels), dtype=np.float32)
    biases = np.zeros(labels, dtype=np.float32)
    steepness = np.full(features, 1e-3, dtype=np.float32)
    chance = np.random.default_rng(0)
    shrink = 1 - _SHRINK * len(examples) / _BATCH
    for _ in range(_ROUNDS):
        order = chance.permutation(len(examples))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            counts = ends[batch + 1] - ends[batch]
            places = np.repeat(ends[batch] - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
            kept = chance.random(len(places)) > _LEFT_OUT
            places = places[kept]
            own, column = np.unique(columns[places], return_inverse=True)
            texts = np.zeros((len(batch), len(own)), dtype=np.float32)
            texts[np.repeat(np.arange(len(batch)), counts)[kept], column] = (
                values[places] / (1 - _LEFT_OUT) ** 0.5
            )
            part = weights[own]
            scores = texts @ part + biases
            scores -= scores.max(axis=1, keepdims=True)
            np.exp(scores, out=scores)
            scores /= scores.sum(axis=1, keepdims=True)
            scores[np.arange(len(batch)), wanted[batch]] -= 1
            scores *= shares[batch, None]
            slope = texts.T @ scores
            steepness[own] += np.einsum("ij,ij->i", slope, slope)
            slope *= (_RATE / np.sqrt(steepness[own]))[:, None]
            part *= shrink
            part -= slope
            weights[own] = part
            biases -= 0.01 * scores.sum(axis=0)
    return weights, biases


def _packed(names: Iterable[str], weights: np.ndarray, biases: np.ndarray) -> Trained:
    kept: list[str] = []
    ends, classes, steps, sizes = array("I", [0]), array("H"), array("b"), array("f")
    for name, row in zip(names, weights, strict=True):
        strength = np.abs(row)
        telling = np.flatnonzero(strength > _NEGLIGIBLE)
        if len(telling) > _MOST_CLASSES:
            telling = np.sort(telling[np.argsort(-strength[telling])[:_MOST_CLASSES]])
        if not len(telling):
            continue
        size = float(np.abs(row).max()) / 127
        kept.append(name)
        classes.extend(telling.tolist())
        steps.extend(np.rint(row[telling] / size).astype(int).tolist())
        sizes.append(size)
        ends.append(len(classes))
    return Trained(
        features=kept,
        biases=array("f", biases.tolist()),
        ends=ends,
        classes=classes,
        steps=steps,
        sizes=sizes,
    )
