"""Reads a URN (unique reference number of a case) as people type it. No database, no screen."""

import re
import unicodedata
from dataclasses import dataclass
from typing import NewType

from knowledge.errors import FinaliseError
from knowledge.forces import force_name

Urn = NewType("Urn", str)

_STRICT = re.compile(r"[0-9]{2}[A-Z0-9]{2}[0-9]{7}")
_WIDER = re.compile(r"[A-Z0-9]{4}[0-9]{3,7}")
_LOOKALIKES = {"O": "0", "I": "1", "L": "1"}
_SEPARATORS = " \t\r\n/\\-._–—‐‑"
_FIX = "Type its 11 characters: force (2), unit (2), number (5), year (2), like 01AB1234526."


class UrnError(FinaliseError):
    """The text is not a URN."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UrnReading:
    """A URN and what is to be said about it.

    `strict` is True for the CPS form of 11 characters; False for the wider form of the courts (old, split or
    foreign). `force_name` is None where the first two characters are no force on the standing list.
    """

    urn: Urn
    force_code: str
    force_name: str | None
    warnings: tuple[str, ...]
    strict: bool

    @property
    def year(self) -> int | None:
        """The year of the strict form as four digits; None for the wider form."""
        return 2000 + int(self.urn[-2:]) if self.strict else None


def parse_urn(words: str) -> UrnReading:
    """The URN that was typed; spaces, slashes, dashes, small letters and O for 0 are forgiven.

    In: any text. Out: the URN in capitals without spaces, its force and warnings to show.
    Raises UrnError with the span to mark. Source: domain.md 9.1 (CPS validator S22; courts' wider form S27).
    """
    label = re.match(r"(?i)\s*(?:case\s+)?urn\b[\s:=#-]*", words)
    places = [
        place for place in range(label.end() if label else 0, len(words)) if words[place] not in _SEPARATORS
    ]
    letters = [unicodedata.normalize("NFKC", words[place]).upper() for place in places]
    if any(len(letter) != 1 for letter in letters):
        raise UrnError("That is not a URN.", fix=_FIX, span=(0, len(words)))
    warnings: list[str] = []
    urn = _mended("".join(letters), warnings)
    strict = _STRICT.fullmatch(urn) is not None
    if not strict and _WIDER.fullmatch(urn) is None:
        raise _error(urn, places, words)
    if not strict:
        warnings.append(
            f"{urn} is not in the usual form of 11 characters. It is taken as an old, split or foreign URN: check it."
        )
    name = force_name(urn[:2])
    if name is None:
        warnings.append(
            f"{urn[:2]} is not a police force on the standing list. Check the first two characters."
        )
    return UrnReading(
        urn=Urn(urn), force_code=urn[:2], force_name=name, warnings=tuple(warnings), strict=strict
    )


def _mended(urn: str, warnings: list[str]) -> str:
    """The URN with letters that look like digits put right where only a digit can stand."""
    digit_places = {0, 1, *range(4, len(urn))} if len(urn) == 11 else set(range(4, len(urn)))
    mended = "".join(
        _LOOKALIKES.get(letter, letter) if place in digit_places else letter
        for place, letter in enumerate(urn)
    )
    if mended == urn or not (_STRICT.fullmatch(mended) or _WIDER.fullmatch(mended)):
        return urn
    for wrong in sorted({letter for letter, right in zip(urn, mended, strict=True) if letter != right}):
        warnings.append(f"The letter {wrong} was read as the digit {_LOOKALIKES[wrong]}: {mended}.")
    return mended


def _error(urn: str, places: list[int], words: str) -> UrnError:
    if not urn:
        return UrnError("There is no URN here.", fix=_FIX, span=(0, len(words)))
    whole = (places[0], places[-1] + 1)
    if len(urn) != 11:
        count = "1 character" if len(urn) == 1 else f"{len(urn)} characters"
        return UrnError(f"That has {count}, and a URN has 11.", fix=_FIX, span=whole)
    for place in (0, 1, *range(4, 11)):
        if urn[place] not in "0123456789":
            part = "the force" if place < 2 else "the number" if place < 9 else "the year"
            return UrnError(
                f"Character {place + 1} of a URN is a digit of {part}.",
                fix=_FIX,
                span=(places[place], places[place] + 1),
            )
    for place in (2, 3):
        if re.fullmatch(r"[A-Z0-9]", urn[place]) is None:
            return UrnError(
                f"Character {place + 1} of a URN is a letter or a digit of the unit.",
                fix=_FIX,
                span=(places[place], places[place] + 1),
            )
    return UrnError("That is not a URN.", fix=_FIX, span=whole)
