"""Judges topics by the rules of the house: complete, linked, short, plain, honest. Changes nothing.

Used for our own topics by a test and for an Area's folder by `finalise guidance --check`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import frontmatter
from yaml import YAMLError  # type: ignore[import-untyped]  # PyYAML comes with python-frontmatter, without types

from guidance.library import TOPICS, Library, Section, Status, Topic, TopicFault, read_library, read_topic
from guidance.reading_ease import reading_ease
from guidance.rendering import link_targets, load_sources, without_markup

QUESTIONS = (
    "urn",
    "defendant",
    "date_of_birth",
    "stage",
    "court",
    "hearing",
    "sheet",
    "offence",
    "offence_date",
    "plea",
    "verdict",
    "result",
    "live",
    "outcome",
    "reason",
    "poc",
    "lesser_in_place",
    "flags",
    "disclosure",
    "victim",
    "enhanced",
    "letter",
    "summary",
)
"""The keys of the questions that a topic can serve."""

PROPOSAL = "our proposal, not CPS text"
MOST_WORDS = 600
FEWEST_WORDS = 30
LONGEST_SUMMARY = 160
LONGEST_TITLE = 90
EASE_BOUND = 55.0
"""Flesch reading ease that each topic reaches; 60 is called plain English, and our offences have long names."""

_CPS_VOICE = re.compile(r"\b(?:the )?CPS (?:requires|demands|insists|rules that|says)\b", re.IGNORECASE)
_SUGGESTS = re.compile(r"\bwe suggest\b|\bas we read it\b", re.IGNORECASE)
_OTHER_HEADING = re.compile(r"^(?:#|#{3,6}) ", re.MULTILINE)
_HTML = re.compile(r"<[a-zA-Z/!][^>]*>")
_TABLE_OR_IMAGE = re.compile(r"^\||!\[", re.MULTILINE)

_Faults = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong with a topic and what to do: `name` is its file."""

    name: str
    what: str
    fix: str

    def __str__(self) -> str:
        return f"{self.name}: {self.what} {self.fix}"


def check_ours() -> tuple[Problem, ...]:
    """Every fault in the topics that come with Finalise."""
    return _check(TOPICS, read_library(), local=False)


def check_folder(folder: Path) -> tuple[Problem, ...]:
    """Every fault in a folder of an Area's own topics, read with ours so that links between them resolve."""
    if not folder.is_dir():
        return (Problem(name=str(folder), what="This folder is not there.", fix="Check its name."),)
    if not any(folder.glob("*.md")):
        return (Problem(name=str(folder), what="The folder holds no topic.", fix="Topics end in .md."),)
    return _check(folder, read_library(folder), local=True)


def check_topic(topic: Topic, library: Library, *, name: str | None = None) -> tuple[Problem, ...]:
    """Every fault of one topic in a library. `name` is what messages call it; its slug by default."""
    found = (fault for rule in _RULES for fault in rule(topic, library))
    return tuple(Problem(name=name or topic.slug, what=what, fix=fix) for what, fix in found)


def _check(folder: Path, library: Library, *, local: bool) -> tuple[Problem, ...]:
    problems: list[Problem] = []
    first: dict[str, str] = {}
    for path in sorted(folder.glob("*.md")):
        try:
            topic = read_topic(path, local=local)
        except TopicFault as fault:
            problems.append(Problem(name=fault.name, what=fault.what, fix=fault.fix))
            continue
        if path.stem != topic.slug:
            what, fix = (
                f'The slug is "{topic.slug}".',
                f"Name the file {topic.slug}.md, as links use file names.",
            )
            problems.append(Problem(name=path.name, what=what, fix=fix))
        if topic.slug in first:
            what = f'The slug "{topic.slug}" is also in {first[topic.slug]}.'
            problems.append(Problem(name=path.name, what=what, fix="Give each topic its own slug."))
        first.setdefault(topic.slug, path.name)
        problems += (Problem(name=path.name, what=what, fix=fix) for what, fix in _yaml(path, topic))
        problems += check_topic(topic, library, name=path.name)
    return tuple(problems)


def _yaml(path: Path, topic: Topic) -> _Faults:
    """Our quick reading of the front matter must be that of a full YAML reader, so that other tools agree."""
    try:
        fields = frontmatter.load(str(path)).metadata
    except YAMLError as error:
        yield (
            f"The front matter is not YAML ({str(error).splitlines()[0]}).",
            "Put quotation marks around the value.",
        )
        return
    for field in (
        "title",
        "slug",
        "summary",
        "keywords",
        "words",
        "related",
        "questions",
        "source",
        "status",
    ):
        ours, theirs = getattr(topic, field), fields.get(field)
        if (list(ours) if isinstance(ours, tuple) else str(ours)) != theirs:
            yield f"{field} is read in two ways.", "Put quotation marks around each value with a sign in it."


def _heads(topic: Topic, _: Library) -> _Faults:
    if len(topic.title) > LONGEST_TITLE:
        yield f"The title has {len(topic.title)} characters.", f"Use {LONGEST_TITLE} at most."
    if len(topic.summary) > LONGEST_SUMMARY:
        yield (
            f"The summary has {len(topic.summary)} characters.",
            f"Use one line of {LONGEST_SUMMARY} at most.",
        )
    if not topic.keywords or not topic.words:
        yield "Keywords or words are empty.", "Say what the thing is called, and what staff call it."
    for field in ("keywords", "words", "related", "questions", "source"):
        values = [value.casefold() for value in getattr(topic, field)]
        for twice in sorted({value for value in values if values.count(value) > 1}):
            yield f'{field} holds "{twice}" twice.', "Keep one of them."


def _questions(topic: Topic, _: Library) -> _Faults:
    if not topic.questions:
        yield "It serves no question.", f"Name one or more of {', '.join(QUESTIONS)}."
    for question in topic.questions:
        if question not in QUESTIONS:
            yield f'There is no question "{question}".', f"Use one of {', '.join(QUESTIONS)}."


def _sources(topic: Topic, _: Library) -> _Faults:
    if not topic.source:
        yield "It names no source.", "Name one, or I for your own reading."
    if topic.local:
        return  # an Area has sources of its own
    for source in topic.source:
        if source not in load_sources():
            yield f'There is no source "{source}".', "Use an id of sources.csv."
    if topic.status is Status.OFFICIAL and not any(source.startswith("S") for source in topic.source):
        yield "It is marked official, but no official source is named.", "Name it, or change the status."


def _links(topic: Topic, library: Library) -> _Faults:
    if not topic.related:
        yield "It has no related topics.", "Name one or more."
    for slug in topic.related:
        if slug == topic.slug:
            yield "It is related to itself.", "Leave it out."
        elif slug not in library:
            yield f'The related topic "{slug}" is not there.', "Check the slug."
    for slug, anchor in link_targets(topic.body):
        target = topic if slug in ("", topic.slug) else library.get(slug)
        if target is None:
            yield f'The link to "{slug}" leads nowhere.', "Check the slug."
        elif anchor and target.section(anchor) is None:
            yield f'"{target.slug}" has no section "{anchor}".', "Check the heading."


def _size(topic: Topic, _: Library) -> _Faults:
    words = len(without_markup(topic.body).split())
    if words > MOST_WORDS:
        yield f"It has {words} words.", f"Use {MOST_WORDS} at most, or make two topics of it."
    if words < FEWEST_WORDS:
        yield f"It has {words} words.", f"Say enough to help: {FEWEST_WORDS} words or more."


def _plainness(topic: Topic, _: Library) -> _Faults:
    ease = reading_ease("\n\n".join(without_markup(section.body) for section in topic.sections))
    if ease < EASE_BOUND:
        yield (
            f"It is hard to read: reading ease {ease:.0f}, where {EASE_BOUND:.0f} is the least.",
            "Use shorter sentences and shorter words.",
        )


def _honesty(topic: Topic, _: Library) -> _Faults:
    if topic.local:
        return  # an Area speaks for itself
    if topic.status is not Status.OFFICIAL and (voice := _CPS_VOICE.search(topic.body)):
        yield f'It writes "{voice.group()}" without an official source.', "Say whose reading it is."
    proposes = topic.status is Status.PROPOSED or _SUGGESTS.search(topic.body)
    if proposes and PROPOSAL not in topic.body and topic.status is not Status.THIS_TOOL:
        yield "It proposes something without saying so.", f'Write "This is {PROPOSAL}."'


def _form(topic: Topic, _: Library) -> _Faults:
    if _OTHER_HEADING.search(topic.body):
        yield "It has headings of another level.", "Use ## alone."
    if _HTML.search(topic.body):
        yield "It holds HTML.", "Write plain Markdown."
    if _TABLE_OR_IMAGE.search(topic.body):
        yield "It holds a table or an image.", "Use a list: pages are also read as plain text and aloud."
    if "�" in topic.body + topic.title + topic.summary:
        yield "It holds characters that cannot be shown.", "Remove control and direction marks."
    if not any(section.heading for section in topic.sections):
        yield "It has no sections.", "Put a ## heading above each part."
    yield from _sections(topic.sections)


def _sections(sections: tuple[Section, ...]) -> _Faults:
    anchors = [section.anchor for section in sections]
    for section in sections:
        if section.heading and anchors.count(section.anchor) > 1:
            yield f'Two sections are named "{section.heading}".', "Give each its own heading."
        if section.heading and not section.body:
            yield f'The section "{section.heading}" is empty.', "Write it or leave it out."


_RULES: tuple[Callable[[Topic, Library], _Faults], ...] = (
    _heads,
    _questions,
    _sources,
    _links,
    _size,
    _plainness,
    _honesty,
    _form,
)
