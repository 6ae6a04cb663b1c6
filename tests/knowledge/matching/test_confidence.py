"""How hits are ranked and how sure the matcher says it is of each offence and its POC."""

import math
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.matching.confidence import (
    Model,
    Weighed,
    chance_features,
    fitted,
    ordered,
    rank_features,
    weigh,
)
from knowledge.matching.gathering import KIND_NAMES, TITLE
from knowledge.matching.index import Index
from knowledge.matching.query import Query
from knowledge.matching.search import Found, Hit

LETTERS = "FFBBIJ"
EVERYDAY, RARE, OLD = 60, 10, 2
FACTS = KIND_NAMES.index("facts")
SHORTHAND = KIND_NAMES.index("shorthand")


def index(priors: list[int] | None = None, kind: int = SHORTHAND, place: int = 0) -> Index:
    """An index of six offences, AA00000 to AA00005, each with one entry, as far as the confidence reads it."""
    return cast(
        "Index",
        SimpleNamespace(
            codes=[f"AA0000{number}" for number in range(6)],
            priors=priors or [EVERYDAY] * 6,
            doc_kind=[kind] * 6,
            doc_place=[place] * 6,
        ),
    )


def hit(code: int, fit: float = 0.5, model: float = -2.0, **more: Any) -> Hit:
    return Hit(code, **{"doc": code, "fit": fit, "covered": fit, "model": model, **more})


def found(*hits: Hit, weight: float = 12.0, known: float = 1.0, nothing: float = -5.0) -> Found:
    return Found(list(hits), weight, known, nothing)


def weighed(
    hits: Found, *, limit: int = 8, words: tuple[str, ...] = ("took", "steak"), at: Index | None = None
) -> list[Weighed]:
    query = Query(text=" ".join(words), content=words)
    return weigh(at or index(), query, hits, LETTERS.__getitem__, limit)


def order(hits: Found, at: Index | None = None) -> list[int]:
    return [one.hit.code for one in weighed(hits, at=at)]


CHANCES = st.floats(0, 1)
HITS = st.lists(
    st.builds(
        Hit,
        code=st.integers(0, 5),
        doc=st.integers(-1, 5),
        fit=CHANCES,
        covered=CHANCES,
        model=st.floats(-12, 0),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda one: one.code,
)
FINDS = st.builds(Found, HITS, st.floats(0, 80), CHANCES, st.floats(-20, 0))
WORDS = st.lists(st.sampled_from(["took", "steak", "hit"]), max_size=15).map(tuple)


def test_what_fits_better_comes_first():
    assert order(found(hit(0, fit=0.4), hit(2, fit=0.9), hit(4, fit=0.6))) == [2, 4, 0]


def test_what_the_model_holds_likelier_comes_first():
    assert order(found(hit(0, model=-6.0), hit(2, model=-0.1), hit(4, model=-3.0))) == [2, 4, 0]


def test_what_is_old_comes_after_its_twin_of_today():
    at = index([OLD, EVERYDAY, OLD, RARE, OLD, OLD])
    assert set(order(found(hit(0), hit(1), hit(2), hit(3)), at)[:2]) == {1, 3}


def test_what_is_alike_in_all_comes_in_the_order_of_its_codes():
    assert order(found(hit(1), hit(0))) == order(found(hit(0), hit(1))) == [0, 1]


def test_no_more_than_asked_for_are_weighed_and_they_are_the_first_ones():
    hits = found(*(hit(code, fit=code / 10) for code in range(6)))
    everyone = weighed(hits, limit=6)
    assert [one.hit.code for one in everyone] == [5, 4, 3, 2, 1, 0]
    assert weighed(hits, limit=2) == everyone[:2]


def test_a_close_second_makes_the_first_less_sure():
    alone, *_ = weighed(found(hit(0, fit=0.9, model=-0.1), hit(2, fit=0.2, model=-8.0)))
    contested, *_ = weighed(found(hit(0, fit=0.9, model=-0.8), hit(2, fit=0.88, model=-0.8)))
    assert contested.code_chance < alone.code_chance
    assert contested.poc_chance < alone.poc_chance


def test_a_second_of_the_same_poc_makes_the_poc_no_less_sure_than_one_of_another():
    same, *_ = weighed(found(hit(0, fit=0.9), hit(1, fit=0.85)))
    other, *_ = weighed(found(hit(0, fit=0.9), hit(2, fit=0.85)))
    assert same.poc_chance > other.poc_chance


@pytest.mark.parametrize(
    "worse",
    [
        found(hit(0, fit=0.4, model=-0.1)),
        found(hit(0, fit=0.9, model=-0.1), nothing=-0.2),
        found(hit(0, fit=0.9, model=-0.1), known=0.4),
        found(hit(0, fit=0.9, model=-0.1), weight=2.0),
    ],
    ids=["a poor fit", "likely no offence", "words unknown", "little said"],
)
def test_what_makes_the_poc_less_sure(worse: Found):
    (best,) = weighed(found(hit(0, fit=0.9, model=-0.1)))
    (other,) = weighed(worse)
    assert other.poc_chance < best.poc_chance


def test_offences_of_one_poc_share_its_chance_and_others_get_what_it_leaves():
    first, *others = weighed(found(hit(0, fit=0.9), hit(1, fit=0.7), hit(2, fit=0.6), hit(4, fit=0.5)))
    assert first.hit.code == 0
    for one in others:
        if LETTERS[one.hit.code] == LETTERS[first.hit.code]:
            assert one.poc_chance == first.poc_chance
        else:
            assert one.poc_chance <= 1 - first.poc_chance


@given(FINDS, WORDS, st.integers(1, 8))
def test_chances_are_chances_and_no_code_is_likelier_than_its_poc(
    hits: Found, words: tuple[str, ...], limit: int
):
    of_words = weighed(hits, limit=limit, words=words)
    assert len(of_words) == min(limit, len(hits.hits))
    for one in of_words:
        assert 0 <= one.code_chance <= one.poc_chance <= 1


@given(FINDS, WORDS)
def test_none_is_likelier_than_the_first_and_the_others_come_the_likeliest_first(
    hits: Found, words: tuple[str, ...]
):
    chances = [one.code_chance for one in weighed(hits, words=words)]
    assert chances == sorted(chances, reverse=True)


@given(FINDS, WORDS)
def test_two_pocs_are_never_likely_both(hits: Found, words: tuple[str, ...]):
    first, *others = weighed(hits, words=words)
    for one in others:
        if LETTERS[one.hit.code] == LETTERS[first.hit.code]:
            assert one.poc_chance == first.poc_chance
        else:
            assert first.poc_chance + one.poc_chance <= 1 + 1e-9


@given(FINDS, WORDS, st.randoms())
def test_the_order_in_which_hits_were_found_makes_no_difference(
    hits: Found, words: tuple[str, ...], chance: Any
):
    shuffled = Found(sorted(hits.hits, key=lambda _: chance.random()), hits.weight, hits.known, hits.nothing)
    plain = weighed(hits, words=words)
    again = weighed(shuffled, words=words)
    assert [one.hit for one in again] == [one.hit for one in plain]
    assert [one.code_chance for one in again] == pytest.approx([one.code_chance for one in plain])
    assert [one.poc_chance for one in again] == pytest.approx([one.poc_chance for one in plain])


@given(FINDS, WORDS)
def test_hits_come_in_the_order_of_their_scores(hits: Found, words: tuple[str, ...]):
    rank, _, _ = fitted()
    query = Query(text="", content=words)
    in_order = ordered(index(), query, hits, LETTERS.__getitem__, rank, 8)
    scores = [features["score"] for _, _, features in in_order]
    assert scores == sorted(scores, reverse=True)
    assert [letter for _, letter, _ in in_order] == [LETTERS[one.code] for one, _, _ in in_order]
    assert [features["first"] for _, _, features in in_order] == [1.0] + [0.0] * (len(in_order) - 1)


def features_of(*hits: Hit, at: Index | None = None, query: Query | None = None) -> list[dict[str, float]]:
    letters = [LETTERS[one.code] for one in hits]
    return rank_features(at or index(), query or Query(text=""), found(*hits), letters)


def test_how_far_ahead_a_hit_is_is_measured_against_the_next_best():
    first, second, third = features_of(
        hit(0, fit=0.9, model=-1.0), hit(1, fit=0.6, model=-3.0), hit(2, fit=0.1, model=-12.0)
    )
    assert first["ahead in fit"] == pytest.approx(0.3)
    assert (second["ahead in fit"], third["ahead in fit"]) == pytest.approx((-0.3, -0.8))
    assert first["ahead in model"] == pytest.approx(0.2)
    assert (second["ahead in model"], third["ahead in model"]) == pytest.approx((-0.2, -1.0))


def test_a_hit_alone_is_ahead_of_nobody():
    (only,) = features_of(hit(0, fit=0.9, model=-1.0))
    assert (only["ahead in fit"], only["ahead in model"]) == (0.0, 0.0)


def test_the_model_speaks_for_a_poc_with_all_its_offences():
    first, second, third = features_of(
        hit(0, model=math.log(0.3)), hit(1, model=math.log(0.2)), hit(2, model=math.log(0.4))
    )
    assert first["model of the POC"] == second["model of the POC"] == pytest.approx(0.5)
    assert third["model of the POC"] == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("name", "at", "one"),
    [
        ("by title", index(kind=TITLE), hit(0)),
        ("by facts", index(kind=FACTS), hit(0)),
        ("no entry", index(kind=TITLE, place=1), hit(0, doc=-1)),
        ("named second", index(place=1), hit(0)),
        ("old", index([OLD] * 6), hit(0)),
        ("whole entry", index(), hit(0, fit=0.99)),
    ],
)
def test_what_carried_a_hit_is_told_apart(name: str, at: Index, one: Hit):
    marks = ("by title", "by facts", "no entry", "named second", "old", "whole entry")
    (features,) = features_of(one, at=at)
    assert {mark: features[mark] for mark in marks} == {mark: float(mark == name) for mark in marks}


def test_a_section_counts_with_the_fit_of_what_it_found():
    (without,) = features_of(hit(0, fit=0.8))
    (with_section,) = features_of(hit(0, fit=0.8), query=Query(text="s47", sections=("47",)))
    assert (without["section and fit"], with_section["section and fit"]) == (0.0, pytest.approx(0.8))


@given(CHANCES, CHANCES, st.floats(-30, 30))
def test_what_the_chances_are_made_of_is_finite(share: float, poc_share: float, score: float):
    query = Query(text="", content=("hit",) * 20)
    features = chance_features(query, found(hit(0), weight=1e6), hit(0), 0, (score, share, poc_share))
    assert all(math.isfinite(value) for value in features.values())
    assert features["length"] == features["weight"] == 1.0


def test_a_model_adds_up_its_weighted_features():
    model = Model(weights={"fit": 2.0, "known": -1.0}, bias=0.5)
    assert model.score({"fit": 0.5, "known": 1.0, "other": 9.0}) == pytest.approx(0.5)
    assert model.chance({"fit": 0.25, "known": 1.0}) == pytest.approx(0.5)


@given(st.floats(-1e6, 1e6))
def test_no_score_is_so_high_that_the_chance_is_certain(fit: float):
    assert 0 < Model(weights={"fit": 1.0}).chance({"fit": fit}) < 1


@given(st.floats(-20, 20), st.floats(-20, 20))
def test_a_higher_score_never_makes_a_lower_chance(one: float, other: float):
    model = Model(weights={"fit": 1.0})
    lower, higher = sorted((one, other))
    assert model.chance({"fit": lower}) <= model.chance({"fit": higher})


def test_the_fitted_models_ask_for_nothing_but_what_is_measured():
    rank, code, poc = fitted()
    (of_rank,) = features_of(hit(0))
    of_chance = chance_features(Query(text=""), found(hit(0)), hit(0), 0, (0.0, 0.5, 0.5))
    assert set(rank.weights) <= set(of_rank)
    assert set(code.weights) | set(poc.weights) <= set(of_chance)
    assert math.isfinite(rank.score(of_rank))


def test_what_the_model_holds_for_no_offence_speaks_against_every_offence():
    _, code, poc = fitted()
    assert code.weights["no offence"] < 0
    assert poc.weights["no offence"] < 0
