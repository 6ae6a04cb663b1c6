"""Questions about the Principal Offence Category: the lesser charge put in place, the POC, and why it differs."""

from assistant.conversation.questions.base import (
    At,
    NotUnderstood,
    Question,
    Reading,
    reads_yes_no,
    show_yes_no,
    yes_no_options,
)
from assistant.conversation.questions.outcome import read_note
from assistant.conversation.shown import Option
from assistant.record.draft import Plain
from knowledge.choices import read_yes_no
from knowledge.poc import POC_CATEGORIES, PocReading, read_poc


def _suggested(at: At) -> PocReading | None:
    return at.case.principal.poc if at.case.principal else None


def suggested_letter(at: At) -> str | None:
    """The letter that the table gives the principal offence, or None where the person must choose."""
    poc = _suggested(at)
    return poc.letter if poc else None


def _poc_name(letter: Plain) -> str:
    category = POC_CATEGORIES.get(str(letter))
    return f"{category.letter}, {category.label}" if category else str(letter)


def _explanation(at: At) -> str:
    principal = at.case.principal
    if principal is None:
        return ""
    poc = principal.poc
    reading = f" {poc.explanation}" if poc else ""
    other = f" The other reading is {poc.other_reading}." if poc and poc.other_reading else ""
    letter = suggested_letter(at)
    chosen = (
        f" The POC is {_poc_name(letter)}. Is that right?"
        if letter
        else " The table gives no POC for it. Which one is it?"
    )
    return f"{principal.explanation}{reading}{other}{chosen}"


def _poc_options(at: At) -> tuple[Option, ...]:
    suggested = suggested_letter(at)
    poc = _suggested(at)
    others = tuple(letter for letter in poc.other_letters if letter != suggested) if poc else ()
    readings = at.case.principal.other_readings if at.case.principal else ()
    first = [letter for letter in (suggested, *others, *(reading.poc for reading in readings)) if letter]
    ordered = dict.fromkeys([*first, *POC_CATEGORIES])
    return tuple(
        Option(
            words=letter,
            label=f"{letter} {POC_CATEGORIES[letter].label}",
            hint="the table's answer"
            if letter == suggested
            else "the other reading"
            if letter in first
            else "",
            is_suggested=letter == suggested,
        )
        for letter in ordered
    )


def _poc_on_enter(at: At) -> Option | None:
    letter = suggested_letter(at)
    return Option(words=letter, label=_poc_name(letter)) if letter else None


def _read_poc(words: str, at: At) -> Reading:
    if read_yes_no(words) and (letter := suggested_letter(at)):
        return Reading(facts={"poc": letter}, removed=("poc_note",))
    chosen = read_poc(words)
    if chosen is None:
        raise NotUnderstood(
            "That is not a Principal Offence Category.",
            fix="Type a letter from A to L, or a name such as robbery.",
        )
    removed = ("poc_note",) if chosen == suggested_letter(at) else ()
    return Reading(facts={"poc": chosen}, removed=removed)


def _poc_basis(at: At) -> str:
    principal = at.case.principal
    if principal is None:
        return ""
    offence = at.case.offence(principal.number) if principal.number else None
    return f"{suggested_letter(at)} from {offence.code if offence else principal.number}"


def _lesser_words(at: At) -> dict[str, str]:
    pair = at.case.lesser_and_graver
    if pair is None:
        return {"lesser": "the lesser charge", "graver": "the graver one"}
    lesser, graver = pair
    return {"lesser": at.case.named_charge(lesser), "graver": at.case.named_charge(graver)}


LESSER_IN_PLACE = Question(
    name="lesser_in_place",
    read=reads_yes_no("lesser_in_place"),
    show=show_yes_no,
    applies=lambda at: at.case.lesser_and_graver is not None,
    options=yes_no_options,
    basis=lambda at: str(at.case.lesser_and_graver),
    fill=_lesser_words,
)
POC = Question(
    name="poc",
    read=_read_poc,
    show=lambda value, _at: _poc_name(value),
    applies=lambda at: at.case.has_poc,
    ready=lambda at: (
        at.case.principal is not None
        and (at.case.lesser_and_graver is None or "lesser_in_place" in at.case.draft)
    ),
    options=_poc_options,
    on_enter=_poc_on_enter,
    basis=_poc_basis,
    fill=lambda at: {
        "question": _explanation(at),
        "offer": "Enter to accept. A letter or a name for another"
        if suggested_letter(at)
        else "A letter or a name",
    },
)
POC_NOTE = Question(
    name="poc_note",
    explains=True,
    read=read_note("poc_note", "A POC other than the table's"),
    show=lambda value, _at: str(value),
    applies=lambda at: (
        at.case.has_poc
        and "poc" in at.case.draft
        and suggested_letter(at) is not None
        and at.case.draft.value("poc") != suggested_letter(at)
    ),
    fill=lambda at: {
        "suggested": _poc_name(suggested_letter(at)),
        "chosen": _poc_name(at.case.draft.value("poc")),
    },
)
