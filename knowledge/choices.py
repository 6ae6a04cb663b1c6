"""Reads what a person types in answer to a closed question. Knows no list of its own and never guesses between two."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from knowledge.choice_index import PhraseIndex, squash
from knowledge.tables import words_in
from knowledge.text import fold

LONGEST_LINE = 5000  # characters; more is a page pasted in, not a list of answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer of a closed list: its key in the record, what people read, what staff type, one line of help.

    `topic` is the slug of the guidance topic that explains it.
    """

    key: str
    label: str
    words: tuple[str, ...] = ()
    hint: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceReading:
    """What was read: the key where it is clear; else what it might be, best first, or nothing."""

    key: str | None
    candidates: tuple[Choice, ...] = ()


class ChoicesReading(NamedTuple):
    """Several answers read from one line, in the order typed, and the pieces that were not understood."""

    keys: tuple[str, ...]
    not_understood: tuple[str, ...]


def read_choice(words: str, choices: Iterable[Choice]) -> ChoiceReading:
    """The choice that was meant.

    In: any text. Tried in turn: a label, key or staff word as it stands; the same words among others; beginnings of
    words; words with typing errors. The first that finds something decides; where it finds several choices none
    is taken and all are given back. Negation is never lost: "not guilty" cannot be read as "guilty" nor the
    reverse, and a "not" that no choice accounts for gives candidates only.
    """
    listed = tuple(choices)
    found = _index(listed).find(words)
    by_key = {choice.key: choice for choice in listed}
    return ChoiceReading(
        key=found.keys[0] if found.sure else None, candidates=tuple(by_key[key] for key in found.keys)
    )


def read_choices(words: str, choices: Iterable[Choice]) -> ChoicesReading:
    """Every choice named in a line such as "DV, knife crime and hate".

    Out: the keys in the order typed, each once, and the pieces that name none or could name several.
    """
    if len(words) > LONGEST_LINE:
        return ChoicesReading((), (words.strip(),))
    listed = tuple(choices)
    keys: list[str] = []
    unread: list[str] = []
    for piece in re.split(r"[,;|\n\r+]+", words):
        _read_piece(piece, listed, keys, unread)
    return ChoicesReading(tuple(dict.fromkeys(keys)), tuple(unread))


_YES = frozenset(
    words_in("y|yes|yeah|yea|yep|yup|aye|ok|okay|correct|true|right|sure|definitely|confirmed|confirm")
)
_NO = frozenset(words_in("n|no|nope|nah|not|none|false|wrong|negative|never"))
_FILLERS = frozenset(
    words_in("please|thanks|thank|you|it|is|was|it's|its|thats|that's|he|she|they|did|does|do|i|we|am")
)


def read_yes_no(words: str) -> bool | None:
    """True for yes, False for no, None where it is neither or both.

    >>> read_yes_no("Yes please"), read_yes_no("n"), read_yes_no("not sure")
    (True, False, None)
    """
    tokens = [token for token in re.findall(r"[a-z']+", fold(words)) if token not in _FILLERS]
    if not tokens or re.search(r"[a-z0-9]", fold(words)) is None:
        return None
    said = {True for token in tokens if token in _YES} | {False for token in tokens if token in _NO}
    others = [token for token in tokens if token not in _YES | _NO]
    if len(said) != 1 or others:
        return None
    return said.pop()


def _read_piece(piece: str, choices: tuple[Choice, ...], keys: list[str], unread: list[str]) -> None:
    if not piece.strip():
        return
    found = read_choice(piece, choices)
    parts = [part for part in re.split(r"(?i)\s+and\s+|\s*&\s*|\s*/\s*", piece.strip()) if part.strip()]
    if len(parts) > 1 and not _is_exact(piece, choices):
        singles = [read_choice(part, choices) for part in parts]
        if found.key is None or all(single.key for single in singles):
            for part in parts:
                _read_piece(part, choices, keys, unread)
            return
    if found.key is not None:
        keys.append(found.key)
        return
    run = _read_run(piece.split(), choices)
    if run is None:
        unread.append(piece.strip())
    else:
        keys.extend(run)


def _is_exact(piece: str, choices: tuple[Choice, ...]) -> bool:
    return squash(piece) in _index(choices).exact


def _read_run(tokens: list[str], choices: tuple[Choice, ...]) -> list[str] | None:
    """Codes or labels that follow each other with only spaces between, longest first; None if one is not exact."""
    exact = _index(choices).exact
    keys: list[str] = []
    start = 0
    while start < len(tokens):
        for end in range(min(len(tokens), start + 8), start, -1):
            found = exact.get(squash(" ".join(tokens[start:end])))
            if found and len(found) == 1:
                keys.append(found[0])
                start = end
                break
        else:
            return None
    return keys


@lru_cache(maxsize=256)
def _index(choices: tuple[Choice, ...]) -> PhraseIndex:
    return PhraseIndex(
        (choice.key, (choice.label, choice.key.replace("_", " "), *choice.words)) for choice in choices
    )
