"""The keys of the terminal app in one list: the footer, the key help and the palette are made from it."""

from dataclasses import dataclass

from textual.binding import Binding


@dataclass(frozen=True, kw_only=True)
class Key:
    """One key: what it does in a word, and in a sentence.

    Where it `says` something, the same words can be typed. The `in_footer` keys matter most.
    """

    key: str
    shown: str
    action: str
    label: str
    help: str
    says: str = ""
    in_footer: bool = False


TALK_KEYS: tuple[Key, ...] = (
    Key(
        key="f2",
        shown="F2",
        action="record",
        label="Record",
        help="Go to the record so far, and back",
        in_footer=True,
    ),
    Key(
        key="f3",
        shown="F3",
        action="say('back')",
        label="Undo",
        help="Take back the last answer",
        says="back",
        in_footer=True,
    ),
    Key(
        key="f4",
        shown="F4",
        action="guidance",
        label="Guidance",
        help="Guidance on this question",
        in_footer=True,
    ),
    Key(
        key="ctrl+p",
        shown="^p",
        action="app.command_palette",
        label="Actions",
        help="Everything that can be done now",
        in_footer=True,
    ),
    Key(
        key="ctrl+q",
        shown="^q",
        action="leave",
        label="Leave",
        help="Leave; the draft is kept",
        says="leave",
        in_footer=True,
    ),
    Key(
        key="f7",
        shown="F7",
        action="card",
        label="Card",
        help="The offence: POC, maximum, look-alikes",
        says="card",
        in_footer=True,
    ),
    Key(
        key="f8",
        shown="F8",
        action="say('summary')",
        label="Summary",
        help="Everything entered so far",
        says="summary",
    ),
    Key(key="f9", shown="F9", action="keys", label="Keys", help="The keys and words that work here"),
    Key(
        key="escape", shown="Esc", action="close", label="Close", help="Close suggestions, drawer or guidance"
    ),
)

TYPING_KEYS: tuple[tuple[str, str], ...] = (
    ("Enter", "Send the answer; with nothing typed, what the input says enter means"),
    ("A number, Enter", "Choose an option by its number"),
    ("Down, a number", "Choose a suggestion by its number"),
    ("Down, Up", "Go into the suggestions or options; Up brings back what was typed before"),
    ("Page Up, Page Down", "Earlier and later messages"),
    ("Tab", "Go to the next part of the screen"),
)


def bindings(keys: tuple[Key, ...]) -> list[Binding]:
    """The bindings of a screen. Those with ctrl come before whatever has the focus."""
    return [
        Binding(
            key.key,
            key.action,
            key.label,
            key_display=key.shown,
            show=key.in_footer,
            priority=key.key.startswith("ctrl"),
        )
        for key in keys
    ]
