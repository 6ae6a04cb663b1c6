"""Puts the topics into the groups of a table of contents. Reads no files and searches nothing."""

import re
from dataclasses import dataclass

from guidance.library import Library, Status, Topic

_TOOL = "Using Finalise"
_ELSE = "Finalising a case"
_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (_ELSE, ("stage", "summary")),
    ("The case and the hearing", ("urn", "defendant", "date_of_birth", "court", "hearing", "sheet")),
    ("Charges", ("offence", "offence_date", "plea", "verdict", "result", "live")),
    ("Outcomes", ("outcome", "disclosure")),
    ("Reasons", ("reason",)),
    ("Principal Offence Category", ("poc", "lesser_in_place")),
    ("Monitoring flags", ("flags",)),
    ("Victims", ("victim", "letter", "enhanced")),
    (_TOOL, ()),
)
_ONE_OF_A_LIST = re.compile(r"(?:reason|outcome|flag|poc)-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Topics that belong together, what is general before what is about one of a list."""

    title: str
    topics: tuple[Topic, ...]


def contents(library: Library) -> tuple[Group, ...]:
    """Every topic in its group, the groups in the order of the work. A group without topics is left out."""
    found: dict[str, list[Topic]] = {title: [] for title, _ in _GROUPS}
    for topic in library:
        found[_group_of(topic)].append(topic)
    return tuple(
        Group(title=title, topics=tuple(sorted(topics, key=_is_one_of_a_list)))
        for title, topics in found.items()
        if topics
    )


def _group_of(topic: Topic) -> str:
    if topic.status is Status.THIS_TOOL:
        return _TOOL
    first = topic.questions[0] if topic.questions else ""
    return next((title for title, questions in _GROUPS if first in questions), _ELSE)


def _is_one_of_a_list(topic: Topic) -> bool:
    return _ONE_OF_A_LIST.match(topic.slug) is not None
