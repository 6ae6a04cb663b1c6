"""Loads the guidance topics, ours and an Area's own. Ranking them is in search.py, judging them in check.py."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guidance.search import Hit, Searcher

TOPICS = Path(__file__).parent / "topics"

FIELDS = (
    "title",
    "slug",
    "summary",
    "keywords",
    "words",
    "related",
    "questions",
    "source",
    "status",
    "checked",
)
_LISTS = frozenset({"keywords", "words", "related", "questions", "source"})
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HEADING = re.compile(r"^## +(.+?) *$", re.MULTILINE)
_UNSAFE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


class TopicFault(Exception):
    """A topic file that cannot be read: what is wrong with it, and what to do about it."""

    def __init__(self, name: str, what: str, *, fix: str) -> None:
        super().__init__(f"{name}: {what} {fix}")
        self.name = name
        self.what = what
        self.fix = fix


class Status(StrEnum):
    """What the main statement of a topic rests on: the marks O, W and I of domain.md, or how this tool works."""

    OFFICIAL = "official"
    WELL_KNOWN = "well known"
    PROPOSED = "proposed"
    THIS_TOOL = "this tool"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a topic under one `##` heading. The part before the first heading has no heading and no anchor."""

    heading: str
    anchor: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One page of guidance.

    `words` is what staff call the thing, `keywords` what the thing is called. `related` are slugs of other
    topics. `questions` are the keys of the questions it helps to answer. `source` are source ids of
    `sources.csv`. `body` is Markdown without the front matter. `local` is True for an Area's own page.
    """

    slug: str
    title: str
    summary: str
    keywords: tuple[str, ...]
    words: tuple[str, ...]
    related: tuple[str, ...]
    questions: tuple[str, ...]
    source: tuple[str, ...]
    status: Status
    checked: date
    body: str
    sections: tuple[Section, ...]
    local: bool = False

    def section(self, name: str) -> Section | None:
        """The section with this heading or anchor, or None."""
        wanted = anchor_of(name)
        return next((section for section in self.sections if section.anchor == wanted), None)


class Library:
    """All topics that can be read here, by slug. Made once and never changed."""

    def __init__(self, topics: Mapping[str, Topic], faults: tuple[TopicFault, ...] = ()) -> None:
        self._topics = dict(topics)
        self.faults = faults

    def __len__(self) -> int:
        return len(self._topics)

    def __iter__(self) -> Iterator[Topic]:
        return iter(self.all())

    def __contains__(self, slug: object) -> bool:
        return slug in self._topics

    def get(self, slug: str) -> Topic | None:
        """The topic with this slug, or None."""
        return self._topics.get(slug)

    def all(self) -> tuple[Topic, ...]:
        """Every topic, by title."""
        return tuple(sorted(self._topics.values(), key=lambda topic: topic.title.casefold()))

    def by_question(self, question: str) -> tuple[Topic, ...]:
        """The topics that help to answer a question, the one that leads to it first."""
        return self._by_question.get(question, ())

    def related(self, slug: str) -> tuple[Topic, ...]:
        """The topics that a topic points to, in its own order; those that do not exist are left out."""
        topic = self._topics.get(slug)
        if topic is None:
            return ()
        return tuple(self._topics[other] for other in topic.related if other in self._topics)

    def search(self, words: str, limit: int = 8) -> list["Hit"]:
        """The topics that answer these words, best first. Never raises, whatever the words are."""
        return self.searcher.search(words, limit=limit)

    @cached_property
    def searcher(self) -> "Searcher":
        """The index behind `search`, built the first time that it is needed."""
        from guidance.search import Searcher  # noqa: PLC0415 - a library that is only read builds no index

        return Searcher(self.all())

    @cached_property
    def _by_question(self) -> dict[str, tuple[Topic, ...]]:
        found: dict[str, list[Topic]] = {}
        for topic in self.all():
            for question in topic.questions:
                found.setdefault(question, []).append(topic)
        return {
            question: tuple(sorted(topics, key=lambda topic: topic.questions[0] != question))
            for question, topics in found.items()
        }


def load_library(extra: Path | None = None) -> Library:
    """The library, with an Area's own topics when `extra` names a folder of them.

    A local topic with the slug of one of ours takes its place. A file that cannot be read is left out and
    listed in `Library.faults`; the rest stays usable. Loaded once for each folder.
    """
    return _load(extra.resolve() if extra is not None else None)


@lru_cache(maxsize=8)
def _load(extra: Path | None) -> Library:
    return read_library(extra)


def read_library(extra: Path | None = None) -> Library:
    """The library as `load_library` gives it, read anew from the files."""
    topics, faults = _read_folder(TOPICS, local=False)
    if extra is not None:
        if extra.is_dir():
            own, own_faults = _read_folder(extra, local=True)
            topics |= own
            faults += own_faults
        else:
            faults += (
                TopicFault(
                    str(extra), "This folder is not there.", fix="Check the folder named in settings."
                ),
            )
    return Library(topics, faults)


def _read_folder(folder: Path, *, local: bool) -> tuple[dict[str, Topic], tuple[TopicFault, ...]]:
    topics: dict[str, Topic] = {}
    faults: list[TopicFault] = []
    for path in sorted(folder.glob("*.md")):
        try:
            topic = read_topic(path, local=local)
        except TopicFault as fault:
            faults.append(fault)
        else:
            topics[topic.slug] = topic
    return topics, tuple(faults)


def read_topic(path: Path, *, local: bool = False) -> Topic:
    """The topic in a file. Raises TopicFault when it cannot be read as one."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise TopicFault(path.name, "The file is not UTF-8 text.", fix="Save it as UTF-8.") from error
    except OSError as error:
        raise TopicFault(path.name, "The file cannot be opened.", fix="Check its permissions.") from error
    return parse_topic(text, name=path.name, local=local)


def parse_topic(text: str, *, name: str, local: bool = False) -> Topic:
    """The topic in a text: front matter between two lines of `---`, then Markdown.

    The front matter is plain YAML with one line for each field: `title: words` or `keywords: [one, two]`.
    `name` is the file's name, for messages. Raises TopicFault.
    """
    safe = _UNSAFE.sub("\ufffd", text.removeprefix("\ufeff").replace("\r\n", "\n"))
    if not safe.startswith("---\n") or (end := safe.find("\n---\n", 3)) < 0:
        raise TopicFault(
            name, "The front matter is missing.", fix="Begin the file with fields between two lines of ---."
        )
    fields = _read_fields(safe[4:end], name)
    body = safe[end + 5 :].strip() + "\n"
    slug = _text(fields, "slug")
    if _SLUG.fullmatch(slug) is None:
        raise TopicFault(
            name,
            f'The slug "{slug}" cannot be used.',
            fix="Use small letters, figures and single dashes.",
        )
    try:
        status = Status(_text(fields, "status"))
        checked = date.fromisoformat(_text(fields, "checked"))
    except ValueError as error:
        raise TopicFault(
            name,
            "The status or the date cannot be read.",
            fix="The status is official, well known, proposed or this tool; the date is like 2026-11-23.",
        ) from error
    return Topic(
        slug=slug,
        title=_text(fields, "title"),
        summary=_text(fields, "summary"),
        keywords=_list(fields, "keywords"),
        words=_list(fields, "words"),
        related=_list(fields, "related"),
        questions=_list(fields, "questions"),
        source=_list(fields, "source"),
        status=status,
        checked=checked,
        body=body,
        sections=_sections(body),
        local=local,
    )


def anchor_of(heading: str) -> str:
    """The name that a link uses for a heading: "When it is due" is `when-it-is-due`."""
    return re.sub(r"[^a-z0-9]+", "-", heading.casefold().replace("'", "").replace("’", "")).strip("-")


def _read_fields(block: str, name: str) -> dict[str, str | tuple[str, ...]]:
    fields: dict[str, str | tuple[str, ...]] = {}
    for line in block.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        key, colon, value = line.partition(":")
        key, value = key.strip(), value.strip()
        if not colon or line[0].isspace():
            raise TopicFault(
                name, f'The line "{line}" cannot be read.', fix="Write each field as name: value."
            )
        if key in _LISTS:
            if not (value.startswith("[") and value.endswith("]")):
                raise TopicFault(name, f"{key} is not a list.", fix=f"Write {key}: [one, two].")
            fields[key] = tuple(word for part in value[1:-1].split(",") if (word := _unquoted(part)))
        else:
            fields[key] = _unquoted(value)
    missing = [field for field in FIELDS if field not in fields or fields[field] == ""]
    if missing:
        raise TopicFault(name, f"No {', '.join(missing)} is given.", fix="Add it to the front matter.")
    return fields


def _unquoted(value: str) -> str:
    bare = value.strip()
    if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "\"'":
        return bare[1:-1]
    return bare


def _text(fields: Mapping[str, str | tuple[str, ...]], key: str) -> str:
    value = fields[key]
    return value if isinstance(value, str) else ", ".join(value)


def _list(fields: Mapping[str, str | tuple[str, ...]], key: str) -> tuple[str, ...]:
    value = fields[key]
    return value if isinstance(value, tuple) else (value,)


def _sections(body: str) -> tuple[Section, ...]:
    parts = _HEADING.split(body)
    sections = [Section(heading="", anchor="", body=parts[0].strip())] if parts[0].strip() else []
    for heading, text in zip(parts[1::2], parts[2::2], strict=True):
        sections.append(Section(heading=heading, anchor=anchor_of(heading), body=text.strip()))
    return tuple(sections)
