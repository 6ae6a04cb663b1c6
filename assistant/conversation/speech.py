"""Puts what happened into messages: answers played back, what no longer applies, what is in doubt, what is wrong."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from assistant.conversation.agenda import Agenda, Item, Status, key_of_field
from assistant.conversation.naming import item_label
from assistant.conversation.questions.base import Narrowed
from assistant.conversation.shown import Asked, Kind, Message, Option
from assistant.record.model import Finalisation
from assistant.record.rules import Finding, Severity
from knowledge.dates import format_date
from knowledge.errors import FinaliseError

_COMMANDS = (
    "At any time: back undoes, redo takes that back, change and a name reopens an answer, add and a name gives a "
    "detail that is not asked for, skip comes back later, why says why it is asked, look up and words searches the "
    "guidance, card shows an offence, about and words shows that offence, summary shows the record, leave keeps the "
    "draft."
)


def played_back(before: Agenda, after: Agenda, keys: Iterable[str]) -> Iterator[Message]:
    """Each answer that was settled, in full."""
    settled = {item.key: item for item in after.items}
    for key in keys:
        item = settled.get(key)
        answer = after.state.draft.get(key)
        if item is None or answer is None or not item.question.is_shown:
            continue
        yield Message(
            kind=Kind.NOTED,
            text=f"{item_label(item)}: {item.question.show(answer.value, item.at)}",
            about=key,
            topic=item.question.wording.topic,
        )
    yield from _no_longer(before, after)
    yield from _doubts(before, after)


def _no_longer(before: Agenda, after: Agenda) -> Iterator[Message]:
    asked = {item.key for item in after.items}
    for item in before.items:
        answer = after.state.draft.get(item.key)
        if item.key in asked or answer is None or answer != before.state.draft.get(item.key):
            continue
        shown = item.question.show(answer.value, item.at)
        yield Message(kind=Kind.TOLD, text=f"No longer needed: {item_label(item)} ({shown}).", about=item.key)


def _doubts(before: Agenda, after: Agenda) -> Iterator[Message]:
    old = {item.key: item.note for item in before.items if item.status is Status.DOUBTFUL}
    for item in after.items:
        if item.status is Status.DOUBTFUL and old.get(item.key) != item.note:
            yield Message(
                kind=Kind.WARNING, text=item.note, about=item.key, topic=item.question.wording.topic
            )


def found(agenda: Agenda, told: frozenset[str]) -> tuple[tuple[Message, ...], frozenset[str]]:
    """What the rules stop or inform of and was not told yet; and everything told by now."""
    messages: list[Message] = []
    now: set[str] = set()
    for finding in agenda.findings:
        if finding.severity is Severity.WARN:
            continue
        mark = f"{finding.rule} {finding.message}"
        now.add(mark)
        if mark not in told:
            kind = Kind.WRONG if finding.severity is Severity.STOP else Kind.TOLD
            messages.append(replace(stopped(finding), kind=kind))
    return tuple(messages), frozenset(now)


def not_understood(error: FinaliseError, item: Item) -> Message:
    """Why an answer was not taken, or only as far as it goes, and what would be."""
    kind = Kind.TOLD if isinstance(error, Narrowed) else Kind.NOT_UNDERSTOOD
    return Message(
        kind=kind, text=f"{error.what} {error.fix}", about=item.key, topic=item.question.wording.topic
    )


def asked_message(asked: Asked) -> Message:
    """The question as a line of the conversation."""
    return Message(kind=Kind.ASKED, text=asked.text, about=asked.key, topic=asked.topic)


def why(asked: Asked, agenda: Agenda) -> Message:
    """Why the question is asked, and what a suggestion for it rests on."""
    text = " ".join((asked.why, *_rests_on(agenda)))
    return Message(kind=Kind.TOLD, text=text, about=asked.key, topic=asked.topic)


def _rests_on(agenda: Agenda) -> Iterator[str]:
    case = agenda.case
    match agenda.next.question.name:
        case "outcome" if case.derived is not None and case.derived.key:
            yield f"The suggestion rests on how the charges ended. {case.derived.explanation}"
        case "poc" if case.principal is not None:
            yield f"The suggestion rests on the principal offence. {case.principal.explanation}"
            if poc := case.principal.poc:
                yield f"{poc.explanation} It rests on the {poc.basis}, confidence {poc.confidence.value}."
        case "flags":
            for flag in case.flag_suggestions:
                yield f"{flag.code} is suggested: {flag.why}."


def help_with(asked: Asked) -> Message:
    """What the question accepts, with examples and everything to pick from."""
    lines = [f"This accepts: {asked.accepts}", f"Examples: {', '.join(asked.examples)}."]
    if asked.options:
        lines.append("Choices: " + "; ".join(_option_words(option) for option in asked.options) + ".")
    lines.append(_COMMANDS)
    return Message(kind=Kind.TOLD, text="\n".join(lines), about=asked.key, topic=asked.topic)


def _option_words(option: Option) -> str:
    return f"{option.label} ({option.hint})" if option.hint else option.label


def written(record: Finalisation) -> Message:
    """That the record is in the store, and what it says."""
    poc = f" POC {record.poc.letter}, {record.poc.name}." if record.poc else " No POC."
    letter = ""
    if record.victim and record.victim.letter_owed and record.victim.letter_due:
        passed = "was" if record.victim.letter_due < record.finalised_on else "is"
        letter = f" A letter to the victim {passed} due on {format_date(record.victim.letter_due)}."
    text = (
        f"Recorded as {record.reference}. URN {record.urn}, {record.defendant.display_name}. "
        f"{record.outcome_label}.{poc}{letter}"
    )
    return Message(kind=Kind.WRITTEN, text=text, topic="checking-and-writing")


def stopped(finding: Finding) -> Message:
    """Why the record cannot be written."""
    return Message(
        kind=Kind.WRONG, text=finding.message, topic=finding.topic, about=key_of_field(finding.field)
    )


def summed_up(summary: str) -> Message:
    """The record as it is about to be written."""
    return Message(kind=Kind.TOLD, text=summary, topic="checking-and-writing", about="summary")
