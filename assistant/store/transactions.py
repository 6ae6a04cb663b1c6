"""Runs work as transactions: whole or not at all, tried again where that is safe. Knows no records."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Engine
from sqlmodel import Session

from assistant.store.errors import Place
from assistant.store.faults import Again, again_after, told_plainly
from assistant.store.schema import check_schema

T = TypeVar("T")

_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.01, 0.5


class Transactions:
    """The transactions of one open store.

    `look` raises where the store is no longer the one that was opened. `wait_s` is how many seconds work that can be
    tried again may take altogether, each try of its own length.
    """

    def __init__(self, engine: Engine, place: Place, *, look: Callable[[], None], wait_s: float) -> None:
        self._engine = engine
        self._reader = engine.execution_options(read_only=True)
        self._place = place
        self._look = look
        self._wait_s = wait_s

    def write(self, work: Callable[[Session], T], *, may_repeat: bool = True) -> T:
        """Do the work in one transaction, which is on disk when this returns. Raises StoreError.

        A transaction that came to nothing, as another was quicker or the connection was lost, is tried again. Where
        the connection is lost while it ends, nobody knows what came of it: `may_repeat` says that the work finds out
        by itself whether it was done before.
        """
        return self._tried(self._engine, work, may_repeat=may_repeat)

    def read(self, work: Callable[[Session], T]) -> T:
        """Do work that only looks. Raises StoreError."""
        return self._tried(self._reader, work, may_repeat=True)

    def _tried(self, engine: Engine, work: Callable[[Session], T], *, may_repeat: bool) -> T:
        until = time.monotonic() + self._wait_s
        pause = _FIRST_PAUSE_S
        while True:
            ending = False
            try:
                self._look()
                with Session(engine, expire_on_commit=False) as session:
                    if engine is self._engine:
                        check_schema(session, self._place)
                    done = work(session)
                    session.flush()
                    ending = True
                    session.commit()
                    return done
            except Exception as error:
                again = again_after(error)
                is_safe = not ending or may_repeat or again is Again.UNDONE
                if again is None or not is_safe or time.monotonic() >= until:
                    with told_plainly(self._place):
                        raise
            # Whoever else failed at the same moment should not come back at the same moment.
            time.sleep(pause * random.uniform(0.5, 1.5))
            pause = min(2 * pause, _LONGEST_PAUSE_S)

    @contextmanager
    def reading(self, *, steady: bool = False) -> Iterator[Session]:
        """A transaction to read from row by row. `steady`: it sees the store as it is now, whatever others write."""
        reader = self._reader
        if steady and reader.dialect.name != "sqlite":
            reader = reader.execution_options(isolation_level="REPEATABLE READ")
        with told_plainly(self._place):
            self._look()
            with Session(reader, expire_on_commit=False) as session, session.begin():
                yield session
