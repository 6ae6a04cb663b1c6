"""Prints how a store answers when it is large, each figure beside that of a small store measured in the same run.

    python benchmarks/store_scale.py [--records 1000000] [--small 10000] [--store sqlite|postgresql|both]

Fills a small and a large store with records in the mix of real cases, checks every link of the history, and measures
opening by URN, writing, searching by surname, the outcome table, and the memory of a terminal. A million records need
about 4 GB in the temporary folder (TMPDIR) and a quarter of an hour a database. PostgreSQL is the server that the
tests use, with every write on disk before it is acknowledged.
"""

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "tests")]

from case_mix import CaseMix, Chain, fill  # noqa: E402 (they lie beside this file)

from assistant.store.store import Store  # noqa: E402

_READS, _WRITES = 400, 150
_NAMES = ("Smith", "Jones", "Khan", "Quinwick", "Ashson")
_TERMINAL = """
import json, sys
from assistant.store.store import Store

def resident():
    with open("/proc/self/status", encoding="utf-8") as file:
        line = next(line for line in file if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024

url, urns = sys.argv[1], sys.argv[2].split(",")
with Store.open(url) as store:
    for urn in urns:
        store.by_urn(urn)
        store.recent(50)
    store.search("Smith")
print(json.dumps(resident()))
"""


def main() -> None:
    """Measure one or both kinds of store."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--records", type=int, default=100_000, help="in the large store (default 100000)")
    options.add_argument("--small", type=int, default=10_000, help="in the small store (default 10000)")
    options.add_argument("--store", choices=("sqlite", "postgresql", "both"), default="both")
    given = options.parse_args()
    for kind in ("sqlite", "postgresql") if given.store == "both" else (given.store,):
        with new_stores(kind) as (small, large):
            print(f"{kind}: {given.small:,} and {given.records:,} records")
            _compare(_measured(small, given.small), _measured(large, given.records))


@contextmanager
def new_stores(kind: str) -> Iterator[tuple[str, str]]:
    """The addresses of two empty stores."""
    with tempfile.TemporaryDirectory(prefix="finalise-scale-") as folder:
        if kind == "sqlite":
            urls = [f"sqlite:///{(Path(folder) / name).as_posix()}" for name in ("small.db", "large.db")]
            for url in urls:
                Store.open(url).close()
            yield urls[0], urls[1]
            return
        from servers import Server  # noqa: PLC0415 (SQLite needs none)

        server = Server(Path(folder))
        try:
            server.run("ALTER SYSTEM SET fsync = on")
            server.run("SELECT pg_reload_conf()")
            yield server.url(server.store()), server.url(server.store())
        finally:
            server.end()


def _measured(url: str, records: int) -> dict[str, float]:
    begun = time.perf_counter()
    fill(url, Chain(CaseMix()).rows(records))
    filled_s = time.perf_counter() - begun
    urns = _some_urns(records)
    mix = CaseMix(seed=99)
    with Store.open(url, wait_s=60) as store:
        begun = time.perf_counter()
        found = store.verify()
        verified_s = time.perf_counter() - begun
        if not found.is_whole:
            raise SystemExit(f"the history of {records} records does not hold: {found.broken}")
        days = (date(2000, 1, 1), date(2100, 1, 1))
        writes = [mix.finalisation() for _ in range(_WRITES)]
        drafts = iter(range(_WRITES))
        figures = {
            "fill, s": filled_s,
            "verify, s": verified_s,
            **_times("open by URN", [lambda urn=urn: store.by_urn(urn) for urn in urns]),
            **_times(
                "write",
                [
                    lambda record=record: store.write(record, draft_id=f"w{next(drafts)}", beside=())
                    for record in writes
                ],
            ),
            **_times("search by surname", [lambda name=name: store.search(name) for name in _NAMES * 8]),
            **_times("outcome table", [lambda: store.outcome_table(*days)] * 3),
        }
    figures["memory of a terminal, MB"] = _memory(url, urns[:50])
    return figures


def _some_urns(records: int) -> list[str]:
    """URNs that are in a store filled with so many records, spread over all of it."""
    chance, mix = random.Random(3), CaseMix()
    wanted = set(chance.sample(range(records), min(_READS, records)))
    found = [
        record["urn"]
        for number, record in enumerate(mix.record() for _ in range(records))
        if number in wanted
    ]
    chance.shuffle(found)
    return found


def _times(what: str, works: Sequence[Callable[[], object]]) -> dict[str, float]:
    """The median and the slowest twentieth of several pieces of work, in milliseconds."""
    taken = []
    for work in works:
        begun = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begun) * 1000)
    slow = statistics.quantiles(taken, n=20)[-1] if len(taken) >= 20 else max(taken)
    return {f"{what} p50, ms": statistics.median(taken), f"{what} p95, ms": slow}


def _memory(url: str, urns: Sequence[str]) -> float:
    """The most megabytes that a process held that opened cases in the store, looked at lists and searched."""
    command = [sys.executable, "-c", _TERMINAL, url, ",".join(urns)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=HERE.parent)
    return float(json.loads(done.stdout))


def _compare(small: dict[str, float], large: dict[str, float]) -> None:
    print(f"  {'':<26}{'small':>12}{'large':>12}{'ratio':>9}")
    for name, before in small.items():
        after = large[name]
        print(f"  {name:<26}{before:>12,.2f}{after:>12,.2f}{after / before:>8.1f}x")


if __name__ == "__main__":
    main()
