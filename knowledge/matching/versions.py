"""Which catalogue, index and matcher made a suggestion, so that a record can say so. Finds no offences."""

import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from knowledge.catalogue import load_catalogue


@dataclass(frozen=True, kw_only=True, slots=True)
class MatchVersions:
    """The version of the standing list, the mark of the index's data, and the mark of the matcher's code."""

    catalogue: str
    index: str
    matcher: str


def match_versions(version: str) -> MatchVersions:
    """The versions behind a matcher, of which `version` is what it says of itself: index and catalogue."""
    return MatchVersions(
        catalogue=load_catalogue().version, index=version.partition("/")[0], matcher=_code_mark()
    )


@lru_cache(maxsize=1)
def _code_mark() -> str:
    """Differs whenever the code that reads, finds, ranks or weighs differs."""
    mark = 0
    for path in sorted(Path(__file__).parent.glob("*.py")):
        mark = zlib.crc32(path.read_bytes().replace(b"\r\n", b"\n"), mark)
    return f"{mark:08x}"
