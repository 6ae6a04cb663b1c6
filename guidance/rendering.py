"""Turns a topic into plain lines for pipes and screen readers, and into a citation. Draws nothing in a terminal."""

import csv
import re
import textwrap
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from guidance.library import Library, Status, Topic

_SOURCES = Path(__file__).parent / "sources.csv"
_LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]*)\)")
_EMPHASIS = re.compile(r"\*\*(.+?)\*\*|`([^`]*)`")
_ITEM = re.compile(r"(?:[-*]|\d+\.) ")
_MONTHS = ("January February March April May June July August September October November December").split()
_STANDING = {
    Status.OFFICIAL: "The main point rests on official text.",
    Status.WELL_KNOWN: "Well known in practice; no official text was seen for the main point.",
    Status.PROPOSED: "Our proposal, not CPS text.",
    Status.THIS_TOOL: "How this tool works.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where something was read: its title, its address if there is one, and how much of it was seen."""

    id: str
    title: str
    address: str
    seen: str


@lru_cache(maxsize=1)
def load_sources() -> dict[str, Source]:
    """Every source that a topic may name, by id."""
    with _SOURCES.open(encoding="utf-8", newline="") as lines:
        return {row["id"]: Source(**row) for row in csv.DictReader(lines)}


def link_targets(markdown: str) -> tuple[tuple[str, str], ...]:
    """The (slug, anchor) of each link to another topic, in order; links that leave the guidance are left out.

    >>> link_targets("See [letters](victim-letters.md#when-it-is-due).")
    (('victim-letters', 'when-it-is-due'),)
    """
    found = []
    for _, address in _LINK.findall(markdown):
        page, _, anchor = address.partition("#")
        if "://" not in address and (page.endswith(".md") or not page):
            found.append((page.removesuffix(".md"), anchor))
    return tuple(found)


def without_markup(markdown: str) -> str:
    """The words of a piece of Markdown: no marks for bold, code or links."""
    text = _LINK.sub(lambda link: link.group(1), markdown)
    return _EMPHASIS.sub(lambda mark: mark.group(1) or mark.group(2) or "", text)


def plain_text(topic: Topic, library: Library | None = None, *, width: int | None = None) -> str:
    """A topic as lines of text without any mark-up or control character, ending with where it comes from.

    `library` gives the titles of related topics. With a `width`, lines are no longer than that many characters.
    """
    lines = [topic.title]
    if topic.local:
        lines.append("A page of your Area.")
    lines += ["", topic.summary, ""]
    for section in topic.sections:
        if section.heading:
            lines += [section.heading.upper(), ""]
        lines += [without_markup(line) for line in section.body.split("\n")]
        lines.append("")
    if related := _related(topic, library):
        lines += ["RELATED", "", *related, ""]
    lines.append(standing(topic))
    lines.append(f"Sources: {'; '.join(titles_of_sources(topic))}.")
    if width is not None:
        lines = [short for line in lines for short in _wrapped(line, max(20, width))]
    return "\n".join(lines) + "\n"


def citation(topic: Topic) -> str:
    """One line to quote a topic by."""
    owner = "local guidance" if topic.local else "Finalise guidance"
    return f'{owner}, "{topic.title}", checked {_day(topic)}. Sources: {"; ".join(titles_of_sources(topic))}.'


def standing(topic: Topic) -> str:
    """What the main point of a topic rests on, and when that was checked."""
    return f"{_STANDING[topic.status]} Last checked {_day(topic)}."


def titles_of_sources(topic: Topic) -> list[str]:
    """The sources of a topic by their titles."""
    sources = load_sources()
    return [sources[one].title if one in sources else one for one in topic.source]


def _related(topic: Topic, library: Library | None) -> list[str]:
    if library is None:
        return [f"- {slug}" for slug in topic.related]
    return [f"- {other.title} ({other.slug})" for other in library.related(topic.slug)]


def _day(topic: Topic) -> str:
    return f"{topic.checked.day} {_MONTHS[topic.checked.month - 1]} {topic.checked.year}"


def _wrapped(line: str, width: int) -> list[str]:
    if not line:
        return [""]
    item = _ITEM.match(line)
    indent = " " * len(item.group()) if item else ""
    return textwrap.wrap(line, width, subsequent_indent=indent, break_on_hyphens=False) or [""]
