from datetime import date

import pytest

from knowledge.charges import ChargeFacts
from knowledge.letters import RightToReview, letter_due, letter_owed
from knowledge.results import ChargeResult as R


def charges(*results: R) -> list[ChargeFacts]:
    return [
        ChargeFacts(number=number, title="Theft", result=result) for number, result in enumerate(results, 1)
    ]


@pytest.mark.parametrize(
    "results",
    [
        [R.WITHDRAWN],
        [R.DISCONTINUED],
        [R.NO_EVIDENCE_OFFERED],
        [R.JUDGE_ORDERED],
        [R.BOUND_OVER],
        [R.LIE_ON_FILE],
        [R.GUILTY_PLEA, R.WITHDRAWN],
        [R.REPLACED, R.GUILTY_PLEA],
    ],
)
def test_a_charge_dropped_or_altered_owes_the_victim_a_letter(results: list[R]) -> None:
    reading = letter_owed(charges(*results), victim_identified=True)
    assert reading.owed
    assert reading.why.startswith("A letter is owed")


@pytest.mark.parametrize(
    "results",
    [
        [R.GUILTY_PLEA],
        [R.GUILTY_VERDICT, R.GUILTY_PLEA],
        [R.NOT_GUILTY_VERDICT],
        [R.NO_CASE],
        [R.JUDGE_DIRECTED],
        [R.DISMISSED_WANT],
        [R.DECEASED],
        [R.WARRANT_UNEXECUTED],
    ],
)
def test_a_conviction_an_acquittal_and_an_administrative_end_owe_none(results: list[R]) -> None:
    assert not letter_owed(charges(*results), victim_identified=True).owed


def test_no_letter_is_owed_where_no_victim_is_identified() -> None:
    reading = letter_owed(charges(R.WITHDRAWN), victim_identified=False)
    assert not reading.owed
    assert "no victim is identified" in reading.why


@pytest.mark.parametrize(
    ("outcome", "owed"),
    [
        ("precharge_nfa_evidential", True),
        ("precharge_nfa_public_interest", True),
        ("precharge_charge", False),
        ("precharge_admin", False),
    ],
)
def test_a_decision_not_to_charge_owes_a_letter(outcome: str, owed: bool) -> None:
    assert letter_owed([], victim_identified=True, outcome=outcome).owed is owed


@pytest.mark.parametrize(
    ("results", "says", "review"),
    [
        ([R.WITHDRAWN], "The letter offers the Victims' Right to Review.", RightToReview.OFFERED),
        ([R.NO_EVIDENCE_OFFERED], "cannot be started again", RightToReview.LIMITED),
        ([R.GUILTY_PLEA, R.WITHDRAWN], "does not normally arise", RightToReview.NONE),
    ],
)
def test_the_letter_says_what_the_right_to_review_is(
    results: list[R], says: str, review: RightToReview
) -> None:
    reading = letter_owed(charges(*results), victim_identified=True)
    assert says in reading.right_to_review
    assert reading.review is review


def test_a_letter_that_is_not_owed_says_nothing_of_review() -> None:
    assert letter_owed(charges(R.GUILTY_PLEA), victim_identified=True).review is None


@pytest.mark.parametrize(
    ("decision", "enhanced", "due"),
    [
        (date(2026, 11, 20), True, date(2026, 11, 23)),
        (date(2026, 11, 20), False, date(2026, 11, 27)),
        (date(2026, 12, 23), True, date(2026, 12, 24)),
        (date(2026, 12, 23), False, date(2027, 1, 4)),
        (date(2026, 11, 21), True, date(2026, 11, 23)),
    ],
)
def test_the_letter_is_due_in_one_working_day_or_five(decision: date, enhanced: bool, due: date) -> None:
    assert letter_due(decision, enhanced) == due


def test_an_areas_own_day_off_moves_the_due_date() -> None:
    assert letter_due(date(2026, 11, 20), True, [date(2026, 11, 23)]) == date(2026, 11, 24)
