"""How the linear model turns what a text says into chances."""

import math
from array import array
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.matching.lexicon import Lexicon
from knowledge.matching.linear import chances, said_features
from knowledge.matching.query import SOMEONE, Query, read_query
from knowledge.matching.statutes import StatuteReader

STEP = 0.25
FAR = math.exp(-7)  # the share of the best that a class which is left out may have had at most


@dataclass
class Model:
    """Weights written by hand: for each feature its (class, steps) pairs; for each word its kinds."""

    codes: list[int]
    speaks: dict[str, list[tuple[int, int]]]
    kind_names: dict[str, list[str]] = field(default_factory=dict)
    begins: list[float] = field(default_factory=list)

    @property
    def classes(self) -> "memoryview[int]":
        return memoryview(array("I", self.codes))

    @property
    def biases(self) -> "memoryview[float]":
        return memoryview(array("f", self.begins or [0.0] * (len(self.codes) + 1)))

    def feature(self, name: str) -> int | None:
        return list(self.speaks).index(name) if name in self.speaks else None

    def kinds(self, word: str) -> tuple[int, ...]:
        return tuple(list(self.speaks).index(name) for name in self.kind_names.get(word, ()))

    def feature_weights(self, feature: int) -> "tuple[memoryview[int], memoryview[int], float]":
        pairs = list(self.speaks.values())[feature]
        classes, steps = array("H", (one for one, _ in pairs)), array("b", (step for _, step in pairs))
        return memoryview(classes), memoryview(steps), STEP


def query(*words: str) -> Query:
    return Query(text=" ".join(words), terms=dict.fromkeys(words, 1.0), said=words, told=words)


NAMES = ["hit", "nose", "hit nose", "took", "took _ till", "<tool", "<act"]
FEATURES = st.dictionaries(
    st.sampled_from(NAMES),
    st.lists(st.tuples(st.integers(0, 3), st.integers(-127, 127)), max_size=4, unique_by=lambda one: one[0]),
)
MODELS = st.builds(
    lambda speaks, begins: Model(
        [7, 21, 400], speaks, {"hit": [name for name in ("<tool", "<act") if name in speaks]}, begins
    ),
    FEATURES,
    st.lists(st.floats(-3, 3, width=32), min_size=4, max_size=4),
)
SAID = st.lists(st.sampled_from(["hit", "nose", "took", "from", "till", "§47"]), max_size=8)


def test_a_word_makes_the_offence_it_speaks_for_likelier():
    model = Model([7, 21], {"hit": [(0, 8), (1, -4)]})
    found, nothing = chances(model, query("hit"))
    assert found[7] - nothing == pytest.approx(2.0)
    assert found[21] - nothing == pytest.approx(-1.0)
    assert sum(map(math.exp, [*found.values(), nothing])) == pytest.approx(1.0)


def test_the_last_class_is_that_of_texts_that_name_no_offence():
    found, nothing = chances(Model([7, 21], {"printer": [(2, 20)]}), query("printer"))
    assert math.exp(nothing) > 0.9
    assert set(found) == {7, 21}


def test_an_offence_that_is_out_of_the_question_is_left_out():
    found, _ = chances(Model([7, 21], {"hit": [(0, 29)]}), query("hit"))
    assert set(found) == {7}


def test_a_text_longer_than_another_is_no_surer_by_that():
    model = Model([7], {"hit": [(0, 8)], "struck": [(0, 8)]})
    once, of_once = chances(model, query("hit"))
    twice, of_twice = chances(model, query("hit", "struck"))
    assert twice[7] - of_twice == pytest.approx((once[7] - of_once) * math.sqrt(2))


def test_what_a_thing_is_a_kind_of_counts_half_of_what_was_said():
    model = Model([7, 21], {"hammer": [(0, 8)], "<tool": [(1, 8)]}, {"hammer": ["<tool"]})
    found, nothing = chances(model, query("hammer"))
    assert found[7] - nothing == pytest.approx(2.0 / math.sqrt(1.25))
    assert found[21] - nothing == pytest.approx(1.0 / math.sqrt(1.25))


def test_a_kind_of_two_words_counts_once():
    model = Model([7, 21], {"hit": [(0, 8)], "<tool": [(1, 8)]}, {"hammer": ["<tool"], "spanner": ["<tool"]})
    assert chances(model, query("hit", "hammer", "spanner")) == chances(model, query("hit", "hammer"))


def test_what_begins_with_an_advantage_keeps_it():
    found, nothing = chances(Model([7, 21], {"hit": []}, begins=[0.5, 0.0, -0.5]), query("hit"))
    assert (found[7] - found[21], found[21] - nothing) == pytest.approx((0.5, 0.5))


@pytest.mark.parametrize("words", [(), ("zxqwv",), ("zxqwv", "qqq")])
def test_of_words_it_never_saw_the_model_says_nothing(words: tuple[str, ...]):
    assert chances(Model([7], {"hit": [(0, 8)]}), query(*words)) == ({}, 0.0)


@given(MODELS, SAID)
def test_a_word_it_never_saw_changes_nothing(model: Model, words: list[str]):
    assert chances(model, query(*words, "zxqwv")) == chances(model, query(*words))


@given(MODELS, SAID)
def test_the_chances_of_all_offences_and_of_none_make_up_one(model: Model, words: list[str]):
    found, nothing = chances(model, query(*words))
    assert all(value <= 1e-9 for value in [*found.values(), nothing])
    assert sum(map(math.exp, found.values())) <= 1 + 1e-6
    assert sum(map(math.exp, [*found.values(), nothing])) == pytest.approx(1.0, abs=FAR)


@given(MODELS, st.permutations(["hit", "nose", "took"]))
def test_the_order_of_words_matters_only_where_a_pair_was_learnt(model: Model, words: list[str]):
    model.speaks = {name: to for name, to in model.speaks.items() if " " not in name}
    found, nothing = chances(model, query(*words))
    plain, plain_nothing = chances(model, query("hit", "nose", "took"))
    assert found == pytest.approx(plain)
    assert nothing == pytest.approx(plain_nothing)


def test_a_pair_speaks_only_in_its_own_order():
    model = Model([7], {"hit nose": [(0, 8)], "took _ till": [(0, 8)]})
    assert chances(model, query("hit", "nose"))[0] == chances(model, query("took", "from", "till"))[0] != {}
    assert chances(model, query("nose", "hit")) == chances(model, query("took", "till")) == ({}, 0.0)


def test_a_text_shows_its_words_its_pairs_and_its_pairs_over_one_word():
    read = read_query("punched the jaw of an uncle, s47", Lexicon(), StatuteReader({}))
    assert said_features(read) == [
        *("punch", "jaw", "uncl", "§47"),
        *("punch jaw", "jaw uncl"),
        "punch _ uncl",
    ]


def test_that_somebody_is_spoken_of_is_shown_whoever_it_is():
    him, her = (
        said_features(read_query(text, Lexicon(), StatuteReader({})))
        for text in ("punched him hard", "punched her hard")
    )
    assert him == her == ["punch", "hard", SOMEONE, f"punch {SOMEONE}", f"{SOMEONE} hard", "punch _ hard"]


@given(st.lists(st.sampled_from("abc"), max_size=12))
def test_no_feature_is_shown_twice(words: list[str]):
    shown = said_features(query(*words))
    assert len(set(shown)) == len(shown)
