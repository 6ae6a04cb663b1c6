"""What a search finds: measured on queries that staff would type, and laws that hold for any words."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.library import Library, load_library
from guidance.words import fold, stem, terms_of

QUERIES = Path(__file__).parents[1] / "data" / "guidance_queries.csv"
SAMPLE = Path(__file__).parents[3] / "shared" / "devset" / "guidance_queries.csv"


def queries(split: str) -> list[tuple[str, set[str]]]:
    with QUERIES.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["split"] == split]
    return [(row["query"], set(row["slugs"].split("|"))) for row in rows]


def shares(asked: list[tuple[str, set[str]]]) -> tuple[float, float]:
    library = load_library()
    found = [([hit.slug for hit in library.search(query, limit=3)], right) for query, right in asked]
    top = sum(bool(slugs) and slugs[0] in right for slugs, right in found)
    three = sum(bool(right & set(slugs)) for slugs, right in found)
    return top / len(asked), three / len(asked)


@pytest.mark.parametrize("split", ["tune", "test"])
def test_the_right_topic_is_first_for_nine_in_ten_and_among_three_for_nearly_all(split, capsys):
    """Both halves are known by now: seen for the first time the test queries gave 0.919 and 0.981.

    What the search does with queries that nobody looked at (`fresh`) is printed by benchmarks/guidance_quality.py.
    """
    asked = queries(split)
    first, among_three = shares(asked)
    with capsys.disabled():
        print(
            f"\nguidance search, {split}: {len(asked)} queries, first {first:.3f}, among three {among_three:.3f}"
        )
    assert len(asked) >= 150
    assert first >= 0.90
    assert among_three >= 0.98


def test_every_query_names_topics_that_exist():
    library = load_library()
    wanted = {slug for split in ("tune", "test", "fresh") for _, right in queries(split) for slug in right}
    assert {slug for slug in wanted if slug not in library} == set()


def test_no_query_is_both_tuned_on_and_tested_on():
    tuned = {query.casefold() for query, _ in queries("tune")}
    assert [query for query, _ in [*queries("test"), *queries("fresh")] if query.casefold() in tuned] == []


@pytest.mark.skipif(not SAMPLE.exists(), reason="the development sample is not here")
def test_the_development_sample_finds_topics_that_hold_the_answer():
    library = load_library()
    with SAMPLE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    missed = []
    for row in rows:
        hit = library.search(row["query"], limit=1)[0]
        text = f"{hit.title} {hit.section} {hit.excerpt} {library.get(hit.slug).body}".casefold()
        if not any(answer.strip().casefold() in text for answer in row["answers"].split("|")):
            missed.append(row["id"])
    assert len(missed) <= len(rows) // 10


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("vicitm retracted", "reason-e8"),
        ("def died", "outcome-deceased"),
        ("what poc for knife", "knives-and-weapons"),
        ("NG verdict but pleaded to lesser", "guilty-of-alternative"),
        ("robery", "poc-robbery"),
        ("w/d", "outcome-withdrawn"),
        ("L.O.F.", "outcome-lie-on-file"),
        ("rape flag", "flag-rape"),
    ],
)
def test_slips_and_shorthand_find_their_topic(words, slug):
    assert load_library().search(words)[0].slug == slug


def test_words_half_typed_already_find():
    assert "poc-robbery" in [hit.slug for hit in load_library().search("robb")]


def test_a_hit_names_the_section_that_answers():
    hit = load_library().search("who writes the victim letter")[0]
    topic = load_library().get(hit.slug)
    assert hit.section == "Who writes it"
    assert topic.section(hit.anchor).heading == hit.section


def test_marks_lie_on_words_that_were_asked_for():
    hit = load_library().search("lie on file")[0]
    assert {hit.excerpt[start:end].casefold() for start, end in hit.marks} & {"lie", "lies", "file"}


def test_a_hit_says_why_it_was_found_and_what_was_not():
    hit = load_library().search("hung jury zzzzz")[0]
    assert "hung jury" in hit.why
    assert "zzzzz" in hit.why


def test_what_does_not_fit_is_offered_as_nearest_and_marked_so():
    assert all(not hit.fits for hit in load_library().search("recipe for pancakes"))
    assert load_library().search("warant")[0].fits


def test_an_excerpt_is_short_and_plain():
    for query, _ in queries("test"):
        for hit in load_library().search(query):
            assert 0 < len(hit.excerpt) <= 220
            assert "](" not in hit.excerpt
            assert "**" not in hit.excerpt


def test_nothing_asked_finds_nothing():
    assert load_library().search("") == []
    assert load_library().search("  ?!  ") == []
    assert load_library().search("urn", limit=0) == []


def test_an_empty_library_finds_nothing():
    assert Library({}).search("urn") == []


def test_a_plain_search_does_not_load_the_typing_slip_finder():
    code = (
        "import sys; from guidance.library import load_library; load_library().search('victim letter');"
        "print('rapidfuzz' in sys.modules); load_library().search('vicitm leter'); print('rapidfuzz' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]


@given(st.text(max_size=300), st.integers(min_value=-1, max_value=20))
def test_any_words_give_hits_in_order_and_never_an_error(words, limit):
    hits = load_library().search(words, limit=limit)
    assert len(hits) <= max(0, limit)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.slug for hit in hits}) == len(hits)
    for hit in hits:
        assert all(0 <= start < end <= len(hit.excerpt) for start, end in hit.marks)


def test_a_very_long_paste_is_searched_by_its_beginning():
    assert (
        load_library().search("victim letter " * 50_000)[0].slug
        == load_library().search("victim letter")[0].slug
    )


@given(st.sampled_from([topic.slug for topic in load_library()]))
def test_the_title_of_a_topic_finds_it(slug):
    library = load_library()
    assert slug in [hit.slug for hit in library.search(library.get(slug).title, limit=3)]


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_terms_do_not_depend_on_case(text):
    assert terms_of(text.upper()) == terms_of(text.lower())


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1))
def test_a_stem_is_never_empty_nor_longer_than_its_word(word):
    assert 0 < len(stem(word)) <= len(word)


def test_joined_letters_and_apostrophes_are_folded():
    assert fold("W/D") == "wd"
    assert fold("victim’s") == fold("victims")
    assert fold("d&d") == "dd"
