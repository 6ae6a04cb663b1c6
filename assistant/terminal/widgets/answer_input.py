"""The one input: what is typed or pasted, and what was typed before. Knows nothing of what it means."""

from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.widgets import Input

from assistant.terminal.widgets.blocks import safe_line

PASTED_WHOLE = 500
"""A paste of more characters than this stands in the input as one short piece, and is sent whole."""


class AnswerInput(Input):
    """Says what was typed, with everything that was pasted, when enter is pressed."""

    DEFAULT_CSS = """
    AnswerInput {
        background: $background;
        border: round $rule;
        padding: 0 2;
        &:focus { border: round $primary; background: $background; background-tint: $background 0%; }
        & > .input--placeholder { color: $muted; }
        & > .input--cursor { color: $foreground; background: $background; text-style: reverse; }
    }
    """

    @dataclass
    class Answered(Message):
        """Enter was pressed: `words` is what that says, `entered` what stood in the input. It is empty now."""

        words: str
        entered: str

    @dataclass
    class Stepped(Message):
        """Up (-1) or down (1) was pressed."""

        step: int

    @dataclass
    class Numbered(Message):
        """A digit was typed while in the list of suggestions: the number of one."""

        number: int

    @dataclass
    class Paged(Message):
        """Page up (-1) or page down (1) was pressed."""

        step: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, select_on_focus=False)
        self.cursor_blink = False  # a blink paints the input anew twice a second, also over a slow line
        self._pasted: dict[str, str] = {}
        self._said: list[str] = []
        self._at: int | None = None
        self._unsent = ""
        self.list_length = 0
        self.is_in_list = False

    @property
    def words(self) -> str:
        """What is in the input, with the whole of what was pasted."""
        words = self.value
        for piece, whole in self._pasted.items():
            words = words.replace(piece, whole)
        return words

    @property
    def is_browsing(self) -> bool:
        """Whether something typed before is shown."""
        return self._at is not None

    def give_back(self, entered: str) -> None:
        """Put words back that could not be taken, before whatever was typed since."""
        self.value = f"{entered} {self.value}" if self.value else entered
        self.cursor_position = len(self.value)

    def older(self) -> None:
        """Show what was typed before this."""
        if not self._said or self._at == 0:
            return
        if self._at is None:
            self._unsent = self.value
            self._at = len(self._said)
        self._at -= 1
        self._put(self._said[self._at])

    def newer(self) -> None:
        """Show what was typed after this; after the newest, what was being typed."""
        if self._at is None:
            return
        self._at += 1
        if self._at == len(self._said):
            self._at = None
            self._put(self._unsent)
        else:
            self._put(self._said[self._at])

    def _put(self, value: str) -> None:
        with self.prevent(Input.Changed):
            self.value = value
            self.cursor_position = len(value)

    def submit(self) -> None:
        """Post what was typed, and make room for what is typed next, which may come before this is answered."""
        entered, words = self.value, self.words
        if entered.strip() and (not self._said or self._said[-1] != entered):
            self._said.append(entered)
        self._at = None
        self.is_in_list = False
        self._put("")
        self.post_message(self.Answered(words, entered))

    def on_key(self, event: events.Key) -> None:
        """Take these keys as they come: as bindings they would be late, after letters typed behind them."""
        if event.is_printable and not self._is_number(event):
            self._at = None  # whoever types has left what was typed before
            self.is_in_list = False
            return
        match event.key:
            case "enter":
                self.submit()
            case "up" | "down":
                self.is_in_list = bool(self.list_length)
                self.post_message(self.Stepped(-1 if event.key == "up" else 1))
            case digit if self._is_number(event):
                self.post_message(self.Numbered(int(digit)))
            case "pageup" | "pagedown":
                self.post_message(self.Paged(-1 if event.key == "pageup" else 1))
            case _:
                return
        event.stop()
        event.prevent_default()

    def _is_number(self, event: events.Key) -> bool:
        """Whether the key is the number of a suggestion, typed after going into their list."""
        return self.is_in_list and event.key in "123456789" and int(event.key) <= self.list_length

    def on_paste(self, event: events.Paste) -> None:
        """Take every line of a paste; `Input` itself would keep the first."""
        event.stop()
        event.prevent_default()
        lines = [line.strip() for line in event.text.splitlines()]
        whole = " / ".join(line for line in lines if line)
        if not whole:
            return
        if len(whole) <= PASTED_WHOLE:
            self._take(safe_line(whole))
            return
        piece = f"‹pasted {len(self._pasted) + 1}: {len(whole):,} characters›"
        self._pasted[piece] = whole
        self._take(piece)

    def _take(self, text: str) -> None:
        if self.selection.is_empty:
            self.insert_text_at_cursor(text)
        else:
            self.replace(text, *self.selection)
