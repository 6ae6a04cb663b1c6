"""What a record is judged against: the day, the tables, the limits, the other records. Reads tables, judges nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from assistant.record.model import Finalisation
from assistant.record.rules.limits import Limits
from knowledge.catalogue import Catalogue, load_catalogue
from knowledge.flags import Flag, load_flags
from knowledge.outcomes import Outcome, load_outcomes
from knowledge.poc import PocTable, load_poc_table
from knowledge.reasons import Reason, load_reasons

OTHER_REASON = "O9"


@dataclass(frozen=True, kw_only=True)
class Amendment:
    """What a new version of a record is held against: the version before it, and why the person changed it.

    `before` is None where the store no longer has it.
    """

    before: Finalisation | None
    why: str


@dataclass(frozen=True, kw_only=True)
class Week:
    """What the person at the keyboard wrote in the last seven days, this record not counted.

    `with_reason` are records that have a reason, `other` those of them whose reason is Other; `overrides` counts by
    rule how often the person went on against it.
    """

    with_reason: int = 0
    other: int = 0
    overrides: Mapping[str, int] = field(default_factory=dict)


def week_of(records: Iterable[Finalisation]) -> Week:
    """A person's week, from the records that they wrote in it."""
    every = list(records)
    reasons = [record.reason for record in every if record.reason is not None]
    return Week(
        with_reason=len(reasons),
        other=reasons.count(OTHER_REASON),
        overrides=Counter(override.rule for record in every for override in record.overrides),
    )


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """Everything outside a record that the rules look at.

    `others` are the records already written for the same URN, so that a duplicate is seen before it is made.
    `extra_holidays` are days that the Area adds to the bank holidays, `stopped` the ids of rules whose warnings stop
    there. `amends` is there where the record is a new version of one, `week` where it is known who is at the
    keyboard. `drawn` are the references of records drawn for a quality sample.
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
    stopped: frozenset[str] = frozenset()
    amends: Amendment | None = None
    week: Week | None = None
    drawn: frozenset[str] = frozenset()

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
