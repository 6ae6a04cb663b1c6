"""The limits that an Area may set for the rules, each with its bounds and what it limits. Judges nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One limit: its name in the settings, the rule that it belongs to, its unit, its bounds and what it says."""

    name: str
    rule: str
    unit: str
    least: int
    most: int
    what: str
    standard: int


def _limit(standard: int, *, rule: str, unit: str, least: int, most: int, what: str) -> Any:
    facts = {"rule": rule, "unit": unit, "least": least, "most": most, "what": what, "standard": standard}
    return field(default=standard, metadata=facts)


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The limits that an Area may set. Working days count by the calendar of England and Wales.

    The CPS's own limits are not public: every standard here is ours, and the reminder of what each means stands
    beside it.
    """

    urn_years: int = _limit(
        10, rule="R4", unit="years", least=1, most=50, what="how old the year of a URN may be"
    )
    entry_days: int = _limit(
        1,
        rule="R25",
        unit="working days",
        least=0,
        most=60,
        what="from the final hearing to its finalisation",
    )
    other_words: int = _limit(
        3, rule="R54", unit="words", least=1, most=20, what="that the reason Other has at least"
    )
    other_share: int = _limit(
        20,
        rule="R54",
        unit="per cent",
        least=1,
        most=100,
        what="of a person's reasons in a week may be Other",
    )
    other_least: int = _limit(
        10,
        rule="R54",
        unit="records",
        least=1,
        most=500,
        what="with a reason in a person's week before the share of Other counts",
    )
    older_victim: int = _limit(
        60, rule="R71", unit="years", least=50, most=100, what="from which a victim counts as an older person"
    )
    sheet_days: int = _limit(
        1,
        rule="R86",
        unit="working days",
        least=0,
        most=60,
        what="from the final hearing to the arrival of its hearing record sheet",
    )
    override_times: int = _limit(
        5,
        rule="R90",
        unit="times",
        least=1,
        most=500,
        what="that one person goes on against one rule in a week before it is shown",
    )
    why_words: int = _limit(
        2, rule="R91", unit="words", least=1, most=20, what="that the reason for a correction has at least"
    )
    sample_share: int = _limit(
        5,
        rule="R92",
        unit="per cent",
        least=1,
        most=100,
        what="of each kind of record with more risk is drawn for a quality check",
    )


def known_limits() -> Iterator[Limit]:
    """Every limit, in the order of the rules."""
    return (Limit(name=one.name, **one.metadata) for one in fields(Limits))
