"""Whole finalisations through the conversation: the record that results is right."""

from talking import CROWN, MemoryDesk, conversation, opened, say, told

from assistant.conversation.shown import Kind, RowState
from assistant.record.model import Stage
from knowledge.pleas import Plea, Verdict
from knowledge.results import ChargeResult


def test_two_charges_and_a_plea_changed_after_the_poc_was_shown():
    desk = MemoryDesk()
    talk = opened(desk=desk)
    say(talk, "OF61102", "3/10/26", "g")
    say(talk, "CD71039", "3/10/26", "g", "no")
    say(talk, "", "")
    assert talk.question.key == "flags"
    say(talk, "change plea of charge 1 to not guilty")
    assert talk.question.key == "charges.1.verdict"
    say(talk, "none", "withdrawn", "yes")
    assert talk.question.key == "victim"
    say(talk, "yes", "yes")
    assert talk.question.key == "poc"
    assert "Criminal damage" in talk.question.text
    say(talk, "", "none", "no", "", "yes")
    record = desk.records[0]
    assert [charge.plea for charge in record.charges] == [Plea.NOT_GUILTY, Plea.GUILTY]
    assert [charge.result for charge in record.charges] == [ChargeResult.WITHDRAWN, ChargeResult.GUILTY_PLEA]
    assert record.outcome == "guilty_plea"
    assert record.poc is not None
    assert (record.poc.letter, record.poc.charge) == ("H", 2)
    assert record.victim is not None
    assert record.victim.letter_owed


def test_a_crown_court_acquittal():
    desk = MemoryDesk()
    talk = opened(CROWN, desk)
    say(talk, "TH68023", "", "ng", "ng", "not guilty after trial", "no", "")
    assert talk.question.key == "victim"
    say(talk, "yes", "O1", "", "none", "no")
    say(talk, "yes")
    record = desk.records[0]
    assert (record.outcome, record.successful) == ("jury_acquittal", False)
    assert record.charges[0].verdict is Verdict.NOT_GUILTY
    assert (record.reason, record.disclosure_was_key) == ("O1", False)
    assert record.poc is not None
    assert record.poc.letter == "E"
    assert record.victim is not None
    assert not record.victim.letter_owed


def test_an_administrative_finalisation_asks_for_no_poc_and_no_reason():
    desk = MemoryDesk()
    talk = opened(desk=desk)
    reply = say(talk, "PU86003", "", "no plea", "died", "no", "")
    assert talk.question.key == "event_date"
    assert "die" in told(reply)
    say(talk, "1/11/26", "death certificate", "none", "yes")
    record = desk.records[0]
    assert (record.outcome, record.poc, record.reason, record.victim) == ("deceased", None, None, None)
    assert record.outcome_proof == "death certificate"


def test_a_pre_charge_finalisation_is_a_branch_of_the_same_conversation():
    desk = MemoryDesk()
    talk = conversation(desk)
    say(talk, "01AB1234526", "John Smith", "", "not charged", "last friday", "OF61102", "", "no")
    assert talk.question.key == "outcome"
    say(talk, "nfa evidential", "yes")
    assert talk.question.key == "reason"
    say(talk, "E8", "CSEA", "no", "yes")
    record = desk.records[0]
    assert record.stage is Stage.PRE_CHARGE
    assert (record.outcome, record.court, record.poc) == ("precharge_nfa_evidential", None, None)
    assert record.victim is not None
    assert record.victim.letter_owed


def test_the_next_defendant_starts_with_what_they_share():
    desk = MemoryDesk()
    talk = opened(desk=desk)
    say(talk, "OF61102", "3/10/26", "g", "", "", "", "none", "yes")
    reply = talk.say("another defendant")
    assert reply.next_defendant
    second = talk.for_next_defendant()
    assert second.question.key == "defendant"
    say(second, "Jane Jones", "", "yes")
    assert second.question.key == "charges.1.plea"
    say(second, "g", "", "", "", "none", "yes")
    first, other = desk.records
    assert (first.urn, first.court, first.final_hearing) == (other.urn, other.court, other.final_hearing)
    assert other.defendant.surname == "Jones"
    assert other.charges[0].code == "OF61102"


def test_the_lesser_charge_put_in_place_of_the_graver_is_asked_and_decides_the_poc():
    desk = MemoryDesk()
    talk = opened(CROWN, desk)
    say(talk, "TH68023", "", "ng", "none", "no evidence offered")
    say(talk, "TH68020", "", "g", "no", "yes", "", "yes")
    assert talk.question.key == "lesser_in_place"
    say(talk, "yes")
    assert talk.question.on_enter == "F, Theft And Handling"
    say(talk, "", "none", "no", "", "yes")
    assert desk.records[0].poc is not None
    assert (desk.records[0].poc.letter, desk.records[0].poc.decided_by) == ("F", "inplace")


def test_a_poc_other_than_the_table_says_needs_a_reason_that_stays_with_the_record():
    desk = MemoryDesk()
    talk = opened(desk=desk)
    say(talk, "OF61102", "", "g", "", "", "public order")
    assert talk.question.key == "poc_note"
    say(talk, "the advocate says affray was the agreed basis")
    while talk.question.key == "override":
        say(talk, "checked with the reviewing lawyer")
    while talk.question.key.startswith("override"):
        say(talk, "checked with the reviewing lawyer")
    say(talk, "none", "yes")
    poc = desk.records[0].poc
    assert poc is not None
    assert (poc.letter, poc.suggested) == ("J", "B")
    assert poc.note == "the advocate says affray was the agreed basis"


def test_an_organisation_has_no_date_of_birth():
    talk = conversation()
    say(talk, "44HA0031526", "Bow Street Motors Ltd")
    assert talk.question.key == "stage"


def test_a_second_record_of_one_defendant_needs_a_reason():
    desk = MemoryDesk()
    first = opened(desk=desk)
    say(first, "OF61102", "", "g", "", "", "", "none", "yes")
    second = conversation(desk)
    say(second, "01AB1234526", "John Smith")
    assert second.question.key == "duplicate"
    assert "F001-TEST" in second.question.text
    assert second.say("yes").messages[-1].kind is Kind.NOT_UNDERSTOOD
    say(second, "another John Smith, his son")
    assert second.question.key == "date_of_birth"


def test_the_record_so_far_shows_what_is_suggested_and_missing():
    talk = opened()
    say(talk, "OF61102", "3/10/26", "g", "")
    rows = {row.key: row for group in talk.record() for row in group.rows}
    assert rows["charges.1.plea"].state is RowState.SETTLED
    assert rows["outcome"].state is RowState.ASKING
    assert rows["outcome"].value == "Guilty plea"
    assert rows["flags"].state is RowState.MISSING
    assert rows["charges.1.plea"].change == "change plea"


def test_several_offences_named_at_once_become_several_charges():
    talk = opened(CROWN)
    say(talk, "robbery, twoc")
    assert [talk.agenda.case.title(number) for number in talk.agenda.state.draft.charge_numbers] == [
        "Robbery",
        "Take a motor vehicle without the owners consent",
    ]
    say(talk, "", "g", "", "g", "no")
    assert talk.question.key == "outcome"
