"""The standing list: looking codes up, and what a code says about itself."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.catalogue import (
    Catalogue,
    Inchoate,
    Offence,
    OffenceCategory,
    UnknownOffenceCode,
    load_catalogue,
)
from knowledge.errors import FinaliseError
from knowledge.titles import NO_TITLE


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def offences(catalogue: Catalogue) -> list[Offence]:
    return list(catalogue)


def test_the_list_holds_every_row_of_the_package(catalogue: Catalogue, offences: list[Offence]) -> None:
    assert len(catalogue) == len(offences) == len(catalogue.codes()) == 30_356


def test_the_list_says_where_it_comes_from(catalogue: Catalogue) -> None:
    assert catalogue.version == "2.0.414"
    assert "bichard7-next-data 2.0.414 (MIT licence)" in catalogue.source
    assert catalogue.date.year >= 2026


def test_every_code_finds_its_own_row(catalogue: Catalogue, offences: list[Offence]) -> None:
    assert [offence.code for offence in offences if catalogue.get(offence.code) != offence] == []


def test_looking_a_code_up_equals_looking_through_the_whole_list(catalogue: Catalogue) -> None:
    known = set(catalogue.codes())
    for code in ("A", "AA00000", "TH68023", "TH6802", "TH680230", "ZZ99999", "01AA001", "99ZZ999", "~"):
        assert (code in catalogue) == (code in known)


@pytest.mark.parametrize("typed", ["th68023", " TH68 023 ", "TH68-023", "Th68023\n", "TH68/023"])
def test_a_code_is_found_however_it_is_typed(catalogue: Catalogue, typed: str) -> None:
    found = catalogue.get(typed)
    assert found is not None
    assert (found.code, found.title) == ("TH68023", "Robbery")


def test_the_one_code_with_a_small_letter_is_found_too(catalogue: Catalogue, offences: list[Offence]) -> None:
    small = [offence.code for offence in offences if offence.code != offence.code.upper()]
    assert len(small) == 1
    assert catalogue.get(small[0].upper()) == catalogue.get(small[0].lower())
    assert small[0] in catalogue


def test_an_unknown_code_names_codes_that_look_like_it(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownOffenceCode) as caught:
        catalogue.require("TH68203")
    assert "TH68203 is not on the standing list" in caught.value.what
    assert "TH68023 (Robbery)" in caught.value.fix
    assert "TH68023" in [offence.code for offence in caught.value.near]


def test_an_unknown_code_that_looks_like_nothing_offers_nothing(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownOffenceCode) as caught:
        catalogue.require("qqqqqq")
    assert caught.value.near == ()
    assert "in words" in caught.value.fix


@given(st.text(max_size=30))
def test_any_text_is_looked_up_without_a_fault(typed: str) -> None:
    catalogue = load_catalogue()
    try:
        assert catalogue.require(typed) == catalogue.get(typed)
    except FinaliseError:
        assert catalogue.get(typed) is None


def test_the_domain_counts_of_code_forms_hold(offences: list[Offence]) -> None:
    suffixes = [offence.suffix for offence in offences if offence.suffix]
    assert {letter: suffixes.count(letter) for letter in "ABCI"} == {"A": 330, "B": 152, "C": 330, "I": 2}
    assert sum(offence.ho_class == "000/00" for offence in offences) == 15_867


@pytest.mark.parametrize(
    ("code", "base", "inchoate", "mark"),
    [
        ("TH68023A", "TH68023", Inchoate.ATTEMPT, "attempt"),
        ("RT88565B", "RT88565", Inchoate.AID_ABET, "aid and abet"),
        ("COML025C", "COML025", Inchoate.CONSPIRACY, "conspiracy"),
        ("TH68023", "TH68023", None, None),
    ],
)
def test_the_last_letter_of_a_code_says_which_form_it_is(
    catalogue: Catalogue, code: str, base: str, inchoate: Inchoate | None, mark: str | None
) -> None:
    offence = catalogue.require(code)
    assert offence.base_code == base
    assert offence.inchoate == inchoate
    assert offence.marks == ((mark,) if mark else ())


def test_a_local_code_has_no_suffix_and_no_act(catalogue: Catalogue) -> None:
    offence = catalogue.require("14CS9139A")
    assert (offence.suffix, offence.base_code, offence.act) == ("", "14CS9139A", "")
    assert "local code" in offence.marks


def test_a_code_in_national_form_with_a_local_title_is_local(catalogue: Catalogue) -> None:
    assert catalogue.require("XX30002").is_local


@pytest.mark.parametrize("code", ["SX56001", "RT88A25", "CD98020"])
def test_an_old_entry_in_capitals_is_marked_old(catalogue: Catalogue, code: str) -> None:
    offence = catalogue.require(code)
    assert "repealed or old" in offence.marks
    assert not offence.is_current
    assert offence.mode_of_trial == "not known"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("TH68023", "indictable only"),
        ("OF61102", "either way"),
        ("CJ67002", "summary only"),
        ("RT88575", "summary only (motoring)"),
        ("PC00625", "not known"),
    ],
)
def test_the_mode_of_trial_is_said_in_words(catalogue: Catalogue, code: str, words: str) -> None:
    assert catalogue.require(code).mode_of_trial == words


def test_a_row_without_a_title_is_named_after_its_whole_offence(catalogue: Catalogue) -> None:
    assert catalogue.require("TH68050A").title == "Attempt: Take a motor vehicle without the owners consent"
    assert catalogue.require("TH68050A").raw_title == ""


def test_every_offence_has_something_to_show(offences: list[Offence]) -> None:
    untitled = [offence for offence in offences if offence.title == NO_TITLE]
    assert all(offence.title for offence in offences)
    assert all(offence.raw_title == "" and not offence.is_current for offence in untitled)
    assert 0 < len(untitled) < 233


def test_categories_and_marks_are_read(catalogue: Catalogue) -> None:
    offence = catalogue.require("OF61102")
    assert (offence.ho_class, offence.class_number, offence.act) == ("008/06", "008", "OF61")
    assert offence.category is OffenceCategory.EITHER_WAY
    assert (offence.recordable, offence.notifiable) == (True, True)


def test_looking_a_code_up_loads_nothing_heavy() -> None:
    script = (
        "import sys; from knowledge.catalogue import load_catalogue; load_catalogue().require('TH68023');"
        "print(sorted({'rapidfuzz', 'numpy', 'textual', 'sqlmodel', 'pydantic', 'json'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
