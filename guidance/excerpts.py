"""Picks the part of a topic that answers what was asked, a few lines of it, and what to highlight. Ranks no topics."""

import re
from collections.abc import Mapping

from guidance.library import Section, Topic
from guidance.rendering import without_markup
from guidance.words import terms_of

MOST_CHARACTERS = 220
_SENTENCE = re.compile(r"(?<=[.?!;])\s+|\n+")
_ITEM = re.compile(r"^(?:[-*]|\d+\.) +", re.MULTILINE)
_UNENDED_ITEM = re.compile(r"^((?:[-*]|\d+\.) .*[^.?!:;\s])[ \t]*$", re.MULTILINE)
_ASIDE = re.compile(
    r"worked example|traps|mistakes|neighbour|not the same|different|what is out", re.IGNORECASE
)
_ASIDE_SHARE = 0.75
_WORD = re.compile(r"\w+(?:['’]\w+)?")


def best_section(topic: Topic, weights: Mapping[str, float]) -> Section:
    """The section that holds most of the asked terms, above all in its heading or in one line.

    `weights` says how much each term counts. The summary belongs to the part before the first heading. Examples,
    traps and neighbours come second: they hold many words and explain other things.
    """
    opening = Section(heading="", anchor="", body=topic.summary)
    if topic.sections and not topic.sections[0].heading:
        opening = Section(heading="", anchor="", body=f"{topic.summary}\n\n{topic.sections[0].body}")
    rest = [section for section in topic.sections if section.heading]
    return max((opening, *rest), key=lambda section: _score(section, weights))


def excerpt_of(section: Section, weights: Mapping[str, float]) -> str:
    """The sentence that holds most of the asked terms and what follows it, in at most 220 plain characters."""
    plain = _ITEM.sub("", _UNENDED_ITEM.sub(r"\1;", without_markup(section.body)))
    sentences = [sentence.strip() for sentence in _SENTENCE.split(plain) if sentence.strip()]
    if not sentences:
        return ""
    scores = [sum(weights.get(term, 0.0) for term in set(terms_of(sentence))) for sentence in sentences]
    first = scores.index(max(scores))
    text = sentences[first]
    for sentence in sentences[first + 1 :]:
        if len(text) + len(sentence) + 1 > MOST_CHARACTERS:
            break
        text = f"{text} {sentence}"
    text = text.removesuffix(";")
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


def _score(section: Section, weights: Mapping[str, float]) -> float:
    heading = set(terms_of(section.heading))
    lines = [set(terms_of(line)) for line in section.body.split("\n")]
    body = set().union(*lines)
    in_heading = sum(weight for term, weight in weights.items() if term in heading)
    in_body = sum(weight for term, weight in weights.items() if term in body)
    in_one_line = max(sum(weights.get(term, 0.0) for term in line) for line in lines)
    score = in_body + 0.8 * in_heading + 0.5 * in_one_line
    return score * _ASIDE_SHARE if _ASIDE.search(section.heading) else score
