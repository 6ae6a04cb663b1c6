"""The guidance command: searches, shows, lists, checks and publishes topics. Ranks and judges nothing itself."""

import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.command import ExitCode, fail, print_facts
from knowledge.dates import short_date
from knowledge.text import one_line, visible

if TYPE_CHECKING:
    from assistant.conversation.shown import Card
    from assistant.conversation.tables import AreaFiles
    from guidance.library import Library, Topic
    from guidance.search import Hit

_WIDEST = 100
"""Columns beyond which lines are hard to follow."""


def guidance(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="WORDS...|SLUG", help="What to look for, or the name of a topic to show."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON for other programs. Words are always searched for.")
    ] = False,
    list_all: Annotated[bool, typer.Option("--list", help="List every topic.")] = False,
    card: Annotated[
        bool, typer.Option("--card", help="With words: only the card of the offence that they name.")
    ] = False,
    limit: Annotated[int, typer.Option(help="How many topics at most.", min=1, max=50)] = 8,
    site: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write all topics as a web site into this folder.")
    ] = None,
    check: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Check a folder of your Area's own topics.")
    ] = None,
    missed: Annotated[
        bool, typer.Option("--missed", help="List what was looked for on this machine and not found.")
    ] = False,
) -> None:
    """Search the guidance, or show one of its topics.

    Words are searched for, also with slips and staff shorthand; an offence gives its card. The name of a topic, as
    the list has it, shows the topic.
    """
    asked = " ".join(words or ()).strip()
    ways = sum((bool(asked), list_all, site is not None, check is not None, missed))
    if ways != 1 or (card and not asked):
        fail(
            "Give words to look for, or one of --list, --site, --check and --missed.",
            "Type, for example: finalise guidance victim retracted",
            ExitCode.USAGE,
        )
    if check is not None:
        _check(check, as_json=as_json)
    elif missed:
        _missed(as_json=as_json)
    elif list_all:
        _list(_library(), as_json=as_json)
    elif site is not None:
        _site(_library(), site)
    elif card:
        _card(asked, _library(), as_json=as_json)
    else:
        _look(asked, _library(), limit, as_json=as_json)


def _library() -> "Library":
    """The topics, with the Area's own; what could not be read of those is said on stderr."""
    from assistant.settings import load_settings  # noqa: PLC0415
    from guidance.library import load_library  # noqa: PLC0415

    library = load_library(load_settings().guidance)
    for fault in library.faults:
        print(visible(f"Left out: {fault.name}. {fault.what} {fault.fix}"), file=sys.stderr)
    return library


def _look(words: str, library: "Library", limit: int, *, as_json: bool) -> None:
    topic = library.get(words.casefold())
    if topic is not None and not as_json:
        _show(topic, library)
        return
    if as_json:
        hits = library.search(words, limit=limit)
        if not any(hit.fits for hit in hits) and topic is None:
            _count(words)
        if topic is not None:  # its name was typed, so it is what was looked for
            hits.sort(key=lambda hit: hit.slug != topic.slug)
        print(json.dumps([_row(hit) for hit in hits], indent=2, ensure_ascii=False))
        return
    from assistant.conversation.tables import Tables  # noqa: PLC0415
    from assistant.lookup import look_up  # noqa: PLC0415

    found = look_up(words, library, Tables.load(_area()), limit=limit)
    if not found.is_useful:
        _count(words)
    if not found.hits and found.card is None:
        fail(
            f"No guidance fits “{one_line(words)[:80]}”.",
            "Try other words, or --list to see every topic.",
            ExitCode.NOT_FOUND,
        )
    if found.card is not None:
        print(visible("\n".join(found.card.lines())) + "\n")
    elif not found.is_useful:
        print("Nothing fits well. These are the nearest.\n")
    print("\n\n".join("\n".join(_hit_lines(hit)) for hit in found.hits))


def _card(words: str, library: "Library", *, as_json: bool) -> None:
    from assistant.conversation.tables import Tables  # noqa: PLC0415
    from assistant.lookup import look_up  # noqa: PLC0415

    found = look_up(words, library, Tables.load(_area()))
    if found.card is None:
        fail(
            f"“{one_line(words)[:80]}” does not surely name one offence.",
            "Type finalise match and the words to see what it may be.",
            ExitCode.NOT_FOUND,
        )
    if as_json:
        print(json.dumps(_card_row(found.card, found.hits), indent=2, ensure_ascii=False))
        return
    print(visible("\n".join(found.card.lines())))
    print("Guidance: " + ", ".join(hit.slug for hit in found.hits if hit.fits))


def _card_row(card: "Card", hits: "tuple[Hit, ...]") -> dict[str, object]:
    return {
        "code": card.code,
        "title": card.title,
        "facts": {row.label: row.value for row in card.rows},
        "easily_taken_for": [asdict(one) for one in card.alike],
        "topics": [hit.slug for hit in hits if hit.fits],
    }


def _area() -> "AreaFiles":
    from assistant.conversation.tables import AreaFiles  # noqa: PLC0415
    from assistant.settings import load_settings  # noqa: PLC0415

    settings = load_settings()
    return AreaFiles(poc_table=settings.poc_table, reasons=settings.reasons, holidays=settings.extra_holidays)


def _count(words: str) -> None:
    """Count a search in vain; guidance is no worse where that cannot be done."""
    from assistant.missed import Miss, count_missed  # noqa: PLC0415
    from knowledge.errors import FinaliseError  # noqa: PLC0415

    with suppress(OSError, FinaliseError):
        count_missed(words, Miss.NOTHING, today=date.today())  # noqa: DTZ011 (days are those of the people here)


def _row(hit: "Hit") -> dict[str, object]:
    return {
        "slug": hit.slug,
        "title": hit.title,
        "section": hit.section,
        "excerpt": hit.excerpt,
        "anchor": hit.anchor,
        "why": hit.why,
        "fits": hit.fits,
        "local": hit.local,
    }


def _hit_lines(hit: "Hit") -> Iterator[str]:
    section = f" › {hit.section}" if hit.section else ""
    local = "  [your Area]" if hit.local else ""
    yield visible(f"{hit.title}{section}  ({hit.slug}){local}")
    yield from (f"  {line}" for line in _wrapped(_marked(hit)))
    yield from (f"  {line}" for line in _wrapped(visible(hit.why)))


def _marked(hit: "Hit") -> str:
    """The excerpt, what was asked for in bold on a terminal that shows it."""
    if not sys.stdout.isatty() or "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb":
        return visible(hit.excerpt)
    pieces, done = [], 0
    for start, end in hit.marks:
        pieces += [visible(hit.excerpt[done:start]), "\x1b[1m", visible(hit.excerpt[start:end]), "\x1b[22m"]
        done = end
    return "".join((*pieces, visible(hit.excerpt[done:])))


def _wrapped(text: str) -> list[str]:
    import textwrap  # noqa: PLC0415

    width = _width()
    return [text] if width is None else textwrap.wrap(text, width - 4)


def _width() -> int | None:
    """The columns of the terminal, at most 100; None in a pipe, where whoever reads it wraps."""
    return min(_WIDEST, shutil.get_terminal_size().columns) if sys.stdout.isatty() else None


def _show(topic: "Topic", library: "Library") -> None:
    from guidance.rendering import plain_text  # noqa: PLC0415

    print(visible(plain_text(topic, library, width=_width())), end="")


def _list(library: "Library", *, as_json: bool) -> None:
    rows: list[dict[str, object]] = [
        {"slug": topic.slug, "title": topic.title, "summary": topic.summary, "local": topic.local}
        for topic in library
    ]
    wide = max((len(topic.slug) for topic in library), default=0)
    lines = [
        f"{topic.slug:<{wide}}  {topic.title}{'  [your Area]' if topic.local else ''}" for topic in library
    ]
    print_facts(rows, lines, as_json=as_json)


def _check(folder: Path, *, as_json: bool) -> None:
    from guidance.check import check_folder  # noqa: PLC0415

    problems = check_folder(folder)
    rows: list[dict[str, object]] = [asdict(problem) for problem in problems]
    count = "Nothing is wrong with these topics." if not problems else f"Found {len(problems)} to put right."
    print_facts(rows, [*(str(problem) for problem in problems), count], as_json=as_json)
    if problems:
        raise typer.Exit(ExitCode.REFUSED)


def _missed(*, as_json: bool) -> None:
    from assistant.missed import missed_searches  # noqa: PLC0415

    found = missed_searches()
    rows: list[dict[str, object]] = [
        {"words": one.words, "missed": one.miss.value, "times": one.times, "last": one.last.isoformat()}
        for one in found
    ]
    lines = [
        f"{one.times:>5}  {short_date(one.last):<11}  {one.miss.value:<14}  {one.words}" for one in found
    ] or ["Nothing was looked for in vain on this machine."]
    print_facts(rows, lines, as_json=as_json)


def _site(library: "Library", folder: Path) -> None:
    from guidance.site import SiteFault, write_site  # noqa: PLC0415

    try:
        first = write_site(library, folder)
    except SiteFault as fault:
        fail(fault.what, fault.fix, ExitCode.REFUSED)
    print(visible(f"{len(library)} topics written. Open {first} in a browser."))
