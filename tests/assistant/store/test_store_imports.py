"""What a start pays for, looked at in a fresh interpreter."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.store.store import Store

ROOT = Path(__file__).parents[3]


@pytest.fixture
def url(file):
    """The address of a store in a file."""
    return f"sqlite:///{file.as_posix()}"


def loaded_by(code, *names):
    """Which of the modules are loaded after the code has run."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    program = f"{code}\nimport sys\nprint(*[name for name in {names!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment
    )
    return done.stdout.split()


@pytest.mark.parametrize(
    "module",
    [
        "assistant.store",
        "assistant.store.errors",
        "assistant.store.summaries",
        "assistant.store.references",
        "assistant.store.roles",
        "assistant.store.ledger",
        "assistant.store.head_file",
        "assistant.store.address",
        "assistant.platform",
        "assistant.settings",
    ],
)
def test_what_faces_load_early_brings_no_database(module):
    assert loaded_by(f"import {module}", "sqlalchemy", "sqlmodel", "pydantic", "alembic") == []


def test_alembic_is_loaded_to_make_a_store_and_not_to_open_one(url):
    open_it = f"from assistant.store.store import Store\nStore.open({url!r}).close()"
    assert loaded_by(open_it, "alembic", "sqlalchemy") == ["alembic", "sqlalchemy"]
    assert loaded_by(open_it, "alembic", "sqlalchemy") == ["sqlalchemy"]


def test_a_store_opens_without_the_migrations_in_sight(url):
    with Store.open(url):
        pass
    without = "import sys\nsys.modules['alembic'] = None\n"
    code = f"{without}from assistant.store.store import Store\nStore.open({url!r}).close()"
    assert loaded_by(code, "sqlalchemy") == ["sqlalchemy"]
