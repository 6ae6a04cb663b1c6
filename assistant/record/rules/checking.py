"""The rule book, and the checking of a record against it. The rules themselves are in the modules beside this one."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from types import ModuleType

from assistant.record.model import Finalisation
from assistant.record.rules import (
    administrative,
    audit,
    charges,
    court,
    dates,
    flag_list,
    flags,
    identifiers,
    identity,
    letters,
    outcome,
    poc,
    poc_table,
    reason,
    reason_needs,
    sheet,
    verdict,
)
from assistant.record.rules.book import Finding, Rule, Severity, findings_of
from assistant.record.rules.limits import Limits
from assistant.record.rules.surroundings import Surroundings

EDITION = "2"
"""Goes up whenever a rule is added or comes to another answer."""

ALWAYS_SETTLED = frozenset({"stage", "finalised_on"})
"""Fields that a record has from its first moment."""

OF_EACH_CHARGE = "charges."
"""What the name of a field begins with that a rule reads of each charge by itself."""


def _rules_in(module: ModuleType) -> Iterable[Rule]:
    return (thing for thing in vars(module).values() if isinstance(thing, Rule))


_MODULES = (
    identifiers,
    identity,
    charges,
    court,
    dates,
    verdict,
    outcome,
    administrative,
    reason,
    reason_needs,
    poc,
    poc_table,
    flags,
    flag_list,
    letters,
    sheet,
    audit,
)

RULES: tuple[Rule, ...] = tuple(
    sorted((rule for module in _MODULES for rule in _rules_in(module)), key=lambda rule: rule.number)
)
"""Every rule, in the order of domain.md section 12."""


def rule_book_version(limits: Limits | None = None, stopped: Iterable[str] = ()) -> str:
    """The version of the rule book as an Area has it; kept with every record.

    The number goes up whenever a rule is added or comes to another answer; the letters after it are a checksum of
    the ids, the severities and the limits.
    """
    set_by_area = set(stopped)
    rules = [
        (one.id, *(("stop",) if one.id in set_by_area else ()), one.severity, *one.also) for one in RULES
    ]
    text = json.dumps({"rules": rules, "limits": asdict(limits or Limits())}, sort_keys=True)
    return f"{EDITION}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


RULE_BOOK_VERSION = rule_book_version()
"""The version of the rule book as it ships."""


def check(record: Finalisation, around: Surroundings) -> tuple[Finding, ...]:
    """Everything that is wrong with a whole record or worth a look, in the order of the rules. Never raises."""
    return tuple(finding for rule in RULES for finding, _ in findings_of(rule, record, around))


def check_partial(record: Finalisation, around: Surroundings, settled: frozenset[str]) -> tuple[Finding, ...]:
    """What can be known already of a record in the making.

    In: a record whose unsettled fields hold anything at all; `settled` names the top-level fields that stand, and
    parts of others that do, such as "charges.2.code" or "victim.identified".
    Out: only findings that rest on settled fields, so that none of them goes away as the rest is filled in.
    """
    known = settled | ALWAYS_SETTLED
    return tuple(
        finding
        for rule in RULES
        if (seen := _as_known(rule, record, known)) is not None
        for finding, problem in findings_of(rule, seen, around)
        if _are_known(problem.rests_on, known)
    )


def _are_known(fields: Iterable[str], known: frozenset[str]) -> bool:
    return all(field in known or field.partition(".")[0] in known for field in fields)


def _as_known(rule: Rule, record: Finalisation, known: frozenset[str]) -> Finalisation | None:
    """The record with those charges only of which everything that the rule reads stands; None if it must wait."""
    parts = {field.removeprefix(OF_EACH_CHARGE) for field in rule.fields if field.startswith(OF_EACH_CHARGE)}
    if not _are_known((field for field in rule.fields if not field.startswith(OF_EACH_CHARGE)), known):
        return None
    if not parts or "charges" in known:
        return record
    charges = [
        charge
        for charge in record.charges
        if known.issuperset(f"{OF_EACH_CHARGE}{charge.number}.{part}" for part in parts)
    ]
    return record.model_copy(update={"charges": charges})


def stops(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that keep a record from being written."""
    return tuple(finding for finding in findings if finding.severity is Severity.STOP)


def warns(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that a person may go on against, with a reason."""
    return tuple(finding for finding in findings if finding.severity is Severity.WARN)
