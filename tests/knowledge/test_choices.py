import re
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.choices import Choice, read_choice, read_choices, read_yes_no
from knowledge.courts import CourtType
from knowledge.flags import flag_choices
from knowledge.outcomes import outcomes_for, precharge_outcomes
from knowledge.pleas import PLEA_CHOICES, VERDICT_CHOICES
from knowledge.reasons import GROUP_CHOICES, load_reasons, reason_choices
from knowledge.results import result_choices

LISTS = {
    "pleas": PLEA_CHOICES,
    "verdicts": VERDICT_CHOICES,
    "results in magistrates' courts": result_choices(CourtType.MAGISTRATES),
    "results in the Crown Court": result_choices(CourtType.CROWN),
    "results in all courts": result_choices(),
    "outcomes in magistrates' courts": outcomes_for(CourtType.MAGISTRATES),
    "outcomes in the Crown Court": outcomes_for(CourtType.CROWN),
    "outcomes in all courts": outcomes_for(None),
    "pre-charge decisions": precharge_outcomes(),
    "reason groups": GROUP_CHOICES,
    "reasons": reason_choices(tuple(load_reasons().values())),
    "flags": flag_choices(),
    "flags to offer": flag_choices(offered_only=True),
}
EVERY_CHOICE = [
    pytest.param(choices, choice, id=f"{name}: {choice.key}")
    for name, choices in LISTS.items()
    for choice in choices
]


@pytest.mark.parametrize(("choices", "choice"), EVERY_CHOICE)
def test_every_label_and_staff_word_reads_back_to_its_own_choice(
    choices: tuple[Choice, ...], choice: Choice
) -> None:
    for word in (choice.label, choice.key, *choice.words):
        owners = {other.key for other in choices if _has(other, word)}
        for typed in (word, word.upper(), f"  {word}. "):
            reading = read_choice(typed, choices)
            assert {found.key for found in reading.candidates} == owners, typed
            assert reading.key == (choice.key if len(owners) == 1 else None), typed


def _has(choice: Choice, word: str) -> bool:
    def bare(text: str) -> str:
        return "".join(letter for letter in text.lower() if letter.isalnum())

    return bare(word) in {bare(text) for text in (choice.label, choice.key, *choice.words)}


@pytest.mark.parametrize("name", [name for name in LISTS if "all courts" not in name and "flags" not in name])
def test_no_word_belongs_to_two_choices_of_one_question(name: str) -> None:
    for one, other in combinations(LISTS[name], 2):
        assert not [word for word in one.words if _has(other, word)], (one.key, other.key)


@pytest.mark.parametrize("name", ["pleas", "verdicts"])
@pytest.mark.parametrize(
    ("guilty", "not_guilty"),
    [
        ("guilty", "not guilty"),
        ("G", "NG"),
        ("g", "n/g"),
        ("Guilty.", "Not guilty."),
        ("gulity", "not gulity"),
        ("guilty to it", "not guilty to it"),
        ("gui", "not gui"),
    ],
)
def test_guilty_and_not_guilty_are_never_mixed_up(name: str, guilty: str, not_guilty: str) -> None:
    assert read_choice(guilty, LISTS[name]).key == "guilty"
    assert read_choice(not_guilty, LISTS[name]).key == "not_guilty"


@pytest.mark.parametrize(
    "typed",
    [
        "nto guilty",
        "nt guilty",
        "n guilty",
        "mot guilty",
        "nott guilty",
        "not found guilty",
        "guilty or not guilty",
        "guilty not guilty",
        "guilty plea vacated",
        "not sure if guilty",
        "maybe guilty",
        "un guilty or something not sure",
    ],
)
def test_a_doubtful_not_is_asked_back(typed: str) -> None:
    assert read_choice(typed, PLEA_CHOICES).key is None


DENYING = re.compile(r"\b(?:no|not|none|non|ng|without|never|can'?t|cannot|didn'?t|won'?t|unable|fail\w*)\b")
MEANT_BY_A_DENIAL = {"public_interest", "precharge_nfa_public_interest", "no_plea", "no_case"}


@pytest.mark.parametrize(
    ("choices", "choice"), [case for case in EVERY_CHOICE if case.values[1].key not in MEANT_BY_A_DENIAL]
)
def test_a_negated_word_never_reads_as_the_choice_it_denies(
    choices: tuple[Choice, ...], choice: Choice
) -> None:
    for word in (choice.label, *choice.words):
        if not DENYING.search(word.lower()):
            assert read_choice(f"not {word}", choices).key != choice.key, word
            assert read_choice(f"never {word}", choices).key != choice.key, word


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("wihdrawn", "withdrawn"),
        ("withdarwn", "withdrawn"),
        ("discontinud", "discontinued"),
        ("disconitnued", "discontinued"),
        ("no evidense offered", "no_evidence_offered"),
        ("waraant unexecuted", "warrant_unexecuted"),
        ("desceased", "deceased"),
        ("dismised for want of prosecution", "dismissed_want"),
        ("aquitted", "not_guilty_verdict"),
        ("proved in absense", "proved_in_absence"),
    ],
)
def test_a_typing_error_in_a_long_word_is_forgiven(typed: str, key: str) -> None:
    assert read_choice(typed, result_choices(CourtType.MAGISTRATES)).key == key


@pytest.mark.parametrize("typed", ["continued", "executed", "fit to plead", "evidence offered", "traced"])
def test_a_word_is_not_taken_for_its_opposite(typed: str) -> None:
    assert read_choice(typed, result_choices()).key is None


@pytest.mark.parametrize(
    ("typed", "candidates"),
    [
        ("guilty", {"guilty_plea", "guilty_verdict", "guilty_of_alternative", "proved_in_absence"}),
        ("dismissed", {"not_guilty_verdict", "no_case", "dismissed_want", "no_evidence_offered"}),
        ("guilty plea then withdrawn", {"guilty_plea", "withdrawn"}),
        (
            "dismissed, complainant didn't attend",
            {"not_guilty_verdict", "no_case", "dismissed_want", "no_evidence_offered"},
        ),
    ],
)
def test_between_several_choices_none_is_guessed(typed: str, candidates: set[str]) -> None:
    reading = read_choice(typed, result_choices(CourtType.MAGISTRATES))
    assert reading.key is None
    assert {choice.key for choice in reading.candidates} == candidates


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("the crown offered no evidence", "no_evidence_offered"),
        ("withdrawn by the CPS at court today", "withdrawn"),
        ("s.23", "discontinued"),
        ("W/D", "withdrawn"),
        ("O.N.E.", "no_evidence_offered"),
        ("case dismissed at half time", "no_case"),
        ("bound over", "bound_over"),
        ("withdrawn now", "withdrawn"),
        ("a long story of what was said at court, and in the end " * 10 + "it was withdrawn", "withdrawn"),
    ],
)
def test_words_around_the_answer_do_not_hide_it(typed: str, key: str) -> None:
    assert read_choice(typed, result_choices(CourtType.MAGISTRATES)).key == key


@pytest.mark.parametrize("typed", ["", "   ", "?", "zzz", "the", "\x1b[31m", "🙂"])
def test_what_says_nothing_reads_as_nothing(typed: str) -> None:
    for choices in LISTS.values():
        reading = read_choice(typed, choices)
        assert reading.key is None
        assert reading.candidates == ()


@given(st.text(max_size=60))
def test_any_text_can_be_read(typed: str) -> None:
    for choices in LISTS.values():
        reading = read_choice(typed, choices)
        assert reading.key is None or reading.candidates[0].key == reading.key
    read_yes_no(typed)


WORDS = st.sampled_from(
    ["guilty", "not", "no", "plea", "g", "ng", "verdict", "found", "never", "pleaded", "evidence"]
)


@settings(max_examples=400)
@given(st.lists(WORDS, max_size=6))
def test_guilty_is_never_read_from_a_line_with_a_negation(words: list[str]) -> None:
    line = " ".join(words)
    for choices in (PLEA_CHOICES, VERDICT_CHOICES):
        if {"not", "no", "never", "ng"} & set(words):
            assert read_choice(line, choices).key != "guilty"
        else:
            assert read_choice(line, choices).key != "not_guilty"


def test_several_choices_are_read_from_one_line() -> None:
    reading = read_choices("DV, knife crime & MENT; rape", flag_choices())
    assert reading == (("DOMV", "KER", "MENT", "RAPE"), ())


def test_codes_with_only_spaces_between_are_read() -> None:
    assert read_choices("domv rain ivic", flag_choices()).keys == ("DOMV", "RAIN", "IVIC")


def test_an_and_inside_a_name_does_not_part_it() -> None:
    assert read_choices("vulnerable and intimidated, slavery and trafficking", flag_choices()).keys == (
        "VIVM",
        "HUTR",
    )


def test_a_piece_that_names_no_choice_or_several_is_given_back() -> None:
    reading = read_choices("DV and hate, bananas", flag_choices())
    assert reading.keys == ("DOMV",)
    assert reading.not_understood == ("hate", "bananas")


def test_a_choice_named_twice_is_read_once() -> None:
    assert read_choices("DV, domestic abuse, domestic violence", flag_choices()).keys == ("DOMV",)


def test_a_page_pasted_in_is_given_back_unread() -> None:
    page = "DV, " * 2000 + "DV"
    assert read_choices(page, flag_choices()) == ((), (page,))


@pytest.mark.parametrize("typed", ["y", "Yes", "YES PLEASE", "yeah", "ok", "yes it was", "aye", "correct"])
def test_yes_is_read(typed: str) -> None:
    assert read_yes_no(typed) is True


@pytest.mark.parametrize("typed", ["n", "No", "nope", "no thanks", "none", "no it was not"])
def test_no_is_read(typed: str) -> None:
    assert read_yes_no(typed) is False


@pytest.mark.parametrize(
    "typed", ["", "it is", "yes and no", "maybe", "not sure", "yes but", "y n", "123", "no problem at all"]
)
def test_neither_yes_nor_no_is_asked_back(typed: str) -> None:
    assert read_yes_no(typed) is None


LONG_WORDS = [
    (name, word, part)
    for name, choices in LISTS.items()
    for choice in choices
    for word in (choice.label, *choice.words)
    for part in word.split()
    if len(part) >= 7 and part.isalpha()
]


@settings(max_examples=500)
@given(st.sampled_from(LONG_WORDS), st.integers(1, 5), st.sampled_from(["swap", "drop", "double", "replace"]))
def test_one_slip_in_a_long_word_is_read_right_or_asked_back(
    chosen: tuple[str, str, str], at: int, slip: str
) -> None:
    name, word, part = chosen
    slipped = {
        "swap": part[:at] + part[at + 1] + part[at] + part[at + 2 :],
        "drop": part[:at] + part[at + 1 :],
        "double": part[:at] + part[at] + part[at:],
        "replace": part[:at] + "x" + part[at + 1 :],
    }[slip]
    owners = {choice.key for choice in LISTS[name] if _has(choice, word)}
    assert read_choice(word.replace(part, slipped, 1), LISTS[name]).key in {None, *owners}
