"""A list of blocks that takes the focus: cursor keys move, enter picks. Knows nothing of what it holds."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from assistant.terminal.widgets.blocks import BlocksView


class PickList(BlocksView, can_focus=True):
    """Posts `Picked` with the key of the block that was chosen."""

    DEFAULT_CSS = """
    PickList { padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("home", "first", "First", show=False),
        Binding("end", "last", "Last", show=False),
        Binding("enter", "pick", "Choose", show=False),
    ]

    def on_focus(self) -> None:
        """There is always a highlight while it has the focus."""
        self.start()

    def start(self) -> None:
        """Highlight where to begin, unless something is highlighted."""
        if self.highlighted is None:
            self.move(1)

    def action_move(self, step: int) -> None:
        """Go to the next or the previous block; past the last one, scroll."""
        if not self.move(step):
            self.scroll_relative(y=step, animate=False)

    def action_first(self) -> None:
        """Go to the first block."""
        self.highlighted = None
        self.move(1)

    def action_last(self) -> None:
        """Go to the last block."""
        self.highlighted = None
        self.move(-1)

    def action_pick(self) -> None:
        """Choose the highlighted block."""
        key = self.highlighted_key
        if key is not None:
            self.post_message(self.Picked(self, key))
