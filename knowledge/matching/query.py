"""Reads what was typed: words, sections and Acts, amounts, inchoate forms. Finds no offences itself."""

import re
from dataclasses import dataclass, field
from typing import Protocol

from knowledge.matching.lexicon import Lexicon
from knowledge.matching.statutes import StatuteReader, inside
from knowledge.matching.words import folded, stem, words_of

Words = tuple[str, ...]

_CODE = re.compile(
    r"^\s*([a-z]{2}\d{5}|[a-z]{4}\d{3}|\d{2}[a-z]{2}\d{5}|\d{2}[a-z0-9]{2,4}\d{3,5})([abci]?)\s*[.,;]?\s*$"
)
_IDLE = frozenset(
    "the a an of to in on at by for with and or his her their him he she they was were is be been being it its"
    " that this which who as into upon any some then had has have did do one two x contrary act count counts"
    " ct offence offences charge charged namely so out up".split()
)
_SOMEONE = frozenset("him her them his their me my us our hers mine somebody someone".split())
SOMEONE = "·someone"
_INCHOATE = {
    "attempt": "A",
    "attempted": "A",
    "attempting": "A",
    "conspiracy": "C",
    "conspire": "C",
    "conspired": "C",
    "conspiring": "C",
}
_AIDING = re.compile(
    r"\baid(?:ed|ing|s)?\b.{0,12}\babet|\baided? a[nd& ]*abett?|\baid(?:ed|ing) and\b|\bcounsel and procure"
)
_INCITING = re.compile(r"^\s*(?:incit(?:e|ed|ing|ement) (?:to|another|of))")


class Corrector(Protocol):
    """Reads a word that may be misspelt."""

    def corrected(self, word: str) -> tuple[str, ...]:
        """The known words it stands for; the word itself when it is known or nothing comes near."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """A text as the matcher reads it.

    `terms` maps index terms to how much each counts (1 for a word that was typed), `said` holds the words in order,
    abbreviations written out, `content` their stems, `told` the stems with a mark where somebody is spoken of.
    `suffix` is the letter an inchoate form asks for, `key` the plain words for comparing with whole entries.
    `corrected` pairs each misspelt word with what it was read as; `heard` pairs the words in order with what they
    mean, abbreviations with what they stand for.
    """

    text: str
    terms: dict[str, float] = field(default_factory=dict)
    said: tuple[str, ...] = ()
    content: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    code: str = ""
    suffix: str = ""
    key: str = ""
    corrected: tuple[tuple[str, Words], ...] = ()
    heard: tuple[tuple[Words, Words], ...] = ()


def read_query(
    text: str, lexicon: Lexicon, statutes: StatuteReader, corrector: Corrector | None = None
) -> Query:
    """What a text says, in terms of the index. Never raises; an empty text gives an empty query."""
    plain = folded(text)
    code = _CODE.match(plain)
    all_words = words_of(plain)
    references = statutes.read(plain, all_words)
    words = [word.text for word in all_words if not inside(word.start, references.spans)]
    corrected: list[tuple[str, Words]] = []
    if corrector is not None:
        read = [(word, corrector.corrected(word)) for word in words]
        corrected = [(word, parts) for word, parts in read if parts != (word,)]
        words = [part for _, parts in read for part in parts]
    heard = _heard(words, lexicon)
    meant = [word for _, words_meant in heard for word in words_meant]
    suffix = _suffix(meant, plain)
    said = tuple(word for word in meant if word not in _IDLE)
    terms: dict[str, float] = {}
    content = []
    for word in said:
        root = stem(word)
        content.append(root)
        terms[root] = 1.0
        for concept in lexicon.concepts.get(root, ()):
            terms.setdefault(concept, 1.0)
    for term in references.terms():
        terms[term] = 1.0
    return Query(
        text=text,
        terms=terms,
        said=said,
        content=tuple(content),
        told=tuple(SOMEONE if word in _SOMEONE else stem(word) for word in meant if _tells(word)),
        sections=references.sections,
        acts=references.acts,
        code=(code[1] + code[2]).upper() if code else "",
        suffix=suffix,
        key=" ".join([*content, *(f"§{section}" for section in references.sections), *references.acts]),
        corrected=tuple(corrected),
        heard=tuple(heard),
    )


def _heard(words: list[str], lexicon: Lexicon) -> list[tuple[Words, Words]]:
    """The words in order as (what was said, what it means), abbreviations and slang written out."""
    found: list[tuple[Words, Words]] = []
    at = 0
    while at < len(words):
        for said, meant in lexicon.phrases.get(words[at], ()):
            if tuple(words[at : at + len(said)]) == said:
                found.append((said, meant))
                at += len(said)
                break
        else:
            word = words[at]
            parts = (word,) if word.isalnum() else tuple(part for part in re.split(r"[/&]", word) if part)
            found.append(((word,), parts))
            at += 1
    return found


def _tells(word: str) -> bool:
    return word in _SOMEONE or word not in _IDLE


def _suffix(said: list[str], plain: str) -> str:
    if _AIDING.search(plain):
        return "B"
    if _INCITING.search(plain):
        return "I"
    for word in said[:6]:
        if word in _INCHOATE:
            return _INCHOATE[word]
    return ""
