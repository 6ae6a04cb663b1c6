"""Each rule is raised at the answer that makes it known, at the field it concerns, and goes when that is put right."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from builders import charge, finalisation
from entering import answers_of
from rule_cases import CASES_OF_CHARGES_AND_OUTCOME
from rule_cases_later import CASES_OF_POC_AND_LATER
from rule_kit import Case, stored
from talking import CROWN, MAGISTRATES, PERSON, TODAY, MemoryDesk, conversation, opened, say, tables, told

from assistant.conversation.agenda import Agenda, key_of_field
from assistant.conversation.shown import Kind
from assistant.conversation.state import State
from assistant.conversation.tables import AreaFiles
from assistant.record.model import Finalisation
from assistant.record.rules import RULES, Limits, Severity

CASES = {**CASES_OF_CHARGES_AND_OUTCOME, **CASES_OF_POC_AND_LATER}

RAISED_AT: dict[str, str] = {
    **dict.fromkeys(("R1", "R2", "R3"), "urn"),
    "R4": "urn more_charges",
    **dict.fromkeys(("R5", "R6"), "asn"),
    "R7": "more_charges",
    "R8": "defendant outcome",
    "R9": "offence_date youth_court",
    "R11": "offence",
    **dict.fromkeys(("R12", "R13"), "offence_date"),
    "R15": "replaced_by substituted",
    "R16": "offence",
    "R20": "crown_route",
    "R21": "plea",
    "R22": "outcome",
    "R23": "outcome next_hearing",
    "R24": "hearing offence_date charged_on first_hearing",
    **dict.fromkeys(("R25", "R26"), "hearing"),
    "R27": "sentenced_on pleaded_on",
    "R28": "result indictment_on trial_began",
    **dict.fromkeys(("R29", "R30", "R31", "R32", "R33", "R37", "R40"), "outcome"),
    "R34": "more_charges",
    "R36": "outcome arraigned trial_reached",
    "R39": "outcome reason",
    "R41": "event_date death_proof",
    "R42": "event_date warrant_executed_on present",
    "R44": "outcome court_result",
    "R48": "reason",
    "R50": "listed",
    "R51": "adjournment_refused",
    "R52": "disclosure",
    "R54": "reason_note",
    "R55": "reason_note",
    "R59": "poc",
    "R64": "pcd_poc",
    "R65": "poc",
    "R66": "poc",
    **dict.fromkeys(("R67", "R68", "R69", "R70", "R75", "R82"), "flags"),
    "R72": "flags defendants",
    "R73": "flags others_uncharged",
    "R74": "vulnerable",
    "R78": "letter_sent",
    "R79": "told_at_court",
    "R80": "dropped_on",
    "R81": "flags",
    "R83": "sheet_kind",
    "R84": "sheet sheet_names sheet_date",
    "R85": "sheet_missing",
    "R86": "sheet_received",
    "R87": "sheet_charges",
    "R88": "sheet_defendants",
    "R91": "flags",  # the last one: why a record is corrected is asked for at the end
    "R92": "poc",
}
"""The questions at whose answer a rule first finds something. What an answer cannot give is left out."""

NEVER_IN_A_CONVERSATION = {
    "R10": "the stage decides which outcomes are offered, and a charge is numbered and named",
    "R14": "the result and the day it left are asked of every charge",
    "R17": "the court is picked from the list",
    "R18": "only outcomes of the court are taken",
    "R19": "only outcomes of the court are taken",
    "R35": "a plea of guilty and such a verdict doubt each other, and are asked again",
    "R38": "the victim is asked about as soon as a charge is dropped",
    "R43": "no reason is asked for or kept where the outcome is successful",
    "R45": "the reason is asked for, from the list",
    "R46": "an administrative outcome is asked for no reason",
    "R47": "a victim reason is refused where no victim is identified",
    "R49": "such a reason is not offered and not taken",
    "R53": "words are noted for two reasons only, where they are read by others",
    "R56": "no POC is asked for or kept",
    "R57": "the POC is asked for, from the list",
    "R58": "the POC is always taken from the principal offence",
    "R60": "another POC than the table's is asked for a word of why",
    "R61": "the POC is always taken from the principal offence",
    "R62": "the person picks the POC with both readings in view",
    "R63": "the person picks the POC with both readings in view",
    "R71": "the victim is asked about only where something was dropped or the case failed",
    "R76": "the letter and its due day follow from the answers",
    "R77": "the service is asked about wherever a flag asks for it",
    "R89": "every override is asked for with its reason",
    "R90": "shown where somebody goes on against a rule, below",
}


def raised(rule: str, name: str) -> Iterator[tuple[str, Finalisation]]:
    """For each failing record of a case, the question at whose answer its rule first found something."""
    case: Case = CASES[name]
    area = AreaFiles(holidays=case.holidays, limits=case.limits)
    for record, *_ in case.fails:
        if record.poc is not None and record.poc.letter == "Z":
            continue
        answers = answers_of(
            record,
            replace(tables(), area=area),
            record.finalised_on,
            others=case.others,
            week=case.week,
            amends=case.amends,
        )
        found = ""
        for key, of_case in answers:
            findings = Agenda(state=State(draft=of_case.draft), case=of_case).findings
            is_found = any(finding.rule == rule for finding in findings)
            assert is_found or not found, f"found at {found}, gone at {key}"
            found = found or (key if is_found else "")
        if found:
            yield found.rpartition(".")[2], record


@pytest.mark.parametrize("rule", [rule.id for rule in RULES])
def test_a_rule_is_raised_at_the_answer_that_makes_it_known(rule):
    names = [name for name in CASES if name.split()[0] == rule]

    seen = {question for name in names for question, _ in raised(rule, name)}

    assert seen == set(RAISED_AT.get(rule, "").split())
    assert (rule in RAISED_AT) != (rule in NEVER_IN_A_CONVERSATION)


# As a person sees it


def test_a_stop_is_said_at_once_and_its_question_asked_again():
    talk = opened()
    reply = say(talk, "TH68023", "", "g")

    (wrong,) = [message for message in reply.messages if message.kind is Kind.WRONG]
    assert "tried in the Crown Court only" in wrong.text
    assert wrong.about == talk.question.key == "charges.1.offence"
    reply = say(talk, "change court to leeds crown")
    assert not [message for message in reply.messages if message.kind is Kind.WRONG]
    assert talk.question.key == "more_charges"


def test_a_warning_is_asked_about_before_the_next_question():
    talk = opened()
    say(talk, "SX03007", "1/6/1981")

    assert talk.question.key == "override.R13"
    assert "which was not in force" in talk.question.text
    say(talk, "dates checked with the officer")
    assert talk.question.key == "charges.1.plea"


def test_a_charge_that_is_no_prosecution_is_asked_about_before_its_date():
    talk = opened()
    say(talk, "AE71501")
    assert talk.question.key == "override.R16"


def test_a_sheet_that_is_not_in_hand_is_asked_about_at_once():
    talk = conversation()
    say(talk, *PERSON, "leeds mags", "last friday", "no")
    assert talk.question.key == "override.R84"
    say(talk, "from the court register")
    assert talk.question.key == "charges.1.offence"


def test_a_long_name_is_not_wrong_before_it_is_known_whose_it_is():
    talk = conversation()
    reply = say(talk, "01AB1234526", "The Northumberland Ancient Order of Gardeners Trust")
    assert talk.question.key == "defendant_kind"
    assert not [message for message in reply.messages if message.kind is Kind.WRONG]


@pytest.mark.parametrize("after", ["poc", "flags", "write"])
def test_changing_a_plea_after_the_poc_says_nothing_of_a_missing_poc(after):
    talk = opened()
    say(talk, "OF61102", "3/10/26", "g")
    say(talk, "CD71039", "3/10/26", "g", "no")
    say(talk, *{"poc": ("", ""), "flags": ("", "", "none"), "write": ("", "", "none")}[after])

    reply = say(talk, "change plea of charge 1 to not guilty")

    assert "There is no POC" not in told(reply)
    assert not [message for message in reply.messages if message.kind is Kind.WRONG]
    assert talk.question.key == "charges.1.verdict"


def test_changing_a_plea_asks_about_the_outcome_again_and_calls_nothing_wrong():
    talk = opened()
    say(talk, "OF61102", "3/10/26", "g", "no", "", "", "none")
    say(talk, "change plea to not guilty")
    reply = say(talk, "guilty")

    assert talk.question.key == "outcome"
    assert not [message for message in reply.messages if message.kind is Kind.WRONG]
    assert talk.question.on_enter == "Convicted after trial"


def test_a_rule_that_the_area_made_stop_cannot_be_gone_on_against():
    talk = conversation()
    talk._tables = replace(tables(), area=AreaFiles(stopped=frozenset({"R25"})))
    reply = say(talk, *PERSON, "leeds mags", "12/11/2026")

    assert any(message.kind is Kind.WRONG and "due by" in message.text for message in reply.messages)
    assert talk.question.key == "hearing"


def test_the_limits_of_an_area_hold_and_are_part_of_the_version_in_the_record():
    desk = MemoryDesk()
    talk = conversation(desk)
    talk._tables = replace(tables(), area=AreaFiles(limits=Limits(entry_days=20)))
    say(talk, *PERSON, "leeds mags", "12/11/2026", "yes", "OF61102", "", "g", "no", "", "", "none", "yes")

    assert desk.records[0].overrides == []
    assert desk.records[0].versions.rules == talk._tables.rules_version != tables().rules_version


def test_going_on_against_one_rule_again_and_again_is_asked_about():
    desk = MemoryDesk()
    late = ("leeds mags", "12/11/2026", "sheet came late")
    for number in range(5):
        talk = conversation(desk)
        say(talk, f"01AB{number:05}26", f"John Smith{'abcde'[number]}", "", "yes", *late)
        say(talk, "yes", "OF61102", "", "g", "no", "", "", "none", "yes")
    talk = conversation(desk)
    say(talk, *PERSON, *late)

    assert talk.question.key == "override.R90"
    assert "gone on against R25 6 times this week" in talk.question.text


def test_a_case_taken_up_again_links_back_to_its_administrative_end():
    desk = MemoryDesk()
    talk = opened(desk=desk)
    say(talk, "OF61102", "", "no plea", "warrant", "no", "", "2/11/26", "none", "yes")
    found = opened_again(desk)
    say(found, "OF61102", "", "g", "no", "", "", "none", "yes")

    first, second = desk.records
    assert first.outcome == "warrant_unexecuted"
    assert second.reopens == first.reference
    assert second.second_record == "arrested since"


def opened_again(desk):
    talk = conversation(desk)
    say(talk, "01AB1234526", "John Smith", "arrested since", "", "yes", *MAGISTRATES)
    return talk


def test_the_same_charges_again_are_recorded_only_with_a_reason():
    desk = MemoryDesk()
    talk = opened(desk=desk)
    say(talk, "OF61102", "", "g", "no", "", "", "none", "yes")
    again = opened_again(desk)
    say(again, "OF61102", "", "g", "no", "", "", "none", "yes")

    assert [record.second_record for record in desk.records] == [None, "arrested since"]
    around = tables().surroundings(TODAY, others=(stored(finalisation(charges=[charge()])),))
    assert around.others


# Questions that only a few cases raise


def test_a_youth_in_a_magistrates_court_is_asked_about():
    talk = conversation()
    say(talk, "01AB1234526", "Riley Stokes", "14/8/2010", "yes", "leeds mags", "last friday")
    assert talk.question.key == "youth_court"
    reply = say(talk, "no")
    assert talk.question.key == "override.R9"
    assert "under 18" in talk.question.text
    assert reply.messages


def test_summary_charges_in_the_crown_court_need_a_way_there():
    talk = opened(CROWN)
    say(talk, "CJ88116", "", "g", "no")
    assert talk.question.key == "crown_route"
    say(talk, "")
    assert talk.question.key == "override.R20"
    say(talk, "change why in the crown court to linked")
    assert talk.question.key == "outcome"


def test_a_witness_who_stayed_away_needs_a_hearing_listed_for_trial():
    talk = opened()
    say(talk, "OF61102", "", "ng", "withdrawn", "no", "", "no", "U2")
    assert talk.question.key == "listed"
    reply = say(talk, "no")
    assert [message.about for message in reply.messages if message.kind is Kind.WRONG] == ["listed"]
    assert talk.question.key == "listed"
    say(talk, "yes")
    assert talk.question.key == "poc"


def test_a_file_not_received_needs_a_refused_adjournment():
    talk = opened()
    say(talk, "OF61102", "", "ng", "withdrawn", "no", "", "no", "U3")
    assert talk.question.key == "adjournment_refused"
    reply = say(talk, "no")
    assert [message.about for message in reply.messages if message.kind is Kind.WRONG] == [
        "adjournment_refused"
    ]


def test_every_severity_of_every_rule_can_be_pointed_at_an_answer():
    for name, case in CASES.items():
        for _, field, *_ in case.fails:
            key = key_of_field(field)
            assert key
            assert "." not in key or key.startswith("charges."), f"{name}: {field} is read as {key}"


def test_a_stop_that_stands_keeps_the_record_from_being_written():
    desk = MemoryDesk()
    talk = opened(desk=desk)
    say(talk, "OF61102", "", "g", "no", "", "", "none", "add first hearing 23/11/2026")
    assert talk.question.key == "first_hearing"
    assert [finding.rule for finding in talk.agenda.stops] == ["R24"]
    assert all(finding.severity is Severity.STOP for finding in talk.agenda.stops)
    say(talk, "3/8/2026", "yes")
    assert desk.records[0].first_hearing is not None
