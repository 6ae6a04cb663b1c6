"""What a word is a kind of, near and far, and what form of a word is looked up."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.matching.compile import data_folder
from knowledge.matching.kinds import forms, read_kinds

SHIPPED = read_kinds(data_folder())


def written(folder: Path, words: str, tree: str) -> dict[str, tuple[str, ...]]:
    (folder / "kinds.tsv").write_text(words, encoding="utf-8")
    (folder / "kind_tree.tsv").write_text(tree, encoding="utf-8")
    return read_kinds(folder)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("knives", "knife"),
        ("thieves", "thief"),
        ("ladies", "lady"),
        ("buses", "bus"),
        ("necklaces", "necklace"),
        ("glasses", "glass"),
        ("dogs", "dog"),
        ("tied", "tie"),
        ("carried", "carry"),
        ("stabbed", "stab"),
        ("used", "use"),
        ("kicked", "kick"),
        ("running", "run"),
        ("driving", "drive"),
        ("killing", "kill"),
    ],
)
def test_a_plural_or_a_tense_leads_to_the_plain_word(typed: str, plain: str):
    assert plain in list(forms(typed))


@pytest.mark.parametrize("word", ["gun", "took", "as", "s", "es", "ing", "ed", "gas bottle", ""])
def test_the_word_itself_comes_first(word: str):
    assert next(forms(word)) == word


@pytest.mark.parametrize("word", ["s", "es", "ed", "ing", "as", "knife", "took"])
def test_a_word_that_is_all_ending_or_has_none_is_only_itself(word: str):
    assert list(forms(word)) == [word]


@given(st.text(alphabet="abdeginsvy", max_size=12))
def test_no_form_is_longer_than_the_word_or_shorter_than_two_letters(word: str):
    for form in forms(word):
        assert form == word or 2 <= len(form) <= len(word)
        assert form[:2] == word[:2]


def test_a_word_has_its_kinds_and_theirs_the_nearest_first(tmp_path: Path):
    found = written(
        tmp_path, "machete\tknife\n", "knife\tweapon\nweapon\tinstrument\ninstrument\tthing\nthing\t\n"
    )
    assert found == {"machete": ("knife", "weapon", "instrument", "thing")}


def test_a_kind_reached_by_two_ways_is_there_once(tmp_path: Path):
    found = written(
        tmp_path,
        "# word\tnearest\nbayonet\tknife gun_part\n",
        "knife\tweapon tool\ngun_part\tweapon\nweapon\tthing\ntool\tthing\n",
    )
    assert sorted(found["bayonet"]) == ["gun_part", "knife", "thing", "tool", "weapon"]
    assert found["bayonet"][0] == "knife"


def test_a_kind_that_the_tree_does_not_hold_stands_alone(tmp_path: Path):
    assert written(tmp_path, "cosh\tweapon\n", "knife\tweapon\n") == {"cosh": ("weapon",)}


def test_a_tree_that_runs_in_a_circle_is_read_to_an_end(tmp_path: Path):
    assert written(tmp_path, "cosh\tweapon\n", "weapon\tthing\nthing\tweapon\n") == {
        "cosh": ("weapon", "thing")
    }


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("machete", "weapon"),
        ("poodle", "dog"),
        ("vodka", "beverage"),
        ("heroin", "drug"),
        ("nephew", "relative"),
        ("bread", "food"),
        ("lorry", "vehicle"),
    ],
)
def test_the_shipped_tables_know_what_everyday_things_are(word: str, kind: str):
    assert kind in SHIPPED[word]


def test_the_shipped_tables_say_nothing_that_is_true_of_everything():
    everything = {"entity", "physical_entity", "object", "abstraction.2"}
    assert everything.isdisjoint(kind for kinds in SHIPPED.values() for kind in kinds)


def test_every_word_of_the_shipped_tables_has_each_kind_once():
    assert len(SHIPPED) > 20_000
    for word, kinds in SHIPPED.items():
        assert kinds, word
        assert len(set(kinds)) == len(kinds), word
