"""A long list of short texts, wrapped beside their marks; one can be picked. Draws only what is in view."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from knowledge.text import visible

SHOWN_AT_MOST = 2_000
"""Characters of one text that are drawn. The conversation has the whole of it."""


def safe(text: str, *, at_most: int = SHOWN_AT_MOST) -> str:
    """Text as it may be drawn: nothing a terminal acts on, and no more than `at_most` characters of it."""
    kept = visible(text[:at_most]).replace("\t", "    ")
    left_out = len(text) - at_most
    return kept if left_out <= 0 else f"{kept}… ({left_out:,} more characters)"


def safe_line(text: str, *, at_most: int = SHOWN_AT_MOST) -> str:
    """Like `safe`, on one line."""
    return " ".join(safe(text, at_most=at_most).split())


@dataclass(frozen=True, kw_only=True, eq=False)
class Block:
    """One thing in the list.

    `mark` stands in the margin of the first line; `text` wraps beside it; `right` stands at the end of the
    first line. `below` is one more line, cut where it does not fit. A block without `key` cannot be picked.
    `at_most` is the number of lines `text` may take, `gap` the empty lines before it.
    """

    mark: Content
    text: Content
    right: Content | None = None
    below: Content | None = None
    key: str | None = None
    at_most: int | None = None
    gap: int = 0

    def lines(self, width: int) -> list[Content]:
        """The lines of this block in so many columns."""
        margin = self.mark.cell_length
        room = max(4, width - margin)
        beside = 0 if self.right is None else self.right.cell_length + 2
        wrapped = self.text.wrap(max(4, room - beside)) or [Content("")]
        if self.at_most is not None and len(wrapped) > self.at_most:
            rest = Content(" ").join(wrapped[self.at_most - 1 :])
            wrapped = [*wrapped[: self.at_most - 1], rest.truncate(max(4, room - beside), ellipsis=True)]
        wrapped = [line.rstrip() for line in wrapped]
        if self.right is not None:
            space = max(2, room - wrapped[0].cell_length - self.right.cell_length)
            wrapped[0] = Content.assemble(wrapped[0], " " * space, self.right)
        if self.below is not None:
            wrapped.append(self.below.truncate(room, ellipsis=True))
        indent = Content(" " * margin)
        lines = [Content.assemble(indent if index else self.mark, line) for index, line in enumerate(wrapped)]
        return [Content("")] * self.gap + lines


class BlocksView(ScrollView):
    """A list of blocks that scrolls. One block can be highlighted by whoever owns the list."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"blocks--highlighted"}
    DEFAULT_CSS = """
    BlocksView {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size: 0 1;
        scrollbar-gutter: stable;
        & > .blocks--highlighted {
            /* Drawn reversed, so that it is seen where there is no colour. */
            color: $primary;
            background: $background;
        }
    }
    """

    highlighted: reactive[int | None] = reactive(None, repaint=False)
    """The index of the highlighted block."""

    @dataclass
    class Picked(Message):
        """A block was clicked, or enter was pressed on it."""

        view: "BlocksView"
        key: str

        @property
        def control(self) -> "BlocksView":
            """The list it was picked from."""
            return self.view

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._blocks: tuple[Block, ...] = ()
        self._laid: list[list[Content]] = []
        self._starts: list[int] = []
        self._width = 0
        self._height = 0
        self._strips: dict[int, Strip] = {}

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What is in the list."""
        return self._blocks

    def show_blocks(self, blocks: Iterable[Block]) -> None:
        """Replace what is in the list. Blocks that began it before and still do are not laid out again."""
        new = tuple(blocks)
        same = 0
        for old, block in zip(self._blocks, new, strict=False):
            if old is not block:
                break
            same += 1
        before = [line for lines in self._laid for line in lines]
        self._blocks = new
        del self._laid[same:]
        if self.highlighted is not None and self.highlighted >= len(new):
            self.highlighted = None
        if self._width:
            self._lay_out(self._width)
        if not self._width or self._height != len(before):
            self.refresh(layout=True)
            return
        # Most letters typed change a line or two of the suggestions; over a slow line that is felt.
        after = (line for lines in self._laid for line in lines)
        for number, (was, line) in enumerate(zip(before, after, strict=True)):
            if not was.is_same(line):
                self.refresh(Region(0, number - round(self.scroll_offset.y), self.size.width, 1))

    def _lay_out(self, width: int) -> None:
        if width != self._width:
            self._laid.clear()
            self._width = width
        for block in self._blocks[len(self._laid) :]:
            self._laid.append(block.lines(width))
        self._starts = []
        height = 0
        for lines in self._laid:
            self._starts.append(height)
            height += len(lines)
        self._height = height
        self._strips.clear()
        self.virtual_size = Size(width, height)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The number of lines it takes in so many columns."""
        columns = max(1, width - self.styles.scrollbar_size_vertical)
        if columns != self._width or len(self._laid) != len(self._blocks):
            self._lay_out(columns)
        return self._height

    def on_resize(self, event: events.Resize) -> None:
        """Wrap again where the width changed."""
        width = self.scrollable_content_region.width
        if width > 0 and (width != self._width or len(self._laid) != len(self._blocks)):
            self._lay_out(width)
            self.refresh()

    def notify_style_update(self) -> None:
        """Draw again in the new colours."""
        self._strips.clear()
        super().notify_style_update()

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Draw the highlight and bring it into view."""
        self._strips.clear()
        self.refresh()
        if highlighted is not None:
            self.bring_into_view(highlighted)

    def bring_into_view(self, index: int) -> None:
        """Scroll so that the block is seen, with what stands just above the first one that can be picked."""
        if not self._starts or index >= len(self._starts):
            return
        top = 0 if index == self._first_key() else self._starts[index]
        height = self._starts[index] + len(self._laid[index]) - top
        self.scroll_to_region(Region(0, top, 1, height), animate=False, force=True)

    def line_of(self, index: int) -> int:
        """The line on which a block begins, past the empty lines before it."""
        return self._starts[index] + self._blocks[index].gap if index < len(self._starts) else 0

    def _first_key(self) -> int | None:
        return next((index for index, block in enumerate(self._blocks) if block.key is not None), None)

    def index_of(self, key: str) -> int | None:
        """Where the block with this key stands."""
        return next((index for index, block in enumerate(self._blocks) if block.key == key), None)

    @property
    def highlighted_key(self) -> str | None:
        """The key of the highlighted block."""
        return None if self.highlighted is None else self._blocks[self.highlighted].key

    def move(self, step: int) -> bool:
        """Highlight the next (1) or previous (-1) block that can be picked. False where there is none."""
        at = self.highlighted
        if at is None:
            at = -1 if step > 0 else len(self._blocks)
        index = at + step
        while 0 <= index < len(self._blocks):
            if self._blocks[index].key is not None:
                self.highlighted = index
                return True
            index += step
        return False

    def render_line(self, y: int) -> Strip:
        """One line of the window."""
        number = y + round(self.scroll_offset.y)
        strip = self._strips.get(number)
        if strip is None:
            strip = self._draw(number)
            self._strips[number] = strip
        return strip

    def _draw(self, number: int) -> Strip:
        width = max(1, self._width)
        if number >= self._height:
            return Strip.blank(width, self.rich_style)
        index = self._block_at(number)
        line = self._laid[index][number - self._starts[index]]
        within = number - self._starts[index] >= self._blocks[index].gap
        style = self.visual_style
        if index == self.highlighted and within:
            style = self.get_visual_style("blocks--highlighted")
            plain = line.plain + " " * max(0, width - line.cell_length)
            # Reversed by the text and not by the style beneath it, which Textual does not reverse.
            line = Content.styled(plain, "reverse")
        strips = Visual.to_strips(self, line, width, 1, style, apply_selection=False, pad=True)
        return strips[0] if strips else Strip.blank(width, self.rich_style)

    def _block_at(self, number: int) -> int:
        low, high = 0, len(self._starts) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self._starts[middle] <= number:
                low = middle
            else:
                high = middle - 1
        return low

    def on_click(self, event: events.Click) -> None:
        """Pick what was clicked."""
        offset = event.get_content_offset(self)
        number = (0 if offset is None else offset.y) + round(self.scroll_offset.y)
        if offset is None or number >= self._height:
            return
        key = self._blocks[self._block_at(number)].key
        if key is not None:
            event.stop()
            self.post_message(self.Picked(self, key))

    def plain_text(self) -> str:
        """Everything in the list as it is drawn, for tests and for the clipboard."""
        return "\n".join(line.plain for lines in self._laid for line in lines)
