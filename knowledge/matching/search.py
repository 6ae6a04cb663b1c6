"""Finds the offences a text may name, and says how well each fits. Ranks and weighs nothing: `confidence` does."""

from dataclasses import dataclass
from heapq import nlargest

from knowledge.matching.index import Index
from knowledge.matching.linear import chances
from knowledge.matching.query import Query

_BUDGET = (
    3000  # postings added up in one search; commoner words only help to tell what rarer ones found apart
)
_WORTHWHILE = 0.5  # of the weight the best document has: those with less are not compared in full
_RERANKED = 60  # documents that are compared in full
_BY_ENTRY, _BY_MODEL = 14, 12  # offences taken from each side
_UNKNOWN = 2.6  # what a word that no entry holds counts for
_LEAST = -12.0  # the logarithm of the chance of an offence that the model holds for out of the question
_UNASKED_FORM = 0.85  # of the fit of an attempt or conspiracy when the words ask for neither
_OTHER_FORM = 0.6  # and when they ask for the other
_BALANCE = 0.5  # how much of the length in a comparison is the query's, the rest being the entry's


@dataclass(slots=True)
class Hit:
    """One offence that may be meant.

    `doc` is its best entry (-1: none), `fit` how like that is to the text (0 to 1), `covered` how much of the text's
    weight it holds, `model` the logarithm of the chance that the linear model gives the offence.
    """

    code: int
    doc: int = -1
    fit: float = 0.0
    covered: float = 0.0
    model: float = _LEAST


@dataclass(slots=True)
class Found:
    """All hits of one search in no order, with what the confidence needs to know of the text.

    `weight` is that of all its words, `known` the share of it that the index knows, `nothing` the logarithm of the
    chance that the text names no offence.
    """

    hits: list[Hit]
    weight: float
    known: float
    nothing: float


def find(index: Index, query: Query) -> Found:
    """The offences that a read query may mean, some forty at most."""
    terms, unknown = _numbered(index, query)
    weight = sum(index.weights[term] * share for term, share in terms.items())
    total = weight + unknown
    likely, nothing = chances(index, query)
    if not terms and not likely:
        return Found([], total, 0.0, nothing)
    best = _by_entry(index, query, terms, total) if terms else {}
    for code in nlargest(_BY_MODEL, likely, key=likely.__getitem__):
        if code not in best:
            best[code] = Hit(code)
    for hit in best.values():
        hit.model = max(likely.get(hit.code, _LEAST), _LEAST)
    return Found(list(best.values()), total, weight / total if total else 0.0, nothing)


def _numbered(index: Index, query: Query) -> tuple[dict[int, float], float]:
    found: dict[int, float] = {}
    unknown = 0.0
    for name, share in query.terms.items():
        number = index.terms.get(name)
        if number is not None:
            found[number] = share
        elif name[0] not in "~@§":
            unknown += _UNKNOWN if not name[0].isdigit() else _UNKNOWN / 3
    return found, unknown


def _by_entry(index: Index, query: Query, terms: dict[int, float], total: float) -> dict[int, Hit]:
    """For each offence the entry that is most like the text."""
    matched, late = _gathered(index, terms)
    enough = max(matched.values()) * _WORTHWHILE
    length, of_code, place = index.doc_length, index.doc_code, index.doc_place
    rough = {doc: value / (total + length[doc]) for doc, value in matched.items() if value >= enough}
    extra = {term: index.weights[term] * terms[term] for term in late}
    best: dict[int, Hit] = {}
    for doc in nlargest(_RERANKED, rough, key=rough.__getitem__):
        value = matched[doc]
        if extra:
            value += sum(extra.get(term, 0.0) for term in index.forward(doc))
        fit = value / (_BALANCE * total + (1 - _BALANCE) * length[doc])
        code = of_code[doc]
        fit = min(fit, 1.0) * (0.985 ** place[doc]) * _form_share(index.suffixes[code], query.suffix)
        known = best.get(code)
        if known is None or fit > known.fit:
            best[code] = Hit(code, doc, fit=fit, covered=min(value / total, 1.0))
    if len(best) > _BY_ENTRY:
        kept = nlargest(_BY_ENTRY, best.values(), key=lambda hit: (hit.fit, -hit.code))
        return {hit.code: hit for hit in kept}
    return best


def _form_share(own: str, asked: str) -> float:
    """Holds back an attempt or conspiracy that was not asked for."""
    if not own or own == asked:
        return 1.0
    return _OTHER_FORM if asked else _UNASKED_FORM


def _gathered(index: Index, terms: dict[int, float]) -> tuple[dict[int, float], list[int]]:
    """The weight of the words that each document shares with the text; and the words too common to be counted."""
    postings = {term: index.postings(term) for term in terms}
    counted: list[int] = []
    late: list[int] = []
    spent = 0
    for term in sorted(terms, key=lambda term: len(postings[term])):
        if spent and spent + len(postings[term]) > _BUDGET:
            late.append(term)
        else:
            spent += len(postings[term])
            counted.append(term)
    longest = counted.pop()  # the longest list is where counting by hand would cost most
    matched = dict.fromkeys(postings[longest], index.weights[longest] * terms[longest])
    get = matched.get
    for term in counted:
        value = index.weights[term] * terms[term]
        for doc in postings[term]:
            matched[doc] = get(doc, 0.0) + value
    return matched, late
