"""Shows the keys and words that work where the person is. Does none of it."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from assistant.conversation.shown import Action
from assistant.terminal.keys import TALK_KEYS, TYPING_KEYS
from assistant.terminal.widgets.blocks import Block, safe_line
from assistant.terminal.widgets.pick_list import PickList


class KeyHelp(ModalScreen[None]):
    """Two lists: what keys do, and what can be typed into the conversation."""

    DEFAULT_CSS = """
    KeyHelp {
        align: center middle;
        & > Vertical {
            width: 78; max-width: 100%; height: auto; max-height: 100%; padding: 0 1;
            background: $surface; border: round $primary; border-subtitle-color: $muted;
        }
        & PickList { height: auto; max-height: 85vh; background: $surface; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f9,enter,q", "dismiss", "Close", show=False)]

    def __init__(self, actions: tuple[Action, ...]) -> None:
        super().__init__()
        self._actions = actions

    def compose(self) -> ComposeResult:
        """The lists and how to get out."""
        with Vertical() as frame:
            frame.border_subtitle = "Escape closes"
            yield PickList(id="key-list")

    def on_mount(self) -> None:
        """Fill the list."""
        blocks = [_heading("Keys", gap=0)]
        blocks += [_line(key.shown, key.help) for key in TALK_KEYS]
        blocks += [_line(keys, does) for keys, does in TYPING_KEYS]
        if self._actions:
            blocks.append(_heading("Words you can type", gap=1))
            blocks += [_line(action.words, action.hint or action.label) for action in self._actions]
        self.query_one(PickList).show_blocks(blocks)


def _heading(text: str, *, gap: int) -> Block:
    return Block(mark=Content(""), text=Content.styled(text, "bold $primary"), gap=gap)


def _line(name: str, does: str) -> Block:
    label = Content(safe_line(name, at_most=80)).truncate(20, ellipsis=True, pad=True)
    return Block(
        mark=Content.assemble(label.stylize("bold"), "  "), text=Content.styled(safe_line(does), "$muted")
    )
