"""Fits the order and the probabilities of the matcher on labelled phrases, and writes them into the package.

    python benchmarks/fit_confidence.py            fits, says how well it does on phrases left out, writes
    python benchmarks/fit_confidence.py --dry      the same without writing

It learns from the parts tune and calibrate of tests/data/phrases_gold.csv and from tests/data/negatives_gold.csv. The
part test is never read. Needs NumPy (`pip install --group measure`).
"""

import csv
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.catalogue import load_catalogue
from knowledge.matching.compile import MAGIC, index_path
from knowledge.matching.confidence import WEIGHTS, Model, ordered, rank_features
from knowledge.matching.index import Index
from knowledge.matching.query import Query, read_query
from knowledge.matching.search import Found, find
from knowledge.matching.spelling import Speller
from knowledge.poc import load_poc_table

GOLD = Path(__file__).parent.parent / "tests" / "data"
LEARNT = ("tune", "calibrate")
VAGUE = "vague"  # words like "theft" name no one offence, and yet a kind of offence
FOLDS = 5
PLACES = 4  # of the order, from which the chance of a code is learnt
CODE_SHARE = ("share", "score", "fit", "covered", "fit and covered", "whole entry", "model", "model's chance")
CODE = (*CODE_SHARE, "share of the POC", "no offence", "known", "length", "weight", "first")
POC = (*CODE_SHARE, "share of the POC", "no offence", "known", "length", "weight")


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One labelled text as searched: its right codes and POCs (none where it names no offence)."""

    query: Query
    found: Found
    codes: frozenset[str]
    pocs: frozenset[str]

    @property
    def is_scored_for_poc(self) -> bool:
        """Whether it is known what the POC is, or that there is none."""
        return bool(self.pocs) or not self.codes


class Fitter:
    """Searches the labelled texts once and fits models on any of them."""

    def __init__(self) -> None:
        self.index = Index(index_path().read_bytes(), MAGIC)
        self._speller = Speller(self.index)
        self._letters: dict[int, str] = {}

    def letter(self, code: int) -> str:
        """The POC of an offence of the index; "?" where the table asks."""
        if code not in self._letters:
            offence = load_catalogue().require(self.index.codes[code])
            self._letters[code] = load_poc_table().reading(offence).letter or "?"
        return self._letters[code]

    def case(self, text: str, codes: Sequence[str] = (), pocs: Sequence[str] = ()) -> Case:
        """A text searched."""
        query = read_query(text, self.index.lexicon, self.index.statutes, self._speller)
        return Case(query=query, found=find(self.index, query), codes=frozenset(codes), pocs=frozenset(pocs))

    def is_right(self, case: Case, code: int) -> bool:
        """Whether an offence, or the inchoate form of it that the text asks for, is one of the right ones."""
        name = self.index.codes[code]
        return name in case.codes or (bool(case.query.suffix) and name + case.query.suffix in case.codes)

    def rank(self, cases: Sequence[Case], rounds: int = 400) -> Model:
        """The weights under which the right offences come first (the likelihood of the right among all found)."""
        rows, right, starts = [], [], []
        for case in cases:
            marks = [self.is_right(case, hit.code) for hit in case.found.hits]
            if any(marks):
                starts.append(len(rows))
                letters = [self.letter(hit.code) for hit in case.found.hits]
                features = rank_features(self.index, case.query, case.found, letters)
                names = list(features[0])
                rows += [list(row.values()) for row in features]
                right += marks
        values, marked = np.array(rows), np.array(right, dtype=float)
        mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-6
        values = (values - mean) / spread
        text = np.repeat(np.arange(len(starts)), np.diff([*starts, len(rows)]))
        weights, slope_mean, slope_size = (np.zeros(len(names)) for _ in range(3))
        for turn in range(1, rounds + 1):  # Adam
            scores = values @ weights
            shares = np.exp(scores - np.maximum.reduceat(scores, starts)[text])
            all_shares = shares / np.add.reduceat(shares, starts)[text]
            good = shares * marked
            slope = values.T @ (all_shares - good / np.add.reduceat(good, starts)[text]) / len(starts)
            slope += 1e-3 * weights
            slope_mean = 0.9 * slope_mean + 0.1 * slope
            slope_size = 0.99 * slope_size + 0.01 * slope**2
            step = slope_mean / (1 - 0.9**turn) / (np.sqrt(slope_size / (1 - 0.99**turn)) + 1e-8)
            weights -= 0.03 * step
        return _model(names, weights / spread, 0.0)

    def chances(self, cases: Sequence[Case], rank: Model) -> tuple[Model, Model]:
        """The chance of the code and that of the POC, given the order."""
        code_rows, code_right, poc_rows, poc_right = [], [], [], []
        for case in cases:
            for place, (hit, letter, features) in enumerate(self.order(case, rank)):
                code_rows.append([features[name] for name in CODE])
                code_right.append(self.is_right(case, hit.code))
                if place == 0 and case.is_scored_for_poc:
                    poc_rows.append([features[name] for name in POC])
                    poc_right.append(letter in case.pocs)
        return _logistic(CODE, code_rows, code_right), _logistic(POC, poc_rows, poc_right)

    def order(self, case: Case, rank: Model) -> list[tuple]:
        """What was found, best first, as `ordered` gives it; nothing where nothing was found."""
        if not case.found.hits:
            return []
        return ordered(self.index, case.query, case.found, self.letter, rank, PLACES)


def _logistic(names: Sequence[str], rows: list[list[float]], right: list[bool], ridge: float = 1.0) -> Model:
    """Logistic regression by Newton's method, weights held back a little."""
    values, marked = np.array(rows), np.array(right, dtype=float)
    mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-6
    values = np.column_stack([np.ones(len(values)), (values - mean) / spread])
    weights = np.zeros(values.shape[1])
    held = np.diag([0.0, *([ridge] * len(names))])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-values @ weights))
        curve = values.T @ (values * (chance * (1 - chance))[:, None]) + held
        weights -= np.linalg.solve(curve, values.T @ (chance - marked) + held @ weights)
    own = weights[1:] / spread
    return _model(names, own, float(weights[0] - own @ mean))


def _model(names: Sequence[str], weights: "np.ndarray", bias: float) -> Model:
    return Model(
        weights={name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)},
        bias=round(bias, 4),
    )


def _cases(fitter: Fitter) -> list[Case]:
    with (GOLD / "phrases_gold.csv").open(encoding="utf-8", newline="") as lines:
        phrases = [row for row in csv.DictReader(lines) if row["part"] in LEARNT]
    with (GOLD / "negatives_gold.csv").open(encoding="utf-8", newline="") as lines:
        negatives = [row["text"] for row in csv.DictReader(lines) if row["kind"] != VAGUE]
    found = [
        fitter.case(row["text"], row["gold_codes"].split("|"), row["poc"].split("|") if row["poc"] else ())
        for row in phrases
    ]
    return [*found, *(fitter.case(text) for text in negatives)]


def _left_out(fitter: Fitter, cases: Sequence[Case]) -> None:
    """Print how well models do on the fifth of the texts that they were not fitted on, in turn."""
    fold = np.random.default_rng(1).integers(0, FOLDS, len(cases))
    code_right, poc_right, poc_chance, negative = [], [], [], []
    for turn in range(FOLDS):
        learnt = [case for case, its in zip(cases, fold, strict=True) if its != turn]
        rank = fitter.rank(learnt)
        _, poc = fitter.chances(learnt, rank)
        for case in (case for case, its in zip(cases, fold, strict=True) if its == turn):
            order = fitter.order(case, rank)
            chance = poc.chance(order[0][2]) if order else 0.0
            if not case.codes:
                negative.append(chance)
                continue
            code_right.append(bool(order) and fitter.is_right(case, order[0][0].code))
            if case.pocs:
                poc_right.append(bool(order) and order[0][1] in case.pocs)
                poc_chance.append(chance)
    right, chances, none = np.array(poc_right), np.array(poc_chance), np.array(negative)
    bins = np.minimum((chances * 10).astype(int), 9)
    error = sum(
        abs(chances[bins == place].mean() - right[bins == place].mean()) * (bins == place).mean()
        for place in set(bins.tolist())
    )
    print(
        f"Left out in turn: code {np.mean(code_right):.3f}, POC {right.mean():.3f}, calibration error {error:.4f}"
    )
    print("cut-off  kept  right  texts that name none")
    for cut in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98):
        kept = chances >= cut
        print(f"{cut:7.2f} {kept.mean():5.3f} {right[kept].mean():6.4f} {(none >= cut).mean():.3f}")


def main() -> None:
    """Fit, say how well, and write unless told not to."""
    fitter = Fitter()
    cases = _cases(fitter)
    _left_out(fitter, cases)
    rank = fitter.rank(cases)
    models = [rank, *fitter.chances(cases, rank)]
    if "--dry" not in sys.argv:
        data = {"models": [{"bias": model.bias, "weights": dict(model.weights)} for model in models]}
        WEIGHTS.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
        print(f"Written to {WEIGHTS.name}")


if __name__ == "__main__":
    main()
