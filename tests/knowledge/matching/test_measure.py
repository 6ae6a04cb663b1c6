"""The measures of answers: small examples worked out by hand, and laws that hold for any answers."""

import json
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.matching import load_matcher
from knowledge.matching.measure import (
    Answer,
    GoldPhrase,
    Measures,
    Share,
    answers,
    calibration,
    calibration_error,
    f1_by_letter,
    measure,
    measure_negatives,
    plain,
)
from knowledge.poc_categories import POC_CATEGORIES

ROBBERY = GoldPhrase(text="mugged", codes=("TH68023",), pocs=("E",), style="press")
THEFT = GoldPhrase(text="nicked", codes=("TH68010", "TH68001"), pocs=("F",), style="press")
SEND = GoldPhrase(text="nasty letter", codes=("MC88001",), pocs=(), style="official")
EITHER = GoldPhrase(text="threw a brick", codes=("CD71039",), pocs=("H", "J"), style="official")


def answer(code: str, poc: str | None, probability: float = 0.9, *, is_sure: bool = False) -> Answer:
    return Answer(code=code, poc=poc, probability=probability, poc_probability=probability, is_sure=is_sure)


def of_answers(*pairs: tuple[GoldPhrase, Sequence[Answer]]) -> Measures:
    given_answers = {phrase.text: found for phrase, found in pairs}
    return measure([phrase for phrase, _ in pairs], given_answers.__getitem__)


# By hand


def test_the_first_suggestion_is_right_when_its_code_is_any_of_the_gold_codes():
    measured = of_answers((ROBBERY, [answer("TH68023", "E")]), (THEFT, [answer("TH68001", "F")]))
    assert measured.total.code_first == measured.total.poc_first == Share(2, 2)
    assert measured.macro_f1 == 1.0


def test_a_right_code_counts_among_the_first_five_and_no_further_down():
    wrong = [answer(f"XX0000{number}", "L") for number in range(5)]
    right = answer("TH68023", "E")
    assert of_answers((ROBBERY, [*wrong[:4], right])).total.code_among_first == Share(1, 1)
    assert of_answers((ROBBERY, [*wrong, right])).total.code_among_first == Share(0, 1)
    assert of_answers((ROBBERY, [*wrong[:4], right])).total.code_first == Share(0, 1)


def test_the_poc_is_right_though_the_code_is_wrong():
    measured = of_answers((THEFT, [answer("TH68099", "F")]))
    assert (measured.total.code_first, measured.total.poc_first) == (Share(0, 1), Share(1, 1))


def test_a_phrase_without_poc_is_scored_for_its_code_alone():
    measured = of_answers((SEND, [answer("MC88001", "J", is_sure=True)]))
    assert (measured.total.code_first, measured.total.poc_first) == (Share(1, 1), Share(0, 0))
    assert (measured.sure, measured.sure_code, measured.sure_poc) == (Share(1, 1), Share(1, 1), Share(0, 0))


def test_a_text_without_suggestion_is_wrong_and_counts_against_what_is_kept():
    measured = of_answers((ROBBERY, []), (THEFT, [answer("TH68001", "F", 0.9)]))
    assert measured.total.code_first == measured.total.poc_first == Share(1, 2)
    assert measured.f1 == {"E": 0.0, "F": 1.0}
    assert measured.poc.cut_offs[0].kept == Share(1, 2)
    assert measured.poc.error == pytest.approx(0.1)


def test_each_style_is_told_apart_in_the_order_it_came():
    measured = of_answers((SEND, [answer("MC88001", "J")]), (ROBBERY, []), (THEFT, [answer("TH68001", "F")]))
    assert list(measured.by_style) == ["official", "press"]
    assert measured.by_style["press"].code_first == Share(1, 2)
    assert measured.by_style["official"].code_first == Share(1, 1)


def test_phrases_without_style_have_no_style_of_their_own():
    assert of_answers((GoldPhrase(text="x", codes=("TH68023",)), [])).by_style == {}


def test_any_of_several_right_letters_counts_as_the_phrases_own():
    assert of_answers((EITHER, [answer("X", "J")])).f1 == {"J": 1.0}
    assert of_answers((EITHER, [answer("X", "H")])).f1 == {"H": 1.0}
    assert of_answers((EITHER, [answer("X", "K")])).f1 == {"H": 0.0}


def test_f1_by_hand():
    # E: 2 right of 3 answered and of 2 that are E: 2*2/(3+2). F: 1 of 1 answered and of 3. "A" is only an answer.
    pairs = [("E", "E"), ("E", "E"), ("F", "E"), ("F", "F"), ("F", "A")]
    assert f1_by_letter(pairs) == {"E": 0.8, "F": 0.5}


def test_precision_and_share_of_sure_by_hand():
    measured = of_answers(
        (ROBBERY, [answer("TH68023", "E", is_sure=True)]),
        (THEFT, [answer("TH68099", "F", is_sure=True)]),
        (EITHER, [answer("CD71039", "H")]),
    )
    assert measured.sure == Share(2, 3)
    assert (measured.sure_code, measured.sure_poc) == (Share(1, 2), Share(2, 2))


def test_a_poc_may_be_sure_though_the_offence_is_not():
    poc_alone = Answer(code="TH68099", poc="F", is_poc_sure=True)
    both = Answer(code="TH68023", poc="E", is_sure=True, is_poc_sure=True)
    measured = of_answers(
        (THEFT, [poc_alone]), (ROBBERY, [both]), (EITHER, [answer("CD71039", "H")]), (SEND, [poc_alone])
    )
    assert (measured.poc_sure, measured.poc_sure_right) == (Share(2, 3), Share(2, 2))
    assert (measured.sure, measured.sure_code) == (Share(1, 4), Share(1, 1))


def test_calibration_error_by_hand():
    # Bin 0.9 to 1: said 0.95 twice, right once: |1.9 - 1|. Bin 0.2 to 0.3: said 0.25, wrong: 0.25. Of three.
    assert calibration_error([(0.95, True), (0.95, False), (0.25, False)]) == pytest.approx((0.9 + 0.25) / 3)
    assert calibration_error([(1.0, True), (0.0, False)]) == 0.0
    assert calibration_error([]) == 0.0


def test_the_cut_off_table_says_what_is_kept_and_what_of_it_is_right():
    table = {
        row.probability: row
        for row in calibration([(0.95, True), (0.85, False), (0.55, True)], total=4).cut_offs
    }
    assert (table[0.5].kept, table[0.5].right) == (Share(3, 4), Share(2, 3))
    assert (table[0.8].kept, table[0.8].right) == (Share(2, 4), Share(1, 2))
    assert (table[0.95].kept, table[0.95].right) == (Share(1, 4), Share(1, 1))
    assert (table[0.99].kept, table[0.99].right) == (Share(0, 4), Share(0, 0))


def test_the_widest_cut_off_that_is_nearly_all_right_is_found():
    claims = [(0.9, True)] * 3 + [(0.8, True)] * 2 + [(0.7, False)]
    found = calibration(claims, total=8).nearly_all_right
    assert found is not None
    assert (found.probability, found.kept, found.right) == (0.8, Share(5, 8), Share(5, 5))
    assert calibration([(0.9, True), (0.9, False)], total=2).nearly_all_right is None


def test_negatives_go_by_their_surest_suggestion():
    found = {
        "s47 please": [answer("A", "B"), answer("B", "B", is_sure=True)],
        "monday": [answer("C", "K")],
        "hello": [],
        "bye": [],
    }
    measured = measure_negatives(found, found.__getitem__)
    assert (measured.sure, measured.likely, measured.none) == (Share(1, 4), Share(1, 4), Share(2, 4))


def test_measures_of_nothing_are_nothing_and_do_not_fail():
    measured = of_answers()
    assert (measured.total.code_first, measured.macro_f1, measured.poc.error) == (Share(0, 0), 0.0, 0.0)
    assert Share(0, 0).value == 0.0


def test_measures_become_plain_data():
    measured = of_answers((ROBBERY, [answer("TH68023", "E", is_sure=True)]), (THEFT, []))
    data = json.loads(json.dumps(plain(measured)))
    assert data["total"]["code_first"] == {"count": 1, "of": 2, "share": 0.5}
    assert data["by_style"]["press"]["poc_first"]["of"] == 2
    assert data["poc"]["cut_offs"][0]["probability"] == 0.5
    assert data["poc"]["nearly_all_right"]["kept"]["count"] == 1
    assert set(plain(measure_negatives([], answers_none))) == {"sure", "likely", "none"}


def answers_none(text: str) -> list[Answer]:
    return []


def test_the_matchers_own_suggestions_can_be_scored():
    (found,) = answers(load_matcher().search("TH68023", limit=1))
    assert (found.code, found.poc, found.is_sure) == ("TH68023", "E", True)
    assert found.probability is not None
    assert found.probability > 0.9


# Laws

letters = st.sampled_from(sorted(POC_CATEGORIES))
probabilities = st.floats(0, 1)


@settings(deadline=None)
@given(st.lists(st.tuples(letters, st.none() | letters), min_size=1))
def test_f1_lies_between_none_and_all_right(pairs: list[tuple[str, str | None]]):
    for letter, value in f1_by_letter(pairs).items():
        assert 0 <= value <= 1
        assert (value == 1) == all((right == letter) == (answered == letter) for right, answered in pairs)


@settings(deadline=None)
@given(st.lists(st.tuples(letters, st.none() | letters), min_size=1), st.randoms())
def test_f1_does_not_hang_on_the_order(pairs: list[tuple[str, str | None]], chance: object):
    shuffled = sorted(pairs, key=lambda _: chance.random())  # type: ignore[attr-defined]
    assert f1_by_letter(shuffled) == f1_by_letter(pairs)


@settings(deadline=None)
@given(st.lists(st.integers(0, 20), min_size=1, max_size=20))
def test_claims_that_come_true_as_often_as_they_say_have_no_error(rights: list[int]):
    claims = [(right / 20, place < right) for right in rights for place in range(20)]
    assert calibration_error(claims) == pytest.approx(0.0, abs=1e-9)


@settings(deadline=None)
@given(st.lists(st.tuples(probabilities, st.booleans())))
def test_calibration_error_is_at_most_one(claims: list[tuple[float, bool]]):
    assert 0 <= calibration_error(claims) <= 1 + 1e-9


@settings(deadline=None)
@given(st.lists(st.tuples(probabilities, st.booleans())), st.integers(0, 5))
def test_a_higher_cut_off_never_keeps_more(claims: list[tuple[float, bool]], unanswered: int):
    found = calibration(claims, len(claims) + unanswered)
    kept = [row.kept.count for row in found.cut_offs]
    assert kept == sorted(kept, reverse=True)
    best = found.nearly_all_right
    if best is not None:
        truly = [right for probability, right in claims if probability >= best.probability]
        assert (len(truly), sum(truly)) == (best.kept.count, best.right.count)
        assert best.right.value >= 0.995 - 1e-9
