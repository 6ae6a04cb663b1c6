"""Makes the standing list's offence titles readable. Changes case and stray marks, never words."""

import re
from functools import lru_cache

from knowledge.snapshot import DATA

NO_TITLE = "No title on the standing list"

_WORD = re.compile(r"[A-Z][A-Z’]*(?:'[A-Z]+)*'?|[0-9]+(?:ST|ND|RD|TH)\b")
_LETTERED = re.compile(r"(?:CLASS|CATEGORY|SCHEDULE|SCH|PART|ANNEX|PARA|TYPE|GROUP|BAND)[ '(]*$")
_SECTION = re.compile(r"^(?:SS?|REGS?|ART|SCH|PARA)$")
_ACT_YEAR = re.compile(r"^[ ,]*(?:\(?[0-9]{4}|$)")
_BRACKETED = re.compile(r"\($")


def readable_title(raw: str) -> str:
    """The title as a person would write it.

    A title with small letters keeps its words as they are, less the list's stray bars at the end. A title all
    in capitals (the repealed and old entries) becomes a sentence; known short forms, names and class letters
    keep their capitals.
    """
    title = raw.replace("|", " ").strip()
    if not title or not title.isupper():
        return title
    return _as_sentence(title)


def _as_sentence(title: str) -> str:
    shown = _shown_words()
    pieces: list[str] = []
    end = 0
    for found in _WORD.finditer(title):
        pieces += [title[end : found.start()], _word(found, title, shown)]
        end = found.end()
    sentence = "".join([*pieces, title[end:]])
    return sentence[:1].upper() + sentence[1:]


def _word(found: re.Match[str], title: str, shown: dict[str, str]) -> str:
    word, before, after = found[0], title[: found.start()], title[found.end() :]
    if word in shown:
        return shown[word]
    if word.endswith("'S") and word[:-2] in shown:
        return shown[word[:-2]] + "'s"
    if len(word) == 1:
        return word if _LETTERED.search(before) else word.lower()
    if word == "ACT" and _ACT_YEAR.match(after) and not before.endswith("AN "):
        return "Act"
    return word.lower()


@lru_cache(maxsize=1)
def _shown_words() -> dict[str, str]:
    """Words that are not written in small letters, as they are shown. Source: data/title_words.txt, ours."""
    lines = (DATA / "title_words.txt").read_text(encoding="utf-8").splitlines()
    return {line.upper(): line for line in lines if line and not line.startswith("#")}
