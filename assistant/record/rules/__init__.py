"""The one place that says what is wrong with a record: the rule book (domain.md 12). Changes and stores nothing."""

from assistant.record.rules.book import Basis, Finding, Problem, Rule, Severity
from assistant.record.rules.checking import RULE_BOOK_VERSION, RULES, check, check_partial, stops, warns
from assistant.record.rules.surroundings import Limits, Surroundings

__all__ = [
    "RULES",
    "RULE_BOOK_VERSION",
    "Basis",
    "Finding",
    "Limits",
    "Problem",
    "Rule",
    "Severity",
    "Surroundings",
    "check",
    "check_partial",
    "stops",
    "warns",
]
