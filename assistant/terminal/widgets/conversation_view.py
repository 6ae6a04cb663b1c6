"""What has been said so far, the newest at the bottom. Says nothing itself."""

from textual import events
from textual.content import Content

from assistant.conversation.shown import Kind, Message
from assistant.terminal.widgets.blocks import Block, BlocksView, safe

_MARKS: dict[Kind, tuple[str, str, str]] = {
    # The sign and the style of the margin, then the style of the words.
    Kind.SAID: ("> ", "bold $primary", "bold"),
    Kind.NOTED: ("✓ ", "$success", ""),
    Kind.ASKED: ("? ", "$muted", "$muted"),
    Kind.NOT_UNDERSTOOD: ("~ ", "bold $warning", ""),
    Kind.WRONG: ("✗ ", "bold $error", ""),
    Kind.WARNING: ("! ", "bold $warning", ""),
    Kind.TOLD: ("· ", "$muted", ""),
    Kind.WRITTEN: ("■ ", "bold $success", "bold"),
}
_WORDS = {Kind.WRONG: "Stop. ", Kind.WARNING: "Check. "}


class ConversationView(BlocksView):
    """The messages, each with a sign of its own. Follows the newest unless the person has scrolled back."""

    DEFAULT_CSS = """
    ConversationView { padding: 0 1; }
    """

    can_focus = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._messages: tuple[Message, ...] = ()
        self._follows = True

    @property
    def messages(self) -> tuple[Message, ...]:
        """What is shown."""
        return self._messages

    def show(self, messages: tuple[Message, ...]) -> None:
        """Show these messages and go to the newest."""
        same = 0
        for old, new in zip(self._messages, messages, strict=False):
            if old is not new and old != new:
                break
            same += 1
        blocks = [
            *self.blocks[:same],
            *(_block(message, first=index == 0) for index, message in enumerate(messages) if index >= same),
        ]
        self._messages = messages
        self._follows = True
        self.show_blocks(blocks)
        self.call_after_refresh(self._go_to_newest)

    def _go_to_newest(self) -> None:
        if self._follows:
            self.scroll_end(animate=False, immediate=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Stop following when the person scrolls back, follow again at the end."""
        super().watch_scroll_y(old_value, new_value)
        self._follows = round(new_value) >= self.max_scroll_y

    def on_resize(self, event: events.Resize) -> None:
        """Keep the newest in view."""
        follows = self._follows
        super().on_resize(event)
        if follows:
            self._follows = True
            self.call_after_refresh(self._go_to_newest)


def _block(message: Message, *, first: bool) -> Block:
    sign, margin, style = _MARKS[message.kind]
    said = (safe(message.text), style) if message.text else ("(Enter)", "$muted")
    text = Content.assemble((_WORDS.get(message.kind, ""), margin), said)
    starts_turn = message.kind is Kind.ASKED and not first
    return Block(mark=Content.styled(sign, margin), text=text, gap=1 if starts_turn else 0)
