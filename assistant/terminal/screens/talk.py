"""The main screen: conversation, question, input, record so far, guidance. Decides nothing."""

import asyncio
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Footer, Input, Static

from assistant.conversation.shown import Asked, Kind, Message, Suggestion
from assistant.terminal.keys import TALK_KEYS, bindings
from assistant.terminal.palette import Offer
from assistant.terminal.themes import THEMES
from assistant.terminal.widgets.answer_input import AnswerInput
from assistant.terminal.widgets.answer_options import AnswerOptions
from assistant.terminal.widgets.blocks import safe_line
from assistant.terminal.widgets.conversation_view import ConversationView
from assistant.terminal.widgets.guidance_panel import GuidancePanel
from assistant.terminal.widgets.question_box import QuestionBox
from assistant.terminal.widgets.record_panel import RecordPanel
from assistant.terminal.widgets.suggestion_list import SuggestionList
from assistant.terminal.widgets.too_small import TooSmall
from knowledge.errors import FinaliseError

if TYPE_CHECKING:
    from assistant.conversation.conversation import Conversation
    from assistant.terminal.app import FinaliseApp
    from assistant.workplace import Workplace

WELCOME = Message(
    kind=Kind.TOLD,
    text="Answer in your own words. You can type help, why, back or skip at any time. Every answer is kept.",
)
TYPING_PAUSE_S = 0.03
"""How long to wait for the next letter before a search starts."""


class Side(StrEnum):
    """What the right-hand side was asked to show. The record is always there where the screen is wide."""

    RECORD = "record"
    GUIDANCE = "guidance"


class TalkScreen(Screen[None]):
    """A window on one conversation at a time."""

    AUTO_FOCUS = "#answer"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(TALK_KEYS)]

    side: reactive[Side | None] = reactive(None, init=False)

    heading = getters.query_one("#heading-case", Static)
    kept = getters.query_one("#heading-kept", Static)
    conversation = getters.query_one(ConversationView)
    question = getters.query_one(QuestionBox)
    suggestions = getters.query_one(SuggestionList)
    answer = getters.query_one(AnswerInput)
    side_title = getters.query_one("#side-title", Static)
    record = getters.query_one(RecordPanel)
    guidance = getters.query_one(GuidancePanel)

    def __init__(self) -> None:
        super().__init__()
        self.workplace: Workplace | None = None
        self.talk: Conversation | None = None
        self._asides: tuple[Message, ...] = ()
        self._warned_of_unsent = False

    @property
    def finalise(self) -> "FinaliseApp":
        """The app, by its own type."""
        from assistant.terminal.app import FinaliseApp  # noqa: PLC0415 (the app imports its screens)

        assert isinstance(self.app, FinaliseApp)
        return self.app

    def compose(self) -> ComposeResult:
        """The frame; it is on the screen before anything slow is loaded. `furnish` does the rest."""
        with Horizontal(id="heading"):
            yield Static("Finalise", id="heading-case", markup=False)
            yield Static("", id="heading-kept", markup=False)
        with Horizontal(id="middle"):
            with Vertical(id="talk"):
                yield ConversationView(id="conversation")
                yield AnswerInput(id="answer")
            yield Vertical(id="side")

    async def furnish(self) -> None:
        """Put in what has nothing to show before a conversation is open."""
        await self.query_one("#talk").mount(
            QuestionBox(id="question"), SuggestionList(id="suggestions"), before=self.answer
        )
        await self.query_one("#side").mount(
            Static("Record so far", id="side-title", markup=False),
            RecordPanel(id="record"),
            GuidancePanel(id="guidance"),
        )
        await self.mount(Footer(show_command_palette=False), TooSmall())
        self.refresh_bindings()  # a footer that comes later is told of the keys only when they change

    # What is shown

    def show_conversation(self, workplace: "Workplace", talk: "Conversation") -> None:
        """Show this conversation from where it stands."""
        self.workplace, self.talk = workplace, talk
        self._asides = () if talk.is_begun else (WELCOME,)
        self.show_all()
        self.answer.focus()

    def show_asides(self, *asides: Message) -> None:
        """Show messages that are no part of the conversation, until something is said."""
        self._asides = asides
        self.show_all()

    def show_all(self) -> None:
        """Bring every part up to date with the conversation."""
        talk = self.talk
        if talk is None:
            self.conversation.show(self._asides)
            return
        asked = talk.question
        self.heading.update(
            " · ".join(part for part in ("Finalise", safe_line(talk.title, at_most=120)) if part)
        )
        self.kept.update(_kept(talk))
        self.conversation.show((*_without_last_question(talk.messages(), asked), *self._asides))
        self.question.show(asked)
        self.record.show(talk.record())
        self.answer.placeholder = _placeholder(asked)
        self.show_suggestions(())
        if self.answer.value:
            self.suggest(self.answer.value)

    def show_suggestions(self, found: tuple[Suggestion, ...]) -> None:
        """Show these in place of the options of the question."""
        self.suggestions.show(found)
        self.set_class(bool(found), "-suggesting")

    # Saying something

    def say(self, words: str, *, typed: str | None = None, sent: bool = True) -> None:
        """Say it to the conversation and show what came of it.

        `typed` is what stood in the input when a suggestion was picked instead. The input is emptied unless
        the words were not `sent` from it. A fault leaves what was typed where it is.
        """
        if self.talk is None:
            return
        self.workers.cancel_group(self, "suggest")
        try:
            reply = self.talk.say(words, typed=typed)
        except FinaliseError as error:
            self.show_asides(as_message(error))
            return
        # What is said once the record is written is no part of its conversation, but is shown all the same.
        kept = self.talk.messages()[-len(reply.messages) :] if reply.messages else ()
        self._asides = () if kept == reply.messages else reply.messages
        self._warned_of_unsent = False
        if sent:
            self.answer.sent()
        if reply.leave:
            self.finalise.leave()
            return
        if reply.next_defendant or reply.new_case:
            self._begin_again(next_defendant=reply.next_defendant)
            return
        self.show_all()
        if reply.topic:
            self.open_topic(reply.topic)
        elif reply.lookup:
            self.open_search(reply.lookup)

    def _begin_again(self, *, next_defendant: bool) -> None:
        assert self.talk is not None
        assert self.workplace is not None
        try:
            talk = self.talk.for_next_defendant() if next_defendant else self.workplace.start()
        except FinaliseError as error:
            self.show_asides(as_message(error))
            return
        self.show_conversation(self.workplace, talk)

    @on(AnswerInput.Answered)
    def answer_typed(self, event: AnswerInput.Answered) -> None:
        """Say what is highlighted, or what was typed."""
        event.stop()
        if self.talk is None:
            self.finalise.open_again()
            return
        option = self.question.options.highlighted_option
        suggestion = self.suggestions.highlighted_suggestion
        if suggestion is not None:
            self.say(suggestion.words, typed=self.answer.words)
        elif option is not None:
            self._choose(option.words)
        elif event.words.strip() or (self.talk.question is not None and self.talk.question.on_enter):
            self.say(event.words)

    @on(AnswerOptions.Picked, "#options")
    def option_picked(self, event: AnswerOptions.Picked) -> None:
        """Say the option that was clicked."""
        event.stop()
        self._choose(self.question.options.option(event.key).words)

    def _choose(self, words: str) -> None:
        asked = self.talk.question if self.talk else None
        if asked is None or not asked.several:
            self.say(words)
            return
        # More than one may be chosen: gather them in the input, where they can be seen and taken out again.
        chosen = [part.strip() for part in self.answer.value.split(",") if part.strip()]
        chosen = [part for part in chosen if part != words] if words in chosen else [*chosen, words]
        self.question.options.highlighted = None
        with self.answer.prevent(Input.Changed):
            self.answer.value = ", ".join(chosen)
        self.answer.cursor_position = len(self.answer.value)
        self.answer.focus()

    @on(SuggestionList.Picked, "#suggestions")
    def suggestion_picked(self, event: SuggestionList.Picked) -> None:
        """Say the suggestion that was clicked."""
        event.stop()
        self.say(self.suggestions.suggestion(event.key).words, typed=self.answer.words)
        self.answer.focus()

    @on(RecordPanel.Picked, "#record")
    def change_wanted(self, event: RecordPanel.Picked) -> None:
        """Say the words that reopen a line of the record."""
        event.stop()
        self.side = None
        self.answer.focus()
        self.say(event.key, sent=False)

    # Suggestions

    @on(Input.Changed, "#answer")
    def look_up(self, event: Input.Changed) -> None:
        """Look for suggestions for what is typed now."""
        event.stop()
        self.question.options.highlighted = None
        self._warned_of_unsent = False
        self.suggest(event.value)

    @work(exclusive=True, group="suggest")
    async def suggest(self, words: str) -> None:
        """Search while the person types; an answer for words no longer in the input is dropped."""
        talk = self.talk
        if (
            talk is None
            or not words.strip()
            or self._is_number_of_option(words)
            or self.answer.words != words
        ):
            self.show_suggestions(())
            return
        await asyncio.sleep(TYPING_PAUSE_S)
        try:
            found = await asyncio.to_thread(talk.suggestions, words)
        except FinaliseError as error:
            self.show_asides(as_message(error))
            return
        if self.is_attached and talk is self.talk and self.answer.value == words:
            self.show_suggestions(found)

    def _is_number_of_option(self, words: str) -> bool:
        asked = self.talk.question if self.talk else None
        number = words.strip()
        return (
            asked is not None
            and number.isdecimal()
            and len(number) < 4
            and 1 <= int(number) <= len(asked.options)
        )

    @on(AnswerInput.Stepped)
    def step(self, event: AnswerInput.Stepped) -> None:
        """Move in the suggestions, else in the options, else through what was typed before."""
        event.stop()
        options = self.question.options
        if self.answer.is_browsing:
            self.answer.newer() if event.step > 0 else self.answer.older()
        elif self.suggestions.is_shown:
            _step_in(self.suggestions, event.step)
        elif options.highlighted is not None or (event.step > 0 and options.blocks):
            _step_in(options, event.step)
        elif event.step < 0:
            self.answer.older()

    @on(AnswerInput.Paged)
    def page(self, event: AnswerInput.Paged) -> None:
        """Scroll the conversation."""
        event.stop()
        if event.step < 0:
            self.conversation.scroll_page_up(animate=False)
        else:
            self.conversation.scroll_page_down(animate=False)

    # The right-hand side

    def watch_side(self, side: Side | None) -> None:
        """Show the record, the guidance, or on a narrow screen neither."""
        self.set_class(side is Side.RECORD, "-drawer")
        self.set_class(side is Side.GUIDANCE, "-guidance")
        closing = "" if side is None else "  ·  Escape closes"
        self.side_title.update(("Guidance" if side is Side.GUIDANCE else "Record so far") + closing)

    def action_record(self) -> None:
        """Go to the record so far, or back to the input."""
        if self.record.has_focus:
            self.side = None
            self.answer.focus()
        else:
            self.side = Side.RECORD
            self.call_after_refresh(self.record.focus)

    def action_guidance(self) -> None:
        """Open the guidance on this question, or close it."""
        if self.side is Side.GUIDANCE:
            self.action_close()
            return
        asked = self.talk.question if self.talk else None
        self.open_topic(asked.topic if asked else "using-finalise", focus=True)

    def open_topic(self, slug: str, *, focus: bool = False) -> None:
        """Show a guidance topic. Where it covers the conversation, or on `focus`, the keys go to it."""
        from assistant.terminal.pages import page  # noqa: PLC0415 (not before the first paint)

        topic = page(self.workplace.library, slug) if self.workplace else None
        if topic is None:
            self.show_asides(
                Message(kind=Kind.TOLD, text=f"There is no guidance on “{slug.replace('-', ' ')}” yet.")
            )
            return
        self.side = Side.GUIDANCE

        async def show() -> None:
            await self.guidance.show_page(topic)
            self._focus_guidance(focus=focus)

        self.run_worker(show(), group="guidance", exclusive=True)

    def open_search(self, words: str) -> None:
        """Show what a search in the guidance finds."""
        from assistant.terminal.pages import found  # noqa: PLC0415 (not before the first paint)

        if self.workplace is None:
            return
        self.side = Side.GUIDANCE
        self.guidance.show_found(words, found(self.workplace.library, words))
        self.call_after_refresh(self._focus_guidance, focus=True)

    def _focus_guidance(self, *, focus: bool) -> None:
        if focus or not self.has_class("-wide"):
            self.guidance.take_focus()

    @on(GuidancePanel.Wanted)
    def topic_wanted(self, event: GuidancePanel.Wanted) -> None:
        """Open the topic that was chosen."""
        event.stop()
        self.open_topic(event.slug, focus=True)

    def action_close(self) -> None:
        """Close suggestions first, then the side, then go back to the input."""
        if self.answer.has_focus and (
            self.suggestions.is_shown or self.question.options.highlighted is not None
        ):
            self.question.options.highlighted = None
            self.show_suggestions(())
            return
        self.side = None
        self.answer.focus()

    # Keys and palette

    def action_say(self, words: str) -> None:
        """Say it for a key; what is typed stays."""
        self.say(words, sent=False)

    def action_keys(self) -> None:
        """Show the keys and words that work here."""
        from assistant.terminal.screens.key_help import KeyHelp  # noqa: PLC0415 (not before the first paint)

        self.app.push_screen(KeyHelp(self.talk.actions() if self.talk else ()))

    def action_leave(self) -> None:
        """Leave. Words typed but not sent are pointed out once."""
        if self.answer.value.strip() and not self._warned_of_unsent:
            self._warned_of_unsent = True
            self.show_asides(
                Message(
                    kind=Kind.WARNING,
                    text="What you typed is not sent. Enter sends it; ctrl+q again leaves without it.",
                )
            )
            return
        self.finalise.leave()

    def offers(self) -> tuple[Offer, ...]:
        """What the palette offers: what the conversation can do now, then what the screen can do."""
        actions = self.talk.actions() if self.talk else ()
        key_of = {key.says: key.shown for key in TALK_KEYS if key.says}
        said = tuple(
            Offer(
                label=action.label,
                hint=", ".join(part for part in (action.hint, key_of.get(action.words)) if part)
                or action.words,
                do=partial(self.say, action.words, sent=False),
            )
            for action in actions
        )
        offered = {action.words for action in actions}
        keys = tuple(
            Offer(label=key.label, hint=f"{key.help}, {key.shown}", do=partial(self.run_action, key.action))
            for key in TALK_KEYS
            if not key.action.startswith("app.") and key.says not in offered
        )
        themes = tuple(
            Offer(
                label=f"Colours: {name.lower()}",
                hint="Changes how the screen looks",
                do=partial(setattr, self.app, "theme", theme.name),
            )
            for name, theme in THEMES.items()
        )
        return (*said, *keys, *themes)


def _kept(talk: "Conversation") -> str:
    if talk.written is not None:
        return f"Recorded as {talk.written.reference}"
    return "All answers kept" if talk.is_begun else ""


def as_message(error: FinaliseError) -> Message:
    """A fault a person can put right, as a message."""
    return Message(kind=Kind.WRONG, text=f"{error.what} {error.fix}")


def _without_last_question(messages: tuple[Message, ...], asked: Asked | None) -> tuple[Message, ...]:
    # The question box shows the question being asked; the conversation need not say it twice.
    if asked is not None and messages and messages[-1].kind is Kind.ASKED:
        return messages[:-1]
    return messages


def _placeholder(asked: Asked | None) -> str:
    if asked is None:
        return ""
    if asked.on_enter:
        return f"Enter: {safe_line(asked.on_enter, at_most=120)}"
    return f"For example {safe_line(asked.examples[0], at_most=80)}" if asked.examples else ""


def _step_in(view: SuggestionList | AnswerOptions, step: int) -> None:
    # Up from the first goes back to the input.
    if not view.move(step) and step < 0:
        view.highlighted = None
