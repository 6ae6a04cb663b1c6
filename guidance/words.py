"""Turns text into the terms that the guidance search compares. Knows no topics and ranks nothing."""

import csv
import re
import unicodedata
from functools import lru_cache
from pathlib import Path

_SHORTHAND = Path(__file__).parent / "shorthand.csv"
_SYNONYMS = Path(__file__).parent / "synonyms.txt"
SYNONYM_WEIGHT = 0.5
_JOINED_LETTERS = re.compile(r"\b([a-z0-9])[/.&]([a-z0-9])\b(?:[/.&]([a-z0-9])\b)?")
_WORD = re.compile(r"[a-z0-9]+")
_VOWEL = re.compile(r"[aeiouy]")

STOP_WORDS = frozenset(
    (
        "a about am an and any are as at be been being by can cannot cant could did didnt do does doesnt doing "
        "dont for from get gets getting give had has hasnt have havent having he her here him his how i if im in "
        "is isnt it its just know me mean means my need now of on or our please put say she should so tell than "
        "that thats the their them then there they this those to too up use used using was wasnt we were what "
        "whats when where whether which while who why will with would you your"
    ).split()
)


def fold(text: str) -> str:
    """Small letters without accents or apostrophes; "w/d" and "l.o.f." are joined to "wd" and "lof"."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
        text = "".join(character for character in decomposed if not unicodedata.combining(character))
    plain = text.casefold()
    if "'" in plain:
        plain = plain.replace("'s ", " ").replace("'", "")
    return _JOINED_LETTERS.sub(lambda found: "".join(part for part in found.groups() if part), plain)


def words_of(text: str) -> list[str]:
    """The words of a text, folded, in order."""
    return _WORD.findall(fold(text))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without the endings that change with its use: charge, charges, charged and charging are one.

    >>> stem("charges") == stem("charged") == stem("charging") == stem("charge")
    True
    >>> stem("retraction") == stem("retracted")
    True
    """
    if len(word) < 4 or word.isdigit():
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) > 2 and _VOWEL.search(root):
            word = root[:-1] if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "ls" else root
            break
    if word.endswith("ion") and len(word) > 7:
        return word[:-3]
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def terms_of(text: str) -> list[str]:
    """The stems of a text's words, without the words that carry no meaning."""
    return [stem(word) for word in words_of(text) if word not in STOP_WORDS]


@lru_cache(maxsize=1)
def shorthand() -> dict[str, tuple[tuple[str, float], ...]]:
    """What else a word may stand for: its stem, and the terms with their weights.

    From shorthand.csv, what staff write for short (`short,stands_for,weight`; several rows may share a word), and
    synonyms.txt, words that mean nearly the same.
    """
    found: dict[str, dict[str, float]] = {}
    for group in _SYNONYMS.read_text(encoding="utf-8").splitlines():
        if group.startswith("#"):
            continue
        terms = dict.fromkeys(stem(word.strip()) for word in group.split(","))
        for term in terms:
            found.setdefault(term, {}).update({other: SYNONYM_WEIGHT for other in terms if other != term})
    with _SHORTHAND.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for term in terms_of(row["stands_for"]):
                found.setdefault(stem(row["short"]), {})[term] = float(row["weight"])
    return {short: tuple(terms.items()) for short, terms in found.items()}
