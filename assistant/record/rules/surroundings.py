"""What a record is judged against: the day, the tables, the limits, the other records. Reads tables, judges nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from assistant.record.model import Finalisation
from knowledge.catalogue import Catalogue, load_catalogue
from knowledge.flags import Flag, load_flags
from knowledge.outcomes import Outcome, load_outcomes
from knowledge.poc import PocTable, load_poc_table
from knowledge.reasons import Reason, load_reasons


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The limits that an Area may set. Working days count by the calendar of England and Wales.

    `entry_days`: working days from the final hearing to its finalisation. `urn_years`: how old a URN may be.
    `other_words`: words that the reason "other" needs.
    """

    entry_days: int = 1
    urn_years: int = 10
    other_words: int = 3


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """Everything outside a record that the rules look at.

    `others` are the records already written for the same URN, so that a duplicate is seen before it is made.
    `extra_holidays` are days that the Area adds to the bank holidays.
    """

    today: date
    catalogue: Catalogue
    poc_table: PocTable
    outcomes: Mapping[str, Outcome]
    reasons: Mapping[str, Reason]
    flags: Mapping[str, Flag]
    limits: Limits = field(default_factory=Limits)
    extra_holidays: tuple[date, ...] = ()
    others: tuple[Finalisation, ...] = ()

    @classmethod
    def standing(
        cls,
        today: date,
        *,
        limits: Limits | None = None,
        extra_holidays: tuple[date, ...] = (),
        others: tuple[Finalisation, ...] = (),
    ) -> "Surroundings":
        """The surroundings with the tables that ship with the program. Raises what their loaders raise."""
        return cls(
            today=today,
            catalogue=load_catalogue(),
            poc_table=load_poc_table(),
            outcomes=load_outcomes(),
            reasons=load_reasons(),
            flags=load_flags(),
            limits=limits or Limits(),
            extra_holidays=extra_holidays,
            others=others,
        )
