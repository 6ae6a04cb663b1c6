"""The reader of the guidance: search, contents, back and forward, find, bookmarks, and the way back."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from sitting import GUILTY_PLEA, Sitting

from assistant.bookmarks import load_bookmarks
from assistant.missed import Miss, missed_searches
from assistant.terminal.screens.card import CardScreen
from assistant.terminal.screens.reader import ReaderScreen
from assistant.terminal.screens.talk import Side
from guidance.library import load_library
from guidance.rendering import citation

SitDown = Callable[..., AbstractAsyncContextManager[Sitting]]
NARROW, WIDE = (80, 24), (120, 40)


class Reading(Sitting):
    """A sitting with the reader on top."""

    @property
    def reader(self) -> ReaderScreen:
        screen = self.app.screen
        assert isinstance(screen, ReaderScreen), screen
        return screen

    @property
    def shown(self) -> str:
        """The slug of the topic that is shown."""
        page = self.reader.panel.page
        return page.slug if page else ""

    async def search(self, words: str) -> None:
        self.reader.words.value = words
        await self.until(lambda: self.reader._searched == words, f"a search for {words!r}")

    async def open(self, slug: str) -> None:
        self.reader.open(slug)
        await self.until(lambda: self.shown == slug.partition("#")[0], f"{slug} was opened")
        await self.until(lambda: self.reader.panel.text.has_focus, "the page has the keys")


@pytest.fixture
def reading(sit_down: SitDown) -> Callable[..., AbstractAsyncContextManager[Reading]]:
    """Open the app, and the reader over it by its key."""

    @asynccontextmanager
    async def opened(size: tuple[int, int] = WIDE) -> AsyncIterator[Reading]:
        async with sit_down(size=size) as at:
            await at.pilot.press("f6")
            await at.until(lambda: isinstance(at.app.screen, ReaderScreen), "the reader was opened")
            here = Reading(at.app, at.pilot)
            await here.until(lambda: here.shown != "", "a topic was shown")
            yield here
            await at.app.workers.wait_for_complete()

    return opened


async def test_results_come_while_typing_and_enter_opens_the_first_at_its_section(reading) -> None:
    async with reading() as at:
        await at.pilot.press(*"who writes victim letter")
        await at.until(lambda: at.reader.results.blocks != (), "something was found")
        await at.until(lambda: at.reader._searched == "who writes victim letter", "the whole was searched")
        assert "Who writes it" in at.drawn()
        await at.pilot.press("enter")
        await at.until(lambda: at.shown == "victim-letters", "the topic was opened")
        assert at.reader.reading.visits.here == "victim-letters#who-writes-it"


async def test_down_goes_into_the_results_and_up_comes_back(reading) -> None:
    async with reading() as at:
        await at.search("robbery")
        await at.app.workers.wait_for_complete()
        await at.pilot.press("down")
        assert at.reader.results.has_focus
        await at.pilot.press("up")
        assert at.reader.words.has_focus
        await at.pilot.press("down", "down", "enter")
        await at.until(lambda: at.reader.panel.text.has_focus, "a topic was opened")
        assert at.shown


async def test_a_card_that_comes_late_leaves_the_highlight_where_it_is(reading) -> None:
    async with reading() as at:
        await at.search("TH68023 robbery")
        await at.app.workers.wait_for_complete()
        found = at.reader.reading.found("robbery")
        at.reader._show_found("robbery", found, None)
        await at.pilot.press("down", "down")
        was = at.reader.results.highlighted_key
        at.reader._show_found("robbery", found, at.reader.reading.card("TH68023"))
        assert at.reader.results.highlighted_key == was == found[1].target


async def test_a_code_gives_the_card_of_its_offence(reading) -> None:
    async with reading() as at:
        await at.search("TH68023")
        await at.until(lambda: "Robbery (TH68023)" in at.drawn(), "the card was offered")
        await at.pilot.press("enter")
        await at.until(lambda: isinstance(at.app.screen, CardScreen), "the card was opened")
        await at.pilot.press("escape")
        assert at.reader.words.has_focus


async def test_the_contents_list_every_topic_and_open_one(reading) -> None:
    async with reading() as at:
        listed = {leaf.data for group in at.reader.topics.root.children for leaf in group.children}
        assert listed == {topic.slug for topic in load_library()}
        await at.pilot.press("down")
        assert at.reader.topics.has_focus
        await at.pilot.press("enter", "down", "enter")
        await at.until(lambda: at.reader.panel.text.has_focus, "a topic was opened")


async def test_back_and_forward_go_through_what_was_read(reading) -> None:
    async with reading() as at:
        for slug in ("urn", "plea", "verdict"):
            await at.open(slug)
        await at.pilot.press("b")
        await at.until(lambda: at.shown == "plea", "went back")
        await at.pilot.press("b")
        await at.until(lambda: at.shown == "urn", "went back again")
        await at.pilot.press("f")
        await at.until(lambda: at.shown == "plea", "went forward")


async def test_a_link_in_the_list_under_a_topic_leads_on(reading) -> None:
    async with reading() as at:
        await at.open("plea")
        first = at.reader.panel.listing.blocks[0].key
        at.reader.panel.listing.focus()
        await at.pilot.press("enter")
        await at.until(lambda: at.shown == first, "the related topic was opened")


async def test_words_are_found_on_the_page_one_place_after_the_other(reading) -> None:
    async with reading(size=NARROW) as at:
        await at.open("poc-offences-against-the-person")
        await at.pilot.press("slash", *"strangulation")
        text = at.reader.panel.text
        await at.until(lambda: text.found > 0, "the words were found")
        count = text.found
        assert f"1 of {count}" in at.drawn()
        await at.pilot.press("enter")
        assert text.at == min(2, count)
        await at.pilot.press("escape")
        assert not at.reader.finder.display
        assert text.has_focus
        assert text.found == 0


async def test_words_that_are_not_there_are_said_not_to_be(reading) -> None:
    async with reading() as at:
        await at.open("urn")
        await at.pilot.press("slash", *"zebra")
        await at.until(lambda: "not on this page" in at.drawn(), "it was said")


async def test_a_bookmark_is_kept_for_the_next_sitting(reading) -> None:
    async with reading() as at:
        await at.open("reason-e8")
        await at.pilot.press("m")
        groups = [str(node.label) for node in at.reader.topics.root.children]
        assert groups[:2] == ["Bookmarks", "Read last"]
    assert load_bookmarks().marked == ("reason-e8",)
    assert load_bookmarks().recent[0] == "reason-e8"
    async with reading() as at:
        assert str(at.reader.topics.root.children[0].label) == "Bookmarks"
        await at.open("reason-e8")
        await at.pilot.press("m")
    assert load_bookmarks().marked == ()


async def test_a_citation_line_is_copied(reading) -> None:
    async with reading() as at:
        await at.open("reason-e8")
        await at.pilot.press("c")
        topic = load_library().get("reason-e8")
        assert topic is not None
        assert at.app.clipboard == citation(topic)


async def test_a_search_in_vain_is_counted_when_it_is_sent(reading) -> None:
    async with reading() as at:
        await at.search("photocopier jam")
        await at.pilot.press("enter")
        await at.until(lambda: missed_searches() != (), "it was counted")
        assert missed_searches()[0].miss is Miss.NOTHING
        await at.pilot.press("escape", "escape")
    assert sum(one.times for one in missed_searches()) == 1


async def test_a_search_left_without_opening_anything_is_counted_and_one_that_helped_is_not(reading) -> None:
    async with reading() as at:
        await at.search("victim letter")
        await at.pilot.press("enter")
        await at.until(lambda: at.shown == "victim-letters", "the topic was opened")
        at.reader.action_search()
        await at.search("plea")
        await at.pilot.press("escape")
        await at.until(lambda: missed_searches() != (), "it was counted")
    assert [(one.words, one.miss) for one in missed_searches()] == [("plea", Miss.NOT_OPENED)]


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_way_back_leads_to_the_same_cursor(sit_down: SitDown, size: tuple[int, int]) -> None:
    async with sit_down(size=size) as at:
        await at.answer_until("charges.1.plea", GUILTY_PLEA)
        await at.pilot.press("n", "g", "left", "f6")
        await at.until(lambda: isinstance(at.app.screen, ReaderScreen), "the reader was opened")
        here = Reading(at.app, at.pilot)
        await here.until(lambda: here.shown != "", "a topic was shown")
        await here.open("urn")
        await at.pilot.press(*(["escape"] if size == WIDE else ["escape", "escape"]))
        assert at.screen.answer.has_focus
        assert (at.screen.answer.value, at.screen.answer.cursor_position) == ("ng", 1)


async def test_a_narrow_screen_shows_the_list_or_the_page(reading) -> None:
    async with reading(size=NARROW) as at:
        assert "Contents" not in at.drawn()
        assert not at.reader.panel.region
        await at.open("urn")
        assert not at.reader.words.region
        await at.pilot.press("escape")
        assert at.reader.words.region


async def test_an_option_in_view_opens_its_own_topic_and_closing_gives_the_keys_back(
    sit_down: SitDown,
) -> None:
    async with sit_down() as at:
        answers = {**GUILTY_PLEA, "plea": "ng", "verdict": "none", "result": "withdrawn", "outcome": ""}
        await at.answer_until("victim", {**answers, "charges.1.offence": "OF61102"})
        await at.say("yes")
        assert at.asks == "reason"
        await at.pilot.press("down", "f4")
        await at.until(lambda: at.screen.side is Side.GUIDANCE, "the guidance was opened")
        await at.until(lambda: at.screen.guidance.page is not None, "a topic was shown")
        page = at.screen.guidance.page
        assert page is not None
        assert page.slug in ("victim-reasons", "evidential-reasons", "public-interest-reasons")
        await at.pilot.press("f4")
        assert at.screen.side is None
        assert at.screen.answer.has_focus


async def test_the_palette_reaches_the_reader(sit_down: SitDown) -> None:
    async with sit_down() as at:
        assert "Search" in [offer.label for offer in at.screen.offers()]
        at.screen.action_read()
        await at.until(lambda: isinstance(at.app.screen, ReaderScreen), "the reader was opened")
        here = Reading(at.app, at.pilot)
        await here.until(lambda: here.reader.is_mounted and here.shown != "", "a topic was shown")
        assert {"Bookmark", "Cite", "Find"} <= {offer.label for offer in here.reader.offers()}
        await at.app.workers.wait_for_complete()
