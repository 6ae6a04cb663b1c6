"""Details that nobody is asked for: given at any time, kept in the record, left out again."""

from datetime import date
from functools import reduce

import pytest
from talking import CROWN, MemoryDesk, conversation, opened, resumed, say, told

from assistant.conversation.conversation import Conversation
from assistant.conversation.questions.details import DETAILS
from assistant.record.kinds import Custody, Relationship, SheetItem, SheetKind, TrialReached
from knowledge.letters import RightToReview

GIVEN = [
    ("asn 01/01ZD/01/410836V", "defendant.asn", "0101ZD0100000410836V"),
    ("add asn: 0101ZD0100000410836V", "defendant.asn", "0101ZD0100000410836V"),
    ("add custody on bail", "defendant.custody", Custody.ON_BAIL),
    ("add defendants on the case 3", "defendants", 3),
    ("add another uncharged yes", "others_uncharged", True),
    ("add vulnerable or intimidated y", "vulnerable", True),
    ("add the first hearing 1/11/26", "first_hearing", date(2026, 11, 1)),
    ("add next hearing 3/12/2026", "next_hearing", date(2026, 12, 3)),
    ("add present no", "present", False),
    ("add kind of sheet CC HRS", "sheet.kind", SheetKind.CC_HRS),
    ("add date of the sheet last friday", "sheet.hearing_on", date(2026, 11, 20)),
    ("add sheet received today", "sheet.received_on", date(2026, 11, 23)),
    ("add sheet names the defendant yes", "sheet.names_defendant", True),
    ("add defendants on the sheet 2", "sheet.defendants", 2),
    ("add lines told apart yes", "sheet.lines_confirmed", True),
    ("add charges on the sheet of61102, a by-law", "sheet.charges", ["OF61102", "a by-law"]),
    ("add missing on the sheet 6, 8", "sheet.missing", [SheetItem.REASON, SheetItem.VICTIM]),
    ("add missing on the sheet victim, flags", "sheet.missing", [SheetItem.VICTIM, SheetItem.FLAGS]),
    ("add missing on the sheet nothing", "sheet.missing", []),
    ("add arraigned yes", "trial.arraigned", True),
    ("add indictment preferred 1/10/26", "trial.indictment_on", date(2026, 10, 1)),
    ("add trial began 18/11", "trial.began_on", date(2026, 11, 18)),
    ("add trial reached jury sworn", "trial.reached", TrialReached.JURY_SWORN),
    ("add pcd poc robbery", "pcd_poc", "E"),
    ("add victim's age 17", "victim.age", 17),
    ("add victim and defendant is ex-partner", "victim.relationship", Relationship.PARTNER),
    ("add letter sent today", "victim.letter_sent", date(2026, 11, 23)),
    ("add told at court yes", "victim.told_at_court", True),
    ("add explanation noted yes", "victim.explanation_noted", True),
    ("add review in the letter limited", "victim.review", RightToReview.LIMITED),
    ("add charged on 1/9/26", "charges.0.charged_on", date(2026, 9, 1)),
    ("add plea entered on 1/10/26", "charges.0.pleaded_on", date(2026, 10, 1)),
    ("add plea vacated no", "charges.0.plea_vacated", False),
    ("add date of conviction 1/10/26", "charges.0.convicted_on", date(2026, 10, 1)),
    ("add sentenced on 1/11/26", "charges.0.sentenced_on", date(2026, 11, 1)),
    ("add sentence 20 weeks' imprisonment", "charges.0.sentence", "20 weeks' imprisonment"),
    ("add put in place of another no", "charges.0.substituted", False),
    ("add result code 2091", "charges.0.court_result", "2091"),
]


def dropped() -> Conversation:
    """A case at the Crown Court in which no evidence was offered and a letter is owed."""
    talk = opened(CROWN)
    say(talk, "OF61102", "3/8/26", "ng", "no evidence offered", "no", "", "yes", "E4")
    assert talk.question.key == "poc"
    return talk


def value_at(record: object, path: str) -> object:
    def step(thing: object, name: str) -> object:
        return thing[int(name)] if isinstance(thing, list) else getattr(thing, name)

    return reduce(step, path.split("."), record)


@pytest.mark.parametrize(("words", "path", "value"), GIVEN, ids=[words for words, *_ in GIVEN])
def test_a_detail_that_is_given_is_in_the_record_and_the_question_stays(words, path, value):
    talk = dropped()
    asked = talk.question.text

    reply = say(talk, words)

    assert value_at(talk.agenda.record, path) == value
    assert reply.messages
    assert talk.question.text == asked or talk.question.key.startswith("override") or talk.agenda.stops
    shown = [
        row for group in talk.record() for row in group.rows if row.key == list(talk.agenda.state.draft)[-1]
    ]
    assert shown[0].value
    assert resumed(talk, MemoryDesk()).agenda.record == talk.agenda.record


def test_every_detail_but_that_of_a_warrant_is_given_above():
    given = set()
    for words, *_ in GIVEN:
        talk = dropped()
        before = set(talk.agenda.state.draft)
        say(talk, words)
        given |= {key.rpartition(".")[2] for key in set(talk.agenda.state.draft) - before}
    assert {question.name for question in DETAILS} - given == {"warrant_executed_on"}


@pytest.mark.parametrize(
    "question", [one for one in DETAILS if one.name != "warrant_executed_on"], ids=lambda one: one.name
)
def test_a_detail_named_alone_is_asked_for_and_enter_leaves_it_out(question):
    talk = dropped()
    before = talk.agenda.record
    say(talk, f"add {question.wording.label}")
    assert talk.question.text == question.wording.text
    assert talk.question.on_enter == "leave it out"
    talk.say("")
    assert talk.question.key == "poc"
    assert talk.agenda.record == before


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("add asn nonsense", "That is not an ASN."),
        ("add custody on the moon", "That is not custody or bail."),
        ("add victim's age 900", "Type a number from 0 to 120."),
        ("add first hearing 1/1/2031", "is in the future"),
        ("add arraigned perhaps", "neither yes nor no"),
        ("add pcd poc Q", "not a Principal Offence Category"),
        ("add result code 12", "not a result code of the courts"),
        ("add missing on the sheet 6, 99", "Not clear: 99."),
        ("add missing on the sheet the moon", "Not clear: the moon."),
        ("add sentence " + "x" * 300, "That has 300 characters."),
    ],
)
def test_what_is_not_understood_is_told_and_the_detail_asked_for(words, says):
    talk = dropped()
    reply = talk.say(words)
    assert says in told(reply)
    assert talk.question.on_enter == "leave it out"
    assert talk.say("skip").messages[1].text.startswith("Left out: ")
    assert talk.question.key == "poc"


def test_add_alone_lists_what_can_be_given_here():
    assert "ASN" in told(conversation().say("add"))
    assert "Letter sent" not in told(opened().say("add"))
    assert "Letter sent" in told(dropped().say("add a detail"))
    assert "Warrant executed" not in told(dropped().say("details"))


def test_a_detail_that_does_not_exist_or_does_not_apply_is_told():
    talk = conversation()
    assert "There is no detail called moon." in told(talk.say("add the moon"))
    assert "There is no detail called letter sent today." in told(talk.say("add letter sent today"))


def test_words_that_name_no_detail_may_be_an_offence():
    talk = opened()
    reply = talk.say("add poison to food")
    assert "no detail" not in told(reply)


def test_of_several_charges_the_charge_is_named():
    talk = opened()
    say(talk, "OF61102", "", "g", "CD71039", "", "g")
    say(talk, "add sentenced on of charge 2 20/11/26", "add charge 1 sentenced on 19/11/26")
    assert [charge.sentenced_on for charge in talk.agenda.record.charges] == [
        date(2026, 11, 19),
        date(2026, 11, 20),
    ]
    assert "Say of which charge, such as add sentenced on of charge 2." in told(
        talk.say("add sentenced on today")
    )
    say(talk, "remove charge 1")
    assert [charge.sentenced_on for charge in talk.agenda.record.charges] == [date(2026, 11, 20)]


def test_a_detail_can_be_changed_undone_and_left_out_again():
    talk = dropped()
    say(talk, "add letter sent 20/11/26", "change letter sent to 21/11/26")
    assert talk.agenda.record.victim.letter_sent == date(2026, 11, 21)
    say(talk, "back")
    assert talk.agenda.record.victim.letter_sent == date(2026, 11, 20)
    say(talk, "change letter sent", "leave out")
    assert talk.agenda.record.victim.letter_sent is None


def test_a_detail_of_what_no_longer_applies_is_not_in_the_record():
    talk = dropped()
    say(talk, "add victim's age 17", "change victim to no")
    assert talk.agenda.record.victim.age is None


def test_a_charge_in_words_is_still_added_by_add_charge():
    talk = opened()
    say(talk, "OF61102", "", "g", "add charge")
    assert talk.question.key == "charges.2.offence"


def test_the_number_of_defendants_and_the_age_point_to_flags():
    talk = dropped()
    say(talk, "add victim's age 70")
    assert "CAOP" in {suggestion.code for suggestion in talk.agenda.case.flag_suggestions}
    talk = opened(CROWN)
    say(talk, "COML025", "", "g", "add defendants on the case 2")
    assert "JOEN" in {suggestion.code for suggestion in talk.agenda.case.flag_suggestions}
