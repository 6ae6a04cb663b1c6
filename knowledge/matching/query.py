"""Reads what was typed: words, sections and Acts, amounts, inchoate forms. Finds no offences itself."""

import re
from dataclasses import dataclass, field

from knowledge.matching.lexicon import Lexicon
from knowledge.matching.statutes import StatuteReader
from knowledge.matching.words import Word, folded, stem, words_of

_CODE = re.compile(
    r"^\s*([a-z]{2}\d{5}|[a-z]{4}\d{3}|\d{2}[a-z]{2}\d{5}|\d{2}[a-z0-9]{2,4}\d{3,5})([abci]?)\s*[.,;]?\s*$"
)
_IDLE = frozenset(
    "the a an of to in on at by for with from and or his her their him he she they was were is be been being it its"
    " that this which who as into upon any some then had has have did do one two x contrary under act count counts"
    " ct offence offences charge charged person namely so out up".split()
)
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """A text as the matcher reads it.

    `terms` maps index terms to how much each counts (1 for a word that was typed); `unsure` holds the
    words that may be misspelt, `suffix` the letter an inchoate form asks for, `key` the plain words for
    comparing with whole entries.
    """

    text: str
    terms: dict[str, float] = field(default_factory=dict)
    content: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    code: str = ""
    suffix: str = ""
    key: str = ""


def read_query(text: str, lexicon: Lexicon, statutes: StatuteReader) -> Query:
    """What a text says, in terms of the index. Never raises; an empty text gives an empty query."""
    plain = folded(text)
    code = _CODE.match(plain)
    references = statutes.read(plain)
    words = [word for word in words_of(plain) if not _within(word, references.spans)]
    said = _meant(words, lexicon)
    suffix = _suffix(said, plain)
    terms: dict[str, float] = {}
    content = []
    for word in said:
        if word in _IDLE:
            continue
        root = stem(word)
        if not root:
            continue
        content.append(root)
        terms[root] = max(terms.get(root, 0.0), 0.35 if word in _INCHOATE and suffix else 1.0)
        for concept in lexicon.concepts.get(root, ()):
            terms[concept] = 0.5
    first = True
    for term in references.terms():
        terms[term] = 1.0 if first else 0.6
        first = False
    return Query(
        text=text,
        terms=terms,
        content=tuple(content),
        sections=references.sections,
        acts=references.acts,
        code=(code[1] + code[2]).upper() if code else "",
        suffix=suffix,
        key=" ".join([*content, *(f"§{section}" for section in references.sections), *references.acts]),
    )


def _within(word: Word, spans: tuple[tuple[int, int], ...]) -> bool:
    return any(start <= word.start < end for start, end in spans)


def _meant(words: list[Word], lexicon: Lexicon) -> list[str]:
    """The words with abbreviations and slang written out."""
    found: list[str] = []
    at = 0
    while at < len(words):
        for said, meant in lexicon.phrases.get(words[at].text, ()):
            if tuple(word.text for word in words[at : at + len(said)]) == said:
                found.extend(meant)
                at += len(said)
                break
        else:
            text = words[at].text
            found.extend(part for part in re.split(r"[/&]", text) if part)
            at += 1
    return found


def _suffix(said: list[str], plain: str) -> str:
    if _AIDING.search(plain):
        return "B"
    if _INCITING.search(plain):
        return "I"
    for word in said[:6]:
        if word in _INCHOATE:
            return _INCHOATE[word]
    return ""
