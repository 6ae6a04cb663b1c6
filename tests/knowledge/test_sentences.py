from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.sentences import severity


def test_heavier_sentences_rank_above_lighter_ones() -> None:
    from_the_lightest = [
        "No separate penalty",
        "Absolute discharge",
        "Conditional discharge 12 months",
        "£120 fine",
        "Fined £1,000",
        "Community order 12 months",
        "8 weeks' imprisonment suspended for 12 months",
        "12 weeks suspended sentence",
        "8 weeks' imprisonment",
        "20 weeks' imprisonment",
        "6 months",
        "3 years imprisonment",
        "Life imprisonment",
    ]
    ranks = [severity(sentence) for sentence in from_the_lightest]
    for lighter, heavier in pairwise(ranks):
        assert lighter is not None
        assert heavier is not None
        assert lighter < heavier


@pytest.mark.parametrize(
    "sentence", [None, "", "see register", "disqualified 12 months", "restraining order"]
)
def test_what_does_not_say_has_no_rank(sentence: str | None) -> None:
    assert severity(sentence) is None


@given(st.text(max_size=60))
def test_any_text_has_a_rank_or_none(sentence: str) -> None:
    rank = severity(sentence)
    assert rank is None or rank >= (1, 0)
