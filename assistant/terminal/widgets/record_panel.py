"""The record so far: what is settled, suggested, missing or wrong, at a glance. Changes nothing itself."""

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
_LABEL_AT_MOST = 16


class RecordPanel(PickList):
    """Groups of lines. A line that can be changed is picked by the words that reopen it."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._groups: tuple[RowGroup, ...] = ()
        self._asking: int | None = None

    def show(self, groups: tuple[RowGroup, ...]) -> None:
        """Show these groups. The highlight stays on its line; otherwise what is asked now is in view."""
        if groups == self._groups:
            return
        self._groups = groups
        was = self.highlighted_key
        self.highlighted = self._asking = None
        blocks: list[Block] = []
        labels = min(
            _LABEL_AT_MOST, max((len(row.label) for group in groups for row in group.rows), default=0)
        )
        for group in groups:
            if group.title:
                blocks.append(_title(group, first=not blocks))
            for row in group.rows:
                if row.state is RowState.ASKING:
                    self._asking = len(blocks)
                blocks.append(_line(row, labels))
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
        """Start at what is asked now."""
        if self.highlighted is None and self._asking is not None and self.blocks[self._asking].key:
            self.highlighted = self._asking
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
