"""The checker of topics: ours pass, and each fault is found."""

from pathlib import Path

import pytest

from guidance.check import EASE_BOUND, check_folder, check_ours
from guidance.reading_ease import reading_ease, syllables

GOOD = """---
title: Late sheets
slug: late-sheets
summary: What to do when a sheet comes late.
keywords: [late sheet]
words: [no sheet]
related: [hearing-record-sheet]
questions: [sheet]
source: [Area note 4]
status: proposed
checked: 2026-11-23
---

Ask for the sheet on the same day. See [the sheet](hearing-record-sheet.md#two-kinds).

## When it comes

Open the draft. Go to the first gap. Fill in what was not known. Check the name and the date. Then write the record.
"""


def check(folder: Path, text: str, name: str = "late-sheets.md") -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return "\n".join(str(problem) for problem in check_folder(folder))


def test_our_topics_have_no_fault():
    assert [str(problem) for problem in check_ours()] == []


def test_a_good_page_of_an_area_has_no_fault(tmp_path):
    assert check(tmp_path, GOOD) == ""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("title: Late sheets\n", "", "No title is given"),
        ("title: Late sheets", "title: Late: sheets", "not YAML"),
        ("words: [no sheet]", "words: [no]", "words is read in two ways"),
        ("words: [no sheet]", "words: []", "words are empty"),
        ("words: [no sheet]", "words: [no sheet, No sheet]", "twice"),
        ("status: proposed", "status: certain", "status"),
        ("questions: [sheet]", "questions: [shoe]", 'no question "shoe"'),
        ("questions: [sheet]", "questions: []", "serves no question"),
        ("source: [Area note 4]", "source: []", "names no source"),
        ("[hearing-record-sheet]", "[nowhere]", 'related topic "nowhere"'),
        ("[hearing-record-sheet]", "[late-sheets]", "related to itself"),
        ("(hearing-record-sheet.md#two-kinds)", "(gone.md)", 'link to "gone"'),
        ("#two-kinds", "#three-kinds", 'no section "three-kinds"'),
        ("## When", "### When", "another level"),
        ("Open the draft.", "<b>Open</b> the draft.", "HTML"),
        ("Open the draft.", "| a | b |", "table"),
        ("Open the draft.", "Open \x1b[2J the draft.", "cannot be shown"),
        ("Open the draft.", "Open it. " * 400, "words. Use 600"),
        ("Open the draft.", "## Empty\n\n## When it comes\n\nOpen.", "Two sections"),
        ("Open the draft.", "## Empty\n\n## Other\n\nOpen.", "is empty"),
        ("summary: What", "summary: " + "very " * 40 + "What", "summary has"),
    ],
)
def test_each_fault_is_found(tmp_path, old, new, said):
    assert old in GOOD
    assert said in check(tmp_path, GOOD.replace(old, new))


def test_a_page_without_parts_is_a_fault(tmp_path):
    body = GOOD.replace("## When it comes\n\n", "")
    assert "no sections" in check(tmp_path, body)


def test_a_page_too_short_to_help_is_a_fault(tmp_path):
    assert "Say enough" in check(tmp_path, GOOD[: GOOD.index("Open the draft")] + "Wait.\n")


def test_a_file_is_named_by_its_slug(tmp_path):
    assert "Name the file late-sheets.md" in check(tmp_path, GOOD, name="other.md")


def test_two_files_cannot_share_a_slug(tmp_path):
    check(tmp_path, GOOD, name="another.md")
    assert "is also in" in check(tmp_path, GOOD)


def test_a_page_that_is_hard_to_read_is_a_fault(tmp_path):
    hard = (
        "Notwithstanding considerations concerning administrative finalisation, practitioners "
        "necessarily undertake comprehensive documentation verification procedures. " * 5
    )
    assert "hard to read" in check(tmp_path, GOOD.replace("Open the draft.", hard))


def test_a_folder_that_is_missing_or_empty_is_said(tmp_path):
    assert "not there" in str(check_folder(tmp_path / "nowhere")[0])
    assert "holds no topic" in str(check_folder(tmp_path)[0])


def test_an_area_may_name_its_own_sources_and_speak_for_itself(tmp_path):
    assert check(tmp_path, GOOD.replace("Open the draft.", "CPS requires this. We suggest it.")) == ""


def test_reading_ease_falls_as_words_and_sentences_grow():
    easy = "The cat sat. The dog ran. We went home."
    hard = (
        "Considerable administrative complications necessitated comprehensive organisational reconsideration."
    )
    assert reading_ease(easy) > 100 > EASE_BOUND > reading_ease(hard)
    assert reading_ease("") == 100


def test_a_list_is_read_line_by_line():
    together = "the plea the verdict the result of each charge and the date of the offence that was charged"
    listed = (
        "- the plea\n- the verdict\n- the result of each charge\n- the date of the offence that was charged"
    )
    assert reading_ease(listed) > reading_ease(together)


@pytest.mark.parametrize(
    ("word", "count"),
    [("plea", 1), ("charged", 1), ("charges", 2), ("victim", 2), ("evidence", 3), ("court's", 1)],
)
def test_syllables_are_counted_nearly_as_spoken(word, count):
    assert syllables(word) == count
