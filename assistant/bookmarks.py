"""Keeps which guidance topics a person marked and read last, in a small file of their own. Knows no topics."""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from assistant.platform import folders, private_folder, read_text, write_whole

FILE_NAME = "guidance.json"
RECENT_AT_MOST = 12


@dataclass(frozen=True, kw_only=True)
class Bookmarks:
    """The slugs of the topics marked, the newest last, and of those read, the newest first."""

    marked: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()

    def having_read(self, slug: str) -> Self:
        """With this topic as the one read last."""
        others = tuple(other for other in self.recent if other != slug)
        return replace(self, recent=(slug, *others)[:RECENT_AT_MOST])

    def turned(self, slug: str) -> Self:
        """With this topic marked or, where it was, not marked."""
        if slug in self.marked:
            return replace(self, marked=tuple(other for other in self.marked if other != slug))
        return replace(self, marked=(*self.marked, slug))


def bookmarks_file() -> Path:
    """Where the bookmarks of this user are kept."""
    return folders().data / FILE_NAME


def load_bookmarks(file: Path | None = None) -> Bookmarks:
    """The bookmarks kept; none where the file is not there or cannot be read."""
    try:
        kept = json.loads(read_text(file or bookmarks_file()))
        return Bookmarks(marked=_slugs(kept["marked"]), recent=_slugs(kept["recent"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Bookmarks()


def save_bookmarks(bookmarks: Bookmarks, file: Path | None = None) -> None:
    """Keep the bookmarks. Raises OSError, and NotPrivate where they cannot be kept from other people."""
    path = file or bookmarks_file()
    private_folder(path.parent)
    kept = {"marked": list(bookmarks.marked), "recent": list(bookmarks.recent)}
    write_whole(path, json.dumps(kept, indent=1))


def _slugs(kept: object) -> tuple[str, ...]:
    if not isinstance(kept, list):
        raise TypeError(kept)
    return tuple(slug for slug in kept if isinstance(slug, str))
