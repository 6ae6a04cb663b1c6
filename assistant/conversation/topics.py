"""Says which guidance topic belongs to what a person has before them. Reads no topic and knows no library."""

from collections.abc import Sequence

from assistant.conversation.agenda import Agenda
from assistant.conversation.shown import Asked, Kind, Message
from knowledge.poc import POC_CATEGORIES
from knowledge.reasons import GROUP_CHOICES

_VICTIM_GROUP = "group victim"
_GROUPS = {f"group {choice.key}": choice.topic for choice in GROUP_CHOICES} | {
    _VICTIM_GROUP: "victim-reasons"
}


def topic_now(agenda: Agenda, asked: Asked, log: Sequence[Message], words: str = "") -> str:
    """The topic on the option or suggestion with these words, on what was last found wrong, or on the question.

    Out: "slug" or "slug#section".
    """
    question = f"{asked.topic}#{asked.section}" if asked.section else asked.topic
    return topic_of_words(agenda, words) or _last_fault(log) or question


def topic_of_rule(agenda: Agenda, rule: str) -> str:
    """The topic of a rule that found something; "" for none."""
    if not rule:
        return ""
    return next((finding.topic for finding in agenda.findings if finding.rule == rule), "")


def topic_of_words(agenda: Agenda, words: str) -> str:
    """The topic on what these words would answer to the question asked now; "" where there is none of its own."""
    if not words:
        return ""
    tables = agenda.case.tables
    match agenda.next.question.name:
        case "poc" if words in POC_CATEGORIES:
            return POC_CATEGORIES[words].topic
        case "outcome" if words in tables.outcomes:
            return tables.outcomes[words].topic
        case "reason":
            return tables.reasons[words].topic if words in tables.reasons else _GROUPS.get(words, "")
        case "flags":
            last = words.rpartition(",")[2].strip()
            return tables.flags[last].topic if last in tables.flags else ""
        case "offence" | "more_charges" if offence := tables.catalogue.get(words):
            return tables.poc.reading(offence).topic
        case _:
            return ""


def _last_fault(log: Sequence[Message]) -> str:
    """The topic of what was found wrong, or warned of, since the person last said something."""
    for message in reversed(log):
        if message.kind is Kind.SAID:
            return ""
        if message.kind in (Kind.WRONG, Kind.WARNING) and message.topic:
            return message.topic
    return ""
