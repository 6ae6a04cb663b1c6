"""Shows the card of an offence over the conversation. Finds nothing and changes nothing."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from assistant.conversation.shown import Alike, Card
from assistant.terminal.widgets.blocks import Block, safe_line
from assistant.terminal.widgets.pick_list import PickList

_LABELS = 12
"""Columns for the names of the facts."""


class CardScreen(ModalScreen[None]):
    """One offence: the facts, then what it is easily taken for."""

    DEFAULT_CSS = """
    CardScreen {
        align: center middle;
        & > Vertical {
            width: 96; max-width: 100%; height: auto; max-height: 100%; padding: 0 1;
            background: $surface; border: round $primary; border-subtitle-color: $muted;
        }
        & PickList { height: auto; max-height: 90vh; background: $surface; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f7,enter,q", "dismiss", "Close", show=False)]

    def __init__(self, card: Card) -> None:
        super().__init__()
        self._card = card

    def compose(self) -> ComposeResult:
        """The card and how to get out."""
        with Vertical() as frame:
            frame.border_subtitle = "Escape closes"
            yield PickList(id="card")

    def on_mount(self) -> None:
        """Fill the card."""
        self.query_one(PickList).show_blocks(_blocks(self._card))


def _blocks(card: Card) -> Iterator[Block]:
    yield Block(
        mark=Content(""),
        text=Content.styled(f"{safe_line(card.title)} ({safe_line(card.code)})", "bold $primary"),
    )
    for row in card.rows:
        label = Content(safe_line(row.label)).truncate(_LABELS, ellipsis=True, pad=True)
        yield Block(mark=Content.assemble(label.stylize("bold"), " "), text=Content(safe_line(row.value)))
    if card.alike:
        yield Block(mark=Content(""), text=Content.styled("Easily taken for", "bold $primary"), gap=1)
    for one in card.alike:
        yield _alike(one)


def _alike(one: Alike) -> Block:
    names = " and ".join(safe_line(name) for name in one.names)
    return Block(
        mark=Content.styled("· ", "$primary"),
        text=Content.assemble(
            (names, "bold"), f"  {safe_line(one.differ)}", (f"  {safe_line(one.source)}", "$muted")
        ),
    )
