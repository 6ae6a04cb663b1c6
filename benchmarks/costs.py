"""Measures what matching costs: loading, memory, one search, a batch. Prints nothing.

Searches and the batch are measured in time of one core, which other programs on the computer change little.
"""

import csv
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from assistant.match_file import match_csv
from knowledge.matching.compile import MAGIC, compile_index, index_path, stamp
from knowledge.matching.index import Index, StaleIndex

_STARTS = 5
_SLOW = 25  # searches of the slow ways that are timed
_SEED = 20260401
_WARMING_UP = ("robbery", "theft from shop", "s47")
_FRESH = """
import json, sys, time
from pathlib import Path
from knowledge.catalogue import load_catalogue
from knowledge.matching import matcher
from knowledge.poc import load_poc_table

def resident_mb():
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), None)

matcher.index_path = lambda: Path(sys.argv[1])
load_catalogue(), load_poc_table()
before, begun = resident_mb(), time.perf_counter()
found = matcher.load_matcher()
loaded = time.perf_counter() - begun
for text in sys.argv[2:]:
    found.search(text)
print(json.dumps([loaded, before and resident_mb() - before]))
"""


def ready_index() -> bytes:
    """The compiled index; made anew, which takes minutes, where the one in the tree is missing or out of date."""
    try:
        data = index_path().read_bytes()
        if Index(data, MAGIC).stamp == stamp():
            return data
    except (OSError, StaleIndex):
        pass
    return compile_index()


def loading(texts: Sequence[str]) -> tuple[float, float | None]:
    """Seconds to load the matcher in a fresh process, and the MB it holds once it has searched for the texts.

    The memory is the growth of the resident set; None where the system does not tell it (not Linux).
    """
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "matching.bin"
        index.write_bytes(ready_index())
        found = [_in_a_fresh_process(index, texts) for _ in range(_STARTS)]
    memory = [held for _, held in found if held is not None]
    return statistics.median(taken for taken, _ in found), max(memory, default=None)


def _in_a_fresh_process(index: Path, texts: Sequence[str]) -> tuple[float, float | None]:
    root = Path(__file__).resolve().parent.parent
    done = subprocess.run(
        [sys.executable, "-c", _FRESH, str(index), *texts],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    taken, held = json.loads(done.stdout)
    return taken, held


def batch_pace(texts: Sequence[str]) -> float:
    """Rows a second of one core when a CSV of these texts is matched, the index being loaded already."""
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "in.csv"
        with rows.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["text"], *([text] for text in texts)])
        begun = time.process_time()
        count = match_csv(rows, column="text", output=Path(folder) / "out.csv")
        return count / (time.process_time() - begun)


def searching(
    texts: Sequence[str], ways: Mapping[str, Callable[[str], object]], slow: Collection[str]
) -> dict[str, list[float]]:
    """Milliseconds of one core for each search, all ways by turns on the same texts, the slow ways on some of them."""
    some = set(random.Random(_SEED).sample(range(len(texts)), min(_SLOW, len(texts))))
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for place, text in enumerate([*_WARMING_UP, *texts], start=-len(_WARMING_UP)):
        for name, search in ways.items():
            if name in slow and place not in some:
                continue
            begun = time.process_time()
            search(text)
            if place >= 0:
                taken[name].append((time.process_time() - begun) * 1000)
    return taken
