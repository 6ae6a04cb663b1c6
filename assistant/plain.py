"""The plain face: the same conversation in lines of text, for screen readers, pipes and simple terminals."""

from collections.abc import Iterable
from typing import TextIO

from assistant.conversation.conversation import Conversation
from assistant.conversation.shown import Asked, Kind, Message, Reply
from assistant.workplace import Workplace
from knowledge.errors import FinaliseError
from knowledge.text import visible

_MARKS = {
    Kind.NOTED: "Noted. ",
    Kind.NOT_UNDERSTOOD: "Not taken. ",
    Kind.WRONG: "Wrong. ",
    Kind.WARNING: "Warning. ",
}
_MOST_OPTIONS = 12


class PlainFace:
    """One sitting in lines of text.

    `lines` are what the person types; `out` gets what they read. `echoes` repeats each answer, so that a sitting
    from a file of answers reads as a whole.
    """

    def __init__(
        self, workplace: Workplace, *, lines: Iterable[str], out: TextIO, echoes: bool = False
    ) -> None:
        self._workplace = workplace
        self._lines = iter(lines)
        self._out = out
        self._echoes = echoes
        self.references: list[str] = []

    def run(self, conversation: Conversation) -> Conversation:
        """Talk until the person leaves or the lines end. Gives back the last conversation, written or not."""
        self._tell("Type an answer and press Enter. Type help at any time, leave to stop.")
        if conversation.is_begun:
            self._tell(f"Going on with {conversation.title}.")
        asked = conversation.question
        self._ask(asked)
        for line in self._lines:
            words = line.rstrip("\r\n")
            if self._echoes:
                self._tell(f"> {words}")
            try:
                reply = conversation.say(words)
            except FinaliseError as fault:
                self._tell(f"Not kept. {fault.what} {fault.fix}")
                continue
            if reply.leave:
                break
            conversation = self._shown(reply, conversation)
            if conversation.question != asked:
                asked = conversation.question
                self._ask(asked)
        return conversation

    def _shown(self, reply: Reply, conversation: Conversation) -> Conversation:
        """Show a reply. Gives back the conversation to go on with."""
        for message in reply.messages:
            self._show(message)
        if reply.lookup:
            self._look_up(reply.lookup)
        written = conversation.written
        if written is not None and written.reference and written.reference not in self.references:
            self.references.append(written.reference)
        if reply.next_defendant:
            return conversation.for_next_defendant()
        return self._workplace.start() if reply.new_case else conversation

    def _show(self, message: Message) -> None:
        if message.kind in (Kind.SAID, Kind.ASKED):
            return
        self._tell(_MARKS.get(message.kind, "") + message.text)

    def _ask(self, asked: Asked) -> None:
        about = f"{asked.about}. " if asked.about else ""
        self._tell(f"{about}{asked.text}")
        for number, option in enumerate(asked.options[:_MOST_OPTIONS], start=1):
            hint = f". {option.hint}" if option.hint else ""
            mark = " (suggested)" if option.is_suggested else ""
            self._tell(f"{number}: {option.label}{mark}{hint}")
        if len(asked.options) > _MOST_OPTIONS:
            self._tell(f"And {len(asked.options) - _MOST_OPTIONS} more. Type help to hear all of them.")
        self._tell(f"{asked.hint}.{f' Enter: {asked.on_enter}.' if asked.on_enter else ''}")

    def _look_up(self, words: str) -> None:
        hits = self._workplace.library.search(words, limit=3)
        if not hits:
            self._tell(f"No guidance found for {words}. Try other words.")
        for hit in hits:
            self._tell(f"{hit.title}. {hit.excerpt}")

    def _tell(self, text: str) -> None:
        for line in visible(text).splitlines():
            print(line, file=self._out, flush=True)
