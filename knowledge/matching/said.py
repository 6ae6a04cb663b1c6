"""Reduces what somebody typed for an offence to what may be kept of it. Stores nothing.

What is kept: words of a fixed list (`kept_words.txt`: words of the trade and of offences; no name of a person, place,
day or month) and slips of the keyboard as the word of the list that they stand for; sections and Acts; and bands: over
or under £5,000, age groups, classes of drug.

What is dropped: every other word (each leaves a gap, as another word may have stood there), every other number with
whatever is written together with it (dates, URNs, postcodes, telephone numbers, registration plates, quantities),
addresses of mail and web, common names even where they are also plain words (mark, will, brown), a word with a capital
after a name ("Mary Street"), and the word after Mr, Mrs, PC and the like.
"""

import re
from collections.abc import Callable, Iterator, Set
from functools import lru_cache

from knowledge.matching.kept import DATES, kept_as, kept_words
from knowledge.matching.lexicon import rows
from knowledge.matching.statutes import References, StatuteReader, act_lines, inside
from knowledge.matching.words import folded, words_of
from knowledge.snapshot import DATA

GAP = "[...]"
"""Stands in a key for one or more words that were dropped."""

_LONGEST = 500  # characters; a longer text tells a story of somebody
_MOST_PARTS = 40
_MARK = "\ufffc"  # stands for a dropped word while the text is read; no keyboard has it
_FOLDER = DATA / "matching"
_ADDRESS = re.compile(r"(?<!\S)\S+@\S+|\bhttps?://\S+|\bwww\.\S+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_TITLES = frozenset("mr mrs ms miss mx dr prof sir dame rev pc wpc dc ds di dci sgt insp supt pcso".split())
_RUN = r"[^\s/,;:+&()<>\-]"  # what is written together
_NUMBERED = re.compile(rf"(?<!{_RUN}){_RUN}*\d{_RUN}*")
_SECTION = re.compile(r"(\d{1,3})[a-z]{0,2}((?:\((?:\d{1,2}[a-z]?|[a-z]{1,3})\))*)")
_ACT = re.compile(r"\b[a-z]{2,3}\d\d\b")  # as it stands in offence codes, and in a key of ours
_CLASS = re.compile(r"\b(?:class|cls|cl)[\s.-]*([abc])\b")
_SIDE = r"under|over|up to|exceeding|not exceeding"
_AMOUNT = re.compile(
    rf"(?:\b(?P<side>{_SIDE})[\s-]*)?"
    r"(?:£\s?(?P<pounds>\d[\d,]*)(?:\.\d+)?|\b(?P<bare>\d[\d,]*)(?=\s?(?:k|pounds|quid)\b)|\b(?P<figure>5,?000)\b)"
    r"(?P<many>\s?(?:k|thousand|m|mil|million|bn|billion)\b)?(?P<more>\s?\+|\s(?:or more|or over|and over|plus)\b)?"
)
_AGE = re.compile(
    r"\b(?P<group>13to15|16to17)\b|\b(?P<side>under|below|over|u|o)[\s/-]*(?P<age>1[0-8]|21)\b"
    r"|\b(?P<least>1[0-8]|21)(?=\s?\+|\s(?:or|and) over\b)"
)
_BOUND = 5000  # pounds: the value at which criminal damage may go to the Crown Court (s.22 MCA 1980)
_IDLE = frozenset(
    "the a an of to in on at by for and or his her hers him he she they them their it its i my me we our you your was "
    "were is are be been being has have had do did does that this these those which who whom whose as into upon "
    "than then so some any one two three x s".split()
)


def said_key(words: str, also: Set[str] = frozenset()) -> str | None:
    """What may be kept of the words, or None where that is too little: no word, or not more words than gaps.

    `also` are more words that may be kept, folded. The same words give the same key whatever their case, spacing,
    punctuation and small words; the key of a key is the key.

    >>> said_key("Punched Kevin Smith in the face on 3 May, s.47")
    's47 punched [...] face'
    """
    if len(words) > _LONGEST:
        return None
    plain = folded(_without_names(_ADDRESS.sub(f" {_MARK} ", words.replace(GAP, _MARK)), also))
    keys = [match[0] for match in _ACT.finditer(plain) if match[0].upper() in _act_keys()]
    plain = _ACT.sub(lambda match: " " if match[0] in keys else match[0], plain)
    references = _reader().read(plain, words_of(plain))
    acts = dict.fromkeys([*references.acts, *(key.upper() for key in keys)])
    found = [*(f"s{section}" for section in _sections(references)), *acts]
    found += _in_order(plain, references, also)
    kept = len(found) - found.count(GAP) - max(0, len(acts) - 1)  # a short name may stand for several Acts
    if kept <= found.count(GAP) or len(found) > _MOST_PARTS:
        return None
    return " ".join(found)


def _without_names(text: str, also: Set[str]) -> str:
    """The text with a mark for each word that capitals or a title show to be part of a name."""
    pieces: list[str] = []
    done, was_name, was_title = 0, False, False
    for match in _WORD.finditer(text):
        word = match[0]
        plain = folded(word)
        has_capital = word[0].isupper() and (len(word) == 1 or not word.isupper())
        between = text[done : match.start()]
        follows = was_name and has_capital and not between.strip(" '’-.")
        is_name = follows or (was_title and plain not in _IDLE and not between.strip(" ."))
        pieces += [between, _MARK if is_name else word]
        was_name = has_capital and (is_name or _kept(plain, also) is None) and plain not in _IDLE
        was_title = plain in _TITLES and (plain not in kept_words() or has_capital or word.isupper())
        done = match.end()
    return "".join((*pieces, text[done:]))


def _sections(references: References) -> Iterator[str]:
    """Sections as they may be kept: of three figures only where an Act has one of that number."""
    for section in references.sections:
        number = _SECTION.match(section)
        if number and (len(number[1]) < 3 or number[1] in _long_sections()):
            yield number[0]


def _in_order(plain: str, references: References, also: Set[str]) -> list[str]:
    """The words, bands and gaps of a text in their order, without what the references took."""
    bands = [(match, band(match)) for pattern, band in _BANDS for match in pattern.finditer(plain)]
    bands = [(match, band) for match, band in bands if band and not inside(match.start(), references.spans)]
    numbered = (match.span() for match in _NUMBERED.finditer(plain))
    taken = [*references.spans, *(match.span() for match, _ in bands), *numbered]
    parts = [(match.start(), band) for match, band in bands]
    parts += [(match.start(), GAP) for match in re.finditer(_MARK, plain)]
    for word in words_of(plain):
        if not inside(word.start, taken) and not _is_idle(word.text):
            parts.append((word.start, _kept(word.text, also) or GAP))
    found: list[str] = []
    for _, part in sorted(parts):
        if part != GAP or found[-1:] != [GAP]:
            found.append(part)
    return found


def _kept(word: str, also: Set[str]) -> str | None:
    return word if word in also else kept_as(word)


def _is_idle(word: str) -> bool:
    """Whether a word is left out without a gap: small words, numbers, days and months."""
    return not word[0].isalpha() or word in _IDLE or word in DATES


def _class(match: re.Match[str]) -> str:
    return f"class-{match[1]}"


def _amount(match: re.Match[str]) -> str:
    """The side of £5,000 on which an amount lies; nothing where the words leave it open, as "over £300" does."""
    pounds = int((match["pounds"] or match["bare"] or match["figure"]).replace(",", ""))
    many = (match["many"] or "").strip()
    if many:
        pounds *= 1000 if many in ("k", "thousand") else 1_000_000
    side = match["side"] or ("over" if match["more"] else "")
    if side in ("over", "exceeding"):
        return "over-5k" if pounds >= _BOUND else ""
    if side:
        return "under-5k" if pounds <= _BOUND else ""
    return "under-5k" if pounds <= _BOUND else "over-5k"


def _age(match: re.Match[str]) -> str:
    if match["group"]:
        return match["group"]
    side = "over" if match["least"] or match["side"] in ("over", "o") else "under"
    return f"{side}-{match['least'] or match['age']}"


_BANDS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_CLASS, _class),
    (_AMOUNT, _amount),
    (_AGE, _age),
)


@lru_cache(maxsize=1)
def _reader() -> StatuteReader:
    return StatuteReader.from_lines(act_lines(_FOLDER))


@lru_cache(maxsize=1)
def _act_keys() -> frozenset[str]:
    return frozenset(line.split("\t")[0] for line in act_lines(_FOLDER))


@lru_cache(maxsize=1)
def _long_sections() -> frozenset[str]:
    """The numbers of three figures that sections of the statute table have."""
    numbers = (re.match(r"\d+", row[1]) for _, row in rows(_FOLDER / "statutes.tsv"))
    return frozenset(number[0] for number in numbers if number and len(number[0]) == 3)
