"""Says how a text was read and what carried each suggestion for it, for people who mend the index. Prints nothing."""

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from knowledge.catalogue import load_catalogue
from knowledge.matching.compile import data_folder
from knowledge.matching.confidence import fitted, rank_features
from knowledge.matching.gathering import KIND_NAMES
from knowledge.matching.index import Index
from knowledge.matching.linear import KIND_SHARE, said_features
from knowledge.matching.matcher import Matcher, OffenceMatch
from knowledge.matching.parts import Span
from knowledge.matching.query import Query
from knowledge.matching.search import Found, Hit, find
from knowledge.matching.statutes import act_lines
from knowledge.matching.words import stem
from knowledge.poc import load_poc_table

_PRIOR_STEP = 10  # of the index's priors, a tier
_FEATURES = 6  # of the linear model, that are told for a suggestion
_NEGLIGIBLE = 0.005
_INCHOATE = {"A": "attempt", "B": "aiding and abetting", "C": "conspiracy", "I": "incitement"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """How the words of a text, or of a part of it, were read.

    `words` are those that are looked for, written out and corrected. `corrected` and `written_out` hold pairs of what
    was typed and what it was read as, `concepts` pairs of a word and the groups it belongs to ("punch": "hit"),
    `sections` and `acts` what was read as such (an Act with its name), `unknown` the words that nothing in the index
    holds. `form` is the inchoate form that is asked for.
    """

    text: str
    words: tuple[str, ...]
    corrected: tuple[tuple[str, str], ...]
    written_out: tuple[tuple[str, str], ...]
    concepts: tuple[tuple[str, tuple[str, ...]], ...]
    sections: tuple[str, ...]
    acts: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]
    code: str
    form: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Carried:
    """What carried one suggestion.

    `entry` is the index entry or title most like the text ("" where there is none), with its `kind` and `source`
    (file and line), how like it is (`fit`, 0 to 1), the share of the text's weight that it holds (`covered`), and the
    terms they share with the weight of each. `score` is the sum the order goes by and `score_parts` what it is made
    of, the most telling first. `learnt` are the features of the linear model that speak most for or against it.
    `prior` tells how often the offence is prosecuted, 0 hardly ever to 5 every day (our own scale).
    """

    match: OffenceMatch
    entry: str = ""
    kind: str = ""
    source: str = ""
    fit: float = 0.0
    covered: float = 0.0
    shared: tuple[tuple[str, float], ...] = ()
    model_chance: float = 0.0
    learnt: tuple[tuple[str, float], ...] = ()
    score: float = 0.0
    score_parts: tuple[tuple[str, float], ...] = ()
    prior: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Explained:
    """One part of the text (all of it where it names one offence): how it was read, what was found, what carried it.

    `nothing_chance` is the chance the linear model gives that the words name no offence.
    """

    part: Span
    reading: Reading
    suggestions: tuple[Carried, ...]
    nothing_chance: float


def explain(matcher: Matcher, text: str, limit: int = 8) -> tuple[Explained, ...]:
    """How a text was read and what carried each suggestion, for each part of the text that names an offence."""
    matches = matcher.search(text, limit)
    parts = list(dict.fromkeys(match.part for match in matches)) or [(0, len(text))]
    return tuple(
        _explained(matcher, text, part, [match for match in matches if match.part == part]) for part in parts
    )


def _explained(matcher: Matcher, text: str, part: Span, matches: list[OffenceMatch]) -> Explained:
    query, _ = matcher.weighed(matcher.read(text[slice(*part)]))
    found = find(matcher.index, query)
    scores = list(_scored(matcher.index, query, found))
    by_code = {matcher.index.codes[hit.code]: (hit, parts) for hit, parts in scores}
    return Explained(
        part=part,
        reading=_reading(matcher.index, query),
        suggestions=tuple(
            _carried(
                matcher.index, query, match, by_code.get(match.code) or by_code.get(match.offence.base_code)
            )
            for match in matches
        ),
        nothing_chance=round(math.exp(found.nothing), 4),
    )


def _reading(index: Index, query: Query) -> Reading:
    names = {key: f"{name} {year}".strip() for key, year, name in _acts()}
    return Reading(
        text=query.text,
        words=query.said,
        corrected=tuple((word, " ".join(parts)) for word, parts in query.corrected),
        written_out=tuple(
            (" ".join(said), " ".join(meant))
            for said, meant in query.heard
            if said != meant
            and re.split("[/&]", said[0]) != list(meant)  # "d&d" as two words says nothing new
        ),
        concepts=tuple(
            (word, tuple(concept.removeprefix("~") for concept in index.lexicon.concepts[stem(word)]))
            for word in dict.fromkeys(query.said)
            if stem(word) in index.lexicon.concepts
        ),
        sections=query.sections,
        acts=tuple((act, names.get(act, "")) for act in query.acts),
        unknown=tuple(word for word in dict.fromkeys(query.said) if stem(word) not in index.terms),
        code=query.code,
        form=_INCHOATE.get(query.suffix, ""),
    )


def _acts() -> Iterator[tuple[str, str, str]]:
    for line in act_lines(data_folder()):
        key, year, names = line.split("\t")
        yield key, year, names.split("|")[0].rstrip("?")


def _scored(index: Index, query: Query, found: Found) -> Iterator[tuple[Hit, dict[str, float]]]:
    """Each hit with the parts of its score."""
    rank, _, _ = fitted()
    if not found.hits:
        return
    for hit, features in zip(
        found.hits, rank_features(index, query, found, _letters(index, found)), strict=True
    ):
        yield hit, {name: weight * features[name] for name, weight in rank.weights.items()}


def _letters(index: Index, found: Found) -> list[str]:
    offences = [load_catalogue().require(index.codes[hit.code]) for hit in found.hits]
    return [load_poc_table().reading(offence).letter or "?" for offence in offences]


def _carried(
    index: Index, query: Query, match: OffenceMatch, found: "tuple[Hit, Mapping[str, float]] | None"
) -> Carried:
    if found is None:  # named by its own code
        return Carried(match=match)
    hit, parts = found
    has_entry = hit.doc >= 0
    return Carried(
        match=match,
        entry=index.text(hit.doc) if has_entry else "",
        kind=KIND_NAMES[index.doc_kind[hit.doc]] if has_entry else "",
        source=index.source(hit.doc) if has_entry else "",
        fit=round(hit.fit, 4),
        covered=round(hit.covered, 4),
        shared=_shared(index, query, hit.doc) if has_entry else (),
        model_chance=round(math.exp(hit.model), 4),
        learnt=_learnt(index, query, hit.code),
        score=round(sum(parts.values()), 4),
        score_parts=_strongest(parts, len(parts)),
        prior=max(index.priors[hit.code] // _PRIOR_STEP - 1, 0),
    )


def _shared(index: Index, query: Query, doc: int) -> tuple[tuple[str, float], ...]:
    held = set(index.forward(doc))
    return tuple(
        sorted(
            (
                (name, round(index.weights[index.terms[name]] * share, 2))
                for name, share in query.terms.items()
                if index.terms.get(name) in held
            ),
            key=lambda pair: -pair[1],
        )
    )


def _learnt(index: Index, query: Query, code: int) -> tuple[tuple[str, float], ...]:
    """What the linear model holds for or against an offence in these words."""
    shares = {name: 1.0 for name in said_features(query) if index.feature(name) is not None}
    kinds = dict.fromkeys(chain.from_iterable(index.kinds(word) for word in query.said))
    length = math.sqrt(len(shares) + len(kinds) * KIND_SHARE**2)
    if code not in index.classes or not length:
        return ()
    place = list(index.classes).index(code)
    found: dict[str, float] = defaultdict(float)
    for name in shares:
        number = index.feature(name)
        if number is not None:
            found[name] = _weight(index, number, place) / length
    for number in kinds:
        word = next(word for word in query.said if number in index.kinds(word))
        found[f"what {word} is a kind of"] += _weight(index, number, place) * KIND_SHARE / length
    return _strongest(found, _FEATURES)


def _weight(index: Index, feature: int, place: int) -> float:
    classes, steps, size = index.feature_weights(feature)
    return sum(step * size for known, step in zip(classes, steps, strict=True) if known == place)


def _strongest(parts: Mapping[str, float], most: int) -> tuple[tuple[str, float], ...]:
    told = ((name, round(value, 3)) for name, value in parts.items() if abs(value) > _NEGLIGIBLE)
    return tuple(sorted(told, key=lambda pair: (-abs(pair[1]), pair[0]))[:most])
