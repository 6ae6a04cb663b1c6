"""Questions about whose case it is: URN, defendant, date of birth, and whether the defendant was charged."""

from assistant.conversation.questions.base import (
    At,
    NotUnderstood,
    Question,
    Reading,
    pick,
    read_as_yes_no,
    yes_no_options,
    yes_on_enter,
)
from assistant.conversation.questions.dated import optional_date
from assistant.conversation.shown import Kind, Message, Option, Suggestion
from assistant.record.draft import Plain
from assistant.record.model import DefendantKind, Stage
from knowledge.choices import Choice
from knowledge.errors import FinaliseError
from knowledge.names import DefendantReading, read_defendant
from knowledge.urn import parse_urn

_KINDS = (
    Choice(
        key="person", label="A person", words=("p", "person", "individual", "man", "woman", "youth"), hint=""
    ),
    Choice(
        key="organisation",
        label="An organisation",
        words=("o", "org", "organisation", "organization", "company", "business", "firm", "corporate"),
        hint="",
    ),
)
_BEFORE_CHARGE = ("pre charge", "pre-charge", "precharge", "not charged", "nfa", "pcd", "before charge")
_AFTER_CHARGE = ("post charge", "post-charge", "charged", "after charge")


def _read_urn(words: str, at: At) -> Reading:
    reading = parse_urn(words)
    told = tuple(
        Message(kind=Kind.TOLD, text=warning, about="urn", topic="urn") for warning in reading.warnings
    )
    return Reading(facts={"urn": str(reading.urn)}, told=told)


def _show_urn(value: Plain, at: At) -> str:
    force = parse_urn(str(value)).force_name
    return f"{value} ({force})" if force else str(value)


def _suggest_urn(words: str, at: At) -> tuple[Suggestion, ...]:
    try:
        reading = parse_urn(words)
    except FinaliseError:
        return ()
    return (
        Suggestion(words=words, label=_show_urn(str(reading.urn), at), detail="; ".join(reading.warnings)),
    )


def _read_defendant(words: str, at: At) -> Reading:
    reading = read_defendant(words)
    if (reading.problems and reading.kind is not None) or not (reading.surname or reading.organisation):
        raise NotUnderstood(reading.problems[0], fix="Type the name as it stands on the charge.")
    return Reading(facts={"defendant": _named(reading)}, removed=("defendant_kind",))


def _named(reading: DefendantReading) -> dict[str, Plain]:
    return {
        "kind": reading.kind,
        "surname": reading.surname,
        "forenames": reading.forenames,
        "organisation": reading.organisation,
    }


def _show_defendant(value: Plain, at: At) -> str:
    named = value if isinstance(value, dict) else {}
    if named.get("kind") == DefendantKind.ORGANISATION:
        return f"{named.get('organisation')} (organisation)"
    return " ".join(str(part) for part in (named.get("forenames"), named.get("surname")) if part) or str(
        named.get("organisation")
    )


def _read_kind(words: str, at: At) -> Reading:
    return Reading(facts={"defendant_kind": pick(words, _KINDS, what="a person or an organisation")})


def _show_kind(value: Plain, at: At) -> str:
    return "Organisation" if value == DefendantKind.ORGANISATION else "Person"


def _kind_is_open(at: At) -> bool:
    named = at.case.draft.value("defendant")
    return bool(named) and named.get("kind") is None


def _read_stage(words: str, at: At) -> Reading:
    said = words.strip().casefold()
    if said in (*_BEFORE_CHARGE, Stage.PRE_CHARGE):
        return Reading(facts={"stage": Stage.PRE_CHARGE.value})
    if said in (*_AFTER_CHARGE, Stage.POST_CHARGE):
        return Reading(facts={"stage": Stage.POST_CHARGE.value})
    charged = read_as_yes_no(words)
    return Reading(facts={"stage": (Stage.POST_CHARGE if charged else Stage.PRE_CHARGE).value})


def _show_stage(value: Plain, at: At) -> str:
    return "Charged" if value == Stage.POST_CHARGE else "Not charged: pre-charge finalisation"


def _read_duplicate(words: str, at: At) -> Reading:
    if len([letter for letter in words if letter.isalpha()]) < 3 or words.strip().casefold() in ("yes", "no"):
        raise NotUnderstood(
            "A second record needs a reason.",
            fix="Say in a few words why, or type leave to stop without a record.",
        )
    return Reading(facts={"duplicate": words.strip()})


def _defendant(at: At) -> dict[str, str]:
    return {"defendant": at.case.defendant_name}


def _kind_options(at: At) -> tuple[Option, ...]:
    return tuple(Option(words=choice.key, label=choice.label) for choice in _KINDS)


URN = Question(name="urn", read=_read_urn, show=_show_urn, suggest=_suggest_urn)
DEFENDANT = Question(name="defendant", read=_read_defendant, show=_show_defendant)
DEFENDANT_KIND = Question(
    name="defendant_kind",
    read=_read_kind,
    show=_show_kind,
    applies=_kind_is_open,
    options=_kind_options,
    fill=_defendant,
)
DUPLICATE = Question(
    name="duplicate",
    read=_read_duplicate,
    show=lambda value, _at: str(value),
    applies=lambda at: bool(at.case.already),
    basis=lambda at: " ".join(at.case.already),
    fill=lambda at: {"same": " ".join(at.case.already)},
)
DATE_OF_BIRTH = optional_date(
    "date_of_birth",
    applies=lambda at: at.case.defendant_kind is DefendantKind.PERSON,
    fill=_defendant,
)
STAGE = Question(
    name="stage",
    read=_read_stage,
    show=_show_stage,
    on_enter=yes_on_enter,
    options=yes_no_options,
    fill=_defendant,
)
