"""What a conversation hands to the face that shows it: messages, the question, suggestions, the record so far.

All of it is plain text and plain values. A face decides on colour and place, never on content.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a message is, so that a face can mark it without reading it."""

    SAID = "said"
    """The person's own words."""
    NOTED = "noted"
    """An answer played back in full."""
    ASKED = "asked"
    """A question."""
    NOT_UNDERSTOOD = "not understood"
    """The words were kept, nothing was settled; says what would be."""
    WRONG = "wrong"
    """A rule that stops the record from being written."""
    WARNING = "warning"
    """A rule that can be overridden with a reason."""
    TOLD = "told"
    """An explanation or other information."""
    WRITTEN = "written"
    """The record is in the store."""


@dataclass(frozen=True, kw_only=True)
class Message:
    """One thing shown in the conversation. `topic` is a guidance slug, `about` the answer it concerns."""

    kind: Kind
    text: str
    topic: str | None = None
    about: str | None = None


@dataclass(frozen=True, kw_only=True)
class Option:
    """One thing that can be answered. Saying `words` chooses it; so does its number in the list."""

    words: str
    label: str
    hint: str = ""
    is_suggested: bool = False


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question and everything that helps to answer it.

    `key` names the answer ("urn", "charges.1.plea"); `about` says which charge it concerns; `on_enter` is what
    an empty answer means, in words, or None where an empty answer says nothing.
    """

    key: str
    text: str
    hint: str
    why: str
    examples: tuple[str, ...]
    accepts: str
    topic: str
    section: str = ""
    """The part of the topic that answers the question."""
    about: str = ""
    options: tuple[Option, ...] = ()
    on_enter: str | None = None
    several: bool = False
    """Whether more than one option may be chosen (flags)."""


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """A live suggestion under the input. Saying `words` picks it.

    `marked` are the (start, end) spans of `label` that the typed text matched; `sureness` is "sure", "likely" or "".
    """

    words: str
    label: str
    detail: str = ""
    why: str = ""
    sureness: str = ""
    marked: tuple[tuple[int, int], ...] = ()


class RowState(StrEnum):
    """How far one line of the record has come."""

    SETTLED = "settled"
    SUGGESTED = "suggested"
    ASKING = "asking"
    MISSING = "missing"
    SKIPPED = "skipped"
    DOUBTFUL = "doubtful"
    """Settled once; something it rests on has changed."""
    WRONG = "wrong"
    WARNING = "warning"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the record so far. Saying `change` reopens it (empty where it cannot be changed)."""

    key: str
    label: str
    value: str
    state: RowState
    note: str = ""
    change: str = ""


@dataclass(frozen=True, kw_only=True)
class RowGroup:
    """Lines of the record that belong together, such as one charge."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Action:
    """Something that can be done now. Saying `words` does it; keys, palette, help and plain face share this list."""

    words: str
    label: str
    hint: str
    group: str = "Conversation"


@dataclass(frozen=True, kw_only=True)
class CardRow:
    """One fact on a card: its name and its value in words."""

    label: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Alike:
    """An offence that looks like this one, or several, and how they differ."""

    names: tuple[str, ...]
    differ: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Card:
    """Everything known of one offence, to be shown by any face."""

    code: str
    title: str
    rows: tuple[CardRow, ...]
    alike: tuple[Alike, ...]

    def lines(self) -> Iterator[str]:
        """The card as plain lines of text."""
        yield f"{self.title} ({self.code})."
        for row in self.rows:
            yield f"{row.label}: {row.value}{'' if row.value.endswith('.') else '.'}"
        if self.alike:
            yield "Easily taken for:"
        for one in self.alike:
            yield f"{' and '.join(one.names)}. {one.differ} ({one.source})"


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What came of one thing said: the new messages, and what the face must now do.

    `leave` means that the person wants to go; the draft is kept. `topic` asks the face to open that guidance
    topic beside the conversation; `lookup` asks it to search the guidance for those words; `card` is the card of an
    offence to show. `next_defendant` and `new_case` ask for a fresh conversation (the first with what the defendants
    share filled in).
    """

    messages: tuple[Message, ...]
    leave: bool = False
    topic: str | None = None
    lookup: str | None = None
    card: Card | None = None
    next_defendant: bool = False
    new_case: bool = False
