"""The input: what is sent, what a paste becomes, what was typed before."""

from typing import Any

import pytest
from textual import events

from assistant.terminal.widgets.answer_input import AnswerInput


@pytest.fixture
def watching(host: Any) -> Any:
    class Watching(host):  # type: ignore[misc]
        def on_answer_input_answered(self, event: AnswerInput.Answered) -> None:
            self.posted.append(event.words)

    return Watching(AnswerInput())


async def test_enter_sends_what_was_typed(watching: Any, wait_for: Any) -> None:
    async with watching.run_test() as pilot:
        await pilot.press("a", "b", "enter")
        await wait_for(pilot, lambda: watching.posted == ["ab"], "the words were sent")


async def test_every_line_of_a_paste_is_taken(watching: Any, wait_for: Any) -> None:
    async with watching.run_test() as pilot:
        watching.widget.post_message(events.Paste("01AB1234526\r\n  John Smith  \n\nguilty"))
        await wait_for(pilot, lambda: bool(watching.widget.value), "the paste arrived")
        assert watching.widget.value == "01AB1234526 / John Smith / guilty"


async def test_a_paste_goes_where_the_cursor_is(watching: Any, wait_for: Any) -> None:
    async with watching.run_test() as pilot:
        await pilot.press("a", "b", "left")
        watching.widget.post_message(events.Paste("X\nY"))
        await wait_for(pilot, lambda: watching.widget.value == "aX / Yb", "the paste was put in")


async def test_a_very_long_paste_is_one_short_piece_and_sent_whole(watching: Any, wait_for: Any) -> None:
    async with watching.run_test() as pilot:
        watching.widget.post_message(events.Paste("z" * 100_000))
        await wait_for(pilot, lambda: bool(watching.widget.value), "the paste arrived")
        assert watching.widget.value == "‹pasted 1: 100,000 characters›"
        await pilot.press("enter")
        await wait_for(pilot, lambda: watching.posted == ["z" * 100_000], "the whole of it was sent")


async def test_what_a_terminal_would_act_on_is_replaced_in_a_paste(watching: Any, wait_for: Any) -> None:
    async with watching.run_test() as pilot:
        watching.widget.post_message(events.Paste("a\x1b[2Jb\u202e"))
        await wait_for(pilot, lambda: bool(watching.widget.value), "the paste arrived")
        assert watching.widget.value == "a�[2Jb�"


async def test_the_input_is_free_at_once_for_what_is_typed_next(watching: Any, wait_for: Any) -> None:
    async with watching.run_test() as pilot:
        for key in ("a", "enter", "b"):
            watching.post_message(events.Key(key, None if key == "enter" else key))
        await wait_for(pilot, lambda: watching.posted == ["a"], "the first words were sent")
        await wait_for(pilot, lambda: watching.widget.value == "b", "the next words stay")


async def test_words_given_back_come_before_what_was_typed_since(watching: Any) -> None:
    async with watching.run_test():
        watching.widget.value = "next"
        watching.widget.give_back("first")
        assert watching.widget.value == "first next"


async def test_what_was_typed_comes_back_and_what_was_being_typed_too(watching: Any) -> None:
    async with watching.run_test():
        box = watching.widget
        for words in ("first", "second"):
            box.value = words
            box.submit()
        box.value = "half"
        box.older()
        box.older()
        assert box.value == "first"
        box.older()
        assert box.value == "first"
        box.newer()
        assert box.value == "second"
        box.newer()
        assert box.value == "half"
        assert not box.is_browsing


async def test_an_empty_answer_leaves_no_trace_in_what_was_typed(watching: Any) -> None:
    async with watching.run_test():
        watching.widget.value = "first"
        watching.widget.submit()
        watching.widget.submit()
        watching.widget.older()
        assert watching.widget.value == "first"
