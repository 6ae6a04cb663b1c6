"""The card of an offence: what a person should know before choosing it. Decides and records nothing."""

from collections.abc import Iterator

from assistant.conversation.shown import Alike, Card, CardRow
from knowledge.catalogue import Catalogue, Offence
from knowledge.known_as import known_as
from knowledge.look_alikes import LookAlike, look_alikes
from knowledge.penalties import maximum_for
from knowledge.poc import PocReading, PocTable


def card_of(offence: Offence, *, catalogue: Catalogue, pocs: PocTable) -> Card:
    """The card of an offence of the standing list."""
    return Card(
        code=offence.code,
        title=offence.title,
        rows=tuple(CardRow(label=label, value=value) for label, value in _rows(offence, pocs) if value),
        alike=tuple(_alike(one, catalogue) for one in look_alikes(offence.code)),
    )


def _rows(offence: Offence, pocs: PocTable) -> Iterator[tuple[str, str]]:
    reading = pocs.reading(offence)
    yield "Take care", ", ".join(offence.marks)
    yield "POC", _poc(reading)
    yield "Also argued", reading.other_reading
    yield "Why", reading.explanation
    yield "Tried", offence.mode_of_trial
    yield "Class", f"Home Office {offence.ho_class}"
    if penalty := maximum_for(offence):
        yield "Maximum", f"{penalty.words}: {penalty.section} (ours, not official)"
    yield "Known as", ", ".join(known_as(offence.base_code))


def _poc(reading: PocReading) -> str:
    if reading.letter is None:
        return "to be chosen by you"
    standing = "official" if reading.official else f"proposed, confidence {reading.confidence.value}"
    return f"{reading.letter} {reading.name} ({standing})"


def _alike(one: LookAlike, catalogue: Catalogue) -> Alike:
    found = (catalogue.require(code) for code in one.codes)
    return Alike(
        names=tuple(f"{other.title} ({other.code})" for other in found), differ=one.differ, source=one.source
    )
