"""Turns guidance topics into what the guidance panel shows. Finds none and judges none."""

from assistant.terminal.widgets.guidance_panel import Found, Page
from guidance.library import Library, Status

_STANDING = {
    Status.OFFICIAL: "",
    Status.WELL_KNOWN: "Well known in practice, not taken from an official text.",
    Status.PROPOSED: "A proposal of Finalise, not an official text.",
    Status.THIS_TOOL: "How Finalise works.",
}


def page(library: Library, slug: str) -> Page | None:
    """A guidance topic to read; None where there is none of this name."""
    topic = library.get(slug)
    if topic is None:
        return None
    related = tuple((other.slug, other.title) for other in library.related(slug))
    return Page(
        slug=slug, title=topic.title, markdown=topic.body, standing=_STANDING[topic.status], related=related
    )


def found(library: Library, words: str) -> tuple[Found, ...]:
    """The guidance topics that answer these words, best first."""
    return tuple(Found(slug=hit.slug, title=hit.title, excerpt=hit.excerpt) for hit in library.search(words))
