"""Finds the answer that a person names in "change ...": by its label, its charge, or what staff call it."""

import re
from collections.abc import Iterable, Iterator

from assistant.conversation.agenda import Item
from knowledge.choices import Choice, ChoiceReading, read_choice

_ALSO = {
    "urn": ("case number", "reference number", "unique reference number"),
    "defendant": ("name", "defendant name", "surname"),
    "date_of_birth": ("dob", "birth date", "born"),
    "stage": ("charged", "pre-charge", "pre charge"),
    "court": ("court name", "courthouse"),
    "hearing": ("date", "hearing date", "final hearing date", "hearing", "date of hearing"),
    "sheet": ("hrs", "sheet"),
    "same_charges": (),
    "offence": ("code", "charge wording"),
    "offence_date": ("date", "date of offence"),
    "result": ("disposal", "how it ended"),
    "live": ("live",),
    "more_charges": ("number of charges", "more charges"),
    "victim": ("victim",),
    "poc": ("principal offence category", "category", "principal offence"),
    "flags": ("monitoring flags", "flag", "monitoring codes"),
    "disclosure": ("unused material",),
    "enhanced": ("enhanced",),
    "dropped_on": ("decision date", "date of decision"),
    "defendants": ("defendants", "number of defendants"),
    "vulnerable": ("vulnerable", "marker"),
    "present": ("present",),
    "sheet_received": ("hrs received",),
    "sheet_kind": ("hrs kind",),
    "sheet_missing": ("sheet gaps", "missing"),
    "pcd_poc": ("pcd poc", "earlier poc"),
    "victim_age": ("age of victim", "victim age"),
    "relationship": ("relationship",),
    "letter_sent": ("letter",),
    "charged_on": ("date of charge", "charge date"),
    "pleaded_on": ("date of plea", "plea date"),
    "convicted_on": ("date of conviction", "conviction date"),
    "sentenced_on": ("date of sentence", "sentence date"),
    "court_result": ("result code", "court code"),
}


_READ_AFTER_THE_CHARGE = ("live", "left_on", "replaced_by")


def item_label(item: Item) -> str:
    """The name of an answer, with its charge where the case has several: "Plea of charge 2", "Charge 1 replaced by"."""
    label = item.question.wording.label
    if item.at.charge is None or item.at.case.draft.charge_count == 1:
        return label
    if item.question.name in _READ_AFTER_THE_CHARGE:
        return f"Charge {item.at.charge} {label.lower()}"
    return f"{label} of charge {item.at.charge}"


def change_words(item: Item) -> str:
    """The words that reopen an answer."""
    return f"change {item_label(item).lower()}"


def named_item(words: str, items: Iterable[Item]) -> tuple[Item | None, tuple[Item, ...]]:
    """The answer that the words name, or those that they may name."""
    by_key = {item.key: item for item in items}
    reading: ChoiceReading = read_choice(words, [_choice(item) for item in by_key.values()])
    if reading.key is not None:
        return by_key[reading.key], ()
    return None, tuple(by_key[candidate.key] for candidate in reading.candidates)


def named_detail(words: str, items: Iterable[Item]) -> tuple[tuple[Item, ...], str]:
    """The detail that the words begin with, and what is said of it after that: "sentenced on of charge 2 3/11/2026".

    In: the details that may be given. The longest name counts. Several items come back where the charge is not named.
    """
    found: list[Item] = []
    rest, longest = "", 0
    for item in items:
        for name in _detail_names(item):
            match = re.match(_NAME_AND_VALUE.format(re.escape(name)), words, re.IGNORECASE)
            if match is None or len(name) < longest:
                continue
            found = [*found, item] if len(name) == longest and item not in found else [item]
            rest, longest = words[match.end() :].strip(), len(name)
    return tuple(found), rest


_NAME_AND_VALUE = r"{}(?:\s*[:=]\s*|\s+(?:to|is|was)\s+|\s+|$)"


def _detail_names(item: Item) -> Iterator[str]:
    number = item.at.charge
    for name in (item.question.wording.label.lower(), *_ALSO.get(item.question.name, ())):
        yield name
        if number is not None:
            yield from (
                f"{name} of charge {number}",
                f"{name} for charge {number}",
                f"charge {number} {name}",
            )


def _choice(item: Item) -> Choice:
    label = item.question.wording.label.lower()
    number = item.at.charge
    names = (label, *_ALSO.get(item.question.name, ()))
    if number is None:
        return Choice(key=item.key, label=item_label(item), words=names)
    several = item.at.case.draft.charge_count > 1
    words = [f"{name} {number}" for name in names]
    words += [f"charge {number} {name}" for name in names] + [f"{name} of charge {number}" for name in names]
    words += [f"{name} for charge {number}" for name in names] + [
        f"{name} on charge {number}" for name in names
    ]
    if item.question.name == "offence":
        words.append(f"charge {number}")
    if not several or item.question.name in ("plea", "offence", "verdict", "result", "offence_date", "live"):
        words += [name for name in names if name != "date"]
    return Choice(key=item.key, label=item_label(item), words=tuple(words))
