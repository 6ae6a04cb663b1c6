"""Shows the drafts at the start: go on with one, start a new case, or discard one. Opens none of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, Static

from assistant.store.summaries import DraftSummary
from assistant.terminal.palette import Offer
from assistant.terminal.screens.sure import Sure
from assistant.terminal.widgets.blocks import Block, safe_line
from assistant.terminal.widgets.pick_list import PickList
from assistant.terminal.widgets.too_small import TooSmall


class DraftList(PickList):
    """The drafts; enter goes on with the highlighted one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "pick", "Go on with it", key_display="Enter")]


class ResumeScreen(Screen[str | None]):
    """Dismissed with the id of the draft to go on with, or None for a new case."""

    AUTO_FOCUS = "#drafts"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "New case", key_display="N"),
        Binding("delete", "discard", "Discard", key_display="Del"),
        Binding("ctrl+q", "app.quit", "Leave", key_display="^q", priority=True),
    ]

    drafts = getters.query_one("#drafts", DraftList)

    @dataclass
    class Discarded(Message):
        """The person wants this draft gone, and has been asked."""

        screen: "ResumeScreen"
        draft_id: str

    def __init__(self, drafts: tuple[DraftSummary, ...], now: datetime) -> None:
        super().__init__()
        self._drafts = drafts
        self._now = now

    def compose(self) -> ComposeResult:
        """A title, the list, the keys."""
        yield Static("Finalise", id="heading", markup=False)
        yield Static("Go on with a case, or start a new one", id="resume-title", markup=False)
        yield Static(
            "Your answers were kept. Each case opens at the question it was left at.",
            id="resume-hint",
            markup=False,
        )
        yield DraftList(id="drafts")
        yield Footer(show_command_palette=False)
        yield TooSmall()

    def on_mount(self) -> None:
        """Fill the list."""
        self.show(self._drafts)

    def show(self, drafts: tuple[DraftSummary, ...]) -> None:
        """Show these drafts, the highlight as near as can be to where it was."""
        self._drafts = drafts
        was = self.drafts.highlighted or 0
        self.drafts.highlighted = None
        self.drafts.show_blocks(_block(draft, self._now) for draft in drafts)
        if drafts:
            self.drafts.highlighted = min(was, len(drafts) - 1)

    @on(PickList.Picked)
    def pick(self, event: PickList.Picked) -> None:
        """Go on with the draft that was picked."""
        event.stop()
        self.dismiss(event.key)

    def action_new(self) -> None:
        """Start a new case."""
        self.dismiss(None)

    def action_discard(self) -> None:
        """Ask, then have the highlighted draft removed."""
        key = self.drafts.highlighted_key
        draft = next((draft for draft in self._drafts if draft.id == key), None)
        if draft is None:
            return
        name = safe_line(draft.title, at_most=120) or "this draft"

        def answered(is_sure: bool | None) -> None:
            if is_sure:
                self.post_message(self.Discarded(self, draft.id))

        self.app.push_screen(
            Sure(
                f"Discard the draft of {name}? Its answers cannot be brought back.",
                yes="discard it",
                no="keep it",
            ),
            answered,
        )

    def offers(self) -> tuple[Offer, ...]:
        """What the palette offers here."""
        return (
            Offer(
                label="Go on with this case", hint="Opens the highlighted draft", do=self.drafts.action_pick
            ),
            Offer(label="New case", hint="Starts with an empty record", do=self.action_new),
            Offer(
                label="Discard this draft",
                hint="Removes the highlighted draft, after asking",
                do=self.action_discard,
            ),
        )


def _block(draft: DraftSummary, now: datetime) -> Block:
    title = safe_line(draft.title, at_most=200) or "A case without URN yet"
    return Block(
        mark=Content(" "),
        text=Content.styled(title, "bold"),
        right=Content.styled(when(draft.changed_at, now), "$muted"),
        below=Content.styled(f"Next: {safe_line(draft.at, at_most=200)}" if draft.at else "", "$muted"),
        key=draft.id,
        at_most=1,
    )


def when(then: datetime, now: datetime) -> str:
    """A moment as people say it, in the time zone of `now`: "today 14:32", "yesterday 09:10", "3 Nov 2026".

    Both have a time zone.
    """
    local = then.astimezone(now.tzinfo)
    if local.date() == now.date():
        return f"today {local:%H:%M}"
    if local.date() == now.date() - timedelta(days=1):
        return f"yesterday {local:%H:%M}"
    return f"{local.day} {local:%b %Y}"
