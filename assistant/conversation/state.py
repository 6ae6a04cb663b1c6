"""Everything a conversation remembers, as values that never change and survive being saved."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from assistant.conversation.shown import Kind, Message, Option
from assistant.record.draft import Answer, Draft, Plain


@dataclass(frozen=True, kw_only=True)
class State:
    """Where a conversation stands.

    `skipped` answers are asked again at the end. `focus` is an answer that the person chose to change and is asked
    next. `pending` are the options of a question that was answered unclearly, `typed` the words of that answer, and
    `asks` the name of what is asked of the options, where it is another question.
    """

    draft: Draft
    skipped: frozenset[str] = frozenset()
    focus: str | None = None
    pending: tuple[Option, ...] = ()
    typed: str = ""
    asks: str = ""

    def having(self, changes: Mapping[str, Answer | None]) -> "State":
        """The state after these answers: nothing pending, nothing in focus, what was answered no longer skipped."""
        settled = {key for key, answer in changes.items() if answer is not None}
        return State(draft=self.draft.having(changes), skipped=self.skipped - settled)

    def unclear(self, options: tuple[Option, ...], typed: str = "", asks: str = "") -> "State":
        """The state in which the person is to pick one of these options; without options, nothing is pending."""
        return replace(self, pending=options, typed=typed if options else "", asks=asks if options else "")

    def picked(self, words: str) -> bool:
        """Whether the words are one of the options that are pending."""
        return any(option.words == words for option in self.pending)

    def saved(self) -> dict[str, Plain]:
        """The state without its draft, as plain data."""
        return {
            "skipped": list[Plain](sorted(self.skipped)),
            "focus": self.focus,
            "pending": [
                [option.words, option.label, option.hint, option.is_suggested] for option in self.pending
            ],
            "typed": self.typed,
            "asks": self.asks,
        }

    @classmethod
    def resumed(cls, data: Mapping[str, Any], draft: Draft) -> Self:
        """The state that `saved` wrote, with its draft."""
        return cls(
            draft=draft,
            skipped=frozenset(data["skipped"]),
            focus=data["focus"],
            pending=tuple(
                Option(words=words, label=label, hint=hint, is_suggested=is_suggested)
                for words, label, hint, is_suggested in data["pending"]
            ),
            typed=data["typed"],
            asks=data.get("asks", ""),  # not in drafts of earlier versions
        )


class Trail:
    """The states gone through, so that any number of steps can be undone and redone."""

    def __init__(self, past: tuple[State, ...] = (), future: tuple[State, ...] = ()) -> None:
        self.past = past
        self.future = future

    def gone(self, before: State) -> "Trail":
        """The trail after a step away from `before`."""
        return Trail((*self.past, before))

    def saved(self, now: State) -> dict[str, Plain]:
        """The trail as differences, the nearest first, so that a long conversation stays small on disk."""
        return {"past": _differences(now, self.past[::-1]), "future": _differences(now, self.future)}

    @classmethod
    def resumed(cls, data: Mapping[str, Any], now: State) -> Self:
        """The trail that `saved` wrote."""
        return cls(tuple(_states(now, data["past"]))[::-1], tuple(_states(now, data["future"])))


def _differences(now: State, states: tuple[State, ...]) -> list[Plain]:
    steps: list[Plain] = []
    at = now
    for state in states:
        changes = at.draft.changes_to(state.draft)
        answers: dict[str, Plain] = {
            key: answer.saved() if answer else None for key, answer in changes.items()
        }
        steps.append({"state": state.saved(), "answers": answers})
        at = state
    return steps


def _states(now: State, steps: list[Mapping[str, Any]]) -> list[State]:
    states: list[State] = []
    draft = now.draft
    for step in steps:
        changes = {key: Answer.resumed(answer) if answer else None for key, answer in step["answers"].items()}
        draft = draft.having(changes)
        states.append(State.resumed(step["state"], draft))
    return states


def saved_message(message: Message) -> list[Plain]:
    """A message as plain data."""
    return [message.kind.value, message.text, message.topic, message.about]


def resumed_message(data: list[Any]) -> Message:
    """The message that `saved_message` wrote."""
    kind, text, topic, about = data
    return Message(kind=Kind(kind), text=text, topic=topic, about=about)
