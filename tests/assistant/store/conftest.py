import itertools
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from assistant.record.model import Court, Defendant, DefendantKind, Finalisation, PocChoice, Stage, Versions
from assistant.store.stamps import Stamps
from assistant.store.store import Store
from knowledge.courts import CourtType


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the store of a test lies that is in a file."""
    return tmp_path / "finalise.db"


@pytest.fixture
def url(store_url: str) -> str:
    """The address of the store of a test, in a file and on a server. A module of tests on files alone overrides it."""
    return store_url


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An open store whose clock goes on a minute at each look, from 12 November 2026, 09:00 UTC."""
    start = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)
    minutes = itertools.count()
    stamps = Stamps(clock=lambda: start + timedelta(minutes=next(minutes)), person=lambda: "asmith")
    with Store.open(url, stamps=stamps) as opened:
        yield opened


@pytest.fixture
def record() -> Callable[..., Finalisation]:
    """Makes a record of John Smith, guilty of robbery at Leeds; what is given replaces a part of it."""

    def make(**changes: object) -> Finalisation:
        parts: dict[str, object] = {
            "stage": Stage.POST_CHARGE,
            "urn": "01AB1234526",
            "defendant": Defendant(kind=DefendantKind.PERSON, surname="Smith", forenames="John"),
            "court": Court(code="B13HT00", name="Leeds Magistrates' Court", type=CourtType.MAGISTRATES),
            "final_hearing": date(2026, 11, 11),
            "finalised_on": date(2026, 11, 12),
            "outcome": "guilty_plea",
            "outcome_label": "Guilty plea",
            "successful": True,
            "poc": PocChoice(
                letter="E",
                name="Robbery",
                charge=1,
                decided_by="only",
                explanation="It is the only charge.",
                confidence="high",
            ),
            "versions": Versions(finalise="0.1.0", catalogue="2.0.414", poc_table="1", rules="1"),
        }
        return Finalisation(**{**parts, **changes})  # type: ignore[arg-type]

    return make


@pytest.fixture
def rows(url: str) -> Callable[[str], list[tuple[object, ...]]]:
    """Runs one statement on the store as another program would, and gives its rows."""

    def run(statement: str) -> list[tuple[object, ...]]:
        if not url.startswith("sqlite"):
            with psycopg.connect(url) as server:
                found = server.execute(statement)
                return found.fetchall() if found.description else []
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        try:
            with connection:
                return connection.execute(statement).fetchall()
        finally:
            connection.close()

    return run


@pytest.fixture
def tampered(url: str, rows: Callable[[str], list[tuple[object, ...]]]) -> Callable[..., None]:
    """Runs statements on the store as somebody would who first takes the triggers away."""

    def run(*statements: str) -> None:
        if url.startswith("sqlite"):
            for (name,) in rows("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
                rows(f"DROP TRIGGER {name}")
        else:
            for table in ("record", "ledger"):
                rows(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        for statement in statements:
            rows(statement)

    return run


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 400 kB, where this process may make one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(disk)]
    try:
        made = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except OSError:
        made = False
    if not made:
        pytest.skip("a small disk can be made by root on Linux only")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)
