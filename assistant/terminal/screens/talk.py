"""The main screen: conversation, question, input, record so far, guidance. Decides nothing."""

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Footer, Static

from assistant.conversation.shown import Card, Message
from assistant.terminal.keys import TALK_KEYS, bindings
from assistant.terminal.palette import Offer
from assistant.terminal.screens.phrases import (
    NO_CARD,
    NOT_SENT,
    WELCOME,
    as_message,
    kept_words,
    no_guidance,
    with_their_keys,
    without_last_question,
)
from assistant.terminal.themes import THEMES
from assistant.terminal.widgets.answer_box import AnswerBox
from assistant.terminal.widgets.answer_input import AnswerInput
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
    from assistant.terminal.widgets.guidance_panel import Page
    from assistant.workplace import Workplace


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
    answer_box = getters.query_one(AnswerBox)
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
        self._left: Widget | None = None
        self.is_furnished = False

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
                yield AnswerBox(id="answer-box")
            yield Vertical(id="side")

    async def furnish(self) -> None:
        """Put in what has nothing to show before a conversation is open."""
        await self.answer_box.furnish()
        await self.query_one("#side").mount(
            Static("Record so far", id="side-title", markup=False),
            RecordPanel(id="record"),
            GuidancePanel(id="guidance"),
        )
        await self.mount(Footer(show_command_palette=False), TooSmall())
        self.is_furnished = True
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key does anything before everything is there, save the one that leaves, nor where it cannot apply."""
        if action == "card":
            return self.is_furnished and self.talk is not None and self.talk.is_about_offence
        return self.is_furnished or action == "leave"

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
        self.heading.update(
            " · ".join(part for part in ("Finalise", safe_line(talk.title, at_most=120)) if part)
        )
        self.kept.update(kept_words(talk))
        self.conversation.show((*without_last_question(talk.messages()), *self._asides))
        self.record.show(talk.record())
        self.answer_box.ask(talk.question, talk.suggestions)
        self.refresh_bindings()

    # Saying something

    def say(self, words: str, *, typed: str | None = None, entered: str = "") -> None:
        """Say it to the conversation and show what came of it.

        `typed` is what was typed when a suggestion was picked instead. On a fault what was `entered` in the
        input is put back there.
        """
        if self.talk is None:
            return
        self.answer_box.stop_searching()
        try:
            reply = self.talk.say(words, typed=typed)
        except FinaliseError as error:
            self.answer.give_back(entered)
            self.show_asides(as_message(error))
            return
        # What is said once the record is written is no part of its conversation, but is shown all the same.
        kept = self.talk.messages()[-len(reply.messages) :] if reply.messages else ()
        self._asides = () if kept == reply.messages else reply.messages
        self._warned_of_unsent = False
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
        elif reply.card:
            self.open_card(reply.card)

    def _begin_again(self, *, next_defendant: bool) -> None:
        assert self.talk is not None
        assert self.workplace is not None
        try:
            talk = self.talk.for_next_defendant() if next_defendant else self.workplace.start()
        except FinaliseError as error:
            self.show_asides(as_message(error))
            return
        self.show_conversation(self.workplace, talk)

    @on(AnswerBox.Said)
    def answered(self, event: AnswerBox.Said) -> None:
        """Say what was answered; before there is a conversation, try to open one."""
        event.stop()
        if self.talk is None:
            self.answer.give_back(event.entered)
            self.finalise.open_again()
        elif event.words.strip() or self.talk.question.on_enter:
            self.say(event.words, typed=event.typed, entered=event.entered)

    @on(AnswerBox.Edited)
    def edited(self, event: AnswerBox.Edited) -> None:
        """Words that were changed are pointed out anew when leaving."""
        event.stop()
        self._warned_of_unsent = False

    @on(AnswerBox.Failed)
    def suggesting_failed(self, event: AnswerBox.Failed) -> None:
        """Tell the fault; the question can be answered without suggestions."""
        event.stop()
        self.show_asides(as_message(event.error))

    @on(RecordPanel.Picked, "#record")
    def change_wanted(self, event: RecordPanel.Picked) -> None:
        """Say the words that reopen a line of the record."""
        event.stop()
        self.side = None
        self.answer.focus()
        self.say(event.key)

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
            self._leave_side()
        else:
            self._open_side(Side.RECORD)
            self.call_after_refresh(self.record.focus)

    def action_guidance(self) -> None:
        """Open the guidance on what is highlighted, on what is wrong or on this question, or close it."""
        if self.side is Side.GUIDANCE:
            self.action_close()
        elif self.talk is None:
            self.open_topic("using-finalise", focus=True)
        else:
            self.open_topic(self.talk.topic(self.answer_box.in_view), focus=True)

    def open_topic(self, target: str, *, focus: bool = False) -> None:
        """Show a guidance topic, "slug" or "slug#section". Where it covers the conversation, it gets the keys."""
        reading = self.finalise.reading
        if reading is not None:
            self._show_topic(reading.open(target), target, focus=focus)

    def _show_topic(self, page: "Page | None", target: str, *, focus: bool) -> None:
        if page is None:
            self.show_asides(no_guidance(target))
            return
        self._open_side(Side.GUIDANCE)

        async def show() -> None:
            await self.guidance.show_page(page)
            self._focus_guidance(focus=focus)

        self.run_worker(show(), group="guidance", exclusive=True)

    def open_search(self, words: str) -> None:
        """Show what a search in the guidance finds, and the card of the offence that the words name."""
        reading = self.finalise.reading
        if reading is None:
            return
        found = reading.found(words)
        card = reading.card(words)
        if card is None and not any(hit.fits for hit in found):
            reading.missed(words, found=False)
        self._open_side(Side.GUIDANCE)
        self.guidance.show_found(words, found, card)
        self.call_after_refresh(self._focus_guidance, focus=True)

    def _focus_guidance(self, *, focus: bool) -> None:
        if focus or not self.has_class("-wide"):
            self.guidance.take_focus()

    def _open_side(self, side: Side) -> None:
        """Open the side, and keep in mind where the keys went before."""
        if self.side is None:
            self._left = self.focused
        self.side = side

    def _leave_side(self) -> None:
        """Close the side and give the keys back to where they went before."""
        self.side = None
        left = self._left
        (left if left is not None and left.is_attached and left.focusable else self.answer).focus()
        self._left = None

    @on(GuidancePanel.Wanted)
    def topic_wanted(self, event: GuidancePanel.Wanted) -> None:
        """Open the topic that was chosen."""
        event.stop()
        self.open_topic(event.target, focus=True)

    @on(GuidancePanel.Returned)
    def went_back(self, event: GuidancePanel.Returned) -> None:
        """Show what was read before, or what was gone back from."""
        event.stop()
        reading = self.finalise.reading
        if reading is not None and reading.visits.here:
            self._show_topic(reading.step(event.step), reading.visits.here, focus=True)

    @on(GuidancePanel.CardWanted)
    def card_wanted(self, event: GuidancePanel.CardWanted) -> None:
        """Show the card that was chosen."""
        event.stop()
        card = self.talk.card(event.code) if self.talk else None
        if card is not None:
            self.open_card(card)

    def action_card(self) -> None:
        """Show the card of what is highlighted or suggested first, else of the offence in question."""
        if self.talk is None:
            return
        card = self.talk.card(self.answer_box.in_view) or self.talk.card()
        if card is None:
            self.show_asides(NO_CARD)
            return
        self.open_card(card)

    def open_card(self, card: Card) -> None:
        """Show this card over the screen."""
        from assistant.terminal.screens.card import CardScreen  # noqa: PLC0415 (not before the first paint)

        self.app.push_screen(CardScreen(card))

    def action_close(self) -> None:
        """Close suggestions first, then the side, then go back to the input."""
        if self.answer_box.leave_lists():
            return
        if self.side is None:
            self.answer.focus()
        else:
            self._leave_side()

    # Keys and palette

    def action_say(self, words: str) -> None:
        """Say it for a key; what is typed stays."""
        self.say(words)

    def action_keys(self) -> None:
        """Show the keys and words that work here."""
        from assistant.terminal.screens.key_help import KeyHelp  # noqa: PLC0415 (not before the first paint)

        self.app.push_screen(KeyHelp(self.talk.actions() if self.talk else ()))

    def action_read(self) -> None:
        """Open the reader of the whole guidance."""
        self.finalise.read_guidance()

    def action_leave(self) -> None:
        """Leave. Words typed but not sent are pointed out once."""
        if self.answer.value.strip() and not self._warned_of_unsent:
            self._warned_of_unsent = True
            self.show_asides(NOT_SENT)
            return
        self.finalise.leave()

    def offers(self) -> tuple[Offer, ...]:
        """What the palette offers: what the conversation can do now, then what the screen can do."""
        said = tuple(
            Offer(label=action.label, hint=words, do=partial(self.say, action.words))
            for action, words in with_their_keys(self.talk.actions() if self.talk else ())
        )
        offered = {action.words for action in self.talk.actions()} if self.talk else set()
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
