"""Reads the name of a defendant as people type it: a person or an organisation. Looks nobody up."""

import re
from dataclasses import dataclass
from typing import Literal

from knowledge.tables import words_in
from knowledge.text import fold, one_line

SURNAME_LENGTH = 35
FORENAMES_LENGTH = 100
ORGANISATION_LENGTH = 100

_ORGANISATION = re.compile(
    r"\b(?:ltd|limited|plc|llp|lp|inc|incorporated|corp|corporation|company|co|cic|council|trust|association|partnership|"
    r"holdings|holding|group|university|college|school|society|charity|foundation|bank|services|service|enterprises|"
    r"industries|international|motors|transport|haulage|logistics|solutions|systems|properties|estates|developments|"
    r"construction|builders|contractors|engineering|restaurant|takeaway|hotel|garage|stores|supermarkets?|farms?|"
    r"hospital|nhs|authority|agency|club|union|church|brothers|sons|recycling|skips|scaffolding|cyf|cyfyngedig)\b\.?"
)
_SURE_ORGANISATION = re.compile(
    r"\b(?:ltd|limited|plc|llp|inc|incorporated|corporation|company|cic|council|nhs|association|university|holdings|"
    r"cyf|cyfyngedig|enterprises|partnership|co)\b\.?|&"
)
_TITLES = frozenset(words_in("mr|mrs|ms|miss|mx|dr|prof|professor|sir|lady|lord|rev|revd|master|messrs"))
_ENDINGS = frozenset(words_in("jr|jnr|junior|snr|senior|ii|iii"))
_PARTICLES = frozenset(
    words_in(
        "van|der|den|de|da|dos|das|du|la|le|di|del|della|von|zu|ter|ten|bin|ibn|bint|al|el|ap|ab|st|"
        "mac|o'|y|e"
    )
)
_SHORT_SURNAMES = frozenset(
    words_in("ng|li|wu|xu|yu|ho|lo|ma|qi|hu|du|lu|au|ko|oh|an|yi|le|ha|do|vo|bo|ek|ali")
)
_LETTERS = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.\- ])*")


@dataclass(frozen=True, slots=True, kw_only=True)
class DefendantReading:
    """Who was named. `kind` is None where it may be either; then both readings are filled in.

    `problems` are plain sentences on what stops the name from being recorded as it is.
    """

    kind: Literal["person", "organisation"] | None
    surname: str | None = None
    forenames: str | None = None
    organisation: str | None = None
    problems: tuple[str, ...] = ()


def read_defendant(words: str) -> DefendantReading:
    """The defendant named in text such as "SMITH John", "Smith, J", "John Smith" or "Bow Street Motors Ltd".

    Never raises. A word all in capitals beside others that are not is the surname; so is what stands before a
    comma; a single letter is a forename; else the last word is the surname, with "van der" and the like.
    Lengths: surname 35, organisation 100 (S22, domain.md rule 8).
    """
    text = one_line(words)
    text = re.sub(
        r"(?i)^(?:the\s+)?(?:defendant|deft|def|accused|name)\b\s*(?:is\b)?[\s:=-]*", "", text
    ).strip(" ,;:")
    if not re.search(r"[^\W_]", text):
        return DefendantReading(
            kind=None, problems=("There is no name here. Type a surname, or the name of an organisation.",)
        )
    folded = fold(text)
    if _SURE_ORGANISATION.search(folded) or re.search(r"\bt/?a\b|\btrading as\b", folded):
        return _organisation(text)
    unclear = _ORGANISATION.search(folded) is not None and "," not in text
    person = _person(text)
    if not unclear:
        return person
    return DefendantReading(
        kind=None,
        surname=person.surname,
        forenames=person.forenames,
        organisation=text[:ORGANISATION_LENGTH],
        problems=("This may be a person or an organisation. Say which.",),
    )


def read_person(words: str) -> DefendantReading:
    """The same text read as a person, once that is known."""
    return _person(one_line(words).strip(" ,;:"))


def read_organisation(words: str) -> DefendantReading:
    """The same text read as an organisation, once that is known."""
    return _organisation(one_line(words).strip(" ,;:"))


def _organisation(text: str) -> DefendantReading:
    problems = []
    if not re.search(r"[^\W_]", text):
        problems.append("There is no name here. Type the name of the organisation.")
    if "�" in text:
        problems.append("The name holds a character that cannot be recorded. Type it again.")
    if len(text) > ORGANISATION_LENGTH:
        problems.append(
            f"The name has {len(text)} characters, and {ORGANISATION_LENGTH} is the most. Shorten it."
        )
    return DefendantReading(kind="organisation", organisation=text or None, problems=tuple(problems))


def _person(text: str) -> DefendantReading:
    surname, forenames = _parted(text)
    surname, forenames = _cased(surname), _cased(forenames)
    problems = []
    if not surname:
        problems.append("There is no surname here. Type it, like SMITH John.")
    for part in (surname, forenames):
        if part and _LETTERS.fullmatch(part) is None:
            problems.append(
                f"“{part[:40]}” is not a name: a name has letters, hyphens and apostrophes. Type it again."
            )
    if len(surname) > SURNAME_LENGTH:
        problems.append(
            f"The surname has {len(surname)} characters, and {SURNAME_LENGTH} is the most. Shorten it."
        )
    if len(forenames) > FORENAMES_LENGTH:
        problems.append(
            f"The forenames have {len(forenames)} characters, and {FORENAMES_LENGTH} is the most. Shorten them."
        )
    return DefendantReading(
        kind="person", surname=surname or None, forenames=forenames or None, problems=tuple(problems)
    )


def _parted(text: str) -> tuple[str, str]:
    """Surname and forenames, as typed."""
    if "," in text:
        surname, _, forenames = text.partition(",")
        return _joined(_bare(surname.split())), _joined(_bare(forenames.replace(",", " ").split()))
    names = _bare(text.split())
    if len(names) < 2:
        return _joined(names), ""
    for split in (_by_capitals, _by_initials, _by_particles):
        found = split(names)
        if found is not None:
            return _joined(found[0]), _joined(found[1])
    return names[-1], _joined(names[:-1])


_Split = tuple[list[str], list[str]]


def _by_capitals(names: list[str]) -> _Split | None:
    """The surname in capitals at either end, where the rest is not all in capitals."""
    loud = [_is_loud(name) for name in names]
    if all(loud) or not any(loud):
        return None
    first = 0
    while first < len(names) and (
        loud[first] or (first + 1 < len(names) and _is_particle(names[first]) and loud[first + 1])
    ):
        first += 1
    if 0 < first < len(names):
        return names[:first], names[first:]
    last = len(names)
    while last > 0 and loud[last - 1]:
        last -= 1
    while last > 1 and last < len(names) and _is_particle(names[last - 1]):
        last -= 1
    return (names[last:], names[:last]) if 0 < last < len(names) else None


def _by_initials(names: list[str]) -> _Split | None:
    """Initials after the surname ("Smith J", "Smith JA", "Smith J A")."""
    last = len(names)
    while last > 0 and _is_initials(names[last - 1]):
        last -= 1
    return (names[:last], names[last:]) if 0 < last < len(names) else None


def _by_particles(names: list[str]) -> _Split | None:
    for place, name in enumerate(names[:-1]):
        if _is_particle(name) and all(_is_particle(other) for other in names[place:-1]):
            return names[place:], names[:place]
    return None


def _is_loud(name: str) -> bool:
    letters = [letter for letter in name if letter.isalpha()]
    if not all(letter.isupper() for letter in letters) and not re.fullmatch(r"M(?:a)?c[A-Z]{2,}", name):
        return False
    return len(letters) > 2 or (
        len(letters) == 2 and ("'" in name or "’" in name or name.casefold() in _SHORT_SURNAMES)
    )


def _is_initials(name: str) -> bool:
    letters = name.replace(".", "")
    return (0 < len(letters) <= 2 and letters.isupper() and letters.isalpha()) or (
        len(letters) == 1 and letters.isalpha()
    )


def _is_particle(name: str) -> bool:
    return name.casefold() in _PARTICLES


def _bare(names: list[str]) -> list[str]:
    kept = [name.strip(";:") for name in names]
    kept = [name for name in kept if name]
    while len(kept) > 1 and kept[0].casefold().rstrip(".") in _TITLES:
        kept = kept[1:]
    while len(kept) > 1 and kept[-1].casefold().rstrip(".") in _ENDINGS | _TITLES:
        kept = kept[:-1]
    return kept


def _joined(names: list[str]) -> str:
    return " ".join(names)


def _cased(text: str) -> str:
    """Names all in capitals or all small get a capital at each part; mixed ones stay as they were typed."""
    return " ".join(_cased_name(name) for name in text.split())


def _cased_name(name: str) -> str:
    if len(name) == 1 or (_is_particle(name) and name.islower()):
        return name.upper() if len(name) == 1 and not _is_particle(name) else name
    if (
        (name.isupper() and len(name) > 2)
        or name.islower()
        or (name.isupper() and name.casefold() in _SHORT_SURNAMES)
    ):
        cased = re.sub(r"[^\W\d_]+", lambda part: part[0][:1].upper() + part[0][1:].lower(), name)
        cased = re.sub(r"(['’])S\b", r"\1s", cased)
        return re.sub(r"^Mc([a-z])(?=[a-z])", lambda found: "Mc" + found[1].upper(), cased)
    return re.sub(r"^M(a?)c([A-Z])([A-Z]+)$", lambda found: f"M{found[1]}c{found[2]}{found[3].lower()}", name)
