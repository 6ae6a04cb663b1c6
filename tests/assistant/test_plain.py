"""The plain face: a whole finalisation piped in, one that ends early, bad input, and what a listener hears."""

import io
import re
from pathlib import Path

import pytest
from commanding import guilty_plea, last_working_day, opened_store, run, store_file, urn
from replaying import transcript_in
from talking import TODAY, tables

from assistant.cli import ExitCode
from assistant.conversation.conversation import Conversation
from assistant.plain import PlainFace
from assistant.settings import Settings
from assistant.store.store import Store
from assistant.workplace import Workplace
from knowledge.errors import FinaliseError

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
OPENING = ("13SK0012326", "SMITH John", "", "yes", "leeds mags", "friday", "y")


class Sitting:
    """A plain face on a store of its own, with what was heard."""

    def __init__(self, store: Store, *, from_file: bool = False) -> None:
        self.workplace = Workplace(settings=Settings(), store=store, tables=tables(), today=lambda: TODAY)
        self.out = io.StringIO()
        self.from_file = from_file
        self.face: PlainFace | None = None

    def say(self, *words: str, to: Conversation | None = None) -> Conversation:
        lines = (f"{one}\n" for one in words)
        self.face = PlainFace(self.workplace, lines=lines, out=self.out, from_file=self.from_file)
        return self.face.run(to or self.workplace.start())

    @property
    def heard(self) -> list[str]:
        return self.out.getvalue().splitlines()


@pytest.fixture
def store(tmp_path: Path):
    with Store.open(f"sqlite:///{(tmp_path / 'finalise.db').as_posix()}") as opened:
        yield opened


@pytest.fixture
def sitting(store: Store) -> Sitting:
    return Sitting(store)


# The command


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["unix", "windows"])
def test_a_whole_finalisation_piped_in_ends_with_its_reference_and_success(tmp_path: Path, newline: str):
    done = run(tmp_path, "--plain", answers=guilty_plea(), newline=newline)
    assert (done.returncode, done.stderr) == (ExitCode.DONE, "")
    reference = done.stdout.splitlines()[-1]
    with opened_store(tmp_path) as store:
        record = store.get(reference)
        assert store.drafts() == []
    assert record is not None
    assert (record.urn, record.outcome, record.defendant.surname) == (urn(), "guilty_plea", "Smith")
    assert f"Recorded as {reference}." in done.stdout


def test_without_a_terminal_the_plain_face_opens_by_itself(tmp_path: Path):
    done = run(tmp_path, answers=guilty_plea())
    assert done.returncode == ExitCode.DONE
    assert "Who is the defendant?" in done.stdout


def test_answers_that_end_early_keep_the_draft_say_why_and_can_be_gone_on_with(tmp_path: Path):
    answers = guilty_plea()
    done = run(tmp_path, "--plain", answers=answers[:8])
    assert done.returncode == ExitCode.UNFINISHED
    with opened_store(tmp_path) as store:
        (draft,) = store.drafts()
    assert f"Not recorded: {urn()} John Smith stopped at: When was the offence committed?" in done.stderr
    assert f"finalise --plain --draft {draft.id}" in done.stderr
    again = run(tmp_path, "--plain", "--draft", draft.id, answers=answers[8:])
    assert again.returncode == ExitCode.DONE, again.stderr
    assert f"Going on with {urn()} John Smith." in again.stdout
    with opened_store(tmp_path) as store:
        assert store.drafts() == []
        record = store.get(again.stdout.splitlines()[-1])
    assert record is not None
    assert record.charges[0].code == "CJ88116"


def test_two_defendants_in_one_pipe_become_two_records_of_one_case(tmp_path: Path):
    second = ["another defendant", "JONES, Jane", "", "yes", "g", "no", "", "", "none", "y"]
    done = run(tmp_path, "--plain", answers=[*guilty_plea(), *second, "quit"])
    assert (done.returncode, done.stderr) == (ExitCode.DONE, "")
    with opened_store(tmp_path) as store:
        records = [store.get(reference) for reference in done.stdout.splitlines()[-2:]]
    assert [record.defendant.surname for record in records if record] == ["Smith", "Jones"]
    assert {(record.urn, record.charges[0].code) for record in records if record} == {(urn(), "CJ88116")}


def test_a_second_defendant_never_named_is_told_and_no_success(tmp_path: Path):
    done = run(tmp_path, "--plain", answers=[*guilty_plea(), "another defendant"])
    assert done.returncode == ExitCode.UNFINISHED
    assert "nothing is recorded" in done.stderr


def test_bad_input_is_answered_plainly_and_spoils_nothing(tmp_path: Path):
    rubbish = (
        b"\x1b[31mred\x1b]0;title\x07\n",  # escape sequences
        b"\x00\x00NUL\x00\n",
        b"\xff\xfe not UTF-8 \xc3\x28\n",
        "\u202egnirts desrever\u202c\n".encode(),
        "\U0001f600\U0001f468\u200d\U0001f469\u200d\U0001f467\n".encode(),
        b"x" * 100_000 + b"\n",
        b"[/] [bold] [@click=app.quit]x[/]\n",
        b"\t  \n",
    )
    answers = "".join(line + "\n" for line in guilty_plea()).encode()
    done = run(tmp_path, "--plain", answers=b"".join(rubbish) + answers)
    assert (done.returncode, done.stderr) == (ExitCode.DONE, "")
    assert done.stdout.count("Not taken.") == len(rubbish)
    assert CONTROL.search(done.stdout) is None
    assert max(len(line) for line in done.stdout.splitlines()) < 1000
    with opened_store(tmp_path) as store:
        assert [record.urn for record in store.recent()] == [urn()]


@pytest.mark.parametrize("answers", [b"", b"leave\n"], ids=["nothing", "leave"])
def test_nothing_typed_records_nothing_and_keeps_no_draft(tmp_path: Path, answers: bytes):
    done = run(tmp_path, "--plain", answers=answers)
    left = answers != b""
    assert done.returncode == (ExitCode.DONE if left else ExitCode.UNFINISHED)
    assert done.stderr == ("" if left else "Nothing was typed, so nothing is recorded. Type the answers.\n")
    with opened_store(tmp_path) as store:
        assert (store.drafts(), store.recent()) == ([], [])


def test_a_draft_that_is_not_there_is_told_on_stderr(tmp_path: Path):
    done = run(tmp_path, "--plain", "--draft", "nonesuch", answers=guilty_plea())
    assert (done.returncode, done.stdout) == (ExitCode.NOT_FOUND, "")
    assert done.stderr == "There is no draft nonesuch. Type finalise list --drafts to see the drafts.\n"


def test_the_conversation_is_saved_where_it_was_asked_for(tmp_path: Path):
    saved = tmp_path / "talk.txt"
    done = run(tmp_path, "--plain", "--transcript", str(saved), answers=guilty_plea())
    assert done.returncode == ExitCode.DONE
    transcript = transcript_in(saved)
    assert [turn.said for turn in transcript.turns] == guilty_plea()
    assert transcript.result is not None
    assert transcript.result["final_hearing"] == last_working_day().isoformat()


def test_a_conversation_that_cannot_be_saved_does_not_hide_that_the_record_is(tmp_path: Path):
    done = run(tmp_path, "--plain", "--transcript", str(tmp_path / "no" / "talk.txt"), answers=guilty_plea())
    assert done.returncode == ExitCode.REFUSED
    assert "The conversation is not saved" in done.stderr
    with opened_store(tmp_path) as store:
        assert [record.reference for record in store.recent()] == done.stdout.splitlines()[-1:]


def test_a_draft_opened_and_left_leaves_the_store_as_it_was(tmp_path: Path):
    run(tmp_path, "--plain", answers=guilty_plea()[:8])
    with opened_store(tmp_path) as store:
        (draft,) = store.drafts()
    before = store_file(tmp_path).read_bytes()
    done = run(tmp_path, "--plain", "--draft", draft.id, answers=["leave"])
    assert f"Going on with {urn()} John Smith." in done.stdout
    assert store_file(tmp_path).read_bytes() == before
    assert [path.name for path in store_file(tmp_path).parent.iterdir()] == ["finalise.db"]


# What a listener hears


def test_a_question_is_followed_by_its_hint_as_a_sentence(sitting: Sitting):
    sitting.say()
    assert sitting.heard[1:] == ["What is the URN?", "11 characters: force, unit, number, year."]


def test_what_enter_means_is_said_once(sitting: Sitting):
    sitting.say(*OPENING, "OF61102", "", "ng", "withdrawn", "", "", "y", "E8", "")
    enters = [line for line in sitting.heard if "Enter" in line]
    assert enters[1:3] == [
        "Day, month, year. Enter if it is not known.",
        "Enter for yes. Type no for a pre-charge finalisation.",
    ]
    assert "Codes or words, with commas between. none if none. Enter: IVIC." in enters


def test_a_reopened_question_says_what_enter_keeps(sitting: Sitting):
    sitting.say(*OPENING, "change stage")
    assert sitting.heard[-1] == "Type no for a pre-charge finalisation. Enter: keep Charged."


def test_a_charge_is_named_when_it_changes_and_not_with_every_question(sitting: Sitting):
    sitting.say(*OPENING, "OF61102", "", "g", "CJ88116", "", "g")
    named = [line for line in sitting.heard if line.startswith("Charge ")]
    assert named == [
        "Charge 1 of 1.",
        "Charge 1 of 1: Assault a person thereby occasioning them actual bodily harm.",
        "Charge 2 of 2: Assault by beating.",
    ]


def test_a_long_list_is_cut_short_and_help_has_the_rest(sitting: Sitting):
    talk = sitting.say(*OPENING, "OF61102", "", "ng", "none")
    assert "And 2 more. Type help to hear all of them." in sitting.heard
    sitting.say("help", to=talk)
    assert all(option.label in sitting.out.getvalue() for option in talk.question.options)


def test_look_alikes_are_listed_with_what_tells_them_apart_and_picked_by_number(sitting: Sitting):
    talk = sitting.say(*OPENING[:4], "leds")
    assert sitting.heard[-3] == "1: Leeds Magistrates' Court. West Yorkshire"
    sitting.say("2", to=talk)
    assert "Noted. Court: Leeds Crown Court" in sitting.heard


def test_the_other_reading_of_a_poc_is_heard_beside_the_suggestion(sitting: Sitting):
    sitting.say(*OPENING, "CJ88144", "", "g", "", "")
    assert "1: B Offences Against The Person (suggested). The table's answer" in sitting.heard
    assert "2: J Public Order Offences. The other reading" in sitting.heard


def test_a_warning_is_called_one(sitting: Sitting):
    sitting.say(*OPENING[:5], "12/11/26")
    assert any(line.startswith("Warning. The final hearing was on 12 Nov 2026") for line in sitting.heard)


def test_a_look_up_is_answered_and_the_question_stays(sitting: Sitting):
    talk = sitting.say(*OPENING, "look up robbery")
    assert any("obbery" in line for line in sitting.heard[-3:])
    assert talk.question.key == "charges.1.offence"
    sitting.say("look up xyzzyplugh", to=talk)
    assert sitting.heard[-1] == "No guidance found for xyzzyplugh. Try other words."


def test_answers_from_a_file_are_repeated_and_typed_ones_are_not(store: Store):
    for from_file in (True, False):
        sitting = Sitting(store, from_file=from_file)
        sitting.say("13SK0012326", "y" * 500)
        assert ("> 13SK0012326" in sitting.heard) is from_file
        assert [line for line in sitting.heard if "yyy" in line] == ([f"> {'y' * 200}…"] if from_file else [])


class Full:
    """Answers, of which those after the third come when the store is gone."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __iter__(self):
        yield from ("13SK0012326\n", "SMITH John\n", "\n")
        self.path.rename(self.path.with_suffix(".away"))
        yield from ("yes\n", "leeds mags\n")


@pytest.mark.parametrize("from_file", [True, False])
def test_an_answer_that_cannot_be_kept_ends_a_file_but_not_a_person(store: Store, from_file: bool):
    sitting = Sitting(store, from_file=from_file)
    face = PlainFace(sitting.workplace, lines=Full(store.path), out=sitting.out, from_file=from_file)
    talk = face.run(sitting.workplace.start())
    assert talk.question.key == "stage"
    assert [line.startswith("Not kept.") for line in sitting.heard].count(True) == (1 if from_file else 2)
    assert isinstance(face.fault, FinaliseError) is from_file


def test_a_draft_goes_on_at_the_same_question(sitting: Sitting, store: Store):
    sitting.say(*OPENING, "OF61102")
    (draft,) = store.drafts()
    again = Sitting(store)
    resumed = again.workplace.resume(draft.id)
    assert resumed is not None
    again.say(to=resumed)
    assert again.heard[1:4] == [
        "Going on with 13SK0012326 John Smith.",
        "Charge 1 of 1: Assault a person thereby occasioning them actual bodily harm.",
        "When was the offence committed?",
    ]


def test_the_card_of_an_offence_is_read_out_line_by_line(sitting: Sitting):
    sitting.say(*OPENING, "about robbery")
    assert "Robbery (TH68023)." in sitting.heard
    assert "Tried: indictable only." in sitting.heard
    assert "Easily taken for:" in sitting.heard


def test_a_question_that_settles_the_offence_is_asked_with_its_answers(sitting: Sitting):
    sitting.say(*OPENING, "crim dam")
    asked = sitting.heard.index("What was the value of the damage?")
    assert sitting.heard[asked - 1] == "Criminal damage. Whichever it is, the POC is H Criminal Damage."
    assert sitting.heard[asked + 1] == "1: £5,000 or less"
    assert sitting.heard[-1] == "Pick one by its number, or say it in words."
