"""The plain face: the same conversation in lines of text, for screen readers, pipes and simple terminals."""

from collections.abc import Iterable
from contextlib import suppress
from typing import TextIO

from assistant.conversation.conversation import Conversation, TooLongError
from assistant.conversation.shown import Asked, Kind, Message, Option, Reply
from assistant.lookup import look_up
from assistant.missed import Miss, count_missed
from assistant.record.draft import OVERRIDE
from assistant.workplace import Workplace
from guidance.rendering import plain_text, without_markup
from knowledge.errors import FinaliseError
from knowledge.text import visible

_MARKS = {
    Kind.NOTED: "Noted. ",
    Kind.NOT_UNDERSTOOD: "Not taken. ",
    Kind.WRONG: "Wrong. ",
    Kind.WARNING: "Warning. ",
}
_MOST_OPTIONS = 9
_MOST_BESIDE_A_SUGGESTION = 4
_LONGEST_ECHO = 200


class PlainFace:
    """One sitting in lines of text.

    `lines` are what the person types; `out` gets what they read. `from_file` says that the answers were written
    beforehand: each is then repeated, so that the whole reads as a sitting, and the first one that cannot be kept
    ends it, as the next would answer another question.

    After `run`, `references` are the records written, `left` says that the person asked to go, and `fault` is what
    ended the sitting early, if anything did.
    """

    def __init__(
        self, workplace: Workplace, *, lines: Iterable[str], out: TextIO, from_file: bool = False
    ) -> None:
        self._workplace = workplace
        self._lines = iter(lines)
        self._out = out
        self._from_file = from_file
        self._charge = ""
        self.references: list[str] = []
        self.left = False
        self.fault: FinaliseError | None = None

    def run(self, conversation: Conversation) -> Conversation:
        """Talk until the person leaves or the lines end. Gives back the last conversation, written or not."""
        self._tell("Type an answer and press Enter. Type help at any time, leave to stop.")
        if conversation.is_begun:
            self._tell(f"Going on with {conversation.title}.")
        self._ask(conversation.question)
        try:
            for line in self._lines:
                conversation = self._answered(line.rstrip("\r\n"), conversation)
                if self.left or self.fault is not None:
                    break
        except KeyboardInterrupt:
            self.left = True
        return conversation

    def _answered(self, words: str, conversation: Conversation) -> Conversation:
        """Say one thing. Gives back the conversation to go on with."""
        if self._from_file:
            self._tell(f"> {words[:_LONGEST_ECHO]}{'…' if len(words) > _LONGEST_ECHO else ''}")
        asked = conversation.question
        try:
            reply = conversation.say(words)
        except TooLongError as fault:
            self._tell(f"Not taken. {fault.what} {fault.fix}")
            return conversation
        except FinaliseError as fault:
            self._tell(f"Not kept. {fault.what} {fault.fix}")
            self.fault = fault if self._from_file else None
            return conversation
        self.left = reply.leave
        if reply.leave:
            return conversation
        following = self._shown(reply, conversation)
        now = following.question
        if (now.key, now.text) != (asked.key, asked.text) or following is not conversation:
            self._ask(now)
        elif now.options != asked.options:
            self._list(enumerate(now.options, start=1), hints=True)
        return following

    def _shown(self, reply: Reply, conversation: Conversation) -> Conversation:
        """Show a reply. Gives back the conversation to go on with."""
        for message in reply.messages:
            self._show(message)
        if reply.lookup:
            self._look_up(reply.lookup)
        if reply.topic:
            self._read_out(reply.topic)
        for line in reply.card.lines() if reply.card else ():
            self._tell(line)
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
        """The question; before it the charge, where it is another than the one before; after it what to pick from."""
        if asked.about not in ("", self._charge):
            self._tell(f"{asked.about}.")
        self._charge = asked.about
        self._tell(f"Warning. {asked.text}" if asked.key.startswith(OVERRIDE) else asked.text)
        if {option.label for option in asked.options} != {"Yes", "No"}:
            self._offer(asked)
        on_enter = f" Enter: {asked.on_enter}." if asked.on_enter and "Enter" not in asked.hint else ""
        self._tell(f"{asked.hint}.{on_enter}")

    def _offer(self, asked: Asked) -> None:
        """What to pick from, no longer than can be listened to; the whole list is in the help."""
        numbered = list(enumerate(asked.options, start=1))
        suggested = [pair for pair in numbered if pair[1].is_suggested]
        if asked.several:
            self._list(suggested, hints=True)
        elif suggested and not all(option.hint for option in asked.options):
            self._list([pair for pair in numbered if pair[1].hint], hints=True)
        else:
            most = _MOST_BESIDE_A_SUGGESTION if suggested else _MOST_OPTIONS
            self._list(numbered[:most])
            if len(numbered) > most:
                self._tell(f"And {len(numbered) - most} more. Type help to hear all of them.")

    def _list(self, numbered: Iterable[tuple[int, Option]], *, hints: bool = False) -> None:
        for number, option in numbered:
            mark = " (suggested)" if option.is_suggested else ""
            hint = option.hint.replace(" · ", ", ") if hints else ""
            self._tell(f"{number}: {option.label}{mark}{f'. {hint[0].upper()}{hint[1:]}' if hint else ''}")

    def _look_up(self, words: str) -> None:
        found = look_up(words, self._workplace.library, self._workplace.tables, limit=3)
        if not found.is_useful:
            with suppress(OSError, FinaliseError):  # looking up is no worse where it cannot be counted
                count_missed(words, Miss.NOTHING, today=self._workplace.today())
        for line in found.card.lines() if found.card else ():
            self._tell(line)
        if not found.hits and found.card is None:
            self._tell(f"No guidance found for {words}. Try other words.")
        elif not found.is_useful:
            self._tell(f"No guidance fits {words} well. The nearest:")
        for hit in found.hits:
            self._tell(f"{hit.title}{f', {hit.section}' if hit.section else ''}. {hit.excerpt}")

    def _read_out(self, target: str) -> None:
        """A topic, or the section of it that is named."""
        slug, _, anchor = target.partition("#")
        topic = self._workplace.library.get(slug)
        section = topic.section(anchor) if topic and anchor else None
        if topic is None:
            self._tell("There is no guidance on that yet.")
        elif section is None:
            self._tell(plain_text(topic, self._workplace.library))
        else:
            self._tell(f"{topic.title}. {section.heading}.\n{without_markup(section.body)}")

    def _tell(self, text: str) -> None:
        for line in visible(text).splitlines():
            print(line, file=self._out, flush=True)
