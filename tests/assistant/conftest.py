import ctypes
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from servers import Server, running_server

CAPABILITIES_VERSION_3 = 0x20080522
MAY_IGNORE_MODES = 0b110  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH


@pytest.fixture
def modes_count() -> Iterator[None]:
    """Makes file modes bind this process, which they do not where the tests run as root."""
    if sys.platform == "win32":
        pytest.skip("file modes are POSIX")
    if os.geteuid() != 0:
        yield
        return
    if sys.platform != "linux":
        pytest.skip("modes do not bind root here")
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(CAPABILITIES_VERSION_3, 0)
    before = (ctypes.c_uint32 * 6)()
    assert libc.capget(header, before) == 0
    without = (ctypes.c_uint32 * 6)(*before)
    without[0] &= ~MAY_IGNORE_MODES
    assert libc.capset(header, without) == 0
    yield
    assert libc.capset(header, before) == 0


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A PostgreSQL server for the whole run of this process."""
    with running_server() as server:
        yield server


@pytest.fixture
def postgresql_database(postgresql: Server) -> Iterator[str]:
    """The name of a database with an empty store, of this test alone."""
    name = postgresql.store()
    yield name
    postgresql.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a store of this test alone: a file that is still to be made, or an empty store on a server."""
    if request.param == "sqlite":
        return f"sqlite:///{(tmp_path / 'finalise.db').as_posix()}"
    server: Server = request.getfixturevalue("postgresql")
    return server.url(request.getfixturevalue("postgresql_database"))
