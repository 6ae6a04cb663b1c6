"""What holds of the rule book as a whole, and of checking a record that is still in the making."""

import re
from dataclasses import replace
from datetime import date

import pytest
from builders import (
    LEEDS_CROWN,
    TODAY,
    acquitted_by_jury,
    charge,
    deceased,
    dropped,
    finalisation,
    not_charged,
    organisation,
    person,
    poc,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.record.model import (
    Charge,
    Court,
    Defendant,
    DefendantKind,
    Finalisation,
    PocChoice,
    Stage,
    Versions,
    Victim,
)
from assistant.record.rules import (
    RULES,
    Finding,
    Limits,
    Severity,
    Surroundings,
    check,
    check_partial,
    stops,
    warns,
)
from guidance.library import load_library
from knowledge.courts import CourtType
from knowledge.flags import load_flags
from knowledge.outcomes import load_outcomes
from knowledge.pleas import Plea, Verdict
from knowledge.poc import POC_CATEGORIES
from knowledge.reasons import load_reasons
from knowledge.results import ChargeResult

AROUND = Surroundings.standing(TODAY)
EVERY_FIELD = frozenset(Finalisation.model_fields)

texts = st.text(max_size=12) | st.sampled_from(
    ["", " ", "victim retracted", "did not attend 3/11/2026", "\x1b[31m", "[/]"]
)
notes = st.none() | texts
dates = st.dates(date(2015, 1, 1), date(2027, 12, 31)) | st.sampled_from([date.min, date.max, TODAY])
numbers = st.integers(0, 4) | st.sampled_from([-1, 10**9])
codes = (
    st.sampled_from(
        [
            "TH68010",
            "OF61102",
            "COML025",
            "TH68023A",
            "SX03001",
            "FL96001",
            "CJ88144",
            "RT88500",
            "CD98042",
            "NYC",
        ]
    )
    | st.sampled_from(["AE71501", "01IC600001", "PL96001", "th68010 ", "RT88001", "IC60001"])
    | texts
)
charges = st.builds(
    Charge,
    number=numbers,
    code=st.none() | codes,
    title=texts,
    offence_date=st.none() | dates,
    offence_date_to=st.none() | dates,
    plea=st.none() | st.sampled_from(Plea),
    verdict=st.none() | st.sampled_from(Verdict),
    result=st.none() | st.sampled_from(ChargeResult),
    live=st.booleans(),
    left_on=st.none() | dates,
    replaced_by=st.none() | numbers,
    sentence=notes,
)
records = st.builds(
    Finalisation,
    reference=notes,
    stage=st.sampled_from(Stage),
    urn=texts | st.sampled_from(["13AB1234526", "13/AB/12345/26", "13AB123", "99ZZ0000099"]),
    defendant=st.builds(
        Defendant,
        kind=st.sampled_from(DefendantKind),
        surname=notes,
        forenames=notes,
        organisation=notes,
        date_of_birth=st.none() | dates,
    ),
    court=st.none() | st.builds(Court, code=texts, name=texts, type=st.sampled_from(CourtType)),
    final_hearing=st.none() | dates,
    finalised_on=dates,
    charges=st.lists(charges, max_size=4),
    outcome=st.sampled_from(list(load_outcomes())) | texts,
    outcome_label=texts,
    successful=st.none() | st.booleans(),
    reason=st.none() | st.sampled_from(list(load_reasons())) | texts,
    reason_note=notes,
    poc=st.none()
    | st.builds(
        PocChoice,
        letter=st.sampled_from(list(POC_CATEGORIES)) | texts,
        name=texts,
        charge=st.none() | numbers,
        decided_by=texts | st.just("inplace"),
        explanation=texts,
        confidence=texts,
        note=notes,
    ),
    flags=st.lists(st.sampled_from(list(load_flags())) | texts, max_size=4),
    disclosure_was_key=st.none() | st.booleans(),
    victim=st.none()
    | st.builds(
        Victim,
        identified=st.booleans(),
        enhanced=st.none() | st.booleans(),
        letter_owed=st.booleans(),
        letter_due=st.none() | dates,
        dropped_on=st.none() | dates,
    ),
    outcome_date=st.none() | dates,
    versions=st.just(Versions(finalise="0.1.0", catalogue="2", poc_table="1", rules="1")),
)


@st.composite
def nearly_good_records(draw: st.DrawFn) -> Finalisation:
    """A good record with a few of its fields taken from a wild one."""
    good = draw(st.sampled_from([finalisation(), dropped(), acquitted_by_jury(), deceased(), not_charged()]))
    wild = draw(records)
    spoilt = draw(st.sets(st.sampled_from(sorted(EVERY_FIELD)), max_size=3))
    return good.model_copy(update={name: getattr(wild, name) for name in spoilt})


any_records = records | nearly_good_records()


def rules_of(findings: tuple[Finding, ...]) -> set[str]:
    return {finding.rule for finding in findings}


@settings(deadline=None)
@given(record=any_records, others=st.lists(any_records, max_size=2), today=dates)
def test_checking_never_raises_whatever_a_record_holds(record, others, today):
    around = replace(AROUND, today=today, others=(record, *others))

    for finding in check(record, around):
        assert finding.message.endswith(".")
        assert finding.field.partition(".")[0] in EVERY_FIELD


@settings(deadline=None)
@given(record=any_records, settled=st.sets(st.sampled_from(sorted(EVERY_FIELD))))
def test_what_is_found_early_is_found_of_the_whole_record_too(record, settled):
    whole = check(record, AROUND)

    assert set(check_partial(record, AROUND, frozenset(settled))) <= set(whole)
    assert check_partial(record, AROUND, EVERY_FIELD) == whole


@settings(deadline=None)
@given(settled=st.sets(st.sampled_from(sorted(EVERY_FIELD))), record=any_records, other=any_records)
def test_unsettled_fields_change_nothing_of_what_is_found_early(settled, record, other):
    kept = {"stage", "finalised_on", *settled}
    rest = {name: getattr(other, name) for name in EVERY_FIELD - kept}

    early = check_partial(record, AROUND, frozenset(settled))

    assert check_partial(record.model_copy(update=rest), AROUND, frozenset(settled)) == early


def test_a_good_record_of_each_kind_has_no_findings():
    records_without_fault = [finalisation(), dropped(), deceased(), not_charged()]

    assert [check(record, AROUND) for record in records_without_fault] == [(), (), (), ()]


def test_every_rule_has_one_entry_numbered_as_in_the_domain():
    assert [rule.id for rule in RULES] == [f"R{number}" for number in sorted({rule.number for rule in RULES})]
    assert all(1 <= rule.number <= 92 for rule in RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_reads_fields_of_the_record_and_leads_to_guidance(rule):
    assert set(rule.fields) <= EVERY_FIELD
    assert load_library().get(rule.topic) is not None


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_in_one_sentence_what_must_hold(rule):
    assert rule.summary.endswith(".")
    assert "\n" not in rule.summary
    assert not re.search(r"(?i)\b(?:invalid|please)\b", rule.summary)


def test_a_wrong_urn_is_found_before_anything_else_is_settled():
    record = finalisation(urn="13AB12", defendant=person(None), charges=[], outcome="", poc=None)

    assert rules_of(check_partial(record, AROUND, frozenset({"urn"}))) == {"R1"}


def test_nothing_is_found_early_of_fields_that_are_not_settled():
    record = finalisation(urn="", defendant=person(None), court=None, charges=[], outcome="", poc=None)

    assert check_partial(record, AROUND, frozenset()) == ()


def test_a_problem_that_rests_on_another_field_waits_for_it():
    record = deceased(defendant=organisation())

    assert check_partial(record, AROUND, frozenset({"defendant"})) == ()
    assert rules_of(check_partial(record, AROUND, frozenset({"defendant", "outcome"}))) == {"R8"}


def test_stops_and_warnings_are_told_apart_and_information_is_neither():
    findings = check(finalisation(urn="13AB12", poc=poc("G"), court=LEEDS_CROWN), AROUND)

    assert [finding.rule for finding in stops(findings)] == ["R1"]
    assert [finding.rule for finding in warns(findings)] == ["R60"]
    old = finalisation(urn="13AB1234515", finalised_on=date(2015, 1, 8), final_hearing=date(2015, 1, 8))
    told = check(
        old.model_copy(update={"charges": [charge(offence_date=None)]}),
        replace(AROUND, today=date(2015, 2, 2)),
    )
    assert [(finding.rule, finding.severity) for finding in told] == [("R65", Severity.INFORM)]


def test_an_area_sets_its_own_limits():
    late = finalisation(final_hearing=date(2026, 11, 17))
    brief = dropped(reason="O9", reason_note="old Act")

    assert rules_of(check(late, AROUND)) == {"R25"}
    assert check(late, replace(AROUND, limits=Limits(entry_days=4))) == ()
    assert rules_of(check(brief, AROUND)) == {"R54"}
    assert check(brief, replace(AROUND, limits=Limits(other_words=2))) == ()


def test_a_case_taken_up_again_after_an_administrative_end_is_no_duplicate():
    written_off = deceased(outcome="warrant_unexecuted", reference="FIN-1")
    found_since = finalisation()

    assert check(found_since, replace(AROUND, others=(written_off,))) == ()
