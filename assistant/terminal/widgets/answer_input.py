"""The one input: what is typed or pasted, and what was typed before. Knows nothing of what it means."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
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
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", "Up", show=False),
        Binding("down", "step(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Earlier messages", show=False),
        Binding("pagedown", "page(1)", "Later messages", show=False),
    ]

    @dataclass
    class Answered(Message):
        """Enter was pressed."""

        words: str

    @dataclass
    class Stepped(Message):
        """Up (-1) or down (1) was pressed."""

        step: int

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

    def sent(self) -> None:
        """Forget what is in the input: it was answered. It can be had back with `older`."""
        if self.value.strip() and (not self._said or self._said[-1] != self.value):
            self._said.append(self.value)
        self._put("")
        self._at = None

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

    async def action_submit(self) -> None:
        """Post what was typed."""
        self.post_message(self.Answered(self.words))

    def action_step(self, step: int) -> None:
        """Post that up or down was pressed."""
        self.post_message(self.Stepped(step))

    def action_page(self, step: int) -> None:
        """Post that page up or page down was pressed."""
        self.post_message(self.Paged(step))

    def on_key(self, event: events.Key) -> None:
        """Whoever types has left what was typed before."""
        if event.is_printable:
            self._at = None

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
