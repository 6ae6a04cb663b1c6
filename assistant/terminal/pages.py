"""Turns guidance topics into what the guidance panel and the reader show. Finds none and judges none."""

from typing import TYPE_CHECKING

from assistant.terminal.widgets.guidance_panel import Found, Page
from guidance.library import Library, Status
from guidance.rendering import citation

if TYPE_CHECKING:
    from guidance.search import Hit

_STANDING = {
    Status.OFFICIAL: "",
    Status.WELL_KNOWN: "Well known in practice, not taken from an official text.",
    Status.PROPOSED: "A proposal of Finalise, not an official text.",
    Status.THIS_TOOL: "How Finalise works.",
}
LOCAL = "A page of your Area."


def page(library: Library, target: str) -> Page | None:
    """A guidance topic to read; None where there is none of this name.

    `target` is its slug or, to begin at a section, "slug#section".
    """
    slug, _, anchor = target.partition("#")
    topic = library.get(slug)
    if topic is None:
        return None
    related = tuple((other.slug, other.title) for other in library.related(slug))
    said = (LOCAL if topic.local else "", _STANDING[topic.status])
    return Page(
        slug=slug,
        title=topic.title,
        markdown=topic.body,
        anchor=anchor,
        standing=" ".join(part for part in said if part),
        related=related,
        citation=citation(topic),
    )


def found(library: Library, words: str, *, limit: int = 8) -> tuple[Found, ...]:
    """The guidance topics that answer these words, best first."""
    return tuple(as_found(hit) for hit in library.search(words, limit=limit))


def as_found(hit: "Hit") -> Found:
    """What a search found, to be shown."""
    return Found(
        slug=hit.slug,
        title=hit.title,
        excerpt=hit.excerpt,
        section=hit.section,
        anchor=hit.anchor,
        marks=hit.marks,
        why=hit.why,
        fits=hit.fits,
        local=hit.local,
    )
