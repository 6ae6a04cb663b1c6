"""Finds the answer that a person names in "change ...": by its label, its charge, or what staff call it."""

from collections.abc import Iterable

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
