"""What the tests of the terminal app share: waiting for a fact, a host for one widget, the text on the screen."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from sitting import NOW, Sitting
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widget import Widget

from assistant.terminal.app import FinaliseApp
from assistant.terminal.themes import DARK, THEMES

WaitFor = Callable[[Pilot[Any], Callable[[], bool], str], Awaitable[None]]

HOSTILE = (
    "[/]",
    "s47 [GBH] with intent",
    "[@click=app.quit]x[/]",
    "\x1b[2J\x1b]0;owned\x07",
    "\x9b31m C1",
    "\u202egnirts\u202c",
    "👩‍👩‍👧 e\u0301 中文",
    "one\r\ntwo\x0bthree\x0c",
)
"""Texts that a terminal or a markup reader would act on."""


@pytest.fixture
def wait_for() -> WaitFor:
    """Wait until something is so; in the end say what never was."""

    async def waiting(pilot: Pilot[Any], ready: Callable[[], bool], what: str) -> None:
        for _ in range(1000):
            if ready():
                return
            await pilot.pause(0.01)
        raise AssertionError(f"never happened: {what}")

    return waiting


class Host(App[None]):
    """An app with one widget in it, which notes the messages that the widget posts."""

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget
        self.posted: list[Any] = []
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = DARK.name

    def compose(self) -> ComposeResult:
        yield self.widget

    def note(self, message: Any) -> None:
        self.posted.append(message)


@pytest.fixture
def host() -> type[Host]:
    """The host app."""
    return Host


def drawn(app: App[Any]) -> str:
    """Everything on the screen as text, line by line."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


@pytest.fixture
def screen_text() -> Callable[[App[Any]], str]:
    """Everything on the screen as text."""
    return drawn


@pytest.fixture(params=HOSTILE, ids=lambda text: ascii(text)[:20])
def hostile(request: pytest.FixtureRequest) -> str:
    """A text that must be shown as it is, or with its dangerous characters replaced."""
    return str(request.param)


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the settings or the store of whoever runs it, nor their choice of colours."""
    monkeypatch.setenv("FINALISE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def store_file(tmp_path: Path) -> Path:
    """Where the store of a test lies."""
    return tmp_path / "finalise.db"


@pytest.fixture
def sit_down(store_file: Path) -> Callable[..., AbstractAsyncContextManager[Sitting]]:
    """Open the app on the store of this test, as a person would; may be done again and again."""

    @asynccontextmanager
    async def sitting(
        size: tuple[int, int] = (120, 40), draft_id: str | None = None
    ) -> AsyncIterator[Sitting]:
        app = FinaliseApp(draft_id=draft_id, store_url=f"sqlite:///{store_file}", clock=lambda: NOW)
        async with app.run_test(size=size, notifications=True) as pilot:
            at = Sitting(app, pilot)
            await at.opened()
            yield at
            await app.workers.wait_for_complete()

    return sitting
