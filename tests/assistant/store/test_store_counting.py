"""Outcomes counted by month, area, POC and outcome: each record once, as its newest version has it."""

from collections import Counter
from datetime import date

import pytest

from assistant.store.counting import OutcomeCount

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def counted(store, days=YEAR):
    return {(one.month, one.area, one.poc, one.outcome): one.count for one in store.outcome_table(*days)}


def test_each_record_counts_once_as_its_newest_version_has_it(store, record):
    for number in range(3):
        written = store.write(record(urn=f"01AB{number:05}26"), draft_id=f"d{number}")
    store.write(record(urn="02AB1234526", outcome="withdrawn", poc=None), draft_id="d3")
    for version, outcome in ((1, "withdrawn"), (2, "jury_acquittal")):
        changed = written.model_copy(update={"outcome": outcome})
        written = store.amend(changed, expected_version=version, why="Late.", draft_id=f"a{version}")
    assert store.outcome_table(*YEAR) == [
        OutcomeCount(month="2026-11", area="01", poc="E", outcome="guilty_plea", count=2),
        OutcomeCount(month="2026-11", area="01", poc="E", outcome="jury_acquittal", count=1),
        OutcomeCount(month="2026-11", area="02", poc=None, outcome="withdrawn", count=1),
    ]


@pytest.mark.parametrize(
    ("days", "months"),
    [
        ((date(2026, 1, 31), date(2026, 2, 28)), {"2026-01": 1, "2026-02": 1}),
        ((date(2026, 2, 1), date(2026, 2, 27)), {}),
        (YEAR, {"2026-01": 1, "2026-02": 1, "2026-12": 1}),
    ],
)
def test_both_days_count(store, record, days, months):
    for number, day in enumerate((date(2026, 1, 31), date(2026, 2, 28), date(2026, 12, 31), None)):
        store.write(record(urn=f"01AB{number:05}26", final_hearing=day), draft_id=str(number))
    assert Counter(one.month for one in store.outcome_table(*days)) == months


def test_an_amendment_that_moves_the_hearing_moves_the_count(store, record):
    written = store.write(record(), draft_id="d1")
    changed = written.model_copy(update={"final_hearing": date(2026, 3, 2)})
    store.amend(changed, expected_version=1, why="Wrong day.", draft_id="a1")
    assert set(counted(store)) == {("2026-03", "01", "E", "guilty_plea")}


def test_a_removed_record_does_not_count(store, record):
    written = store.write(record(), draft_id="d1")
    store.amend(written.model_copy(update={"flags": ["DA"]}), expected_version=1, why="Late.", draft_id="a1")
    store.remove(written.reference, why="Older than seven years.")
    assert store.outcome_table(*YEAR) == []


def test_a_surname_is_found_whatever_its_case_newest_first_and_no_other(store, record):
    first = store.write(record(), draft_id="d1")
    second = store.write(record(urn="02AB1234526"), draft_id="d2")
    jones = record().defendant.model_copy(update={"surname": "Smithson"})
    store.write(record(urn="03AB1234526", defendant=jones), draft_id="d3")
    assert [one.reference for one in store.search(" SMITH ")] == [second.reference, first.reference]
    assert [one.reference for one in store.search("smith", limit=1)] == [second.reference]
    assert store.search("smit") == []
