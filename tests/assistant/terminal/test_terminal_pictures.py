"""What a person sees: each screen as a picture. Look at a picture before accepting it; the commit says why it changed.

The lists that depend on matching or on the text of the guidance are filled with plain values, so that a better
matcher or a clearer topic changes no picture.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sitting import GUILTY_PLEA, NOW, Sitting
from textual.pilot import Pilot

from assistant.conversation.shown import Alike, Card, CardRow, Suggestion
from assistant.store.summaries import DraftSummary
from assistant.terminal.app import FinaliseApp
from assistant.terminal.reading import Reading
from assistant.terminal.screens.card import CardScreen
from assistant.terminal.screens.reader import ReaderScreen
from assistant.terminal.screens.resume import ResumeScreen
from assistant.terminal.screens.talk import Side
from assistant.terminal.themes import THEMES
from assistant.terminal.widgets.guidance_panel import Found, Page
from guidance.library import Library, Topic, parse_topic

Compare = Callable[..., bool]
Setting = Callable[[Sitting], Awaitable[None]]

SMALL, MIDDLE, LARGE = (80, 24), (120, 40), (200, 60)

SUGGESTIONS = (
    Suggestion(
        words="OF61102",
        label="Assault a person thereby occasioning them actual bodily harm",
        detail="OF61102 · B Offences Against The Person",
        why="known as ABH",
        sureness="sure",
        marked=((0, 7),),
    ),
    Suggestion(
        words="CJ88116",
        label="Common assault",
        detail="CJ88116 · B Offences Against The Person",
        sureness="likely",
        marked=((7, 14),),
    ),
    Suggestion(
        words="CD98073",
        label="Racially / religiously aggravated assault occasioning actual bodily harm to a person with a long title",
        detail="CD98073 · B Offences Against The Person",
        why="known as RA ABH",
        sureness="likely",
        marked=((34, 41),),
    ),
)
CARD = Card(
    code="TH68023",
    title="Robbery",
    rows=(
        CardRow(label="POC", value="E Robbery (proposed, confidence high)"),
        CardRow(label="Why", value="Class 034 (Robbery) is Robbery in our proposed table."),
        CardRow(label="Tried", value="indictable only"),
        CardRow(label="Maximum", value="life: Theft Act 1968 s8 (ours, not official)"),
        CardRow(label="Known as", value="mugging, robbed, s8"),
    ),
    alike=(
        Alike(
            names=("Theft from the person of another (TH68001)",),
            differ="Robbery needs force, or fear of it, just before or while stealing; theft does not.",
            source="Theft Act 1968 ss1, 8",
        ),
        Alike(
            names=("Assault with intent to commit robbery (TH68025)",),
            differ="In robbery something was stolen; assault with intent to rob is the same without a theft.",
            source="Theft Act 1968 s8",
        ),
    ),
)
PAGE = Page(
    slug="plea",
    title="The plea",
    markdown="Record the plea that stood at the end. Give one for each charge.\n\n"
    "## The choices\n\n- **Guilty.** Type g, pg or pleaded guilty.\n- **Not guilty.** Type ng.\n"
    "- **No plea.** None was taken.\n\n## The plea changed\n\nRecord the last one. See [the verdict](verdict).\n",
    standing="A proposal of Finalise, not an official text.",
    related=(("verdict", "The verdict"), ("charge-result", "How each charge ended")),
)
TOPICS = (
    ("plea", "The plea", "plea"),
    ("verdict", "The verdict", "verdict"),
    ("late-sheets", "Late sheets in the North", "sheet"),
    ("using-finalise", "Using Finalise", "stage"),
)
FOUND = (
    Found(
        slug="plea",
        title="The plea",
        section="The choices",
        anchor="the-choices",
        excerpt="Guilty. Type g, pg or pleaded guilty. Not guilty. Type ng.",
        marks=((16, 18), (22, 29)),
        why="Matches “plea”.",
    ),
    Found(slug="late-sheets", title="Late sheets in the North", excerpt="Ask on the same day.", local=True),
    Found(slug="verdict", title="The verdict", excerpt="The court's own finding.", fits=False),
)
DRAFTS = (
    DraftSummary(
        id="1", title="01AB1234526 John Smith", at="What was the plea?", changed_at=NOW - timedelta(hours=1)
    ),
    DraftSummary(
        id="2",
        title="06CD7654326 Bow Street Motors Ltd",
        at="Which monitoring flags apply?",
        changed_at=NOW - timedelta(days=1),
    ),
    DraftSummary(id="3", title="", at="What is the URN?", changed_at=NOW - timedelta(days=20)),
)


@pytest.fixture
def picture(snap_compare: Compare, store_file: Path) -> Callable[..., bool]:
    """Compare the real app in one size and theme, brought to where `setting` leaves it, with the picture kept."""

    def compare(size: tuple[int, int], setting: Setting, theme: str = "Dark") -> bool:
        app = FinaliseApp(store_url=f"sqlite:///{store_file}", clock=lambda: NOW)
        app.theme = THEMES[theme].name

        async def prepare(pilot: Pilot[Any]) -> None:
            at = Sitting(app, pilot)
            await at.opened()
            await setting(at)
            await app.workers.wait_for_complete()
            await pilot.pause()

        return snap_compare(app, terminal_size=size, run_before=prepare)

    return compare


async def first_question(at: Sitting) -> None:
    await at.pilot.pause()


async def plea(at: Sitting) -> None:
    await at.answer_until("charges.1.plea", GUILTY_PLEA)


async def suggestions(at: Sitting) -> None:
    await at.answer_until("charges.1.offence", GUILTY_PLEA)
    with at.screen.answer.prevent(at.screen.answer.Changed):
        at.screen.answer.value = "assault"
        at.screen.answer.cursor_position = 7
    at.screen.answer_box.show_suggestions(SUGGESTIONS)
    await at.pilot.press("down")


async def settling(at: Sitting) -> None:
    await at.answer_until("charges.1.offence", GUILTY_PLEA)
    await at.say("crim dam")
    await at.pilot.press("down", "down")


async def card(at: Sitting) -> None:
    await at.answer_until("charges.1.offence", GUILTY_PLEA)
    await at.app.push_screen(CardScreen(CARD))
    await at.pilot.pause()


async def two_charges(at: Sitting) -> None:
    await at.answer_until("more_charges", GUILTY_PLEA)
    await at.say("yes")
    await at.answer_until(
        "flags", {**GUILTY_PLEA, "charges.2.offence": "theft from shop", "charges.2.plea": "guilty"}
    )


async def drawer(at: Sitting) -> None:
    await plea(at)
    await at.pilot.press("f2")
    await at.until(lambda: at.screen.record.has_focus, "the drawer was opened")


async def guidance(at: Sitting) -> None:
    await plea(at)
    at.screen.side = Side.GUIDANCE
    await at.screen.guidance.show_page(PAGE)
    at.screen.guidance.take_focus()
    await at.pilot.pause()


def library() -> Library:
    """Four topics, so that a clearer text of ours changes no picture."""
    return Library({topic.slug: topic for topic in (_topic(*words) for words in TOPICS)})


def _topic(slug: str, title: str, question: str) -> Topic:
    text = (
        f"---\ntitle: {title}\nslug: {slug}\nsummary: What to know of it.\nkeywords: [{title}]\nwords: [it]\n"
        f"related: [verdict]\nquestions: [{question}]\nsource: [S1]\nstatus: proposed\nchecked: 2026-11-23\n---\n\n"
    )
    return parse_topic(text + PAGE.markdown, name=f"{slug}.md", local=slug == "late-sheets")


async def _read(at: Sitting) -> ReaderScreen:
    reader = ReaderScreen(Reading(library(), today=NOW.date))
    await at.app.push_screen(reader)
    await at.until(lambda: reader.topics.root.children != (), "the contents are there")
    return reader


async def reader_contents(at: Sitting) -> None:
    reader = await _read(at)
    await at.pilot.press("down", "enter")
    await at.until(lambda: reader.topics.root.children[0].is_expanded, "a group was opened")


async def reader_found(at: Sitting) -> None:
    reader = await _read(at)
    with reader.words.prevent(reader.words.Changed):
        reader.words.value = "plea"
    reader._show_found("plea", FOUND, CARD)
    reader.results.focus()
    await at.pilot.press("down")


async def reader_page(at: Sitting) -> None:
    reader = await _read(at)
    reader.open("plea#the-plea-changed")
    await at.until(lambda: reader.panel.page is not None, "a topic was opened")
    await at.pilot.press("slash", *"plea")
    await at.until(lambda: reader.panel.text.found > 0, "the words were found")


async def resume(at: Sitting) -> None:
    await at.app.push_screen(ResumeScreen(DRAFTS, NOW))
    await at.pilot.pause()


async def key_help(at: Sitting) -> None:
    await at.pilot.press("f9")
    await at.pilot.pause()


@pytest.mark.parametrize(
    ("size", "setting"),
    [
        (SMALL, first_question),
        (SMALL, plea),
        (SMALL, suggestions),
        (SMALL, settling),
        (SMALL, card),
        (SMALL, drawer),
        (SMALL, guidance),
        (SMALL, reader_contents),
        (SMALL, reader_found),
        (SMALL, reader_page),
        (SMALL, resume),
        (MIDDLE, suggestions),
        (MIDDLE, card),
        (MIDDLE, guidance),
        (MIDDLE, reader_found),
        (MIDDLE, reader_page),
        (MIDDLE, key_help),
        (LARGE, suggestions),
        (LARGE, two_charges),
        (LARGE, reader_page),
        ((50, 15), first_question),
    ],
    ids=lambda value: value.__name__ if callable(value) else f"{value[0]}x{value[1]}",
)
def test_picture(picture: Callable[..., bool], size: tuple[int, int], setting: Setting) -> None:
    assert picture(size, setting)


@pytest.mark.parametrize("theme", ["Light", "High contrast"])
def test_picture_in_another_theme(picture: Callable[..., bool], theme: str) -> None:
    assert picture(MIDDLE, plea, theme)
