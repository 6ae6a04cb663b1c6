"""The terminal app: paints its frame at once, then loads the rest. It decides nothing about a case."""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import work
from textual.app import App
from textual.binding import BindingType
from textual.command import CommandPalette, Provider
from textual.worker import WorkerFailed

from assistant.stopped import stopped_words
from assistant.terminal.palette import FinaliseProvider
from assistant.terminal.screens.phrases import DRAFT_GONE, LOADING, TRY_AGAIN, as_message
from assistant.terminal.screens.talk import TalkScreen
from assistant.terminal.themes import DARK, THEMES
from assistant.terminal.widgets.too_small import NEEDED
from knowledge.errors import FinaliseError

if TYPE_CHECKING:
    from assistant.terminal.reading import Reading
    from assistant.terminal.screens.resume import ResumeScreen
    from assistant.workplace import Workplace

_LOOKS = Path(__file__).parent / "screens"
FRAME_S = 1 / 60
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
    CSS_PATH: ClassVar[list[str | PurePath]] = [
        _LOOKS / "talk.tcss",
        _LOOKS / "resume.tcss",
        _LOOKS / "reader.tcss",
    ]
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
        (50, "-high"),
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
        self._workplace: Workplace | None = None
        self._reading: Reading | None = None
        self._talk_screen = TalkScreen()
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = DARK.name

    def get_default_screen(self) -> TalkScreen:
        """The conversation is there from the first paint."""
        return self._talk_screen

    def on_mount(self) -> None:
        """Load the rest once the frame is on the screen."""
        # A frame is written by another thread, which must come to its turn before this one is busy again.
        self.call_after_refresh(self.set_timer, FRAME_S, self._furnish)

    def _today(self) -> date:
        return self._clock().date()

    async def _furnish(self) -> None:
        await self._talk_screen.furnish()
        self.open_again()

    # Opening

    def open_again(self) -> None:
        """Open the workplace unless it is open or being opened, or the screen is not there yet."""
        is_opening = any(worker.group == "open" and not worker.is_finished for worker in self.workers)
        if self._workplace is not None or is_opening or not self._talk_screen.is_furnished:
            return
        self._slow = self.set_timer(SLOW_S, self._say_loading)
        self._open()

    def _say_loading(self) -> None:
        if self._workplace is None:
            self._talk_screen.show_asides(LOADING)

    @work(thread=True, group="open", exclusive=True)
    def _open(self) -> None:
        from assistant.workplace import Workplace  # noqa: PLC0415 (slow: not before the first paint)

        try:
            workplace = Workplace.open(self._store_url, today=self._today)
        except FinaliseError as error:
            self.call_from_thread(self._not_opened, error)
            return
        self.call_from_thread(self._opened, workplace)
        with suppress(FinaliseError):  # whoever needs it next is told
            workplace.tables.matcher.search("theft")

    def _not_opened(self, error: FinaliseError) -> None:
        self._slow.stop()
        self._talk_screen.show_asides(as_message(error), TRY_AGAIN)

    def _opened(self, workplace: "Workplace") -> None:
        self._slow.stop()
        self._workplace = workplace
        try:
            drafts = () if self._draft_id else tuple(workplace.store.drafts())
        except FinaliseError as error:
            self._workplace = None
            self._not_opened(error)
            return
        if drafts:
            from assistant.terminal.screens.resume import ResumeScreen  # noqa: PLC0415 (after the first paint)

            self.push_screen(ResumeScreen(drafts, self._clock()), self._begin)
        else:
            self._begin(self._draft_id)

    def _begin(self, draft_id: str | None) -> None:
        assert self._workplace is not None
        try:
            talk = self._workplace.resume(draft_id) if draft_id else self._workplace.start()
        except FinaliseError as error:
            self._workplace = None
            self._not_opened(error)
            return
        self._talk_screen.show_conversation(self._workplace, talk or self._workplace.start())
        if talk is None:
            self._talk_screen.show_asides(DRAFT_GONE)

    def on_resume_screen_discarded(self, event: "ResumeScreen.Discarded") -> None:
        """Remove a draft and show the ones that are left."""
        assert self._workplace is not None
        try:
            self._workplace.store.discard(event.draft_id)
            drafts = tuple(self._workplace.store.drafts())
        except FinaliseError as error:
            self.notify(f"{error.what} {error.fix}", severity="error", markup=False)
            return
        if drafts:
            event.screen.show(drafts)
        else:
            event.screen.dismiss(None)

    # Guidance

    @property
    def reading(self) -> "Reading | None":
        """The guidance and what was read of it in this sitting; None before the workplace is open."""
        if self._reading is None and self._workplace is not None:
            from assistant.terminal.reading import Reading  # noqa: PLC0415 (after the first paint)

            self._reading = Reading(self._workplace.library, self._workplace.tables, self._today)
        return self._reading

    def read_guidance(self, words: str = "") -> None:
        """Open the reader of the guidance, over whatever is shown, with these words to search for."""
        from assistant.terminal.screens.reader import ReaderScreen  # noqa: PLC0415 (after the first paint)

        if self.reading is not None and not any(
            isinstance(screen, ReaderScreen) for screen in self.screen_stack
        ):
            self.push_screen(ReaderScreen(self.reading, words))

    def action_command_palette(self) -> None:
        """Open the palette on what can be done now."""
        if not any(isinstance(screen, CommandPalette) for screen in self.screen_stack):
            self.push_screen(CommandPalette(placeholder="What do you want to do?", id="--command-palette"))

    # Leaving

    async def action_quit(self) -> None:
        """Leave by key; Textual's own binding of ctrl+q comes before that of any screen."""
        if self.screen is self._talk_screen:
            self._talk_screen.action_leave()
        else:
            self.leave()

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
        error = self._exception.error if isinstance(self._exception, WorkerFailed) else self._exception
        self._exit_renderables.append(Text(stopped_words(error)))
        self._close_messages_no_wait()


def run_app(draft_id: str | None = None, store_url: str | None = None) -> int:
    """Run the app until the person leaves. Gives the exit code: 0, or 1 where it stopped by itself."""
    app = FinaliseApp(draft_id=draft_id, store_url=store_url)
    app.run()
    return app.return_code or 0
