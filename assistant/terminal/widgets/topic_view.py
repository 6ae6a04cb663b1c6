"""One guidance topic to read: scrolls, goes to a section, finds words in it. Loads no topic."""

from dataclasses import dataclass

from textual import events
from textual.message import Message

from assistant.terminal.topic_blocks import LINK, TopicBlocks, marked, topic_blocks
from assistant.terminal.widgets.blocks import BlocksView


class TopicView(BlocksView, can_focus=True):
    """The text of a topic. A link that is clicked is posted; nothing else can be picked."""

    DEFAULT_CSS = """
    TopicView { height: 1fr; padding: 0 1; }
    """

    @dataclass
    class Followed(Message):
        """A link was clicked; it leads to `target`, such as "verdict#when"."""

        target: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._topic = TopicBlocks(blocks=(), sections={}, links=())
        self._found: tuple[int, ...] = ()
        self._at = 0

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """The topics that the text links to, as (target, words)."""
        return self._topic.links

    @property
    def found(self) -> int:
        """How many places were found."""
        return len(self._found)

    @property
    def at(self) -> int:
        """Which of the places is in view, from 1; 0 where nothing was found."""
        return self._at + 1 if self._found else 0

    def show(self, markdown: str, anchor: str = "") -> None:
        """Show this text from the section with that anchor, or from its beginning."""
        self._topic = topic_blocks(markdown)
        self._found, self._at = (), 0
        self.show_blocks(self._topic.blocks)
        self.call_after_refresh(self.go_to, anchor)

    def go_to(self, anchor: str) -> None:
        """Bring a section to the top; the beginning where there is none of that name."""
        index = self._topic.sections.get(anchor)
        self.scroll_to(y=0 if index is None else self.line_of(index), animate=False, force=True)

    def find(self, words: str) -> int:
        """Highlight the words wherever they stand, bring the first place into view, and say how many there are."""
        blocks, self._found = marked(self._topic.blocks, words)
        self._at = 0
        self.show_blocks(blocks)
        self.refresh()
        if self._found:
            self.call_after_refresh(self.bring_into_view, self._found[0])
        return len(self._found)

    def find_next(self, step: int = 1) -> None:
        """Go to the next place, or with -1 to the previous one; past the last comes the first."""
        if self._found:
            self._at = (self._at + step) % len(self._found)
            self.bring_into_view(self._found[self._at])

    def on_click(self, event: events.Click) -> None:
        """Follow the link that was clicked."""
        target = event.style.meta.get(LINK)
        if isinstance(target, str) and target:
            event.stop()
            self.post_message(self.Followed(target))
