"""The card of an offence: what it says, and how it is asked for."""

import pytest
from talking import CROWN, opened, say, told

from assistant.conversation.card import card_of
from assistant.conversation.shown import Card
from knowledge.catalogue import load_catalogue
from knowledge.poc import load_poc_table


def card(code: str) -> Card:
    catalogue = load_catalogue()
    return card_of(catalogue.require(code), catalogue=catalogue, pocs=load_poc_table())


def rows(code: str) -> dict[str, str]:
    return {row.label: row.value for row in card(code).rows}


# What it says


def test_a_card_says_how_an_offence_is_tried_what_it_carries_and_its_poc():
    said = rows("OF61102")
    assert said["Tried"] == "either way"
    assert said["Class"] == "Home Office 008/06"
    assert said["Maximum"].startswith("5 years: Offences against the Person Act 1861 s47")
    assert said["POC"].startswith("B Offences Against The Person")
    assert said["Why"]


def test_a_card_says_where_the_poc_is_argued_about():
    assert "Public Order Offences" in rows("CJ88144")["Also argued"]
    assert "Also argued" not in rows("OF61102")


def test_a_card_says_what_to_take_care_of():
    assert rows("TH68026A")["Take care"] == "attempt"
    assert "Take care" not in rows("TH68026")
    assert rows("CJ94016")["Take care"] == "repealed or old"


def test_a_card_names_what_people_call_the_offence():
    assert "ABH" in rows("OF61102")["Known as"]
    assert rows("TH68026A")["Known as"] == rows("TH68026")["Known as"]


def test_a_card_says_how_look_alikes_differ():
    alike = {name: one.differ for one in card("TH68023").alike for name in one.names}
    assert "force" in alike["Theft from the person of another (TH68001)"]


def test_an_offence_of_which_little_is_known_has_a_card_too():
    found = card("AN79004")
    assert found.alike == ()
    assert found.rows


def test_a_card_reads_as_plain_lines():
    lines = list(card("TH68023").lines())
    assert lines[0] == "Robbery (TH68023)."
    assert "Tried: indictable only." in lines
    assert "Easily taken for:" in lines


# How it is asked for


@pytest.mark.parametrize("words", ["about s47", "card s47", "card of s47", "About OF61102?", "card for ABH"])
def test_a_card_can_be_asked_for_by_words(words: str):
    talk = opened()
    before = talk.saved()
    reply = talk.say(words)
    assert reply.card is not None
    assert reply.card.code == "OF61102"
    assert talk.saved() == before


def test_a_card_without_words_is_that_of_the_charge_asked_about():
    talk = opened(CROWN)
    say(talk, "TH68023", "", "g", "TH68020")
    assert talk.question.key == "charges.2.offence_date"
    reply = talk.say("card")
    assert reply.card is not None
    assert reply.card.code == "TH68020"


def test_a_card_without_words_is_that_of_the_first_offence_offered():
    talk = opened()
    say(talk, "crim dam")
    reply = talk.say("card")
    assert reply.card is not None
    assert reply.card.code == "CD71039"
    assert talk.question.text == "What was the value of the damage?"


def test_before_there_is_an_offence_the_card_says_how_to_ask_for_one():
    assert "Type card and the offence" in told(opened().say("card"))


def test_words_about_no_offence_are_an_answer():
    talk = opened()
    reply = talk.say("about qwertyuiop")
    assert reply.card is None
    assert "No offence fits those words" in told(reply)


def test_a_reason_may_begin_like_a_request_for_a_card():
    talk = opened()
    say(talk, "OF61102", "", "g", "", "", "public order")
    assert talk.question.key == "poc_note"
    say(talk, "about robbery the advocate was agreed with the court")
    assert talk.question.key != "poc_note"


def test_the_card_is_among_what_can_be_done_once_there_is_an_offence():
    talk = opened()
    assert "card" not in [action.words for action in talk.actions()]
    say(talk, "TH68023")
    assert "card" in [action.words for action in talk.actions()]
