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
    rule's own where domain.md gives a rule two. `rests_on` names the top-level fields, beyond the rule's own,
    that this problem cannot be known without.
    """

    field: str
    message: str
    severity: Severity | None = None
    rests_on: tuple[str, ...] = ()


Check = Callable[[Finalisation, Surroundings], Iterable[Problem]]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule of domain.md section 12; `id` is its number there with an R before it.

    `fields` are the top-level fields of the record that it reads, `summary` is what must hold, `topic` the
    guidance topic, `source` an id from the list of sources in domain.md, or "" where there is none.
    """

    id: str
    severity: Severity
    fields: tuple[str, ...]
    summary: str
    topic: str
    basis: Basis
    source: str
    check: Check

    @property
    def number(self) -> int:
        """The rule's number in domain.md section 12."""
        return int(self.id.removeprefix("R"))


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


def rule(
    number: int,
    severity: Severity,
    *fields: str,
    summary: str,
    topic: str,
    basis: Basis,
    source: str = "",
) -> Callable[[Check], Rule]:
    """Makes a rule of the function below it: takes a record and its surroundings, yields problems."""

    def made(function: Check) -> Rule:
        return Rule(
            id=f"R{number}",
            severity=severity,
            fields=fields,
            summary=summary,
            topic=topic,
            basis=basis,
            source=source,
            check=function,
        )

    return made


def findings_of(
    broken: Rule, record: Finalisation, around: Surroundings
) -> Iterable[tuple[Finding, Problem]]:
    """What one rule finds in a record, each finding with the problem it was made from."""
    for problem in broken.check(record, around):
        yield (
            Finding(
                rule=broken.id,
                severity=problem.severity or broken.severity,
                message=problem.message,
                field=problem.field,
                topic=broken.topic,
                basis=broken.basis,
                source=broken.source,
            ),
            problem,
        )
