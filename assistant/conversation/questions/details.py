"""Details that are never asked for and can be given at any time ("add asn ..."), because a rule looks at them."""

from collections.abc import Callable, Sequence

from assistant.conversation.questions import detail_values as values
from assistant.conversation.questions.base import (
    At,
    Question,
    Reading,
    no_options,
    option_of,
    show_yes_no,
    yes_no_options,
)
from assistant.conversation.questions.dated import show_date, suggest_date
from assistant.conversation.shown import Option
from assistant.record.draft import Plain, charge_key
from assistant.record.model import DefendantKind
from knowledge.choices import Choice

LEAVE_OUT = Option(words="leave out", label="leave it out")


def _detail(
    name: str,
    read: values.Reads,
    show: Callable[[Plain, At], str],
    *,
    applies: Callable[[At], bool],
    choices: Sequence[Choice] = (),
    options: Callable[[At], tuple[Option, ...]] = no_options,
    is_date: bool = False,
    per_charge: bool = False,
) -> Question:
    def key_at(at: At) -> str:
        return charge_key(at.number, name) if per_charge else name

    def reading(said: str, at: At) -> Reading:
        if said.strip().casefold() in (LEAVE_OUT.words, LEAVE_OUT.label, "not known"):
            return Reading(facts={}, removed=(key_at(at),))
        return Reading(facts={key_at(at): read(said, at)})

    offered = tuple(option_of(choice) for choice in choices)
    return Question(
        name=name,
        read=reading,
        show=show,
        applies=applies,
        options=(lambda _at: offered) if choices else options,
        on_enter=lambda at: None if key_at(at) in at.case.draft else LEAVE_OUT,
        suggest=suggest_date if is_date else None,
        per_charge=per_charge,
        is_detail=True,
    )


def _is_charged(at: At) -> bool:
    return not at.case.is_pre_charge


def _always(at: At) -> bool:
    return True


def _is_person(at: At) -> bool:
    return at.case.defendant_kind is DefendantKind.PERSON


def _has_sheet(at: At) -> bool:
    return _is_charged(at) and at.case.draft.value("sheet") is True


def _has_victim(at: At) -> bool:
    return at.case.draft.value("victim") is True


def _owes_letter(at: At) -> bool:
    return at.case.letter.owed


def _has_charge(at: At) -> bool:
    return _is_charged(at) and charge_key(at.number, "offence") in at.case.draft


DETAILS: tuple[Question, ...] = (
    _detail("asn", values.asn, values.shown_as_text, applies=_always),
    _detail(
        "custody",
        values.one_of(values.CUSTODY, "custody or bail"),
        values.label_of(values.CUSTODY),
        applies=_is_person,
        choices=values.CUSTODY,
    ),
    _detail("defendants", values.number(1, 200), values.shown_as_text, applies=_always),
    _detail("others_uncharged", values.yes_no, show_yes_no, applies=_always, options=yes_no_options),
    _detail("vulnerable", values.yes_no, show_yes_no, applies=_always, options=yes_no_options),
    _detail("first_hearing", values.past_date, show_date, applies=_is_charged, is_date=True),
    _detail("next_hearing", values.any_date, show_date, applies=_is_charged),
    _detail("present", values.yes_no, show_yes_no, applies=_is_charged, options=yes_no_options),
    _detail(
        "sheet_kind",
        values.one_of(values.SHEET_KINDS, "a kind of sheet"),
        values.label_of(values.SHEET_KINDS),
        applies=_has_sheet,
        choices=values.SHEET_KINDS,
    ),
    _detail("sheet_date", values.past_date, show_date, applies=_has_sheet, is_date=True),
    _detail("sheet_received", values.past_date, show_date, applies=_has_sheet, is_date=True),
    _detail("sheet_names", values.yes_no, show_yes_no, applies=_has_sheet, options=yes_no_options),
    _detail("sheet_defendants", values.number(1, 200), values.shown_as_text, applies=_has_sheet),
    _detail("sheet_lines", values.yes_no, show_yes_no, applies=_has_sheet, options=yes_no_options),
    _detail("sheet_charges", values.charge_list, values.shown_as_list, applies=_has_sheet),
    _detail(
        "sheet_missing",
        values.missing_items,
        values.shown_as_items,
        applies=_has_sheet,
        choices=values.SHEET_CHOICES,
    ),
    _detail("arraigned", values.yes_no, show_yes_no, applies=_is_charged, options=yes_no_options),
    _detail("indictment_on", values.past_date, show_date, applies=_is_charged, is_date=True),
    _detail("trial_began", values.past_date, show_date, applies=_is_charged, is_date=True),
    _detail(
        "trial_reached",
        values.one_of(values.REACHED, "how far a trial gets"),
        values.label_of(values.REACHED),
        applies=_is_charged,
        choices=values.REACHED,
    ),
    _detail(
        "warrant_executed_on",
        values.past_date,
        show_date,
        applies=lambda at: at.case.outcome is not None and at.case.outcome.key == "warrant_unexecuted",
        is_date=True,
    ),
    _detail("pcd_poc", values.poc_letter, values.shown_as_poc, applies=_always),
    _detail("victim_age", values.number(0, 120), values.shown_as_text, applies=_has_victim),
    _detail(
        "relationship",
        values.one_of(values.RELATIONS, "a relationship"),
        values.label_of(values.RELATIONS),
        applies=_has_victim,
        choices=values.RELATIONS,
    ),
    _detail("letter_sent", values.past_date, show_date, applies=_owes_letter, is_date=True),
    _detail("told_at_court", values.yes_no, show_yes_no, applies=_owes_letter, options=yes_no_options),
    _detail("explanation_noted", values.yes_no, show_yes_no, applies=_owes_letter, options=yes_no_options),
    _detail(
        "review",
        values.one_of(values.REVIEWS, "what a letter says"),
        values.label_of(values.REVIEWS),
        applies=_owes_letter,
        choices=values.REVIEWS,
    ),
    *(
        _detail(name, values.past_date, show_date, applies=_has_charge, is_date=True, per_charge=True)
        for name in ("charged_on", "pleaded_on", "convicted_on", "sentenced_on")
    ),
    _detail("sentence", values.words, values.shown_as_text, applies=_has_charge, per_charge=True),
    _detail(
        "plea_vacated",
        values.yes_no,
        show_yes_no,
        applies=_has_charge,
        options=yes_no_options,
        per_charge=True,
    ),
    _detail(
        "substituted",
        values.yes_no,
        show_yes_no,
        applies=_has_charge,
        options=yes_no_options,
        per_charge=True,
    ),
    _detail(
        "court_result",
        values.court_result,
        values.shown_as_court_result,
        applies=_has_charge,
        per_charge=True,
    ),
)
"""Every such detail, in the order in which they are listed."""
