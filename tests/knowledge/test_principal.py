import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.catalogue import load_catalogue
from knowledge.poc import load_poc_table
from knowledge.principal import ChargeFacts, DecidedBy, PrincipalChoice, choose_principal
from knowledge.results import ChargeResult as R

DEVSET = Path(__file__).parents[3] / "shared" / "devset" / "cases.jsonl"
CASES = (
    [json.loads(line) for line in DEVSET.read_text(encoding="utf-8").splitlines()] if DEVSET.exists() else []
)

ROBBERY, THEFT, ABH, BATTERY, AFFRAY = "TH68023", "TH68020", "OF61102", "CJ88116", "PU86003"
BURGLARY, HANDLING, SECTION_4, MURDER, MANSLAUGHTER = "TH68036", "TH68073", "PU86004", "COML025", "COML022"
DECENCY = "COML062"  # either way, and its maximum is not in our table


def facts(number: int, code: str | None, result: R | None = None, **changes: Any) -> ChargeFacts:
    offence = load_catalogue().get(code) if code else None
    return ChargeFacts(
        number=number, code=code, title=offence.title if offence else "Typed", result=result, **changes
    )


def choose(*charges: ChargeFacts, **known: Any) -> PrincipalChoice:
    return choose_principal(charges, load_poc_table(), **known)


def of(case: dict[str, Any]) -> list[ChargeFacts]:
    codes = [charge["code"] for charge in case["charges"]]
    names = {"discontinued_earlier": "discontinued", "replaced_at_final_hearing": "replaced"}
    return [
        ChargeFacts(
            number=number,
            code=charge["code"],
            title=charge["text"],
            result=R(names.get(charge["result"], charge["result"])) if "result" in charge else None,
            live=charge.get("live", True),
            replaced_by=codes.index(charge["replaced_by"]) + 1 if "replaced_by" in charge else None,
            sentence=charge.get("sentence"),
        )
        for number, charge in enumerate(case["charges"], 1)
    ]


@pytest.mark.skipif(not CASES, reason="the development set is not here")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_worked_cases_come_out_right(case: dict[str, Any]) -> None:
    choice = choose(*of(case))
    codes = [charge["code"] for charge in case["charges"]]
    assert (codes[choice.number - 1] if choice.number else None) == case["principal_code"]
    assert (choice.poc.letter if choice.poc else None) in [case["poc"], *case["also_poc"]]
    assert choice.decided_by == case["decided_by"]


def test_the_only_charge_is_the_principal_offence() -> None:
    choice = choose(facts(1, ABH, R.GUILTY_PLEA))
    assert (choice.number, choice.decided_by) == (1, DecidedBy.ONLY)
    assert choice.poc is not None
    assert choice.poc.letter == "B"


def test_the_highest_maximum_decides_and_is_named() -> None:
    choice = choose(facts(1, BATTERY), facts(2, ROBBERY), facts(3, THEFT))
    assert (choice.number, choice.decided_by) == (2, DecidedBy.MAX)
    assert choice.explanation == (
        "Robbery is the principal offence: its maximum (life) is the highest of the charges still before the court."
    )


def test_mode_of_trial_decides_between_equal_maxima() -> None:
    choice = choose(facts(1, "MD71230"), facts(2, ROBBERY))
    assert (choice.number, choice.decided_by) == (2, DecidedBy.MODE)


def test_conviction_decides_between_equals_in_mode() -> None:
    choice = choose(facts(1, BURGLARY, R.NOT_GUILTY_VERDICT), facts(2, HANDLING, R.GUILTY_VERDICT))
    assert (choice.number, choice.decided_by) == (2, DecidedBy.CONVICTED)


def test_the_higher_sentence_decides_between_two_convictions() -> None:
    choice = choose(
        facts(1, BURGLARY, R.GUILTY_PLEA, sentence="Community order 12 months"),
        facts(2, HANDLING, R.GUILTY_PLEA, sentence="4 months' imprisonment"),
    )
    assert (choice.number, choice.decided_by) == (2, DecidedBy.SENTENCE)
    assert "4 months' imprisonment" in choice.explanation


def test_the_order_of_the_list_decides_last() -> None:
    choice = choose(facts(1, HANDLING, R.GUILTY_PLEA), facts(2, BURGLARY, R.GUILTY_PLEA))
    assert (choice.number, choice.decided_by) == (1, DecidedBy.ORDER)
    assert "first on the list" in choice.explanation


def test_a_maximum_not_in_our_table_is_said_and_mode_of_trial_decides() -> None:
    choice = choose(facts(1, DECENCY), facts(2, BATTERY))
    assert (choice.number, choice.decided_by) == (1, DecidedBy.MODE)
    assert "not in our table" in choice.explanation


def test_a_charge_that_left_earlier_cannot_carry_the_poc() -> None:
    choice = choose(facts(1, ROBBERY, R.DISCONTINUED, live=False), facts(2, THEFT, R.GUILTY_PLEA))
    assert (choice.number, choice.decided_by) == (2, DecidedBy.LIVE)
    assert "Robbery" in choice.explanation


def test_a_lesser_charge_that_left_earlier_changes_nothing() -> None:
    choice = choose(facts(1, THEFT, R.WITHDRAWN, live=False), facts(2, ROBBERY, R.GUILTY_PLEA))
    assert (choice.number, choice.decided_by) == (2, DecidedBy.ONLY)


@pytest.mark.parametrize("changes", [{}, {"live": False, "left_at_final": True}])
def test_a_charge_replaced_at_the_final_hearing_yields_to_the_one_in_its_place(
    changes: dict[str, bool],
) -> None:
    choice = choose(facts(1, ABH, R.REPLACED, replaced_by=2, **changes), facts(2, SECTION_4, R.GUILTY_PLEA))
    assert (choice.number, choice.decided_by) == (2, DecidedBy.INPLACE)
    assert choice.questions == ()


DROPPED_FOR_A_PLEA = (facts(1, ABH, R.NO_EVIDENCE_OFFERED), facts(2, BATTERY, R.GUILTY_PLEA))


def test_a_graver_charge_dropped_on_the_last_day_asks_whether_the_lesser_took_its_place() -> None:
    choice = choose(*DROPPED_FOR_A_PLEA)
    assert choice.number == 1
    assert choice.questions == ("lesser_in_place",)
    assert [(other.number, other.poc) for other in choice.other_readings] == [(2, "B")]


def test_the_lesser_in_place_stands() -> None:
    choice = choose(*DROPPED_FOR_A_PLEA, lesser_in_place=True)
    assert (choice.number, choice.decided_by, choice.questions) == (2, DecidedBy.INPLACE, ())


def test_where_both_were_on_the_sheet_throughout_the_graver_stands() -> None:
    choice = choose(*DROPPED_FOR_A_PLEA, lesser_in_place=False)
    assert (choice.number, choice.decided_by, choice.questions) == (1, DecidedBy.MAX, ())


@pytest.mark.parametrize(
    "charges",
    [
        (facts(1, ABH, R.NO_EVIDENCE_OFFERED), facts(2, BATTERY, R.GUILTY_VERDICT)),
        (facts(1, ABH, R.NOT_GUILTY_VERDICT), facts(2, BATTERY, R.GUILTY_PLEA)),
        (facts(1, ABH, R.GUILTY_PLEA), facts(2, BATTERY, R.WITHDRAWN)),
        (facts(1, ABH, R.WITHDRAWN, live=False), facts(2, BATTERY, R.GUILTY_PLEA)),
    ],
)
def test_nothing_is_asked_where_no_graver_charge_was_dropped_for_a_plea(
    charges: tuple[ChargeFacts, ...],
) -> None:
    assert choose(*charges).questions == ()


def test_convicted_of_an_alternative_keeps_the_charge_tried_and_gives_the_other_reading() -> None:
    choice = choose(facts(1, MURDER, R.GUILTY_OF_ALTERNATIVE), facts(2, ABH, R.GUILTY_VERDICT))
    assert choice.number == 1
    assert any(other.number == 2 and other.poc == "B" for other in choice.other_readings)


def test_the_other_reading_of_the_table_is_carried_along() -> None:
    choice = choose(facts(1, "FL96001", R.GUILTY_PLEA))
    assert choice.poc is not None
    assert choice.poc.letter == "B"
    assert [(other.number, other.poc) for other in choice.other_readings] == [(1, "K")]


def test_acquitted_of_everything_the_most_serious_tried_stands() -> None:
    assert choose(facts(1, THEFT, R.NOT_GUILTY_VERDICT), facts(2, ROBBERY, R.NOT_GUILTY_VERDICT)).number == 2


def test_everything_that_left_earlier_is_weighed_where_nothing_else_is_left() -> None:
    charges = (facts(1, THEFT, R.WITHDRAWN, live=False), facts(2, ROBBERY, R.WITHDRAWN, live=False))
    assert choose(*charges).number == 2


@pytest.mark.parametrize("result", [R.DECEASED, R.WARRANT_UNEXECUTED, R.UNTRACED, R.UNFIT_TO_PLEAD])
def test_an_administrative_finalisation_has_no_poc(result: R) -> None:
    choice = choose(facts(1, ROBBERY, result))
    assert (choice.number, choice.poc, choice.decided_by) == (None, None, DecidedBy.ADMINISTRATIVE)


def test_no_charge_gives_no_principal_offence() -> None:
    choice = choose()
    assert (choice.number, choice.poc, choice.decided_by) == (None, None, None)


def test_a_charge_without_a_code_gives_way_to_one_that_is_known() -> None:
    assert choose(facts(1, None), facts(2, THEFT)).number == 2
    only = choose(facts(1, None))
    assert only.number == 1
    assert only.poc is None


def test_a_code_that_does_not_exist_is_no_error() -> None:
    choice = choose(facts(1, "XX99999"), facts(2, THEFT))
    assert choice.number == 2


def test_two_charges_of_one_offence_are_told_apart() -> None:
    choice = choose(facts(1, THEFT, R.GUILTY_PLEA), facts(2, THEFT, R.GUILTY_PLEA))
    assert "(charge 1) is the principal offence" in choice.explanation
    assert "(charge 2) has the same maximum" in choice.explanation


CODES = st.sampled_from(
    [ROBBERY, THEFT, ABH, BATTERY, AFFRAY, BURGLARY, HANDLING, MURDER, DECENCY, "MD71230", None]
)
CHARGE = st.tuples(CODES, st.one_of(st.none(), st.sampled_from(R)), st.booleans(), st.booleans())


@given(st.lists(CHARGE, min_size=1, max_size=6), st.sampled_from([None, True, False]))
def test_some_charge_is_chosen_or_the_case_is_administrative(
    drawn: list[tuple[str | None, R | None, bool, bool]], in_place: bool | None
) -> None:
    charges = [
        facts(number, code, result, live=live, left_at_final=not live and left)
        for number, (code, result, live, left) in enumerate(drawn, 1)
    ]
    choice = choose(*charges, lesser_in_place=in_place)
    assert (choice.number is None) == (choice.decided_by is DecidedBy.ADMINISTRATIVE)
    if choice.number is not None:
        principal = charges[choice.number - 1]
        assert principal.stood_at_the_end or not any(charge.stood_at_the_end for charge in charges)
        assert choice.explanation.endswith(".")
    if in_place is not None:
        assert choice.questions == ()


@given(st.permutations([ROBBERY, THEFT, ABH, BATTERY, AFFRAY]))
def test_the_order_of_entry_does_not_matter_where_maxima_differ(codes: list[str]) -> None:
    choice = choose(*(facts(number, code, R.GUILTY_PLEA) for number, code in enumerate(codes, 1)))
    assert choice.number is not None
    assert codes[choice.number - 1] == ROBBERY
