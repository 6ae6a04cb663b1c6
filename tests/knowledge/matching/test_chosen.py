"""What was chosen before comes first, marked, never sure by that alone, and never for others from one person."""

from dataclasses import replace

import pytest

from knowledge.matching import Band, load_matcher
from knowledge.matching.chosen import Chosen, ChosenBefore, LearntMatcher, chosen_first
from knowledge.matching.said import said_key

WORDS = "assault by beating"
ABH, COMMON_ASSAULT, THEFT = "OF61102", "CJ88116", "TH68010"


def before(code: str = ABH, **changes) -> ChosenBefore:
    return ChosenBefore(**{"code": code, "times": 3, "people": 2, **changes})


def learnt(*made: ChosenBefore, words: str = WORDS) -> LearntMatcher:
    return LearntMatcher(load_matcher(), Chosen({said_key(words) or "": made}))


def found(matcher: LearntMatcher, words: str = WORDS) -> list[tuple[str, Band]]:
    return [(match.code, match.band) for match in matcher.search(words)]


def test_without_choices_the_matches_are_those_of_the_matcher():
    assert learnt().search(WORDS) == load_matcher().search(WORDS)
    assert learnt(before()).search("robbery") == load_matcher().search("robbery")
    assert learnt().version == load_matcher().version


def test_what_was_chosen_before_comes_first_and_says_so():
    first = learnt(before()).search(WORDS)[0]
    assert (first.code, first.band) == (ABH, Band.LIKELY)
    assert first.why.startswith("chosen here before (3 times, by 2 people)")


def test_the_words_need_not_be_spelt_the_same():
    assert found(learnt(before()), "ASSAULT,  by Beating!")[0][0] == ABH


@pytest.mark.parametrize(
    ("made", "is_first"),
    [
        (before(times=9, people=1), False),
        (before(times=1, people=1, own=1), True),
        (before(times=2, people=2), True),
        (before(times=1, people=1, approved=True), True),
        (before(times=0, people=0, approved=True), True),
    ],
    ids=["one other person", "oneself", "two people", "approved", "approved and never chosen"],
)
def test_whose_choice_counts(made: ChosenBefore, is_first: bool):
    assert (found(learnt(made))[0][0] == ABH) is is_first


def test_nothing_is_sure_where_people_chose_otherwise():
    assert load_matcher().search("robbery")[0].band is Band.SURE
    first, second, *_ = learnt(before(THEFT), words="robbery").search("robbery")
    assert [(match.code, match.band) for match in (first, second)] == [
        (THEFT, Band.LIKELY),
        ("TH68023", Band.LIKELY),
    ]


def test_what_the_matcher_holds_sure_stays_sure_where_people_chose_it_too():
    (first, *_) = learnt(before("TH68023"), words="robbery").search("robbery")
    assert (first.code, first.band) == ("TH68023", Band.SURE)


def test_a_choice_never_makes_sure_even_where_the_matcher_found_it():
    matches = [replace(match, band=Band.LIKELY) for match in load_matcher().search(WORDS)]
    ordered = chosen_first(
        matches, [before(matches[0].code, times=99, people=50, approved=True)], lambda _code: None
    )
    assert {match.band for match in ordered} == {Band.LIKELY}


def test_an_offence_that_the_matcher_does_not_find_is_put_first_with_the_whole_of_the_words():
    words = "assault by beating"
    first = learnt(before(THEFT)).search(words)[0]
    assert (first.code, first.part, first.spans) == (THEFT, (0, len(words)), ())
    assert 0 < first.confidence <= first.poc_probability <= 1


def test_words_without_any_match_get_what_was_chosen_for_them():
    words = "fell with shopping"
    matcher = learnt(before(THEFT), words=words)
    assert found(matcher, words)[0] == (THEFT, Band.LIKELY)


def test_no_offence_is_there_twice_and_no_more_than_asked_for():
    matcher = learnt(before(), before(COMMON_ASSAULT), before(THEFT))
    codes = [match.code for match in matcher.search(WORDS)]
    assert len(codes) == len(set(codes)) <= 8
    assert [match.code for match in matcher.search(WORDS, limit=1)] == codes[:1]


def test_approved_ones_come_first_then_ones_own_then_what_most_people_chose():
    made = (
        before("TH68023", people=9, times=20),
        before(THEFT, people=2, times=30),
        before(COMMON_ASSAULT, people=1, times=1, own=1),
        before(ABH, people=1, times=1, approved=True),
    )
    codes = [match.code for match in learnt(*made).search(WORDS)]
    assert codes[:4] == [ABH, COMMON_ASSAULT, "TH68023", THEFT]


def test_a_code_that_is_on_the_list_no_more_is_passed_over():
    assert found(learnt(before("ZZ99999"))) == [
        (match.code, match.band) for match in load_matcher().search(WORDS)
    ]


def test_words_that_name_several_offences_are_left_alone():
    words = "robbery and shoplifting"
    plain = load_matcher().search(words)
    assert len({match.part for match in plain}) > 1
    assert learnt(before(), words=words).search(words) == plain


@pytest.mark.parametrize(
    ("made", "mark"),
    [
        (before(), "chosen here before (3 times, by 2 people)"),
        (before(times=1, people=1, own=1), "chosen here before (once, by you)"),
        (before(own=1), "chosen here before (3 times, by 2 people)"),
        (before(times=2, people=1, approved=True), "chosen here before (2 times, by 1 person, approved)"),
        (before(times=0, people=0, approved=True), "approved here for these words"),
    ],
)
def test_the_mark_says_how_often_and_by_whom(made: ChosenBefore, mark: str):
    assert made.mark == mark


def test_choices_learnt_later_take_the_place_of_those_before():
    chosen = Chosen({said_key(WORDS) or "": [before()]})
    chosen.learn({})
    assert chosen.before(WORDS) == ()
