"""What the index is made of: entries, sections, titles, lessons and spellings from a small folder of data."""

import logging
from pathlib import Path

import pytest

from knowledge.catalogue import load_catalogue
from knowledge.matching.gathering import KIND_NAMES, TITLE, Doc, Gathered, Lesson, gather
from knowledge.matching.query import Query, read_query
from knowledge.matching.statutes import StatuteReader
from knowledge.titles import NO_TITLE

ABH, SHOP_THEFT, THEFT, DAMAGE = "OF61102", "TH68010", "TH68020", "CD71039"


def docs(gathered: Gathered, code: str, kind: str | None = None) -> list[Doc]:
    return [
        doc
        for doc in gathered.docs
        if gathered.offences[doc.code].code == code and kind in {None, KIND_NAMES[doc.kind]}
    ]


def lessons(gathered: Gathered, code: str | None) -> list[Lesson]:
    return [
        lesson
        for lesson in gathered.lessons
        if (None if lesson.code is None else gathered.offences[lesson.code].code) == code
    ]


def terms(gathered: Gathered, doc: Doc) -> set[str]:
    names = list(gathered.terms)
    return {names[term] for term in doc.terms}


def read(gathered: Gathered, text: str) -> Query:
    return read_query(text, gathered.lexicon, StatuteReader.from_lines(gathered.statutes))


def test_an_entry_is_there_with_its_kind_and_line(tiny_gathered: Gathered):
    (doc,) = docs(tiny_gathered, ABH, "shorthand")
    assert (doc.text, doc.source, doc.place) == ("ABH", "entries_a.tsv:2", 0)
    assert terms(tiny_gathered, doc) == {"actual", "bodi", "harm"}


def test_each_spelling_of_a_pattern_is_there(tiny_gathered: Gathered):
    found = {doc.text for doc in docs(tiny_gathered, SHOP_THEFT, "facts") if doc.source == "entries_b.tsv:1"}
    assert found == {f"put a {food} under his coat" for food in ("steak", "ham", "cheese")}


def of_the_pattern(gathered: Gathered) -> tuple[list[Doc], list[Lesson]]:
    kept = [doc for doc in docs(gathered, ABH) if doc.source == "entries_a.tsv:3"]
    return kept, [lesson for lesson in lessons(gathered, ABH) if "bruis" in lesson.said]


def test_of_a_pattern_with_very_many_spellings_sixteen_are_kept_and_fewer_are_learnt(
    tiny_gathered: Gathered,
):
    kept, learnt = of_the_pattern(tiny_gathered)
    assert 3 <= len(learnt) < len(kept) == 16
    for word in ("punch", "kick", "slap"):
        assert any(word in terms(tiny_gathered, doc) for doc in kept)
        assert any(word in lesson.said for lesson in learnt)


def test_all_spellings_of_a_pattern_count_together_less_than_as_many_lines(tiny_gathered: Gathered):
    _, learnt = of_the_pattern(tiny_gathered)
    assert {round(lesson.share, 6) for lesson in learnt} == {round(len(learnt) ** -0.5, 6)}
    others = [lesson for lesson in lessons(tiny_gathered, ABH) if lesson not in learnt]
    assert {lesson.share for lesson in others} == {1}


def test_the_second_code_of_a_line_is_found_by_it_in_second_place_and_learns_nothing(tiny_gathered: Gathered):
    found = docs(tiny_gathered, THEFT, "facts")
    assert {(doc.place, doc.source) for doc in found} == {(1, "entries_b.tsv:1")}
    assert lessons(tiny_gathered, THEFT) == []


def test_the_same_words_for_the_same_offence_are_there_once(tiny_gathered: Gathered):
    (doc,) = docs(tiny_gathered, SHOP_THEFT, "press")
    assert doc.text == "serial shoplifter"


def test_words_that_say_nothing_are_left_out(tiny_gathered: Gathered):
    assert "his worship" not in {doc.text for doc in tiny_gathered.docs}
    assert all(doc.terms for doc in tiny_gathered.docs)


def test_an_offence_with_few_lines_is_found_but_not_learnt(tiny_gathered: Gathered):
    assert [doc.text for doc in docs(tiny_gathered, DAMAGE, "shorthand")] == ["crim dam"]
    assert len(docs(tiny_gathered, DAMAGE)) == 4  # two lines, a section, the title
    assert lessons(tiny_gathered, DAMAGE) == []


def test_a_section_is_found_under_its_act(tiny_gathered: Gathered):
    (doc,) = docs(tiny_gathered, ABH, "statute")
    assert doc.text == "s47 Offences Against the Person Act 1861"
    assert {"@OF61§47", "§47", "@OF61"} <= terms(tiny_gathered, doc)
    assert [doc.place for code in (THEFT, SHOP_THEFT) for doc in docs(tiny_gathered, code, "statute")] == [
        0,
        1,
    ]


def test_codes_that_no_suggestion_may_name_are_passed_over_and_told(
    tiny_data: Path, caplog: pytest.LogCaptureFixture
):
    with caplog.at_level(logging.WARNING):
        gathered = gather(tiny_data)
    told = [record.getMessage() for record in caplog.records]
    assert told == [
        "entries_c.tsv:5 names MC80516, which no suggestion may name",
        "entries_c.tsv:6 names ZZ99999, which no suggestion may name",
    ]
    assert docs(gathered, "MC80516") == docs(gathered, "ZZ99999") == []


def test_an_attempt_is_there_only_where_an_entry_names_it(tiny_gathered: Gathered):
    there = [offence.code for offence in tiny_gathered.offences if offence.suffix]
    assert there == ["TH68023A"]
    assert [doc.text for doc in docs(tiny_gathered, "TH68023A")] == ["bungled hold-up"]


def test_every_other_prosecution_with_a_title_is_there_by_its_title(tiny_gathered: Gathered):
    wanted = {
        offence.code
        for offence in load_catalogue()
        if offence.is_prosecution and offence.title != NO_TITLE and not offence.suffix
    }
    assert {offence.code for offence in tiny_gathered.offences} == wanted | {"TH68023A"}
    (doc,) = docs(tiny_gathered, "TH68023", "title")
    assert (doc.text, doc.source, doc.kind) == ("Robbery", "title", TITLE)


def test_a_title_is_there_once_though_an_entry_says_the_same(tiny_gathered: Gathered):
    (doc,) = (doc for doc in docs(tiny_gathered, SHOP_THEFT) if doc.text == "Theft from a shop")
    assert KIND_NAMES[doc.kind] == "official"


def test_a_title_may_be_found_by_its_act_where_the_table_has_it(tiny_gathered: Gathered):
    names = list(tiny_gathered.terms)
    for code, act in (("TH68023", ["@TH68"]), ("PU86003", [])):
        (doc,) = docs(tiny_gathered, code, "title")
        assert [names[term] for term in doc.free] == act


def test_texts_that_name_no_offence_are_lessons_without_a_code(tiny_gathered: Gathered):
    said = [lesson.said[0] for lesson in lessons(tiny_gathered, None)]
    assert said == ["adjourn", "put", "print"]


def test_lessons_show_what_their_words_are_kinds_of(tiny_gathered: Gathered):
    (lesson,) = (one for one in lessons(tiny_gathered, SHOP_THEFT) if "took" in one.said)
    assert lesson.kinds == ["food", "thing"]
    assert "~steal" in lesson.said


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("two knives", ["weapon", "thing"]),
        ("a spanner and a ham", ["tool", "thing", "weapon", "food"]),
        ("hams", ["food", "thing"]),
        ("nothing known", []),
    ],
)
def test_what_a_text_names_is_looked_up_in_any_form(tiny_gathered: Gathered, text: str, kinds: list[str]):
    assert tiny_gathered.kinds_of(read(tiny_gathered, text)) == kinds


def test_a_word_is_counted_by_lines_not_by_spellings(tiny_gathered: Gathered):
    assert tiny_gathered.spelling["hiding"] == 1
    assert tiny_gathered.spelling["slapped"] == 2
    assert tiny_gathered.spelling["shoplifter"] == 2
    assert tiny_gathered.spelling["robbery"] >= 2  # titles count, too
    assert tiny_gathered.spelling["stole"] >= 1  # and what slang stands for
    assert not {"abh", "the", "eye"} & set(tiny_gathered.spelling)


def test_every_term_of_an_entry_has_a_number(tiny_gathered: Gathered):
    assert sorted(tiny_gathered.terms.values()) == list(range(len(tiny_gathered.terms)))
    assert tiny_gathered.entry_codes == {
        place
        for place, offence in enumerate(tiny_gathered.offences)
        if offence.code in {ABH, SHOP_THEFT, THEFT, DAMAGE, "TH68023A"}
    }


@pytest.mark.parametrize(
    "name", ["lexicon.tsv", "concepts.tsv", "acts.tsv", "statutes.tsv", "kinds.tsv", "kind_tree.tsv"]
)
def test_a_missing_file_is_told(tiny_data: Path, tmp_path: Path, name: str):
    for path in tiny_data.iterdir():
        if path.name != name:
            (tmp_path / path.name).write_bytes(path.read_bytes())
    with pytest.raises(OSError, match=name):
        gather(tmp_path)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("entries_a.tsv", "OF61102\tABH"),
        ("entries_b.tsv", "OF61102\tnonsense\tABH"),
        ("statutes.tsv", "ZZ00\t1\tOF61102"),
    ],
)
def test_a_damaged_line_is_told_with_its_file_and_number(
    tiny_data: Path, tmp_path: Path, name: str, line: str
):
    for path in tiny_data.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    text = (tmp_path / name).read_text(encoding="utf-8")
    (tmp_path / name).write_text(f"{text}{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=f"{name}:{len(text.splitlines()) + 1} "):
        gather(tmp_path)
