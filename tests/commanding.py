"""The real command in a process of its own, for tests: a home of its own, answers in, what it says out."""

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

from assistant.store.store import Store
from knowledge.working_days import is_working_day

COMMAND = [sys.executable, "-m", "assistant.start"]


def last_working_day() -> date:
    """Today, or the last day before it on which a court sits, so that no rule warns of the day."""
    day = date.today()  # noqa: DTZ011 - the command looks at the same clock
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def urn(number: int = 12345) -> str:
    """A URN of this year."""
    return f"01AB{number:05d}{last_working_day():%y}"


def guilty_plea(name: str = "SMITH, John", number: int = 12345) -> list[str]:
    """Answers that finalise a common assault as a guilty plea in a magistrates' court."""
    return [
        *(urn(number), name, "", "yes"),
        *("leeds mags", f"{last_working_day():%d/%m/%Y}", "y"),
        *("CJ88116", "", "g", "no", "", "", "none", "y"),
    ]


def environment(home: Path) -> dict[str, str]:
    """The environment of the command, its folders all under `home`."""
    return {**os.environ, "FINALISE_HOME": str(home), "PYTHONWARNINGS": "error"}


def run(
    home: Path, *arguments: str, answers: list[str] | bytes = b"", newline: str = "\n"
) -> subprocess.CompletedProcess[str]:
    """Run the command to its end, with the answers on its standard input."""
    given = (
        answers if isinstance(answers, bytes) else "".join(line + newline for line in answers).encode("utf-8")
    )
    done = subprocess.run(
        [*COMMAND, *arguments], input=given, capture_output=True, env=environment(home), check=False
    )
    return subprocess.CompletedProcess(
        done.args,
        done.returncode,
        done.stdout.decode("utf-8").replace("\r\n", "\n"),
        done.stderr.decode("utf-8").replace("\r\n", "\n"),
    )


def store_file(home: Path) -> Path:
    """Where the command keeps its store, as it does by itself."""
    return home / "data" / "finalise.db"


def opened_store(home: Path) -> Store:
    """The store that the command kept."""
    return Store.open(f"sqlite:///{store_file(home).as_posix()}")
