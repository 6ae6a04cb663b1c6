"""Prints what comes of many terminals that write to one store at once: pace, waiting, and whether anything was lost.

    python benchmarks/store_crowd.py [--terminals 200] [--processes 8] [--seconds 60] [--store sqlite|postgresql|both]

On PostgreSQL each terminal is a thread with a store and a connection of its own, shared out over the processes; in
SQLite each process is one terminal. Every terminal writes new records, and now and then amends one of ten records
that all share. At the end every acknowledged write must be there once, every refused amendment must have been told
as one, and the whole history must hold; otherwise the program ends with exit code 1.
"""

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "tests")]

from case_mix import CaseMix  # noqa: E402 (it lies beside this file)

from assistant.store.errors import ChangedMeanwhile, StoreError  # noqa: E402
from assistant.store.store import Store  # noqa: E402

_SHARED, _AMENDING = 10, 0.3


def main() -> None:
    """Start the crowd on one or both kinds of store, or be one process of it."""
    if sys.argv[1:2] == ["--crowd"]:
        _process(*sys.argv[2:])
        return
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--terminals", type=int, default=200, help="on PostgreSQL (default 200)")
    options.add_argument(
        "--processes", type=int, default=8, help="in SQLite, and to share the terminals (default 8)"
    )
    options.add_argument("--seconds", type=int, default=60, help="how long they write (default 60)")
    options.add_argument("--store", choices=("sqlite", "postgresql", "both"), default="both")
    given = options.parse_args()
    faults = 0
    for kind in ("sqlite", "postgresql") if given.store == "both" else (given.store,):
        terminals = given.terminals if kind == "postgresql" else given.processes
        with _new_store(kind) as url:
            print(f"{kind}: {terminals} terminals for {given.seconds} s")
            faults += _crowd(url, terminals, given.processes, given.seconds)
    sys.exit(1 if faults else 0)


@contextmanager
def _new_store(kind: str) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="finalise-crowd-") as folder:
        if kind == "sqlite":
            yield f"sqlite:///{(Path(folder) / 'finalise.db').as_posix()}"
            return
        from servers import Server  # noqa: PLC0415 (SQLite needs none)

        server = Server(Path(folder))
        try:
            server.run("ALTER SYSTEM SET fsync = on")
            server.run("SELECT pg_reload_conf()")
            yield server.url(server.store())
        finally:
            server.end()


def _crowd(url: str, terminals: int, processes: int, seconds: int) -> int:
    mix = CaseMix(seed=7)
    with Store.open(url, wait_s=60) as store:
        shared = [store.write(mix.finalisation(), draft_id=f"shared-{n}").reference for n in range(_SHARED)]
    shares = [len(range(n, terminals, processes)) for n in range(processes)]
    command = [sys.executable, __file__, "--crowd", url, str(seconds), ",".join(shared)]
    started = [
        subprocess.Popen([*command, str(n), str(share)], stdout=subprocess.PIPE, text=True)
        for n, share in enumerate(shares)
        if share
    ]
    told = [json.loads(process.communicate()[0]) for process in started]
    written = [one for each in told for one in each["written"]]
    amended = [tuple(one) for each in told for one in each["amended"]]
    waits = [wait for each in told for wait in each["waits"]]
    others = Counter(what for each in told for what in each["others"])
    conflicts = sum(each["conflicts"] for each in told)
    print(
        f"  {len(written) + len(amended):,} writes acknowledged ({len(amended):,} amendments), {conflicts:,} conflicts"
    )
    print(f"  {(len(written) + len(amended)) / seconds:,.0f} writes a second")
    cuts = statistics.quantiles(waits, n=100)
    print(f"  a write took p50 {cuts[49]:,.0f} ms, p95 {cuts[94]:,.0f} ms, p99 {cuts[98]:,.0f} ms")
    print(f"  not written, and told: {dict(others) or 'nothing'}")
    return _faults(url, shared, written, amended, told)


def _faults(
    url: str,
    shared: list[str],
    written: list[str],
    amended: list[tuple[str, int]],
    told: list[dict[str, list[str]]],
) -> int:
    """How much of what was acknowledged is not there as it should be; prints each kind."""
    with Store.open(url, wait_s=60) as store, store.entries() as entries:
        there = Counter((entry.reference, entry.version) for entry in entries)
        found = store.verify()
    acknowledged = Counter([*((reference, 1) for reference in (*shared, *written)), *amended])
    uncertain = sum(len(each["others"]) for each in told)
    faults = {
        "acknowledged twice": sum(1 for count in acknowledged.values() if count > 1),
        "acknowledged and not there": len(acknowledged.keys() - there.keys()),
        "there twice": sum(1 for count in there.values() if count > 1),
        # A write that was told as failed may be there where the connection was lost at its very end.
        "there and never acknowledged": max(0, len(there.keys() - acknowledged.keys()) - uncertain),
        "history broken": 0 if found.is_whole else 1,
    }
    for what, count in faults.items():
        print(f"  {what}: {count}")
    return sum(faults.values())


def _process(url: str, seconds: str, shared: str, number: str, terminals: str) -> None:
    """Be some of the terminals, and print what each was told."""
    until = time.monotonic() + int(seconds)
    names = [f"{number}-{n}" for n in range(int(terminals))]
    with ThreadPoolExecutor(len(names)) as pool:
        told = list(pool.map(lambda name: _Terminal(url, name, shared.split(",")).work(until), names))
    merged = {
        key: [one for each in told for one in getattr(each, key)]
        for key in ("written", "amended", "waits", "others")
    }
    print(json.dumps({**merged, "conflicts": sum(each.conflicts for each in told)}))


class _Terminal:
    """One terminal: writes and amends until the time is over, and remembers what it was told."""

    def __init__(self, url: str, name: str, shared: list[str]) -> None:
        self._url, self._name, self._shared = url, name, shared
        self._chance = random.Random(name)
        self._mix = CaseMix(seed=self._chance.randrange(1 << 30))
        self.written: list[str] = []
        self.amended: list[tuple[str, int]] = []
        self.waits: list[float] = []
        self.others: list[str] = []
        self.conflicts = 0

    def work(self, until: float) -> "_Terminal":
        with Store.open(self._url, wait_s=60) as store:
            number = 0
            while time.monotonic() < until:
                number += 1
                begun = time.perf_counter()
                try:
                    self._one(store, f"{self._name}-{number}")
                except ChangedMeanwhile:
                    self.conflicts += 1
                except StoreError as error:
                    self.others.append(type(error).__name__)
                else:
                    self.waits.append((time.perf_counter() - begun) * 1000)
        return self

    def _one(self, store: Store, draft: str) -> None:
        if self._chance.random() >= _AMENDING:
            # A defendant of this very terminal: two of one name on one case would rightly be told apart.
            made = self._mix.finalisation()
            named = made.defendant.model_copy(update={"surname": f"{made.defendant.surname}-{draft}"})
            self.written.append(
                store.write(made.model_copy(update={"defendant": named}), draft_id=draft).reference
            )
            return
        seen = store.get(self._chance.choice(self._shared))
        if seen is None:
            raise SystemExit("a shared record is gone")
        changed = seen.model_copy(update={"note": draft})
        made = store.amend(changed, expected_version=seen.version, why="Said late.", draft_id=draft)
        self.amended.append((made.reference or "", made.version))


if __name__ == "__main__":
    main()
