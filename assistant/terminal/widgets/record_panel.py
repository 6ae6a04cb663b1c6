"""The record so far: what is settled, suggested, missing or wrong, at a glance. Changes nothing itself."""

from textual import events
from textual.content import Content

from assistant.conversation.shown import Row, RowGroup, RowState
from assistant.terminal.widgets.blocks import Block, safe_line
from assistant.terminal.widgets.pick_list import PickList

_MARKS: dict[RowState, tuple[str, str, str]] = {
    # The sign, its style, and the word that says the same without sign or colour.
    RowState.SETTLED: ("✓", "$success", ""),
    RowState.SUGGESTED: ("~", "$primary", "suggested"),
    RowState.ASKING: ("▸", "bold $primary", "asked now"),
    RowState.MISSING: ("·", "$muted", "not yet"),
    RowState.SKIPPED: ("»", "$warning", "skipped"),
    RowState.DOUBTFUL: ("?", "bold $warning", "to be checked"),
    RowState.WRONG: ("✗", "bold $error", "wrong"),
    RowState.WARNING: ("!", "bold $warning", "check"),
}
_LABEL_AT_MOST, _LABEL_AT_MOST_WIDE, _WIDE = 16, 21, 56
"""The columns of a label, and the width of the panel from which it may have more."""


class RecordPanel(PickList):
    """Groups of lines. A line that can be changed is picked by the words that reopen it."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._groups: tuple[RowGroup, ...] = ()
        self._asking: int | None = None
        self._labels = 0

    def show(self, groups: tuple[RowGroup, ...]) -> None:
        """Show these groups. The highlight stays on its line; otherwise what is asked now is in view."""
        if groups == self._groups:
            return
        self._groups = groups
        self._fill()

    def on_resize(self, event: events.Resize) -> None:
        """Give the labels as much room as there is now."""
        if self._groups and self._label_width() != self._labels:
            self._fill()

    def _label_width(self) -> int:
        at_most = _LABEL_AT_MOST_WIDE if self.size.width >= _WIDE else _LABEL_AT_MOST
        return min(at_most, max((len(row.label) for group in self._groups for row in group.rows), default=0))

    def _fill(self) -> None:
        groups = self._groups
        self._labels = self._label_width()
        was = self.highlighted_key
        self.highlighted = self._asking = None
        blocks: list[Block] = []
        for group in groups:
            if group.title:
                blocks.append(_title(group, first=not blocks))
            for row in group.rows:
                if row.state is RowState.ASKING:
                    self._asking = len(blocks)
                blocks.append(_line(row, self._labels))
        self.show_blocks(blocks)
        if self.has_focus:
            self.highlighted = None if was is None else self.index_of(was)
            self.start()
        if was is None or self.highlighted_key != was:
            self.call_after_refresh(self._bring_asked_into_view)

    def _bring_asked_into_view(self) -> None:
        if self._asking is not None:
            self.bring_into_view(self._asking)

    def start(self) -> None:
        """Start at what is asked now, or at what was answered just before it."""
        if self.highlighted is None and self._asking is not None:
            self.highlighted = next(
                (index for index in range(self._asking, -1, -1) if self.blocks[index].key is not None), None
            )
        super().start()

    def on_blur(self) -> None:
        """Without focus there is no highlight."""
        self.highlighted = None


def _title(group: RowGroup, *, first: bool) -> Block:
    text = Content.styled(safe_line(group.title, at_most=300), "bold")
    return Block(mark=Content(""), text=text, gap=0 if first else 1, at_most=2)


def _line(row: Row, width: int) -> Block:
    sign, style, word = _MARKS[row.state]
    label = Content(safe_line(row.label, at_most=60)).truncate(width, ellipsis=True, pad=True)
    value = Content(safe_line(row.value, at_most=300))
    remarks = [
        Content.styled(safe_line(words, at_most=300), colour)
        for words, colour in ((word, style), (row.note, "$muted"))
        if words
    ]
    text = Content("  ").join([part for part in (value, Content(", ").join(remarks)) if part])
    return Block(
        mark=Content.assemble((f"{sign} ", style), label.stylize("$muted"), "  "),
        text=text,
        key=row.change or None,
        at_most=3,
    )
