"""Says where a text that may name several offences can be cut ("s47 + crim dam"). Knows no offences."""

import re
from itertools import pairwise

Span = tuple[int, int]

_JOINS = re.compile(r"[+&;\n]|\b(?:plus|and|also)\b", re.IGNORECASE)
_COMMAS = re.compile(
    rf",(?!\d{{3}}(?!\d))|{_JOINS.pattern}", re.IGNORECASE
)  # a comma in "5,000" cuts nothing
_SECTION_ONLY = re.compile(
    r"(?:s|ss|sec|sect|section)?\s?\.?\s?\d{1,3}[a-z]{0,2}(?:\s?\([0-9a-z]{1,4}\))*", re.IGNORECASE
)
_MOST_PARTS = 12
_LONGEST_PART = 7  # words; a longer part is a sentence that tells of one thing


def cuts(text: str) -> list[list[Span]]:
    """The ways of cutting a text into several, the finest first; none where it reads as one.

    A section beside words with only a comma between ("s47, punched her") is one offence.
    """
    found = []
    for between in (_COMMAS, _JOINS):
        spans = _spans(text, between)
        if spans not in found and _may_stand_apart(text, spans, by_comma=between is _COMMAS):
            found.append(spans)
    return found


def _spans(text: str, between: re.Pattern[str]) -> list[Span]:
    ends = [(0, 0), *(match.span() for match in between.finditer(text)), (len(text), len(text))]
    stretches = [(left[1], right[0]) for left, right in pairwise(ends)]
    return [span for span in (_trimmed(text, *found) for found in stretches) if span[0] < span[1]]


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and _says_nothing(text[start]):
        start += 1
    while start < end and _says_nothing(text[end - 1]):
        end -= 1
    return start, end


def _says_nothing(character: str) -> bool:
    return character == "," or character.isspace()


def _may_stand_apart(text: str, spans: list[Span], *, by_comma: bool) -> bool:
    parts = [text[slice(*span)] for span in spans]
    if not 2 <= len(parts) <= _MOST_PARTS or any(len(part.split()) > _LONGEST_PART for part in parts):
        return False
    bare = sum(_SECTION_ONLY.fullmatch(part) is not None for part in parts)
    return not (by_comma and "," in text and 0 < bare < len(parts))
