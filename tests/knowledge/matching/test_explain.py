"""What `explain` says of a text: how it was read, which entry carried a match, what its score is made of."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.matching import load_matcher
from knowledge.matching.compile import data_folder
from knowledge.matching.entries import spelt_out
from knowledge.matching.explain import Carried, Explained, explain


def explained(text: str, limit: int = 8) -> Explained:
    (only,) = explain(load_matcher(), text, limit)
    return only


def best(text: str) -> Carried:
    return explained(text).suggestions[0]


def test_a_misspelt_word_is_told_with_what_it_was_read_as():
    assert ("posesion", "possession") in explained("posesion of cannabis").reading.corrected


def test_an_abbreviation_is_told_with_what_it_stands_for():
    assert explained("crim dam").reading.written_out == (("crim dam", "criminal damage"),)


def test_sections_and_acts_are_told_with_the_name_of_the_act():
    reading = explained("s47 OAPA 1861").reading
    assert reading.sections == ("47",)
    assert reading.acts == (("OF61", "Offences Against the Person Act 1861"),)


def test_the_concepts_behind_the_words_are_told():
    assert "hit" in dict(explained("punched his partner").reading.concepts)["punched"]


def test_the_form_that_is_asked_for_and_words_that_no_entry_holds_are_told():
    reading = explained("attempted robbery at qqqzzzxxx").reading
    assert reading.form == "attempt"
    assert reading.unknown == ("qqqzzzxxx",)


def test_a_match_is_told_with_its_entry_and_the_line_it_stands_on():
    carried = best("possession of cannabis")
    name, _, number = carried.source.partition(":")
    line = (data_folder() / name).read_text(encoding="utf-8").splitlines()[int(number) - 1]
    codes, kind, pattern = line.split("\t")
    assert carried.entry in spelt_out(pattern)
    assert (carried.kind, carried.match.code in codes.split()) == (kind, True)
    assert carried.fit == pytest.approx(1.0)
    assert carried.covered == pytest.approx(1.0, abs=0.01)


def test_the_terms_a_text_shares_with_an_entry_are_told_with_their_weight():
    carried = best("s47 OAPA 1861")
    shared = dict(carried.shared)
    assert "@OF61§47" in shared
    assert list(shared.values()) == sorted(shared.values(), reverse=True)
    assert min(shared.values()) > 0


def test_the_parts_of_a_score_add_up_to_it_and_the_best_comes_first():
    found = explained("he punched him and broke his nose").suggestions
    assert len(found) > 1
    for carried in found:
        assert sum(value for _, value in carried.score_parts) == pytest.approx(carried.score, abs=0.1)
    assert found[0].score == max(carried.score for carried in found)


def test_what_was_learnt_for_an_offence_is_told_by_word():
    carried = best("nutted him and split his lip")
    assert carried.learnt
    assert any("lip" in name for name, _ in carried.learnt)
    assert 0 <= carried.model_chance <= 1


def test_an_everyday_offence_is_told_to_be_prosecuted_often():
    assert best("theft from a shop").prior == 5


def test_a_code_carries_itself():
    carried = best("TH68023")
    assert (carried.match.why, carried.entry, carried.prior) == ("the code itself", "", None)
    assert explained("TH68023").reading.code == "TH68023"


def test_an_attempt_is_carried_by_its_whole_offence():
    carried = next(
        one for one in explained("attempted burglary of a house").suggestions if one.match.offence.suffix
    )
    assert carried.entry
    assert carried.prior is not None


def test_each_part_of_a_text_that_names_several_offences_is_told_apart():
    text = "affray + robbery"
    first, second = explain(load_matcher(), text)
    assert [text[slice(*one.part)] for one in (first, second)] == ["affray", "robbery"]
    assert (first.reading.words, second.reading.words) == (("affray",), ("robbery",))
    assert second.suggestions[0].match.code == "TH68023"


def test_a_text_that_names_no_offence_is_told_as_it_was_read():
    found = explained("qqqzzzxxx")
    assert found.suggestions == ()
    assert found.reading.unknown == ("qqqzzzxxx",)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=60))
def test_any_text_is_explained_with_just_the_suggestions_it_gets(text: str):
    told = [carried.match for one in explain(load_matcher(), text, 5) for carried in one.suggestions]
    found = load_matcher().search(text, 5)
    assert sorted(match.code for match in told) == sorted(match.code for match in found)
