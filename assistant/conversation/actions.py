"""What can be done now besides answering: the one list that keys, palette, help and the plain face share."""

from assistant.conversation.agenda import Agenda
from assistant.conversation.commands import Command
from assistant.conversation.naming import change_words, item_label
from assistant.conversation.questions.finish import NEXT_CHOICES, OVERRIDE_WARNING, WRITE
from assistant.conversation.shown import Action
from assistant.conversation.state import Trail
from assistant.record.draft import charge_key

AFTER_WRITING = tuple(
    Action(words=choice.key, label=choice.label, hint=choice.hint) for choice in NEXT_CHOICES
)
"""What can be done once the record is written."""


def actions_now(agenda: Agenda, trail: Trail) -> tuple[Action, ...]:
    """Everything that can be done now; what cannot apply is not listed."""
    return (*_conversation(agenda, trail), *_charges(agenda), *_changes(agenda))


_IN_OWN_WORDS = ("defendant", "duplicate", "reason_note", "poc_note", OVERRIDE_WARNING.name)
"""Questions whose answers are the person's own words, which may begin with "about" or "card"."""


def offence_in_question(agenda: Agenda) -> str:
    """The code of the offence that a person has before them: offered, of the charge asked about, or the last one."""
    for option in agenda.state.pending:
        if agenda.case.tables.catalogue.get(option.words):
            return option.words
    numbers = agenda.case.draft.charge_numbers
    asked = agenda.next.at.charge
    for number in (*([asked] if asked else []), *reversed(numbers)):
        offence = agenda.case.offence(number)
        if offence is not None:
            return offence.code
    return ""


def may_ask_for_card(agenda: Agenda, command: Command) -> bool:
    """Whether the words ask for a card, and are no answer that begins alike."""
    return not command.what or agenda.next.question.name not in _IN_OWN_WORDS


def _conversation(agenda: Agenda, trail: Trail) -> list[Action]:
    found = [
        Action(words="help", label="Help", hint="What this question accepts"),
        Action(words="why", label="Why", hint="Why this is asked"),
        Action(words="guidance", label="Guidance", hint="The page about this question"),
        Action(words="summary", label="Summary", hint="The record so far"),
    ]
    if offence_in_question(agenda):
        found.append(Action(words="card", label="Card", hint="The offence: POC, maximum, look-alikes"))
    if trail.past:
        found.append(Action(words="back", label="Back", hint="Undo the last answer"))
    if trail.future:
        found.append(Action(words="redo", label="Redo", hint="Take the undo back"))
    if agenda.next.question not in (WRITE, OVERRIDE_WARNING):
        found.append(Action(words="skip", label="Skip", hint="Come back to this before writing"))
    found.append(Action(words="leave", label="Leave", hint="Keep the draft and go"))
    return found


def _charges(agenda: Agenda) -> list[Action]:
    draft = agenda.state.draft
    found: list[Action] = []
    if charge_key(draft.charge_count, "offence") in draft:
        found.append(
            Action(words="add charge", label="Add a charge", hint="Enter another offence", group="Charges")
        )
    if draft.charge_count > 1:
        found += [
            Action(
                words=f"remove charge {number}",
                label=f"Remove charge {number}",
                hint=agenda.case.title(number),
                group="Charges",
            )
            for number in draft.charge_numbers
        ]
    return found


def _changes(agenda: Agenda) -> list[Action]:
    draft = agenda.state.draft
    return [
        Action(
            words=change_words(item),
            label=f"Change {item_label(item).lower()}",
            hint=item.question.show(draft[item.key].value, item.at),
            group="Change",
        )
        for item in agenda.items
        if item.key in draft
    ]
