"""What was picked over the suggested offence comes first on the screen next time, and says why."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from sitting import GUILTY_PLEA, Sitting

SitDown = Callable[..., AbstractAsyncContextManager[Sitting]]
WORDS = "pulled her hair on the bus"


async def suggested(at: Sitting, urn: str) -> list[str]:
    """The titles suggested for the words in the case of this URN, as shown."""
    await at.answer_until("charges.1.offence", {**GUILTY_PLEA, "urn": urn})
    at.screen.answer.value = WORDS
    await at.until(lambda: at.screen.suggestions.suggestions == at.talk.suggestions(WORDS), "suggestions")
    return [suggestion.label for suggestion in at.screen.suggestions.suggestions]


async def test_a_suggestion_picked_over_the_first_is_the_first_next_time(sit_down: SitDown) -> None:
    async with sit_down() as at:
        before = await suggested(at, "01AB1234526")
        assert "chosen here before" not in at.drawn()
        await at.pilot.press("down", "down", "down", "enter")
        await at.until(lambda: at.asks == "charges.1.offence_date", "the offence was taken")
        assert (await at.write(GUILTY_PLEA)).charges[0].title == before[2]
    async with sit_down() as at:
        after = await suggested(at, "01AB1234626")
        assert after[0] == before[2]
        assert "chosen here before (once, by you" in at.drawn()
        await at.pilot.press("enter")
        await at.until(lambda: bool(at.talk.question.options), "a list to pick from")
        assert at.asks == "charges.1.offence"
