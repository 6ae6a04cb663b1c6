"""The twelve categories and the words that staff use for them."""

import pytest

from knowledge.poc import POC_CATEGORIES, read_poc


def test_the_labels_are_the_cps_ones_in_their_order() -> None:
    assert {letter: category.label for letter, category in POC_CATEGORIES.items()} == {
        "A": "Homicide",
        "B": "Offences Against The Person",
        "C": "Sexual Offences",
        "D": "Burglary",
        "E": "Robbery",
        "F": "Theft And Handling",
        "G": "Fraud And Forgery",
        "H": "Criminal Damage",
        "I": "Drugs Offences",
        "J": "Public Order Offences",
        "K": "All Other Offences (excluding Motoring)",
        "L": "Motoring Offences",
    }


def test_only_the_letter_of_motoring_is_official() -> None:
    assert [letter for letter, category in POC_CATEGORIES.items() if category.official_letter] == ["L"]


@pytest.mark.parametrize("letter", list("ABCDEFGHIJKL"))
def test_a_category_is_read_from_its_letter_and_its_label(letter: str) -> None:
    category = POC_CATEGORIES[letter]
    for words in (
        letter,
        letter.lower(),
        f" {letter} ",
        category.label,
        category.label.upper(),
        f"POC {letter}",
    ):
        assert read_poc(words) == letter
    assert read_poc(f"{letter} {category.label}") == letter
    assert category.topic.startswith("poc-")


@pytest.mark.parametrize(
    ("words", "letter"),
    [
        ("oap", "B"),
        ("violence", "B"),
        ("sex", "C"),
        ("crim dam", "H"),
        ("arson", "H"),
        ("Theft & Handling", "F"),
        ("shoplifting", "F"),
        ("drugs", "I"),
        ("pub order", "J"),
        ("public", "J"),
        ("driving", "L"),
        ("other", "K"),
        ("homi", "A"),
    ],
)
def test_staff_words_are_read(words: str, letter: str) -> None:
    assert read_poc(words) == letter


@pytest.mark.parametrize("words", ["", " ", "M", "xyz", "offences", "th", "1", "A B"])
def test_words_that_name_no_category_or_several_are_not_read(words: str) -> None:
    assert read_poc(words) is None
