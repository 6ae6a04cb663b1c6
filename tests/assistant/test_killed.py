"""A process that is killed at any moment loses no answer that it had acknowledged."""

import random
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from commanding import COMMAND, environment, guilty_plea, opened_store
from talking import tables

from assistant.conversation.conversation import Conversation
from assistant.conversation.shown import Kind
from assistant.desk import StoreDesk


class Killed:
    """One sitting at the real command, fed answer by answer and killed in the middle."""

    def __init__(self, home: Path, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [*COMMAND, "--plain", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(home),
            encoding="utf-8",
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.given, self.heard = self.process.stdin, self.process.stdout

    def say(self, words: str) -> None:
        self.given.write(words + "\n")
        self.given.flush()

    def until_acknowledged(self) -> None:
        """Read until an answer is acknowledged."""
        for line in self.heard:
            if line.startswith(("Noted. ", "Recorded as ")):
                return
        raise AssertionError("the command ended before it acknowledged the answer")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.heard, self.given):
            with suppress(BrokenPipeError):  # the last answer was still on its way
                pipe.close()


def resumed(home: Path) -> tuple[str, list[str]]:
    """The draft that is in the store: its id, and everything that was said in it."""
    with opened_store(home) as store:
        (draft,) = store.drafts()
        data = store.draft(draft.id)
        assert data is not None
        talk = Conversation.resumed(
            data,
            desk=StoreDesk(store),
            tables=tables(),
            today=draft.changed_at.date,
            draft_id=draft.id,
        )
    return draft.id, [message.text for message in talk.messages() if message.kind is Kind.SAID]


@pytest.mark.parametrize("seed", range(2))
def test_every_acknowledged_answer_is_in_the_draft_after_a_kill(tmp_path: Path, seed: int):
    chance = random.Random(seed)
    answers = guilty_plea()
    said: list[str] = []
    draft: tuple[str, ...] = ()
    while len(said) < len(answers) - 1:
        sitting = Killed(tmp_path, *draft)
        acknowledged = min(len(answers) - 1, len(said) + chance.randint(3, 7))
        for words in answers[len(said) : acknowledged]:
            sitting.say(words)
            sitting.until_acknowledged()
        if chance.random() < 0.7 and acknowledged < len(answers) - 1:
            sitting.say(answers[acknowledged])  # under way when the process dies
        sitting.kill()
        kept_id, kept = resumed(tmp_path)
        assert kept[:acknowledged] == answers[:acknowledged]
        assert kept == answers[: len(kept)]
        said, draft = kept, ("--draft", kept_id)
    last = Killed(tmp_path, *draft)
    last.say(answers[-1])
    last.until_acknowledged()
    last.kill()
    with opened_store(tmp_path) as store:
        assert [record.outcome_label for record in store.recent()] == ["Guilty plea"]
        assert store.drafts() == []
