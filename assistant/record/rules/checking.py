"""The rule book, and the checking of a record against it. The rules themselves are in the modules beside this one."""

from collections.abc import Iterable
from types import ModuleType

from assistant.record.model import Finalisation
from assistant.record.rules import (
    administrative,
    charges,
    court,
    dates,
    flags,
    identity,
    letters,
    outcome,
    poc,
    reason,
    verdict,
)
from assistant.record.rules.book import Finding, Rule, Severity, findings_of
from assistant.record.rules.surroundings import Surroundings

RULE_BOOK_VERSION = "1"
"""Changes whenever a rule is added or comes to another answer; kept with every record."""

ALWAYS_SETTLED = frozenset({"stage", "finalised_on"})
"""Fields that a record has from its first moment."""


def _rules_in(module: ModuleType) -> Iterable[Rule]:
    return (thing for thing in vars(module).values() if isinstance(thing, Rule))


_MODULES = (identity, charges, court, dates, verdict, outcome, administrative, reason, poc, flags, letters)

RULES: tuple[Rule, ...] = tuple(
    sorted((rule for module in _MODULES for rule in _rules_in(module)), key=lambda rule: rule.number)
)
"""Every rule, in the order of domain.md section 12."""


def check(record: Finalisation, around: Surroundings) -> tuple[Finding, ...]:
    """Everything that is wrong with a whole record or worth a look, in the order of the rules. Never raises."""
    return tuple(finding for rule in RULES for finding, _ in findings_of(rule, record, around))


def check_partial(record: Finalisation, around: Surroundings, settled: frozenset[str]) -> tuple[Finding, ...]:
    """What can be known already of a record in the making.

    In: a record whose unsettled fields hold anything at all; `settled` names the top-level fields that stand.
    Out: only findings that rest on settled fields, so that none of them goes away as the rest is filled in.
    """
    known = settled | ALWAYS_SETTLED
    return tuple(
        finding
        for rule in RULES
        if known.issuperset(rule.fields)
        for finding, problem in findings_of(rule, record, around)
        if known.issuperset(problem.rests_on)
    )


def stops(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that keep a record from being written."""
    return tuple(finding for finding in findings if finding.severity is Severity.STOP)


def warns(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that a person may go on against, with a reason."""
    return tuple(finding for finding in findings if finding.severity is Severity.WARN)
