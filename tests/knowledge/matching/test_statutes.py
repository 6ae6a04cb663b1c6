"""How sections and Acts are read in a text, and what is neither."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.matching.compile import data_folder
from knowledge.matching.statutes import References, StatuteReader, act_lines, inside
from knowledge.matching.words import folded, words_of

READER = StatuteReader.from_lines(act_lines(data_folder()))
MADE_UP = StatuteReader.from_lines(
    [
        "AA90\t1990\tApple Act|Apples Act",
        "AA95\t1995\tApple Act",
        "PT01\t2001\tPear Trees Act|PTA",
        "BT07\t2007\tBig Tree Felling Act",
        "QU50\t1950\tQuince Act|Quinces?",
    ]
)


def read(text: str, reader: StatuteReader = READER) -> References:
    plain = folded(text)
    return reader.read(plain, words_of(plain))


def named(text: str, reader: StatuteReader = READER) -> tuple[list[str], list[str]]:
    found = read(text, reader)
    return list(found.sections), list(found.acts)


@pytest.mark.parametrize(
    "text",
    [
        "s47 OAPA 1861",
        "s.47 OAPA 1861",
        "S 47 OAPA",
        "sec. 47 Offences Against the Person Act 1861",
        "section 47 of the Offences Against the Person Act",
        "OAPA 1861 s47",
        "OAPA 47",
        "47 OAPA",
        "OAPA 1861, s. 47",
        "O.A.P.A. 61 s:47",
    ],
)
def test_ways_of_writing_one_section_are_read_alike(text: str):
    assert named(text) == (["47"], ["OF61"])


@pytest.mark.parametrize(
    ("text", "sections"),
    [
        ("ss 1, 2 and 3", ["1", "2", "3"]),
        ("s.18/20", ["18", "20"]),
        ("s4, s5", ["4", "5"]),
        ("s5 or 5A", ["5", "5a"]),
        ("s5 (2)(a)", ["5(2)(a)"]),
        ("s1(1) & 4", ["1(1)", "1(4)", "4"]),
        ("s1(1)(a) and (b)", ["1(1)(a)", "1(1)(b)"]),
        ("section 139AA", ["139aa"]),
        ("5(3)", ["5(3)"]),
        ("9(1)(b)", ["9(1)(b)"]),
    ],
)
def test_several_sections_and_subsections_are_read(text: str, sections: list[str]):
    assert named(text) == (sections, [])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "theft",
        "he was 14",
        "hit him 3 times",
        "£12.50",
        "£5(3)",
        "on 12/03/2024",
        "at 10.30",
        "47 Acacia Avenue",
        "class A (2)",
        "grass 5",
        "x(2)",
    ],
)
def test_other_numbers_are_no_sections(text: str):
    assert read(text) == References()


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("s52 CJA 1993", ["CJ93"]),
        ("s52 CJA 93", ["CJ93"]),
        ("CJA 1993 s52", ["CJ93"]),
        ("s139 C.J.A. 1988", ["CJ88"]),
        ("CDA 71", ["CD71"]),
        ("CDA 98", ["CD98"]),
        ("Theft Act 1978", ["TH78"]),
        ("Theft Act", ["TH68", "TH78"]),
        ("Theft Act 2001", ["TH68", "TH78"]),
        ("s1 CDA", ["CD71", "CD98"]),
        ("RTA 88 s5", ["RT88"]),
    ],
)
def test_the_year_tells_acts_of_one_name_apart(text: str, acts: list[str]):
    assert named(text)[1] == acts


@pytest.mark.parametrize("text", ["cda", "ta", "fa", "cja", "the cja says so"])
def test_initials_alone_are_no_act(text: str):
    assert read(text) == References()


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("BTFA 2007", ["BT07"]),
        ("BTFA 07", ["BT07"]),
        ("s3 B.T.F.A. 2007", ["BT07"]),
        ("BTFA 2008", []),
        ("s3 BTFA", []),
        ("BTFA", []),
    ],
)
def test_initials_that_the_table_does_not_list_count_beside_the_year_only(text: str, acts: list[str]):
    assert named(text, MADE_UP)[1] == acts


@pytest.mark.parametrize(
    ("text", "acts"),
    [("quinces", []), ("s3 quinces", ["QU50"]), ("quinces 1950", ["QU50"]), ("Quince Act", ["QU50"])],
)
def test_a_doubtful_name_counts_beside_a_section_or_the_year_only(text: str, acts: list[str]):
    assert named(text, MADE_UP)[1] == acts


def test_the_year_and_the_bare_section_beside_an_act_are_taken_with_it():
    text = "pear trees act 2001 12 stole pears"
    found = read(text, MADE_UP)
    assert (found.sections, found.acts) == (("12",), ("PT01",))
    left = "".join(" " if inside(place, found.spans) else letter for place, letter in enumerate(text))
    assert left.split() == ["stole", "pears"]


def test_terms_go_from_the_most_particular_to_the_act():
    assert read("s5(2)(a) Apple Act 1990", MADE_UP).terms() == [
        *("@AA90§5(2)(a)", "@AA90§5(2)", "@AA90§5"),
        *("§5(2)(a)", "§5(2)", "§5"),
        "@AA90",
    ]


def test_acts_of_one_name_are_all_among_the_terms():
    assert read("s2 Apple Act", MADE_UP).terms() == ["@AA90§2", "@AA95§2", "§2", "@AA90", "@AA95"]


def test_every_shipped_act_is_read_by_its_shown_name_and_year():
    for line in act_lines(data_folder()):
        act, year, names = line.split("\t")
        assert act in read(f"s1 {names.split('|')[0]} {year}").acts, line


SCRAPS = [
    *(
        "s",
        "ss",
        "s.",
        "section",
        "47",
        "5",
        "(",
        ")",
        "(3)",
        "(a)",
        ",",
        "&",
        "/",
        "-",
        " ",
        " and ",
        "1988",
    ),
    *("OAPA", "CJA", "Theft Act", "of the", "£12.50", "punched"),
]


@settings(deadline=None)
@given(st.one_of(st.lists(st.sampled_from(SCRAPS), max_size=15).map(" ".join), st.text(max_size=80)))
def test_what_was_taken_lies_in_the_text_and_terms_stand_for_it(text: str):
    found = read(text)
    plain = folded(text)
    assert all(0 <= start < end <= len(plain) for start, end in found.spans)
    assert list(found.spans) == sorted(found.spans)
    terms = found.terms()
    assert len(set(terms)) == len(terms)
    assert {f"§{section}" for section in found.sections} <= set(terms)
    assert {f"@{act}" for act in found.acts} <= set(terms)
    assert bool(found.spans) == bool(found.sections or found.acts)
