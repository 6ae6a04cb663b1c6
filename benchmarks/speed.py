"""Prints how fast the program starts and answers, each figure beside a baseline measured in the same run.

    python benchmarks/speed.py [ROUNDS]

Needs a POSIX system: the terminal is a pseudo-terminal. The store is a new one in a temporary folder.
"""

import os
import pty
import select
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

EMPTY_APP = """
from textual.app import App
from textual.widgets import Label

class Empty(App):
    def compose(self):
        yield Label("first paint")

Empty().run()
"""
OUR_APP = "from assistant.start import main; main()"
PHRASES = (
    "s47",
    "crim dam under 5k",
    "posesion w/i supply cl A",
    "drink driving",
    "theft from shop",
    "punched his partner",
)


def first_paint(code: str, shown: bytes, home: str) -> tuple[float, float]:
    """Seconds from starting `code` in a terminal of 120x40 until `shown` is painted, and its memory in MB then."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", COLUMNS="120", LINES="40", FINALISE_HOME=home)
        os.execv(sys.executable, [sys.executable, "-c", code])
    begun = time.perf_counter()
    seen = b""
    while shown not in seen:
        ready, _, _ = select.select([terminal], [], [], 20)
        if not ready:
            raise SystemExit(f"nothing painted: {seen[-400:]!r}")
        seen += os.read(terminal, 65536)
    taken = time.perf_counter() - begun
    memory = settled_memory(pid, terminal)
    os.kill(pid, 9)
    os.waitpid(pid, 0)
    os.close(terminal)
    return taken, memory


def settled_memory(pid: int, terminal: int) -> float:
    """Resident megabytes of a process once it has painted nothing new for a second."""
    while select.select([terminal], [], [], 1.0)[0]:
        os.read(terminal, 65536)
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def process(*command: str) -> float:
    """Seconds that a whole process takes."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def median(rounds: int, measure: Callable[[], float]) -> float:
    """The median of several measurements, the first thrown away."""
    measure()
    return statistics.median(measure() for _ in range(rounds))


def keystrokes() -> list[float]:
    """Seconds of the live suggestions after each key of each phrase, in the offence question."""
    sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
    from talking import opened  # noqa: PLC0415

    talk = opened()
    talk.suggestions("warm")
    taken: list[float] = []
    for phrase in PHRASES:
        for end in range(2, len(phrase) + 1):
            begun = time.perf_counter()
            talk.suggestions(phrase[:end])
            taken.append(time.perf_counter() - begun)
    return taken


def main() -> None:
    """Measure everything and print it."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as home:
        memory: list[float] = []

        def ours() -> float:
            taken, resident = first_paint(OUR_APP, b"Finalise", home)
            memory.append(resident)
            return taken

        empty = median(rounds, lambda: first_paint(EMPTY_APP, b"first paint", home)[0])
        painted = median(rounds, ours)
    show("first paint", painted, "empty Textual app", empty, goal=1.5 * empty)
    print(f"memory of the app: {max(memory):.0f} MB, goal 250 MB, ratio to goal {max(memory) / 250:.2f}")
    base = median(rounds, lambda: process("-c", "import rapidfuzz, typer"))
    match = median(rounds, lambda: process("-c", f"import sys; sys.argv[1:] = ['match', 's47']; {OUR_APP}"))
    show("finalise match, whole process", match, "import rapidfuzz, typer", base, goal=2 * base + 0.15)
    taken = sorted(keystrokes())
    p95 = taken[int(len(taken) * 0.95)]
    show("suggestions after a key, p95", p95, "the same, p50", statistics.median(taken), goal=0.016)


def show(what: str, taken: float, baseline: str, base: float, *, goal: float) -> None:
    """Print one figure, its baseline and its goal."""
    print(
        f"{what}: {taken * 1000:.1f} ms; {baseline}: {base * 1000:.1f} ms, ratio {taken / base:.2f}; "
        f"goal {goal * 1000:.0f} ms, ratio to goal {taken / goal:.2f}"
    )


if __name__ == "__main__":
    main()
