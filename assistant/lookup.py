"""Looks words up for a person: the guidance topics and, where the words name an offence, its card. Shows nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.conversation.card import card_of
from assistant.conversation.shown import Card
from assistant.conversation.tables import Tables
from guidance.library import Library
from knowledge.catalogue import Offence
from knowledge.errors import FinaliseError
from knowledge.matching.matcher import Band

if TYPE_CHECKING:
    from guidance.search import Hit

_OFFENCE_QUESTIONS = frozenset({"offence", "poc"})
_FLAGS = "flags"


@dataclass(frozen=True, kw_only=True)
class LookedUp:
    """What words led to: topics, best first, and the card of the offence that they name, if they name one."""

    hits: "tuple[Hit, ...]"
    card: Card | None = None

    @property
    def is_useful(self) -> bool:
        """Whether anything fits, and is not only the nearest there is."""
        return self.card is not None or any(hit.fits for hit in self.hits)


def look_up(words: str, library: Library, tables: Tables, *, limit: int = 8) -> LookedUp:
    """The topics that answer the words, and the card of the offence that they name; with it the topic of its POC."""
    hits = tuple(library.search(words, limit=limit))
    card = named_card(words, hits, library, tables)
    return with_card(LookedUp(hits=hits), card, library, tables) if card else LookedUp(hits=hits)


def with_card(found: LookedUp, card: Card, library: Library, tables: Tables) -> LookedUp:
    """What was found with a card beside it, and with the topic of the offence's POC among the topics."""
    offence = tables.catalogue.get(card.code)
    slug = tables.poc.reading(offence).topic if offence else ""
    topic = library.get(slug)
    if topic is None or any(hit.slug == slug for hit in found.hits):
        return LookedUp(hits=found.hits, card=card)
    return LookedUp(hits=(*found.hits, *library.search(topic.title, limit=1)), card=card)


def named_card(words: str, hits: "Sequence[Hit]", library: Library, tables: Tables) -> Card | None:
    """The card of the offence that the words surely name; None where they ask about something else.

    Words such as "victim won't give evidence" resemble an offence and ask about a reason: where the best topic is
    about neither offences nor POCs, there is no card. Without a matching index only codes are known.
    """
    code = tables.catalogue.get(words.strip().upper())
    if code is not None:
        return card_of(code, catalogue=tables.catalogue, pocs=tables.poc)
    if not words.strip() or not _may_name_offence(words, hits, library):
        return None
    offence = _surely_named(words, tables)
    return card_of(offence, catalogue=tables.catalogue, pocs=tables.poc) if offence else None


def _surely_named(words: str, tables: Tables) -> Offence | None:
    try:
        matches = tables.matcher.search(words, limit=1)
    except FinaliseError:
        return None  # the topics are there all the same, and whoever matches next is told
    return next((match.offence for match in matches if match.band is Band.SURE), None)


def _may_name_offence(words: str, hits: "Sequence[Hit]", library: Library) -> bool:
    best = library.get(hits[0].slug) if hits and hits[0].fits else None
    if best is None or _OFFENCE_QUESTIONS & set(best.questions):
        return True
    return _FLAGS in best.questions and "flag" not in words.casefold()
