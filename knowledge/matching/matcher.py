"""The matcher that the rest of the house uses: words in, offences with POC, probability and reason out."""

import logging
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Any

from knowledge.catalogue import Offence, load_catalogue
from knowledge.matching.compile import MAGIC, compile_index, index_path, stamp
from knowledge.matching.confidence import probability
from knowledge.matching.families import load_families
from knowledge.matching.index import Index, StaleIndex
from knowledge.matching.query import Query, read_query
from knowledge.matching.reasons import matched_spans, reason
from knowledge.matching.search import Found, Hit, find
from knowledge.matching.spelling import Speller
from knowledge.matching.words import stem
from knowledge.poc import PocReading, load_poc_table
from knowledge.snapshot import DATA

SURE_FROM = 0.82
LIKELY_FROM = 0.22
WHOLE_FROM = 0.95  # a text this sure as a whole is not taken apart
VAGUE_AT_MOST = 0.6
_CERTAIN = 0.999
PART_FROM = 0.7  # each part of a text must be this sure to stand alone
_log = logging.getLogger(__name__)
_PARTS = re.compile(r"\s*(?:\+|&|,|;|\n|\band\b|\bplus\b|\bx\d\b)\s*")


class Band(StrEnum):
    """How a suggestion may be offered: `sure` as the answer, `likely` in a short list."""

    SURE = "sure"
    LIKELY = "likely"


@dataclass(frozen=True, kw_only=True, slots=True)
class OffenceMatch:
    """One suggested offence.

    `confidence` is the probability (0 to 1) that a careful person would accept this code, `poc_probability` the
    same for its POC whatever the code, `why` what carried the match, `spans` the parts of the title that the words
    name, `part` the part of the text it stands for, `family` the slug of the
    family of near-twins it belongs to (families.tsv), else its Home Office class.
    """

    code: str
    title: str
    offence: Offence
    confidence: float
    poc_probability: float
    family: str
    band: Band
    why: str
    spans: tuple[tuple[int, int], ...]
    poc: PocReading
    part: tuple[int, int]


class Matcher:
    """Searches the offence catalogue by any words. Safe to search from several threads."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._speller = Speller(index)
        self._vague = _vague_stems()
        self._catalogue = load_catalogue()
        self._pocs = load_poc_table()
        self._families = load_families()
        self.version = f"{index.stamp}/{self._catalogue.version}"

    def search(self, text: str, limit: int = 8) -> list[OffenceMatch]:
        """Suggestions for a text, best first; none when the text names no offence.

        Where a text names several offences ("s47 + crim dam"), the best of each part come first. Never raises.
        """
        whole = self._matches(text, (0, len(text)), limit)
        if whole and whole[0].band is Band.SURE and whole[0].confidence > WHOLE_FROM:
            return whole
        parts = self._parts(text, limit)
        if len(parts) < 2:
            return whole
        turns = [match for rank in range(limit) for found in parts for match in found[rank : rank + 1]]
        return list({match.code: match for match in reversed(turns)}.values())[::-1][:limit]

    def _parts(self, text: str, limit: int) -> list[list[OffenceMatch]]:
        """The matches of each part of a text, where every part stands alone; otherwise an empty list."""
        ends = [(0, 0), *(match.span() for match in _PARTS.finditer(text)), (len(text), len(text))]
        spans = [(left[1], right[0]) for left, right in pairwise(ends)]
        spans = [span for span in spans if text[span[0] : span[1]].strip()]
        if not 2 <= len(spans) <= 12:
            return []
        found = [self._matches(text[start:end], (start, end), limit) for start, end in spans]
        if all(matches and matches[0].confidence >= PART_FROM for matches in found):
            return found
        return []

    def _matches(self, text: str, part: tuple[int, int], limit: int) -> list[OffenceMatch]:
        query = read_query(text, self._index.lexicon, self._index.statutes, self._speller)
        exact = self._catalogue.get(query.code) if query.code else None
        if exact is not None and exact.is_prosecution:
            return [self._match(exact, _CERTAIN, "the code itself", query, None, part)]
        found = find(self._index, query)
        matches: list[OffenceMatch] = []
        seen: set[str] = set()
        for place, hit in enumerate(found.hits[: limit * 2]):
            offence = self._meant(self._index.codes[hit.code], query)
            if offence is None or offence.code in seen:
                continue
            chance = probability(self._index, query, found, hit, place)
            if self._is_vague(query):
                chance = min(chance, VAGUE_AT_MOST)
            if not matches and chance < LIKELY_FROM:
                return []
            seen.add(offence.code)
            matches.append(self._match(offence, chance, self._why(query, found, hit), query, hit, part))
            if len(matches) == limit:
                break
        return _with_poc_probability(matches)

    def _is_vague(self, query: Query) -> bool:
        """Whether the words describe without telling which offence it is."""
        return not query.sections and bool(query.content) and set(query.content) <= self._vague

    def _meant(self, code: str, query: Query) -> Offence | None:
        """The offence, in its inchoate form where the words ask for one and the list has it."""
        found = self._catalogue.get(code)
        if found is None or found.suffix or not query.suffix:
            return found
        return self._catalogue.get(code + query.suffix) or found

    def _why(self, query: Query, found: Found, hit: Hit) -> str:
        return reason(self._index, query, found, hit)

    def _family(self, offence: Offence) -> str:
        found = self._families.widest(offence.code)
        return found.slug if found else offence.class_number

    def _match(
        self, offence: Offence, chance: float, why: str, query: Query, hit: Hit | None, part: tuple[int, int]
    ) -> OffenceMatch:
        return OffenceMatch(
            code=offence.code,
            title=offence.title,
            offence=offence,
            confidence=round(chance, 4),
            poc_probability=round(chance, 4),
            family=self._family(offence),
            band=Band.SURE if chance >= SURE_FROM else Band.LIKELY,
            why=why,
            spans=matched_spans(offence.title, query),
            poc=self._pocs.reading(offence),
            part=part,
        )


def _with_poc_probability(matches: list[OffenceMatch]) -> list[OffenceMatch]:
    """Each match with the chance that its POC is right: that of all offences found which share it."""
    by_letter: dict[str | None, float] = defaultdict(float)
    for match in matches:
        by_letter[match.poc.letter] += match.confidence
    return [
        replace(match, poc_probability=round(min(by_letter[match.poc.letter], _CERTAIN), 4))
        for match in matches
    ]


def _vague_stems() -> frozenset[str]:
    lines = (DATA / "matching" / "vague.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(stem(line.strip()) for line in lines if line.strip() and not line.startswith("#"))


@lru_cache(maxsize=1)
def load_matcher() -> Matcher:
    """The matcher over the compiled index, or over one compiled in memory when that is missing or stale."""
    try:
        index = Index(index_path().read_bytes(), MAGIC)
        if index.stamp != stamp():
            raise StaleIndex("made from other data")
    except (OSError, StaleIndex) as fault:
        _log.info("The matching index cannot be used (%s); it is compiled in memory.", fault)
        index = Index(compile_index(), MAGIC)
    return Matcher(index)


def match_json(matches: list[OffenceMatch]) -> list[dict[str, Any]]:
    """Matches as plain data: code, title, poc, poc_name, poc_confidence, confidence, band, poc_probability, family."""
    return [
        {
            "code": match.code,
            "title": match.title,
            "poc": match.poc.letter,
            "poc_name": match.poc.name,
            "poc_confidence": str(match.poc.confidence.value),
            "confidence": match.confidence,
            "band": match.band.value,
            "poc_probability": match.poc_probability,
            "family": match.family,
        }
        for match in matches
    ]
