"""The terminal app: paints its frame at once, then loads the rest. It decides nothing about a case."""

import os
import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on, work
from textual.app import App
from textual.binding import BindingType
from textual.command import Provider
from textual.worker import WorkerFailed

from assistant.conversation.shown import Kind, Message
from assistant.terminal.palette import FinaliseProvider
from assistant.terminal.screens.resume import ResumeScreen
from assistant.terminal.screens.talk import TalkScreen, as_message
from assistant.terminal.themes import DARK, THEMES
from assistant.terminal.widgets.too_small import NEEDED
from knowledge.errors import FinaliseError

if TYPE_CHECKING:
    from assistant.terminal.office import Office

STOPPED = "Finalise stopped. Your answers are saved."
SLOW_S = 0.2
"""What takes longer than this is named on the screen."""


def _now() -> datetime:
    return datetime.now().astimezone()


class FinaliseApp(App[None]):
    """The assistant in a terminal.

    Opens the draft `draft_id` at once where one is given. `store_url` is the store (None: this user's own).
    `clock` says what time it is, with a time zone.
    """

    TITLE = "Finalise"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["screens/talk.tcss", "screens/resume.tcss"]
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {FinaliseProvider}
    BINDINGS: ClassVar[list[BindingType]] = []
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 (an instance variable where Textual declares it)
        (0, "-tiny"),
        (NEEDED[0], "-narrow"),
        (100, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-flat"),
        (NEEDED[1], "-low"),
        (30, "-tall"),
    ]

    def __init__(
        self,
        *,
        draft_id: str | None = None,
        store_url: str | None = None,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        # With Textual's own way NO_COLOR gives greys; on the terminal's colours it takes all colour away.
        super().__init__(ansi_color="NO_COLOR" in os.environ or None)
        self._draft_id = draft_id
        self._store_url = store_url
        self._clock = clock
        self._office: Office | None = None
        self._talk_screen = TalkScreen()
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = DARK.name

    def get_default_screen(self) -> TalkScreen:
        """The conversation is there from the first paint."""
        return self._talk_screen

    def on_mount(self) -> None:
        """Load the rest once the frame is on the screen."""
        self.call_after_refresh(self.open_again)

    # Opening

    def open_again(self) -> None:
        """Open the office unless it is open or being opened."""
        if self._office is not None or any(
            worker.group == "open" and not worker.is_finished for worker in self.workers
        ):
            return
        self._slow = self.set_timer(SLOW_S, self._say_loading)
        self._open()

    def _say_loading(self) -> None:
        if self._office is None:
            self._talk_screen.show_asides(Message(kind=Kind.TOLD, text="Loading the offence list…"))

    @work(thread=True, group="open", exclusive=True)
    def _open(self) -> None:
        from assistant.terminal.office import Office  # noqa: PLC0415 (slow: not before the first paint)

        try:
            office = Office.open(self._store_url, self._clock)
        except FinaliseError as error:
            self.call_from_thread(self._not_opened, error)
            return
        self.call_from_thread(self._opened, office)
        with suppress(FinaliseError):  # whoever needs it next is told
            office.warm_up()

    def _not_opened(self, error: FinaliseError) -> None:
        self._slow.stop()
        how = Message(kind=Kind.TOLD, text="Press Enter to try again, or ctrl+q to leave.")
        self._talk_screen.show_asides(as_message(error), how)

    def _opened(self, office: "Office") -> None:
        self._slow.stop()
        self._office = office
        try:
            drafts = office.drafts() if self._draft_id is None else ()
        except FinaliseError as error:
            self._office = None
            self._not_opened(error)
            return
        if drafts:
            self.push_screen(ResumeScreen(drafts, self._clock()), self._begin)
        else:
            self._begin(self._draft_id)

    def _begin(self, draft_id: str | None) -> None:
        assert self._office is not None
        try:
            talk = self._office.resume(draft_id) if draft_id else self._office.start()
        except FinaliseError as error:
            self._office = None
            self._not_opened(error)
            return
        self._talk_screen.show_conversation(self._office, talk or self._office.start())
        if talk is None:
            self._talk_screen.show_asides(
                Message(kind=Kind.TOLD, text="That draft is no longer there. This is a new case.")
            )

    @on(ResumeScreen.Discarded)
    def discard(self, event: ResumeScreen.Discarded) -> None:
        """Remove a draft and show the ones that are left."""
        assert self._office is not None
        screen = self.screen
        try:
            self._office.discard(event.draft_id)
            drafts = self._office.drafts()
        except FinaliseError as error:
            self.notify(f"{error.what} {error.fix}", severity="error", markup=False)
            return
        if isinstance(screen, ResumeScreen):
            if drafts:
                screen.show(drafts)
            else:
                screen.dismiss(None)

    # Leaving

    def leave(self) -> None:
        """Leave the app; what was answered is kept."""
        talk = self._talk_screen.talk
        is_open = talk is not None and talk.written is None and talk.is_begun
        self.exit(message=Text("Your answers are kept. Start Finalise again to go on.") if is_open else None)

    def bell(self) -> None:
        """Make no sound."""

    def _fatal_error(self) -> None:
        # Textual would print a traceback with local variables, and so with names. The place is enough for
        # whoever looks into it; the words of the error may quote an answer, so they are left out too.
        self._exit_renderables.append(Text(f"{STOPPED}\n{where_it_broke(self._exception)}"))
        self._close_messages_no_wait()


def where_it_broke(error: BaseException | None) -> str:
    """The kind of an error and the place in our code, without its words."""
    if isinstance(error, WorkerFailed):
        error = error.error
    if error is None:
        return "Start it again to go on."
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"Start it again to go on. If it happens again, pass this on: {type(error).__name__}{place}."


def run_app(draft_id: str | None = None, store_url: str | None = None) -> int:
    """Run the app until the person leaves. Gives the exit code: 0, or 1 where it stopped by itself."""
    app = FinaliseApp(draft_id=draft_id, store_url=store_url)
    app.run()
    return app.return_code or 0
