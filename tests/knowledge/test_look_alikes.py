"""The table of look-alikes: every code is right, every line reads, each offence finds its own."""

from knowledge.catalogue import load_catalogue
from knowledge.look_alikes import look_alikes
from knowledge.snapshot import DATA

LINES = [
    line.split("\t")
    for line in (DATA / "look_alikes.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def test_there_are_look_alikes_for_the_everyday_offences():
    assert len(LINES) >= 80


def test_every_code_is_on_the_list_and_current():
    catalogue = load_catalogue()
    for codes, _, _ in LINES:
        for code in codes.split():
            assert catalogue.require(code).is_current, code


def test_every_line_names_several_offences_how_they_differ_and_what_says_so():
    for codes, differ, source in LINES:
        assert len(set(codes.split())) == len(codes.split()) >= 2
        assert differ.endswith(".")
        assert len(differ) < 200, differ
        assert source


def test_no_two_lines_are_about_the_same_offences():
    groups = [frozenset(codes.split()) for codes, _, _ in LINES]
    assert len(set(groups)) == len(groups)


def test_look_alikes_leave_the_offence_itself_out():
    for codes, _, _ in LINES:
        for code in codes.split():
            found = look_alikes(code)
            assert found
            assert all(code not in one.codes for one in found)


def test_an_attempt_has_the_look_alikes_of_its_whole_offence():
    assert look_alikes("TH68036A") == look_alikes("TH68036") != ()
    assert look_alikes("COML025A") != look_alikes("COML025")


def test_an_offence_that_looks_like_no_other_has_none():
    assert look_alikes("AN79004") == ()
    assert look_alikes("") == ()
