"""Questions that only a few cases raise, each because a rule cannot do without the answer there."""

from collections.abc import Callable

from assistant.conversation.questions.base import (
    NOT_KNOWN,
    At,
    Question,
    Reading,
    is_not_known,
    not_known_on_enter,
    option_of,
    pick,
    reads_yes_no,
    show_yes_no,
    yes_no_options,
    yes_on_enter,
)
from assistant.conversation.questions.outcome import read_note
from assistant.conversation.shown import Option
from assistant.record.draft import Plain
from assistant.record.rules.court import SUMMARY_ONLY
from assistant.record.rules.reading import ADULT, age_on
from assistant.record.rules.reason_needs import NON_ATTENDANCE, NOT_READY
from knowledge.choices import Choice
from knowledge.courts import CourtType

ROUTES = (
    Choice(
        key="linked",
        label="Linked to an indictable charge",
        words=("linked", "s40", "s41", "section 40", "section 41", "related"),
        hint="Criminal Justice Act 1988 sections 40 and 41",
    ),
    Choice(
        key="committed_for_sentence",
        label="Committed for sentence",
        words=("committed", "sentence", "committal", "committal for sentence"),
        hint="The conviction was in the magistrates' court",
    ),
)


def _under_18(at: At) -> bool:
    """Whether the defendant was under 18 when the case began, at a magistrates' court that may be a youth court."""
    case = at.case
    born, day = case.date_of("date_of_birth"), case.date_of("first_hearing") or case.date_of("hearing")
    if case.is_pre_charge or case.court_type is not CourtType.MAGISTRATES or born is None or day is None:
        return False
    return "youth court" not in (case.court.name.lower() if case.court else "") and age_on(day, born) < ADULT


def _is_summary_in_the_crown_court(at: At) -> bool:
    case = at.case
    if case.is_pre_charge or case.court_type is not CourtType.CROWN or not case.charges_entered:
        return False
    offences = [case.offence(number) for number in case.draft.charge_numbers]
    return all(offence is not None and offence.category in SUMMARY_ONLY for offence in offences)


def _read_route(words: str, at: At) -> Reading:
    if is_not_known(words) or words.strip().casefold() in ("neither", "none", "no"):
        return Reading(facts={"crown_route": None})
    return Reading(facts={"crown_route": pick(words, ROUTES, what="a way to the Crown Court")})


def _show_route(value: Plain, at: At) -> str:
    return next((route.label for route in ROUTES if route.key == value), "Not known")


def _read_proof(words: str, at: At) -> Reading:
    if is_not_known(words):
        return Reading(facts={"death_proof": None})
    return read_note("death_proof", "The proof of a death")(words, at)


def _reason_is(*codes: str) -> Callable[[At], bool]:
    def applies(at: At) -> bool:
        return at.case.needs_reason and not at.case.is_pre_charge and at.case.draft.value("reason") in codes

    return applies


YOUTH_COURT = Question(
    name="youth_court",
    read=reads_yes_no("youth_court"),
    show=show_yes_no,
    applies=_under_18,
    options=yes_no_options,
    on_enter=yes_on_enter,
    fill=lambda at: {"defendant": at.case.defendant_name},
)
CROWN_ROUTE = Question(
    name="crown_route",
    read=_read_route,
    show=_show_route,
    applies=_is_summary_in_the_crown_court,
    options=lambda _at: (*(option_of(route) for route in ROUTES), NOT_KNOWN),
    on_enter=not_known_on_enter,
)
DEATH_PROOF = Question(
    name="death_proof",
    read=_read_proof,
    show=lambda value, _at: str(value) if value else "Not known",
    applies=lambda at: at.case.outcome is not None and at.case.outcome.key == "deceased",
    options=lambda _at: (
        Option(words="death certificate", label="Death certificate"),
        Option(words="the police", label="The police said so"),
        NOT_KNOWN,
    ),
    on_enter=not_known_on_enter,
)
LISTED = Question(
    name="listed",
    read=reads_yes_no("listed"),
    show=show_yes_no,
    applies=_reason_is(*NON_ATTENDANCE),
    options=yes_no_options,
)
ADJOURNMENT_REFUSED = Question(
    name="adjournment_refused",
    read=reads_yes_no("adjournment_refused"),
    show=show_yes_no,
    applies=_reason_is(NOT_READY),
    options=yes_no_options,
)
