"""The conversation: takes what a person says, settles what it can, and says what to show next.

No Textual, no database, no printing. What it needs from outside comes through a `Desk`.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Protocol, Self
from uuid import uuid4

from assistant.conversation import speech
from assistant.conversation.actions import AFTER_WRITING, actions_now, may_ask_for_card, offence_in_question
from assistant.conversation.agenda import Agenda, Item
from assistant.conversation.card import card_of
from assistant.conversation.case import Case, SharedCharges
from assistant.conversation.commands import Verb, read_command, unquoted
from assistant.conversation.moves import (
    Here,
    Step,
    answered,
    carried_out,
    keeps_answer,
    offering,
    option_words,
    words_meant,
)
from assistant.conversation.panel import rows_of, summary_of
from assistant.conversation.questions.base import At
from assistant.conversation.questions.finish import NEXT, WRITE
from assistant.conversation.shown import Action, Asked, Card, Kind, Message, Reply, RowGroup, Suggestion
from assistant.conversation.state import State, Trail, resumed_message, saved_message
from assistant.conversation.suggested import choices
from assistant.conversation.tables import Tables
from assistant.conversation.topics import topic_now, topic_of_rule
from assistant.conversation.transcript import transcript_of
from assistant.record.draft import Draft, charge_key
from assistant.record.model import Defendant, Finalisation
from assistant.record.rules import Severity, Week
from knowledge.errors import FinaliseError
from knowledge.text import visible

FORMAT = 1
"""The number of the form in which drafts are saved."""

MOST_CHARACTERS = 5000
_SHARED_KEYS = ("urn", "stage", "court", "hearing", "sheet", "decision_date")
_SHARED_PARTS = ("offence", "offence_date", "offence_date_to")


class Desk(Protocol):
    """What a conversation needs from outside: a place for drafts and records."""

    def keep(self, draft_id: str, *, title: str, at: str, data: dict[str, object]) -> None:
        """Put the draft on disk. When it returns, the draft survives a power cut. Raises FinaliseError."""

    def write(self, record: Finalisation, *, draft_id: str) -> Finalisation:
        """Store the record and take the draft away, both or neither. Gives back the record with its reference."""

    def same(self, urn: str, defendant: Defendant) -> tuple[str, ...]:
        """A sentence for each record of this defendant on this URN that is in the store."""

    def written(self, urn: str) -> tuple[Finalisation, ...]:
        """The records of this URN that are in the store, so that a rule can hold this one against them."""

    def week(self) -> Week | None:
        """What the person at the keyboard wrote in the last seven days; None where it is not known."""

    def choose(self, words: str, code: str) -> None:
        """Remember that the person chose this offence over the one suggested for the words. Raises FinaliseError."""

    def unchoose(self, words: str, code: str) -> None:
        """Take that back, as the answer was undone or changed. Raises FinaliseError."""

    def save_transcript(self, name: str, text: str) -> str:
        """Save a conversation as a file that only its owner can read. Gives its path."""


class TooLongError(FinaliseError):
    """More was said at once than any question can take."""


class DraftUnreadable(FinaliseError):
    """A kept draft is not in a form that this version reads."""


class Conversation:
    """One finalisation of one defendant, from the first question to the written record.

    `say` is the one door for everything a person types. Everything else only looks.
    """

    def __init__(
        self,
        *,
        desk: Desk,
        tables: Tables,
        today: Callable[[], date],
        draft: Draft | None = None,
        shared: SharedCharges | None = None,
        draft_id: str | None = None,
    ) -> None:
        self.draft_id = draft_id or uuid4().hex
        self._desk = desk
        self._tables = tables
        self._today = today
        self._shared = shared
        self._state = State(draft=draft or Draft())
        self._trail = Trail()
        self._log: tuple[Message, ...] = ()
        self._told: frozenset[str] = frozenset()
        self._written: Finalisation | None = None
        self._same: dict[tuple[str, Defendant], tuple[str, ...]] = {}
        self._of_urn: dict[str, tuple[Finalisation, ...]] = {}
        self._week: list[Week | None] = []
        self._agenda = self._agenda_of(self._state)

    @classmethod
    def resumed(
        cls, data: Mapping[str, Any], *, desk: Desk, tables: Tables, today: Callable[[], date], draft_id: str
    ) -> Self:
        """The conversation that `saved` wrote, at the same question.

        Raises DraftUnreadable where the data are not of a form that this version reads.
        """
        try:
            if data["format"] != FORMAT:
                raise ValueError(data["format"])
            shared = data["shared"]
            conversation = cls(
                desk=desk,
                tables=tables,
                today=today,
                draft=Draft.resumed(data["draft"]),
                shared=SharedCharges(defendant=shared["defendant"], charges=tuple(shared["charges"]))
                if shared
                else None,
                draft_id=draft_id,
            )
            conversation._move_to(State.resumed(data["state"], conversation._state.draft))
            conversation._trail = Trail.resumed(data["trail"], conversation._state)
            conversation._log = tuple(resumed_message(message) for message in data["log"])
            conversation._told = frozenset(data["told"])
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise DraftUnreadable(
                "This draft was kept by another version of Finalise and cannot be opened.",
                fix="It is still in the store. Open it with the version that made it, or start the case again.",
            ) from error
        return conversation

    # What can be seen

    @property
    def title(self) -> str:
        """The URN and the defendant, as far as they are known."""
        urn = self._state.draft.value("urn")
        name = self._agenda.case.defendant_name if "defendant" in self._state.draft else ""
        return " ".join(part for part in (urn, name) if part) or "New case"

    @property
    def written(self) -> Finalisation | None:
        """The record as the store gave it back, once it is written."""
        return self._written

    @property
    def is_begun(self) -> bool:
        """Whether anything was answered."""
        return bool(self._log)

    @property
    def agenda(self) -> Agenda:
        """What is settled, what is in doubt and what is asked next."""
        return self._agenda

    @property
    def question(self) -> Asked:
        """What is asked now."""
        if self._written is not None:
            return self._asked(
                Item(question=NEXT, at=At(case=self._agenda.case), status=self._agenda.next.status)
            )
        return self._asked(self._agenda.next)

    def messages(self) -> tuple[Message, ...]:
        """Everything said so far, also before the conversation was resumed."""
        return self._log

    def record(self) -> tuple[RowGroup, ...]:
        """The record so far."""
        return rows_of(self._agenda)

    def summary(self) -> str:
        """The record so far as lines of text."""
        return summary_of(self._agenda)

    def transcript(self) -> str:
        """The conversation as a small readable file: what was asked, what was said, what resulted."""
        return transcript_of(self._log, self._written, self._agenda.case.today)

    def suggestions(self, words: str) -> tuple[Suggestion, ...]:
        """What the words typed so far may mean as an answer to the question. Safe to call from another thread."""
        words = visible(words)[:MOST_CHARACTERS].strip()
        if not words or self._written is not None or (words.isdigit() and self.question.options):
            return ()
        item = self._agenda.next
        if item.question.suggest is not None:
            return item.question.suggest(words, offering(item, self._state))
        said = words.casefold()
        return tuple(
            Suggestion(words=option.words, label=option.label, detail=option.hint)
            for option in item.question.options(item.at)
            if any(
                word.startswith(said) for word in (option.label.casefold(), *option.label.casefold().split())
            )
        )

    @property
    def is_about_offence(self) -> bool:
        """Whether an offence is asked for, or one is there whose card can be shown."""
        asks = self._agenda.next.question.name in ("offence", "more_charges")
        return self._written is None and (asks or bool(offence_in_question(self._agenda)))

    def card(self, words: str = "") -> Card | None:
        """The card of the offence that the words name; without words, of the one in question. None for no offence."""
        catalogue, pocs = self._tables.catalogue, self._tables.poc
        code = visible(words).strip()[:MOST_CHARACTERS] or offence_in_question(self._agenda)
        offence = catalogue.get(code.upper()) if code else None
        if offence is None and code:
            offence = next((match.offence for match in self._tables.matcher.search(code, limit=1)), None)
        return card_of(offence, catalogue=catalogue, pocs=pocs) if offence else None

    def topic(self, words: str = "") -> str:
        """The guidance on the option or suggestion with these words; without, on what is wrong, else on the question.

        Out: the slug of a topic or, to open it at a section, "slug#section".
        """
        return topic_now(self._agenda, self.question, self._log, visible(words).strip())

    def actions(self) -> tuple[Action, ...]:
        """Everything that can be done now besides answering."""
        return AFTER_WRITING if self._written is not None else actions_now(self._agenda, self._trail)

    def saved(self) -> dict[str, object]:
        """The conversation as plain data."""
        shared = self._shared
        return {
            "format": FORMAT,
            "draft": self._state.draft.saved(),
            "state": self._state.saved(),
            "trail": self._trail.saved(self._state),
            "log": [saved_message(message) for message in self._log],
            "told": sorted(self._told),
            "shared": {"defendant": shared.defendant, "charges": list(shared.charges)} if shared else None,
        }

    def for_next_defendant(self) -> "Conversation":
        """A new conversation for another defendant on this case, with what they share filled in."""
        draft = self._state.draft
        charges = tuple(
            {
                part: draft[charge_key(number, part)].value
                for part in _SHARED_PARTS
                if charge_key(number, part) in draft
            }
            for number in draft.charge_numbers
            if charge_key(number, "offence") in draft
        )
        return Conversation(
            desk=self._desk,
            tables=self._tables,
            today=self._today,
            draft=Draft({key: draft[key] for key in _SHARED_KEYS if key in draft}),
            shared=SharedCharges(defendant=self._agenda.case.defendant_name, charges=charges)
            if charges
            else None,
        )

    # What can be said

    def say(self, words: str, *, typed: str | None = None) -> Reply:
        """Take what a person said: an answer, the number of an option, or a command.

        `typed` is what was in the input when a suggestion was picked in its place. The draft is on disk before this
        returns. Raises FinaliseError where it cannot be kept; then nothing has changed.
        """
        words = visible(words).strip()
        if len(words) > MOST_CHARACTERS:
            raise TooLongError(
                f"That is {len(words):,} characters, and an answer has at most {MOST_CHARACTERS:,}.",
                fix="Type or paste the part that answers the question.",
            )
        if self._written is not None:
            return self._after_writing(words)
        before = (self._state, self._agenda, self._trail, self._log, self._told)
        try:
            return self._take(words, typed)
        except FinaliseError:
            self._state, self._agenda, self._trail, self._log, self._told = before
            if not self._same:
                self._agenda = self._agenda_of(self._state)
            raise

    def _take(self, words: str, typed: str | None) -> Reply:
        asked = self.question
        here = Here(agenda=self._agenda, trail=self._trail, asked=asked, agenda_of=self._agenda_of)
        quoted = unquoted(words)
        meant = words_meant(here, words) if quoted is None else quoted
        command = read_command(meant) if quoted is None else None
        if command is not None and command.verb is Verb.LEAVE:
            return Reply(messages=(), leave=True)
        if command is not None and command.verb is Verb.GUIDANCE:
            return Reply(messages=(), topic=self.topic())
        if command is not None and command.verb is Verb.LOOK_UP:
            return Reply(messages=(), lookup=command.what)
        if command is not None and command.verb is Verb.CARD:
            card = self.card(command.what) if may_ask_for_card(self._agenda, command) else None
            if card is not None:
                return Reply(messages=(), card=card)
        step = carried_out(here, command) if command is not None else None
        if step is None:
            before = self._state.typed if self._state.picked(meant) else ""
            step = answered(here, self._agenda.next, meant, typed or before or words)
        said = Message(kind=Kind.SAID, text=words, about=asked.key)
        self._log = (*(self._log or (speech.asked_message(asked),)), said)
        stopped = self._stopped() if step.writes else ()
        if step.writes and not stopped:
            return self._finished(said)
        return self._moved(step, asked, said, stopped)

    def _moved(self, step: Step, asked: Asked, said: Message, stopped: tuple[Message, ...]) -> Reply:
        """Go where the step leads, put it on disk, and say what came of it."""
        if step.trail is not None:
            self._trail = step.trail
        elif step.state.draft is not self._state.draft:
            self._trail = self._trail.gone(self._state)
        old = self._agenda
        self._move_to(step.state)
        self._tell_choices(old.state)
        found, self._told = speech.found(self._agenda, self._told)
        messages = (*step.messages, *speech.played_back(old, self._agenda, step.keys), *stopped, *found)
        now = self.question
        if now.key == WRITE.name and asked.key != WRITE.name:
            messages += (speech.summed_up(self.summary()),)
        if (now.key, now.text) != (asked.key, asked.text):
            messages += (speech.asked_message(now),)
        self._log = (*self._log, *messages)
        self._desk.keep(self.draft_id, title=self.title, at=now.text, data=self.saved())
        return Reply(messages=(said, *messages))

    def _tell_choices(self, before: State) -> None:
        """Tell the desk where offences stand now that were chosen over the suggested ones, and where no longer."""
        old, new = choices(before.draft), choices(self._state.draft)
        for words, code in (old - new).elements():
            self._desk.unchoose(words, code)
        for words, code in (new - old).elements():
            self._desk.choose(words, code)

    def _stopped(self) -> tuple[Message, ...]:
        """Why the record cannot be written as it stands; nothing where it can."""
        return tuple(
            speech.stopped(finding) for finding in self._agenda.findings if finding.severity is Severity.STOP
        )

    def _finished(self, said: Message) -> Reply:
        try:
            self._written = self._desk.write(self._agenda.final_record, draft_id=self.draft_id)
        except FinaliseError:
            self._same.clear()  # somebody may have finalised this defendant since we looked
            self._of_urn.clear()
            raise
        messages = (speech.written(self._written), speech.asked_message(self.question))
        self._log = (*self._log, *messages)
        return Reply(messages=(said, *messages))

    def _after_writing(self, words: str) -> Reply:
        asked = self.question
        said = Message(kind=Kind.SAID, text=words, about=asked.key)
        try:
            choice = NEXT.read(option_words(asked.options, words), At(case=self._agenda.case)).facts["next"]
        except FinaliseError as unread:
            told = Message(kind=Kind.NOT_UNDERSTOOD, text=f"{unread.what} {unread.fix}", about=asked.key)
            return Reply(messages=(said, told))
        if choice == "save transcript":
            reference = self._written.reference if self._written else None
            path = self._desk.save_transcript(reference or self.draft_id, self.transcript())
            told = Message(kind=Kind.TOLD, text=f"Saved in {path}. It holds personal data.")
            return Reply(messages=(said, told))
        return Reply(
            messages=(said,),
            leave=choice == "quit",
            next_defendant=choice == "another defendant",
            new_case=choice == "new case",
        )

    # Inside

    def _move_to(self, state: State) -> None:
        self._state = state
        self._agenda = self._agenda_of(state)

    def _agenda_of(self, state: State) -> Agenda:
        case = Case(
            draft=state.draft,
            tables=self._tables,
            today=self._today(),
            shared=self._shared,
            same=self._same_records,
            written=self._records_of_urn,
            week=self._week_before,
        )
        return Agenda(state=state, case=case)

    def _same_records(self, urn: str, defendant: Defendant) -> tuple[str, ...]:
        if (urn, defendant) not in self._same:
            self._same[urn, defendant] = self._desk.same(urn, defendant)
        return self._same[urn, defendant]

    def _records_of_urn(self, urn: str) -> tuple[Finalisation, ...]:
        if urn not in self._of_urn:
            self._of_urn[urn] = self._desk.written(urn)
        return self._of_urn[urn]

    def _week_before(self) -> Week | None:
        """The person's week, looked up once: what they write in the meantime elsewhere makes no difference here."""
        if not self._week:
            self._week.append(self._desk.week())
        return self._week[0]

    def _asked(self, item: Item) -> Asked:
        wording = item.question.wording
        filled = item.question.fill(item.at)
        on_enter = item.question.on_enter(item.at)
        options = item.question.options(item.at)
        text = wording.text.format(**filled)
        if item.note:
            text = f"{item.note} {text}"
        enter = on_enter.label if on_enter else None
        hint, examples, accepts = wording.hint.format(**filled), wording.examples, wording.accepts
        if keeps_answer(item, self._state):
            hint = ". ".join(part for part in hint.split(". ") if "Enter" not in part)
            enter = f"keep {item.question.show(self._state.draft[item.key].value, item.at)}"
        number = item.at.charge
        about = self._agenda.case.heading(number) if number else ""
        if self._written is None and self._state.pending:
            options, enter = self._state.pending, None
            if again := item.question.asks_again(offering(item, self._state)):
                text, hint = again
                examples, accepts = tuple(option.label for option in options[:3]), f"{hint}."
        return Asked(
            key=item.key,
            text=" ".join(text.split()),
            hint=hint,
            why=wording.why,
            examples=examples,
            accepts=accepts,
            topic=topic_of_rule(self._agenda, item.at.rule) or wording.topic,
            section="" if item.at.rule else wording.section,
            about=about,
            options=options,
            on_enter=enter,
            several=item.question.several,
        )
