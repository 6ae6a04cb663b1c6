"""Gathers all that the index is made of: entries, titles and texts that name no offence, each read as a query."""

import logging
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.catalogue import Offence, load_catalogue
from knowledge.matching.entries import Entry, Kind, read_entries, spelt_out
from knowledge.matching.kinds import forms, read_kinds
from knowledge.matching.lexicon import Lexicon, read_lexicon, rows
from knowledge.matching.linear import said_features
from knowledge.matching.query import Query, read_query
from knowledge.matching.statutes import ACTS, StatuteReader, act_lines
from knowledge.matching.words import folded
from knowledge.titles import NO_TITLE

KIND_NAMES = [*(kind.value for kind in Kind), "title"]
TITLE = len(KIND_NAMES) - 1
NOT_OFFENCES = "not_offences.tsv"
_FEWEST = 5  # lines an offence must have for the linear model to learn it
_SPELLINGS_LEARNT = 12  # of one pattern
_SPELLINGS_KEPT = 16  # of one pattern, to compare texts with
_WORD = re.compile(r"[a-z]{4,}")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Doc:
    """One entry or title: the number of its offence, its kind, its place among several codes, where it stands."""

    code: int
    kind: int
    place: int
    text: str
    source: str
    terms: tuple[int, ...]
    free: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One text to learn from: the number of its offence (None: it names none), its features, what it counts."""

    code: int | None
    said: list[str]
    kinds: list[str]
    share: float


@dataclass(kw_only=True, slots=True)
class Gathered:
    """Everything that is packed into the index."""

    lexicon: Lexicon
    statutes: list[str]
    offences: list[Offence]
    kinds: dict[str, tuple[str, ...]]
    terms: dict[str, int] = field(default_factory=dict)
    docs: list[Doc] = field(default_factory=list)
    lessons: list[Lesson] = field(default_factory=list)
    spelling: Counter[str] = field(default_factory=Counter)
    entry_codes: set[int] = field(default_factory=set)

    def numbered(self, names: Iterable[str]) -> tuple[int, ...]:
        """The numbers of index terms; new ones get the next."""
        return tuple(self.terms.setdefault(name, len(self.terms)) for name in names)

    def kinds_of(self, query: Query) -> list[str]:
        """What the things and acts of a text are kinds of."""
        found: dict[str, None] = {}
        for word in query.said:
            known = next((self.kinds[form] for form in forms(word) if form in self.kinds), ())
            found.update(dict.fromkeys(known))
        return list(found)


def gather(folder: Path) -> Gathered:
    """All that the data files and the catalogue give. Raises ValueError or OSError where a file is damaged."""
    lines = act_lines(folder)
    entries = list(read_entries(folder))
    named = {entry.code for entry in entries}
    gathered = Gathered(
        lexicon=read_lexicon(folder),
        statutes=lines,
        offences=[offence for offence in load_catalogue() if _may_be_named(offence, named)],
        kinds=read_kinds(folder),
    )
    reader = StatuteReader.from_lines(lines)
    _add_entries(gathered, entries, reader)
    _add_titles(gathered, reader, {row[0] for _, row in rows(folder / ACTS)})
    for _, row in rows(folder / NOT_OFFENCES):
        texts = spelt_out(row[1])[:_SPELLINGS_LEARNT]
        for text in texts:
            query = read_query(text, gathered.lexicon, reader)
            gathered.lessons.append(_lesson(gathered, None, query, len(texts)))
    _add_spellings(gathered)
    return gathered


def _may_be_named(offence: Offence, named: set[str]) -> bool:
    """An attempt or conspiracy is found through its whole offence, unless entries name it for itself."""
    return (
        offence.is_prosecution and offence.title != NO_TITLE and (not offence.suffix or offence.code in named)
    )


def _add_entries(gathered: Gathered, entries: list[Entry], reader: StatuteReader) -> None:
    number = {offence.code: place for place, offence in enumerate(gathered.offences)}
    sizes = Counter(entry.source for entry in entries if entry.place == 0)
    lines = {
        (entry.code, entry.source) for entry in entries if entry.place == 0 and entry.kind is not Kind.STATUTE
    }
    learnt = {code for code, count in Counter(code for code, _ in lines).items() if count >= _FEWEST}
    seen: set[tuple[int, str]] = set()
    turn: Counter[tuple[str, int]] = Counter()
    for entry in entries:
        if entry.code not in number:
            _log.warning("%s names %s, which no suggestion may name", entry.source, entry.code)
            continue
        code, size = number[entry.code], sizes[entry.source]
        gathered.entry_codes.add(code)
        turn[entry.source, entry.place] += 1
        if turn[entry.source, entry.place] == 1 and entry.place == 0:
            gathered.spelling.update(set(_WORD.findall(folded(entry.pattern))))
        if not _is_one_of(_SPELLINGS_KEPT, turn[entry.source, entry.place], size):
            continue
        query = read_query(entry.text, gathered.lexicon, reader)
        if not query.terms:
            continue
        if (code, query.key) not in seen:
            seen.add((code, query.key))
            kind = KIND_NAMES.index(entry.kind)
            terms = gathered.numbered(query.terms)
            gathered.docs.append(Doc(code, kind, entry.place, entry.text, entry.source, terms, ()))
        if (
            entry.place == 0
            and entry.code in learnt
            and _is_one_of(_SPELLINGS_LEARNT, turn[entry.source, entry.place], size)
        ):
            gathered.lessons.append(_lesson(gathered, code, query, min(size, _SPELLINGS_LEARNT)))


def _is_one_of(wanted: int, turn: int, size: int) -> bool:
    """Whether the spelling at a turn is one of those wanted, spread evenly over all that a pattern has."""
    return turn * wanted % max(size, wanted) < wanted


def _lesson(gathered: Gathered, code: int | None, query: Query, size: int) -> Lesson:
    return Lesson(code, said_features(query), gathered.kinds_of(query), size**-0.5)


def _add_titles(gathered: Gathered, reader: StatuteReader, acts: set[str]) -> None:
    seen = {(doc.code, doc.text) for doc in gathered.docs}
    learnt = {lesson.code for lesson in gathered.lessons}
    for place, offence in enumerate(gathered.offences):
        if offence.suffix:
            continue
        query = read_query(offence.title, gathered.lexicon, reader)
        if query.terms and (place, offence.title) not in seen:
            free = (f"@{offence.code[:4]}",) if offence.code[:4] in acts else ()
            terms = gathered.numbered(query.terms)
            gathered.docs.append(Doc(place, TITLE, 0, offence.title, "title", terms, gathered.numbered(free)))
        if offence.is_current and offence.is_national:
            gathered.spelling.update(_WORD.findall(folded(offence.title)))
            if place in learnt:
                gathered.lessons.append(_lesson(gathered, place, query, 1))


def _add_spellings(gathered: Gathered) -> None:
    phrases, _ = gathered.lexicon.as_lines()
    for line in phrases:
        said, meant = line.split("\t")
        if " " not in said:
            gathered.spelling.update(_WORD.findall(said))
        gathered.spelling.update(_WORD.findall(meant))
