"""What a person can do in the conversation besides answering."""

import json

import pytest
from talking import (
    CROWN,
    MAGISTRATES,
    PERSON,
    TODAY,
    MemoryDesk,
    conversation,
    opened,
    resumed,
    say,
    tables,
    told,
)

from assistant.conversation.conversation import Conversation, DraftUnreadable
from assistant.conversation.shown import Kind
from knowledge.errors import FinaliseError


def test_back_undoes_any_number_of_answers_and_redo_takes_it_back():
    talk = opened()
    say(talk, "OF61102", "3/10/26", "g")
    talk.say("back 2")
    assert talk.question.key == "charges.1.offence_date"
    talk.say("undo")
    assert talk.question.key == "charges.1.offence"
    talk.say("redo")
    talk.say("redo")
    talk.say("redo")
    assert talk.question.key == "more_charges"
    assert "nothing to redo" in told(talk.say("redo"))


def test_an_answer_after_undo_drops_what_could_be_redone():
    talk = opened()
    say(talk, "OF61102", "back", "TH68023")
    assert "nothing to redo" in told(talk.say("redo"))
    assert talk.agenda.case.title(1) == "Robbery"


@pytest.mark.parametrize("words", ["change court", "change the court", "edit court", "correct court"])
def test_any_earlier_answer_can_be_changed_by_name(words):
    talk = opened()
    talk.say(words)
    assert talk.question.key == "court"
    assert talk.question.on_enter == "keep Leeds Magistrates' Court"
    say(talk, "leeds crown")
    assert talk.agenda.record.court is not None
    assert talk.agenda.record.court.name == "Leeds Crown Court"
    assert talk.question.key == "charges.1.offence"


def test_an_empty_answer_keeps_what_was_reopened():
    talk = opened()
    before = talk.agenda.state.draft["court"]
    say(talk, "change court", "")
    assert talk.agenda.state.draft["court"] == before
    assert talk.question.key == "charges.1.offence"


def test_a_change_that_could_mean_several_answers_offers_them():
    talk = opened()
    say(talk, "OF61102", "", "g", "TH68023", "", "g")
    talk.say("change plea")
    assert [option.label for option in talk.question.options] == ["Plea of charge 1", "Plea of charge 2"]
    talk.say("2")
    assert talk.question.key == "charges.2.plea"


def test_a_change_and_its_new_answer_can_be_said_at_once():
    talk = opened()
    reply = say(talk, "change hearing to 19/11/26")
    assert "Thursday 19 November 2026" in told(reply)


def test_a_court_that_no_longer_allows_a_result_reopens_the_result():
    talk = opened()
    say(talk, "OF61102", "", "ng", "withdrawn", "")
    assert talk.question.key == "outcome"
    reply = talk.say("change court to leeds crown")
    assert "Withdrawn does not happen at Leeds Crown Court." in told(reply)
    assert talk.question.key == "charges.1.result"


def test_what_is_skipped_comes_back_before_writing():
    talk = conversation()
    say(talk, "skip", *PERSON[1:], *MAGISTRATES, "OF61102", "", "g", "", "", "", "none")
    assert talk.question.key == "urn"
    assert "needs an answer" in told(talk.say("skip"))
    say(talk, "01AB1234526")
    assert talk.question.key == "write"


def test_why_and_help_explain_the_question_and_leave_it_open():
    talk = opened()
    asked = talk.question
    why, help_ = talk.say("why"), talk.say("help")
    assert asked.why in told(why)
    assert asked.accepts in told(help_)
    assert talk.question == asked


def test_looking_something_up_keeps_the_place():
    talk = opened()
    before = talk.saved()
    reply = talk.say("look up knife crime")
    assert reply.lookup == "knife crime"
    assert talk.saved() == before


def test_what_is_not_understood_is_answered_with_what_would_be():
    talk = opened()
    say(talk, "OF61102", "")
    reply = talk.say("banana")
    assert reply.messages[-1].kind is Kind.NOT_UNDERSTOOD
    assert "Guilty" in reply.messages[-1].text
    assert talk.question.key == "charges.1.plea"


def test_the_number_of_an_option_picks_it():
    talk = opened()
    say(talk, "OF61102", "", "2")
    assert talk.agenda.case.plea(1) == "not_guilty"


def test_words_in_quotation_marks_are_always_an_answer():
    talk = conversation()
    say(talk, "01AB1234526", '"Back"')
    assert talk.agenda.case.defendant_name == "Back"


def test_a_charge_can_be_added_and_removed_at_any_time():
    talk = opened(CROWN)
    say(talk, "OF61102", "", "g", "")
    say(talk, "add charge", "TH68023", "", "g", "no")
    assert len(talk.agenda.record.charges) == 2
    reply = talk.say("remove charge 1")
    assert "Removed charge 1" in told(reply)
    assert [charge.title for charge in talk.agenda.record.charges] == ["Robbery"]


def test_every_answer_is_kept_before_it_is_acknowledged():
    desk = MemoryDesk()
    talk = conversation(desk)
    for words in (*PERSON, *MAGISTRATES, "s47 assault", "banana"):
        talk.say(words)
        assert desk.drafts[talk.draft_id] == json.loads(json.dumps(talk.saved()))


def test_a_draft_resumes_at_the_same_question_with_all_that_was_said():
    desk = MemoryDesk()
    talk = opened(desk=desk)
    say(talk, "OF61102", "3/10/26")
    again = resumed(talk, desk)
    assert again.question == talk.question
    assert again.messages() == talk.messages()
    again.say("back 2")
    assert again.question.key == "charges.1.offence"


def test_options_offered_before_leaving_are_still_offered_after():
    desk = MemoryDesk()
    talk = opened(desk=desk)
    say(talk, "OF61102", "", "g", "TH68023", "", "g")
    talk.say("change plea")
    assert resumed(talk, desk).question == talk.question


def test_leaving_changes_nothing():
    desk = MemoryDesk()
    talk = opened(desk=desk)
    before = dict(desk.drafts)
    again = resumed(talk, desk)
    assert again.say("leave").leave
    assert desk.drafts == before


def test_a_draft_of_another_form_is_refused_in_plain_words():
    with pytest.raises(DraftUnreadable, match="another version"):
        Conversation.resumed(
            {"format": 99}, desk=MemoryDesk(), tables=tables(), today=lambda: TODAY, draft_id="x"
        )


class FullDisk(MemoryDesk):
    """A desk whose disk is full from a certain moment."""

    is_full = False

    def keep(self, draft_id: str, *, title: str, at: str, data: dict[str, object]) -> None:
        if self.is_full:
            raise FinaliseError("The disk is full.", fix="Free some space and press Enter again.")
        super().keep(draft_id, title=title, at=at, data=data)


def test_an_answer_that_cannot_be_kept_is_not_taken():
    desk = FullDisk()
    talk = opened(desk=desk)
    desk.is_full = True
    before = talk.saved()
    with pytest.raises(FinaliseError, match="disk is full"):
        talk.say("OF61102")
    assert talk.saved() == before
    desk.is_full = False
    say(talk, "OF61102")
    assert talk.question.key == "charges.1.offence_date"


def test_after_writing_the_record_cannot_be_changed_here():
    desk = MemoryDesk()
    talk = opened(desk=desk)
    reply = say(talk, "OF61102", "", "g", "", "", "", "none", "yes")
    assert "F001-TEST" in told(reply)
    assert desk.drafts == {}
    talk.say("change court")
    assert talk.question.key == "next"
    assert desk.drafts == {}
    assert talk.say("quit").leave


def test_more_than_any_answer_holds_is_refused_and_changes_nothing():
    talk = opened()
    before = talk.saved()
    with pytest.raises(FinaliseError, match="100,000 characters"):
        talk.say("x" * 100_000)
    assert talk.saved() == before


def test_an_option_suggested_before_leaving_is_still_marked_after():
    desk = MemoryDesk()
    talk = opened(desk=desk)
    say(talk, "OF61102", "", "g", "no")
    talk.say("no")
    assert any(option.is_suggested for option in talk.question.options)
    assert resumed(talk, desk).question == talk.question
