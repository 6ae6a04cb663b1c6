"""Reads sections and Acts in a text ("s.47 OAPA 1861", "5(3) MDA", "RTA 88 s5"). Knows no offences."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.matching.lexicon import rows
from knowledge.matching.words import Word, folded, words_of

ACTS = "acts.tsv"

_SUBS = r"(?:\s?\(\s?[0-9a-z]{1,4}\s?\))*"
_SECTION = re.compile(
    rf"\b(?:ss?|sec(?:t|tion|tions|s)?|sections)\s?[.:]?\s?(\d{{1,3}}[a-z]{{0,2}})\b({_SUBS})"
    rf"((?:\s?(?:,|&|and|/|to|or|-)\s?(?:ss?\.?\s?)?(?:\d{{1,3}}[a-z]{{0,2}}\b{_SUBS}|(?:\(\s?[0-9a-z]{{1,4}}\s?\))+))*)"
)
_BARE = re.compile(r"(?<![\w£(/.-])(\d{1,3}[a-z]{0,2})((?:\((?:[0-9]{1,2}|[a-z]{1,3})\))+)")
_MORE = re.compile(rf"(\d{{1,3}}[a-z]{{0,2}})?({_SUBS})")
_YEAR = re.compile(r"^(?:1[89]|20)?\d\d$")
_NUMBER = re.compile(r"^\d{1,3}[a-z]?$")


@dataclass(frozen=True, slots=True)
class Alias:
    """One way of naming an Act.

    `short` ones count only beside a section or a year, `implied` ones (initials that the table does not list for this
    Act) only beside its year.
    """

    act: str
    year: str
    short: bool
    implied: bool = False


@dataclass(frozen=True, slots=True)
class References:
    """What was found: section numbers with their subsections, Acts, and the parts of the text they took."""

    sections: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()

    def terms(self) -> list[str]:
        """Index terms, the most particular first: "@OF61§47", "@OF61", "§47"."""
        found: dict[str, None] = {}
        for section in self.sections:
            for form in _forms(section):
                for act in self.acts:
                    found[f"@{act}§{form}"] = None
        for section in self.sections:
            for form in _forms(section):
                found[f"§{form}"] = None
        for act in self.acts:
            found[f"@{act}"] = None
        return list(found)


def _forms(section: str) -> list[str]:
    forms = [section]
    while "(" in section:
        section = section[: section.rindex("(")]
        forms.append(section)
    return forms


class StatuteReader:
    """Finds section and Act references with the Acts of `acts.tsv` (key, year, names separated by bars)."""

    def __init__(self, aliases: dict[str, list[Alias]]) -> None:
        self._aliases: dict[str, list[tuple[tuple[str, ...], list[Alias]]]] = {}
        for name, known in aliases.items():
            words = tuple(name.split())
            self._aliases.setdefault(words[0], []).append((words, known))
        for same_start in self._aliases.values():
            same_start.sort(key=lambda pair: -len(pair[0]))

    @classmethod
    def from_lines(cls, lines: list[str]) -> "StatuteReader":
        """A reader from the lines of `acts.tsv`: key, year, names."""
        aliases: dict[str, list[Alias]] = {}
        for line in lines:
            act, year, names = line.split("\t")
            listed = names.split("|")
            initials = "".join(word[0] for word in listed[0].split() if word[0].isupper()).lower()
            if len(initials) > 2 and initials not in (name.lower() for name in listed):
                aliases.setdefault(initials, []).append(Alias(act, year, short=True, implied=True))
            for name in listed:
                plain = " ".join(word.text for word in words_of(folded(name)))
                short = len(plain) <= 3 or name.endswith("?")
                if plain:
                    aliases.setdefault(plain, []).append(Alias(act, year, short))
        return cls(aliases)

    def read(self, plain: str, words: list[Word]) -> References:
        """The references in a folded text, given with its words."""
        sections: dict[str, None] = {}
        spans: list[tuple[int, int]] = []
        for match in _SECTION.finditer(plain):
            number, subs, more = match.groups()
            _collect(sections, number, subs, more)
            spans.append(match.span())
        for match in _BARE.finditer(plain):
            if not inside(match.start(), spans):
                sections[match[1] + match[2].replace(" ", "")] = None
                spans.append(match.span())
        acts = self._acts(plain, words, sections, spans)
        return References(tuple(sections), tuple(acts), tuple(sorted(spans)))

    def _acts(
        self, plain: str, all_words: list[Word], sections: dict[str, None], spans: list[tuple[int, int]]
    ) -> list[str]:
        words = [word for word in all_words if not inside(word.start, spans)] if spans else all_words
        acts: dict[str, None] = {}
        at = 0
        while at < len(words):
            for name, known in self._aliases.get(words[at].text, ()):
                if len(name) > 1 and tuple(word.text for word in words[at : at + len(name)]) != name:
                    continue
                end = self._named(plain, words, (at, at + len(name)), known, sections, spans, acts)
                if end:
                    at = end - 1
                    break
            at += 1
        return list(acts)

    def _named(
        self,
        plain: str,
        words: list[Word],
        place: tuple[int, int],
        known: list[Alias],
        sections: dict[str, None],
        spans: list[tuple[int, int]],
        acts: dict[str, None],
    ) -> int:
        """Takes the Act named at `place`, with the year and the bare section beside it; 0 when it is none."""
        start, end = place
        after = words[end].text if end < len(words) else ""
        year = after[-2:] if _YEAR.match(after) else ""
        chosen = [alias for alias in known if alias.year[-2:] == year] if year else []
        end += bool(chosen)
        if not chosen and all(alias.implied for alias in known):
            return 0
        number, taken = _beside(words, start, end, plain)
        if all(alias.short for alias in known) and not (sections or chosen or number):
            return 0
        for alias in chosen or (alias for alias in known if not alias.implied):
            acts[alias.act] = None
        if number:
            sections[number] = None
        if taken is not None:
            spans.append((words[taken].start, words[taken].end))
        spans.append((words[start].start, words[end - 1].end))
        return end


def _beside(words: list[Word], start: int, end: int, plain: str) -> tuple[str, int | None]:
    """A bare number right after or right before an Act's name: "OAPA 47", "47 OAPA"."""
    for place in (end, start - 1):
        if not 0 <= place < len(words):
            continue
        word = words[place]
        gap = plain[words[end - 1].end : word.start] if place == end else plain[word.end : words[start].start]
        if _NUMBER.match(word.text) and gap.strip(" .,") == "":
            return word.text, place
    return "", None


def _collect(sections: dict[str, None], number: str, subs: str, more: str) -> None:
    subs = subs.replace(" ", "")
    sections[number + subs] = None
    stem = number + (subs[: subs.rindex("(")] if subs.count("(") else "")
    for match in _MORE.finditer(more):
        further, its_subs = match[1], (match[2] or "").replace(" ", "")
        if further:
            if further.isdigit() and subs and not its_subs and int(further) < 10:
                sections[f"{number}({further})"] = None  # "s1(1) & 4" means s1(1) and s1(4)
            sections[further + its_subs] = None
        elif its_subs:
            sections[stem + its_subs] = None


def inside(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a place in a text lies in one of the spans."""
    return any(start <= place < end for start, end in spans)


def act_lines(folder: Path) -> list[str]:
    """The lines of `acts.tsv` as the reader takes them."""
    return ["\t".join(row[:3]) for _, row in rows(folder / ACTS)]
