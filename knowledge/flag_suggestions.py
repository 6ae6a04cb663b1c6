"""Suggests monitoring flags from the offences and the answers, each with the reason. Puts none on (domain.md 67-74)."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from knowledge.catalogue import Offence, load_catalogue
from knowledge.tables import rows
from knowledge.text import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagAnswers:
    """What is known beside the offences. None means not asked.

    `words` is what was typed about the case. `defendants` counts those on the case. `already` are the codes that
    are on, which are not suggested again.
    """

    words: tuple[str, ...] = ()
    victim_identified: bool | None = None
    victim_age: int | None = None
    charge_replaced: bool = False
    defendants: int = 1
    uncharged_defendant: bool = False
    already: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagSuggestion:
    """A flag to ask about, and why in one sentence. It is never put on by itself."""

    code: str
    why: str


def suggest_flags(offences: Sequence[Offence], answers: FlagAnswers | None = None) -> list[FlagSuggestion]:
    """The flags to ask about, each once, in the order of the rules.

    In: the offences of every charge, also of those that left the case: a flag stays when the charge changes (S15).
    """
    known = answers or FlagAnswers()
    charged = [_Charged(offence) for offence in offences]
    text = " ".join(fold(words) for words in known.words)
    found: dict[str, str] = {}
    for code, why in (*_from_offences(charged), *_from_answers(charged, known), *_from_words(text)):
        if code not in known.already:
            found.setdefault(code, why)
    return [FlagSuggestion(code=code, why=why) for code, why in found.items()]


class _Charged:
    """An offence with its whole offence's class, and a name short enough for a sentence."""

    def __init__(self, offence: Offence) -> None:
        whole = load_catalogue().get(offence.base_code) if offence.suffix else None
        self.offence = offence
        self.whole = whole or offence
        self.title = fold(self.whole.title)
        self.name = offence.title if len(offence.title) <= 80 else offence.title[:79] + "…"

    def in_class(self, *numbers: str) -> bool:
        """By class or class and sub-class of a national code; the class of a local one cannot be trusted."""
        ho_class = self.whole.ho_class
        return self.whole.is_national and (ho_class in numbers or ho_class[:3] in numbers)

    def says(self, pattern: str) -> bool:
        """Whether the title has the words."""
        return re.search(pattern, self.title) is not None


_PROTECTIVE = r"non-molestation|restraining order|domestic abuse protection|domestic violence protection"
_SEXUAL = ("016", "017", "018", "019", "020", "021", "022", "023", "070", "071", "072", "073", "088")
_CHILD = r"\b(?:child|children|girl|boy|young person)\b|\bunder (?:13|14|16|18)\b|\b13 ?(?:to|-) ?1[57]\b"
_CHILD_CLASSES = (*_SEXUAL, "011", "012", "013", "086")
_WEAPON = r"\bblade|\bknife|\bknives|sharply? pointed|offensive weapon"
_RACE_OR_RELIGION = r"racially / religiously aggravated"
_RELIGION_OR_ORIENTATION = r"religious / sexual orientation|religious hatred / sexual orientation"
_SLAVERY = r"slavery|servitude|traffic(?:k|king)\b|compulsory labour|view to (?:their |sexual )*exploitation"
_MARRIAGE = r"forced marriage|into (?:a )?marriage"
_DEATH = r"\b(?:death|murder|manslaughter|infanticide|child destruction)\b"


def _is_fatal(one: _Charged) -> bool:
    """A completed death: not an attempt, a conspiracy or a threat."""
    if one.offence.suffix in ("A", "C", "I") or one.says(r"\battempt|solicit|conspir|threat"):
        return False
    return one.in_class("001", "004", "037/01", "008/21") and one.says(_DEATH)


_Test = Callable[[_Charged], bool]
_BY_OFFENCE: tuple[tuple[str, _Test, str], ...] = (
    (
        "RAPE",
        lambda one: one.in_class("019"),
        "{} is charged or was charged: the flag stays on whatever becomes of it",
    ),
    (
        "DOMV",
        lambda one: one.says(r"controlling|coercive behaviour"),
        "{} is an offence between people close to each other",
    ),
    ("DOMV", lambda one: one.says(r"strangulation|suffocation"), "{} is often domestic abuse: ask"),
    ("DOMV", lambda one: one.says(_PROTECTIVE), "{} is often domestic abuse: ask"),
    ("NFS", lambda one: one.says(r"strangulation|suffocation|strangle|suffocate"), "{} is charged"),
    ("STK", lambda one: one.says(r"\bstalk"), "{} is charged"),
    ("KER", lambda one: one.says(_WEAPON) and not one.says(r"\b(?:sell|sale|hire|lend)\b"), "{} is charged"),
    ("PROW", lambda one: one.in_class("081/17", "081/70", "081/71", "081/72", "081/76"), "{} is charged"),
    ("RAIN", lambda one: one.says(r"\bracial(?:ly)? aggravated|racial hatred"), "{} is charged"),
    (
        "RAIN",
        lambda one: one.says(_RACE_OR_RELIGION),
        "{} is charged: ask whether it was race, religion or both",
    ),
    (
        "REIN",
        lambda one: one.says(_RACE_OR_RELIGION),
        "{} is charged: ask whether it was race, religion or both",
    ),
    ("REIN", lambda one: one.says(r"religiously aggravated|religious hatred"), "{} is charged"),
    ("REIN", lambda one: one.says(_RELIGION_OR_ORIENTATION), "{} is charged: ask which hatred it was"),
    ("HMPH", lambda one: one.says(_RELIGION_OR_ORIENTATION), "{} is charged: ask which hatred it was"),
    ("HUTR", lambda one: one.says(_SLAVERY), "{} is charged"),
    (
        "CPRO",
        lambda one: (
            one.in_class(*_CHILD_CLASSES) and one.says(_CHILD) and not one.says(r"register|\border\b")
        ),
        "{} has a victim under 18",
    ),
    (
        "RTAF",
        lambda one: one.in_class("004", "037/01") and one.says(r"\bdeath\b") and one.says(r"driv|vehicle"),
        "{} is a death on the road",
    ),
    ("FATL", _is_fatal, "{} is charged, and somebody died"),
    ("FORM", lambda one: one.says(_MARRIAGE), "{} is charged"),
    (
        "HNRC",
        lambda one: one.says(_MARRIAGE) or one.says(r"genital mutilation"),
        "{} is often so-called honour-based abuse: ask",
    ),
    ("POFC", lambda one: one.in_class("038"), "{} is money laundering, which is counted"),
    (
        "VIVM",
        lambda one: one.in_class(*_SEXUAL) and not one.says(r"register|\border\b"),
        "{} is charged, and a complainant of a sexual offence is eligible for special measures",
    ),
)


def _from_offences(charged: Sequence[_Charged]) -> Iterator[tuple[str, str]]:
    for code, applies, why in _BY_OFFENCE:
        for one in charged:
            if applies(one):
                yield code, why.format(one.name) + "."


def _from_answers(charged: Sequence[_Charged], answers: FlagAnswers) -> Iterator[tuple[str, str]]:
    if answers.defendants >= 2:
        for one in charged:
            if one.in_class("001", "002", "004/01") and one.says(r"murder|manslaughter"):
                yield (
                    "JOEN",
                    f"{one.name} is charged and there are several defendants: ask if it is joint enterprise.",
                )
    if answers.victim_identified:
        yield "IVIC", "A victim is identified on the case."
    if answers.charge_replaced:
        yield "SUCA", "A charge was replaced by another: ask whether it was substantially altered."
    age = answers.victim_age
    if age is not None and age < 18:
        yield "VIVM", "The victim is under 18, so is eligible for special measures."
        if any(one.in_class(*_CHILD_CLASSES) for one in charged):
            yield "CPRO", "The victim is under 18."
    if age is not None and age >= 60 and _targets_the_old(charged):
        yield "CAOP", "The victim is 60 or over: ask whether age was why; age alone is not enough."
    if answers.uncharged_defendant:
        yield "CSEA", "A defendant is not charged, so Pre-Charge Decision must be on."


def _targets_the_old(charged: Collection[_Charged]) -> bool:
    return any(one.says(r"burglary|robbery|fraud|assault|theft|bodily harm|wound") for one in charged)


def _from_words(text: str) -> Iterator[tuple[str, str]]:
    for row in rows("flag_words.csv"):
        found = re.search(row["pattern"], text)
        if found and not _NOT_BEFORE.search(text[: found.start()]):
            yield row["code"], row["why"]


_NOT_BEFORE = re.compile(r"\b(?:no|not|non|without|isn't|wasn't)\s+(?:a\s+|any\s+|\w+ly\s+)?$")
