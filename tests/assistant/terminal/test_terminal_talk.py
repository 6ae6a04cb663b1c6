"""The main screen: keys, suggestions, drawers, faults. Nothing typed is lost, whatever is opened or closed."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from sitting import GUILTY_PLEA, NOW, Sitting
from textual import events
from textual.command import CommandPalette

from assistant.terminal.app import FinaliseApp
from assistant.terminal.screens.key_help import KeyHelp
from assistant.terminal.screens.talk import Side
from assistant.terminal.themes import THEMES
from assistant.terminal.widgets.too_small import TooSmall

SitDown = Callable[..., AbstractAsyncContextManager[Sitting]]

NARROW, WIDE = (80, 24), (120, 40)


async def type_and_wait(at: Sitting, words: str) -> None:
    """Type and wait for suggestions."""
    await at.pilot.press(*words)
    await at.until(lambda: at.screen.suggestions.is_shown, "suggestions")


# Suggestions


async def test_suggestions_come_while_typing_and_one_can_be_picked_by_key(sit_down: SitDown) -> None:
    async with sit_down() as at:
        await at.answer_until("charges.1.offence", GUILTY_PLEA)
        await type_and_wait(at, "s47")
        assert "actual bodily harm" in at.drawn()
        assert "sure" in at.drawn()
        await at.pilot.press("down", "enter")
        await at.until(lambda: at.asks == "charges.1.offence_date", "the offence was taken")
        assert at.screen.answer.value == ""


async def test_typing_on_leaves_the_suggestions_and_is_what_enter_sends(sit_down: SitDown) -> None:
    async with sit_down() as at:
        await at.answer_until("charges.1.offence", GUILTY_PLEA)
        await type_and_wait(at, "s4")
        await at.pilot.press("down", "a")
        assert at.screen.answer.value == "s4a"
        await at.until(lambda: at.screen.suggestions.highlighted is None, "no suggestion was highlighted")


async def test_only_the_last_words_typed_are_answered(sit_down: SitDown) -> None:
    async with sit_down() as at:
        await at.answer_until("charges.1.offence", GUILTY_PLEA)
        for words in ("r", "ro", "robbery"):
            at.screen.answer.value = words
        await at.until(lambda: at.screen.suggestions.is_shown, "suggestions")
        assert at.screen.suggestions.suggestions == at.talk.suggestions("robbery")


async def test_escape_closes_the_suggestions_and_keeps_the_words(sit_down: SitDown) -> None:
    async with sit_down() as at:
        await at.answer_until("charges.1.offence", GUILTY_PLEA)
        await type_and_wait(at, "s47")
        await at.pilot.press("escape")
        assert not at.screen.suggestions.is_shown
        assert at.screen.answer.value == "s47"


async def test_up_from_the_first_suggestion_goes_back_to_the_words(sit_down: SitDown) -> None:
    async with sit_down() as at:
        await at.answer_until("charges.1.offence", GUILTY_PLEA)
        await type_and_wait(at, "s47")
        await at.pilot.press("down", "up")
        assert at.screen.suggestions.highlighted is None


async def test_the_number_of_an_option_is_no_search(sit_down: SitDown) -> None:
    async with sit_down() as at:
        await at.answer_until("charges.1.plea", GUILTY_PLEA)
        await at.pilot.press("1")
        await at.app.workers.wait_for_complete()
        assert not at.screen.suggestions.is_shown
        await at.pilot.press("enter")
        await at.until(lambda: at.asks != "charges.1.plea", "the option was taken")


async def test_an_option_can_be_picked_with_the_cursor_keys(sit_down: SitDown) -> None:
    async with sit_down() as at:
        await at.answer_until("stage", GUILTY_PLEA)
        await at.pilot.press("down", "down", "enter")
        await at.until(lambda: at.asks == "decision_date", "the second option was taken")


async def test_flags_are_gathered_in_the_input(sit_down: SitDown) -> None:
    async with sit_down() as at:
        await at.answer_until("flags", GUILTY_PLEA)
        await at.pilot.press("down", "enter", "down", "down", "enter")
        chosen = [option.words for option in at.talk.question.options[:2]]
        assert at.screen.answer.value == ", ".join(chosen)
        await at.pilot.press("down", "enter")
        assert at.screen.answer.value == chosen[1]


# What is typed stays


async def test_what_was_typed_before_comes_back_with_up(sit_down: SitDown) -> None:
    async with sit_down() as at:
        await at.say("01AB1234526")
        await at.pilot.press("up")
        assert at.screen.answer.value == "01AB1234526"


async def test_a_fast_typist_answers_the_next_question_before_it_is_shown(sit_down: SitDown) -> None:
    async with sit_down() as at:
        await at.answer_until("stage", GUILTY_PLEA)
        for key in ("y", "enter", "l", "e", "e", "d", "s", "space", "m", "a", "g", "s", "enter", "2"):
            at.app.post_message(events.Key(key, {"enter": None, "space": " "}.get(key, key)))
        await at.until(lambda: at.asks == "hearing", "both were answered")
        await at.until(lambda: at.screen.answer.value == "2", "the rest is in the input")


async def test_words_typed_before_the_app_is_ready_are_kept(sit_down: SitDown, store_file: Path) -> None:
    app = FinaliseApp(store_url=f"sqlite:///{store_file}", clock=lambda: NOW)
    async with app.run_test(size=WIDE) as pilot:
        for key in ("0", "f2", "down", "1", "enter", "f4", "escape"):
            app.post_message(events.Key(key, key if key.isdigit() else None))
        at = Sitting(app, pilot)
        await at.opened()
        await at.until(lambda: at.screen.answer.value == "01", "the words are there")
        assert at.asks == "urn"
        await app.workers.wait_for_complete()


async def test_undo_keeps_what_is_being_typed(sit_down: SitDown) -> None:
    async with sit_down() as at:
        await at.say("01AB1234526")
        await at.pilot.press("J", "o", "f3")
        await at.until(lambda: at.asks == "urn", "the answer was taken back")
        assert at.screen.answer.value == "Jo"


async def test_a_fault_of_the_store_is_told_and_keeps_the_words(sit_down: SitDown, store_file: Path) -> None:
    async with sit_down() as at:
        await at.say("01AB1234526")
        hidden = store_file.rename(store_file.with_name("elsewhere"))
        at.screen.answer.value = "SMITH John"
        await at.pilot.press("enter")
        await at.until(lambda: "Stop." in at.drawn(), "the fault was told")
        assert at.screen.answer.value == "SMITH John"
        assert at.asks == "defendant"
        hidden.rename(store_file)
        await at.pilot.press("enter")
        await at.until(lambda: at.asks != "defendant", "the answer was taken")
        assert "Stop." not in at.drawn()


async def test_a_store_that_cannot_be_opened_is_told_and_can_be_tried_again(
    sit_down: SitDown, store_file: Path
) -> None:
    store_file.mkdir()
    async with sit_down() as at:
        await at.until(
            lambda: "is a folder, not a file" in " ".join(at.drawn().split()), "the fault was told"
        )
        await at.pilot.press("0", "1")
        store_file.rmdir()
        await at.pilot.press("enter")
        await at.until(lambda: at.screen.talk is not None, "the store was opened")
        assert at.screen.answer.value == "01"


async def test_resizing_in_the_middle_loses_nothing(sit_down: SitDown) -> None:
    async with sit_down(size=WIDE) as at:
        await at.answer_until("charges.1.offence", GUILTY_PLEA)
        await type_and_wait(at, "s47")
        shown = at.screen.suggestions.suggestions
        for size in (NARROW, (60, 20), (200, 60), (70, 20), WIDE):
            await at.pilot.resize_terminal(*size)
            await at.pilot.pause()
            assert at.screen.answer.value == "s47"
            assert at.screen.answer.has_focus
            assert at.screen.suggestions.suggestions == shown
            assert "What is the first offence?" in at.drawn()


async def test_leaving_points_out_words_that_were_not_sent(sit_down: SitDown) -> None:
    async with sit_down() as at:
        await at.pilot.press("0", "1", "ctrl+q")
        await at.until(lambda: "What you typed is not sent." in at.drawn(), "it was pointed out")
        assert at.app.is_running
        await at.pilot.press("ctrl+q")
        await at.until(lambda: not at.app.is_running, "the app closed")
    assert at.app.return_code == 0


async def test_the_word_leave_closes_the_app(sit_down: SitDown) -> None:
    async with sit_down() as at:
        await at.say("01AB1234526")
        at.screen.answer.value = "leave"
        await at.pilot.press("enter")
        await at.until(lambda: not at.app.is_running, "the app closed")


# The right-hand side


async def test_on_a_narrow_screen_the_record_is_a_drawer(sit_down: SitDown) -> None:
    async with sit_down(size=NARROW) as at:
        await at.say("01AB1234526")
        await at.pilot.press("J", "o", "left")
        assert "Record so far" not in at.drawn()
        await at.pilot.press("f2")
        await at.until(lambda: at.screen.record.has_focus, "the drawer was opened")
        assert "Record so far" in at.drawn()
        assert "What is the" not in at.drawn()
        await at.pilot.press("escape")
        assert "Record so far" not in at.drawn()
        assert at.screen.answer.has_focus
        assert (at.screen.answer.value, at.screen.answer.cursor_position) == ("Jo", 1)


async def test_on_a_wide_screen_the_record_is_always_there(sit_down: SitDown) -> None:
    async with sit_down(size=WIDE) as at:
        await at.say("01AB1234526")
        assert "Record so far" in at.drawn()
        await at.pilot.press("f2")
        await at.until(lambda: at.screen.record.has_focus, "the record has the keys")
        await at.pilot.press("f2")
        assert at.screen.answer.has_focus


async def test_a_line_of_the_record_can_be_reopened(sit_down: SitDown) -> None:
    async with sit_down(size=NARROW) as at:
        await at.answer_until("court", GUILTY_PLEA)
        await at.pilot.press("f2")
        await at.until(lambda: at.screen.record.has_focus, "the drawer was opened")
        await at.pilot.press("home", "enter")
        await at.until(lambda: at.asks == "urn", "the URN was reopened")
        assert at.screen.side is None
        assert at.screen.answer.has_focus


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_guidance_opens_and_closes_without_losing_the_place(
    sit_down: SitDown, size: tuple[int, int]
) -> None:
    async with sit_down(size=size) as at:
        await at.answer_until("charges.1.plea", GUILTY_PLEA)
        await at.pilot.press("n", "g", "left", "f4")
        await at.until(lambda: at.screen.guidance.text.has_focus, "the guidance was opened")
        assert at.screen.guidance.page is not None
        assert at.screen.guidance.page.slug == at.talk.question.topic
        assert ("What was the plea?" in at.drawn()) is (size == WIDE)
        await at.pilot.press("f4")
        assert at.screen.side is None
        assert at.screen.answer.has_focus
        assert (at.screen.answer.value, at.screen.answer.cursor_position) == ("ng", 1)


async def test_looking_something_up_shows_what_was_found(sit_down: SitDown) -> None:
    async with sit_down() as at:
        await at.say("01AB1234526")
        at.screen.answer.value = "look up knife"
        await at.pilot.press("enter")
        await at.until(lambda: at.screen.side is Side.GUIDANCE, "the guidance was opened")
        await at.until(lambda: at.screen.guidance.listing.has_focus, "the list has the keys")
        assert "Guidance on “knife”" in at.drawn()
        await at.pilot.press("enter")
        await at.until(lambda: at.screen.guidance.page is not None, "a topic was opened")
        await at.pilot.press("escape")
        assert at.asks == "defendant"


async def test_every_question_of_a_guilty_plea_has_guidance(sit_down: SitDown) -> None:
    async with sit_down() as at:
        while at.asks != "next":
            at.screen.open_topic(at.talk.question.topic)
            await at.until(
                lambda: (
                    at.screen.guidance.page is not None
                    and at.screen.guidance.page.slug == at.talk.question.topic
                ),
                f"guidance on {at.talk.question.topic}",
            )
            await at.say(GUILTY_PLEA[at.asks.rpartition(".")[2]])


# Keys, palette, themes


async def test_the_palette_offers_what_the_conversation_can_do(sit_down: SitDown) -> None:
    async with sit_down() as at:
        await at.say("01AB1234526")
        labels = [offer.label for offer in at.screen.offers()]
        assert [action.label for action in at.talk.actions()] == labels[: len(at.talk.actions())]
        assert len(labels) == len(set(labels))
        await at.pilot.press("ctrl+p")
        await at.until(lambda: isinstance(at.app.screen, CommandPalette), "the palette was opened")
        await at.pilot.press(*"back")
        await at.until(lambda: "Undo" in at.drawn(), "the palette found it")
        await at.pilot.press("enter")
        await at.until(lambda: not isinstance(at.app.screen, CommandPalette), "the palette closed")
        await at.until(lambda: at.asks == "urn", "the answer was taken back")


async def test_the_palette_shows_any_text_as_it_is(sit_down: SitDown) -> None:
    async with sit_down() as at:
        await at.say("01AB1234526", "[/] Ltd [GBH]")
        await at.pilot.press("ctrl+p")
        await at.until(lambda: isinstance(at.app.screen, CommandPalette), "the palette was opened")
        await at.pilot.press(*"change defendant")
        await at.until(lambda: "[GBH]" in at.drawn(), "the palette shows the answer")


@pytest.mark.parametrize("name", THEMES)
async def test_each_theme_can_be_chosen_from_the_palette(sit_down: SitDown, name: str) -> None:
    async with sit_down() as at:
        offer = next(offer for offer in at.screen.offers() if offer.label == f"Colours: {name.lower()}")
        offer.do()
        await at.pilot.pause()
        assert at.app.theme == THEMES[name].name


async def test_the_key_help_lists_keys_and_words(sit_down: SitDown) -> None:
    async with sit_down() as at:
        await at.say("01AB1234526")
        words = [action.words for action in at.talk.actions()]
        await at.pilot.press("f9")
        await at.until(lambda: isinstance(at.app.screen, KeyHelp), "the key help was opened")
        assert "Guidance on this question" in at.drawn()
        assert all(word in at.drawn() for word in words)
        await at.pilot.press("escape")
        assert at.screen.answer.has_focus


async def test_without_colour_nothing_is_coloured(sit_down: SitDown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with sit_down() as at:
        await at.answer_until("charges.1.offence", GUILTY_PLEA)
        await type_and_wait(at, "s47")
        await at.pilot.press("down")
        await at.pilot.pause()
        segments = [one for strip in at.app.screen._compositor.render_strips() for one in strip]
    styles = [one.style for one in segments if one.style is not None]
    assert all(style.color is None or style.color.is_default for style in styles)
    assert all(style.bgcolor is None or style.bgcolor.is_default for style in styles)
    assert any(one.style is not None and one.style.reverse and "bodily harm" in one.text for one in segments)


async def test_a_terminal_that_is_too_small_is_told_so(sit_down: SitDown) -> None:
    async with sit_down(size=NARROW) as at:
        await at.pilot.press("0", "1")
        for size in ((59, 24), (80, 19)):
            await at.pilot.resize_terminal(*size)
            await at.until(lambda: at.screen.query_one(TooSmall).display, "it was told")
            assert f"This terminal has {size[0]} and {size[1]}." in " ".join(at.drawn().split())
        await at.pilot.resize_terminal(60, 20)
        await at.until(lambda: not at.screen.query_one(TooSmall).display, "the screen came back")
        assert "What is the URN?" in at.drawn()
        assert at.screen.answer.value == "01"


# Bad input


async def test_any_words_are_answered_and_shown_as_they_are(sit_down: SitDown, hostile: str) -> None:
    async with sit_down() as at:
        at.screen.answer.post_message(events.Paste(hostile))
        await at.until(lambda: bool(at.screen.answer.value), "the paste arrived")
        before = at.talk.messages()
        await at.pilot.press("enter")
        await at.until(lambda: at.talk.messages() != before, "an answer")
        await at.pilot.pause()
        assert "\x1b" not in at.drawn()
        assert at.app.is_running


async def test_a_very_long_paste_is_answered_and_stays(sit_down: SitDown) -> None:
    async with sit_down() as at:
        at.screen.answer.post_message(events.Paste("guilty s47" * 10_000))
        await at.until(lambda: "100,000 characters" in at.screen.answer.value, "the paste arrived")
        await at.pilot.press("enter")
        await at.until(lambda: "That is 100,000 characters" in at.drawn(), "an answer")
        assert at.screen.answer.value == "‹pasted 1: 100,000 characters›"
        assert at.asks == "urn"
