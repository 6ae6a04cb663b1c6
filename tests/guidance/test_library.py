"""What the library reads from topic files, and what it does with files that cannot be read."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.library import Status, TopicFault, anchor_of, load_library, parse_topic, read_library

TOPIC = """---
title: Late sheets
slug: {slug}
summary: What to do when a sheet comes late.
keywords: [late sheet]
words: [no sheet, "s47, or not"]
related: [hearing-record-sheet]
questions: [sheet]
source: [Area note 4]
status: proposed
checked: 2026-11-23
---

Ask first.

## When it comes

Type it in.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


def test_our_topics_are_all_read():
    library = load_library()
    assert len(library) >= 180
    assert library.faults == ()


def test_a_topic_keeps_its_fields_and_its_sections():
    topic = parse_topic(TOPIC.format(slug="late-sheets"), name="late-sheets.md")
    assert (topic.title, topic.status, topic.checked) == ("Late sheets", Status.PROPOSED, date(2026, 11, 23))
    assert [section.heading for section in topic.sections] == ["", "When it comes"]
    assert topic.section("when-it-comes") == topic.section("When it comes")
    assert topic.section("when it left") is None


def test_an_areas_topic_is_added_and_marked_local(folder):
    write(folder, "late-sheets.md", TOPIC.format(slug="late-sheets"))
    library = read_library(folder)
    assert library.get("late-sheets").local
    assert not library.get("urn").local
    assert library.search("late sheets")[0].slug == "late-sheets"


def test_an_areas_topic_takes_the_place_of_ours(folder):
    write(folder, "urn.md", TOPIC.format(slug="urn"))
    library = read_library(folder)
    assert library.get("urn").title == "Late sheets"
    assert len(library) == len(load_library())


def test_a_damaged_file_is_named_and_the_rest_stays_usable(folder):
    write(folder, "a.md", "no front matter")
    write(folder, "b.md", TOPIC.format(slug="Not A Slug"))
    write(folder, "c.md", TOPIC.format(slug="good").replace("status: proposed", "status: gospel"))
    write(folder, "d.md", TOPIC.format(slug="good").replace("keywords: [late sheet]", "keywords: late sheet"))
    write(
        folder,
        "e.md",
        TOPIC.format(slug="good").replace("summary: What to do when a sheet comes late.\n", ""),
    )
    (folder / "f.md").write_bytes(b"---\ntitle: \xff\xfe\n---\n")
    write(folder, "g.md", TOPIC.format(slug="good"))
    library = read_library(folder)
    assert [fault.name for fault in library.faults] == ["a.md", "b.md", "c.md", "d.md", "e.md", "f.md"]
    assert "good" in library
    assert "urn" in library
    assert all(fault.what and fault.fix for fault in library.faults)


def test_a_folder_that_is_not_there_is_a_fault_and_not_a_crash(folder):
    library = read_library(folder / "nowhere")
    assert len(library) == len(load_library())
    assert "not there" in library.faults[0].what


def test_a_library_is_read_once_for_each_folder(folder):
    assert load_library() is load_library()
    assert load_library(folder) is load_library(folder)


def test_control_and_direction_marks_in_a_local_page_are_made_harmless(folder):
    write(folder, "x.md", TOPIC.format(slug="x").replace("Ask first.", "Ask \x1b[31mfirst\u202e \x9b now."))
    body = read_library(folder).get("x").body
    assert not set(body) & {"\x1b", "\u202e", "\x9b"}


def test_topics_of_a_question_begin_with_the_one_that_is_about_it():
    first = load_library().by_question("reason")[0]
    assert first.questions[0] == "reason"
    assert load_library().by_question("no such question") == ()


def test_related_topics_come_in_the_topics_own_order():
    library = load_library()
    urn = library.get("urn")
    assert tuple(topic.slug for topic in library.related("urn")) == urn.related
    assert library.related("no-such-topic") == ()


def test_all_topics_come_by_title():
    titles = [topic.title.casefold() for topic in load_library()]
    assert titles == sorted(titles)


def test_an_anchor_is_what_a_heading_becomes_in_a_link():
    assert anchor_of("When it is due") == "when-it-is-due"
    assert anchor_of("Victims' letters: who?") == "victims-letters-who"


def test_reading_loads_neither_the_search_nor_a_yaml_reader():
    code = (
        "import sys; from guidance.library import load_library; load_library().get('urn');"
        "print([name for name in ('rapidfuzz', 'yaml', 'frontmatter', 'guidance.search') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def readable_or_explained(text: str) -> bool:
    """Whether the text is a topic, or a fault says what is wrong and what to do; anything else raises."""
    try:
        topic = parse_topic(text, name="any.md")
    except TopicFault as fault:
        return bool(fault.what and fault.fix)
    return bool(topic.slug)


@given(st.text())
def test_any_text_is_a_topic_or_a_fault_that_says_what_to_do(text):
    assert readable_or_explained(text)


@given(st.text(), st.sampled_from(TOPIC.splitlines()))
def test_any_front_matter_line_is_read_or_refused(text, line):
    assert readable_or_explained(TOPIC.format(slug="x").replace(line, text))
