"""Which offences are easily taken for each other, and how they differ. Searches nothing."""

from dataclasses import dataclass
from functools import lru_cache

from knowledge.snapshot import DATA

_FILE = "look_alikes.tsv"
_INCHOATE = "ABCI"


@dataclass(frozen=True, kw_only=True, slots=True)
class LookAlike:
    """Offences that look like one, by their codes, how they differ from it, and the provisions that say so."""

    codes: tuple[str, ...]
    differ: str
    source: str


@dataclass(frozen=True, kw_only=True, slots=True)
class _Group:
    codes: tuple[str, ...]
    differ: str
    source: str


def look_alikes(code: str) -> tuple[LookAlike, ...]:
    """The offences that look like this one, in the order of the table; an attempt has those of its whole offence.

    Source: knowledge/data/look_alikes.tsv, ours, from the Acts that each line names.
    """
    whole = code if code in _by_code() or not code.endswith(tuple(_INCHOATE)) else code[:-1]
    return tuple(
        LookAlike(
            codes=tuple(other for other in group.codes if other != whole),
            differ=group.differ,
            source=group.source,
        )
        for group in _by_code().get(whole, ())
    )


@lru_cache(maxsize=1)
def _by_code() -> dict[str, tuple[_Group, ...]]:
    found: dict[str, list[_Group]] = {}
    for line in (DATA / _FILE).read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        codes, differ, source = line.split("\t")
        group = _Group(codes=tuple(codes.split()), differ=differ, source=source)
        for code in group.codes:
            found.setdefault(code, []).append(group)
    return {code: tuple(groups) for code, groups in found.items()}
