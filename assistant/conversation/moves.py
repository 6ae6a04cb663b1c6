"""What each thing said leads to: an answer taken, undone, reopened, skipped. Pure: gives a new state, keeps nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.conversation import speech
from assistant.conversation.agenda import Agenda, Item
from assistant.conversation.commands import Command, Verb
from assistant.conversation.naming import change_words, item_label, named_detail, named_item
from assistant.conversation.panel import summary_of
from assistant.conversation.questions.base import At, NotUnderstood, Offered, Reading
from assistant.conversation.questions.finish import OVERRIDE_WARNING, WRITE
from assistant.conversation.questions.order import QUESTIONS, question_of
from assistant.conversation.shown import Asked, Kind, Message, Option
from assistant.conversation.state import State, Trail
from assistant.conversation.suggested import noted
from assistant.record.draft import OVERRIDE, Answer, charge_key
from knowledge.errors import FinaliseError

_MAY_BE_ANSWERS = ("offence", "more_charges", "override", "duplicate")
"""Questions whose answers may begin like a command: "alter a vehicle registration plate"."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """What one thing said leads to. `keys` are the answers to play back; `trail` is set where steps were retraced.

    `writes` says that the person wants the record written.
    """

    state: State
    messages: tuple[Message, ...] = ()
    keys: tuple[str, ...] = ()
    trail: Trail | None = None
    writes: bool = False


@dataclass(frozen=True, kw_only=True)
class Here:
    """Where the conversation stands when something is said."""

    agenda: Agenda
    trail: Trail
    asked: Asked
    agenda_of: Callable[[State], Agenda]

    @property
    def state(self) -> State:
        """The state before."""
        return self.agenda.state


def keeps_answer(item: Item, state: State) -> bool:
    """Whether an empty answer leaves an answer that was reopened as it is."""
    return state.focus == item.key and item.key in state.draft


def words_meant(here: Here, words: str) -> str:
    """The words; those of the option whose number they are; or, where nothing was typed, what Enter means."""
    if not words:
        item = here.agenda.next
        chosen = None if keeps_answer(item, here.state) else item.question.on_enter(item.at)
        return chosen.words if chosen and not here.state.pending else ""
    return option_words(here.asked.options, words)


def option_words(options: Sequence[Option], words: str) -> str:
    """The words of the option with that number, or the words as they are."""
    if words.isdecimal() and len(words) <= 2 and 1 <= int(words) <= len(options):
        return options[int(words) - 1].words
    return words


def offering(item: Item, state: State) -> At:
    """Where a question is asked, with the options that are pending."""
    if not state.pending:
        return item.at
    return replace(item.at, offered=Offered(options=state.pending, typed=state.typed, asks=state.asks))


def answered(here: Here, item: Item, words: str, typed: str) -> Step:
    """The answer taken, or why it was not."""
    if not words:
        return _nothing_typed(here, item)
    is_asked = item.key == here.agenda.next.key
    try:
        reading = item.question.read(words, offering(item, here.state) if is_asked else item.at)
    except NotUnderstood as unclear:
        state = here.state.unclear(unclear.options, unclear.typed, unclear.asks)
        return Step(state=state, messages=(speech.not_understood(unclear, item),))
    except FinaliseError as unread:
        return Step(state=here.state.unclear(()), messages=(speech.not_understood(unread, item),))
    if item.question is WRITE:
        return Step(state=here.state, writes=True)
    typed = reading.words or typed
    reading = noted(reading, question=item.question.name, typed=typed, case=here.agenda.case)
    return Step(state=_settled(here, reading, typed), messages=reading.told, keys=tuple(reading.facts))


def _nothing_typed(here: Here, item: Item) -> Step:
    if keeps_answer(item, here.state):
        return Step(state=replace(_clear(here.state), focus=None), keys=(item.key,))
    hint = Message(
        kind=Kind.NOT_UNDERSTOOD,
        text=f"Nothing was typed. This accepts: {item.question.wording.accepts}",
        about=item.key,
        topic=item.question.wording.topic,
    )
    return Step(state=here.state, messages=(hint,))


def _settled(here: Here, reading: Reading, typed: str) -> State:
    """The state with what was read, each answer with what it rests on."""
    answers = {key: Answer(value=value, words=typed) for key, value in reading.facts.items()}
    gone: dict[str, Answer | None] = dict.fromkeys(reading.removed)
    state = here.state.having({**gone, **answers})
    case = here.agenda_of(state).case
    based: dict[str, Answer | None] = {}
    for key, answer in answers.items():
        if key.startswith(OVERRIDE):
            basis = OVERRIDE_WARNING.basis(here.agenda.next.at)
        elif key.rpartition(".")[2] in QUESTIONS:
            question, at = question_of(key, case)
            basis = question.basis(at)
        else:
            continue
        if basis:
            based[key] = replace(answer, basis=basis)
    return state.having(based) if based else state


def carried_out(here: Here, command: Command) -> Step | None:
    """What a command leads to; None where the words turn out to be an answer."""
    return _COMMANDS[command.verb](here, command)


def _tell(here: Here, text: str, *, topic: str | None = None) -> Step:
    return Step(state=here.state, messages=(Message(kind=Kind.TOLD, text=text, topic=topic),))


def _back(here: Here, command: Command) -> Step:
    past = here.trail.past
    if not past:
        return _tell(here, "There is nothing to undo.")
    steps = min(command.steps, len(past))
    undone = (*past[len(past) - steps + 1 :], here.state)
    trail = Trail(past[: len(past) - steps], (*undone, *here.trail.future))
    what = "The last answer is undone." if steps == 1 else f"The last {steps} answers are undone."
    told = Message(kind=Kind.TOLD, text=f"{what} Type redo to take that back.")
    return Step(state=_clear(past[-steps]), messages=(told,), trail=trail)


def _redo(here: Here, _command: Command) -> Step:
    future = here.trail.future
    if not future:
        return _tell(here, "There is nothing to redo.")
    trail = Trail((*here.trail.past, here.state), future[1:])
    return Step(state=_clear(future[0]), messages=(Message(kind=Kind.TOLD, text="Done again."),), trail=trail)


def _clear(state: State) -> State:
    return state.unclear(())


def _change(here: Here, command: Command) -> Step | None:
    if not command.what:
        return _offer_changes(here, [item for item in here.agenda.items if item.key in here.state.draft])
    item, candidates = named_item(command.what, _nameable(here.agenda))
    if item is None and candidates:
        return _offer_changes(here, candidates)
    if item is None:
        if here.agenda.next.question.name in _MAY_BE_ANSWERS:
            return None
        return _tell(
            here, f"There is no answer called {command.what}. Type change to see all that can be changed."
        )
    if command.to is None:
        return Step(state=replace(_clear(here.state), focus=item.key))
    return _answered_by_name(here, item, command.to)


def _answered_by_name(here: Here, item: Item, words: str) -> Step:
    """The answer to a question that was named with it; where it is not understood, that question is asked."""
    step = answered(here, item, option_words(item.question.options(item.at), words), words)
    return step if step.keys else replace(step, state=replace(step.state, focus=item.key))


def _nameable(agenda: Agenda) -> tuple[Item, ...]:
    """Every answer that can be named: those of questions, and details given or not."""
    known = {item.key for item in agenda.items}
    return (*agenda.items, *(item for item in agenda.details if item.key not in known))


def _add(here: Here, command: Command) -> Step | None:
    """A detail given, or asked for where only its name was said; without a name, what may be given."""
    details = here.agenda.details
    if not command.what:
        labels = ", ".join(dict.fromkeys(item.question.wording.label for item in details))
        return _tell(here, f"These can be given at any time, such as add asn 11/01ZD/01/410836V: {labels}.")
    found, words = named_detail(command.what, details)
    if len(found) > 1:
        label = found[0].question.wording.label.lower()
        return _tell(here, f"Say of which charge, such as add {label} of charge 2.")
    item = found[0] if found else None
    if item is None:
        if here.agenda.next.question.name in _MAY_BE_ANSWERS:
            return None
        return _tell(
            here, f"There is no detail called {command.what}. Type add to see all that can be given."
        )
    if not words:
        return Step(state=replace(_clear(here.state), focus=item.key))
    return _answered_by_name(here, item, words)


def _offer_changes(here: Here, items: Sequence[Item]) -> Step:
    if not items:
        return _tell(here, "Nothing was answered yet.")
    draft = here.state.draft
    options = tuple(
        Option(
            words=change_words(item),
            label=item_label(item),
            hint=item.question.show(draft[item.key].value, item.at) if item.key in draft else "",
        )
        for item in items
    )
    told = Message(kind=Kind.TOLD, text="Which answer do you want to change? Pick one by its number.")
    return Step(state=here.state.unclear(options), messages=(told,))


def _skip(here: Here, _command: Command) -> Step:
    item = here.agenda.next
    if item.question.is_detail and item.key not in here.state.draft:
        told = Message(kind=Kind.TOLD, text=f"Left out: {item_label(item)}.")
        return Step(state=replace(_clear(here.state), focus=None), messages=(told,))
    if item.question in (WRITE, OVERRIDE_WARNING) or item.key in here.state.draft:
        return _tell(here, "This one cannot be skipped. Answer it, or change another answer.")
    if item.key in here.state.skipped:
        return _tell(here, "Only skipped questions are left. The record needs an answer to each of them.")
    state = replace(_clear(here.state), skipped=here.state.skipped | {item.key})
    text = f"Skipped for now: {item_label(item)}. It comes back before writing."
    return Step(
        state=state, messages=(Message(kind=Kind.TOLD, text=text),), trail=here.trail.gone(here.state)
    )


def _add_charge(here: Here, _command: Command) -> Step:
    draft = here.state.draft
    if charge_key(draft.charge_count, "offence") not in draft:
        return _tell(here, "The last charge has no offence yet. Enter that first.")
    count = Answer(value=draft.charge_count + 1, words="add charge")
    return Step(state=here.state.having({"charge_count": count, "more_charges": None}))


def _remove_charge(here: Here, command: Command) -> Step:
    draft, number = here.state.draft, int(command.what)
    if number not in draft.charge_numbers:
        return _tell(here, f"There is no charge {number}.")
    if draft.charge_count == 1:
        return _tell(here, "A case needs a charge. Change its offence instead.")
    told = Message(kind=Kind.TOLD, text=f"Removed charge {number}: {here.agenda.case.title(number)}.")
    return Step(state=State(draft=draft.having(draft.without_charge(number))), messages=(told,))


def _why(here: Here, _command: Command) -> Step:
    return Step(state=here.state, messages=(speech.why(here.asked, here.agenda),))


def _help(here: Here, _command: Command) -> Step:
    return Step(state=here.state, messages=(speech.help_with(here.asked),))


def _summary(here: Here, _command: Command) -> Step:
    return _tell(here, summary_of(here.agenda), topic="checking-and-writing")


def _no_card(here: Here, command: Command) -> Step | None:
    if command.what:
        return None
    return _tell(here, "No offence is entered yet. Type card and the offence, such as card s47.")


_COMMANDS: Mapping[Verb, Callable[[Here, Command], Step | None]] = {
    Verb.BACK: _back,
    Verb.REDO: _redo,
    Verb.CHANGE: _change,
    Verb.SKIP: _skip,
    Verb.ADD: _add,
    Verb.ADD_CHARGE: _add_charge,
    Verb.REMOVE_CHARGE: _remove_charge,
    Verb.WHY: _why,
    Verb.HELP: _help,
    Verb.SUMMARY: _summary,
    Verb.CARD: _no_card,
}
