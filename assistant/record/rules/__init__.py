"""The one place that says what is wrong with a record: the rule book (domain.md 12). Changes and stores nothing."""

from assistant.record.rules.book import Basis, Finding, Problem, Rule, Severity, known_rule
from assistant.record.rules.checking import (
    RULE_BOOK_VERSION,
    RULES,
    check,
    check_partial,
    rule_book_version,
    stops,
    warns,
)
from assistant.record.rules.limits import Limit, Limits, known_limits
from assistant.record.rules.surroundings import Amendment, Surroundings, Week, week_of

__all__ = [
    "RULES",
    "RULE_BOOK_VERSION",
    "Amendment",
    "Basis",
    "Finding",
    "Limit",
    "Limits",
    "Problem",
    "Rule",
    "Severity",
    "Surroundings",
    "Week",
    "check",
    "check_partial",
    "known_limits",
    "known_rule",
    "rule_book_version",
    "stops",
    "warns",
    "week_of",
]
