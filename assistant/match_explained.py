"""What carried each suggestion for a text, as data and as lines of text. Knows nothing of how matching is done."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from textwrap import wrap
from typing import Any

from knowledge.matching import match_json
from knowledge.matching.explain import Carried, Explained, Reading

_WIDTH = 100
_MOST = 8  # words and parts of a score told on a line


def explanation_json(explained: Sequence[Explained]) -> list[dict[str, Any]]:
    """The explanation as plain data: for each part of the text its place, reading and suggestions."""
    return [
        {
            "part": list(one.part),
            "reading": asdict(one.reading),
            "nothing_chance": one.nothing_chance,
            "suggestions": [_suggestion(carried) for carried in one.suggestions],
        }
        for one in explained
    ]


def _suggestion(carried: Carried) -> dict[str, Any]:
    (match,) = match_json([carried.match])
    rest = {name: getattr(carried, name) for name in carried.__slots__ if name != "match"}
    told = ("shared", "learnt", "score_parts")
    return {
        **match,
        "why": carried.match.why,
        "poc_explanation": carried.match.poc.explanation,
        **{name: dict(value) if name in told else value for name, value in rest.items()},
    }


def explanation_lines(explained: Sequence[Explained]) -> list[str]:
    """The explanation as lines of text."""
    lines: list[str] = []
    for one in explained:
        if lines:
            lines.append("")
        lines += [f'"{one.reading.text}"', *_reading_lines(one.reading)]
        lines.append(f"learnt chance that the words name no offence: {one.nothing_chance:.2f}")
        for place, carried in enumerate(one.suggestions, start=1):
            lines += ["", *_carried_lines(place, carried)]
        if not one.suggestions:
            lines += ["", "No offence is suggested for those words."]
    return lines


def _reading_lines(reading: Reading) -> list[str]:
    if reading.code:
        return [f"offence code: {reading.code}"]
    told = [
        ("looked for", " ".join(reading.words)),
        ("spelling put right", _pairs(reading.corrected)),
        ("written out", _pairs(reading.written_out)),
        ("sections", ", ".join(reading.sections)),
        ("Acts", ", ".join(f"{name} ({key})" if name else key for key, name in reading.acts)),
        ("form asked for", reading.form),
        ("concepts", ", ".join(f"{word}: {' '.join(names)}" for word, names in reading.concepts)),
        ("in no entry", " ".join(reading.unknown)),
    ]
    return [line for what, value in told if value for line in _folded(f"{what}: {value}")]


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{left} -> {right}" if right else f"{left} (left out)" for left, right in pairs)


def _carried_lines(place: int, carried: Carried) -> list[str]:
    match = carried.match
    lines = [f"{place}. {match.code} {match.title}: {match.band.value}"]
    poc = f"{match.poc.letter} {match.poc.name}" if match.poc.letter else "to be chosen by you"
    told = [f"why: {match.why}"]
    if carried.entry:
        told.append(f'most like: "{carried.entry}" ({carried.kind}, {carried.source})')
        told.append(
            f"fit {carried.fit:.2f}, holding {carried.covered:.0%} of the text: {_weights(carried.shared)}"
        )
    if carried.prior is not None:
        told.append(f"learnt from all entries: chance {carried.model_chance:.2f}: {_signed(carried.learnt)}")
        told.append(f"prosecuted: {carried.prior} of 5")
        told.append(f"score {carried.score:.2f}: {_signed(carried.score_parts)}")
    told.append(f"probability of the code {match.confidence:.2f}, of the POC {match.poc_probability:.2f}")
    told.append(f"POC {poc}: {match.poc.explanation}")
    return [*lines, *(f"   {line}" for text in told for line in _folded(text))]


def _weights(pairs: Sequence[tuple[str, float]]) -> str:
    return ", ".join(f"{_term(name)} {value:.1f}" for name, value in pairs[:_MOST])


def _signed(pairs: Sequence[tuple[str, float]]) -> str:
    return ", ".join(f"{_term(name)} {value:+.2f}" for name, value in pairs[:_MOST])


def _term(name: str) -> str:
    """A term of the index in words: "@OF61§18" as "s18 OF61", "~hit" as "idea of hit"; others as they are."""
    act, _, section = name.partition("§")
    if name.startswith(("@", "§")):
        return " ".join(filter(None, (f"s{section}" if section else "", act.removeprefix("@"))))
    return f"idea of {name.removeprefix('~')}" if name.startswith("~") else name


def _folded(text: str) -> list[str]:
    return wrap(text, _WIDTH, subsequent_indent="  ")
