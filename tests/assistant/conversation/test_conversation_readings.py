"""What people type is read for all that it says, and played back without repeating itself."""

import pytest
from talking import CROWN, MAGISTRATES, MemoryDesk, opened, say, told

from assistant.conversation.shown import Kind
from knowledge.pleas import Plea, Verdict
from knowledge.results import ChargeResult


@pytest.mark.parametrize(
    ("court", "words", "result"),
    [
        (MAGISTRATES, "pia", ChargeResult.PROVED_IN_ABSENCE),
        (MAGISTRATES, "Proved in absence", ChargeResult.PROVED_IN_ABSENCE),
        (MAGISTRATES, "ncta", ChargeResult.NO_CASE),
        (MAGISTRATES, "dismissed for want", ChargeResult.DISMISSED_WANT),
        (MAGISTRATES, "disc", ChargeResult.DISCONTINUED),
        (CROWN, "judge ordered not guilty", ChargeResult.JUDGE_ORDERED),
        (CROWN, "directed acquittal", ChargeResult.JUDGE_DIRECTED),
        (CROWN, "ng by reason of insanity", ChargeResult.INSANITY),
    ],
)
def test_a_result_said_where_the_verdict_was_asked_is_kept_as_the_result(court, words, result):
    talk = opened(court)
    say(talk, "OF61102", "", "no plea", words)
    assert talk.agenda.case.result(1) is result
    assert talk.question.key == "more_charges"


@pytest.mark.parametrize("words", ["found guilty", "guilty after trial", "found guilty in absence"])
def test_a_finding_of_guilt_said_where_the_plea_was_asked_is_no_plea_of_guilty(words):
    talk = opened()
    say(talk, "OF61102", "", words)
    assert talk.agenda.case.plea(1) is not Plea.GUILTY
    say(talk, *([] if talk.question.key == "more_charges" else ["not guilty"]))
    assert talk.agenda.case.verdict(1) is Verdict.GUILTY


@pytest.mark.parametrize(
    ("words", "verdict"), [("g", Verdict.GUILTY), ("acquitted", Verdict.NOT_GUILTY), ("none", Verdict.NONE)]
)
def test_a_plain_verdict_stays_a_verdict(words, verdict):
    talk = opened(CROWN)
    say(talk, "OF61102", "", "ng", words)
    assert talk.agenda.state.draft.value("charges.1.verdict") == verdict


def test_picking_a_group_of_reasons_is_a_step_and_no_refusal():
    talk = opened()
    say(talk, "PU86003", "", "ng", "withdrawn", "", "", "no")
    reply = say(talk, "evidential")
    assert reply.messages[-1].kind is Kind.TOLD
    assert talk.question.options[0].words == "E1"


def test_a_reason_that_is_on_no_list_is_answered_with_the_groups():
    talk = opened()
    say(talk, "PU86003", "", "ng", "withdrawn", "", "", "no")
    reply = talk.say("banana")
    assert "Pick a group" in told(reply)
    assert "Evidential" in [option.label for option in talk.question.options]


def test_the_derived_outcome_is_said_once():
    talk = opened()
    say(talk, "PU86003", "", "ng", "withdrawn", "")
    assert talk.question.key == "outcome"
    assert talk.question.text.endswith("so the outcome is “Withdrawn”. Is that right?")


def test_nothing_is_said_of_a_replaced_charge_before_its_substitute_was_asked_for():
    talk = opened()
    say(talk, "OF61102", "", "no plea", "replaced", "CJ88116", "", "g", "no")
    assert talk.question.key == "charges.1.live"
    say(talk, "no", "2/10/26")
    assert talk.question.key == "charges.1.replaced_by"
    reply = say(talk, "2")
    assert talk.question.key == "outcome"
    assert "Charge 1 replaced by: Charge 2: Assault by beating" in told(reply)


def test_a_charge_that_left_earlier_needs_the_day():
    talk = opened()
    say(talk, "OF61102", "", "ng", "withdrawn", "CJ88116", "", "g", "no", "no")
    assert talk.say("not known").messages[-1].kind is Kind.NOT_UNDERSTOOD
    say(talk, "2/10/26")
    assert talk.question.key == "outcome"


def test_the_letter_about_a_charge_that_left_earlier_runs_from_that_day():
    talk = opened()
    say(talk, "OF61102", "", "ng", "withdrawn", "CJ88116", "", "g", "no", "no", "2/11/26")
    say(talk, "", "yes", "", "IVIC", "no")
    assert talk.question.key == "dropped_on"
    assert talk.question.on_enter == "Monday 2 November 2026"


@pytest.mark.parametrize("words", ["adjourned", "adj", "sent to crown court", "remitted"])
def test_what_is_no_end_is_never_taken_for_an_end_that_looks_like_it(words):
    talk = opened()
    say(talk, "OF61102", "", "ng")
    assert "not the end of the case" in told(talk.say(words))
    say(talk, "none")
    assert "not the end of the case" in told(talk.say(words))
    assert talk.agenda.case.result(1) is None


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("sent for trial", "not the end of the case"),
        ("jury acquittal", "not an outcome of Leeds Magistrates' Court"),
        ("lie on file", "not an outcome of Leeds Magistrates' Court"),
    ],
)
def test_an_outcome_that_this_case_cannot_have_is_refused_with_the_reason(words, why):
    talk = opened()
    say(talk, "PU86003", "", "ng", "withdrawn", "")
    assert why in told(talk.say(words))
    assert talk.question.key == "outcome"


def test_an_out_of_court_disposal_is_asked_for_by_name_and_day():
    desk = MemoryDesk()
    talk = opened(desk=desk)
    say(talk, "TH68010", "", "ng", "withdrawn", "", "", "no", "P9")
    assert talk.question.key == "reason_note"
    assert "disposal" in talk.question.text
    assert "has no date" in told(say(talk, "youth conditional caution"))
    say(talk, "youth conditional caution 19/11/26", "", "none", "no", "yes")
    assert desk.records[0].reason_note == "youth conditional caution 19/11/26"


def test_a_letter_that_is_already_late_is_told_as_late():
    talk = opened()
    say(talk, "OF61102", "", "ng", "withdrawn", "", "", "yes", "E8", "", "IVIC", "no", "yes")
    say(talk, "change dropped on to 16/11/26")
    assert "due Tuesday 17 November 2026, which has passed" in talk.summary()
    assert "was due on Tuesday 17 November 2026" in told(say(talk, "yes"))


def test_a_poc_that_the_table_does_not_give_is_asked_openly():
    talk = opened()
    say(talk, "other: breach of a harbour byelaw", "", "g", "", "")
    assert talk.question.key == "poc"
    assert talk.question.text.endswith("Which one is it?")
    assert talk.question.on_enter is None


def test_the_hint_of_a_reopened_question_does_not_say_that_enter_means_something_else():
    talk = opened()
    say(talk, "change stage")
    assert talk.question.on_enter == "keep Charged"
    assert "Enter" not in talk.question.hint


@pytest.mark.parametrize("words", ["y", "no", "none", "n", "yes please"])
def test_yes_and_no_are_no_offence(words):
    talk = opened()
    assert "names no offence" in told(talk.say(words))
    assert talk.question.key == "charges.1.offence"
    assert talk.question.options == ()
