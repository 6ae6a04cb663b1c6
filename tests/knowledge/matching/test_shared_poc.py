"""When the POC is sure though the offence is not."""

import pytest

from knowledge.catalogue import load_catalogue
from knowledge.matching.matcher import Band, OffenceMatch
from knowledge.matching.shared_poc import plausible, poc_in_words, poc_of_all, shared_poc
from knowledge.poc import load_poc_table


def match(code: str, confidence: float, poc_probability: float = 0.95) -> OffenceMatch:
    """A match as the matcher gives it, of this code."""
    offence = load_catalogue().require(code)
    return OffenceMatch(
        code=code,
        title=offence.title,
        offence=offence,
        confidence=confidence,
        poc_probability=poc_probability,
        family=offence.class_number,
        band=Band.LIKELY,
        why="",
        spans=(),
        poc=load_poc_table().reading(offence),
        part=(0, 5),
    )


def test_the_poc_is_sure_where_all_that_is_plausible_shares_it():
    poc = shared_poc([match("MD71210", 0.4), match("MD71211", 0.35), match("MD71214", 0.3)])
    assert poc is not None
    assert poc.letter == "I"
    assert poc_in_words(poc) == "Whichever it is, the POC is I Drugs Offences."


def test_the_poc_is_not_sure_where_it_differs():
    assert shared_poc([match("TH68020", 0.4), match("CD71039", 0.35)]) is None


def test_what_is_far_behind_the_best_does_not_count():
    found = [match("TH68020", 0.6), match("CD71039", 0.1)]
    assert plausible(found) == found[:1]
    assert shared_poc(found) is not None


def test_the_poc_is_not_sure_where_the_matcher_is_not_sure_of_it():
    assert shared_poc([match("MD71210", 0.4, poc_probability=0.6)]) is None


def test_nothing_found_has_no_poc():
    assert shared_poc([]) is None


def test_an_offence_that_has_no_poc_of_its_own_makes_none_sure():
    local = next(offence for offence in load_catalogue() if offence.is_local and offence.is_prosecution)
    assert shared_poc([match(local.code, 0.5)]) is None


@pytest.mark.parametrize(
    ("codes", "letter"), [(("CD71039", "CD71038"), "H"), (("CD71039", "TH68020"), None), ((), None)]
)
def test_several_offences_share_a_poc_or_do_not(codes: tuple[str, ...], letter: str | None):
    found = poc_of_all((load_catalogue().require(code) for code in codes), load_poc_table())
    assert (found.letter if found else None) == letter


def test_the_most_contested_reading_speaks_for_all():
    codes = ("OF61102", "CJ88144")
    found = poc_of_all((load_catalogue().require(code) for code in codes), load_poc_table())
    assert found is not None
    assert "also argued: Public Order Offences" in poc_in_words(found)
