"""Which guidance belongs to what a person has before them."""

import pytest
from talking import opened, say

from assistant.conversation.questions.base import OVERRIDE, wordings
from assistant.conversation.shown import Kind, Message
from assistant.conversation.topics import topic_now
from guidance.library import load_library
from knowledge.outcomes import load_outcomes
from knowledge.reasons import GROUP_CHOICES

LIBRARY = load_library()


@pytest.mark.parametrize("name", wordings())
def test_every_question_opens_a_section_that_is_there(name: str):
    wording = wordings()[name]
    topic = LIBRARY.get(wording.topic)
    assert topic is not None
    if wording.section:
        assert topic.section(wording.section) is not None


@pytest.mark.parametrize("choice", GROUP_CHOICES, ids=lambda choice: choice.key)
def test_every_group_of_reasons_has_a_topic(choice):
    assert choice.topic in LIBRARY


def test_without_anything_in_view_it_is_the_question():
    assert opened().topic() == "offence"


def test_an_offence_in_view_leads_to_its_poc():
    assert opened().topic("TH68023") == "poc-robbery"


def test_words_that_name_nothing_lead_to_the_question():
    assert opened().topic("no such thing") == "offence"


def test_an_outcome_a_reason_and_a_flag_in_view_lead_to_their_own_topics():
    talk = opened()
    say(talk, "OF61102", "3/10/26", "ng", "none", "withdrawn", "no")
    assert talk.question.key == "outcome"
    for key in ("withdrawn", "discontinued"):
        assert talk.topic(key) == load_outcomes()[key].topic
    say(talk, "", "yes")
    assert talk.question.key == "reason"
    assert talk.topic("E8") == "reason-e8"
    assert talk.topic("group victim") == "victim-reasons"
    assert talk.topic("group evidential") == "evidential-reasons"


@pytest.mark.parametrize("kind", [Kind.WRONG, Kind.WARNING])
def test_what_was_last_found_wrong_comes_before_the_question_until_something_else_is_said(kind: Kind):
    talk = opened()
    said = Message(kind=Kind.SAID, text="yesterday")
    fault = Message(kind=kind, text="That cannot be.", topic="hearing-date")
    asked = Message(kind=Kind.ASKED, text="When?", topic="offence-date")
    assert topic_now(talk.agenda, talk.question, (said, fault, asked)) == "hearing-date"
    assert topic_now(talk.agenda, talk.question, (said, fault, said)) == "offence"
    assert topic_now(talk.agenda, talk.question, (said, fault), "TH68023") == "poc-robbery"


def test_a_warning_that_asks_for_a_reason_opens_the_topic_of_its_rule():
    talk = opened()
    say(talk, "OF61102", "3/10/26", "g", "no", "", "", "none", "change hearing to 22/11/2026")
    assert talk.question.key.startswith(OVERRIDE)
    rule = talk.question.key.removeprefix(OVERRIDE)
    finding = next(finding for finding in talk.agenda.findings if finding.rule == rule)
    assert talk.question.topic == finding.topic


def test_guidance_can_be_asked_for_in_words():
    talk = opened()
    assert talk.say("guidance").topic == talk.topic()
    assert "guidance" in [action.words for action in talk.actions()]


def test_why_says_what_a_suggestion_rests_on():
    talk = opened()
    say(talk, "OF61102", "3/10/26", "g", "no")
    assert talk.question.key == "outcome"
    told = talk.say("why").messages[-1].text
    assert "rests on how the charges ended" in told
    say(talk, "")
    assert talk.question.key == "poc"
    told = talk.say("why").messages[-1].text
    assert "rests on the principal offence" in told
    assert "confidence" in told
