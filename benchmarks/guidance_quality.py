"""Prints how often the guidance search is right, for each half of the test queries, and how fast it is.

    python benchmarks/guidance_quality.py [--missed]

The search was tuned on `tune`. `test` was unseen once, but topics were widened since with its queries known. `fresh`
was written later and has not been looked at: its figures say how good the search is. With --missed the queries whose
right topic is not first are listed too, of the half `tune` only, so that the others stay unseen.
"""

import csv
import statistics
import sys
import time
from pathlib import Path

from guidance.library import load_library

QUERIES = Path(__file__).parent.parent / "tests" / "data" / "guidance_queries.csv"
GOAL_FIRST, GOAL_THREE, GOAL_P95_S = 0.90, 0.98, 0.016
ROUNDS = 3


def queries(half: str) -> list[tuple[str, set[str]]]:
    """The queries of a half, each with the topics that are right."""
    with QUERIES.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["split"] == half]
    return [(row["query"], set(row["slugs"].split("|"))) for row in rows]


def measured(half: str, *, lists_missed: bool) -> None:
    """Print the two shares of one half."""
    library = load_library()
    asked = queries(half)
    found = [[hit.slug for hit in library.search(query, limit=3)] for query, _ in asked]
    first = sum(slugs[:1] != [] and slugs[0] in right for slugs, (_, right) in zip(found, asked, strict=True))
    three = sum(bool(right & set(slugs)) for slugs, (_, right) in zip(found, asked, strict=True))
    print(
        f"{half}: {len(asked)} queries; first {first / len(asked):.3f} (goal {GOAL_FIRST:.2f}); "
        f"among three {three / len(asked):.3f} (goal {GOAL_THREE:.2f})"
    )
    for slugs, (query, right) in zip(found, asked, strict=True):
        if lists_missed and not (slugs and slugs[0] in right):
            print(f"  {query}: found {', '.join(slugs) or 'nothing'}; right {', '.join(sorted(right))}")


def speed() -> None:
    """Print how long a search takes, for whole queries and after each key of one, the first of all left out."""
    library = load_library()
    library.search("warm vicitm")
    whole = [query for half in ("tune", "test", "fresh") for query, _ in queries(half)]
    typed = [query[:end] for query in whole[::10] for end in range(2, len(query) + 1)]
    for name, asked in (("whole queries", whole), ("after each key", typed)):
        taken: list[float] = []
        for _ in range(ROUNDS):
            for query in asked:
                begun = time.perf_counter()
                library.search(query)
                taken.append(time.perf_counter() - begun)
        taken.sort()
        p95 = taken[int(len(taken) * 0.95)]
        print(
            f"{name}: p50 {statistics.median(taken) * 1000:.2f} ms, p95 {p95 * 1000:.2f} ms, "
            f"goal {GOAL_P95_S * 1000:.0f} ms, ratio to goal {p95 / GOAL_P95_S:.2f}"
        )


def main() -> None:
    """Measure everything and print it."""
    measured("tune", lists_missed="--missed" in sys.argv[1:])
    measured("test", lists_missed=False)
    measured("fresh", lists_missed=False)
    speed()


if __name__ == "__main__":
    main()
