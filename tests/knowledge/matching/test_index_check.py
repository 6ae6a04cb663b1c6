"""The checker of the index data: the shipped data pass, and each kind of fault is found in small made-up data."""

from pathlib import Path

import pytest

from knowledge.catalogue import load_catalogue
from knowledge.matching.compile import data_folder, read_priors
from knowledge.matching.entries import pattern_faults, spelt_out
from knowledge.matching.index_check import Goals, check_index
from knowledge.matching.prosecuted import older_rows, ranked, read_prosecuted

SOUND = {
    "lexicon.tsv": "# said\tmeant\nabh\tactual bodily harm\nthe court\t\n",
    "concepts.tsv": "# name\twords\nhit\tpunch slap\n",
    "acts.tsv": "# key\tyear\tnames\nOF61\t1861\tOffences Against the Person Act|OAPA\nTH68\t1968\tTheft Act\n",
    "statutes.tsv": "# act\tsection\tcodes\nOF61\t47\tOF61102\nTH68\t1\tTH68020 TH68010\n",
    "prosecuted.tsv": (
        "# code\ttier\tbasis\tsame as\nOF61102\t5\tS4 B\nTH68010\t5\tS4 F\nSE20002\t4\tS4 B\nPH97003\t5\t\tSE20002\n"
    ),
    "entries_a.tsv": (
        "# codes\tkind\ttext\n"
        "OF61102\tshorthand\tABH\n"
        "OF61102\tfacts\t(punched|kicked) her, [badly] bruised (eye|cheek)\n"
        "TH68010\tpress\tserial shoplifter\n"
        "TH68010\tfacts\tput two steaks under his coat and left\n"
        "SE20002 PH97003\tfacts\twent to her house though the order forbids it\n"
    ),
}
SMALL = Goals(
    most=1, most_lines=2, most_kinds=2, next=2, next_lines=1, lines=5, offences=3, facts=1 / 3, references=2
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in SOUND.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def found(folder: Path, goals: Goals = SMALL) -> list[str]:
    return [str(problem) for problem in check_index(folder, load_catalogue(), goals)]


def test_the_shipped_data_pass():
    assert [str(problem) for problem in check_index(data_folder(), load_catalogue())] == []


def test_sound_data_have_no_problem(folder: Path):
    assert found(folder) == []


@pytest.mark.parametrize(
    ("name", "line", "told"),
    [
        ("entries_a.tsv", "ZZ99999\tpress\tsomething odd", "ZZ99999 is not on the standing list"),
        ("entries_a.tsv", "0101AS001\tpress\ta local matter", "is not on the standing list"),
        ("entries_a.tsv", "01IC600001\tpress\ta local matter", "01IC600001 is a local code"),
        ("entries_a.tsv", "EX83001\tpress\tblew up the shed", "EX83001 is repealed or old"),
        ("entries_a.tsv", "OF61102\trumour\tbeat him up", "The kind 'rumour' is unknown"),
        ("entries_a.tsv", "OF61102\tpress", "The line has 2 columns"),
        ("entries_a.tsv", "OF61102\tpress\tbeat\thim up", "The line has 4 columns"),
        ("entries_a.tsv", "OF61102 OF61102\tpress\tbeat him up", "A code stands twice in the line"),
        (
            "entries_a.tsv",
            "PH97003 SE20002\tpress\tordered to keep away",
            "PH97003 is an older row for SE20002",
        ),
        ("entries_a.tsv", "OF61102\tpress\t(beat|) him up", "A group has an empty choice"),
        ("entries_a.tsv", "OF61102\tpress\t(beat|(hit|cut)) him", "A group does not open and close"),
        ("entries_a.tsv", f"OF61102\tpress\t{'(a|b)' * 7} bruise", "It has 128 spellings"),
        ("entries_a.tsv", "OF61102\tpress\tserial (thief|shoplifter)", "is OF61102 here and TH68010"),
        ("entries_a.tsv", "TH68010\tpress\ts47 OAPA", "is OF61102 here and TH68010"),
        ("entries_a.tsv", "OF61102\tslang\tabh", "The line is also entries_a.tsv:2"),
        ("entries_a.tsv", "OF61102\tslang\tthe court", "has no word that the matcher reads"),
        ("statutes.tsv", "ZZ99\t1\tOF61102", "with an Act of acts.tsv"),
        ("statutes.tsv", "OF61\t18\tOF99999", "OF99999 is not on the standing list"),
        ("statutes.tsv", "OF61\teighteen\tOF61017", "is not read as one Act and section"),
        ("statutes.tsv", "OF61\t47\tOF61131", "The reference is also line 2"),
        ("prosecuted.tsv", "OF61102\t3\tS4 B", "OF61102 is listed twice"),
        ("prosecuted.tsv", "COML025A\t3\tS4 A", "COML025A is an inchoate form"),
        ("prosecuted.tsv", "TH68023\t5\tS4 E", "Tier 5 below tier 4"),
        ("prosecuted.tsv", "TH68023\t3\thearsay", "Basis 'hearsay' unknown"),
        ("prosecuted.tsv", "PH97012\t\t\tTH68023", "TH68023 is not ranked"),
    ],
)
def test_a_fault_is_told_with_its_file_and_line(folder: Path, name: str, line: str, told: str):
    path = folder / name
    number = len(path.read_text(encoding="utf-8").splitlines()) + 1
    path.write_text(f"{path.read_text(encoding='utf-8')}{line}\n", encoding="utf-8")
    problems = [problem for problem in found(folder) if told in problem]
    assert problems
    if "here and" not in told:
        assert any(problem.startswith(f"{name}:{number}: ") for problem in problems)


def test_words_that_may_mean_two_offences_pass_where_every_line_has_the_same_one_first(folder: Path):
    path = folder / "entries_b.tsv"
    path.write_text("OF61102 TH68010\tslang\tsorted him\nOF61102\tslang\tSorted him.\n", encoding="utf-8")
    assert not [problem for problem in found(folder) if "here and" in problem]
    path.write_text(
        "OF61102 TH68010\tslang\tsorted him\nTH68010 OF61102\tslang\tSorted him.\n", encoding="utf-8"
    )
    assert [problem for problem in found(folder) if "here and" in problem]


@pytest.mark.parametrize(
    ("goals", "told"),
    [
        (Goals(most=1, most_lines=3, next=0, lines=0, offences=0, references=0), "OF61102, place 1, has 2"),
        (Goals(most=1, most_lines=2, most_kinds=3, next=0, lines=0, offences=0, references=0), "2 kinds"),
        (Goals(most=0, next=3, next_lines=2, lines=0, offences=0, references=0), "SE20002, place 3, has 1"),
        (Goals(most=0, next=4, next_lines=1, lines=0, offences=0, references=0), "3 offences are ranked, 4"),
        (Goals(most=0, next=0, lines=6, offences=0, references=0), "5 entries, 6 are wanted"),
        (Goals(most=0, next=0, lines=0, offences=4, references=0), "3 offences with entries, 4 are wanted"),
        (Goals(most=0, next=0, lines=0, offences=0, facts=0.8, references=0), "3 entries of facts, 4"),
        (Goals(most=0, next=0, lines=0, offences=0, references=3), "2 section references, 3 are wanted"),
    ],
)
def test_too_few_entries_are_told(folder: Path, goals: Goals, told: str):
    assert [problem for problem in found(folder, goals) if told in problem]


def test_a_ranking_that_cannot_be_read_stops_the_check(folder: Path):
    (folder / "prosecuted.tsv").write_text("OF61102\toften\tS4 B\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"prosecuted\.tsv:1"):
        check_index(folder, load_catalogue(), SMALL)


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        ("plain words (so marked)", ["plain words (so marked)"]),
        ("(hit|kicked) him [hard]", ["hit him hard", "hit him", "kicked him hard", "kicked him"]),
        ("[badly|hardly] hurt", ["badly hurt", "hardly hurt", "hurt"]),
    ],
)
def test_a_sound_pattern_has_no_fault_and_is_spelt_out(pattern: str, texts: list[str]):
    assert pattern_faults(pattern) == []
    assert spelt_out(pattern) == texts


@pytest.mark.parametrize(
    "pattern", ["(a|)", "[]", "[a||b]", "(a|(b|c))", "[a (b|c)]", "(a|b [c])", "a b)", "(a|b", "x|y", "(|)"]
)
def test_a_broken_pattern_has_a_fault(pattern: str):
    assert pattern_faults(pattern)


def test_older_codes_of_a_charge_stand_outside_the_ranking():
    ranking = read_prosecuted(data_folder())
    assert not set(older_rows(ranking)) & set(ranked(ranking))


def test_the_tiers_are_those_of_the_ranking():
    priors = read_priors()
    assert priors["OF61102"] == 5
    assert priors["PH97003"] == 5
    assert "PH97002" not in priors
    assert set(priors.values()) <= set(range(6))
