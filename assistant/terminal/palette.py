"""Offers in the command palette what the screen on top can do now. Keeps no list of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from assistant.terminal.widgets.blocks import safe_line


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One thing in the palette."""

    label: str
    hint: str
    do: Callable[[], object]


@runtime_checkable
class Offers(Protocol):
    """A screen that has something for the palette."""

    def offers(self) -> tuple[Offer, ...]:
        """What can be done now, the most useful first."""
        ...


class FinaliseProvider(Provider):
    """The one source of the palette."""

    def _offers(self) -> tuple[Offer, ...]:
        return self.screen.offers() if isinstance(self.screen, Offers) else ()

    async def discover(self) -> Hits:
        """Everything, before anything is typed."""
        for offer in self._offers():
            label = safe_line(offer.label)
            yield DiscoveryHit(Content(label), offer.do, text=label, help=_plain(offer.hint))

    async def search(self, query: str) -> Hits:
        """What fits the words typed."""
        matcher = self.matcher(query)
        for offer in self._offers():
            label = safe_line(offer.label)
            score = max(matcher.match(label), matcher.match(safe_line(offer.hint)) * 0.8)
            if score > 0:
                yield Hit(score, Content(label), offer.do, text=label, help=_plain(offer.hint))


def _plain(hint: str) -> str:
    # The palette reads a help text as markup unless it is content already, though its type says text.
    return Content(safe_line(hint))  # type: ignore[return-value]
