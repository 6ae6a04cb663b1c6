"""What `finalise match --explain` prints, and what it is in JSON."""

import json

import pytest
from typer.testing import CliRunner, Result

from assistant.cli import app
from assistant.command import ExitCode


def explained(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["match", "--explain", *arguments])


def test_it_is_told_how_the_words_were_read_and_what_carried_each_match():
    lines = explained("posesion w/i supply cl A", "--limit", "2").stdout.splitlines()
    text = "\n".join(lines)
    assert lines[0] == '"posesion w/i supply cl A"'
    assert "spelling put right: posesion -> possession" in lines
    assert "written out: w/i -> with intent, cl a -> class a" in lines
    assert [line[:3] for line in lines if line[:1].isdigit()] == ["1. ", "2. "]
    for said in (
        "why: ",
        'most like: "',
        ".tsv:",
        "fit ",
        "learnt from all entries: chance ",
        "prosecuted: 5 of 5",
    ):
        assert said in text
    assert "probability of the code 0." in text
    assert "POC I Drugs Offences: " in text


def test_lines_are_short_enough_to_read_and_say_terms_in_words():
    text = explained("s47 OAPA, punched him to the face in the street outside the pub").stdout
    assert max(map(len, text.splitlines())) <= 110
    assert "s47 OF61" in text
    assert "§" not in text
    assert "~" not in text


def test_a_text_that_names_no_offence_is_told_as_it_was_read():
    done = explained("qqqzzzxxx")
    assert done.exit_code == ExitCode.NOT_FOUND
    assert "in no entry: qqqzzzxxx" in done.stdout
    assert "No offence is suggested for those words." in done.stdout


def test_a_code_needs_no_more_than_itself():
    assert "offence code: TH68023" in explained("TH68023").stdout


def test_what_a_terminal_could_act_on_is_made_visible():
    assert "\x1b" not in explained("robbery \x1b[31m").stdout


def test_the_explanation_as_json_holds_the_matches_in_the_usual_shape():
    (part,) = json.loads(explained("robbery", "--json").stdout)
    usual = json.loads(CliRunner().invoke(app, ["match", "robbery", "--json"]).stdout)
    assert part["part"] == [0, 7]
    assert part["reading"]["words"] == ["robbery"]
    assert [{name: one[name] for name in usual[0]} for one in part["suggestions"]] == usual
    first = part["suggestions"][0]
    more = {"why", "poc_explanation", "entry", "kind", "source", "fit", "covered", "shared", "model_chance"}
    assert set(first) - set(usual[0]) == more | {"learnt", "score", "score_parts", "prior"}
    assert first["score_parts"]["fit"] > 0


def test_json_of_a_text_that_names_no_offence_has_no_suggestions():
    done = explained("qqqzzzxxx", "--json")
    assert done.exit_code == ExitCode.DONE
    assert json.loads(done.stdout)[0]["suggestions"] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["--file", "in.csv", "--output", "out.csv"],
        ["--evaluate", "gold.csv"],
        ["robbery", "--store", "sqlite:///x.db"],
    ],
)
def test_only_words_by_themselves_can_be_explained(arguments: list[str]):
    done = explained(*arguments)
    assert (done.exit_code, done.stdout) == (ExitCode.USAGE, "")
    assert "--explain" in done.stderr
