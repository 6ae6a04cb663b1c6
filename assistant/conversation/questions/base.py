"""What a question is made of, and the readers that most questions share. Knows no particular question."""

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from assistant.conversation.shown import Message, Option, Suggestion
from assistant.record.draft import OVERRIDE, Plain, charge_key
from knowledge.choices import Choice, read_choice, read_yes_no
from knowledge.errors import FinaliseError

if TYPE_CHECKING:
    from assistant.conversation.case import Case


class NotUnderstood(FinaliseError):  # named for what the person sees
    """The words do not answer the question. `options` are what they may have meant.

    `asks` names what is asked about the options, where that is another question than before.
    """

    def __init__(
        self, what: str, *, fix: str, options: Iterable[Option] = (), typed: str = "", asks: str = ""
    ) -> None:
        super().__init__(what, fix=fix)
        self.options = tuple(options)
        self.typed = typed
        self.asks = asks


class Narrowed(NotUnderstood):
    """The words were understood as far as they go, and one of `options` is still to be picked."""


@dataclass(frozen=True, kw_only=True)
class Offered:
    """What words that left something open have led to: options, the words, and the name of what is asked of them."""

    options: tuple[Option, ...]
    typed: str = ""
    asks: str = ""


@dataclass(frozen=True, kw_only=True)
class At:
    """Where a question is asked: the case as it stands and, where it concerns one, the charge or the rule.

    `offered` is there where the question was answered in part and options are to be picked from.
    """

    case: "Case"
    charge: int | None = None
    rule: str = ""
    warning: str = ""
    offered: Offered | None = None

    @property
    def number(self) -> int:
        """The charge, the first where none is named."""
        return self.charge or 1


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What an answer settles: values by full key, keys that it takes out, and anything to be told beside it.

    `words` are what is kept as typed, where that is more than was typed last. `settles` says that the answer was to
    a question of the assistant's own about the words, so that it is no choice over what was suggested for them.
    """

    facts: Mapping[str, Plain]
    removed: tuple[str, ...] = ()
    told: tuple[Message, ...] = ()
    words: str = ""
    settles: bool = False


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The words of one question, from wording.toml or a file beside it."""

    label: str
    text: str
    hint: str
    why: str
    examples: tuple[str, ...]
    accepts: str
    topic: str
    section: str = ""


_WORDING_FILES = ("wording.toml", "circumstances.toml", "details.toml")


@lru_cache(maxsize=1)
def wordings() -> dict[str, Wording]:
    """The words of every question by its name."""
    folder = files("assistant.conversation.questions")
    return {
        name: Wording(**{**row, "examples": tuple(row["examples"])})
        for file in _WORDING_FILES
        for name, row in tomllib.loads((folder / file).read_text(encoding="utf-8")).items()
    }


def always(at: At) -> bool:
    """Applies whatever else was answered."""
    return True


def no_options(at: At) -> tuple[Option, ...]:
    """Nothing to pick from."""
    return ()


def nothing_on_enter(at: At) -> Option | None:
    """An empty answer says nothing."""
    return None


def no_basis(at: At) -> str:
    """The answer rests on nothing that the assistant suggested."""
    return ""


def fits_anyhow(value: Plain, at: At) -> str | None:
    """The answer never stops fitting."""
    return None


def no_words(at: At) -> dict[str, str]:
    """The question's text has no parts to fill in."""
    return {}


def asks_as_before(at: At) -> tuple[str, str] | None:
    """The question stays what it is while options are offered."""
    return None


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question.

    `read` turns words into facts or raises a FinaliseError; `show` plays a value back in full; `applies` says
    whether it is asked at all, `ready` whether what it builds on is there yet; `fits` says in words why a settled
    value no longer fits; `basis` is what was suggested when the person confirmed; `asks_again` is the text and the
    hint that stand in its place while `at.offered` is there, or None.
    """

    name: str
    read: Callable[[str, At], Reading]
    show: Callable[[Plain, At], str]
    applies: Callable[[At], bool] = always
    ready: Callable[[At], bool] = always
    options: Callable[[At], tuple[Option, ...]] = no_options
    on_enter: Callable[[At], Option | None] = nothing_on_enter
    basis: Callable[[At], str] = no_basis
    fits: Callable[[Plain, At], str | None] = fits_anyhow
    fill: Callable[[At], dict[str, str]] = no_words
    asks_again: Callable[[At], tuple[str, str] | None] = asks_as_before
    suggest: Callable[[str, At], tuple[Suggestion, ...]] | None = None
    per_charge: bool = False
    several: bool = False
    is_shown: bool = True
    explains: bool = False
    """Whether the answer may settle a warning, so that it is asked before one."""
    is_detail: bool = False
    """Whether it is never asked by itself, only where a person wants to give it."""
    wording: Wording = field(init=False)

    def __post_init__(self) -> None:
        """Find the question's words by its name."""
        object.__setattr__(self, "wording", wordings()[self.name])

    def key(self, at: At) -> str:
        """The key of the answer."""
        if at.rule:
            return OVERRIDE + at.rule
        return charge_key(at.charge, self.name) if self.per_charge and at.charge else self.name


UNKNOWN_WORDS = (
    "not known",
    "unknown",
    "dont know",
    "don't know",
    "n/k",
    "nk",
    "not given",
    "not stated",
    "?",
)
NOT_KNOWN = Option(words="not known", label="not known")


def is_not_known(words: str) -> bool:
    """Whether the words say that the fact is not known."""
    return words.strip().casefold().rstrip(".") in UNKNOWN_WORDS


def not_known_on_enter(at: At) -> Option | None:
    """An empty answer means that it is not known."""
    return NOT_KNOWN


def option_of(choice: Choice, *, is_suggested: bool = False) -> Option:
    """The option that picks a choice."""
    return Option(words=choice.key, label=choice.label, hint=choice.hint, is_suggested=is_suggested)


def pick(words: str, choices: Sequence[Choice], *, what: str) -> str:
    """The key of the one choice that the words mean.

    Raises NotUnderstood, with the choices that they may mean. `what` finishes "That is not ...".
    """
    for choice in choices:
        if words == choice.key:
            return choice.key
    reading = read_choice(words, choices)
    if reading.key is not None:
        return reading.key
    if reading.candidates:
        raise NotUnderstood(
            "That could mean more than one thing.",
            fix="Pick one by its number, or say more.",
            options=[option_of(choice) for choice in reading.candidates],
            typed=words,
        )
    raise NotUnderstood(f"That is not {what}.", fix=one_of(choices))


def one_of(choices: Sequence[Choice]) -> str:
    """A sentence that lists what would be understood."""
    labels = [choice.label for choice in choices[:6]]
    mark = ";" if any("," in label for label in labels) else ","
    listed = (
        f"{mark} ".join(labels[:-1]) + f"{mark.strip(',')} or {labels[-1]}"
        if len(labels) > 1
        else "".join(labels)
    )
    more = "" if len(choices) <= len(labels) else " Type help to see all of them."
    return f"Type {listed}.{more}"


YES_NO = (Option(words="yes", label="Yes"), Option(words="no", label="No"))


def yes_no_options(at: At) -> tuple[Option, ...]:
    """Yes and no."""
    return YES_NO


def yes_on_enter(at: At) -> Option | None:
    """An empty answer means yes."""
    return YES_NO[0]


def no_on_enter(at: At) -> Option | None:
    """An empty answer means no."""
    return YES_NO[1]


def read_as_yes_no(words: str) -> bool:
    """True for yes. Raises NotUnderstood for anything that is neither yes nor no."""
    answer = read_yes_no(words)
    if answer is None:
        raise NotUnderstood("That is neither yes nor no.", fix="Type y or n.")
    return answer


def show_yes_no(value: Plain, at: At) -> str:
    """Yes or No."""
    return "Yes" if value else "No"


def reads_yes_no(name: str) -> Callable[[str, At], Reading]:
    """A reader of yes or no for the question of that name."""

    def read(words: str, at: At) -> Reading:
        key = name if at.charge is None else charge_key(at.charge, name)
        return Reading(facts={key: read_as_yes_no(words)})

    return read
