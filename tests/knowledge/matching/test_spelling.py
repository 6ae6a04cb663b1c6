"""Which misspelt words are read as others, and which words are left as they are."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.matching import load_matcher
from knowledge.matching.index import Index
from knowledge.matching.query import read_query
from knowledge.matching.spelling import Speller


def corrected(text: str, *, loosely: bool = False) -> dict[str, tuple[str, ...]]:
    return dict(load_matcher().read(text, loosely=loosely).corrected)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("posesion", "possession"),
        ("possesion", "possession"),
        ("possesssion", "possession"),
        ("burglery", "burglary"),
        ("burgalry", "burglary"),
        ("assualt", "assault"),
        ("asault", "assault"),
        ("robery", "robbery"),
        ("theift", "theft"),
        ("theeeft", "theft"),
        ("damge", "damage"),
        ("dweling", "dwelling"),
        ("disqualifed", "disqualified"),
        ("conspirasy", "conspiracy"),
        ("harrasment", "harassment"),
        ("weopon", "weapon"),
        ("cannibis", "cannabis"),
        ("vehical", "vehicle"),
    ],
)
@pytest.mark.parametrize("loosely", [False, True], ids=["firm", "loose"])
def test_a_slip_is_put_right(typed: str, meant: str, loosely: bool):
    assert corrected(typed, loosely=loosely) == {typed: (meant,)}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kocaine", "cocaine"),
        ("cnife", "knife"),
        ("fysical", "physical"),
        ("pfoto", "photo"),
        ("nkife", "knife"),
    ],
)
def test_a_wrong_first_letter_is_put_right_where_it_sounds_alike_or_two_are_swapped(typed: str, meant: str):
    assert corrected(typed) == {typed: (meant,)}


@pytest.mark.parametrize(
    ("typed", "halves"),
    [
        ("carelessdriving", ("careless", "driving")),
        ("theftburglary", ("theft", "burglary")),
        ("drunkdisorderly", ("drunk", "disorderly")),
    ],
)
def test_words_run_together_are_parted(typed: str, halves: tuple[str, str]):
    assert corrected(typed) == {typed: halves}


@pytest.mark.parametrize(
    "word",
    [
        *("baker", "barber", "treats", "speaking", "theatre", "lawyer", "horse", "trainers", "neighbour"),
        *("steel", "heroine", "breech", "bale", "rumour", "jumped", "graffiti", "bicycles"),
    ],
)
def test_real_words_are_left_alone(word: str):
    assert corrected(word) == {}


@pytest.mark.parametrize(
    ("text", "typed", "meant"),
    [
        ("treats to kill", "treats", "threats"),
        ("breech of a restraining order", "breech", "breach"),
        ("possession of heroine", "heroine", "heroin"),
    ],
)
def test_a_real_word_that_few_entries_use_is_read_as_another_only_loosely(text: str, typed: str, meant: str):
    assert typed not in corrected(text)
    assert corrected(text, loosely=True)[typed] == (meant,)


@pytest.mark.parametrize("loosely", [False, True], ids=["firm", "loose"])
@pytest.mark.parametrize(
    "text",
    ["gnu", "dgo", "kar", "ahb", "tfs", "s47", "139a", "£5000", "5k", "07", "OAPA 1861", "d&d", "x2", "w/i"],
)
def test_short_words_numbers_sections_and_abbreviations_are_left_alone(text: str, loosely: bool):
    assert corrected(text, loosely=loosely) == {}


@pytest.mark.parametrize("loosely", [False, True], ids=["firm", "loose"])
@pytest.mark.parametrize("word", ["qqqzzzxxx", "phraud", "xylophonist"])
def test_a_word_near_to_none_stays_as_it_is(word: str, loosely: bool):
    assert load_matcher().read(word, loosely=loosely).said == (word,)


def test_what_was_put_right_takes_the_place_of_what_was_typed():
    query = load_matcher().read("posesion of canabis")
    assert query.said == ("possession", "cannabis")
    assert query.corrected == (("posesion", ("possession",)), ("canabis", ("cannabis",)))


@settings(deadline=None, max_examples=200)
@given(st.from_regex(r"[a-z]{1,16}", fullmatch=True), st.booleans())
def test_a_word_becomes_known_words_about_as_long_or_stays(word: str, loosely: bool):
    index = load_matcher().index
    for typed, parts in corrected(word, loosely=loosely).items():
        assert len(typed) >= 4
        assert parts != (typed,)
        assert 1 <= len(parts) <= 2
        if len(parts) == 2:
            assert "".join(parts) == typed
        elif parts[0] != re.sub(r"(.)\1+", r"\1", typed):
            assert index.count(parts[0]) > 1
            assert abs(len(parts[0]) - len(typed)) <= 2


@settings(deadline=None)
@given(data=st.data())
def test_a_known_word_is_never_changed_when_firm(tiny_index: Index, data: st.DataObject):
    known = [word for word in tiny_index.words if tiny_index.count(word) > 1]
    word = data.draw(st.sampled_from(known))
    assert Speller(tiny_index).corrected(word) == (word,)


@settings(deadline=None)
@given(data=st.data())
def test_a_letter_typed_twice_is_put_right(tiny_index: Index, data: st.DataObject):
    plain = [
        word for word in tiny_index.words if tiny_index.count(word) > 1 and not re.search(r"(.)\1", word)
    ]
    word = data.draw(st.sampled_from(plain))
    place = data.draw(st.integers(0, len(word) - 1))
    typed = word[:place] + word[place] + word[place:]
    assert Speller(tiny_index).corrected(typed) in {(word,), (typed,)}  # "planing" makes "planning", a word


@pytest.mark.parametrize(
    ("typed", "near"),
    [("driveq", ["driver", "drive", "driven"]), ("employeq", ["employer", "employee", "employed"])],
)
def test_of_words_as_near_the_one_that_most_lines_use_is_meant(
    tiny_index: Index, typed: str, near: list[str]
):
    counts = [tiny_index.count(word) for word in near]
    assert counts == sorted(counts, reverse=True)
    assert min(counts) > 1
    assert Speller(tiny_index).corrected(typed) == (near[0],)


def test_a_reading_without_a_speller_changes_no_word(tiny_index: Index):
    query = read_query("posesion of canabis", tiny_index.lexicon, tiny_index.statutes)
    assert query.corrected == ()
    assert query.said == ("posesion", "canabis")
