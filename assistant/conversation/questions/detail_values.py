"""What details are: how their values are read, played back and picked. Knows no question and no case."""

import re
from collections.abc import Callable, Sequence

from assistant.conversation.questions.base import At, NotUnderstood, pick, read_as_yes_no
from assistant.record.draft import Plain
from assistant.record.kinds import SheetItem
from assistant.record.rules.sheet import SHEET_ITEMS
from knowledge.asn import check_asn
from knowledge.choices import Choice, read_choices
from knowledge.court_results import load_court_results
from knowledge.dates import read_date
from knowledge.poc import POC_CATEGORIES, read_poc
from knowledge.text import one_line

_LONGEST = 255
"""How long a detail in words may be: what CMS holds of a comment (S22)."""

Reads = Callable[[str, At], Plain]
"""Reads words into a value; raises a FinaliseError where they are none."""

CUSTODY = (
    Choice(key="in_custody", label="In custody", words=("custody", "remanded", "held"), hint=""),
    Choice(key="on_bail", label="On bail", words=("bail", "bailed", "conditional bail"), hint=""),
    Choice(key="neither", label="Neither", words=("summons", "requisition", "released"), hint=""),
)
REACHED = (
    Choice(key="not_begun", label="Not begun", words=("no", "vacated", "cracked"), hint=""),
    Choice(key="jury_sworn", label="Jury sworn", words=("sworn", "jury"), hint="No evidence heard"),
    Choice(key="evidence_begun", label="Evidence begun", words=("evidence", "evidence heard"), hint=""),
)
SHEET_KINDS = (
    Choice(
        key="hrs_mc", label="HRS-MC", words=("mc", "magistrates", "mags", "hrs mc"), hint="Magistrates' court"
    ),
    Choice(key="cc_hrs", label="CC HRS", words=("cc", "crown", "crown court", "hrs cc"), hint="Crown Court"),
)
RELATIONS = (
    Choice(
        key="partner",
        label="Partner",
        words=("wife", "husband", "girlfriend", "boyfriend", "ex", "ex-partner", "spouse", "former partner"),
        hint="Also a former one",
    ),
    Choice(
        key="family",
        label="Family",
        words=("mother", "father", "son", "daughter", "brother", "sister", "parent", "child", "relative"),
        hint="",
    ),
    Choice(key="other", label="Neither", words=("other", "stranger", "friend", "neighbour", "none"), hint=""),
)
REVIEWS = (
    Choice(key="offered", label="Offers review", words=("offered", "offers", "yes"), hint=""),
    Choice(
        key="limited", label="Offers it with limits", words=("limited", "limits"), hint="No evidence offered"
    ),
    Choice(key="none", label="Does not mention it", words=("no", "not mentioned", "left out"), hint=""),
)
SHEET_CHOICES = tuple(
    Choice(
        key=item.value, label=name[0].upper() + name[1:], words=(item.value.replace("_", " "),), hint=question
    )
    for item, (name, question) in SHEET_ITEMS.items()
)


def past_date(words: str, at: At) -> Plain:
    """A date up to today."""
    return read_date(words, at.case.today).isoformat()


def any_date(words: str, at: At) -> Plain:
    """A date, which may be to come."""
    return read_date(words, at.case.today, past_only=False).isoformat()


def yes_no(words: str, at: At) -> Plain:
    """Yes or no."""
    return read_as_yes_no(words)


def one_of(choices: Sequence[Choice], what: str) -> Reads:
    """A reader of one of these choices; `what` finishes "That is not ..."."""
    return lambda words, _at: pick(words, choices, what=what)


def label_of(choices: Sequence[Choice]) -> Callable[[Plain, At], str]:
    """What plays back the label of a choice."""
    labels = {choice.key: choice.label for choice in choices}
    return lambda value, _at: labels.get(str(value), str(value))


def number(least: int, most: int) -> Reads:
    """A reader of a whole number within these bounds."""

    def read(words: str, at: At) -> Plain:
        found = re.fullmatch(r"\D{0,20}?(\d{1,3})\D{0,20}", words.strip())
        if found is None or not least <= int(found[1]) <= most:
            raise NotUnderstood("That is not such a number.", fix=f"Type a number from {least} to {most}.")
        return int(found[1])

    return read


def words(said: str, at: At) -> Plain:
    """A few words."""
    text = one_line(said)
    if len(text) > _LONGEST:
        raise NotUnderstood(
            f"That has {len(text)} characters.", fix=f"Say it in {_LONGEST} characters or fewer."
        )
    return text


def asn(words: str, at: At) -> Plain:
    """An ASN in its long form."""
    return check_asn(words).asn


def poc_letter(words: str, at: At) -> Plain:
    """The letter of a category."""
    letter = read_poc(words)
    if letter is None:
        raise NotUnderstood(
            "That is not a Principal Offence Category.",
            fix="Type a letter from A to L, or a name such as robbery.",
        )
    return letter


def court_result(words: str, at: At) -> Plain:
    """A result code on the standing list."""
    code = words.strip()
    if code not in load_court_results():
        raise NotUnderstood(
            "That is not a result code of the courts.", fix="Type its four figures, such as 2051."
        )
    return code


def missing_items(words: str, at: At) -> Plain:
    """What is missing on the sheet, by number or words; an empty list where nothing is."""
    if words.strip().casefold() in ("nothing", "nothing missing", "complete"):
        return []
    numbers = re.findall(r"\d+", words)
    if numbers and not re.search(r"[a-z]", words, re.IGNORECASE):
        found = [
            SHEET_CHOICES[int(number) - 1].key
            for number in numbers
            if 1 <= int(number[:4]) <= len(SHEET_CHOICES)
        ]
        unread = [number for number in numbers if not 1 <= int(number[:4]) <= len(SHEET_CHOICES)]
    else:
        reading = read_choices(words, SHEET_CHOICES)
        found, unread = list(reading.keys), list(reading.not_understood)
    if unread or not found:
        raise NotUnderstood(
            f"Not clear: {', '.join(one_line(one) for one in unread) or 'nothing was named'}.",
            fix="Name what is missing by its number or words, with commas between, or type nothing.",
        )
    return list[Plain](dict.fromkeys(found))


def charge_list(words: str, at: At) -> Plain:
    """The charges of a sheet, those on the standing list by their code."""
    named = [one_line(part) for part in re.split(r"[,;\n]+", words) if part.strip()]
    catalogue = at.case.tables.catalogue
    return [offence.code if (offence := catalogue.get(one.upper())) else one for one in named]


def shown_as_text(value: Plain, at: At) -> str:
    """The value as it is."""
    return str(value)


def shown_as_poc(value: Plain, at: At) -> str:
    """A category with its letter."""
    category = POC_CATEGORIES.get(str(value))
    return f"{category.letter}, {category.label}" if category else str(value)


def shown_as_court_result(value: Plain, at: At) -> str:
    """A result code with what it says."""
    found = load_court_results().get(str(value))
    return f"{found.code} {found.description}" if found else str(value)


def shown_as_items(value: Plain, at: At) -> str:
    """Items of the sheet in words."""
    keys = value if isinstance(value, list) else []
    return ", ".join(SHEET_ITEMS[SheetItem(str(key))][0] for key in keys) or "Nothing"


def shown_as_list(value: Plain, at: At) -> str:
    """A list with commas between."""
    return ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)
