"""The one short question that settles which of several near-twins an offence is."""

import json

import pytest
from talking import CROWN, MemoryDesk, conversation, opened, resumed, say, tables, told

from assistant.conversation.conversation import Conversation
from assistant.conversation.shown import Kind

FIRST = "charges.1.offence"


def code(talk: Conversation, number: int = 1) -> str | None:
    """The code settled for a charge."""
    return (talk.agenda.state.draft.value(f"charges.{number}.offence") or {}).get("code")


def labels(talk: Conversation) -> list[str]:
    return [option.label for option in talk.question.options]


# What is asked


def test_vague_words_are_asked_about_and_not_guessed():
    talk = opened()
    say(talk, "assault")
    assert talk.question.key == FIRST
    assert talk.question.text == "What came of it, and who was it on?"
    assert code(talk) is None
    assert len(talk.question.options) < 10


def test_what_the_words_leave_open_is_asked_with_its_answers_numbered():
    talk = opened()
    reply = say(talk, "crim dam")
    assert talk.question.text == "What was the value of the damage?"
    assert labels(talk) == ["£5,000 or less", "Over £5,000", "Not known", "None of these"]
    assert reply.messages[-1].kind is Kind.ASKED
    assert reply.messages[-1].text == talk.question.text


def test_a_poc_that_all_share_is_told_before_anything_is_chosen():
    assert "Whichever it is, the POC is H Criminal Damage." in told(say(opened(), "crim dam"))
    assert "Whichever it is, the POC is I Drugs Offences." in told(say(opened(), "drugs"))


def test_a_poc_that_is_argued_about_is_told_as_a_proposal():
    assert "the POC proposed is J Public Order Offences (also argued:" in told(say(opened(), "public order"))


def test_where_the_poc_differs_each_answer_has_its_own():
    talk = opened()
    reply = say(talk, "knife")
    assert "Whichever" not in told(reply)
    assert all("·" in option.hint for option in talk.question.options[:3])


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("CD71038", "CD71038"),
        ("crim dam under £5000", "CD71039"),
        ("s9(1)(b) burglary dwelling theft", "TH68036"),
    ],
)
def test_words_that_settle_it_are_not_asked_about(words: str, wanted: str):
    talk = opened()
    say(talk, words)
    assert code(talk) == wanted


@pytest.mark.parametrize(
    ("code", "family"),
    [("CD71038", "criminal-damage"), ("MD71210", "drug-possession"), ("OF61016", "gbh"), ("AN79004", "058")],
)
def test_a_match_names_the_widest_family_it_is_in_else_its_class(code: str, family: str):
    assert tables().matcher.search(code)[0].family == family


# What is answered


def test_the_number_of_an_answer_picks_its_exact_code():
    talk = opened()
    say(talk, "crim dam", "2")
    assert code(talk) == "CD71038"
    assert talk.agenda.state.draft[FIRST].words == "crim dam"


@pytest.mark.parametrize(
    ("words", "answer", "wanted"),
    [
        ("crim dam", "£300", "CD71039"),
        ("crim dam", "7.5k", "CD71038"),
        ("crim dam", "under", "CD71039"),
        ("crim dam", "Over £5,000", "CD71038"),
        ("rape", "a 14 year old girl", "SX03001"),
        ("gbh", "no", "OF61131"),
        ("theft", "tesco", "TH68010"),
        ("knife", "at his school", "CJ88152"),
    ],
)
def test_it_can_be_answered_in_words(words: str, answer: str, wanted: str):
    talk = opened()
    say(talk, words, answer)
    assert code(talk) == wanted


def test_an_answer_in_words_is_kept_with_the_words_before():
    talk = opened()
    say(talk, "crim dam", "£7500")
    assert talk.agenda.state.draft[FIRST].words == "crim dam, £7500"


def test_not_known_takes_the_general_code_and_says_so():
    talk = opened()
    reply = say(talk, "crim dam", "not known")
    assert code(talk) == "CD71040"
    assert "Not known, so it is recorded as Destroy / damage property of a value unknown (CD71040)." in told(
        reply
    )


def test_an_attempt_stays_one_whatever_is_answered():
    talk = opened()
    say(talk, "attempted burglary", "dwelling", "2")
    assert code(talk) == "TH68026A"


def test_an_answer_may_lead_to_a_further_question():
    talk = opened()
    say(talk, "drugs", "2")
    assert talk.question.text == "Which class of drug was it?"
    say(talk, "class b")
    assert talk.question.text == "Which drug was it?"
    say(talk, "weed")
    assert code(talk) == "MD71526"


def test_a_further_question_that_the_first_words_settle_is_not_asked():
    talk = opened()
    say(talk, "possession of drugs", "cocaine")
    assert code(talk) == "MD71210"


def test_a_narrower_word_opens_the_narrower_question():
    talk = opened()
    say(talk, "assault", "gbh")
    assert talk.question.text == "Was really serious injury intended?"


@pytest.mark.parametrize("again", ["possession of drugs", "possession of class a", "drugs"])
def test_the_same_words_again_never_lead_back_to_a_wider_question(again: str):
    talk = opened()
    say(talk, "possession of class a")
    before = talk.question
    assert talk.say(again).messages[-1].kind is Kind.NOT_UNDERSTOOD
    assert talk.question == before


def test_words_that_settle_nothing_leave_the_question_open():
    talk = opened()
    talk.say("crim dam")
    before = talk.question
    reply = talk.say("banana")
    assert "does not settle it" in told(reply)
    assert talk.question == before
    assert "does not settle it" in told(talk.say("yes"))
    assert talk.question == before


def test_another_offence_can_be_typed_instead():
    talk = opened()
    say(talk, "crim dam", "TH68023")
    assert code(talk) == "TH68023"
    assert talk.agenda.state.draft[FIRST].words == "TH68023"


def test_vague_words_of_another_kind_open_their_own_question():
    talk = opened()
    say(talk, "crim dam", "theft")
    assert talk.question.text == "What was stolen, or from where?"


def test_none_of_these_is_the_last_answer_and_says_what_to_try():
    talk = opened()
    talk.say("speeding")
    assert labels(talk)[-1] == "None of these"
    while talk.question.options:
        reply = say(talk, str(len(talk.question.options)))
    assert "Try other words, an Act and section such as s47, or a code." in told(reply)
    assert "other:" in told(reply)
    assert talk.question.text == "What is the first offence?"


def test_a_list_of_offences_ends_with_none_of_these_and_has_a_number_for_each_key():
    talk = opened()
    talk.say("smashed up his ex girlfriend with a bottle near the bar")
    if talk.question.text == "What is the first offence?" and talk.question.options:
        assert labels(talk)[-1] == "None of these"
        assert len(talk.question.options) <= 9
    else:
        pytest.fail("the words were not answered with a list")


# It is a step like any other


def test_it_can_be_undone_and_done_again():
    talk = opened()
    say(talk, "crim dam", "2")
    talk.say("back")
    assert code(talk) is None
    assert talk.question.key == FIRST
    talk.say("redo")
    assert code(talk) == "CD71038"


def test_it_is_still_asked_after_leaving():
    desk = MemoryDesk()
    talk = opened(desk=desk)
    say(talk, "crim dam")
    again = resumed(talk, desk)
    assert again.question == talk.question
    say(again, "over")
    assert code(again) == "CD71038"
    assert again.agenda.state.draft[FIRST].words == "crim dam, over"


def test_a_draft_of_an_earlier_version_still_opens():
    desk = MemoryDesk()
    talk = opened(desk=desk)
    say(talk, "crim dam")
    data = json.loads(json.dumps(talk.saved()))
    del data["state"]["asks"]
    again = Conversation.resumed(
        data, desk=desk, tables=talk._tables, today=lambda: talk.agenda.case.today, draft_id="x"
    )
    assert again.question.text == "What is the first offence?"
    say(again, "2")
    assert code(again) == "CD71038"


def test_a_further_charge_is_asked_about_in_the_same_way():
    talk = opened(CROWN)
    say(talk, "TH68023", "", "g", "gbh")
    assert talk.question.key == "more_charges"
    assert talk.question.text == "Was really serious injury intended?"
    say(talk, "yes")
    if talk.question.key == "more_charges":
        say(talk, "a wound")
    assert code(talk, 2) in ("OF61016", "OF61017")


def test_a_change_is_asked_about_in_the_same_way():
    talk = opened()
    say(talk, "TH68023", "")
    talk.say("change offence to crim dam")
    assert talk.question.text == "What was the value of the damage?"
    say(talk, "1")
    assert code(talk) == "CD71039"


def test_several_offences_at_once_become_charges_without_a_question():
    talk = opened(CROWN)
    say(talk, "robbery, twoc")
    assert talk.agenda.state.draft.charge_count == 2


def test_an_answer_is_no_choice_over_what_was_suggested():
    desk = MemoryDesk()
    talk = opened(desk=desk)
    say(talk, "crim dam", "2")
    assert not desk.choices
    assert "chosen_over" not in talk.agenda.state.draft.value(FIRST)


# While typing


def test_the_first_suggestion_is_the_question_and_picking_it_asks():
    talk = opened()
    first, second, *_ = talk.suggestions("crim dam")
    assert (first.label, first.sureness) == ("Criminal damage", "POC sure")
    assert "What was the value of the damage?" in first.why
    assert second.words == "CD71039"
    talk.say(first.words, typed="crim dam")
    assert talk.question.text == "What was the value of the damage?"


def test_answers_are_suggested_while_the_question_is_open():
    talk = opened()
    say(talk, "possession of class a")
    assert [suggestion.label for suggestion in talk.suggestions("her")] == ["Heroin"]
    assert [suggestion.words for suggestion in talk.suggestions("smack")] == ["MD71211"]


def test_help_says_what_the_open_question_accepts():
    talk = opened()
    say(talk, "crim dam")
    reply = talk.say("help")
    assert "£5,000 or less" in told(reply)
    assert talk.question.text == "What was the value of the damage?"


def test_nothing_is_asked_before_there_is_an_offence_question():
    talk = conversation()
    assert talk.question.key == "urn"
    assert talk.say("crim dam").messages[-1].kind is Kind.NOT_UNDERSTOOD
