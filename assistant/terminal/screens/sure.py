"""Asks whether something that cannot be undone is meant. Answers True or False."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from assistant.terminal.widgets.blocks import safe


class Sure(ModalScreen[bool]):
    """One question with two answers; enter and escape are the harmless one."""

    DEFAULT_CSS = """
    Sure {
        align: center middle;
        & > Vertical {
            width: 60; max-width: 100%; height: auto; padding: 1 2;
            background: $surface; border: round $warning;
        }
        & Static { height: auto; }
        & #sure-keys { color: $muted; margin-top: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", show=False),
        Binding("n,escape,enter", "answer(False)", "No", show=False),
    ]

    def __init__(self, question: str, *, yes: str, no: str) -> None:
        super().__init__()
        self._question, self._yes, self._no = question, yes, no

    def compose(self) -> ComposeResult:
        """The question and its keys."""
        with Vertical():
            yield Static(safe(self._question), id="sure-question", markup=False)
            yield Static(f"Y {self._yes}    N {self._no}", id="sure-keys", markup=False)

    def action_answer(self, answer: bool) -> None:
        """Give the answer."""
        self.dismiss(answer)
