"""Says of a copy of a store whether it is whole: the pages of its file, and every link of its history."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlmodel import Session

from assistant.store.errors import Place, StoreDamaged
from assistant.store.faults import is_spoilt
from assistant.store.verify import Verification, verify


def check_file(path: Path, place: Place) -> None:
    """Raise StoreDamaged, about `place`, where pages of the SQLite file at `path` are spoilt; it is only read.

    Any other fault of the database, such as a full disk, goes on as it is: it says nothing about the pages.
    """
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        try:
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()
        except sqlite3.DatabaseError as error:
            if is_spoilt(error):
                raise StoreDamaged(place) from error
            raise
    if found != ("ok",):
        raise StoreDamaged(place)


def check_chain(session: Session, place: Place) -> Verification:
    """What came of verifying a history that holds. Raises StoreDamaged, about `place`, where it does not."""
    found = verify(session)
    if found.broken is not None:
        raise StoreDamaged(place, f"has a history that does not hold. {found.broken}")
    return found
