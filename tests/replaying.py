"""Transcripts as tests: finds them, replays them, and writes them again where a wording was changed on purpose.

`python tests/replaying.py` says every answer of every transcript again and rewrites the files; review the difference.
"""

from pathlib import Path

from talking import MemoryDesk, conversation

from assistant.conversation.conversation import Conversation
from assistant.conversation.shown import Kind, Message
from assistant.conversation.transcript import Transcript, Turn, read_transcript, transcript_of

TRANSCRIPTS = Path(__file__).parent / "transcripts"


def transcript_files() -> list[Path]:
    """Every transcript that there is."""
    return sorted(TRANSCRIPTS.glob("*.txt"))


def transcript_in(file: Path) -> Transcript:
    """The transcript in a file."""
    return read_transcript(file.read_text(encoding="utf-8"))


def replayed(transcript: Transcript) -> tuple[Conversation, list[Turn]]:
    """The conversation after every answer was said again, and what was really asked before each."""
    talk = conversation(today=transcript.today)
    turns: list[Turn] = []
    for turn in transcript.turns:
        turns.append(Turn(asked=" ".join(talk.question.text.split()), said=turn.said))
        talk.say(turn.said)
    return talk, turns


def rewritten(transcript: Transcript) -> str:
    """The transcript as it would be now. Look-ups and leaving, which a conversation does not log, are kept."""
    desk = MemoryDesk()
    talk = conversation(desk, transcript.today)
    log: list[Message] = []
    for turn in transcript.turns:
        asked = talk.question
        before = len(talk.messages())
        talk.say(turn.said)
        log += talk.messages()[before:] or (
            Message(kind=Kind.ASKED, text=asked.text),
            Message(kind=Kind.SAID, text=turn.said),
        )
    return transcript_of(log, talk.written, transcript.today, transcript.title)


if __name__ == "__main__":
    for one in transcript_files():
        one.write_text(rewritten(transcript_in(one)), encoding="utf-8", newline="\n")
