"""Reads the index entries people wrote (code, kind, text) and spells out their patterns. Ranks nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import gcd, prod
from pathlib import Path

from knowledge.matching.lexicon import rows
from knowledge.matching.statutes import ACTS

_GROUP = re.compile(r"\(([^()]*\|[^()]*)\)|\[([^\[\]]*)\]")
MOST_SPELLINGS = 64  # of one pattern; a pattern that wants more should be several lines


class Kind(StrEnum):
    """What kind of name an entry is."""

    OFFICIAL = "official"
    SHORTHAND = "shorthand"
    STATUTE = "statute"
    PRESS = "press"
    SLANG = "slang"
    GUIDELINE = "guideline"
    OLDER = "older"
    FACTS = "facts"


KINDS = {kind.value for kind in Kind}


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One way of naming an offence, with the file and line it comes from.

    `pattern` is the text as it stands there, `place` is 0 for the code the line names first, 1 and on for the further
    codes it may also mean.
    """

    code: str
    kind: Kind
    text: str
    source: str
    pattern: str
    place: int = 0


def read_entries(folder: Path) -> Iterator[Entry]:
    """Every entry of `entries_*.tsv` and `statutes.tsv`, patterns spelt out.

    Columns: codes (best first, separated by spaces), kind, text; a text may hold groups `(a|b|c)` and
    parts that may be missing `[a]` or `[a|b]`. Raises ValueError with file and line for a row that is not an entry.
    """
    for path in sorted(folder.glob("entries_*.tsv")):
        for number, row in rows(path):
            source = f"{path.name}:{number}"
            if len(row) != 3 or row[1] not in KINDS or not row[0].strip():
                raise ValueError(f"{source} is not codes, kind, text: {row}")
            for text in spelt_out(row[2]):
                for place, code in enumerate(row[0].split()):
                    yield Entry(
                        code=code, kind=Kind(row[1]), text=text, source=source, pattern=row[2], place=place
                    )
    names = {row[0]: row[2].split("|")[0] for _, row in rows(folder / ACTS)}
    years = {row[0]: row[1] for _, row in rows(folder / ACTS)}
    for number, row in rows(folder / "statutes.tsv"):
        source = f"statutes.tsv:{number}"
        if len(row) < 3 or row[0] not in names:
            raise ValueError(f"{source} is not act, section, codes: {row}")
        text = f"s{row[1]} {names[row[0]]} {years[row[0]]}"
        for place, code in enumerate(row[2].split()):
            yield Entry(code=code, kind=Kind.STATUTE, text=text, source=source, pattern=text, place=place)


def spelt_out(pattern: str) -> list[str]:
    """The texts a pattern stands for: all of them up to 64, otherwise 64 spread evenly over all.

    >>> spelt_out("(hit|kicked) him [hard]")
    ['hit him hard', 'hit him', 'kicked him hard', 'kicked him']
    """
    parts = _parts(pattern)
    total = prod(len(part) for part in parts)
    wanted = min(total, MOST_SPELLINGS)
    step = 1 if total <= MOST_SPELLINGS else _stride(total)
    texts: dict[str, None] = {}
    for turn in range(wanted):
        texts[_one(parts, turn * step % total)] = None
    return list(texts)


def pattern_faults(pattern: str) -> list[str]:
    """What is wrong with the groups of a pattern, in words; nothing for a sound one."""
    between = _GROUP.sub(" ", pattern)
    choices = [choice for match in _GROUP.finditer(pattern) for choice in (match[1] or match[2]).split("|")]
    faults = []
    if not all(choice.strip() for choice in choices):
        faults.append("a group has an empty choice; write [so] or [so|so] for what may be missing")
    pieces = [between, *choices]
    if any(set("[]|") & set(piece) or piece.count("(") != piece.count(")") for piece in pieces):
        faults.append("a group does not open and close, or lies in another group")
    total = prod(len(part) for part in _parts(pattern))
    if total > MOST_SPELLINGS:
        faults.append(f"it has {total} spellings, {MOST_SPELLINGS} are the most; write several lines")
    return faults


def _parts(pattern: str) -> list[tuple[str, ...]]:
    """The pattern cut up: what stands between the groups, and the choices of each group, by turns."""
    parts: list[tuple[str, ...]] = []
    at = 0
    for match in _GROUP.finditer(pattern):
        parts.append((pattern[at : match.start()],))
        choices = (match[1] or match[2]).split("|")
        parts.append(tuple(choices) if match[1] is not None else (*choices, ""))
        at = match.end()
    parts.append((pattern[at:],))
    return parts


def _one(parts: list[tuple[str, ...]], number: int) -> str:
    chosen = []
    for part in reversed(parts):
        number, which = divmod(number, len(part))
        chosen.append(part[which])
    return " ".join("".join(reversed(chosen)).split())


def _stride(total: int) -> int:
    step = int(total * 0.618) | 1
    while gcd(step, total) != 1:
        step += 1
    return step
