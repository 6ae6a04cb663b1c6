"""What a search of the index finds, and how well each offence fits, on a small index."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.matching.index import Index
from knowledge.matching.query import read_query
from knowledge.matching.search import Found, Hit, find

WORDS = [
    *(
        "punched",
        "his",
        "partner",
        "bruised",
        "jaw",
        "steak",
        "theft",
        "shop",
        "robbery",
        "attempted",
        "zxqwv",
    ),
    *("s47", "OAPA", "1861", "crim", "dam", "person", "of", "abh", "shelf"),
]


def found(index: Index, text: str) -> Found:
    return find(index, read_query(text, index.lexicon, index.statutes))


def hits(index: Index, text: str) -> dict[str, Hit]:
    return {index.codes[hit.code]: hit for hit in found(index, text).hits}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ABH", "OF61102"),
        ("actual bodily harm", "OF61102"),
        ("kicked his mum, bruised cheek", "OF61102"),
        ("crim dam", "CD71039"),
        ("put a ham under his coat", "TH68010"),
        ("s47 OAPA 1861", "OF61102"),
        ("Affray", "PU86003"),
        ("bungled hold-up", "TH68023A"),
    ],
)
def test_the_words_of_an_entry_find_its_offence_whole(tiny_index: Index, text: str, code: str):
    hit = hits(tiny_index, text)[code]
    assert hit.fit == pytest.approx(1.0, abs=0.16)
    assert hit.covered == pytest.approx(1.0, abs=0.01)


def test_a_hit_tells_the_entry_that_is_most_like_the_text(tiny_index: Index):
    hit = hits(tiny_index, "slapped his mate, bruised jaw")["OF61102"]
    assert tiny_index.text(hit.doc) == "slapped his mate, bruised jaw"
    assert tiny_index.source(hit.doc) == "entries_a.tsv:3"


def test_part_of_an_entry_fits_less_and_so_does_an_entry_with_more(tiny_index: Index):
    whole, part, more = (
        hits(tiny_index, text)["OF61102"].fit
        for text in ("gave him a good hiding", "a hiding", "gave him a good hiding in the shop doorway")
    )
    assert part < whole
    assert more < whole


def test_the_second_code_of_a_line_fits_a_little_less(tiny_index: Index):
    of = hits(tiny_index, "put a steak under his coat")
    assert of["TH68020"].fit == pytest.approx(0.985 * of["TH68010"].fit)


def test_an_attempt_fits_less_where_the_words_ask_for_none_and_least_where_they_ask_for_another_form(
    tiny_index: Index,
):
    asked, unasked, other = (
        hits(tiny_index, text)["TH68023A"]
        for text in ("attempt bungled hold-up", "bungled hold-up", "conspiracy bungled hold-up")
    )
    assert unasked.fit == pytest.approx(0.85)
    assert other.fit < unasked.fit
    assert asked.fit > other.fit


def test_unknown_words_make_the_text_less_known_and_the_fit_worse(tiny_index: Index):
    plain, with_more = found(tiny_index, "crim dam"), found(tiny_index, "crim dam zxqwv qqqjjj")
    assert plain.known == pytest.approx(1.0)
    assert with_more.known < plain.known
    assert with_more.weight > plain.weight
    assert hits(tiny_index, "crim dam zxqwv")["CD71039"].fit < hits(tiny_index, "crim dam")["CD71039"].fit


def test_an_unknown_number_hides_less_than_an_unknown_word(tiny_index: Index):
    assert found(tiny_index, "crim dam 8375").known > found(tiny_index, "crim dam zxqwv").known


def test_what_only_the_model_knows_is_found_without_an_entry_or_with_a_chance(tiny_index: Index):
    chance = {code: hit.model for code, hit in hits(tiny_index, "lifted a lamp off the shelf").items()}
    assert max(chance, key=chance.__getitem__) == "TH68010"
    assert chance["TH68010"] > -1
    assert all(-12 <= value <= 0 for value in chance.values())


@pytest.mark.parametrize("text", ["", "the of", "zxqwv", "?!"])
def test_words_that_nothing_holds_find_nothing(tiny_index: Index, text: str):
    assert found(tiny_index, text).hits == []
    assert found(tiny_index, text).known == 0


def test_very_common_words_only_help_to_tell_apart_what_rarer_ones_found(tiny_index: Index):
    with_common = hits(tiny_index, "robbery of a person in a place with a vehicle without property")
    assert "TH68023" in with_common


@settings(deadline=None, max_examples=60)
@given(words=st.lists(st.sampled_from(WORDS), max_size=10))
def test_every_search_finds_each_offence_once_with_shares_between_none_and_all(
    tiny_index: Index, words: list[str]
):
    text = " ".join(words)
    of_text = found(tiny_index, text)
    codes = [hit.code for hit in of_text.hits]
    assert len(set(codes)) == len(codes) <= 26
    assert 0 <= of_text.known <= 1 + 1e-9
    assert of_text.nothing <= 1e-9
    for hit in of_text.hits:
        assert 0 <= hit.fit <= 1
        assert 0 <= hit.covered <= 1
        assert -12 <= hit.model <= 1e-9
        if hit.doc >= 0:
            assert tiny_index.doc_code[hit.doc] == hit.code
        else:
            assert hit.fit == hit.covered == 0


@settings(deadline=None, max_examples=30)
@given(words=st.permutations(["hiding", "good", "gave"]))
def test_the_order_of_words_makes_no_difference_to_the_fit(tiny_index: Index, words: list[str]):
    assert hits(tiny_index, " ".join(words))["OF61102"].fit == pytest.approx(1.0)
