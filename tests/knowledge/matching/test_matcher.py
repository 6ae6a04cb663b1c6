"""What the matcher offers as sure, as likely and not at all, and how it parts a text of several offences."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.catalogue import load_catalogue
from knowledge.matching import Band, OffenceMatch, load_matcher
from knowledge.snapshot import DATA

VAGUE = [
    line
    for line in (DATA / "matching" / "vague.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
PLAIN = """
the weather in Leeds tomorrow
please call me back after lunch
my password does not work
what time does the court open
where do I park
the printer is out of paper
adjourned to 14 March for reports
witness care unit informed
interpreter needed, Polish
disclosure served late
good morning
thank you for your help
Mr John Smith
27 Acacia Avenue
see attached email
happy birthday
training day on Friday
the lift is broken again
cup of tea
hearing moved to courtroom 3
left voicemail for officer in the case
annual leave until 3 May
1234567
hello world
trial listed for two days
crown court sitting at Bradford
pre-trial review held
legal aid applied for
video link booked
costs of £85 and surcharge
new chairs for the office
football on Saturday
""".strip().splitlines()
SAMPLE = [
    "ABH",
    "robbery",
    "crim dam",
    "shoplifting",
    "TH68023",
    "s47",
    "drink driving",
    "the printer",
    "affray",
]
TEXTS = st.one_of(
    st.lists(st.sampled_from(SAMPLE), max_size=5).flatmap(
        lambda parts: st.sampled_from([" ", ", ", " + ", " and ", "\n"]).map(lambda by: by.join(parts))
    ),
    st.text(max_size=80),
)


def search(text: str, limit: int = 8) -> list[OffenceMatch]:
    return load_matcher().search(text, limit)


def parts(text: str) -> dict[str, str]:
    """The best offence of each part of a text, in the order in which they are offered."""
    found: dict[str, str] = {}
    for match in search(text):
        found.setdefault(text[slice(*match.part)], match.code)
    return found


@pytest.mark.parametrize("text", PLAIN)
def test_a_text_that_names_no_offence_gets_nothing_sure(text: str):
    assert [match.code for match in search(text) if match.band is Band.SURE] == []


def test_nearly_every_text_that_names_no_offence_gets_nothing_at_all():
    answered = [text for text in PLAIN if search(text)]
    assert len(answered) <= 2, answered


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(VAGUE), min_size=1, max_size=3))
def test_vague_words_together_are_never_sure(words: list[str]):
    assert all(match.band is Band.LIKELY for match in search(" ".join(words)))


def test_a_word_read_as_another_real_one_is_never_sure():
    query = load_matcher().read("made treats to kill", loosely=True)
    assert dict(query.corrected) == {"treats": ("threats",)}
    found = search("made treats to kill")
    assert found[0].code == "OF61014"
    assert {match.band for match in found} == {Band.LIKELY}


@pytest.mark.parametrize("typed", ["TH68023", "th68023", "  TH68023  ", "TH68023.", "Th68023,"])
def test_a_code_is_the_only_answer_and_sure(typed: str):
    (only,) = search(typed)
    assert (only.code, only.band, only.why) == ("TH68023", Band.SURE, "the code itself")
    assert only.confidence == only.poc_probability == 0.999
    assert only.part == (0, len(typed))


@pytest.mark.parametrize("code", ["TH68023A", "COML025", "MD71210", "RT88007"])
def test_any_code_of_a_prosecution_finds_itself(code: str):
    assert [match.code for match in search(code)] == [code]


@pytest.mark.parametrize("typed", ["MC80516", "ZZ99999", "TH68999"])
def test_a_code_that_is_no_prosecution_or_not_on_the_list_gets_nothing_sure(typed: str):
    assert all(match.band is Band.LIKELY for match in search(typed))


def test_a_code_of_the_list_that_is_no_prosecution_gets_nothing():
    offence = load_catalogue().require("MC80516")
    assert not offence.is_prosecution
    assert search("MC80516") == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("attempted robbery", "TH68023A"),
        ("conspiracy to rob", "TH68023C"),
        ("aid and abet theft from shop", "TH68010B"),
        ("attempt murder", "COML025A"),
    ],
)
def test_a_step_to_an_offence_is_found_in_its_own_form(words: str, code: str):
    assert search(words)[0].code == code


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("s47 + crim dam", {"s47": "OF61102", "crim dam": "CD71039"}),
        ("robbery, twoc", {"robbery": "TH68023", "twoc": "TH68050"}),
        ("AFFRAY AND ROBBERY", {"AFFRAY": "PU86003", "ROBBERY": "TH68023"}),
        ("kidnap & false imprisonment", {"kidnap": "COML020", "false imprisonment": "COML017"}),
        ("affray and robbery and twoc", {"affray": "PU86003", "robbery": "TH68023", "twoc": "TH68050"}),
        ("common assault; criminal damage", {"common assault": "CJ88001", "criminal damage": "CD71039"}),
    ],
)
def test_each_part_of_a_text_of_several_gets_its_own_best_first(text: str, best: dict[str, str]):
    assert parts(text) == best
    assert [match.code for match in search(text)][: len(best)] == list(best.values())


def test_a_vague_part_is_told_apart_and_still_not_sure():
    bands = {match.code: match.band for match in search("s47 + crim dam")[:2]}
    assert bands == {"OF61102": Band.SURE, "CD71039": Band.LIKELY}


@pytest.mark.parametrize(
    "text",
    [
        "robbery + robbery",
        "drunk and disorderly",
        "assault and battery",
        "s47, punched her",
        "affray + zxqwv",
    ],
)
def test_a_text_of_one_offence_is_not_parted(text: str):
    assert {match.part for match in search(text)} == {(0, len(text))}


@pytest.mark.parametrize("text", ["", "  ", "+", ",,,", "\n", " " * 50_000, "robbery" + " " * 50_000])
def test_blanks_and_joins_alone_end_in_an_answer(text: str):
    assert {match.code for match in search(text, 1)} <= {"TH68023"}


def test_only_the_beginning_of_a_very_long_text_is_read():
    first = [(match.code, match.confidence) for match in search("robbery " * 250)]
    assert [(match.code, match.confidence) for match in search("robbery " * 250 + "affray " * 5_000)] == first


@settings(deadline=None, max_examples=100)
@given(TEXTS, st.integers(1, 8))
def test_every_answer_keeps_the_rules_of_an_answer(text: str, limit: int):
    found = search(text, limit)
    codes = [match.code for match in found]
    assert len(set(codes)) == len(codes) <= limit
    for match in found:
        assert 0 <= match.confidence <= match.poc_probability <= 1
        assert 0 <= match.part[0] < match.part[1] <= len(text)
        assert (match.code, match.title) == (match.offence.code, match.offence.title)
        assert match.offence.is_prosecution
        assert match.why
        assert match.family
        assert all(0 <= start < end <= len(match.title) for start, end in match.spans)


@settings(deadline=None, max_examples=100)
@given(TEXTS)
def test_at_most_one_offence_is_sure_for_each_part_and_only_above_the_bounds(text: str):
    sure = [match for match in search(text) if match.band is Band.SURE]
    assert len({match.part for match in sure}) == len(sure)
    for match in sure:
        assert match.confidence >= 0.6
        assert match.poc_probability >= 0.95


@pytest.mark.parametrize("limit", [1, 2, 5])
@pytest.mark.parametrize("text", SAMPLE)
def test_the_first_is_the_same_however_many_are_asked_for(text: str, limit: int):
    assert [match.code for match in search(text, limit)][:1] == [match.code for match in search(text)][:1]


def test_several_threads_get_the_answers_of_one():
    texts = SAMPLE * 8
    alone = [[match.code for match in search(text)] for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda text: [match.code for match in search(text)], texts)) == alone


def test_the_matcher_is_loaded_once_and_says_its_version():
    matcher = load_matcher()
    assert load_matcher() is matcher
    assert matcher.version == f"{matcher.index.stamp}/{load_catalogue().version}"
