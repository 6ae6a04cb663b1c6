"""finalise guidance: what it prints for words, a topic, a folder, and what it counts."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from assistant.cli import ExitCode, app
from assistant.missed import Miss, missed_searches
from guidance.library import load_library

TOPIC = """---
title: Late sheets in the North
slug: {slug}
summary: What to do in the North when a sheet comes late.
keywords: [late sheet north]
words: [zebra crossing sheet]
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


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folders of this test alone."""
    monkeypatch.setenv("FINALISE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def area(tmp_path: Path, home: Path) -> Path:
    """A folder of an Area's own topics that the settings name."""
    folder = tmp_path / "ours"
    folder.mkdir()
    (home / "config").mkdir(parents=True)
    (home / "config" / "settings.toml").write_text(
        f"[guidance]\nfolder = '{folder.as_posix()}'\n", encoding="utf-8"
    )
    return folder


def guidance(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["guidance", *arguments])


def data(done: Result) -> Any:
    """The JSON that the command printed, and nothing else."""
    assert (done.exit_code, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_words_give_a_list_of_topics_best_first_with_the_part_that_answers():
    found = data(guidance("--json", "who", "writes", "the", "victim", "letter"))
    assert found[0]["slug"] == "victim-letters"
    assert found[0]["section"] == "Who writes it"
    assert {"slug", "title", "section", "excerpt"} <= found[0].keys()
    assert all(hit["slug"] in load_library() for hit in found)


def test_slips_and_shorthand_are_understood():
    assert data(guidance("vicitm retracted", "--json"))[0]["slug"] == "reason-e8"
    assert data(guidance("def", "died", "--json"))[0]["slug"] == "outcome-deceased"


def test_json_is_a_list_also_for_the_name_of_a_topic_which_comes_first():
    for slug in ("urn", "reason-e8", "poc-robbery", "using-finalise"):
        assert data(guidance(slug, "--json"))[0]["slug"] == slug


def test_words_that_nothing_holds_give_an_empty_list():
    assert data(guidance("zzzzqqq", "--json")) == []


def test_the_name_of_a_topic_shows_the_topic_without_any_escape():
    done = guidance("reason-u1")
    topic = load_library().get("reason-u1")
    assert topic is not None
    assert done.stdout.startswith(topic.title)
    assert "Last checked" in done.stdout
    assert all(character.isprintable() or character == "\n" for character in done.stdout)


def test_words_in_a_pipe_say_where_they_were_found_and_why_without_any_escape():
    done = guidance("hung jury")
    assert "(outcome-hung-jury-no-retrial)" in done.stdout
    assert "Matches" in done.stdout
    assert "\x1b" not in done.stdout


def test_a_code_gives_the_card_of_its_offence_and_the_topics_on_it():
    done = guidance("TH68023")
    assert "Robbery (TH68023)." in done.stdout
    assert "POC: E Robbery" in done.stdout
    assert "Tried: indictable only." in done.stdout
    assert "Easily taken for:" in done.stdout
    assert "(poc-robbery)" in done.stdout


def test_a_card_can_be_had_alone_and_as_json():
    card = data(guidance("--card", "TH68023", "--json"))
    assert (card["code"], card["title"]) == ("TH68023", "Robbery")
    assert "poc-robbery" in card["topics"]
    refused = guidance("--card", "XX99999999")
    assert refused.exit_code == ExitCode.NOT_FOUND


def test_the_list_names_every_topic():
    assert {row["slug"] for row in data(guidance("--list", "--json"))} == {
        topic.slug for topic in load_library()
    }
    assert len(guidance("--list").stdout.splitlines()) == len(load_library())


@pytest.mark.parametrize("arguments", [[], ["--list", "--missed"], ["urn", "--list"], ["--card"]])
def test_what_is_wanted_must_be_clear(arguments: list[str]):
    done = guidance(*arguments)
    assert done.exit_code == ExitCode.USAGE
    assert "Type, for example" in done.stderr


def test_a_search_in_vain_is_counted_without_names_and_can_be_listed():
    guidance("photocopier for Kevin Smith on 3 May 2026")
    guidance("zebra", "stripes", "--json")
    guidance("victim letter")
    kept = missed_searches()
    assert sum(one.times for one in kept) == 2
    assert {one.miss for one in kept} == {Miss.NOTHING}
    listed = guidance("--missed").stdout
    assert not any(part in listed.casefold() for part in ("kevin", "smith", "may 2026"))
    assert [row["times"] for row in data(guidance("--missed", "--json"))] == [1, 1]


def test_with_nothing_missed_the_list_says_so():
    assert "Nothing was looked for in vain" in guidance("--missed").stdout
    assert data(guidance("--missed", "--json")) == []


def test_an_areas_pages_are_searched_with_ours_and_marked(area: Path):
    (area / "late-sheets.md").write_text(TOPIC.format(slug="late-sheets"), encoding="utf-8")
    found = data(guidance("zebra crossing", "--json"))
    assert (found[0]["slug"], found[0]["local"]) == ("late-sheets", True)
    assert "[your Area]" in guidance("zebra crossing").stdout
    assert "A page of your Area." in guidance("late-sheets").stdout


def test_an_areas_page_takes_the_place_of_ours(area: Path):
    (area / "urn.md").write_text(TOPIC.format(slug="urn"), encoding="utf-8")
    assert guidance("urn").stdout.startswith("Late sheets in the North")


def test_a_page_of_an_area_that_cannot_be_read_is_named_and_the_rest_is_there(area: Path):
    (area / "broken.md").write_text("no front matter", encoding="utf-8")
    done = guidance("urn")
    assert done.exit_code == 0
    assert "Left out: broken.md." in done.stderr
    assert "The four parts".upper() in done.stdout


def test_a_folder_is_checked_by_the_checker_of_our_own_topics(tmp_path: Path):
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "late-sheets.md").write_text(TOPIC.format(slug="late-sheets"), encoding="utf-8")
    done = guidance("--check", str(folder))
    assert (done.exit_code, done.stdout) == (0, "Nothing is wrong with these topics.\n")
    bad = TOPIC.format(slug="late-sheets").replace("#two-kinds", "#none")
    (folder / "late-sheets.md").write_text(bad, encoding="utf-8")
    done = guidance("--check", str(folder), "--json")
    assert done.exit_code == ExitCode.REFUSED
    assert 'no section "none"' in json.loads(done.stdout)[0]["what"]


def test_a_page_that_would_act_on_a_terminal_is_shown_harmless(area: Path):
    text = TOPIC.format(slug="late-sheets").replace("Ask for", "\x1b]0;owned\x07Ask for")
    (area / "late-sheets.md").write_text(text, encoding="utf-8")
    for done in (guidance("late-sheets"), guidance("zebra crossing")):
        assert "\x1b" not in done.stdout
        assert "Ask for the sheet" in done.stdout


def test_a_search_as_json_loads_neither_records_nor_offences():
    code = (
        "import sys; sys.argv = ['finalise', 'guidance', 'urn', '--json']\n"
        "from assistant.cli import app\n"
        "try:\n    app()\nexcept SystemExit:\n    pass\n"
        "print([name for name in ('textual', 'sqlmodel', 'sqlalchemy', 'knowledge.catalogue') if name in sys.modules], "
        "file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
