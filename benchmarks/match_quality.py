"""Prints how often words lead to the right offence and POC, beside three baselines on the same phrases in one run.

    python -m venv .venv && .venv/bin/pip install --editable . --group measure
    .venv/bin/python benchmarks/match_quality.py [--part PART] [--sample N] [--no-baselines] [--no-parts]

The phrases are those of tests/data/phrases_gold.csv of one part (tune, calibrate or test; default calibrate) and, where
it lies beside the project, the development set. The rules were made with the part tune, and the order and the
probabilities are fitted on tune and calibrate, so only the part test says how good it is on words that nobody has seen;
look at it once, at the end.

The last table builds the index anew without one part at a time and says what is lost, which takes half an hour.
"""

import argparse
import csv
import json
import os
import platform
import random
import statistics
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import costs  # noqa: E402 (what it imports is found only from the root)

from assistant.poc_answer import answer_json  # noqa: E402
from knowledge.case_facts import read_case  # noqa: E402
from knowledge.errors import FinaliseError  # noqa: E402
from knowledge.matching import load_matcher  # noqa: E402
from knowledge.matching.measure import (  # noqa: E402
    Answer,
    GoldPhrase,
    Measures,
    Share,
    answers,
    measure,
    measure_negatives,
    measures,
    score,
)

GOLD = ROOT / "tests" / "data"
DEVSET = ROOT.parent / "shared" / "devset"
STYLES = ("official", "shorthand", "statute", "press", "narrative", "typo")
_SEED = 20260401


def main() -> None:
    """Measure everything and print it."""
    wanted = _arguments()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores. Matcher {load_matcher().version}")
    sets = {
        f"tests/data/phrases_gold.csv, part {wanted.part}": (_gold(wanted.part), GOLD / "negatives_gold.csv")
    }
    if (DEVSET / "phrases.csv").exists():
        sets["the development set"] = (_phrases(DEVSET / "phrases.csv"), DEVSET / "negatives.csv")
    else:
        print("The development set is not here.")
    for name, (phrases, negatives) in sets.items():
        found = measure(phrases, ours)
        heading(f"{name}: {len(phrases)} phrases")
        goals(found, _texts(negatives))
        cut_offs(found)
    cases()
    resources(list(dict.fromkeys(phrase.text for phrases, _ in sets.values() for phrase in phrases)))
    if not wanted.no_baselines:
        for name, (phrases, _) in sets.items():
            beside_baselines(name, _sample(phrases, wanted.sample))
    if not wanted.no_parts:
        texts = {name: (phrases, _texts(negatives)) for name, (phrases, negatives) in sets.items()}
        without_parts(wanted.parts, texts)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--part", choices=("tune", "calibrate", "test"), default="calibrate")
    parser.add_argument("--sample", type=int, help="compare with the baselines on so many phrases only")
    parser.add_argument("--no-baselines", action="store_true")
    parser.add_argument("--no-parts", action="store_true", help="don't leave out one part at a time")
    parser.add_argument(
        "--parts", nargs="+", metavar="PART", help="leave out only these parts, one at a time"
    )
    return parser.parse_args()


# The phrases


def _gold(part: str) -> list[GoldPhrase]:
    return _phrases(GOLD / "phrases_gold.csv", part)


def _phrases(path: Path, part: str | None = None) -> list[GoldPhrase]:
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            GoldPhrase(
                text=row["text"],
                codes=tuple(row["gold_codes"].split("|")),
                pocs=tuple(filter(None, row["poc"].split("|"))),
                style=row["style"],
            )
            for row in csv.DictReader(lines)
            if part is None or row["part"] == part
        ]


def _texts(path: Path) -> list[str]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return [line["text"] for line in csv.DictReader(lines)]


def _sample(phrases: list[GoldPhrase], size: int | None) -> list[GoldPhrase]:
    if size is None or size >= len(phrases):
        return phrases
    return random.Random(_SEED).sample(phrases, size)


def ours(text: str) -> list[Answer]:
    """What the matcher answers."""
    return answers(load_matcher().search(text))


# The table of goals


def goals(found: Measures, negatives: Sequence[str]) -> None:
    """Print each measure of the phrases beside its goal."""
    total, styles = found.total, found.by_style
    row("right POC first, all styles", 0.97, total.poc_first)
    for style in STYLES:
        goal = 0.95 if style in ("press", "narrative") else 0.96 if style == "typo" else 0.99
        if style in styles:
            row(f"  {style}", goal, styles[style].poc_first)
    row("macro F1 over the POCs", 0.93, found.macro_f1, note=f"{len(found.f1)} POCs")
    row("right code first", 0.88, total.code_first)
    row("right code in first five", 0.97, total.code_among_first)
    row("share answered as sure", 0.80, found.sure)
    row("  of those the POC is right", 0.995, found.sure_poc)
    row("  of those the code is right", None, found.sure_code)
    row("POC sure, be the offence so or not", None, found.poc_sure)
    row("  of those it is right", None, found.poc_sure_right)
    row("calibration error of the POC", 0.02, found.poc.error, at_most=True)
    row("calibration error of the code", None, found.code.error, at_most=True)
    if negatives:
        none = measure_negatives(negatives, ours)
        row("negatives answered as sure", 0.0, none.sure, at_most=True)
        row("negatives answered as likely", 0.05, none.likely, at_most=True)


def cut_offs(found: Measures) -> None:
    """Print what is kept, and what of it is right, from each probability on."""
    print("\nprobability from   kept by POC   POC right   kept by code   code right")
    for poc, code in zip(found.poc.cut_offs, found.code.cut_offs, strict=True):
        print(
            f"{poc.probability:<16.2f}{poc.kept.value:>14.1%}{poc.right.value:>12.1%}"
            f"{code.kept.value:>15.1%}{code.right.value:>13.1%}"
        )


def row(what: str, goal: float | None, got: Share | float, *, at_most: bool = False, note: str = "") -> None:
    """Print one measure: what, goal, what was got, and whether that is short of the goal."""
    value = got.value if isinstance(got, Share) else got
    shown = f"{value:.1%} ({got.count}/{got.of})" if isinstance(got, Share) else f"{value:.3f}"
    wanted = "" if goal is None else f"{goal:.1%}" if isinstance(got, Share) else f"{goal:.3f}"
    is_met = goal is None or (value <= goal if at_most else value >= goal)
    remarks = ", ".join(filter(None, ("" if is_met else "short of the goal", note)))
    print(f"{what:<36}{wanted:>9}  {shown:<18} {remarks}".rstrip())


def heading(text: str) -> None:
    """Print a heading."""
    print(f"\n{text}\n{'-' * len(text)}", flush=True)


# Cases of several charges


def cases() -> None:
    """Print how many cases of several charges come out right, with the codes given and in words alone."""
    heading("Cases of several charges: principal offence and POC right")
    for path in (GOLD / "cases_gold.jsonl", DEVSET / "cases.jsonl"):
        if not path.exists():
            print(f"{path.name} is not here.")
            continue
        known = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        row(f"{path.name}, by code", 0.97, Share(sum(_is_right(case, "code") for case in known), len(known)))
        row(f"{path.name}, in words", None, Share(sum(_is_right(case, "text") for case in known), len(known)))


def _is_right(case: dict[str, Any], by: str) -> bool:
    other = {"code": "text", "text": "code"}[by]
    given = [{name: value for name, value in charge.items() if name != other} for charge in case["charges"]]
    if by == "text":  # replaced_by names a code that no charge has then
        given = [{name: value for name, value in charge.items() if name != "replaced_by"} for charge in given]
    try:
        found = answer_json(read_case(given))
    except FinaliseError:
        return False
    letters = {case["poc"], *case.get("also_poc", ())}
    return found["principal"] == case["principal_code"] and found["poc"] in letters


# Time and memory


def resources(texts: Sequence[str]) -> None:
    """Print how long loading and a batch take, and the memory of the index."""
    heading("Time and memory")
    loading, memory = costs.loading(texts[:50])
    row("loading the index, seconds", 0.15, loading, at_most=True)
    if memory is not None:
        row("memory of the index, MB", 60.0, memory, at_most=True)
    row("batch, phrases a second and core", 2000.0, costs.batch_pace(texts), note="no text comes twice")


def beside_baselines(name: str, phrases: list[GoldPhrase]) -> None:
    """Print the same measures of the matcher and of each baseline, and their times, all from this run."""
    from baselines import baselines  # noqa: PLC0415 (needs what only measuring needs)

    heading(f"Beside the baselines, on {len(phrases)} phrases of {name}")
    texts = [phrase.text for phrase in phrases]
    found = {"Finalise": measure(phrases, ours)}
    for baseline in baselines(whole=False):
        answered = baseline.search_all(texts)
        found[baseline.name] = measures([score(*pair) for pair in zip(phrases, answered, strict=True)])
    print(" " * 26 + "".join(f"{name:>17}" for name in found))
    line("right code first", [f"{one.total.code_first.value:.1%}" for one in found.values()])
    line("right code in first five", [f"{one.total.code_among_first.value:.1%}" for one in found.values()])
    line("right POC first", [f"{one.total.poc_first.value:.1%}" for one in found.values()])
    for style in STYLES:
        if style in found["Finalise"].by_style:
            line(f"  {style}", [f"{one.by_style[style].poc_first.value:.1%}" for one in found.values()])
    line("macro F1 over the POCs", [f"{one.macro_f1:.3f}" for one in found.values()])
    times(texts, {label: way for baseline in baselines(whole=True) for label, way in baseline.ways.items()})


def line(what: str, cells: Iterable[str]) -> None:
    """Print one line of a table."""
    print(f"{what:<26}" + "".join(f"{cell:>17}" for cell in cells))


def times(texts: Sequence[str], ways: dict[str, Callable[[str], object]]) -> None:
    """Print how long one search takes, ours and each baseline's by turns on the same texts, and the ratios."""
    slow = {name for name in ways if not name.startswith("BM25")}
    taken = costs.searching(texts, {"Finalise": load_matcher().search, **ways}, slow)
    p95 = {name: statistics.quantiles(values, n=20)[-1] for name, values in taken.items()}
    print(f"\n{'one search of the whole catalogue, ms':<40}{'p50':>8}{'p95':>8}")
    for name, values in taken.items():
        print(f"{name:<40}{statistics.median(values):>8.2f}{p95[name]:>8.2f}")
    row("p95 of one search, ms", 5.0, p95["Finalise"], at_most=True)
    for name in (name for name in ways if name not in slow):
        row(f"p95: Finalise / {name}", 3.0, p95["Finalise"] / p95[name], at_most=True)
    row("p95: WRatio / Finalise", 50.0, p95["WRatio"] / p95["Finalise"])


# What each part adds


def without_parts(wanted: Sequence[str] | None, sets: dict[str, tuple[list[GoldPhrase], list[str]]]) -> None:
    """Print by how much each measure changes when one part of the matcher is left out."""
    from leaving_out import measured_without, parts, table  # noqa: PLC0415 (needs what only measuring needs)

    unknown = set(wanted or ()) - set(parts())
    if unknown:
        raise SystemExit(f"Not a part: {', '.join(unknown)}. The parts are: {', '.join(parts())}.")
    found = measured_without(
        wanted or list(parts()),
        sets,
        costs.ready_index(),
        lambda name: print(f"done: {name or 'all'}", file=sys.stderr),
    )
    for name in sets:
        heading(f"What each part adds, on {name}")
        for line_of_table in table(found, name):
            print(line_of_table)


if __name__ == "__main__":
    main()
