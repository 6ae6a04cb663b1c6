"""What people call an offence, from the entries of the matching index. Matches nothing."""

import re
from functools import lru_cache
from pathlib import Path

from knowledge.snapshot import DATA

_FOLDER = DATA / "matching"
_NAMES = {"shorthand", "slang", "older", "guideline"}
_MOST_WORDS = 3  # more is a description and no name
_PARTICULAR = re.compile(r"[()\[\]|£]|\bx\s?\d|\bDV\b|\d{2,}(?:ug|mph)\b|\b\d{2,3}$", re.IGNORECASE)
"""What makes an entry a pattern, or one case of an offence."""


@lru_cache(maxsize=64)
def known_as(code: str, at_most: int = 6, folder: Path = _FOLDER) -> tuple[str, ...]:
    """The names of an offence, those first that most files of entries have; none for an offence without entries.

    In: a code. Out: short names as people write them, no two alike.
    """
    names: dict[str, str] = {}
    files: dict[str, set[str]] = {}
    for path in sorted(folder.glob("entries_*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.startswith(code):
                continue
            codes, _, rest = line.partition("\t")
            kind, _, text = rest.partition("\t")
            if codes.split()[0] != code or kind not in _NAMES or not _is_name(text):
                continue
            key = re.sub(r"[^a-z0-9]", "", text.casefold())
            names.setdefault(key, text)
            files.setdefault(key, set()).add(path.name)
    ordered = sorted(names, key=lambda key: -len(files[key]))
    return tuple(names[key] for key in ordered[:at_most])


def _is_name(text: str) -> bool:
    return len(text) > 1 and len(text.split()) <= _MOST_WORDS and not _PARTICULAR.search(text)
