"""A person at the real app on a real store, for tests: answers by question, looks at the screen, opens it again."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from textual.pilot import Pilot

from assistant.conversation.conversation import Conversation
from assistant.conversation.shown import Kind
from assistant.record.model import Finalisation
from assistant.store.store import Store
from assistant.terminal.app import FinaliseApp
from assistant.terminal.screens.talk import TalkScreen
from assistant.terminal.widgets.conversation_view import ConversationView

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)

GUILTY_PLEA: Mapping[str, str] = {
    "urn": "01AB1234526",
    "defendant": "SMITH John",
    "date_of_birth": "",
    "stage": "yes",
    "court": "leeds mags",
    "hearing": "20/11/2026",
    "sheet": "yes",
    "offence": "s47",
    "offence_date": "1/8/2026",
    "plea": "guilty",
    "more_charges": "no",
    "outcome": "",
    "poc": "",
    "flags": "none",
    "write": "yes",
}
"""Answers to the questions of a guilty plea, by the last part of their keys."""


class Sitting:
    """One sitting at the app. `answers` are looked up by the whole key of a question, then by its last part."""

    def __init__(self, app: FinaliseApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> TalkScreen:
        screen = self.app.screen
        assert isinstance(screen, TalkScreen), screen
        return screen

    @property
    def talk(self) -> Conversation:
        talk = self.screen.talk
        assert talk is not None
        return talk

    @property
    def asks(self) -> str:
        """The key of the question that is asked."""
        return self.talk.question.key

    async def until(self, ready: Callable[[], bool], what: str) -> None:
        for _ in range(1000):
            if ready():
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"never happened: {what}")

    async def opened(self) -> None:
        """Wait until there is something to answer or to choose from, or something went wrong."""
        first = self.screen
        await self.until(
            lambda: (
                self.app.screen is not first
                or first.talk is not None
                or any(
                    message.kind is Kind.WRONG
                    for view in first.query(ConversationView)
                    for message in view.messages
                )
            ),
            "the app opened",
        )
        await self.pilot.pause()

    async def say(self, *lines: str) -> None:
        """Type each line and press enter."""
        for words in lines:
            talk, before = self.talk, self.talk.messages()
            self.screen.answer.value = words
            await self.pilot.press("enter")
            await self.until(
                lambda talk=talk, before=before: self.screen.talk is not talk or talk.messages() != before,
                f"an answer to {words!r}",
            )

    async def answer_until(self, key: str, answers: Mapping[str, str]) -> None:
        """Answer questions until the one with this key is asked."""
        for _ in range(60):
            if self.asks == key:
                return
            before = self.asks
            await self.say(_answer(before, answers))
            assert self.asks != before or before == "reason", f"{before} was not understood"
        raise AssertionError(f"never asked: {key}")

    async def write(self, answers: Mapping[str, str]) -> Finalisation:
        """Answer everything and give the record that was written."""
        await self.answer_until("next", answers)
        assert self.talk.written is not None
        return self.talk.written

    def drawn(self) -> str:
        """Everything on the screen as text."""
        return "\n".join(strip.text for strip in self.app.screen._compositor.render_strips())


def _answer(key: str, answers: Mapping[str, str]) -> str:
    for name in (key, key.rpartition(".")[2]):
        if name in answers:
            return answers[name]
    raise AssertionError(f"no answer for {key}")


def stored(path: Path) -> list[Finalisation]:
    """The records in a store, newest first, read afresh from its file."""
    with Store.open(f"sqlite:///{path}") as store:
        found = (store.get(summary.reference) for summary in store.recent())
        return [record for record in found if record is not None]
