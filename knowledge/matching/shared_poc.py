"""Says when all that words can mean shares one POC, so that it is sure though the offence is not. Finds nothing."""

from collections.abc import Iterable, Sequence

from knowledge.catalogue import Offence
from knowledge.matching.matcher import OffenceMatch
from knowledge.poc import PocReading, PocTable

POC_SURE_FROM = 0.9
PLAUSIBLE_FROM = 0.25
"""What is less than this share of the best match is left out of account."""


def plausible(matches: Sequence[OffenceMatch]) -> list[OffenceMatch]:
    """The matches that the words may well mean: near enough to the best, and no code of one force alone."""
    if not matches:
        return []
    least = matches[0].confidence * PLAUSIBLE_FROM
    near = [match for match in matches if match.confidence >= least]
    return [match for match in near if match.offence.is_national] or near


def shared_poc(matches: Sequence[OffenceMatch]) -> PocReading | None:
    """The POC that every plausible match has; None where they differ, or where there is none to be sure of."""
    near = plausible(matches)
    letters = {match.poc.letter for match in near}
    if len(letters) != 1 or None in letters or near[0].poc_probability < POC_SURE_FROM:
        return None
    return near[0].poc


def poc_of_all(offences: Iterable[Offence], table: PocTable) -> PocReading | None:
    """The POC that all these offences have, in its most contested reading; None where they differ or one has none."""
    readings = [table.reading(offence) for offence in offences]
    if not readings or len({reading.letter for reading in readings}) != 1 or readings[0].letter is None:
        return None
    return max(readings, key=lambda reading: len(reading.other_letters))


def poc_in_words(reading: PocReading) -> str:
    """One sentence: whichever offence it is, the POC is this. It says where the POC itself is contested."""
    named = f"{reading.letter} {reading.name}"
    if reading.other_letters and reading.other_reading:
        return f"Whichever it is, the POC proposed is {named} (also argued: {reading.other_reading})."
    return f"Whichever it is, the POC is {named}."
