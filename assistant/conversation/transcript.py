"""A conversation as a small readable file, and back: what was asked, what was said, what resulted."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.conversation.shown import Kind, Message
from assistant.record.model import Finalisation
from knowledge.errors import FinaliseError

_ASKED, _SAID, _NOTED, _RESULT = "? ", "> ", "  ", "= "
_OURS: dict[str, Any] = {
    **dict.fromkeys(("reference", "entered_by", "entered_at", "versions"), True),
    "charges": {"__all__": {"suggested"}},
}
_DETAILS = frozenset(
    {
        *("asn", "custody", "charged_on", "pleaded_on", "plea_vacated", "convicted_on", "sentenced_on"),
        *("substituted", "court_result", "age", "relationship", "letter_sent", "told_at_court"),
        *("explanation_noted", "review", "first_hearing", "next_hearing", "youth_court", "crown_route"),
        *("present", "trial", "outcome_proof", "warrant_executed_on", "pcd_poc", "defendants"),
        *("others_uncharged", "vulnerable", "sheet", "reopens", "second_record"),
        *("listed", "adjournment_refused", "arraigned", "indictment_on", "began_on", "reached"),
        *("hearing_on", "received_on", "names_defendant", "lines_confirmed", "missing"),
    }
)
"""Fields that few records have."""


class TranscriptError(FinaliseError):
    """A line of a transcript cannot be read."""


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One thing asked and what was said to it."""

    asked: str
    said: str


@dataclass(frozen=True, kw_only=True)
class Transcript:
    """A conversation read from a file. `result` holds the record's fields, or nothing where none was written."""

    title: str
    today: date
    turns: tuple[Turn, ...]
    result: dict[str, Any] | None


def result_of(record: Finalisation) -> dict[str, Any]:
    """The record without what differs from one run or version to the next: reference, who, when, what suggested.

    Details that were not given are left out.
    """
    plain = record.model_dump(mode="json", exclude=_OURS)
    return {
        name: _without_details(value)
        for name, value in plain.items()
        if value is not None or name not in _DETAILS
    }


def _without_details(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_details(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {name: inner for name, inner in value.items() if inner is not None or name not in _DETAILS}


def transcript_of(log: Iterable[Message], record: Finalisation | None, today: date, title: str = "") -> str:
    """The file: a head, then a line for each thing asked, said and played back, then the record as JSON."""
    lines = [f"title: {title or 'A finalisation'}", f"today: {today.isoformat()}", ""]
    asked = ""
    for message in log:
        text = " ".join(message.text.split())
        if message.kind is Kind.ASKED:
            asked = text
        elif message.kind is Kind.SAID:
            lines += [f"{_ASKED}{asked}", f"{_SAID}{text}".rstrip()]
        else:
            lines.append(f"{_NOTED}{text}")
    if record is not None:
        lines.append("")
        lines += [f"{_RESULT}{line}" for line in json.dumps(result_of(record), indent=1).splitlines()]
    return "\n".join(lines) + "\n"


def read_transcript(text: str) -> Transcript:
    """The transcript in a file's text. Raises TranscriptError naming the line."""
    head: dict[str, str] = {}
    turns: list[Turn] = []
    result: list[str] = []
    asked = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith(_RESULT):
            result.append(line.removeprefix(_RESULT))
        elif line.startswith(_ASKED.strip()):
            asked = line[2:]
        elif line.startswith(_SAID.strip()):
            turns.append(Turn(asked=asked, said=line[2:]))
        elif ": " in line and not turns and not line.startswith(_NOTED):
            name, _, value = line.partition(": ")
            head[name] = value
        elif line.strip() and not line.startswith(_NOTED):
            raise TranscriptError(
                f"Line {number} is not part of a transcript.", fix="Begin it with ?, >, = or two spaces."
            )
    try:
        return Transcript(
            title=head.get("title", ""),
            today=date.fromisoformat(head["today"]),
            turns=tuple(turns),
            result=json.loads("\n".join(result)) if result else None,
        )
    except (KeyError, ValueError) as error:
        raise TranscriptError(
            "The transcript has no date, or its result is not JSON.", fix="Add a line today: YYYY-MM-DD."
        ) from error
