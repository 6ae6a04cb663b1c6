"""Every transcript is replayed through the conversation and through the plain face: a file is a test."""

import io
import re
from pathlib import Path

import pytest
from replaying import replayed, rewritten, transcript_files, transcript_in
from talking import MemoryDesk, tables

from assistant.conversation.shown import Kind
from assistant.conversation.transcript import TranscriptError, read_transcript, result_of
from assistant.plain import PlainFace
from assistant.settings import Settings
from assistant.store.store import Store
from assistant.workplace import Workplace
from knowledge.outcomes import Family, load_outcomes

FILES = transcript_files()
HARD_TO_LISTEN_TO = re.compile("[\u2500-\u259f·]|\\.\\.| \\.|\\S  |\\s$")
"""Box drawing, dots in the middle, sentences that end twice, columns, and blanks at the end."""
EACH = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


@EACH
def test_a_transcript_replays_through_the_conversation(file: Path):
    transcript = transcript_in(file)
    talk, turns = replayed(transcript)
    assert tuple(turns) == transcript.turns
    assert (result_of(talk.written) if talk.written else None) == transcript.result


@EACH
def test_a_transcript_replays_through_the_plain_face_into_a_store(file: Path, tmp_path: Path):
    transcript = transcript_in(file)
    out = io.StringIO()
    with Store.open(f"sqlite:///{(tmp_path / 'finalise.db').as_posix()}") as store:
        workplace = Workplace(
            settings=Settings(), store=store, tables=tables(), today=lambda: transcript.today
        )
        face = PlainFace(workplace, lines=(turn.said + "\n" for turn in transcript.turns), out=out)
        face.run(workplace.start())
        written = [record for reference in face.references if (record := store.get(reference))]
        drafts = store.drafts()
    assert [result_of(record) for record in written] == ([transcript.result] if transcript.result else [])
    assert len(drafts) == (0 if transcript.result else 1)
    heard = " ".join(out.getvalue().split())
    assert [turn.asked for turn in transcript.turns if turn.asked not in heard] == []
    assert [line for line in out.getvalue().splitlines() if HARD_TO_LISTEN_TO.search(line)] == []


@EACH
def test_a_transcript_is_as_the_conversation_would_save_it(file: Path):
    assert rewritten(transcript_in(file)) == file.read_text(encoding="utf-8")


def test_every_outcome_that_a_person_can_reach_has_a_transcript():
    reached = {transcript.result["outcome"] for file in FILES if (transcript := transcript_in(file)).result}
    outcomes = load_outcomes()
    assert {key for key in outcomes if outcomes[key].family is not Family.NOT_FINAL} == reached


def test_a_line_that_belongs_to_no_transcript_is_named():
    with pytest.raises(TranscriptError, match="Line 3"):
        read_transcript("today: 2026-11-23\n? What is the URN?\nnonsense\n")


@pytest.mark.parametrize(
    "text", ["", "title: no date\n", "today: 31/2/26\n", "today: 2026-11-23\n= {nonsense\n"]
)
def test_a_transcript_without_a_date_or_with_a_broken_result_is_refused(text: str):
    with pytest.raises(TranscriptError):
        read_transcript(text)


def test_a_saved_conversation_holds_what_was_asked_said_and_noted():
    transcript = transcript_in(next(file for file in FILES if file.stem == "unclear-answers"))
    talk, _ = replayed(transcript)
    desk = MemoryDesk()
    path = desk.save_transcript("x", talk.transcript())
    again = read_transcript(desk.transcripts[path.removesuffix(".txt")])
    assert again.result == transcript.result
    said = [message.text for message in talk.messages() if message.kind is Kind.SAID]
    assert [turn.said for turn in again.turns] == said
