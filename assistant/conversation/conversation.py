"""The conversation: takes what a person says, settles what it can, and says what to show next.

No Textual, no database, no printing. What it needs from outside comes through a `Desk`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol, Self
from uuid import uuid4

from assistant.conversation import speech
from assistant.conversation.agenda import Agenda, Item
from assistant.conversation.case import Case, SharedCharges
from assistant.conversation.commands import Command, Verb, read_command, unquoted
from assistant.conversation.naming import change_words, item_label, named_item
from assistant.conversation.panel import rows_of, summary_of
from assistant.conversation.questions.base import OVERRIDE, At, NotUnderstood, Reading
from assistant.conversation.questions.finish import NEXT, NEXT_CHOICES, OVERRIDE_WARNING, WRITE
from assistant.conversation.questions.order import QUESTIONS, question_of
from assistant.conversation.shown import Action, Asked, Kind, Message, Option, Reply, RowGroup, Suggestion
from assistant.conversation.state import State, Trail, resumed_message, saved_message
from assistant.conversation.tables import Tables
from assistant.conversation.transcript import transcript_of
from assistant.record.draft import Answer, Draft, charge_key
from assistant.record.model import Defendant, Finalisation, Override
from assistant.record.rules import Severity
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

    def save_transcript(self, name: str, text: str) -> str:
        """Save a conversation as a file that only its owner can read. Gives its path."""


class DraftUnreadable(FinaliseError):
    """A kept draft is not in a form that this version reads."""


@dataclass(frozen=True, kw_only=True)
class _Step:
    """What one thing said leads to, before it is kept. `keys` are the answers to play back."""

    state: State
    messages: tuple[Message, ...] = ()
    keys: tuple[str, ...] = ()
    trail: Trail | None = None


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
        if not words or self._written is not None or words.isdigit() and self.question.options:
            return ()
        item = self._agenda.next
        if item.question.suggest is not None:
            return item.question.suggest(words, item.at)
        said = words.casefold()
        return tuple(
            Suggestion(words=option.words, label=option.label, detail=option.hint)
            for option in item.question.options(item.at)
            if any(
                word.startswith(said) for word in (option.label.casefold(), *option.label.casefold().split())
            )
        )

    def actions(self) -> tuple[Action, ...]:
        """Everything that can be done now besides answering."""
        if self._written is not None:
            return tuple(
                Action(words=choice.key, label=choice.label, hint=choice.hint) for choice in NEXT_CHOICES
            )
        return tuple(self._actions())

    def _actions(self) -> list[Action]:
        found = [
            Action(words="help", label="Help", hint="What this question accepts"),
            Action(words="why", label="Why", hint="Why this is asked"),
            Action(words="summary", label="Summary", hint="The record so far"),
        ]
        if self._trail.past:
            found.append(Action(words="back", label="Back", hint="Undo the last answer"))
        if self._trail.future:
            found.append(Action(words="redo", label="Redo", hint="Take the undo back"))
        if self._agenda.next.question not in (WRITE, OVERRIDE_WARNING):
            found.append(Action(words="skip", label="Skip", hint="Come back to this before writing"))
        found.append(Action(words="leave", label="Leave", hint="Keep the draft and go"))
        if any(charge_key(1, "offence") == item.key for item in self._agenda.items):
            found.append(Action(words="add charge", label="Add a charge", hint="", group="Charges"))
        if self._state.draft.charge_count > 1:
            found += [
                Action(
                    words=f"remove charge {number}",
                    label=f"Remove charge {number}",
                    hint=self._agenda.case.title(number),
                    group="Charges",
                )
                for number in self._state.draft.charge_numbers
            ]
        for item in self._agenda.items:
            answer = self._state.draft.get(item.key)
            if answer is not None:
                shown = item.question.show(answer.value, item.at)
                found.append(
                    Action(
                        words=change_words(item),
                        label=f"Change {item_label(item).lower()}",
                        hint=shown,
                        group="Change",
                    )
                )
        return found

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
        words = visible(words)[:MOST_CHARACTERS].strip()
        if self._written is not None:
            return self._after_writing(words)
        before = (self._state, self._agenda, self._trail, self._log, self._told)
        try:
            return self._take(words, typed)
        except FinaliseError:
            self._state, self._agenda, self._trail, self._log, self._told = before
            raise

    def _take(self, words: str, typed: str | None) -> Reply:
        quoted = unquoted(words)
        meant = self._meant(words) if quoted is None else quoted
        command = read_command(meant) if quoted is None else None
        if command is not None and command.verb is Verb.LEAVE:
            return Reply(messages=(), leave=True)
        if command is not None and command.verb is Verb.LOOK_UP:
            return Reply(messages=(), lookup=command.what)
        asked = self.question
        said = Message(kind=Kind.SAID, text=typed or words or (asked.on_enter or ""), about=asked.key)
        log = self._log if self._log else (speech.asked_message(asked),)
        step = self._carried_out(command) if command is not None else None
        if step is None:
            step = self._answered(self._agenda.next, meant, typed or self._state.typed or words)
        if isinstance(step, Finalisation):
            return self._finished(step, log, said)
        if step.trail is None and step.state is not self._state and step.state.draft is not self._state.draft:
            self._trail = self._trail.gone(self._state)
        elif step.trail is not None:
            self._trail = step.trail
        old = self._agenda
        self._move_to(step.state)
        found, self._told = speech.found(self._agenda, self._told)
        messages = (*step.messages, *speech.played_back(old, self._agenda, step.keys), *found)
        now = self.question
        if now.key == WRITE.name and asked.key != WRITE.name:
            messages += (
                Message(kind=Kind.TOLD, text=self.summary(), topic="checking-and-writing", about="summary"),
            )
        if now.key != asked.key or now.text != asked.text:
            messages += (speech.asked_message(now),)
        self._log = (*log, said, *messages)
        self._desk.keep(self.draft_id, title=self.title, at=now.text, data=self.saved())
        return Reply(messages=(said, *messages))

    def _meant(self, words: str) -> str:
        """The words, or those of the option whose number they are; an empty answer means what Enter means."""
        if not words:
            item = self._agenda.next
            chosen = None if self._keeps_answer(item) else item.question.on_enter(item.at)
            return chosen.words if chosen else ""
        options = self.question.options
        if words.isdecimal() and len(words) <= 2 and 1 <= int(words) <= len(options):
            return options[int(words) - 1].words
        return words

    def _keeps_answer(self, item: Item) -> bool:
        """Whether Enter leaves an answer that was reopened as it is."""
        return self._state.focus == item.key and item.key in self._state.draft

    def _answered(self, item: Item, words: str, typed: str) -> "_Step | Finalisation":
        if not words:
            if self._keeps_answer(item):
                kept = replace(self._state, focus=None, pending=(), typed="")
                return _Step(state=kept, keys=(item.key,))
            hint = Message(
                kind=Kind.NOT_UNDERSTOOD,
                text=f"Nothing was typed. {item.question.wording.accepts}",
                about=item.key,
                topic=item.question.wording.topic,
            )
            return _Step(state=self._state, messages=(hint,))
        try:
            reading = item.question.read(words, item.at)
        except NotUnderstood as unclear:
            state = self._state.unclear(unclear.options, unclear.typed if unclear.options else "")
            return _Step(state=state, messages=(speech.not_understood(unclear, item),))
        except FinaliseError as unread:
            return _Step(state=self._state.unclear((), ""), messages=(speech.not_understood(unread, item),))
        if item.question is WRITE:
            return self._to_write()
        return _Step(state=self._settled(reading, typed), messages=reading.told, keys=tuple(reading.facts))

    def _settled(self, reading: Reading, typed: str) -> State:
        """The state with what was read, each answer with what it rests on."""
        answers = {key: Answer(value=value, words=typed) for key, value in reading.facts.items()}
        gone: dict[str, Answer | None] = dict.fromkeys(reading.removed)
        state = self._state.having({**gone, **answers})
        case = self._agenda_of(state).case
        based: dict[str, Answer | None] = {}
        for key, answer in answers.items():
            basis = self._basis(key, case)
            if basis:
                based[key] = replace(answer, basis=basis)
        return state.having(based) if based else state

    def _basis(self, key: str, case: Case) -> str:
        if key.startswith(OVERRIDE):
            at = self._agenda.next.at
            return OVERRIDE_WARNING.basis(at)
        if key.rpartition(".")[2] not in QUESTIONS:
            return ""
        question, at = question_of(key, case)
        return question.basis(at)

    def _to_write(self) -> "_Step | Finalisation":
        """The record, ready for the store; or the step that says why it cannot be written."""
        findings = self._agenda.all_findings()
        stops = [finding for finding in findings if finding.severity is Severity.STOP]
        if stops or not self._agenda.is_complete:
            messages = tuple(
                Message(kind=Kind.WRONG, text=stop.message, topic=stop.topic, about=stop.field)
                for stop in stops
            )
            return _Step(state=self._state, messages=messages)
        warned = {finding.rule for finding in findings if finding.severity is Severity.WARN}
        record = self._agenda.record
        overrides = [override for override in record.overrides if override.rule in warned]
        return record.model_copy(update={"overrides": [Override.model_validate(one) for one in overrides]})

    def _finished(self, record: Finalisation, log: tuple[Message, ...], said: Message) -> Reply:
        self._written = self._desk.write(record, draft_id=self.draft_id)
        messages = (speech.written(self._written), speech.asked_message(self.question))
        self._log = (*log, said, *messages)
        return Reply(messages=(said, *messages))

    def _after_writing(self, words: str) -> Reply:
        asked = self.question
        said = Message(kind=Kind.SAID, text=words, about=asked.key)
        options = asked.options
        meant = (
            options[int(words) - 1].words
            if words.isdecimal() and 0 < int(words[:2]) <= len(options)
            else words
        )
        try:
            choice = NEXT.read(meant, At(case=self._agenda.case)).facts["next"]
        except FinaliseError as unread:
            told = Message(kind=Kind.NOT_UNDERSTOOD, text=f"{unread.what} {unread.fix}", about=asked.key)
            return Reply(messages=(said, told))
        if choice == "save transcript":
            reference = self._written.reference if self._written else None
            path = self._desk.save_transcript(reference or self.draft_id, self.transcript())
            return Reply(
                messages=(said, Message(kind=Kind.TOLD, text=f"Saved in {path}. It holds personal data."))
            )
        return Reply(
            messages=(said,),
            leave=choice == "quit",
            next_defendant=choice == "another defendant",
            new_case=choice == "new case",
        )

    # Commands

    def _carried_out(self, command: Command) -> _Step | None:
        """What a command leads to; None where the words turn out to be an answer."""
        match command.verb:
            case Verb.BACK:
                return self._back(command.steps)
            case Verb.REDO:
                return self._redo()
            case Verb.CHANGE:
                return self._change(command)
            case Verb.SKIP:
                return self._skip()
            case Verb.ADD_CHARGE:
                return self._add_charge()
            case Verb.REMOVE_CHARGE:
                return self._remove_charge(int(command.what))
            case Verb.WHY:
                return _Step(state=self._state, messages=(speech.why(self.question),))
            case Verb.HELP:
                return _Step(state=self._state, messages=(speech.help_with(self.question),))
            case _:
                return self._tell(self.summary(), topic="checking-and-writing")

    def _tell(self, text: str, *, topic: str | None = None) -> _Step:
        return _Step(state=self._state, messages=(Message(kind=Kind.TOLD, text=text, topic=topic),))

    def _back(self, steps: int) -> _Step:
        past = self._trail.past
        if not past:
            return self._tell("There is nothing to undo.")
        steps = min(steps, len(past))
        undone = (*past[len(past) - steps + 1 :], self._state)
        trail = Trail(past[: len(past) - steps], (*undone, *self._trail.future))
        to = replace(past[-steps], pending=(), typed="")
        noun = "answer" if steps == 1 else "answers"
        count = "The last" if steps == 1 else f"The last {steps}"
        return _Step(
            state=to,
            messages=(Message(kind=Kind.TOLD, text=f"{count} {noun} undone. Type redo to take that back."),),
            trail=trail,
        )

    def _redo(self) -> _Step:
        future = self._trail.future
        if not future:
            return self._tell("There is nothing to redo.")
        trail = Trail((*self._trail.past, self._state), future[1:])
        told = Message(kind=Kind.TOLD, text="Done again.")
        return _Step(state=replace(future[0], pending=(), typed=""), messages=(told,), trail=trail)

    def _change(self, command: Command) -> _Step | None:
        answered = [item for item in self._agenda.items if item.key in self._state.draft]
        if not command.what:
            return self._offer_changes(answered, "Which answer do you want to change?")
        item, candidates = named_item(command.what, self._agenda.items)
        if item is None and candidates:
            return self._offer_changes(candidates, "Which of these do you want to change?")
        if item is None and command.to is not None:
            item, candidates = named_item(f"{command.what} to {command.to}", self._agenda.items)
            command = replace(command, to=None)
        if item is None:
            if self._agenda.next.question.name in ("offence", "more_charges", "override"):
                return None
            return self._tell(f"There is no answer called {command.what!r}. Type change to see all answers.")
        if command.to is not None:
            answered_step = self._answered(item, self._option_words(item, command.to), command.to)
            if isinstance(answered_step, _Step):
                if answered_step.keys:
                    return answered_step
                return replace(answered_step, state=replace(answered_step.state, focus=item.key))
            return None
        return _Step(state=replace(self._state, focus=item.key, pending=(), typed=""))

    @staticmethod
    def _option_words(item: Item, words: str) -> str:
        options = item.question.options(item.at)
        if words.isdecimal() and 1 <= int(words[:3]) <= len(options):
            return options[int(words) - 1].words
        return words

    def _offer_changes(self, items: "list[Item] | tuple[Item, ...]", question: str) -> _Step:
        if not items:
            return self._tell("Nothing was answered yet.")
        options = tuple(
            Option(
                words=change_words(item),
                label=item_label(item),
                hint=item.question.show(self._state.draft[item.key].value, item.at)
                if item.key in self._state.draft
                else "",
            )
            for item in items
        )
        told = Message(kind=Kind.TOLD, text=f"{question} Pick one by its number.")
        return _Step(state=self._state.unclear(options, ""), messages=(told,))

    def _skip(self) -> _Step:
        item = self._agenda.next
        if item.question in (WRITE, OVERRIDE_WARNING) or item.key in self._state.draft:
            return self._tell("This one cannot be skipped. Answer it, or change another answer.")
        if item.key in self._state.skipped:
            return self._tell("Only skipped questions are left. The record needs an answer to each of them.")
        state = replace(self._state, skipped=self._state.skipped | {item.key}, pending=(), typed="")
        told = Message(
            kind=Kind.TOLD, text=f"Skipped for now: {item_label(item)}. It comes back before writing."
        )
        return _Step(state=state, messages=(told,), trail=self._trail.gone(self._state))

    def _add_charge(self) -> _Step:
        draft = self._state.draft
        if charge_key(draft.charge_count, "offence") not in draft:
            return self._tell("The charge you are on has no offence yet. Enter that first.")
        count = Answer(value=draft.charge_count + 1, words="add charge")
        return _Step(state=self._state.having({"charge_count": count, "more_charges": None}))

    def _remove_charge(self, number: int) -> _Step:
        draft = self._state.draft
        if number not in draft.charge_numbers:
            return self._tell(f"There is no charge {number}.")
        if draft.charge_count == 1:
            return self._tell("A case needs a charge. Change its offence instead.")
        title = self._agenda.case.title(number)
        state = State(draft=draft.having(draft.without_charge(number)))
        return _Step(
            state=state, messages=(Message(kind=Kind.TOLD, text=f"Removed charge {number}: {title}."),)
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
        )
        return Agenda(state=state, case=case)

    def _same_records(self, urn: str, defendant: Defendant) -> tuple[str, ...]:
        if (urn, defendant) not in self._same:
            self._same[urn, defendant] = self._desk.same(urn, defendant)
        return self._same[urn, defendant]

    def _asked(self, item: Item) -> Asked:
        wording = item.question.wording
        filled = item.question.fill(item.at)
        on_enter = item.question.on_enter(item.at)
        options = item.question.options(item.at)
        text = wording.text.format(**filled)
        if item.note:
            text = f"{item.note} {text}"
        enter = on_enter.label if on_enter else None
        if self._keeps_answer(item):
            enter = f"keep {item.question.show(self._state.draft[item.key].value, item.at)}"
        number = item.at.charge
        about = f"Charge {number} of {self._state.draft.charge_count}" if number else ""
        if self._written is None and self._state.pending:
            options, enter = self._state.pending, None
        return Asked(
            key=item.key,
            text=" ".join(text.split()),
            hint=wording.hint.format(**filled),
            why=wording.why,
            examples=wording.examples,
            accepts=wording.accepts,
            topic=wording.topic,
            about=about,
            options=options,
            on_enter=enter,
            several=item.question.several,
        )
