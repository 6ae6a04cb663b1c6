"""The offence question on the screen: suggestions by number, the settling question, the card, no stale answers."""

import threading
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from sitting import GUILTY_PLEA, Sitting
from textual.app import App, ComposeResult

from assistant.conversation.shown import Asked, Suggestion
from assistant.terminal.screens.card import CardScreen
from assistant.terminal.themes import DARK, THEMES
from assistant.terminal.widgets.answer_box import AnswerBox
from assistant.terminal.widgets.pick_list import PickList

SitDown = Callable[..., AbstractAsyncContextManager[Sitting]]
WaitFor = Callable[..., Any]

OFFENCE = "charges.1.offence"
SIZES = [(80, 24), (120, 40), (200, 60)]


async def typed(at: Sitting, words: str) -> None:
    """Type at the first offence and wait for suggestions."""
    await at.answer_until(OFFENCE, GUILTY_PLEA)
    await at.pilot.press(*(key if key != " " else "space" for key in words))
    await at.until(lambda: at.screen.suggestions.is_shown, "suggestions")


async def carded(at: Sitting) -> CardScreen:
    """The card, once it is on the screen."""
    await at.until(lambda: isinstance(at.app.screen, CardScreen), "the card was opened")
    screen = at.app.screen
    assert isinstance(screen, CardScreen)
    return screen


def settled(at: Sitting) -> str | None:
    """The code settled for the first charge."""
    return (at.talk.agenda.state.draft.value(OFFENCE) or {}).get("code")


# Suggestions


@pytest.mark.parametrize("size", SIZES)
async def test_suggestions_show_poc_how_sure_and_why_in_every_size(
    sit_down: SitDown, size: tuple[int, int]
) -> None:
    async with sit_down(size=size) as at:
        await typed(at, "s47")
        shown = at.drawn()
        assert "actual bodily harm" in shown
        assert "OF61102 · B Offences Against The Person · known as" in shown
        assert "sure" in shown
        assert "↓ then 1 to 9 picks" in shown


async def test_a_number_picks_a_suggestion_once_in_the_list(sit_down: SitDown) -> None:
    async with sit_down() as at:
        await typed(at, "s47")
        wanted = at.screen.suggestions.suggestions[2].words
        await at.pilot.press("down", "3")
        await at.until(lambda: at.asks == "charges.1.offence_date", "the offence was taken")
        assert settled(at) == wanted
        assert at.talk.agenda.state.draft[OFFENCE].words == "s47"
        assert at.screen.answer.value == ""


async def test_before_going_into_the_list_a_number_is_typed(sit_down: SitDown) -> None:
    async with sit_down() as at:
        await typed(at, "s4")
        await at.pilot.press("7")
        assert at.screen.answer.value == "s47"
        await at.pilot.press("down", "up", "8")
        await at.until(lambda: at.screen.answer.value == "s478", "the number was typed")
        assert settled(at) is None


async def test_suggestions_are_numbered_only_while_a_number_picks(sit_down: SitDown) -> None:
    async with sit_down() as at:
        await typed(at, "s47")
        assert "1 Assault a person" not in at.drawn()
        await at.pilot.press("down")
        await at.until(lambda: "1 Assault a person" in at.drawn(), "the suggestions were numbered")
        await at.pilot.press("up")
        await at.until(lambda: "1 Assault a person" not in at.drawn(), "the numbers went")


async def test_enter_takes_what_is_sure(sit_down: SitDown) -> None:
    async with sit_down() as at:
        await typed(at, "s47")
        assert at.screen.suggestions.suggestions[0].sureness == "sure"
        await at.pilot.press("enter")
        await at.until(lambda: at.asks == "charges.1.offence_date", "the offence was taken")
        assert settled(at) == "OF61102"


# The question that settles which


@pytest.mark.parametrize("size", SIZES)
async def test_the_settling_question_stands_with_its_answers_in_every_size(
    sit_down: SitDown, size: tuple[int, int]
) -> None:
    async with sit_down(size=size) as at:
        await at.answer_until(OFFENCE, GUILTY_PLEA)
        await at.say("crim dam")
        shown = at.drawn()
        for words in (
            "What was the value of the damage?",
            "Whichever it is, the POC is H Criminal Damage.",
            "1   £5,000 or less",
            "None of these",
        ):
            assert words in shown
        await at.pilot.press("2", "enter")
        await at.until(lambda: settled(at) == "CD71038", "the answer was taken")


async def test_the_first_suggestion_asks_the_question(sit_down: SitDown) -> None:
    async with sit_down() as at:
        await typed(at, "crim dam")
        assert "asks: What was the value" in at.drawn()
        await at.pilot.press("down", "1")
        await at.until(
            lambda: at.talk.question.text == "What was the value of the damage?", "the question was asked"
        )
        assert at.asks == OFFENCE


# The card


async def test_f7_shows_the_card_of_the_first_suggestion_and_keeps_the_words(sit_down: SitDown) -> None:
    async with sit_down() as at:
        await typed(at, "s47")
        await at.pilot.press("f7")
        screen = await carded(at)
        shown = screen.query_one(PickList).plain_text()
        assert "Assault a person thereby occasioning them actual bodily harm (OF61102)" in shown
        assert "Easily taken for" in shown
        await at.pilot.press("escape")
        await at.until(lambda: at.app.screen is not screen, "the card was closed")
        assert at.screen.answer.value == "s47"
        assert at.screen.answer.has_focus
        assert settled(at) is None


async def test_f7_shows_the_card_of_what_is_highlighted(sit_down: SitDown) -> None:
    async with sit_down() as at:
        await typed(at, "s47")
        second = at.screen.suggestions.suggestions[1].words
        await at.pilot.press("down", "down", "f7")
        screen = await carded(at)
        assert second in screen.query_one(PickList).plain_text()


async def test_f7_shows_the_card_of_the_offence_of_the_charge_asked_about(sit_down: SitDown) -> None:
    async with sit_down() as at:
        await at.answer_until("charges.1.plea", {**GUILTY_PLEA, "offence": "TH68023"})
        await at.pilot.press("f7")
        screen = await carded(at)
        assert "Robbery (TH68023)" in screen.query_one(PickList).plain_text()
        await at.pilot.press("f7")
        await at.until(lambda: at.app.screen is not screen, "the card was closed")


async def test_f7_is_in_the_footer_only_where_there_is_an_offence(sit_down: SitDown) -> None:
    async with sit_down() as at:
        await at.say("01AB1234526")
        assert "F7" not in at.drawn()
        await at.pilot.press("f7")
        assert not isinstance(at.app.screen, CardScreen)
        await at.answer_until(OFFENCE, GUILTY_PLEA)
        await at.until(lambda: "F7 Card" in at.drawn(), "the key was shown")


async def test_words_ask_for_a_card_too(sit_down: SitDown) -> None:
    async with sit_down() as at:
        await at.answer_until(OFFENCE, GUILTY_PLEA)
        at.screen.answer.value = "about robbery"
        await at.pilot.press("enter")
        screen = await carded(at)
        assert "Robbery (TH68023)" in screen.query_one(PickList).plain_text()


# No stale answers


class Slow:
    """A search whose answers for some words are held back until they are let go."""

    def __init__(self, *held: str, found: str = "found") -> None:
        self.found = found
        self.gates = {words: threading.Event() for words in held}
        self.begun: list[str] = []
        self.answered: list[str] = []

    def __call__(self, words: str) -> tuple[Suggestion, ...]:
        self.begun.append(words)
        if gate := self.gates.get(words):
            gate.wait(30)
        self.answered.append(words)
        return (Suggestion(words=words, label=f"{self.found} for {words}"),)


class Box(App[None]):
    """An app with one answer box."""

    def __init__(self) -> None:
        super().__init__()
        self.box = AnswerBox(id="answer-box")
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = DARK.name

    def compose(self) -> ComposeResult:
        yield self.box

    def seen(self) -> list[str]:
        """The labels on the screen."""
        return [suggestion.label for suggestion in self.box.suggestions.suggestions]


def asked(text: str = "Which?") -> Asked:
    return Asked(
        key="charges.1.offence", text=text, hint="", why="", examples=(), accepts="", topic="offence"
    )


async def test_an_answer_for_words_no_longer_typed_is_never_shown(wait_for: WaitFor) -> None:
    app, search = Box(), Slow("as")
    async with app.run_test(size=(80, 24)) as pilot:
        await app.box.furnish()
        app.box.ask(asked(), search)
        app.box.answer.focus()
        await pilot.press("a", "s")
        await wait_for(pilot, lambda: "as" in search.begun, "the slow search began")
        await pilot.press("s")
        await wait_for(pilot, lambda: app.seen() == ["found for ass"], "the new words were answered")
        search.gates["as"].set()
        await wait_for(pilot, lambda: "as" in search.answered, "the slow search ended")
        await pilot.pause()
        assert app.seen() == ["found for ass"]
        await app.workers.wait_for_complete()
        assert app.seen() == ["found for ass"]


async def test_an_answer_for_the_question_before_is_never_shown(wait_for: WaitFor) -> None:
    app, before, now = Box(), Slow("s47", found="before"), Slow(found="now")
    async with app.run_test(size=(80, 24)) as pilot:
        await app.box.furnish()
        app.box.ask(asked(), before)
        app.box.answer.focus()
        await pilot.press("s", "4", "7")
        await wait_for(pilot, lambda: "s47" in before.begun, "the slow search began")
        app.box.ask(asked("And when?"), now)
        await wait_for(pilot, lambda: bool(app.seen()), "the next question was looked up")
        before.gates["s47"].set()
        await wait_for(pilot, lambda: "s47" in before.answered, "the slow search ended")
        await pilot.pause()
        assert app.seen() == ["now for s47"]
        await app.workers.wait_for_complete()
        assert app.seen() == ["now for s47"]


async def test_typing_goes_on_while_a_search_runs(wait_for: WaitFor) -> None:
    app, search = Box(), Slow("r")
    async with app.run_test(size=(80, 24)) as pilot:
        await app.box.furnish()
        app.box.ask(asked(), search)
        app.box.answer.focus()
        await pilot.press("r")
        await wait_for(pilot, lambda: "r" in search.begun, "the slow search began")
        await pilot.press("o", "b")
        assert app.box.answer.value == "rob"
        await wait_for(pilot, lambda: app.seen() == ["found for rob"], "the new words were answered")
        search.gates["r"].set()
        await app.workers.wait_for_complete()
