"""Finds courts by the words that people type. Knows no court by itself: names come from courts.py."""

import re
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache

from knowledge.courts import Court, CourtType, court_by_code, load_courts, nicknames
from knowledge.text import fold

_MAGISTRATES = ("mags", "mag", "magi", "magistrate", "magistrates", "magistrats", "majistrates", "mc", "mcs")
_CROWN = ("crown", "crn", "crwn", "cc")
_TYPE_WORDS = {
    **dict.fromkeys(_MAGISTRATES, CourtType.MAGISTRATES),
    **dict.fromkeys(_CROWN, CourtType.CROWN),
}
_NOISE = frozenset({"court", "courts", "ct", "crt", "the", "at", "in", "of", "and", "house", "sitting", "s"})
_CODE = re.compile(r"[bc][0-9]{2}[a-z0-9]{0,4}")
_SURE_TYPING = 86.0
_LIKELY_TYPING = 72.0


class _Fit(IntEnum):
    """How the words fit a court, best first."""

    CODE = 0
    WHOLE = 1
    WORDS = 2
    STARTS = 3
    NICKNAME_STARTS = 4
    BUILDING = 5
    SKELETON = 6
    TYPING = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A court that fits, how well, and how alike the typing is (0 to 100)."""

    court: Court
    fit: _Fit
    likeness: float = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    court: Court
    place: tuple[str, ...]
    all_words: tuple[str, ...]
    names: tuple[tuple[str, ...], ...]
    skeleton: str


def ranked(words: str) -> list[Found]:
    """Every court that fits, best first; a court's own building comes before rooms that it borrowed."""
    plain = _plain(words)
    code = plain.replace(" ", "")
    if _CODE.fullmatch(code):
        return _by_code(code)
    wanted_type, typed = _split(plain.split())
    if not typed:
        return []
    found = _by_words(typed)
    if not found and "youth" in typed:  # only Birmingham's youth court has an entry of its own
        wanted_type, typed = CourtType.MAGISTRATES, tuple(word for word in typed if word != "youth")
        found = _by_words(typed)
    found = found or _by_typing(typed)
    of_type = [one for one in found if wanted_type is None or one.court.type is wanted_type]
    if not of_type:
        of_type = [one for one in _by_typing(typed) if one.court.type is wanted_type]
    if not of_type:
        of_type = [replace(one, likeness=0.0) for one in found]  # the other kind of court: shown, never taken
    return sorted(of_type, key=_order)


def rivals(found: list[Found]) -> list[Found]:
    """The courts that the words mean as well as the best: those that fit as well, and others of its place."""
    if not found:
        return []
    best = found[0]
    return [
        one
        for one in found
        if (one.fit == best.fit and one.likeness >= best.likeness - 3)
        or (best.fit is not _Fit.CODE and one.court.short == best.court.short)
    ]


def clear_best(found: list[Found]) -> Court | None:
    """The court that stands out: the only one that fits this well, or the only main building among them.

    None where both kinds of court fit.
    """
    if not found or found[0].likeness < _SURE_TYPING:
        return None
    likely = rivals(found)
    best = [one for one in likely if one.court.is_main] or likely
    is_one_kind = len({one.court.type for one in likely}) == 1
    return best[0].court if len(best) == 1 and is_one_kind else None


def _order(one: Found) -> tuple[int, float, bool, bool, str, str]:
    court = one.court
    return (one.fit, -one.likeness, not court.is_main, bool(court.qualifier), court.short, court.code)


def _by_code(code: str) -> list[Found]:
    exact = court_by_code(code)
    if exact is not None:
        return [Found(court=exact, fit=_Fit.CODE)]
    begin = code.upper()
    return [Found(court=court, fit=_Fit.STARTS) for court in load_courts() if court.code.startswith(begin)]


def _plain(words: str) -> str:
    """Folded words without marks; "m/c", "king's" and "st." become "mc", "kings" and "st"."""
    text = re.sub(r"(?<=[a-z])['’.](?=[a-z]|$|\s)", "", fold(words))
    text = re.sub(r"\b([mc])/c\b", r"\1c", text)
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text).split())


def _split(typed: list[str]) -> tuple[CourtType | None, tuple[str, ...]]:
    """The kind of court that the words name, and the words that are left."""
    wanted: CourtType | None = None
    left: list[str] = []
    for place, word in enumerate(typed):
        following = typed[place + 1] if place + 1 < len(typed) else ""
        is_square = word == "crown" and following.startswith("sq")  # Crown Square is a place in Manchester
        if word in _TYPE_WORDS and not is_square:
            wanted = _TYPE_WORDS[word]
        elif word not in _NOISE:
            left.append(word)
    return wanted, tuple(left)


def _by_words(typed: tuple[str, ...]) -> list[Found]:
    if not typed:
        return []
    fits = ((entry.court, _fit(entry, typed)) for entry in _entries())
    return [Found(court=court, fit=fit) for court, fit in fits if fit is not None]


def _fit(entry: _Entry, typed: tuple[str, ...]) -> _Fit | None:
    if typed in entry.names:
        return _Fit.WHOLE
    if set(typed) <= set(entry.place):
        return _Fit.WORDS
    if _begins(entry.place, typed):
        return _Fit.STARTS
    if any(_begins(name, typed) for name in entry.names):
        return _Fit.NICKNAME_STARTS
    if _each_begins_one(typed, entry.all_words):
        return _Fit.BUILDING
    return _Fit.SKELETON if "".join(typed) == entry.skeleton else None


def _begins(name: tuple[str, ...], typed: tuple[str, ...]) -> bool:
    """Whether a name begins with the typed words, the last of which may be unfinished."""
    whole = typed[:-1]
    return len(name) >= len(typed) and name[: len(whole)] == whole and name[len(whole)].startswith(typed[-1])


def _each_begins_one(typed: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return all(any(word.startswith(one) for word in words) for one in typed)


def _by_typing(typed: tuple[str, ...]) -> list[Found]:
    """Courts whose name is typed almost so."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only needed for words that fit nothing

    text = " ".join(typed)
    if len(text) < 4:
        return []
    close = process.extract(text, _name_texts(), scorer=fuzz.ratio, limit=12, score_cutoff=_LIKELY_TYPING)
    best: dict[str, Found] = {}
    for _, likeness, key in close:
        for court in _names_of()[key]:
            if court.code not in best:
                best[court.code] = Found(court=court, fit=_Fit.TYPING, likeness=likeness)
    return list(best.values())


@lru_cache(maxsize=1)
def _names_of() -> dict[str, tuple[Court, ...]]:
    """Every name in one string, with the courts it may mean."""
    names: dict[str, list[Court]] = {}
    for entry in _entries():
        for name in entry.names:
            names.setdefault(" ".join(name), []).append(entry.court)
    return {name: tuple(courts) for name, courts in names.items()}


@lru_cache(maxsize=1)
def _name_texts() -> dict[str, str]:
    return {name: name for name in _names_of()}


@lru_cache(maxsize=1)
def _entries() -> tuple[_Entry, ...]:
    known: dict[str, list[tuple[str, ...]]] = {}
    for words, codes in nicknames().items():
        for code in codes:
            known.setdefault(code, []).append(_split(_plain(words).split())[1])
    return tuple(_entry(court, known.get(court.code, [])) for court in load_courts())


def _entry(court: Court, known: list[tuple[str, ...]]) -> _Entry:
    place = _split(_plain(court.short).split())[1]
    building = _split(_plain(court.qualifier).split())[1]
    names = tuple(dict.fromkeys([place, (*place, *building), *known]))
    return _Entry(
        court=court,
        place=place,
        all_words=tuple(dict.fromkeys([*place, *building, *(word for name in known for word in name)])),
        names=names,
        skeleton=_skeleton("".join(place)),
    )


def _skeleton(word: str) -> str:
    """A word as people shorten it: "leeds" as "lds"."""
    return word[:1] + re.sub(r"[aeiou]", "", word[1:])
