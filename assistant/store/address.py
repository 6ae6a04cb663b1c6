"""Reads the address of a store. Opens nothing."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from assistant.platform import folders
from assistant.store.errors import Place, StoreNotSupported

DEFAULT_FILE = "finalise.db"
_SQLITE = "sqlite:///"
_SERVER = ("postgresql://", "postgresql+psycopg://")
KINDS = (_SQLITE, *_SERVER)
"""How the address of a store may begin."""
_EXAMPLE = (
    "Give a file, like sqlite:///C:/Finalise/finalise.db, or a database, like "
    "postgresql://records.example.org/finalise, or give no address to use your own store."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreAddress:
    """Where a store is: the path of a file, or the URL of a database, which may hold a password and is never shown."""

    place: Place
    url: str | None = None

    @property
    def file(self) -> Path | None:
        """The file of an embedded store."""
        return self.place if isinstance(self.place, Path) else None


def store_address(url: str | None) -> StoreAddress:
    """The address of a store; for None the file in this user's data folder.

    Raises StoreNotSupported for any other kind of address, whose text is not repeated: it may hold a password.
    """
    if url is None:
        return StoreAddress(place=folders().data / DEFAULT_FILE)
    if url.startswith(_SERVER):
        return StoreAddress(place=_without_secrets(url), url="postgresql+psycopg:" + url.partition(":")[2])
    place = url.removeprefix(_SQLITE)
    if place == url or not place or place.startswith(":memory:"):
        raise StoreNotSupported("That is not the address of a store.", fix=_EXAMPLE)
    return StoreAddress(place=Path(place).expanduser().absolute())


def _without_secrets(url: str) -> str:
    """The address as it may be shown: user, server and database, no password and no settings."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise StoreNotSupported("That is not the address of a database.", fix=_EXAMPLE) from None
    settings = parse_qs(parts.query)
    host = parts.hostname or settings.get("host", [""])[0]
    user = parts.username or settings.get("user", [""])[0]
    database = parts.path.strip("/") or settings.get("dbname", [""])[0]
    at = f"{unquote(user)}@" if user else ""
    return f"postgresql://{at}{unquote(host)}{f':{port}' if port else ''}/{unquote(database)}"
