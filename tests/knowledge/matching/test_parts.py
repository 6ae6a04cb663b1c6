"""Where a text is cut into several offences, and where it is one."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.matching.parts import cuts

PIECES = ["s47", "S.20", "5(3)", "theft", "crim dam", "punched her", "a" * 30, "one two three four", "é"]
BETWEEN = [",", " , ", "+", " + ", "&", ";", "\n", " plus ", " and ", " AND ", " also ", " ", "", ",,", "+ +"]
JOINED = st.lists(st.sampled_from(PIECES + BETWEEN), max_size=20).map("".join)


def pieces(text: str) -> list[list[str]]:
    return [[text[start:end] for start, end in spans] for spans in cuts(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("s47 + crim dam", ["s47", "crim dam"]),
        ("theft, burglary", ["theft", "burglary"]),
        ("s47, s20", ["s47", "s20"]),
        ("S.47, Sec 20", ["S.47", "Sec 20"]),
        ("theft & affray", ["theft", "affray"]),
        ("theft; affray", ["theft", "affray"]),
        ("theft\naffray", ["theft", "affray"]),
        ("s47 and punched her", ["s47", "punched her"]),
        ("robbery plus twoc also affray", ["robbery", "twoc", "affray"]),
        ("s4,s5", ["s4", "s5"]),
        ("s18,20", ["s18", "20"]),
        ("theft of £5,000, affray", ["theft of £5,000", "affray"]),
        ("THEFT AND AFFRAY Plus TWOC", ["THEFT", "AFFRAY", "TWOC"]),
        ("one two three four five six seven + theft", ["one two three four five six seven", "theft"]),
    ],
)
def test_a_text_of_several_is_cut_between_them(text: str, parts: list[str]):
    assert pieces(text) == [parts]


def test_the_finest_cut_comes_first_and_one_that_keeps_commas_after_it():
    assert pieces("theft and burglary, affray") == [
        ["theft", "burglary", "affray"],
        ["theft", "burglary, affray"],
    ]


@pytest.mark.parametrize(
    "text", ["s47, punched her", "punched her, s47", "s9(1)(a), burglary", "theft, 5(3)"]
)
def test_a_section_with_only_a_comma_beside_words_is_one_offence(text: str):
    assert cuts(text) == []


def test_a_section_with_a_comma_may_be_part_of_several():
    assert pieces("theft & s47, punched her") == [["theft", "s47, punched her"]]


@pytest.mark.parametrize(
    "text",
    [
        "he followed her all the way home from work, then shouted at her",
        "with two others he broke the window at night, and they took a television",
        "in drink, he drove his car at more than twice the limit that is set",
    ],
)
def test_a_sentence_with_commas_is_one(text: str):
    assert cuts(text) == []


@pytest.mark.parametrize(
    "text", ["", "  ", "theft", " + ", ",,,", "theft,", ", theft", "took £5,000", "\n\n", "android", "plush"]
)
def test_a_text_of_one_or_none_is_not_cut(text: str):
    assert cuts(text) == []


@pytest.mark.parametrize(
    "text", ["theft + + affray", "theft,,affray", " theft ,\n affray ", "theft,+,affray,", "+theft+affray+"]
)
def test_an_empty_part_is_passed_over(text: str):
    assert pieces(text) == [["theft", "affray"]]


def test_a_list_of_very_many_is_not_cut():
    assert pieces("+".join(["theft"] * 12)) == [["theft"] * 12]
    assert cuts("+".join(["theft"] * 13)) == []


@given(st.one_of(JOINED, st.text(max_size=60)))
@example(" theft, affray ")
@example("a" + " " * 5_000 + "b")
def test_parts_lie_in_the_text_one_after_the_other_and_are_trimmed(text: str):
    for spans in cuts(text):
        assert 2 <= len(spans) <= 12
        at = 0
        for start, end in spans:
            assert at <= start < end <= len(text)
            assert text[start:end] == text[start:end].strip().strip(",")
            assert len(text[start:end].split()) <= 7
            at = end


@given(st.one_of(JOINED, st.text(max_size=60)))
def test_each_cut_differs_and_the_finer_comes_first(text: str):
    found = cuts(text)
    counts = [len(spans) for spans in found]
    assert counts == sorted(counts, reverse=True)
    assert len({tuple(spans) for spans in found}) == len(found)


@given(JOINED)
def test_nothing_but_what_joins_is_left_out(text: str):
    for spans in cuts(text):
        kept = set().union(*(range(start, end) for start, end in spans))
        left = "".join(" " if place in kept else character for place, character in enumerate(text))
        for join in ("plus", "and", "also"):
            left = left.lower().replace(join, "")
        assert set(left) <= set(" ,+&;\n")


@given(JOINED)
def test_case_makes_no_difference(text: str):
    assert cuts(text.upper()) == cuts(text.lower())
