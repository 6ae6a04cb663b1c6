"""What the linear model learns from examples, and how it is packed."""

import math
from array import array
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.matching.linear import chances
from knowledge.matching.query import Query
from knowledge.matching.train import Example, Trained, train

HIT, TOOK, NONE = range(3)
SAID = {
    HIT: ["punched", "kicked", "nose", "jaw", "bruise"],
    TOOK: ["took", "pocketed", "steaks", "bag", "till"],
    NONE: ["printer", "hearing", "adjourned", "bail", "reports"],
}
WEAK = 0.3
MOST = 80


def example(label: int, *said: str, kinds: tuple[str, ...] = (), share: float = 1.0) -> Example:
    return Example(label=label, said=said, kinds=kinds, share=share)


def lessons() -> list[Example]:
    """Texts of two words of their own class, with words that all classes use."""
    return [
        example(label, one, other, f"idle{(turn + label) % 4}")
        for label, own in SAID.items()
        for turn, (one, other) in enumerate((one, other) for one in own for other in own if one != other)
    ]


class Packed:
    """A trained model as the search reads it; class 0 has code 10, class 1 code 11, and so on."""

    def __init__(self, trained: Trained) -> None:
        self.trained = trained
        self.classes = memoryview(array("I", range(10, 9 + len(trained.biases))))
        self.biases = memoryview(trained.biases)

    def feature(self, name: str) -> int | None:
        return self.trained.features.index(name) if name in self.trained.features else None

    def kinds(self, word: str) -> tuple[int, ...]:
        number = self.feature(f"<{word}")
        return () if number is None else (number,)

    def feature_weights(self, feature: int) -> "tuple[memoryview[int], memoryview[int], float]":
        part = slice(self.trained.ends[feature], self.trained.ends[feature + 1])
        steps = memoryview(self.trained.steps[part])
        return memoryview(self.trained.classes[part]), steps, self.trained.sizes[feature]


def chance_of(trained: Trained, label: int, *said: str) -> float:
    query = Query(text=" ".join(said), terms=dict.fromkeys(said, 1.0), said=said, told=said)
    found, nothing = chances(Packed(trained), query)
    is_last = label == len(trained.biases) - 1
    return math.exp(nothing if is_last else found.get(10 + label, -math.inf))


def weights(trained: Trained, name: str) -> dict[int, float]:
    """What a feature speaks for and against, by class."""
    found, steps, size = Packed(trained).feature_weights(trained.features.index(name))
    return {label: step * size for label, step in zip(found, steps, strict=True)}


@pytest.mark.parametrize("label", [HIT, TOOK, NONE])
def test_what_was_shown_is_learnt(label: int):
    trained = train(lessons(), 3)
    for one in lessons():
        if one.label == label:
            assert chance_of(trained, label, *one.said) > 0.9, one.said


@pytest.mark.parametrize(
    ("words", "label"),
    [
        (("kicked", "bruise"), HIT),
        (("bag", "pocketed"), TOOK),
        (("reports", "hearing"), NONE),
        (("nose",), HIT),
    ],
)
def test_what_was_learnt_holds_for_words_put_together_otherwise(words: tuple[str, ...], label: int):
    unseen = [one for one in lessons() if set(one.said[:2]) != set(words)]
    assert chance_of(train(unseen, 3), label, *words) > 0.9


def test_the_last_class_is_that_of_no_offence():
    trained = train(lessons(), 3)
    _, nothing = chances(Packed(trained), Query(text="", terms={"printer": 1.0}))
    assert math.exp(nothing) > 0.9
    assert len(trained.biases) == 3


def test_a_word_speaks_for_its_own_class_and_against_the_others():
    found = weights(train(lessons(), 3), "punched")
    assert found[HIT] > 1
    assert all(weight < 0 for label, weight in found.items() if label != HIT)


def test_the_same_examples_give_the_same_model():
    assert train(lessons(), 3) == train(lessons(), 3)


@pytest.mark.parametrize(("heeded", "held_back"), [(HIT, TOOK), (TOOK, HIT)])
def test_an_example_that_counts_more_is_heeded_more(heeded: int, held_back: int):
    texts = [
        *(example(heeded, "whacked") for _ in range(40)),
        *(example(held_back, "whacked", share=0.1) for _ in range(40)),
        *(example(NONE, "printer") for _ in range(40)),
    ]
    assert chance_of(train(texts, 3), heeded, "whacked") > 0.6


def test_a_word_must_be_shown_by_two_texts_and_a_kind_by_ten():
    texts = [
        *lessons(),
        example(HIT, "nutted"),
        *[example(HIT, "decked")] * 2,
        *[example(HIT, "punched", kinds=("<fist",))] * 9,
        *[example(HIT, "punched", kinds=("<limb",))] * 10,
    ]
    features = train(texts, 3).features
    assert "nutted" not in features
    assert "decked" in features
    assert "<fist" not in features
    assert "<limb" in features


def test_a_kind_tells_classes_apart_where_no_word_does():
    texts = [
        example(label, f"{kind}{turn}", kinds=(f"<{kind}",))
        for label, kind in enumerate(("weapon", "drug", "paper"))
        for turn in range(20)
    ]
    trained = train(texts, 3)
    assert sorted(trained.features) == ["<drug", "<paper", "<weapon"]
    assert weights(trained, "<weapon")[0] > 1


def test_a_word_that_tells_nothing_apart_has_little_weight_or_none():
    trained = train([example(label, f"own{label}", "the") for label in range(3) for _ in range(100)], 3)
    idle = weights(trained, "the").values() if "the" in trained.features else [0.0]
    assert max(map(abs, idle)) < 0.2 * max(map(abs, weights(trained, "own0").values()))


def test_a_word_of_texts_that_hardly_count_is_left_out():
    seldom = [example(HIT, "biffed", share=1e-4)] * 3
    assert "biffed" not in train([*lessons(), *seldom], 3).features
    assert "biffed" in train([*lessons(), *(example(HIT, "biffed") for _ in seldom)], 3).features


def test_weak_weights_are_left_out():
    trained = train(lessons(), 3)
    strengths = [abs(weight) for name in trained.features for weight in weights(trained, name).values()]
    assert min(strengths) > WEAK * 0.9  # in whole steps a weight is a little off
    assert len(strengths) < 3 * len(trained.features)


def test_one_word_speaks_for_eighty_classes_at_most():
    labels = 2 * MOST + 41
    texts = [
        example(label, f"own{label}", *(["common"] if label < 100 else []))
        for label in range(labels)
        for _ in range(6)
    ]
    found = weights(train(texts, labels), "common")
    assert len(found) == MOST
    assert list(found) == sorted(found)


EXAMPLES = st.integers(2, 5).flatmap(
    lambda labels: st.tuples(
        st.just(labels),
        st.lists(
            st.builds(
                Example,
                label=st.integers(0, labels - 1),
                said=st.lists(st.sampled_from([f"w{turn}" for turn in range(9)]), max_size=5, unique=True),
                kinds=st.lists(st.sampled_from(["<k0", "<k1"]), max_size=2, unique=True),
                share=st.floats(0.1, 1.0),
            ),
            max_size=60,
        ),
    )
)


@settings(deadline=None)
@given(EXAMPLES)
def test_the_packed_arrays_fit_together(given: tuple[int, list[Example]]):
    labels, examples = given
    examples = [*examples, *(example(label, f"w{label}") for label in range(labels))]
    trained = train(examples, labels)
    assert len(trained.biases) == labels
    assert len(trained.ends) == len(trained.features) + 1
    assert len(trained.sizes) == len(trained.features) == len(set(trained.features))
    assert len(trained.classes) == len(trained.steps) == trained.ends[-1]
    assert trained.ends[0] == 0
    assert set(trained.features) <= {name for one in examples for name in (*one.said, *one.kinds)}
    for start, end in pairwise(trained.ends):
        found = list(trained.classes[start:end])
        assert found
        assert found == sorted(set(found))
        assert found[-1] < labels
        assert max(map(abs, trained.steps[start:end])) == 127
    assert all(math.isfinite(size) and size > 0 for size in trained.sizes)
    assert all(map(math.isfinite, trained.biases))
