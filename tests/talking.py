"""What the tests of the conversation share: a desk in memory, the shipped tables, and a way to say many things."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import lru_cache

from assistant.conversation.conversation import Conversation
from assistant.conversation.shown import Kind, Reply
from assistant.conversation.tables import Tables
from assistant.record.model import Defendant, Finalisation
from assistant.record.rules import Week, week_of

TODAY = date(2026, 11, 23)
"""A Monday."""


class MemoryDesk:
    """A desk that keeps drafts and records in memory, as the store would on disk."""

    def __init__(self) -> None:
        self.drafts: dict[str, dict[str, object]] = {}
        self.records: list[Finalisation] = []
        self.transcripts: dict[str, str] = {}
        self.choices: Counter[tuple[str, str]] = Counter()

    def keep(self, draft_id: str, *, title: str, at: str, data: dict[str, object]) -> None:
        assert title
        assert at
        self.drafts[draft_id] = data

    def write(self, record: Finalisation, *, draft_id: str) -> Finalisation:
        reference = f"F{len(self.records) + 1:03d}-TEST"
        stamped = {
            "reference": reference,
            "entered_by": "tester",
            "entered_at": datetime(2026, 11, 23, tzinfo=UTC),
        }
        written = record.model_copy(update=stamped)
        self.records.append(written)
        self.drafts.pop(draft_id, None)
        return written

    def same(self, urn: str, defendant: Defendant) -> tuple[str, ...]:
        return tuple(
            f"{defendant.display_name} is already finalised on this URN: {record.reference}."
            for record in self.records
            if record.urn == urn and record.defendant.display_name == defendant.display_name
        )

    def written(self, urn: str) -> tuple[Finalisation, ...]:
        return tuple(record for record in self.records if record.urn == urn)

    def week(self) -> Week:
        return week_of(self.records)

    def choose(self, words: str, code: str) -> None:
        self.choices[words, code] += 1

    def unchoose(self, words: str, code: str) -> None:
        assert self.choices[words, code], "what was never chosen is taken back"
        self.choices[words, code] -= 1

    def save_transcript(self, name: str, text: str) -> str:
        self.transcripts[name] = text
        return f"{name}.txt"


@lru_cache(maxsize=1)
def tables() -> Tables:
    """The shipped tables, loaded once a run."""
    return Tables.load()


def conversation(desk: MemoryDesk | None = None, today: date = TODAY) -> Conversation:
    """A new conversation on a Monday."""
    return Conversation(desk=desk or MemoryDesk(), tables=tables(), today=lambda: today)


def resumed(talk: Conversation, desk: MemoryDesk, today: date = TODAY) -> Conversation:
    """The conversation as it would be opened again from disk."""
    return Conversation.resumed(
        talk.saved(), desk=desk, tables=tables(), today=lambda: today, draft_id=talk.draft_id
    )


def say(talk: Conversation, *words: str) -> Reply:
    """Say several things in turn, each of which must be understood; the last reply."""
    reply = Reply(messages=())
    for one in words:
        asked = talk.question.text
        reply = talk.say(one)
        refused = [message.text for message in reply.messages if message.kind is Kind.NOT_UNDERSTOOD]
        assert not refused, f"{asked!r} did not take {one!r}: {refused}"
    return reply


def told(reply: Reply) -> str:
    """Everything that a reply says, as one text."""
    return "\n".join(message.text for message in reply.messages)


PERSON = ("01AB1234526", "John Smith", "", "yes")
MAGISTRATES = ("leeds mags", "last friday", "yes")
CROWN = ("leeds crown", "last friday", "yes")


def opened(court: Iterable[str] = MAGISTRATES, desk: MemoryDesk | None = None) -> Conversation:
    """A conversation in which case and hearing are settled and the first offence is asked."""
    talk = conversation(desk)
    say(talk, *PERSON, *court)
    assert talk.question.key == "charges.1.offence"
    return talk
