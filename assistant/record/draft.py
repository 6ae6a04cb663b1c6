"""A record that is not yet complete: each answer, what was typed for it, what it rested on. No dialogue."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]
"""A value that survives being written as JSON."""


OVERRIDE = "override."
"""What the key of an answer to a warning begins with; the rule's id follows."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One settled fact.

    `value` is plain data; None means "not known", said by the person. `words` is what was typed. `basis` is what
    the assistant suggested, and why, when the person confirmed it: if the suggestion changes, the answer is asked
    again.
    """

    value: Plain
    words: str = ""
    basis: str = ""

    def saved(self) -> dict[str, Plain]:
        """The answer as plain data."""
        return {"value": self.value, "words": self.words, "basis": self.basis}

    @classmethod
    def resumed(cls, data: Mapping[str, Any]) -> Self:
        """The answer that `saved` wrote."""
        return cls(value=data["value"], words=str(data["words"]), basis=str(data["basis"]))


def charge_key(number: int, part: str) -> str:
    """The key of one part of one charge, such as "charges.2.plea"."""
    return f"charges.{number}.{part}"


def charge_number(key: str) -> int | None:
    """The charge that a key belongs to, or None for an answer about the whole case."""
    head, _, rest = key.partition(".")
    if head != "charges":
        return None
    return int(rest.partition(".")[0])


class Draft(Mapping[str, Answer]):
    """Settled answers by key. A draft never changes: each change gives a new one."""

    def __init__(self, answers: Mapping[str, Answer] | None = None) -> None:
        self._answers = dict(answers or {})

    def __getitem__(self, key: str) -> Answer:
        return self._answers[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._answers)

    def __len__(self) -> int:
        return len(self._answers)

    def value(self, key: str) -> Any:
        """The value of an answer, or None where it is not settled or not known."""
        answer = self._answers.get(key)
        return None if answer is None else answer.value

    def having(self, changes: Mapping[str, Answer | None]) -> "Draft":
        """A draft with these answers put in; None takes an answer out."""
        merged = {**self._answers, **changes}
        return Draft({key: answer for key, answer in merged.items() if answer is not None})

    @property
    def charge_count(self) -> int:
        """How many charges have been begun; a case always has a first one."""
        return int(self.value("charge_count") or 1)

    @property
    def charge_numbers(self) -> range:
        """The numbers of the charges, from 1."""
        return range(1, self.charge_count + 1)

    def without_charge(self, gone: int) -> dict[str, Answer | None]:
        """The changes that take charge `gone` out and move the later ones up."""
        changes: dict[str, Answer | None] = {}
        for key in self._answers:
            number = charge_number(key)
            if number is None or number < gone:
                continue
            changes.setdefault(key, None)
            if number > gone:
                changes[charge_key(number - 1, key.split(".", 2)[2])] = self._answers[key]
        for key, answer in {**self._answers, **changes}.items():
            if answer is None or not key.endswith(".replaced_by") or not isinstance(answer.value, int):
                continue
            if answer.value == gone:
                changes[key] = None
            elif answer.value > gone:
                changes[key] = Answer(value=answer.value - 1, words=answer.words, basis=answer.basis)
        changes["charge_count"] = Answer(value=max(1, self.charge_count - 1))
        return changes

    def changes_to(self, other: "Draft") -> dict[str, Answer | None]:
        """What `having` needs to make `other` of this draft."""
        changes: dict[str, Answer | None] = {key: None for key in self if key not in other}
        changes.update({key: answer for key, answer in other.items() if self.get(key) != answer})
        return changes

    def saved(self) -> dict[str, Plain]:
        """The draft as plain data."""
        return {key: answer.saved() for key, answer in self._answers.items()}

    @classmethod
    def resumed(cls, data: Mapping[str, Any]) -> Self:
        """The draft that `saved` wrote."""
        return cls({key: Answer.resumed(answer) for key, answer in data.items()})
