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

from guidance.excerpts import best_section, excerpt_of, marks_in
from guidance.library import Topic
from guidance.words import STOP_WORDS, shorthand, stem, terms_of, words_of

_FIELD_WEIGHTS = {"title": 3.5, "names": 2.5, "summary": 1.5, "headings": 1.3, "body": 0.5}
_FIELD_LENGTH_EFFECT = {"title": 0.3, "names": 0.1, "summary": 0.3, "headings": 0.3, "body": 0.4}
_SATURATION = 2.0
_NAME_WEIGHT = 1.8
_COVERAGE_SHARE = 0.6
_KIND_BONUS = 1.3
_OTHER_KIND_SHARE = 0.8
_LOST_WORD_MASS = 0.8
_EXACT_BONUS = 6.0
_FIT_COVERAGE = 0.5
_MIN_TYPO_LENGTH = 4
_MAX_WORDS = 40
_MAX_CHARACTERS = 1_000
_KINDS = {
    stem(word): question
    for word, question in (
        ("flag", "flags"),
        ("poc", "poc"),
        ("category", "poc"),
        ("reason", "reason"),
        ("letter", "letter"),
        ("outcome", "outcome"),
        ("court", "court"),
        ("date", "hearing"),
    )
}
_TWO_LETTERS = re.compile(r"\b[A-La-l] (?:or|v|vs) [A-La-l]\b")  # "F or L" asks for a category
_WEAK = frozenset(
    stem(word)
    for word in (
        "last week month year day today yesterday tomorrow time times old new case got go going thing like "
        "one two first right really much many come find list number type answer ask begin start work still "
        "later years over put send sent already after before again only everything something anything way "
        "january february march april june july august september october november december"
    ).split()
)
_WEAK_SHARE = 0.7


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
    """One of the names of a topic: its title, a keyword or what staff say; `lost` counts its words without meaning."""

    topic: int
    text: str
    terms: frozenset[str]
    lost: int


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
        self._name_mass = [self._mass(name.terms) + _LOST_WORD_MASS * name.lost for name in self._names]
        self._exact: dict[tuple[str, ...], list[int]] = {}
        for name in self._names:
            self._exact.setdefault(tuple(words_of(name.text)), []).append(name.topic)
        for number, topic in enumerate(self._topics):
            self._exact.setdefault(tuple(words_of(topic.slug)), []).append(number)
        self._names_with: dict[str, list[int]] = {}
        for number, name in enumerate(self._names):
            for term in name.terms:
                self._names_with.setdefault(term, []).append(number)

    def search(self, words: str, *, limit: int = 8) -> list[Hit]:
        """The topics that answer these words, best first; where none does, the nearest, marked as such.

        Empty where not even a name is near. In: any text. Never raises.
        """
        asked = self._read(words)
        if limit < 1 or not asked:
            return []
        if not any(part.terms for part in asked):
            asked = [self._guessed(part) for part in asked]
        named = self._by_name(asked)
        scores = self._by_words(asked)
        for topic, (nearness, _) in named.items():
            scores[topic] = scores.get(topic, 0.0) + _NAME_WEIGHT * nearness
        for topic in set(self._exact.get(tuple(words_of(words[:_MAX_CHARACTERS])), ())):
            scores[topic] = scores.get(topic, 0.0) + _EXACT_BONUS
        coverage = self._coverage(asked)
        kinds = {_KINDS[stem(part.word)] for part in asked if stem(part.word) in _KINDS}
        if _TWO_LETTERS.search(words):
            kinds.add("poc")
        ranked = sorted(
            (
                (
                    score
                    * (1 - _COVERAGE_SHARE * (1 - coverage.get(topic, 0.0)))
                    * self._kind_bonus(topic, kinds),
                    -topic,
                )
                for topic, score in scores.items()
            ),
            reverse=True,
        )
        return [
            self._hit(-order, words, asked, score, named.get(-order, (0.0, ""))[1], coverage.get(-order, 0.0))
            for score, order in ranked[:limit]
        ]

    def exported(self) -> dict[str, object]:
        """The index as plain data, for the search in a browser, which reads it as this class does."""
        return {
            "topics": [
                {
                    "slug": topic.slug,
                    "title": topic.title,
                    "summary": topic.summary,
                    "question": topic.questions[0] if topic.questions else "",
                }
                for topic in self._topics
            ],
            "idf": self._idf,
            "postings": self._postings,
            "names": [
                {"topic": name.topic, "text": name.text, "terms": sorted(name.terms), "mass": mass}
                for name, mass in zip(self._names, self._name_mass, strict=True)
            ],
            "exact": {" ".join(words): topics for words, topics in self._exact.items()},
            "shorthand": shorthand(),
            "stop_words": sorted(STOP_WORDS),
            "weak": sorted(_WEAK),
            "kinds": _KINDS,
            "settings": {
                "coverage_share": _COVERAGE_SHARE,
                "exact_bonus": _EXACT_BONUS,
                "fit_coverage": _FIT_COVERAGE,
                "kind_bonus": _KIND_BONUS,
                "max_characters": _MAX_CHARACTERS,
                "max_words": _MAX_WORDS,
                "min_typo_length": _MIN_TYPO_LENGTH,
                "name_weight": _NAME_WEIGHT,
                "other_kind_share": _OTHER_KIND_SHARE,
                "weak_share": _WEAK_SHARE,
            },
        }

    def _read(self, words: str) -> list[_Asked]:
        typed = words_of(words[:_MAX_CHARACTERS])[:_MAX_WORDS]
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
        if not kinds or not questions or questions[0] not in _KINDS.values():
            return 1.0
        return _KIND_BONUS if questions[0] in kinds else _OTHER_KIND_SHARE

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

    def _guessed(self, part: _Asked) -> _Asked:
        """Something near to a word that nothing holds, so that a person is not left with an empty page."""
        near = self._slips(stem(part.word), least=0.5)
        return _Asked(
            word=part.word, terms=tuple((term, weight * 0.4) for term, weight in near.items()), mass=part.mass
        )

    def _slips(self, root: str, *, least: float = 0.7) -> dict[str, float]:
        # Most searches hold no slip of typing, and RapidFuzz takes longer to load than they take.
        from rapidfuzz import process  # noqa: PLC0415
        from rapidfuzz.distance import DamerauLevenshtein  # noqa: PLC0415

        near = process.extract(
            root,
            self._vocabulary,
            scorer=DamerauLevenshtein.normalized_similarity,
            score_cutoff=least,
            limit=4,
        )
        return {
            term: 0.9 * score for term, score, _ in near if term[0] == root[0] or score > 0.8 or least < 0.7
        }

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
                for number in self._names_with.get(term, ()):
                    best[number] = max(best.get(number, 0.0), weight * self._idf[term])
            for number, mass in best.items():
                shared[number] = shared.get(number, 0.0) + mass
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

    def _hit(
        self, number: int, words: str, asked: Sequence[_Asked], score: float, name: str, coverage: float
    ) -> Hit:
        topic = self._topics[number]
        weights: dict[str, float] = {}
        for part in asked:
            for term, weight in part.terms:
                weights[term] = max(weights.get(term, 0.0), weight * self._idf.get(term, 0.0))
        section = best_section(topic, weights, words[:_MAX_CHARACTERS])
        excerpt = excerpt_of(section, weights) or topic.summary
        return Hit(
            slug=topic.slug,
            title=topic.title,
            section=section.heading,
            anchor=section.anchor,
            excerpt=excerpt,
            marks=marks_in(excerpt, weights),
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
        "body": [
            term for section in topic.sections for line in section.body.split("\n") for term in terms_of(line)
        ],
    }


def _inverse_frequencies(fields: Sequence[dict[str, list[str]]]) -> dict[str, float]:
    held: Counter[str] = Counter()
    for one in fields:
        held.update({term for terms in one.values() for term in terms})
    return {term: math.log(1 + (len(fields) - times + 0.5) / (times + 0.5)) for term, times in held.items()}


def _names(number: int, topic: Topic) -> Iterable[_Name]:
    for text in (topic.title, *topic.keywords, *topic.words):
        if terms := frozenset(terms_of(text)):
            yield _Name(topic=number, text=text, terms=terms, lost=max(0, len(words_of(text)) - len(terms)))


def _why(topic: Topic, asked: Sequence[_Asked], name: str, held: frozenset[str]) -> str:
    found: list[str] = []
    missing: list[str] = []
    for part in asked:
        (found if any(term in held for term, _ in part.terms) else missing).append(part.word)
    text = f'Matches "{name}".' if name and name != topic.title else f"Holds {', '.join(found)}."
    return f"{text} Not found: {', '.join(missing)}." if missing else text
