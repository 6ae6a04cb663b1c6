"""Puts what people chose before for the same words in front of what the matcher finds. Stores nothing.

A choice never makes an offence sure: only what the matcher itself holds sure stays so, and only where the choices name
it too. Another person's choice counts once two people made it or a manager approved it; one's own counts at once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from knowledge.matching.matcher import Band, OffenceMatch
from knowledge.matching.said import said_key

PEOPLE_NEEDED = 2
_NOT_FOUND = (
    0.5  # the confidence of an offence that was chosen and that the matcher does not find for the words
)
_LOOKED_AT = 8  # matches looked through for what was chosen, however few are asked for


class Searches(Protocol):
    """What finds offences for words."""

    @property
    def version(self) -> str:
        """What it was made from."""
        ...

    def search(self, text: str, limit: int = 8) -> list[OffenceMatch]:
        """Suggestions for a text, best first."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class ChosenBefore:
    """An offence chosen before for some words: how often, by how many people, how often by whoever is asking.

    `approved` says that a manager made it count for everyone.
    """

    code: str
    times: int
    people: int
    approved: bool = False
    own: int = 0

    @property
    def counts(self) -> bool:
        """Whether it may be suggested to whoever is asking."""
        return self.approved or self.own > 0 or self.people >= PEOPLE_NEEDED

    @property
    def mark(self) -> str:
        """What is said of it beside the suggestion, such as "chosen here before (3 times, by 2 people)"."""
        if not self.times:
            return "approved here for these words"
        times = "once" if self.times == 1 else f"{self.times} times"
        by = (
            "you" if self.own == self.times else f"{self.people} {'person' if self.people == 1 else 'people'}"
        )
        return f"chosen here before ({times}, by {by}{', approved' if self.approved else ''})"


class Chosen:
    """The choices made before, in memory, by what was kept of the words. Safe to look up from several threads."""

    def __init__(self, choices: Mapping[str, Iterable[ChosenBefore]] | None = None) -> None:
        self._by_key: dict[str, tuple[ChosenBefore, ...]] = {}
        self.learn(choices or {})

    def learn(self, choices: Mapping[str, Iterable[ChosenBefore]]) -> None:
        """Take these choices in place of all that were known."""
        counting = {key: sorted(filter(_counts, made), key=_rank) for key, made in choices.items()}
        self._by_key = {key: tuple(made) for key, made in counting.items() if made}

    def before(self, words: str) -> tuple[ChosenBefore, ...]:
        """What was chosen before for these words and counts for whoever is asking, the first to be shown first."""
        if not self._by_key:
            return ()
        return self._by_key.get(said_key(words) or "", ())


def _counts(made: ChosenBefore) -> bool:
    return made.counts


def _rank(made: ChosenBefore) -> tuple[bool, bool, int, int, str]:
    return not made.approved, not made.own, -made.people, -made.times, made.code


def chosen_first(
    matches: Sequence[OffenceMatch],
    before: Sequence[ChosenBefore],
    offence: Callable[[str], OffenceMatch | None],
) -> list[OffenceMatch]:
    """The matches with those chosen before in front and marked; `offence` makes a match of a code they lack.

    What the matcher holds sure stays sure only where it is the first of the choices; otherwise nothing is. Words that
    name several offences are left as they are: no choice says which of them it was for.
    """
    if len({match.part for match in matches}) > 1:
        return list(matches)
    found = {match.code: match for match in matches}
    front: list[OffenceMatch] = []
    for made in before:
        match = found.get(made.code) or offence(made.code)
        if match is not None:
            front.append(replace(match, why=f"{made.mark}; {match.why}" if made.code in found else made.mark))
    if not front:
        return list(matches)
    in_front = {match.code for match in front}
    ordered = [*front, *(match for match in matches if match.code not in in_front)]
    if matches and matches[0].band is Band.SURE and ordered[0].code == matches[0].code:
        return ordered
    return [replace(match, band=Band.LIKELY) for match in ordered]


class LearntMatcher:
    """A matcher that puts first what was chosen before for the same words."""

    def __init__(self, matcher: Searches, chosen: Chosen) -> None:
        self._matcher = matcher
        self._chosen = chosen

    @property
    def version(self) -> str:
        """What the matcher underneath was made from."""
        return self._matcher.version

    def search(self, text: str, limit: int = 8) -> list[OffenceMatch]:
        """Suggestions for a text, those chosen before first. Never raises."""
        before = self._chosen.before(text)
        if not before:
            return self._matcher.search(text, limit)
        matches = self._matcher.search(text, max(limit, _LOOKED_AT))

        def offence(code: str) -> OffenceMatch | None:
            return self._unfound(code, (0, len(text)), matches)

        return chosen_first(matches, before, offence)[:limit]

    def _unfound(
        self, code: str, part: tuple[int, int], matches: Sequence[OffenceMatch]
    ) -> OffenceMatch | None:
        """The match of an offence that is not found for the words; None where the list has it no more."""
        match = next(iter(self._matcher.search(code, 1)), None)
        if match is None or match.code != code:
            return None
        of_poc = (other.poc_probability for other in matches if other.poc.letter == match.poc.letter)
        chance = max(_NOT_FOUND, *of_poc, 0.0)
        return replace(
            match, confidence=_NOT_FOUND, poc_probability=chance, band=Band.LIKELY, spans=(), part=part
        )
