"""Cuts text into words and brings each to a common form. Knows spelling habits, not offences."""

import re
from functools import lru_cache
from typing import NamedTuple

from knowledge.text import fold

_TOKEN = re.compile(
    r"£?\d[\d,.]*k\b|£\d[\d,.]*\d|[a-z]/[a-z]+(?:/[a-z]+)?|\b[a-z] ?& ?[a-z]\b|[a-z]+|\d+[a-z]?"
)
_UNDER = re.compile(r"(?:<|\bu/|\bless than\b|\bbelow\b)\s*(?=£?\d)")
_OVER = re.compile(r"(?:>|\bo/|\bmore than\b|\babove\b|\bin excess of\b)\s*(?=£?\d)")
_AGE = re.compile(
    r"\b(?:aged?|age of) (\d{1,2})\b(?! or over| and over|\+)|\b(\d{1,2})[ -]?(?:years?|yrs?|y/?o\b)[ -]?(?:olds?\b|\b)"
    r"|\b(?:girls?|boys?|child|children|pupil|daughter|stepdaughter|son|stepson|niece|nephew|teen|teenager|decoy)"
    r",? \(?(\d{1,2})\b"
)
_INITIALS = re.compile(r"\b(?:[a-z]\.){2,}(?:[a-z]\b)?")
_WHEN = re.compile(  # dates, times, ordinals and long numbers say nothing of an offence
    r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b"
    r"|(?<![\w./(£-])(?<!\bs )(?<!sec )(?<!section )(?:[12]?\d|3[01])/(?:0?\d|1[0-2])(?![\w/(])"
    r"|\b\d{1,2}:\d\d(?:\s?[ap]m)?\b|(?<![£.\d])\b\d{1,2}(?:\.\d\d)?\s?[ap]m\b|(?<=\bat )\d{1,2}\.\d\d\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)\b|\b\d{9,}\b"
)
_LONGEST = 2000  # characters that are read; no charge is longer and a paste may be


class Word(NamedTuple):
    """One word of a text: how it is compared and where it stood in the folded text."""

    text: str
    start: int
    end: int


def folded(text: str) -> str:
    """Text as the matcher reads it: no case, accents or apostrophes, at most 2,000 characters."""
    text = text[:_LONGEST]
    plain = " ".join(text.split()).lower() if text.isascii() else fold(text).replace("\ufffd", " ")
    plain = plain.replace("'", "").replace("`", "")
    if "." in plain:
        plain = _INITIALS.sub(lambda match: match[0].replace(".", ""), plain)
    if "<" in plain or ">" in plain or any(digit in plain for digit in "0123456789"):
        plain = _OVER.sub(" over ", _UNDER.sub(" under ", plain))
        plain = _AGE.sub(_age_group, _WHEN.sub(lambda match: " " * len(match[0]), plain))
    return plain


def _age_group(match: re.Match[str]) -> str:
    """An age in years as the group the offences go by; other ages and other numbers stay as they are."""
    age = int(match[1] or match[2] or match[3])
    group = "u13" if 2 < age < 13 else "13to15" if 13 <= age < 16 else "16to17" if 16 <= age < 18 else ""
    if not group or match[0].startswith("under"):
        return match[0]
    kept = match[0][: match.start(3) - match.start()] if match[3] else ""
    return f"{kept} {group}"


def words_of(plain: str) -> list[Word]:
    """The words of a folded text in order. Amounts come as "£5000"; "d & d" as one word "d&d"."""
    found = []
    for match in _TOKEN.finditer(plain):
        text = match.group().replace(" ", "")
        if text[-1] == "k" and text[0] in "£0123456789":
            text = _thousands(text)
        elif text[0] == "£":
            text = text.replace(",", "").split(".")[0]
        found.append(Word(text, match.start(), match.end()))
    return found


def _thousands(text: str) -> str:
    digits = text.strip("£k").replace(",", "")
    try:
        return f"£{int(float(digits) * 1000)}"
    except (ValueError, OverflowError):
        return text.strip("£k")


_ENDINGS = (
    ("ational", "ate"),
    ("iously", "ious"),
    ("ousness", "ous"),
    ("ements", ""),
    ("ement", ""),
    ("ments", ""),
    ("ment", ""),
    ("ingly", ""),
    ("edly", ""),
    ("ness", ""),
    ("ings", ""),
    ("ing", ""),
    ("ions", ""),
    ("ion", ""),
    ("ies", "y"),
    ("ied", "y"),
    ("ers", ""),
    ("ed", ""),
    ("er", ""),
    ("ly", ""),
    ("es", ""),
)


@lru_cache(maxsize=60000)
def stem(word: str) -> str:
    """The stem shared by a word's plural, tense and adverb. Short words and numbers stay as they are.

    >>> stem("driving"), stem("drives"), stem("carelessly")
    ('driv', 'driv', 'careless')
    """
    if len(word) < 4 or not word.isalpha():
        return word
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1] if not word.endswith("ies") else word[:-3] + "y"
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= (4 if ending in _SOFT else 3):
            word = word[: len(word) - len(ending)] + instead
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeslz":
        word = word[:-1]
    if len(word) > 3 and word[-1] == "e":
        word = word[:-1]
    return word


_SOFT = {"ement", "ements", "ment", "ments", "ion", "ions", "er", "ers", "ness"}
