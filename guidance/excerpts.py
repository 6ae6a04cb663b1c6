"""Picks the part of a topic that answers what was asked, a few lines of it, and what to highlight. Ranks no topics."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from guidance.library import Section, Topic
from guidance.rendering import without_markup
from guidance.words import terms_of, words_of

MOST_CHARACTERS = 220
_SENTENCE = re.compile(r"(?<=[.?!;])\s+|\n+")
_ITEM = re.compile(r"^(?:[-*]|\d+\.) +", re.MULTILINE)
_UNENDED_ITEM = re.compile(r"^((?:[-*]|\d+\.) .*[^.?!:;\s])[ \t]*(?=\n[-*\d])", re.MULTILINE)
_UNENDED_LINE = re.compile(r"([^.?!:;\s])[ \t]*(?=\n|$)")
_ASIDE = re.compile(
    r"worked example|traps|mistakes|neighbour|not the same|different|what is out", re.IGNORECASE
)
_ASIDE_SHARE = 0.6
_OPENING_SHARE = 1.2
_FIRST_SENTENCE_SHARE = 1.5
_QUESTION_WORDS = frozenset({"who", "when", "where", "how", "why"})
_QUESTION_WORD_BONUS = 2.5
_WORD = re.compile(r"\w+(?:['’]\w+)?")


def best_section(topic: Topic, weights: Mapping[str, float], words: str) -> Section:
    """The section that holds most of the asked terms, above all in its heading or in one line.

    `weights` says how much each term counts; a term that most sections hold counts less, as it tells them apart
    less. `words` is what was typed: "who" and "when" point to headings that begin so. The summary belongs to the
    part before the first heading. Examples, traps and neighbours come second: they explain other things.
    """
    opening = Section(heading="", anchor="", body=topic.summary)
    if topic.sections and not topic.sections[0].heading:
        opening = Section(heading="", anchor="", body=f"{topic.summary}\n\n{topic.sections[0].body}")
    sections = (opening, *(section for section in topic.sections if section.heading))
    lines = [
        [_terms(line) for line in (one.heading or topic.title, *one.body.split("\n"))] for one in sections
    ]
    held = Counter(term for one in lines for term in set().union(*one))
    telling = {term: weight / held[term] ** 0.5 for term, weight in weights.items() if term in held}
    asking = _QUESTION_WORDS & set(words_of(words))
    scores = [_score(section, of, telling, asking) for section, of in zip(sections, lines, strict=True)]
    return sections[scores.index(max(scores))]


def excerpt_of(section: Section, weights: Mapping[str, float]) -> str:
    """The sentence that holds most of the asked terms and what stands around it, in at most 220 plain characters."""
    plain = _ITEM.sub("", _UNENDED_LINE.sub(r"\1.", _UNENDED_ITEM.sub(r"\1;", without_markup(section.body))))
    sentences = [sentence.strip() for sentence in _SENTENCE.split(plain) if sentence.strip()]
    if not sentences:
        return ""
    scores = [sum(weights.get(term, 0.0) for term in _terms(sentence)) for sentence in sentences]
    scores[0] *= _FIRST_SENTENCE_SHARE
    first = scores.index(max(scores))
    start, end = first, first + 1
    length = len(sentences[first])
    while end < len(sentences) and length + 1 + len(sentences[end]) <= MOST_CHARACTERS:
        length += 1 + len(sentences[end])
        end += 1
    while start and length + 1 + len(sentences[start - 1]) <= MOST_CHARACTERS:
        start -= 1
        length += 1 + len(sentences[start])
    text = " ".join(sentences[start:end])
    if len(text) <= MOST_CHARACTERS:
        return text
    return text[: MOST_CHARACTERS - 1].rsplit(" ", 1)[0] + "…"


def marks_in(text: str, weights: Mapping[str, float]) -> tuple[tuple[int, int], ...]:
    """The (start, end) of each word of a text that was asked for."""
    return tuple(
        found.span()
        for found in _WORD.finditer(text)
        if any(weights.get(term, 0.0) > 0 for term in terms_of(found.group()))
    )


@lru_cache(maxsize=20_000)
def _terms(line: str) -> frozenset[str]:
    """The terms of a line; topics do not change, and a search looks at the same lines again and again."""
    return frozenset(terms_of(line))


def _score(
    section: Section, lines: list[frozenset[str]], telling: Mapping[str, float], asking: frozenset[str]
) -> float:
    body = frozenset().union(*lines)
    pointed = 1.5 if section.heading else 0.0
    in_heading = sum(weight + pointed for term, weight in telling.items() if term in lines[0])
    in_body = sum(weight for term, weight in telling.items() if term in body)
    in_one_line = max(sum(telling.get(term, 0.0) for term in line) for line in lines)
    score = in_body + 0.8 * in_heading + 0.5 * in_one_line
    if asking & set(words_of(section.heading)[:1]):
        score += _QUESTION_WORD_BONUS
    if not section.heading:
        return score * _OPENING_SHARE
    return score * _ASIDE_SHARE if _ASIDE.search(section.heading) else score
