"""Reads the address of a store. Opens nothing."""

from pathlib import Path

from assistant.platform import folders
from assistant.store.errors import StoreNotSupported

DEFAULT_FILE = "finalise.db"
_SQLITE = "sqlite:///"
_EXAMPLE = "Give a file, like sqlite:///C:/Finalise/finalise.db, or give no address to use your own store."


def store_path(url: str | None) -> Path:
    """The file of a store: of `sqlite:///` and a path, or for None the one in this user's data folder.

    Raises StoreNotSupported for any other address, whose text is not repeated: it may hold a password.
    """
    if url is None:
        return folders().data / DEFAULT_FILE
    if url.startswith("postgresql"):
        raise StoreNotSupported("This version of Finalise cannot use PostgreSQL yet.", fix=_EXAMPLE)
    place = url.removeprefix(_SQLITE)
    if place == url or not place or place.startswith(":memory:"):
        raise StoreNotSupported("That is not the address of a store.", fix=_EXAMPLE)
    return Path(place).expanduser().absolute()
