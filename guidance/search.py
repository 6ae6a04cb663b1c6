"""Finds the guidance topics that answer what was typed, and the part of each that does. Reads no files.

Three scores are added for each topic: how well its fields hold the words (a weighted BM25), how nearly one of
the names that staff use for it was typed, and how much of what was typed it accounts for. A word that no topic
holds is read as shorthand, as the beginning of a word, or as a slip of typing, in that order.
"""

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from guidance.library import Section, Topic
from guidance.words import shorthand, stem, terms_of, words_of

_FIELD_WEIGHTS = {"title": 3.2, "names": 3.0, "summary": 2.0, "headings": 1.5, "body": 0.6}
_FIELD_LENGTH_EFFECT = {"title": 0.3, "names": 0.1, "summary": 0.3, "headings": 0.3, "body": 0.4}
_SATURATION = 2.0
_NAME_WEIGHT = 1.3
_COVERAGE_SHARE = 0.45
_KIND_BONUS = 1.15
_FIT_COVERAGE = 0.5
_MAX_EXCERPT = 220
_MIN_TYPO_LENGTH = 4
_MAX_WORDS = 40
_KINDS = {
    "flag": "flags",
    "poc": "poc",
    "category": "poc",
    "reason": "reason",
    "letter": "letter",
    "outcome": "outcome",
    "court": "court",
    "date": "hearing",
}
_WEAK = frozenset(
    stem(word)
    for word in (
        "last week month year day today yesterday tomorrow time times old new case got go going thing like one two "
        "first right really much many still already after before again only everything something anything way "
        "january february march april june july august september october november december"
    ).split()
)
_WEAK_SHARE = 0.6
_SENTENCE = re.compile(r"(?<=[.?!:])\s+|\n+")
_MARKUP = re.compile(r"\[([^\]]*)\]\([^)]*\)|\*\*|__|`|^#+ |^[-*] |^\d+\. ", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A topic that was found.

    `section` is the heading of the part that fits best ("" is its beginning) and `anchor` its name in links.
    `excerpt` is plain text; `marks` are the (start, end) parts of it to highlight. `why` says in words what
    matched. `fits` is False when the topic is only the nearest there is.
    """

    slug: str
    title: str
    section: str
    anchor: str
    excerpt: str
    marks: tuple[tuple[int, int], ...]
    why: str
    score: float
    fits: bool
    local: bool


@dataclass(frozen=True, slots=True)
class _Asked:
    """One word that was typed and the terms it may stand for, with weights up to 1."""

    word: str
    terms: tuple[tuple[str, float], ...]
    mass: float


@dataclass(frozen=True, slots=True)
class _Name:
    """One of the names of a topic: its title, a keyword or what staff say."""

    topic: int
    text: str
    terms: frozenset[str]


class Searcher:
    """An index over topics. Making it takes some tens of milliseconds, one search a few at most."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self._topics = tuple(topics)
        fields = [_fields(topic) for topic in self._topics]
        self._held = [frozenset(term for terms in one.values() for term in terms) for one in fields]
        self._idf = _inverse_frequencies(fields)
        self._rarest = max(self._idf.values(), default=1.0)
        self._postings = self._weigh(fields)
        self._vocabulary = sorted(self._postings)
        self._names = [name for number, topic in enumerate(self._topics) for name in _names(number, topic)]
        self._name_mass = [self._mass(name.terms) for name in self._names]
        self._names_with: dict[str, list[int]] = {}
        for number, name in enumerate(self._names):
            for term in name.terms:
                self._names_with.setdefault(term, []).append(number)

    def search(self, words: str, *, limit: int = 8) -> list[Hit]:
        """The topics that answer these words, best first. Empty only for words that hold no letter or figure."""
        if limit < 1:
            return []
        asked = self._read(words)
        if not asked:
            return []
        named = self._by_name(asked)
        scores = self._by_words(asked)
        for topic, (nearness, _) in named.items():
            scores[topic] = scores.get(topic, 0.0) + _NAME_WEIGHT * nearness
        coverage = self._coverage(asked)
        kinds = {_KINDS[term] for part in asked for term, _ in part.terms if term in _KINDS}
        ranked = sorted(
            (
                (score * (1 - _COVERAGE_SHARE * (1 - coverage.get(topic, 0.0))) * self._kind_bonus(topic, kinds), -topic)
                for topic, score in scores.items()
            ),
            reverse=True,
        )
        return [
            self._hit(-order, asked, score, named.get(-order, (0.0, ""))[1], coverage.get(-order, 0.0))
            for score, order in ranked[:limit]
        ]

    def _read(self, words: str) -> list[_Asked]:
        typed = words_of(words)[:_MAX_WORDS]
        meaningful = [word for word in typed if terms_of(word)] or typed
        asked = []
        for word in dict.fromkeys(meaningful):
            terms = self._terms_for(word, is_last=word == typed[-1])
            if stem(word) in _WEAK:
                terms = tuple((term, weight * _WEAK_SHARE) for term, weight in terms)
            mass = max((self._idf[term] * weight for term, weight in terms), default=self._rarest * 0.4)
            asked.append(_Asked(word=word, terms=terms, mass=mass))
        return asked

    def _kind_bonus(self, topic: int, kinds: set[str]) -> float:
        questions = self._topics[topic].questions
        return _KIND_BONUS if questions and questions[0] in kinds else 1.0

    def _terms_for(self, word: str, *, is_last: bool) -> tuple[tuple[str, float], ...]:
        root = stem(word)
        found = {root: 1.0} if root in self._postings else {}
        for term, weight in shorthand().get(root, ()):
            if term in self._postings:
                found[term] = max(found.get(term, 0.0), weight)
        if not found and is_last and len(root) > 1:
            start = bisect_left(self._vocabulary, root)
            for term in self._vocabulary[start : start + 12]:
                if term.startswith(root):
                    found[term] = 0.6 + 0.4 * len(root) / len(term)
        if not found and len(root) >= _MIN_TYPO_LENGTH:
            found = self._slips(root)
        return tuple(found.items())

    def _slips(self, root: str) -> dict[str, float]:
        from rapidfuzz import process
        from rapidfuzz.distance import DamerauLevenshtein

        near = process.extract(
            root,
            self._vocabulary,
            scorer=DamerauLevenshtein.normalized_similarity,
            score_cutoff=0.7,
            limit=4,
        )
        return {term: 0.9 * score for term, score, _ in near if term[0] == root[0] or score > 0.8}

    def _by_words(self, asked: Iterable[_Asked]) -> dict[int, float]:
        scores: dict[int, float] = {}
        for part in asked:
            best: dict[int, float] = {}
            for term, weight in part.terms:
                for topic, score in self._postings[term]:
                    if score * weight > best.get(topic, 0.0):
                        best[topic] = score * weight
            for topic, score in best.items():
                scores[topic] = scores.get(topic, 0.0) + score
        return scores

    def _by_name(self, asked: Sequence[_Asked]) -> dict[int, tuple[float, str]]:
        total = sum(part.mass for part in asked)
        shared: dict[int, float] = {}
        for part in asked:
            best: dict[int, float] = {}
            for term, weight in part.terms:
                for name in self._names_with.get(term, ()):
                    best[name] = max(best.get(name, 0.0), weight * self._idf[term])
            for name, mass in best.items():
                shared[name] = shared.get(name, 0.0) + mass
        found: dict[int, tuple[float, str]] = {}
        for number, mass in shared.items():
            name = self._names[number]
            share_of_name = min(1.0, mass / self._name_mass[number])
            share_of_asked = min(1.0, mass / total)
            nearness = mass * share_of_name * share_of_asked
            if nearness > found.get(name.topic, (0.0, ""))[0]:
                found[name.topic] = (nearness, name.text)
        return found

    def _coverage(self, asked: Sequence[_Asked]) -> dict[int, float]:
        total = sum(part.mass for part in asked)
        covered: dict[int, float] = {}
        for part in asked:
            best: dict[int, float] = {}
            for term, weight in part.terms:
                for topic, _ in self._postings[term]:
                    best[topic] = max(best.get(topic, 0.0), weight)
            for topic, weight in best.items():
                covered[topic] = covered.get(topic, 0.0) + weight * part.mass / total
        return covered

    def _hit(self, number: int, asked: Sequence[_Asked], score: float, name: str, coverage: float) -> Hit:
        topic = self._topics[number]
        weights: dict[str, float] = {}
        for part in asked:
            for term, weight in part.terms:
                weights[term] = max(weights.get(term, 0.0), weight * self._idf.get(term, 0.0))
        section = max(
            topic.sections,
            key=lambda one: _section_score(one, weights),
            default=Section(heading="", anchor="", body=topic.summary),
        )
        excerpt = _excerpt(section, topic, weights)
        return Hit(
            slug=topic.slug,
            title=topic.title,
            section=section.heading,
            anchor=section.anchor,
            excerpt=excerpt,
            marks=_marks(excerpt, weights),
            why=_why(topic, asked, name, self._held[number]),
            score=round(score, 3),
            fits=coverage >= _FIT_COVERAGE,
            local=topic.local,
        )

    def _mass(self, terms: Iterable[str]) -> float:
        return sum(self._idf[term] for term in terms) or 1.0

    def _weigh(self, fields: Sequence[dict[str, list[str]]]) -> dict[str, list[tuple[int, float]]]:
        mean = {
            field: max(1.0, sum(len(one[field]) for one in fields) / max(1, len(fields)))
            for field in _FIELD_WEIGHTS
        }
        postings: dict[str, list[tuple[int, float]]] = {}
        for number, one in enumerate(fields):
            weighed: dict[str, float] = {}
            for field, weight in _FIELD_WEIGHTS.items():
                effect = _FIELD_LENGTH_EFFECT[field]
                length = 1 - effect + effect * len(one[field]) / mean[field]
                for term, times in Counter(one[field]).items():
                    counted = min(times, 2) if field == "names" else times
                    weighed[term] = weighed.get(term, 0.0) + weight * counted / length
            for term, amount in weighed.items():
                score = self._idf[term] * amount / (amount + _SATURATION)
                postings.setdefault(term, []).append((number, score))
        return postings


def _fields(topic: Topic) -> dict[str, list[str]]:
    return {
        "title": terms_of(topic.title),
        "names": [term for text in (*topic.keywords, *topic.words) for term in terms_of(text)],
        "summary": terms_of(topic.summary),
        "headings": [term for section in topic.sections for term in terms_of(section.heading)],
        "body": [term for section in topic.sections for line in section.body.split("\n") for term in terms_of(line)],
    }


def _inverse_frequencies(fields: Sequence[dict[str, list[str]]]) -> dict[str, float]:
    held: Counter[str] = Counter()
    for one in fields:
        held.update({term for terms in one.values() for term in terms})
    return {term: math.log(1 + (len(fields) - times + 0.5) / (times + 0.5)) for term, times in held.items()}


def _names(number: int, topic: Topic) -> Iterable[_Name]:
    for text in (topic.title, *topic.keywords, *topic.words):
        if terms := frozenset(terms_of(text)):
            yield _Name(topic=number, text=text, terms=terms)


def _section_score(section: Section, weights: dict[str, float]) -> float:
    heading = {term for term in terms_of(section.heading)}
    lines = [set(terms_of(line)) for line in section.body.split("\n")]
    body = set().union(*lines)
    in_heading = sum(weight for term, weight in weights.items() if term in heading)
    in_body = sum(weight for term, weight in weights.items() if term in body)
    in_one_line = max((sum(weights.get(term, 0.0) for term in line) for line in lines), default=0.0)
    return in_body + 0.8 * in_heading + 0.5 * in_one_line


def _excerpt(section: Section, topic: Topic, weights: dict[str, float]) -> str:
    plain = _MARKUP.sub(lambda found: found.group(1) or "", section.body)
    sentences = [sentence.strip() for sentence in _SENTENCE.split(plain) if sentence.strip()]
    if not sentences:
        return topic.summary[:_MAX_EXCERPT]
    scores = [sum(weights.get(term, 0.0) for term in set(terms_of(sentence))) for sentence in sentences]
    first = scores.index(max(scores)) if any(scores) else 0
    text = sentences[first]
    for sentence in sentences[first + 1 :]:
        if len(text) + len(sentence) + 1 > _MAX_EXCERPT:
            break
        text = f"{text} {sentence}"
    return text if len(text) <= _MAX_EXCERPT else text[: _MAX_EXCERPT - 1].rsplit(" ", 1)[0] + "…"


def _marks(excerpt: str, weights: dict[str, float]) -> tuple[tuple[int, int], ...]:
    return tuple(
        found.span()
        for found in re.finditer(r"\w+(?:['’]\w+)?", excerpt)
        if any(weights.get(term, 0.0) > 0 for term in terms_of(found.group()))
    )


def _why(topic: Topic, asked: Sequence[_Asked], name: str, held: frozenset[str]) -> str:
    found, missing = [], []
    for part in asked:
        (found if any(term in held for term, _ in part.terms) else missing).append(part.word)
    text = f'Matches "{name}".' if name and name != topic.title else f"Holds {', '.join(found)}."
    return f"{text} Not found: {', '.join(missing)}." if missing else text
