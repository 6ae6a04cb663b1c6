"""Whole finalisations at the real app, on a real store: what a person enters is what is written."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from sitting import GUILTY_PLEA, Sitting, stored

from assistant.record.model import Stage
from assistant.terminal.screens.resume import ResumeScreen
from knowledge.pleas import Plea

SitDown = Callable[..., AbstractAsyncContextManager[Sitting]]

TWO_CHARGES = {
    **GUILTY_PLEA,
    "charges.1.offence": "s47",
    "charges.2.offence": "theft from shop",
    "charges.1.plea": "guilty",
    "charges.2.plea": "not guilty",
    "charges.2.verdict": "guilty",
}


async def test_a_plea_changed_after_the_poc_was_shown_is_in_the_record(
    sit_down: SitDown, store_file: Path
) -> None:
    async with sit_down() as at:
        await at.answer_until("more_charges", TWO_CHARGES)
        await at.say("yes")
        await at.answer_until("poc", TWO_CHARGES)
        await at.say("")
        await at.say("change plea of charge 1", "not guilty")
        changed = {**TWO_CHARGES, "charges.1.verdict": "not guilty", "charges.1.result": "1"}
        written = await at.write(changed)
    assert [charge.plea for charge in written.charges] == [Plea.NOT_GUILTY, Plea.NOT_GUILTY]
    assert written.poc is not None
    assert written.poc.letter == "F"
    assert written.successful
    assert stored(store_file) == [written]


async def test_a_crown_court_acquittal_is_written(sit_down: SitDown, store_file: Path) -> None:
    answers = {
        **GUILTY_PLEA,
        "court": "leeds crown",
        "offence": "robbery",
        "plea": "not guilty",
        "verdict": "not guilty",
        "result": "1",
        "victim": "yes",
        "reason": "1",
        "disclosure": "no",
    }
    async with sit_down() as at:
        written = await at.write(answers)
    assert written.outcome == "jury_acquittal"
    assert not written.successful
    assert written.reason
    assert stored(store_file) == [written]


async def test_an_administrative_finalisation_is_written_without_poc(
    sit_down: SitDown, store_file: Path
) -> None:
    answers = {
        **GUILTY_PLEA,
        "plea": "no plea",
        "verdict": "no verdict",
        "result": "warrant",
        "event_date": "20/11/2026",
    }
    async with sit_down() as at:
        written = await at.write(answers)
    assert written.outcome == "warrant_unexecuted"
    assert (written.poc, written.reason) == (None, None)
    assert stored(store_file) == [written]


async def test_a_pre_charge_nfa_is_written_without_court(sit_down: SitDown, store_file: Path) -> None:
    answers = {
        **GUILTY_PLEA,
        "stage": "no",
        "decision_date": "20/11/2026",
        "offence": "robbery",
        "outcome": "nfa evidential",
        "victim": "yes",
        "reason": "1",
        "flags": "",
        "enhanced": "no",
    }
    async with sit_down() as at:
        written = await at.write(answers)
    assert written.stage is Stage.PRE_CHARGE
    assert written.outcome == "precharge_nfa_evidential"
    assert written.court is None
    assert stored(store_file) == [written]


async def test_the_next_defendant_starts_with_what_they_share(sit_down: SitDown, store_file: Path) -> None:
    async with sit_down() as at:
        first = await at.write(GUILTY_PLEA)
        before = at.talk
        at.screen.answer.value = "another defendant"
        await at.pilot.press("enter")
        await at.until(lambda: at.talk is not before, "a conversation about the next defendant")
        assert at.asks == "defendant"
        second = await at.write({**GUILTY_PLEA, "defendant": "JONES Mary", "same_charges": "yes"})
    assert (second.urn, second.court) == (first.urn, first.court)
    assert second.defendant.surname == "Jones"
    assert {record.defendant.surname for record in stored(store_file)} == {"Smith", "Jones"}


async def test_a_new_case_starts_with_nothing(sit_down: SitDown) -> None:
    async with sit_down() as at:
        await at.write(GUILTY_PLEA)
        before = at.talk
        at.screen.answer.value = "new case"
        await at.pilot.press("enter")
        await at.until(lambda: at.talk is not before, "a new conversation")
        assert at.asks == "urn"
        assert at.talk.messages() == ()


async def test_closing_and_opening_again_comes_back_to_the_same_question(sit_down: SitDown) -> None:
    async with sit_down() as at:
        await at.answer_until("charges.1.plea", GUILTY_PLEA)
        said = at.talk.messages()
    async with sit_down() as at:
        assert isinstance(at.app.screen, ResumeScreen)
        assert "01AB1234526 John Smith" in at.drawn()
        await at.pilot.press("enter")
        await at.until(lambda: not isinstance(at.app.screen, ResumeScreen), "the draft was opened")
        assert at.asks == "charges.1.plea"
        assert at.talk.messages() == said


async def test_a_draft_given_by_its_id_opens_at_once(sit_down: SitDown) -> None:
    async with sit_down() as at:
        await at.answer_until("court", GUILTY_PLEA)
        draft_id = at.talk.draft_id
    async with sit_down(draft_id=draft_id) as at:
        assert at.asks == "court"


async def test_a_draft_that_is_gone_is_said_to_be_gone(sit_down: SitDown) -> None:
    async with sit_down(draft_id="nosuchdraft") as at:
        assert "That draft is no longer there." in at.drawn()
        assert at.asks == "urn"


async def test_looking_at_a_draft_and_leaving_changes_nothing(sit_down: SitDown, store_file: Path) -> None:
    async with sit_down() as at:
        await at.answer_until("court", GUILTY_PLEA)
    before = store_file.read_bytes()
    async with sit_down() as at:
        await at.pilot.press("enter")
        await at.until(lambda: not isinstance(at.app.screen, ResumeScreen), "the draft was opened")
        await at.pilot.press("ctrl+q")
    assert store_file.read_bytes() == before


async def test_a_draft_is_discarded_only_after_asking(sit_down: SitDown) -> None:
    async with sit_down() as at:
        await at.answer_until("court", GUILTY_PLEA)
    async with sit_down() as at:
        await at.pilot.press("delete", "enter")
        assert "01AB1234526 John Smith" in at.drawn()
        await at.pilot.press("delete", "y")
        await at.until(lambda: not isinstance(at.app.screen, ResumeScreen), "a new case began")
        assert at.asks == "urn"
    async with sit_down() as at:
        assert at.asks == "urn"


async def test_a_new_case_can_be_started_beside_a_draft(sit_down: SitDown) -> None:
    async with sit_down() as at:
        await at.answer_until("court", GUILTY_PLEA)
    async with sit_down() as at:
        await at.pilot.press("n")
        await at.until(lambda: not isinstance(at.app.screen, ResumeScreen), "a new case began")
        assert at.asks == "urn"
