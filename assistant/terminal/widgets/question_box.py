"""The question being asked: what it concerns, its words, its hint, its options. Reads no answer."""

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from assistant.conversation.shown import Asked
from assistant.terminal.widgets.answer_options import AnswerOptions
from assistant.terminal.widgets.blocks import safe, safe_line


class QuestionBox(Vertical):
    """One question. `show` reuses the box for the next one, so that nothing around the input is made anew."""

    DEFAULT_CSS = """
    QuestionBox {
        height: auto;
        padding: 0;
        border-top: solid $rule;
        display: none;
        &.-asked { display: block; }
        & > Static { height: auto; padding: 0 1 0 3; display: none; }
        & > Static.-said { display: block; }
        & > #question-about { color: $accent; }
        & > #question-text { text-style: bold; max-height: 6; }
        & > #question-hint { color: $muted; max-height: 4; }
    }
    """

    about = getters.query_one("#question-about", Static)
    text = getters.query_one("#question-text", Static)
    hint = getters.query_one("#question-hint", Static)
    options = getters.query_one(AnswerOptions)

    def compose(self) -> ComposeResult:
        """The parts, from the top."""
        yield Static(id="question-about", markup=False)
        yield Static(id="question-text", markup=False)
        yield Static(id="question-hint", markup=False)
        yield AnswerOptions(id="options")

    def show(self, asked: Asked | None) -> None:
        """Show this question, or nothing."""
        self.set_class(asked is not None, "-asked")
        if asked is None:
            self.options.show(())
            return
        for part, words in (
            (self.about, safe_line(asked.about, at_most=200)),
            (self.text, safe(asked.text, at_most=600)),
            (self.hint, safe(asked.hint, at_most=400)),
        ):
            part.set_class(bool(words), "-said")
            part.update(words)
        self.options.show(asked.options)
