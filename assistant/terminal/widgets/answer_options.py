"""The answers a question offers, numbered, the suggested one marked. Choosing is left to whoever owns it."""

from textual.content import Content

from assistant.conversation.shown import Option
from assistant.terminal.widgets.blocks import Block, BlocksView, safe_line


class AnswerOptions(BlocksView):
    """Numbered options. The number can be typed instead; the cursor keys reach them from the input."""

    DEFAULT_CSS = """
    AnswerOptions { height: auto; max-height: 12; padding: 0 1; }
    """

    can_focus = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._options: tuple[Option, ...] = ()

    def show(self, options: tuple[Option, ...]) -> None:
        """Show these options, none of them highlighted."""
        if options == self._options:
            return
        self._options = options
        self.highlighted = None
        self.show_blocks(_block(number, option) for number, option in enumerate(options, start=1))
        if self.scroll_offset.y:
            self.scroll_home(animate=False)

    @property
    def highlighted_option(self) -> Option | None:
        """The option under the cursor."""
        return None if self.highlighted is None else self._options[self.highlighted]

    def option(self, key: str) -> Option:
        """The option that was picked by this key."""
        return self._options[int(key) - 1]


def _block(number: int, option: Option) -> Block:
    label = safe_line(option.label, at_most=300)
    hint = safe_line(option.hint, at_most=300)
    parts: list[tuple[str, str]] = [(label, "bold" if option.is_suggested else "")]
    if option.is_suggested:
        parts.append(("  suggested", "$success"))
    if hint:
        parts.append((f"  {hint}", "$muted"))
    return Block(
        mark=Content.styled(f"{number:>3} {'▸' if option.is_suggested else ' '} ", "$primary"),
        text=Content.assemble(*parts),
        key=str(number),
        at_most=2,
    )
