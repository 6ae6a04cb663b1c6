"""What a rule is, what it finds, and how one is written. Holds no rule and checks nothing itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from assistant.record.model import Finalisation
from assistant.record.rules.surroundings import Surroundings


class Severity(StrEnum):
    """What a finding does: stops the writing, asks for a reason to go on, or only tells."""

    STOP = "stop"
    WARN = "warn"
    INFORM = "inform"


class Basis(StrEnum):
    """How sure the rule is: text of the CPS or the Ministry was seen, it is well known, or it is our design."""

    OFFICIAL = "official"
    WELL_KNOWN = "well known"
    DESIGN = "design"


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What one check found.

    `field` is a path such as "urn" or "charges.2.plea", with the charge's number. `severity` differs from the
    rule's own where domain.md gives a rule two. `rests_on` names the fields, beyond the rule's own, that this
    problem cannot be known without: top-level ones, or one of one charge such as "charges.2.code".
    """

    field: str
    message: str
    severity: Severity | None = None
    rests_on: tuple[str, ...] = ()


Check = Callable[[Finalisation, Surroundings], Iterable[Problem]]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule of domain.md section 12; `id` is its number there with an R before it.

    `fields` are the fields of the record that it reads: top-level ones, or one part such as "victim.identified"; one
    such as "charges.code" is read of each charge by itself. `summary` is what must hold, `fix` how to put it right
    where it does not, `topic` the guidance topic, `source` an id from the list of sources in domain.md, or "" where
    there is none. `also` are the severities that some of what it finds has instead of its own.
    """

    id: str
    severity: Severity
    fields: tuple[str, ...]
    summary: str
    fix: str
    topic: str
    basis: Basis
    source: str
    check: Check
    also: tuple[Severity, ...] = ()

    @property
    def number(self) -> int:
        """The rule's number in domain.md section 12."""
        return int(self.id.removeprefix("R"))

    @property
    def warns(self) -> bool:
        """Whether what it finds may be a warning, which a person can go on against and an Area can make a stop."""
        return Severity.WARN in (self.severity, *self.also)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that is wrong with a record, or worth a look, in words for the person who keys it."""

    rule: str
    severity: Severity
    message: str
    field: str
    topic: str
    basis: Basis
    source: str


_MADE: dict[str, Rule] = {}


def known_rule(id_: str) -> Rule | None:
    """The rule with that id, such as "R25", or None; complete once the book is (see `checking`)."""
    return _MADE.get(id_)


def rule(
    number: int,
    severity: Severity,
    *fields: str,
    summary: str,
    fix: str,
    topic: str,
    basis: Basis,
    source: str = "",
    also: tuple[Severity, ...] = (),
) -> Callable[[Check], Rule]:
    """Makes a rule of the function below it: takes a record and its surroundings, yields problems."""

    def made(function: Check) -> Rule:
        one = Rule(
            id=f"R{number}",
            severity=severity,
            fields=fields,
            summary=summary,
            fix=fix,
            topic=topic,
            basis=basis,
            source=source,
            check=function,
            also=also,
        )
        _MADE[one.id] = one
        return one

    return made


def findings_of(
    broken: Rule, record: Finalisation, around: Surroundings
) -> Iterable[tuple[Finding, Problem]]:
    """What one rule finds in a record, each finding with the problem it was made from.

    A warning of a rule that the Area made stop is a stop.
    """
    for problem in broken.check(record, around):
        severity = problem.severity or broken.severity
        is_stopped = severity is Severity.WARN and broken.id in around.stopped
        yield (
            Finding(
                rule=broken.id,
                severity=Severity.STOP if is_stopped else severity,
                message=problem.message,
                field=problem.field,
                topic=broken.topic,
                basis=broken.basis,
                source=broken.source,
            ),
            problem,
        )
