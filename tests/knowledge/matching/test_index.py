"""The compiled index: what goes in comes out, and bytes that are no index of ours are told."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.matching.compile import MAGIC, compile_index, stamp
from knowledge.matching.gathering import Gathered
from knowledge.matching.index import Index, StaleIndex


def test_every_entry_comes_out_as_it_went_in(tiny_index: Index, tiny_gathered: Gathered):
    assert tiny_index.codes == [offence.code for offence in tiny_gathered.offences]
    assert list(tiny_index.doc_code) == [doc.code for doc in tiny_gathered.docs]
    assert list(tiny_index.doc_kind) == [doc.kind for doc in tiny_gathered.docs]
    assert list(tiny_index.doc_place) == [doc.place for doc in tiny_gathered.docs]
    for number, doc in enumerate(tiny_gathered.docs[:200]):
        assert (tiny_index.text(number), tiny_index.source(number)) == (doc.text, doc.source)


def test_the_terms_of_an_entry_lead_back_to_it(tiny_index: Index, tiny_gathered: Gathered):
    assert tiny_index.terms == tiny_gathered.terms
    for number, doc in enumerate(tiny_gathered.docs[:200]):
        assert list(tiny_index.forward(number)) == sorted({*doc.terms, *doc.free})
        for term in tiny_index.forward(number):
            assert number in tiny_index.postings(term)


def test_a_term_leads_to_the_entries_that_hold_it_each_once_in_order(tiny_index: Index):
    for name in ("bruis", "§47", "@TH68", "shop", "robbery"):
        found = list(tiny_index.postings(tiny_index.terms[name]))
        assert found
        assert found == sorted(set(found))
        assert all(tiny_index.terms[name] in tiny_index.forward(doc) for doc in found)


def test_a_rare_word_weighs_more_than_a_common_one_and_a_concept_less_than_a_word(tiny_index: Index):
    weight = {name: tiny_index.weights[number] for name, number in tiny_index.terms.items()}
    assert weight["shoplift"] > weight["person"] > 0
    assert weight["§47"] < weight["@OF61§47"]
    assert weight["~hit"] < weight["shoplift"]
    assert min(weight.values()) > 0


def test_an_entry_weighs_what_its_words_weigh_without_what_it_may_be_found_by(
    tiny_index: Index, tiny_gathered: Gathered
):
    (place,) = (
        place
        for place, doc in enumerate(tiny_gathered.docs)
        if doc.text == "Robbery" and tiny_index.codes[doc.code] == "TH68023"
    )
    assert len(tiny_index.forward(place)) == 2
    assert tiny_index.doc_length[place] == pytest.approx(tiny_index.weights[tiny_index.terms["robbery"]])


@pytest.mark.parametrize(
    ("code", "prior"),
    [
        ("OF61102", 60),
        ("TH68010", 60),
        ("EX83001", 2),
        ("01IC600001", 2),
        ("TH68023A", 30),
    ],
)
def test_the_everyday_stands_out_and_the_old_and_the_local_do_not(tiny_index: Index, code: str, prior: int):
    assert tiny_index.priors[tiny_index.codes.index(code)] == prior


def test_words_are_known_with_the_number_of_lines_that_use_them(tiny_index: Index, tiny_gathered: Gathered):
    assert tiny_index.count("shoplifter") == 2
    assert tiny_index.count("shoplftr") == 0
    assert {word: tiny_index.count(word) for word in tiny_index.words} == dict(tiny_gathered.spelling)


@pytest.mark.parametrize("word", ["shoplftr", "brused", "robery", "aaaa", "zzzzzzzzzzzz", "éclair"])
def test_words_that_may_be_meant_begin_alike_and_are_about_as_long(tiny_index: Index, word: str):
    found, counts = tiny_index.words_like(word)
    reach = 1 if len(word) < 7 else 2
    wanted = [
        known for known in tiny_index.words if known[0] == word[0] and abs(len(known) - len(word)) <= reach
    ]
    assert found == wanted
    assert list(counts) == [tiny_index.count(known) for known in found]


def test_the_lexicon_and_the_acts_come_with_the_index(tiny_index: Index, tiny_gathered: Gathered):
    assert tiny_index.lexicon == tiny_gathered.lexicon
    assert tiny_index.statutes.read("", []).acts == ()
    assert tiny_index.lexicon.concepts["punch"] == ("~hit",)


def test_what_the_model_learnt_is_there_for_its_classes(tiny_index: Index):
    assert {tiny_index.codes[code] for code in tiny_index.classes} == {"OF61102", "TH68010"}
    assert len(tiny_index.biases) == 3
    number = tiny_index.feature("shelf")
    assert number is not None
    classes, steps, size = tiny_index.feature_weights(number)
    weights = {place: step * size for place, step in zip(classes, steps, strict=True)}
    assert weights[[tiny_index.codes[code] for code in tiny_index.classes].index("TH68010")] > 0
    assert tiny_index.feature("never said") is None


def test_the_same_data_give_the_same_index(tiny_data: Path, tiny_bytes: bytes):
    assert compile_index(tiny_data) == tiny_bytes


def test_an_index_bears_the_mark_of_what_it_was_made_from(tiny_index: Index):
    assert tiny_index.stamp == stamp()
    assert len(tiny_index.stamp) == 8


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"SOMETHING ELSE\n",
        MAGIC,
        MAGIC + (5).to_bytes(8, "little") + b"{}}}}",
        MAGIC + (2).to_bytes(8, "little") + b"{}",
        MAGIC + (4).to_bytes(8, "little") + b"\xff\xfe\xfd\xfc",
        MAGIC + (2).to_bytes(8, "little") + b"[]",
    ],
    ids=["empty", "another file", "cut short", "no JSON", "no mark", "no text", "a list"],
)
def test_bytes_that_are_no_index_are_told(data: bytes):
    with pytest.raises(StaleIndex):
        Index(data, MAGIC)


def test_an_index_without_sections_of_today_is_told():
    head = b'{"stamp": "0", "sections": {}}'
    with pytest.raises(StaleIndex):
        Index(MAGIC + len(head).to_bytes(8, "little") + head, MAGIC)


@settings(deadline=None, max_examples=30)
@given(data=st.data())
def test_an_index_cut_short_is_told(tiny_bytes: bytes, data: st.DataObject):
    cut = data.draw(st.integers(0, len(tiny_bytes) - 8))  # the last section may end in seven idle bytes
    with pytest.raises(StaleIndex):
        Index(tiny_bytes[:cut], MAGIC)
