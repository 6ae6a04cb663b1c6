"""What the words typed so far could mean: live, under the question. Searching is not its work."""

from textual.content import Content

from assistant.conversation.shown import Suggestion
from assistant.terminal.widgets.blocks import Block, BlocksView, safe_line


class SuggestionList(BlocksView):
    """Suggestions, best first: the matched parts marked, how sure in words, and why."""

    DEFAULT_CSS = """
    SuggestionList { height: auto; max-height: 12; padding: 0 1; display: none; }
    SuggestionList.-shown { display: block; }
    """

    can_focus = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._suggestions: tuple[Suggestion, ...] = ()

    @property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """What is shown."""
        return self._suggestions

    def show(self, suggestions: tuple[Suggestion, ...]) -> None:
        """Show these suggestions, none of them highlighted; with none, take no room."""
        self.set_class(bool(suggestions), "-shown")
        if suggestions == self._suggestions:
            return
        self._suggestions = suggestions
        self.highlighted = None
        self._show_numbers(shown=False)
        if self.scroll_offset.y:
            self.scroll_home(animate=False)

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Number the suggestions while one is highlighted: then a number picks one."""
        self._show_numbers(shown=highlighted is not None)
        super().watch_highlighted(highlighted)

    def _show_numbers(self, *, shown: bool) -> None:
        self.show_blocks(
            _block(index, suggestion, is_numbered=shown) for index, suggestion in enumerate(self._suggestions)
        )

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to pick."""
        return bool(self._suggestions)

    @property
    def highlighted_suggestion(self) -> Suggestion | None:
        """The suggestion under the cursor."""
        return None if self.highlighted is None else self._suggestions[self.highlighted]

    def suggestion(self, key: str) -> Suggestion:
        """The suggestion that was picked by this key."""
        return self._suggestions[int(key)]


def _block(index: int, suggestion: Suggestion, *, is_numbered: bool) -> Block:
    label = Content(safe_line(suggestion.label, at_most=300))
    if label.plain == suggestion.label:  # otherwise the spans point somewhere else
        for start, end in suggestion.marked:
            label = label.stylize("bold underline", start, end)
    below = [part for part in (suggestion.detail, suggestion.why) if part]
    return Block(
        mark=Content.styled(f"{index + 1 if is_numbered else '':>1} ", "$primary"),
        text=label,
        right=Content.styled(
            safe_line(suggestion.sureness), "$success" if suggestion.sureness == "sure" else "$muted"
        )
        if suggestion.sureness
        else None,
        below=Content.styled(safe_line(" · ".join(below), at_most=300), "$muted") if below else None,
        key=str(index),
        at_most=1,
    )
