"""The words that may be kept of what somebody typed: a list that can be read and checked. Reduces no text itself.

The list is made from the words of the index entries and titles, less names, days, months and proper nouns, and then
lies in a file of its own, so that it changes only when somebody means it to: python -m knowledge.matching.kept
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from knowledge.catalogue import load_catalogue
from knowledge.matching.entries import KINDS
from knowledge.matching.lexicon import PHRASES, rows
from knowledge.matching.words import folded, words_of
from knowledge.snapshot import DATA

KEPT_WORDS = "kept_words.txt"
NAMES = "personal_names.txt"
_HEAD = """\
# The words that may be kept of what somebody typed for an offence. Every other word is dropped before it is stored.
# Made by python -m knowledge.matching.kept from the index entries and titles, without names, days, months and places.
"""
DATES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun january "
    "february march april may june july august september october november december jan feb mar apr jun jul aug sep "
    "sept oct nov dec".split()
)
_PARTED = re.compile(r"[()\[\]|]")
_SPELT = re.compile(r"[A-Za-z][A-Za-z'&/]*")
_IN_TITLES = 5  # titles that must use a word which no entry uses: fewer may be a slip or a name
_SHORT = 3  # letters up to which a word must be in the lexicon or in three entries: fewer may be initials


@lru_cache(maxsize=1)
def kept_words() -> frozenset[str]:
    """The words that may be kept, folded."""
    return frozenset(_listed(KEPT_WORDS))


@lru_cache(maxsize=4096)
def kept_as(word: str) -> str | None:
    """The word of the list that a folded word is, or is a slip of the keyboard away from; None where there is none.

    A name is never read as a slip. One slip is forgiven from five letters on, two from nine; of words equally near the
    longest is meant, as letters are left out more often than put in.
    """
    if word in kept_words():
        return word
    if len(word) < 5 or not word.isalpha() or word in personal_names():
        return None
    from rapidfuzz.distance import OSA  # noqa: PLC0415 (only a misspelt word needs it)

    allowed = 1 if len(word) < 9 else 2
    near = [
        (slips, -len(known), known)
        for known in _beginning(word[0])
        if abs(len(known) - len(word)) <= allowed
        and (slips := OSA.distance(word, known, score_cutoff=allowed)) <= allowed
    ]
    return min(near)[2] if near else None


@lru_cache(maxsize=26)
def _beginning(letter: str) -> tuple[str, ...]:
    return tuple(word for word in kept_words() if word[0] == letter and word.isalpha() and len(word) > 3)


@lru_cache(maxsize=1)
def personal_names() -> frozenset[str]:
    """Common forenames and surnames in England and Wales, folded."""
    return frozenset(_listed(NAMES))


def _listed(name: str) -> Iterator[str]:
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield from line.split()


def gathered() -> list[str]:
    """The words of the index entries and titles that may be kept, in the order of the alphabet."""
    folder = DATA / "matching"
    entries = [
        row[2] for path in sorted(folder.glob("entries_*.tsv")) for _, row in rows(path) if row[1] in KINDS
    ]
    lexicon = [part for _, row in rows(folder / PHRASES) for part in (*row[0].split("|"), *row[1:2])]
    titles = [offence.title for offence in load_catalogue() if offence.is_prosecution]
    in_entries, in_titles = _counted(entries), _counted(titles)
    trade = _counted(lexicon)
    proper = _proper(entries) - _plain(titles)
    found = {word for word, uses in in_entries.items() if len(word) > _SHORT or uses >= _SHORT}
    found |= {word for word, uses in in_titles.items() if uses >= _IN_TITLES} - _proper(titles)
    return sorted(word for word in (found - proper) | set(trade) if _may_be_kept(word))


def _counted(texts: list[str]) -> Counter[str]:
    """In how many of the texts each word is."""
    return Counter(
        word for text in texts for word in {part.text for part in words_of(folded(_PARTED.sub(" ", text)))}
    )


def _may_be_kept(word: str) -> bool:
    letters = word.replace("/", "").replace("&", "")
    if len(letters) < 2 or not letters.isalpha() or word in DATES:
        return False
    names = personal_names()
    return word not in names and not (word.endswith("s") and len(word) > 4 and word[:-1] in names)


def _proper(texts: list[str]) -> set[str]:
    """Words that mostly begin with a capital where a small letter would do."""
    return {word for word, (small, large) in _spelt(texts).items() if large > small}


def _plain(texts: list[str]) -> set[str]:
    return {word for word, (small, large) in _spelt(texts).items() if small > large}


def _spelt(texts: list[str]) -> dict[str, tuple[int, int]]:
    """How often each word begins with a small letter and with a capital, leaving out what begins a text."""
    small: Counter[str] = Counter()
    large: Counter[str] = Counter()
    for text in texts:
        for word in _SPELT.findall(_PARTED.sub(" ", text))[1:]:
            is_name = word[0].isupper() and not word.isupper()
            (large if is_name else small)[word.lower().replace("'", "")] += 1
    return {word: (small[word], large[word]) for word in {*small, *large}}


if __name__ == "__main__":
    words = gathered()
    (DATA / KEPT_WORDS).write_text(f"{_HEAD}{chr(10).join(words)}\n", encoding="utf-8", newline="\n")
    print(f"{len(words)} words")
