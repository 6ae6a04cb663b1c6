"""Each rule by records that pass and records that fail for that rule alone (the table is in rule_cases)."""

import pytest
from builders import acquitted_by_jury, deceased, finalisation, not_charged
from rule_cases import CASES_OF_CHARGES_AND_OUTCOME
from rule_cases_later import CASES_OF_POC_AND_LATER

from assistant.record.model import Finalisation
from assistant.record.rules import RULES, Finding, check, check_partial, stops, warns

CASES = {**CASES_OF_CHARGES_AND_OUTCOME, **CASES_OF_POC_AND_LATER}
FAILING = [
    pytest.param(name.split()[0], case, *fails[:2], id=f"{name}-{number}")
    for name, case in CASES.items()
    for number, fails in enumerate(case.fails, 1)
]
PASSING = [
    pytest.param(name.split()[0], case, record, id=f"{name}-{number}")
    for name, case in CASES.items()
    for number, record in enumerate(case.passes, 1)
]
WEIGHED = [
    pytest.param(name.split()[0], case.around, record, *(severity or [case.severity]), id=f"{name}-{number}")
    for name, case in CASES.items()
    for number, (record, _, *severity) in enumerate(case.fails, 1)
]


def serious(findings: tuple[Finding, ...]) -> list[Finding]:
    return [*stops(findings), *warns(findings)]


def test_the_table_has_for_every_rule_of_the_book_a_record_that_passes_and_one_that_fails():
    assert list(dict.fromkeys(name.split()[0] for name in CASES)) == [rule.id for rule in RULES]
    for rule in RULES:
        own = [case for name, case in CASES.items() if name.split()[0] == rule.id]
        assert any(case.passes for case in own)
        assert any(case.fails for case in own)


@pytest.mark.parametrize(("rule", "case", "record", "where"), FAILING)
def test_a_record_that_breaks_one_rule_is_found_by_that_rule_alone(rule, case, record, where):
    findings = check(record, case.around)

    own = [finding for finding in findings if finding.rule == rule]
    assert [finding.field for finding in own] == [where]
    assert [finding for finding in serious(findings) if finding.rule != rule] == []


@pytest.mark.parametrize(("rule", "case", "record"), PASSING)
def test_a_record_that_keeps_the_rule_is_not_stopped_or_warned_of(rule, case, record):
    findings = check(record, case.around)

    assert rule not in {finding.rule for finding in findings}
    assert serious(findings) == []


@pytest.mark.parametrize(
    "filling", [finalisation(), acquitted_by_jury(), deceased(), not_charged(flags=["IVIC"])]
)
@pytest.mark.parametrize(("rule", "case", "record", "where"), FAILING)
def test_what_is_not_settled_yet_changes_nothing_of_an_early_finding(rule, case, record, where, filling):
    fields = next(one.fields for one in RULES if one.id == rule)
    settled = frozenset(
        {
            *fields,
            *(field.replace("charges.", f"charges.{n}.") for field in fields for n in range(1, 4)),
        }
    )
    kept = {"stage", "finalised_on", *(field.partition(".")[0] for field in fields)}
    rest = {name: getattr(filling, name) for name in Finalisation.model_fields if name not in kept}

    early = check_partial(record, case.around, settled)

    assert check_partial(record.model_copy(update=rest), case.around, settled) == early


@pytest.mark.parametrize(("rule", "around", "record", "severity"), WEIGHED)
def test_what_a_rule_finds_weighs_what_the_table_says(rule, around, record, severity):
    findings = check(record, around)

    assert [finding.severity for finding in findings if finding.rule == rule] == [severity]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_finds_with_just_the_severities_that_its_entry_names(rule):
    found = {severity for case in WEIGHED if case.values[0] == rule.id for severity in case.values[3:]}

    assert found | {rule.severity} == {rule.severity, *rule.also}
