"""Finds and ranks the offences a text may name. Says how well each fits; the probability is made elsewhere."""

from collections import defaultdict
from dataclasses import dataclass

from knowledge.matching.index import Index
from knowledge.matching.query import Query

_BUDGET = 12000  # postings added up in one search; commoner words only help to rank what rarer ones found
_RERANKED = 160  # documents that are compared in full
_UNKNOWN = 2.6  # what a word that no entry holds counts for
POOL_SHARE = 0.8
POOL_FLOOR = 6.0  # weight added to a query's, so that one typical word does not make a certainty
PRIOR_SHARE = 0.03
EXACT_BONUS = 0.12  # for an entry whose words are the query's
UNASKED_FORM = 0.85  # of the fit of an attempt or conspiracy when the words ask for neither
OTHER_FORM = 0.6  # and when they ask for the other
BALANCE = 0.5  # how much of the length in a comparison is the query's, the rest being the entry's


@dataclass(slots=True)
class Hit:
    """One offence that may be meant: its best entry, how well that fits and what its entries say together."""

    code: int
    doc: int
    fit: float = 0.0
    pool: float = 0.0
    score: float = 0.0
    covered: float = 0.0
    whole: bool = False


@dataclass(slots=True)
class Found:
    """All hits of one search, best first, with what the confidence needs to know of the query."""

    hits: list[Hit]
    weight: float
    known: float
    terms: dict[int, float]


def find(index: Index, query: Query, limit: int = 40) -> Found:
    """The best hits for a query. In: a read query. Out: at most `limit` offences."""
    terms, unknown = _numbered(index, query)
    weight = sum(index.weights[term] * share for term, share in terms.items())
    total = weight + unknown
    if not terms:
        return Found([], total, 0.0, {})
    matched, late = _gathered(index, terms)
    best = _best_documents(index, terms, matched, late, total)
    pools = _pools(index, terms, total)
    for code in sorted(pools, key=lambda code: -pools[code])[:30]:
        if code not in best:
            best[code] = Hit(code, -1)
    for hit in best.values():
        hit.pool = pools.get(hit.code, 0.0)
        whole = EXACT_BONUS if hit.fit > 0.99 else 0.0
        hit.score = (hit.fit + whole) * _inchoate_share(index, query, hit)
        hit.score += POOL_SHARE * hit.pool + PRIOR_SHARE * index.priors[hit.code] / 10
    hits = sorted(best.values(), key=lambda hit: (-hit.score, -index.priors[hit.code], index.codes[hit.code]))
    return Found(hits[:limit], total, weight / total if total else 0.0, terms)


def _inchoate_share(index: Index, query: Query, hit: Hit) -> float:
    """Holds back an attempt or conspiracy that was not asked for, and a whole offence that has no such form."""
    own = index.suffixes[hit.code]
    if own:
        return 1.0 if own == query.suffix else OTHER_FORM if query.suffix else UNASKED_FORM
    return 1.0


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


def _gathered(index: Index, terms: dict[int, float]) -> tuple[dict[int, float], list[int]]:
    matched: dict[int, float] = defaultdict(float)
    late: list[int] = []
    spent = 0
    for term in sorted(terms, key=lambda term: len(index.postings(term))):
        docs = index.postings(term)
        if spent and spent + len(docs) > _BUDGET:
            late.append(term)
            continue
        spent += len(docs)
        value = index.weights[term] * terms[term]
        for doc in docs:
            matched[doc] += value
    return matched, late


def _best_documents(
    index: Index, terms: dict[int, float], matched: dict[int, float], late: list[int], total: float
) -> dict[int, Hit]:
    length, of_code, place = index.doc_length, index.doc_code, index.doc_place
    rough = sorted(matched, key=lambda doc: -matched[doc] / (total + length[doc]))
    best: dict[int, Hit] = {}
    extra = {term: index.weights[term] * terms[term] for term in late}
    for doc in rough[:_RERANKED]:
        value = matched[doc]
        if extra:
            value += sum(extra.get(term, 0.0) for term in index.forward(doc))
        fit = value / (BALANCE * total + (1 - BALANCE) * length[doc])
        fit = min(fit, 1.0) * (0.985 ** place[doc])
        code = of_code[doc]
        known = best.get(code)
        if known is None or fit > known.fit:
            best[code] = Hit(code, doc, fit=fit, covered=value / total)
    return best


def _pools(index: Index, terms: dict[int, float], total: float) -> dict[int, float]:
    """How well the words together fit what all entries of each offence say, 0 to about 1."""
    found: dict[int, float] = defaultdict(float)
    for term in terms:
        codes, strengths = index.pool(term)
        share = index.pool_shares[term]
        for code, strength in zip(codes, strengths, strict=True):
            found[code] += share * strength
    return {code: value / (total + POOL_FLOOR) for code, value in found.items()}
