"""Says in a few words what carried a match, and which parts of a title the words named."""

from functools import lru_cache

from knowledge.matching.gathering import KIND_NAMES, TITLE
from knowledge.matching.index import Index
from knowledge.matching.query import Query
from knowledge.matching.search import Hit
from knowledge.matching.words import folded, stem, words_of

_KNOWN_AS = {"shorthand": "known as", "slang": "known as", "press": "in the press", "older": "formerly"}


def reason(index: Index, hit: Hit) -> str:
    """Why an offence is suggested: "s47 Offences Against the Person Act 1861", "known as ABH", ..."""
    if hit.doc < 0:
        return "the words together suggest it"
    kind = index.doc_kind[hit.doc]
    text = index.text(hit.doc)
    if kind == TITLE:
        return "the title itself" if hit.fit > 0.97 else "words of the title"
    name = KIND_NAMES[kind]
    if name == "facts":
        return f"facts like: {text}"
    if name == "statute":
        return text
    return f"{_KNOWN_AS.get(name, 'known as')} {text}"


def matched_spans(title: str, query: Query) -> tuple[tuple[int, int], ...]:
    """The places in a title that the query's words name, for marking them."""
    wanted = set(query.content)
    return tuple((start, end) for root, start, end in _stems_of(title) if root in wanted)


@lru_cache(maxsize=8192)
def _stems_of(title: str) -> tuple[tuple[str, int, int], ...]:
    """The stems of a title with their places; none where folding moves them."""
    plain = folded(title)
    if len(plain) != len(title):
        return ()
    return tuple((stem(word.text), word.start, word.end) for word in words_of(plain))
