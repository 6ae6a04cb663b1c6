"""Questions about the final hearing: court, date, hearing record sheet; and the decision date of a pre-charge case."""

from assistant.conversation.questions.base import (
    At,
    NotUnderstood,
    Question,
    Reading,
    reads_yes_no,
    yes_no_options,
)
from assistant.conversation.questions.dated import reads_date, show_date, suggest_date
from assistant.conversation.shown import Kind, Message, Option, Suggestion
from assistant.record.draft import Plain
from knowledge.courts import Court, court_by_code, find_courts, read_court


def _read_court(words: str, at: At) -> Reading:
    reading = read_court(words)
    if reading.court is not None:
        return Reading(facts={"court": reading.court.code})
    if reading.candidates:
        raise NotUnderstood(
            "More than one court fits those words.",
            fix="Pick one by its number, or add mags or crown.",
            options=[_option(court) for court in reading.candidates[:9]],
            typed=words,
        )
    raise NotUnderstood(
        "No court on the list fits those words.",
        fix="Type part of the court's name, such as leeds mags, or its code.",
    )


def _option(court: Court) -> Option:
    return Option(words=court.code, label=court.name, hint=court.area)


def _show_court(value: Plain, at: At) -> str:
    court = court_by_code(str(value))
    return court.name if court else str(value)


def _suggest_court(words: str, at: At) -> tuple[Suggestion, ...]:
    return tuple(
        Suggestion(words=court.code, label=court.name, detail=court.area)
        for court in find_courts(words, limit=6)
    )


def _read_sheet(words: str, at: At) -> Reading:
    reading = reads_yes_no("sheet")(words, at)
    if reading.facts["sheet"]:
        return reading
    advice = Message(
        kind=Kind.TOLD,
        text="Go on with what you have. The record will say that the sheet was not in hand. Check it when it comes.",
        topic="hearing-record-sheet",
        about="sheet",
    )
    return Reading(facts=reading.facts, told=(advice,))


def _is_charged(at: At) -> bool:
    return not at.case.is_pre_charge


COURT = Question(
    name="court", read=_read_court, show=_show_court, suggest=_suggest_court, applies=_is_charged
)
HEARING = Question(
    name="hearing", read=reads_date("hearing"), show=show_date, suggest=suggest_date, applies=_is_charged
)
SHEET = Question(
    name="sheet",
    read=_read_sheet,
    show=lambda value, at: "In hand" if value else "Not in hand",
    applies=_is_charged,
    options=yes_no_options,
)
DECISION_DATE = Question(
    name="decision_date",
    read=reads_date("decision_date"),
    show=show_date,
    suggest=suggest_date,
    applies=lambda at: at.case.is_pre_charge,
)
