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
        says="guidance",
        in_footer=True,
    ),
    Key(
        key="f6",
        shown="F6",
        action="read",
        label="Search",
        help="Search and read all of the guidance",
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

READER_KEYS: tuple[Key, ...] = (
    Key(key="f6", shown="F6", action="search", label="Search", help="Go to the search", in_footer=True),
    Key(key="t", shown="T", action="contents", label="Contents", help="Go to the contents", in_footer=True),
    Key(key="b", shown="B", action="step(-1)", label="Back", help="What was read before", in_footer=True),
    Key(key="f", shown="F", action="step(1)", label="Forward", help="What was gone back from"),
    Key(key="slash", shown="/", action="find", label="Find", help="Find words on this page", in_footer=True),
    Key(key="n", shown="N", action="next_place(1)", label="Next", help="The next place that was found"),
    Key(key="p", shown="P", action="next_place(-1)", label="Previous", help="The place before"),
    Key(key="m", shown="M", action="mark", label="Bookmark", help="Bookmark this page", in_footer=True),
    Key(key="c", shown="C", action="copy", label="Cite", help="Copy a line that cites it", in_footer=True),
    Key(
        key="ctrl+p",
        shown="^p",
        action="app.command_palette",
        label="Actions",
        help="Everything that can be done now",
    ),
    Key(
        key="escape",
        shown="Esc",
        action="close",
        label="Close",
        help="Close what was opened last",
        in_footer=True,
    ),
)
"""Letters work where nothing is typed: on the page and in the lists."""

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
