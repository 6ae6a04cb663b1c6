"""The tables a conversation works with: standing data, our proposals, an Area's own files, choices made before."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from assistant.record.model import Finalisation
from assistant.record.rules import Amendment, Limits, Surroundings, Week, rule_book_version
from knowledge.catalogue import Catalogue, load_catalogue
from knowledge.flags import Flag, load_flags
from knowledge.matching.chosen import Chosen, LearntMatcher
from knowledge.outcomes import Outcome, load_outcomes
from knowledge.poc import PocTable, load_poc_table
from knowledge.reasons import Reason, load_reasons


@dataclass(frozen=True, kw_only=True)
class AreaFiles:
    """What an Area puts in place of the shipped tables and limits; None keeps ours.

    `stopped` are the ids of rules whose warnings stop here.
    """

    poc_table: Path | None = None
    reasons: Path | None = None
    holidays: tuple[date, ...] = ()
    limits: Limits = field(default_factory=Limits)
    stopped: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Tables:
    """Every table, loaded once and shared by all conversations."""

    catalogue: Catalogue
    poc: PocTable
    outcomes: dict[str, Outcome]
    reasons: dict[str, Reason]
    flags: dict[str, Flag]
    area: AreaFiles
    chosen: Chosen = field(default_factory=Chosen)
    """What was chosen before for the same words; empty until somebody fills it from a store."""

    @classmethod
    def load(cls, area: AreaFiles | None = None) -> "Tables":
        """Load the tables. Raises FinaliseError where a shipped or an Area file cannot be used."""
        area = area or AreaFiles()
        return cls(
            catalogue=load_catalogue(),
            poc=load_poc_table(area.poc_table),
            outcomes=load_outcomes(),
            reasons=load_reasons(area.reasons),
            flags=load_flags(),
            area=area,
        )

    @property
    def rules_version(self) -> str:
        """The version of the rule book with this Area's limits and severities."""
        return rule_book_version(self.area.limits, self.area.stopped)

    def surroundings(
        self,
        today: date,
        *,
        others: tuple[Finalisation, ...] = (),
        week: Week | None = None,
        amends: Amendment | None = None,
    ) -> Surroundings:
        """What the rules look at on that day; `others`, `week` and `amends` as in `Surroundings`."""
        return Surroundings(
            today=today,
            catalogue=self.catalogue,
            poc_table=self.poc,
            outcomes=self.outcomes,
            reasons=self.reasons,
            flags=self.flags,
            extra_holidays=self.area.holidays,
            limits=self.area.limits,
            stopped=self.area.stopped,
            others=others,
            week=week,
            amends=amends,
        )

    @cached_property
    def matcher(self) -> LearntMatcher:
        """The offence matcher with the choices made before, loaded at its first use because its index is large."""
        from knowledge.matching import load_matcher  # noqa: PLC0415

        return LearntMatcher(load_matcher(), self.chosen)
