"""Makes the standing list's offence titles readable. Changes case and stray marks, never words."""

import re
from functools import lru_cache

from knowledge.snapshot import DATA

NO_TITLE = "No title on the standing list"

_WORD = re.compile(
    r"""(?:[A-Z]\.){3,}            # initials: S.O.R.N.
    |(?<![A-Z])[A-Z]&[A-Z](?![A-Z])   # A&E
    |[A-Z]+(?:'[A-Z]+)*""",
    re.VERBOSE,
)
_LETTERED = re.compile(
    r"\b(?:CLASS|CLASSES|CATEGORY|SCHEDULE|SCH|PART|ANNEX|TYPE|GROUP|BAND|TABLE|FORM|TIER|LIST)"
    r"[ '\".(]+(?:[A-Z](?: ?[/,&] ?| OR | AND ))*$"
)
_ACT_YEAR = re.compile(r",? \(?[0-9]{4}")


def readable_title(raw: str) -> str:
    """The title as a person would write it.

    A title with small letters keeps its words as they are, less the list's stray bars at the end. A title all
    in capitals (the repealed and old entries) becomes a sentence; known short forms, names and class letters
    keep their capitals.
    """
    title = raw.replace("|", " ").strip()
    if not title.isupper():
        return title
    words = _WORD.sub(lambda found: _word(found, title), title)
    named = _phrases().sub(lambda found: _shown()[found[0].upper()], words)
    return named[:1].upper() + named[1:]


def _word(found: re.Match[str], title: str) -> str:
    word, begin, end = found[0], found.start(), found.end()
    shown = _shown()
    if word in shown:
        return shown[word]
    if word.endswith("'S") and word[:-2] in shown:
        return shown[word[:-2]] + "'s"
    if "." in word or (len(word) == 1 and _LETTERED.search(title[:begin])):
        return word
    if word == "ACT" and _ACT_YEAR.match(title, end):
        return "Act"
    if word in {"U", "X", "L", "T"} and title[end : end + 1] in {" ", "-"}:
        return word  # U turn, X-ray, L plate, T junction
    return word.lower()


@lru_cache(maxsize=1)
def _shown() -> dict[str, str]:
    """What is not written in small letters, as it is shown. Source: data/title_words.txt."""
    lines = (DATA / "title_words.txt").read_text(encoding="utf-8").splitlines()
    return {line.upper(): line for line in lines if line and not line.startswith("#")}


@lru_cache(maxsize=1)
def _phrases() -> re.Pattern[str]:
    """Every phrase of several words, the longest first."""
    phrases = sorted((phrase for phrase in _shown() if " " in phrase), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})(?!\w)", re.IGNORECASE)
