"""Each widget with plain values: what a person sees of them, and what it posts."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.app import App

from assistant.conversation.shown import Asked, Kind, Message, Option, Row, RowGroup, RowState, Suggestion
from assistant.terminal.widgets.answer_options import AnswerOptions
from assistant.terminal.widgets.blocks import SHOWN_AT_MOST, safe
from assistant.terminal.widgets.conversation_view import ConversationView
from assistant.terminal.widgets.guidance_panel import Found, GuidancePanel, Page
from assistant.terminal.widgets.question_box import QuestionBox
from assistant.terminal.widgets.record_panel import RecordPanel
from assistant.terminal.widgets.suggestion_list import SuggestionList
from knowledge.text import visible

ScreenText = Callable[[App[Any]], str]


def asked(**changes: Any) -> Asked:
    defaults: dict[str, Any] = {
        "key": "charges.1.plea",
        "text": "How did the defendant plead?",
        "hint": "The plea as it stood at the end.",
        "why": "",
        "examples": (),
        "accepts": "",
        "topic": "plea",
    }
    return Asked(**{**defaults, **changes})


def row(**changes: Any) -> Row:
    defaults: dict[str, Any] = {
        "key": "urn",
        "label": "URN",
        "value": "01AB1234526",
        "state": RowState.SETTLED,
    }
    return Row(**{**defaults, **changes})


def said(text: str) -> Message:
    return Message(kind=Kind.SAID, text=text)


def expected(text: str) -> list[str]:
    """The parts of a text that must be found on the screen."""
    return [part.strip() for part in visible(text).split("\n") if part.strip()]


# Text is data


async def test_messages_show_any_text_as_it_is(host: Any, screen_text: ScreenText, hostile: str) -> None:
    app = host(ConversationView())
    async with app.run_test(size=(80, 24)) as pilot:
        app.widget.show((said(hostile),))
        await pilot.pause()
        shown = screen_text(app)
    assert "\x1b" not in shown
    assert all(part in shown for part in expected(hostile))


async def test_a_question_shows_any_text_as_it_is(host: Any, screen_text: ScreenText, hostile: str) -> None:
    app = host(QuestionBox())
    async with app.run_test(size=(80, 24)) as pilot:
        option = Option(words="x", label=hostile, hint=hostile)
        app.widget.show(asked(text=hostile, hint=hostile, about=hostile, options=(option,)))
        await pilot.pause()
        shown = screen_text(app)
    assert "\x1b" not in shown
    assert all(part in shown for part in expected(hostile))


async def test_suggestions_show_any_text_as_it_is(host: Any, screen_text: ScreenText, hostile: str) -> None:
    app = host(SuggestionList())
    async with app.run_test(size=(80, 24)) as pilot:
        one = Suggestion(
            words="x", label=hostile, detail=hostile, why=hostile, sureness=hostile, marked=((0, 2),)
        )
        app.widget.show((one,))
        await pilot.pause()
        shown = screen_text(app)
    assert "\x1b" not in shown
    assert all(part in shown for part in expected(hostile))


async def test_the_record_shows_any_text_as_it_is(host: Any, screen_text: ScreenText, hostile: str) -> None:
    app = host(RecordPanel())
    async with app.run_test(size=(80, 24)) as pilot:
        app.widget.show((RowGroup(title=hostile, rows=(row(label=hostile, value=hostile, note=hostile),)),))
        await pilot.pause()
        shown = screen_text(app)
    assert "\x1b" not in shown
    assert all(part in shown for part in expected(hostile))


async def test_guidance_hits_show_any_text_as_it_is(host: Any, screen_text: ScreenText, hostile: str) -> None:
    app = host(GuidancePanel(id="guidance"))
    async with app.run_test(size=(80, 24)) as pilot:
        app.widget.display = True
        app.widget.show_found(hostile, (Found(slug="plea", title=hostile, excerpt=hostile),))
        await pilot.pause()
        shown = screen_text(app)
    assert "\x1b" not in shown
    assert all(part in shown for part in expected(hostile))


def test_a_very_long_text_is_cut_and_says_so() -> None:
    shown = safe("x" * 100_000)
    assert len(shown) < SHOWN_AT_MOST + 50
    assert shown.endswith("… (98,000 more characters)")


# The conversation


async def test_the_newest_message_is_in_view(host: Any, screen_text: ScreenText) -> None:
    app = host(ConversationView())
    async with app.run_test(size=(60, 20)) as pilot:
        app.widget.show(tuple(said(f"message {number}") for number in range(500)))
        await pilot.pause()
        assert "message 499" in screen_text(app)
        app.widget.show((*app.widget.messages, said("one more")))
        await pilot.pause()
        assert "one more" in screen_text(app)


async def test_the_newest_message_stays_in_view_when_the_terminal_changes(
    host: Any, screen_text: ScreenText
) -> None:
    app = host(ConversationView())
    async with app.run_test(size=(120, 40)) as pilot:
        app.widget.show(tuple(said(f"message {number} " + "long " * 20) for number in range(100)))
        await pilot.pause()
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert "message 99 " in screen_text(app)


async def test_someone_who_scrolled_back_is_left_there(host: Any, screen_text: ScreenText) -> None:
    app = host(ConversationView())
    async with app.run_test(size=(60, 20)) as pilot:
        app.widget.show(tuple(said(f"message {number}") for number in range(500)))
        await pilot.pause()
        app.widget.scroll_home(animate=False)
        await pilot.resize_terminal(60, 24)
        await pilot.pause()
        assert screen_text(app).splitlines()[0].strip() == "> message 0"


async def test_messages_already_shown_are_not_laid_out_again(host: Any) -> None:
    app = host(ConversationView())
    async with app.run_test(size=(60, 20)) as pilot:
        app.widget.show(tuple(said(f"message {number}") for number in range(500)))
        await pilot.pause()
        before = app.widget.blocks
        app.widget.show((*app.widget.messages, said("one more")))
        assert app.widget.blocks[:500] == before


async def test_a_long_message_wraps_beside_its_mark(host: Any, screen_text: ScreenText) -> None:
    app = host(ConversationView())
    async with app.run_test(size=(40, 20)) as pilot:
        app.widget.show((said("word " * 20),))
        await pilot.pause()
        lines = [line.rstrip() for line in screen_text(app).splitlines() if line.strip()]
    assert lines[0].startswith(" > word")
    assert all(line.startswith("   word") for line in lines[1:])


async def test_every_kind_of_message_has_a_mark_of_its_own(host: Any, screen_text: ScreenText) -> None:
    app = host(ConversationView())
    async with app.run_test(size=(60, 24)) as pilot:
        app.widget.show(tuple(Message(kind=kind, text="text") for kind in Kind))
        await pilot.pause()
        marks = [line.strip().split(" ")[0] for line in screen_text(app).splitlines() if line.strip()]
    assert len(set(marks)) == len(Kind)


# Options and suggestions


async def test_options_are_numbered_and_the_suggested_one_says_so(host: Any, screen_text: ScreenText) -> None:
    app = host(AnswerOptions())
    async with app.run_test(size=(60, 20)) as pilot:
        app.widget.show(
            (
                Option(words="g", label="Guilty", is_suggested=True),
                Option(words="ng", label="Not guilty", hint="ng"),
            )
        )
        await pilot.pause()
        shown = screen_text(app)
    assert "1 ▸ Guilty  suggested" in shown
    assert "2   Not guilty  ng" in shown


async def test_a_long_title_is_cut_beside_how_sure_it_is(host: Any, screen_text: ScreenText) -> None:
    app = host(SuggestionList())
    async with app.run_test(size=(60, 20)) as pilot:
        app.widget.show((Suggestion(words="x", label="Fail to comply " * 20, sureness="likely"),))
        await pilot.pause()
        first = screen_text(app).splitlines()[0].rstrip()
    assert first.endswith("…  likely")


async def test_a_click_picks_a_suggestion(host: Any, wait_for: Any) -> None:
    picked: list[str] = []

    class Watching(host):  # type: ignore[misc]
        def on_blocks_view_picked(self, event: SuggestionList.Picked) -> None:
            picked.append(event.key)

    app = Watching(SuggestionList())
    async with app.run_test(size=(60, 20)) as pilot:
        app.widget.show(tuple(Suggestion(words=w, label=w, detail="detail") for w in ("one", "two")))
        await pilot.pause()
        await pilot.click(SuggestionList, offset=(5, 2))
        await wait_for(pilot, lambda: picked == ["1"], "the second suggestion was picked")


# The record


def charges(count: int) -> tuple[RowGroup, ...]:
    return tuple(
        RowGroup(
            title=f"Charge {number}",
            rows=tuple(
                row(
                    key=f"charges.{number}.{part}",
                    label=part.title(),
                    change=f"change {part} of charge {number}",
                )
                for part in ("offence", "date", "plea", "verdict", "result")
            ),
        )
        for number in range(1, count + 1)
    )


async def test_every_state_of_a_row_has_a_sign_and_all_but_settled_a_word(
    host: Any, screen_text: ScreenText
) -> None:
    app = host(RecordPanel())
    async with app.run_test(size=(60, 24)) as pilot:
        app.widget.show((RowGroup(title="", rows=tuple(row(value="", state=state) for state in RowState)),))
        await pilot.pause()
        lines = [line.split() for line in screen_text(app).splitlines() if line.strip()]
    assert len({line[0] for line in lines}) == len(RowState)
    assert len({" ".join(line[2:]) for line in lines}) == len(RowState)


async def test_twenty_charges_can_be_reached_by_key(host: Any, screen_text: ScreenText) -> None:
    app = host(RecordPanel())
    async with app.run_test(size=(60, 20)) as pilot:
        app.widget.show(charges(20))
        app.widget.focus()
        await pilot.press("end")
        assert "Charge 20" in screen_text(app)
        await pilot.press("home")
        assert "Charge 1" in screen_text(app).splitlines()[0]


async def test_enter_on_a_row_asks_to_change_it(host: Any, wait_for: Any) -> None:
    picked: list[str] = []

    class Watching(host):  # type: ignore[misc]
        def on_blocks_view_picked(self, event: RecordPanel.Picked) -> None:
            picked.append(event.key)

    app = Watching(RecordPanel())
    async with app.run_test(size=(60, 20)) as pilot:
        app.widget.show(charges(2))
        app.widget.focus()
        await pilot.press("down", "down", "enter")
        await wait_for(pilot, lambda: picked == ["change plea of charge 1"], "the plea was picked")


async def test_a_row_that_cannot_be_changed_is_passed_over(host: Any) -> None:
    app = host(RecordPanel())
    async with app.run_test(size=(60, 20)) as pilot:
        rows = (row(label="A", change="change a"), row(label="B"), row(label="C", change="change c"))
        app.widget.show((RowGroup(title="Case", rows=rows),))
        app.widget.focus()
        await pilot.press("down")
        assert app.widget.highlighted_key == "change c"


async def test_what_is_asked_now_is_in_view(host: Any, screen_text: ScreenText) -> None:
    app = host(RecordPanel())
    async with app.run_test(size=(60, 20)) as pilot:
        late = RowGroup(title="Ending", rows=(row(label="Flags", value="", state=RowState.ASKING),))
        app.widget.show((*charges(20), late))
        await pilot.pause()
        await pilot.pause()
        assert "asked now" in screen_text(app)


# Guidance


async def test_a_topic_leads_on_to_its_related_topics(
    host: Any, screen_text: ScreenText, wait_for: Any
) -> None:
    wanted: list[str] = []

    class Watching(host):  # type: ignore[misc]
        def on_guidance_panel_wanted(self, event: GuidancePanel.Wanted) -> None:
            wanted.append(event.slug)

    app = Watching(GuidancePanel())
    async with app.run_test(size=(60, 24)) as pilot:
        app.widget.display = True
        page = Page(
            slug="plea",
            title="The plea",
            markdown="One for each charge.",
            related=(("verdict", "The verdict"),),
        )
        await app.widget.show_page(page)
        await pilot.pause()
        assert "One for each charge." in screen_text(app)
        app.widget.listing.focus()
        await pilot.press("enter")
        await wait_for(pilot, lambda: wanted == ["verdict"], "the related topic was asked for")


@pytest.mark.parametrize(
    ("link", "topic"),
    [("verdict.md", ["verdict"]), ("verdict.md#when", ["verdict"]), ("https://a.test/x.md", [])],
)
async def test_a_link_leads_to_its_topic_and_never_outside(host: Any, link: str, topic: list[str]) -> None:
    wanted: list[str] = []

    class Watching(host):  # type: ignore[misc]
        def on_guidance_panel_wanted(self, event: GuidancePanel.Wanted) -> None:
            wanted.append(event.slug)

    app = Watching(GuidancePanel())
    async with app.run_test(size=(60, 24)) as pilot:
        app.widget.display = True
        await app.widget.show_page(Page(slug="plea", title="The plea", markdown=f"[here]({link})"))
        await pilot.pause()
        await pilot.click("TopicView", offset=(2, 0))
        await pilot.pause()
        assert wanted == topic


@pytest.mark.parametrize("words", ["", "x"])
async def test_a_search_without_hits_says_what_to_do(host: Any, screen_text: ScreenText, words: str) -> None:
    app = host(GuidancePanel())
    async with app.run_test(size=(60, 24)) as pilot:
        app.widget.display = True
        app.widget.show_found(words, ())
        await pilot.pause()
        assert "Try other words." in screen_text(app)
