"""The matcher that the rest of the house uses: words in, offences with POC, probability and reason out."""

import logging
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any

from knowledge.catalogue import Offence, load_catalogue
from knowledge.errors import FinaliseError
from knowledge.matching.compile import MAGIC, compile_index, index_path, stamp
from knowledge.matching.confidence import Weighed, weigh
from knowledge.matching.families import load_families
from knowledge.matching.index import Index, StaleIndex
from knowledge.matching.parts import Span, cuts
from knowledge.matching.query import Query, read_query
from knowledge.matching.reasons import matched_spans, reason
from knowledge.matching.search import find
from knowledge.matching.spelling import Speller
from knowledge.matching.words import stem
from knowledge.poc import PocReading, load_poc_table
from knowledge.snapshot import DATA

SURE_FROM = 0.6  # the chance of the code from which an offence may be offered as the answer
SURE_POC_FROM = 0.95  # and that of its POC
LIKELY_FROM = 0.5  # the chance of the POC below which nothing is suggested
LOOSE_FROM = 0.6  # and the same where real words had to be read as others
WHOLE_FROM = 0.97  # a text that names one offence this surely is not cut
WORTH_LISTING = 0.02  # the chance of the code below which an offence is not listed beside a better one
VAGUE_AT_MOST = 0.6
_CERTAIN = 0.999
_log = logging.getLogger(__name__)


class NoMatchingIndex(FinaliseError):
    """There is no index to search, and what is needed to make one is not installed."""


class Band(StrEnum):
    """How a suggestion may be offered: `sure` as the answer, `likely` in a short list."""

    SURE = "sure"
    LIKELY = "likely"


@dataclass(frozen=True, kw_only=True, slots=True)
class OffenceMatch:
    """One suggested offence.

    `confidence` is the probability (0 to 1) that a careful person would accept this code, `poc_probability` the
    same for its POC whatever the code, `why` what carried the match, `spans` the parts of the title that the words
    name, `part` the part of the text it stands for, `family` the slug of the family of near-twins it belongs to
    (families.tsv), else its Home Office class.
    """

    code: str
    title: str
    offence: Offence
    confidence: float
    poc_probability: float
    family: str
    band: Band
    why: str
    spans: tuple[Span, ...]
    poc: PocReading
    part: Span


@dataclass(frozen=True, kw_only=True, slots=True)
class _Named:
    """What a text or a part of it names; how likely the first is, and whether it is sure, were no words too vague."""

    matches: list[OffenceMatch]
    chance: float
    is_sure: bool


class Matcher:
    """Searches the offence catalogue by any words. Safe to search from several threads."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._speller = Speller(index)
        self._loose_speller = Speller(index, loose=True)
        self._vague = _vague_stems()
        self._catalogue = load_catalogue()
        self._pocs = load_poc_table()
        self._families = load_families()
        self._offences: dict[int, Offence] = {}
        self._readings: dict[str, PocReading] = {}
        self.version = f"{index.stamp}/{self._catalogue.version}"

    def read(self, text: str, *, loosely: bool = False) -> Query:
        """A text as the matcher reads it, misspelt words put right; loosely: short and rare words, too."""
        speller = self._loose_speller if loosely else self._speller
        return read_query(text, self.index.lexicon, self.index.statutes, speller)

    def search(self, text: str, limit: int = 8) -> list[OffenceMatch]:
        """Suggestions for a text, best first; none when the text names no offence. Never raises.

        Where a text names several offences ("s47 + crim dam"), the best of each part come first.
        """
        whole = self._named(text, (0, len(text)), limit)
        if whole.chance >= WHOLE_FROM:
            return whole.matches
        for spans in cuts(text):
            parts = self._parts(text, spans, whole, limit)
            if parts:
                first_of_each: dict[str, OffenceMatch] = {}
                for rank in range(limit):
                    for found in parts:
                        for match in found.matches[rank : rank + 1]:
                            first_of_each.setdefault(match.code, match)
                return list(first_of_each.values())[:limit]
        return whole.matches

    def _parts(self, text: str, spans: list[Span], whole: _Named, limit: int) -> list[_Named]:
        """What each part of a text names; nothing unless each names an offence for sure, and two at least differ.

        Vague words count as sure here: beside others they tell no less than alone. Nothing either where the text as a
        whole names an offence more surely than a part does.
        """
        parts = []
        for span in spans:
            found = self._named(text[slice(*span)], span, limit)
            if not found.is_sure:
                return []
            parts.append(found)
        codes = {found.matches[0].code for found in parts}
        is_surer = whole.chance > min(found.chance for found in parts) and whole.matches[0].code not in codes
        return parts if len(codes) > 1 and not is_surer else []

    def _named(self, text: str, part: Span, limit: int) -> _Named:
        query = self.read(text)
        exact = self._catalogue.get(query.code) if query.code else None
        if exact is not None:
            chances = (_CERTAIN, _CERTAIN)
            why = "the code itself"
            matches = [self._match(exact, chances, why, query, part)] if exact.is_prosecution else []
            return _Named(matches=matches, chance=_CERTAIN, is_sure=bool(matches))
        as_read, weighed = self.weighed(query, limit)
        is_vague = self._is_vague(as_read)
        found: dict[str, OffenceMatch] = {}
        for place, one in enumerate(weighed):
            if place and one.code_chance < WORTH_LISTING:
                continue
            offence = self._meant(one.hit.code, as_read)
            chance = min(one.code_chance, VAGUE_AT_MOST if is_vague else _CERTAIN)
            chances = (chance, min(one.poc_chance, _CERTAIN))
            match = self._match(offence, chances, reason(self.index, one.hit), as_read, part)
            if place or is_vague or as_read is not query:
                match = replace(match, band=Band.LIKELY)
            found.setdefault(offence.code, match)
        return _Named(
            matches=list(found.values()),
            chance=weighed[0].code_chance if weighed else 0.0,
            is_sure=bool(weighed)
            and as_read is query
            and _is_sure(weighed[0].code_chance, weighed[0].poc_chance),
        )

    def weighed(self, query: Query, limit: int = 8) -> tuple[Query, list[Weighed]]:
        """The offences that a read text may mean as one, the likeliest first, and the text as it was read for them.

        That is the query itself, or its text read loosely where that alone finds something.
        """
        weighed = self._weighed(query, limit, LIKELY_FROM)
        if not weighed:
            loose = self.read(query.text, loosely=True)
            if loose.terms != query.terms:
                return loose, self._weighed(loose, limit, LOOSE_FROM)
        return query, weighed

    def _weighed(self, query: Query, limit: int, least: float) -> list[Weighed]:
        """The offences that a read text may mean, the likeliest first; none where it likely names none."""
        found = find(self.index, query)
        weighed = weigh(self.index, query, found, self._letter, limit) if found.hits else []
        return weighed if weighed and weighed[0].poc_chance >= least else []

    def _letter(self, code: int) -> str:
        return self._reading(self._offence(code)).letter or "?"

    def _offence(self, code: int) -> Offence:
        known = self._offences.get(code)
        if known is None:
            known = self._offences[code] = self._catalogue.require(self.index.codes[code])
        return known

    def _reading(self, offence: Offence) -> PocReading:
        known = self._readings.get(offence.code)
        if known is None:
            known = self._readings[offence.code] = self._pocs.reading(offence)
        return known

    def _family(self, offence: Offence) -> str:
        found = self._families.widest(offence.code)
        return found.slug if found else offence.class_number

    def _is_vague(self, query: Query) -> bool:
        """Whether the words describe without telling which offence it is."""
        return not query.sections and bool(query.content) and set(query.content) <= self._vague

    def _meant(self, code: int, query: Query) -> Offence:
        """The offence, in its inchoate form where the words ask for one and the list has it."""
        found = self._offence(code)
        if found.suffix or not query.suffix:
            return found
        return self._catalogue.get(found.code + query.suffix) or found

    def _match(
        self, offence: Offence, chances: tuple[float, float], why: str, query: Query, part: Span
    ) -> OffenceMatch:
        code_chance, poc_chance = chances
        return OffenceMatch(
            code=offence.code,
            title=offence.title,
            offence=offence,
            confidence=round(code_chance, 4),
            poc_probability=round(poc_chance, 4),
            family=self._family(offence),
            band=Band.SURE if _is_sure(code_chance, poc_chance) else Band.LIKELY,
            why=why,
            spans=matched_spans(offence.title, query),
            poc=self._reading(offence),
            part=part,
        )


def _is_sure(code_chance: float, poc_chance: float) -> bool:
    return code_chance >= SURE_FROM and poc_chance >= SURE_POC_FROM


def _vague_stems() -> frozenset[str]:
    lines = (DATA / "matching" / "vague.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(stem(line.strip()) for line in lines if line.strip() and not line.startswith("#"))


@lru_cache(maxsize=1)
def load_matcher() -> Matcher:
    """The matcher over the compiled index, or over one compiled in memory when that is missing or out of date.

    Compiling takes a minute and needs NumPy. Raises NoMatchingIndex where that is not installed.
    """
    try:
        index = Index(index_path().read_bytes(), MAGIC)
        if index.stamp != stamp():
            raise StaleIndex("made from other data")
    except (OSError, StaleIndex) as fault:
        _log.info("The matching index cannot be used (%s); it is compiled in memory.", fault)
        try:
            index = Index(compile_index(), MAGIC)
        except ImportError as missing:
            raise NoMatchingIndex(
                "The index of offences is missing or out of date.", fix="Install Finalise again."
            ) from missing
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
