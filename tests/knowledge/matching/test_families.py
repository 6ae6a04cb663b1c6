"""Families of near-twins: every code is right, the words settle what they say, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.catalogue import load_catalogue
from knowledge.matching.families import Asks, Family, Variant, load_families, read_families
from knowledge.matching.phrases import said_words

FAMILIES = load_families()
OWNERS = [
    (family, variant)
    for family in FAMILIES
    for variant in family.variants
    if family.asks is not Asks.DOORWAY and variant.codes
]
A_QUESTION_LONGER_THAN_THIS_IS_NOT_SHORT = 90


def family(slug: str) -> Family:
    found = FAMILIES.get(slug)
    assert found is not None, slug
    return found


def labels(variants: tuple[Variant, ...]) -> list[str]:
    return [variant.label for variant in variants]


def asked(words: str, code: str, *, sure: bool = False) -> str | None:
    found = FAMILIES.ask(words, code, sure=sure)
    return found.family.slug if found else None


# The table


def test_there_are_families_for_the_everyday_offences():
    owning = [one for one in FAMILIES if one.asks is not Asks.DOORWAY]
    assert len(owning) >= 100


def test_every_code_is_on_the_list_and_current():
    catalogue = load_catalogue()
    for one in FAMILIES:
        for code in FAMILIES.codes(one):
            found = catalogue.get(code)
            assert found is not None, (one.slug, code)
            assert found.is_current, (one.slug, code, found.title)
            assert not found.suffix, (one.slug, code)


def test_every_family_that_is_led_to_is_there_and_none_leads_to_itself():
    for one in FAMILIES:
        for variant in one.variants:
            assert bool(variant.codes) != bool(variant.leads_to), (one.slug, variant.label)
            if variant.leads_to:
                assert one.slug != variant.leads_to
                assert FAMILIES.codes(family(variant.leads_to))


def test_every_question_is_short_and_has_a_handful_of_answers():
    for one in FAMILIES:
        assert one.question.endswith("?")
        assert len(one.question) <= A_QUESTION_LONGER_THAN_THIS_IS_NOT_SHORT, one.question
        assert 1 <= len(one.variants) <= 11, one.slug
        assert len(set(labels(one.variants))) == len(one.variants), one.slug


def test_a_text_opens_one_family_only():
    seen: dict[tuple[str, ...], str] = {}
    for one in FAMILIES:
        for text in one.opens.split("|") if one.opens else ():
            words = tuple(said_words(text))
            assert seen.setdefault(words, one.slug) == one.slug, text
            assert FAMILIES.opened_by(text) is one
            assert FAMILIES.opened_by(text, sure=True) in (one, None)


def test_a_line_that_is_neither_family_nor_answer_is_named():
    with pytest.raises(ValueError, match="Line 2 is neither"):
        read_families("family\tx\tX\talways\tWhich?\nanswer\tAB12345")


# What the words settle


@pytest.mark.parametrize(
    ("one", "variant"), OWNERS, ids=lambda given: given.slug if isinstance(given, Family) else given.label
)
def test_the_title_of_an_offence_never_rules_its_own_answer_out(one: Family, variant: Variant):
    offence = load_catalogue().require(variant.codes[0])
    if FAMILIES.of(offence.code) is not one:
        return  # the same offence stands in another family, where it is asked about
    still_open = FAMILIES.open_variants(one, offence.title, offence.code)
    assert not still_open or variant in still_open


def test_most_titles_settle_which_answer_they_are():
    catalogue = load_catalogue()
    mine = [variant.codes[0] for one, variant in OWNERS if FAMILIES.of(variant.codes[0]) is one]
    still_open = [code for code in mine if FAMILIES.ask(catalogue.require(code).title, code)]
    assert len(still_open) / len(mine) < 0.03, still_open


@given(st.sampled_from(OWNERS), st.text(max_size=60))
def test_no_text_opens_what_is_no_answer_of_the_family(owner: tuple[Family, Variant], words: str):
    one, variant = owner
    code = variant.codes[0]
    assert set(FAMILIES.open_variants(one, words, code)) <= set(one.variants)
    found = FAMILIES.ask(words, code)
    if found is not None:
        assert found.variants
        assert set(found.variants) <= set(found.family.variants)
        assert code in FAMILIES.codes(found.family)


@given(st.sampled_from(OWNERS), st.text(alphabet="abcdefgh £5<>0(),.", max_size=40))
def test_case_and_trailing_punctuation_settle_nothing(owner: tuple[Family, Variant], words: str):
    one, variant = owner
    plain = FAMILIES.open_variants(one, words, variant.codes[0])
    assert FAMILIES.open_variants(one, words.upper(), variant.codes[0]) == plain


@pytest.mark.parametrize(
    ("words", "code", "slug"),
    [
        ("crim dam", "CD71039", "criminal-damage"),
        ("crim dam <5k", "CD71039", None),
        ("criminal damage under £5,000", "CD71039", None),
        ("criminal damage £300", "CD71039", None),
        ("criminal damage value £7,500", "CD71039", "criminal-damage"),
        ("crim dam over 5k", "CD71038", None),
        ("burglary", "TH68037", "burglary"),
        ("burglary dwelling", "TH68036", "burglary-dwelling"),
        ("burglary dwelling, stole TV", "TH68036", None),
        ("burglary not dwelling, stole cash", "TH68037", None),
        ("s9(1)(a) burglary of a house", "TH68026", None),
        ("s9(1)(b) burglary of a house", "TH68036", None),
        ("possession of class A", "MD71210", "drug-possession-a"),
        ("possession of drugs", "MD71210", "drug-possession"),
        ("possession of class A cocaine", "MD71210", None),
        ("poss crack cocaine", "MD71214", None),
        ("posession of cocane", "MD71210", None),
        ("PWITS class B", "MD71526", "drug-pwits-b"),
        ("PWITS cannabis resin", "MD71517", None),
        ("speeding 36 in a 30, camera", "RR84707", None),
        ("speeding", "RR84706", "speeding"),
        ("raped a 14-year-old girl", "SX03001", None),
        ("rape", "SX03002", "rape"),
        ("raped his wife", "SX03002", None),
        ("s18 wounding", "OF61016", None),
        ("GBH", "OF61131", "gbh"),
        ("s20", "OF61131", None),
        ("GBH without intent", "OF61131", None),
        ("attempted burglary dwelling with intent to steal", "TH68026A", None),
        ("robbery of a phone", "OF61102", None),
    ],
)
def test_what_the_words_leave_open_is_asked(words: str, code: str, slug: str | None):
    assert asked(words, code) == slug


def test_the_wider_question_comes_before_the_narrower():
    assert asked("burglary", "TH68026") == "burglary"
    assert asked("burglary of a house", "TH68026") == "burglary-dwelling"


def test_what_is_nearly_always_meant_is_not_asked_where_the_offence_is_sure():
    assert asked("burglary of a house", "TH68036", sure=True) is None
    assert asked("burglary", "TH68036", sure=True) == "burglary"


def test_words_that_say_two_things_leave_those_two_open():
    found = FAMILIES.ask("possession of cocaine and heroin", "MD71210")
    assert found is not None
    assert labels(found.variants) == ["cocaine", "heroin"]


def test_words_against_the_offence_found_leave_both_open():
    found = FAMILIES.ask("criminal damage value £7,500", "CD71039")
    assert found is not None
    assert labels(found.variants) == ["£5,000 or less", "over £5,000"]


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("assault", "assault"),
        ("Drugs.", "drugs"),
        ("an assault", "assault"),
        ("THEFT", "theft"),
        ("driving", "driving"),
        ("fraud", "fraud"),
        ("assault on a nurse", None),
        ("", None),
        ("banana", None),
    ],
)
def test_vague_words_open_a_family(words: str, slug: str | None):
    found = FAMILIES.opened_by(words)
    assert (found.slug if found else None) == slug


def test_vague_words_are_asked_about_however_sure_the_matcher_is():
    assert FAMILIES.opened_by("gbh", sure=True) is family("gbh")
    assert FAMILIES.opened_by("drugs", sure=True) is family("drugs")


def test_words_with_one_usual_meaning_are_not_asked_about_where_that_is_sure():
    assert FAMILIES.opened_by("no seat belt") is family("seat-belt")
    assert FAMILIES.opened_by("no seat belt", sure=True) is None


def test_an_attempt_is_in_the_family_of_the_whole_offence():
    assert FAMILIES.of("TH68036A") is family("burglary-dwelling")
    assert FAMILIES.widest("TH68036A") is family("burglary")
