"""The question, what the typed words could mean, and the input, as one. Knows neither conversation nor store."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from assistant.conversation.shown import Asked, Suggestion
from assistant.terminal.widgets.answer_input import AnswerInput
from assistant.terminal.widgets.answer_options import AnswerOptions
from assistant.terminal.widgets.blocks import safe_line
from assistant.terminal.widgets.question_box import QuestionBox
from assistant.terminal.widgets.suggestion_list import SuggestionList
from knowledge.errors import FinaliseError

TYPING_PAUSE_S = 0.03
"""How long to wait for the next letter before a search starts."""

HOW_TO_PICK = "Enter sends it · ↓ then 1 to 9 picks"
"""What stands on the frame of the input while there are suggestions."""

Search = Callable[[str], tuple[Suggestion, ...]]
"""Finds what words could mean. It is called beside the screen, in another thread."""


class AnswerBox(Vertical):
    """Asks one question and posts what was answered, whichever way: typed, picked, or by enter alone."""

    DEFAULT_CSS = """
    AnswerBox { height: auto; }
    AnswerBox.-suggesting #options { display: none; }
    """

    question = getters.query_one(QuestionBox)
    suggestions = getters.query_one(SuggestionList)
    answer = getters.query_one(AnswerInput)

    @dataclass
    class Said(Message):
        """An answer; without words it is what enter means.

        `typed` is what was typed where something else was picked, `entered` what stood in the input.
        """

        words: str
        entered: str
        typed: str | None = None

    @dataclass
    class Failed(Message):
        """Looking for suggestions met a fault."""

        error: FinaliseError

    class Edited(Message):
        """What stands in the input has changed."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._asked: Asked | None = None
        self._search: Search | None = None

    def compose(self) -> ComposeResult:
        """The input alone; `furnish` does the rest."""
        yield AnswerInput(id="answer")

    async def furnish(self) -> None:
        """Put in what has nothing to show before there is a question."""
        await self.mount(QuestionBox(id="question"), SuggestionList(id="suggestions"), before=self.answer)

    def ask(self, asked: Asked, search: Search) -> None:
        """Ask this. What is typed already stays, and is looked up again with `search`."""
        self._asked, self._search = asked, search
        self.question.show(asked)
        self.answer.placeholder = _placeholder(asked)
        self.show_suggestions(())
        if self.answer.value:
            self._suggest(self.answer.value)

    def stop_searching(self) -> None:
        """Drop the search that runs; its answer would come too late."""
        self.workers.cancel_group(self, "suggest")

    # What is answered

    @on(AnswerInput.Answered)
    def answer_typed(self, event: AnswerInput.Answered) -> None:
        """Take what is highlighted, or what was typed."""
        event.stop()
        option = suggestion = None
        if self._asked is not None:
            option = self.question.options.highlighted_option
            suggestion = self.suggestions.highlighted_suggestion
            # A second enter belongs to the next question, whose options may not be there yet.
            self.question.options.highlighted = self.suggestions.highlighted = None
        if suggestion is not None:
            self.post_message(self.Said(suggestion.words, event.entered, event.words))
        elif option is not None:
            self._choose(option.words, event.entered)
        else:
            self.post_message(self.Said(event.words, event.entered))

    @on(AnswerInput.Numbered)
    def number_typed(self, event: AnswerInput.Numbered) -> None:
        """Take the suggestion with that number."""
        event.stop()
        if event.number <= len(self.suggestions.suggestions):
            self.suggestions.highlighted = event.number - 1
            self.answer.submit()

    @on(AnswerOptions.Picked, "#options")
    def option_picked(self, event: AnswerOptions.Picked) -> None:
        """Take the option that was clicked."""
        event.stop()
        self._choose(self.question.options.option(event.key).words, self.answer.value)
        self.answer.focus()

    @on(SuggestionList.Picked, "#suggestions")
    def suggestion_picked(self, event: SuggestionList.Picked) -> None:
        """Take the suggestion that was clicked."""
        event.stop()
        self.suggestions.highlighted = int(event.key)
        self.answer.focus()
        self.answer.submit()

    def _choose(self, words: str, entered: str) -> None:
        if self._asked is None or not self._asked.several:
            self.post_message(self.Said(words, entered))
            return
        # More than one may be chosen: gather them in the input, where they can be seen and taken out again.
        chosen = [part.strip() for part in entered.split(",") if part.strip()]
        chosen = [part for part in chosen if part != words] if words in chosen else [*chosen, words]
        with self.answer.prevent(Input.Changed):
            self.answer.value = ", ".join(chosen)
        self.answer.cursor_position = len(self.answer.value)

    # Suggestions

    @on(Input.Changed, "#answer")
    def look_up(self, event: Input.Changed) -> None:
        """Look for suggestions for what is typed now."""
        event.stop()
        self.post_message(self.Edited())
        if self._asked is not None:
            self.question.options.highlighted = None
            self._suggest(event.value)

    @work(exclusive=True, group="suggest")
    async def _suggest(self, words: str) -> None:
        search = self._search
        if search is None or not words.strip() or self._is_number(words) or self.answer.words != words:
            self.show_suggestions(())
            return
        await asyncio.sleep(TYPING_PAUSE_S)
        try:
            found = await asyncio.to_thread(search, words)
        except FinaliseError as error:
            self.post_message(self.Failed(error))
            return
        # An answer for words no longer in the input, or for another question, is dropped.
        if self.is_attached and search is self._search and self.answer.value == words:
            self.show_suggestions(found)

    def _is_number(self, words: str) -> bool:
        number = words.strip()
        options = self._asked.options if self._asked else ()
        return number.isdecimal() and len(number) < 4 and 1 <= int(number) <= len(options)

    def show_suggestions(self, found: tuple[Suggestion, ...]) -> None:
        """Show these in place of the options of the question."""
        self.suggestions.show(found)
        self.set_class(bool(found), "-suggesting")
        self.answer.list_length = len(found)
        self.answer.border_subtitle = HOW_TO_PICK if found else ""

    @property
    def in_view(self) -> str:
        """The words of what is highlighted, else of what is suggested first; "" where there is neither."""
        suggested = self.suggestions.highlighted_suggestion
        if suggested is None and self.suggestions.is_shown:
            suggested = self.suggestions.suggestions[0]
        if suggested is not None:
            return suggested.words
        option = self.question.options.highlighted_option if self._asked is not None else None
        return option.words if option else ""

    def leave_lists(self) -> bool:
        """Close the suggestions, or go back from the options to the input. False where there was nothing to do."""
        if not self.answer.has_focus or self._asked is None:
            return False
        was_in_one = self.suggestions.is_shown or self.question.options.highlighted is not None
        self.question.options.highlighted = None
        self.show_suggestions(())
        return was_in_one

    @on(AnswerInput.Stepped)
    def step(self, event: AnswerInput.Stepped) -> None:
        """Move in the suggestions, else in the options, else through what was typed before."""
        event.stop()
        if self._asked is None:
            return
        options = self.question.options
        if self.answer.is_browsing:
            self.answer.newer() if event.step > 0 else self.answer.older()
        elif self.suggestions.is_shown:
            _step_in(self.suggestions, event.step)
            self.answer.is_in_list = self.suggestions.highlighted is not None
        elif options.highlighted is not None or (event.step > 0 and options.blocks):
            _step_in(options, event.step)
        elif event.step < 0:
            self.answer.older()


def _step_in(view: SuggestionList | AnswerOptions, step: int) -> None:
    # Up from the first goes back to the input.
    if not view.move(step) and step < 0:
        view.highlighted = None


def _placeholder(asked: Asked) -> str:
    if asked.on_enter:
        return f"Enter: {safe_line(asked.on_enter, at_most=120)}"
    return f"For example {safe_line(asked.examples[0], at_most=80)}" if asked.examples else ""
