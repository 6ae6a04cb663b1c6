"""Tells a command from an answer: back, change, why, help, guidance, look up, card, leave. Carries nothing out."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Verb(StrEnum):
    """What a person can ask of the conversation instead of answering."""

    BACK = "back"
    REDO = "redo"
    CHANGE = "change"
    WHY = "why"
    HELP = "help"
    SKIP = "skip"
    LOOK_UP = "look up"
    GUIDANCE = "guidance"
    CARD = "card"
    SUMMARY = "summary"
    ADD = "add"
    ADD_CHARGE = "add charge"
    REMOVE_CHARGE = "remove charge"
    LEAVE = "leave"


@dataclass(frozen=True, kw_only=True)
class Command:
    """A command and what it concerns: `steps` back, the answer to change and its new words, the words to look up."""

    verb: Verb
    what: str = ""
    to: str | None = None
    steps: int = 1


_WHOLE = {
    Verb.REDO: r"redo",
    Verb.WHY: r"why|why\s*\?|why do you ask\??|why is that\??",
    Verb.HELP: r"help|\?|options|help me",
    Verb.GUIDANCE: r"guidance|guidance please|show (?:me )?(?:the )?guidance",
    Verb.SKIP: r"skip|later|skip this|come back to it|ask me later",
    Verb.SUMMARY: r"summary|show|show record|show the record|record so far|where are we\??",
    Verb.ADD_CHARGE: r"add (?:a |another )?charge|add (?:an )?offence|another charge|new charge",
    Verb.CHANGE: r"change|edit|change something|change an answer",
    Verb.ADD: r"add|add a detail|details",
    Verb.LEAVE: r"leave|quit|exit|bye|save and (?:leave|quit|exit)|close",
}
_BACK = re.compile(
    r"(?:go )?back(?: (?P<back>\d{1,3}))?(?: steps?)?|undo(?: (?P<undo>\d{1,3}))?", re.IGNORECASE
)
_CHANGE = re.compile(
    r"(?:change|edit|correct|alter|fix|amend)\s+(?:the\s+|my\s+)?(?P<what>.+?)(?:\s+to\s+(?P<to>\S.*))?",
    re.IGNORECASE | re.DOTALL,
)
_LOOK_UP = re.compile(
    r"(?:look\s*up|search for|guidance(?: on| for)?|what is|what's|what are)\s+(?P<what>.+)",
    re.IGNORECASE | re.DOTALL,
)
_CARD = re.compile(
    r"card(?:\s+(?:(?:of|for)\s+)?(?P<what>\S.*))?|about\s+(?P<or_what>\S.*)", re.IGNORECASE | re.DOTALL
)
_ADD = re.compile(
    r"add\s+(?:the\s+|an?\s+)?(?P<what>.+)|(?P<or_what>asn\s*[:=]?\s*\d.*)", re.IGNORECASE | re.DOTALL
)
_REMOVE = re.compile(r"(?:remove|delete|drop) charge\s*(?P<what>\d{1,3})", re.IGNORECASE)
_WITH_WORDS = (
    (Verb.REMOVE_CHARGE, _REMOVE),
    (Verb.ADD, _ADD),
    (Verb.CHANGE, _CHANGE),
    (Verb.LOOK_UP, _LOOK_UP),
    (Verb.CARD, _CARD),
)
_QUOTED = re.compile(r"""(["'“‘])(?P<words>.+)(["'”’])""", re.DOTALL)


def unquoted(words: str) -> str | None:
    """The words inside quotation marks, which are always an answer; None where they are not quoted."""
    quoted = _QUOTED.fullmatch(words.strip())
    return quoted["words"] if quoted else None


def read_command(words: str) -> Command | None:
    """The command that the words are, or None where they are an answer.

    Only whole utterances count, so that "back" is a command and "back of a van" is not. "change" alone lists what
    can be changed, "add" alone the details that can be given.
    """
    said = words.strip()
    folded = said.casefold()
    if back := _BACK.fullmatch(said):
        return Command(verb=Verb.BACK, steps=max(1, int(back["back"] or back["undo"] or 1)))
    for verb, pattern in _WHOLE.items():
        if re.fullmatch(pattern, folded):
            return Command(verb=verb)
    for verb, form in _WITH_WORDS:
        if found := form.fullmatch(said):
            what = found["what"] or found.groupdict().get("or_what") or ""
            return Command(verb=verb, what=what.strip(" ?"), to=found.groupdict().get("to"))
    return None
