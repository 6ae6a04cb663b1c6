"""The question about monitoring flags: what is suggested, what was said, and that none is an answer."""

from collections.abc import Sequence

from assistant.conversation.questions.base import At, NotUnderstood, Question, Reading
from assistant.conversation.shown import Option, Suggestion
from assistant.record.draft import Plain
from knowledge.choices import read_choice
from knowledge.flags import flag_choices, read_flags

_SUGGESTED = "suggested"


def _options(at: At) -> tuple[Option, ...]:
    suggested = {suggestion.code: suggestion.why for suggestion in at.case.flag_suggestions}
    offered = sorted(
        (flag for flag in at.case.tables.flags.values() if flag.offered),
        key=lambda flag: flag.code not in suggested,
    )
    return tuple(
        Option(
            words=flag.code,
            label=f"{flag.code} {flag.label}",
            hint=suggested.get(flag.code, ""),
            is_suggested=flag.code in suggested,
        )
        for flag in offered
    )


def _on_enter(at: At) -> Option | None:
    codes = [suggestion.code for suggestion in at.case.flag_suggestions]
    return Option(words=_SUGGESTED, label=", ".join(codes)) if codes else None


def _read(words: str, at: At) -> Reading:
    said = words.strip().casefold().rstrip(".")
    if said in (_SUGGESTED, "yes", "y") and at.case.flag_suggestions:
        return Reading(facts={"flags": [suggestion.code for suggestion in at.case.flag_suggestions]})
    reading = read_flags(words)
    if reading.none_apply:
        return Reading(facts={"flags": []})
    codes, unread = reading.codes, reading.not_understood
    if unread:
        raise NotUnderstood(
            f"Not clear: {', '.join(unread)}. Understood so far: {', '.join(codes) or 'nothing'}.",
            fix="Type every flag by code or words, with commas between, such as DV, MENT. Type none if none apply.",
            options=_could_be(codes, unread),
            typed=words,
        )
    if not codes:
        raise NotUnderstood("That names no flag.", fix="Type flags by code or words, or none.")
    return Reading(facts={"flags": list(codes)})


def _could_be(codes: Sequence[str], unread: Sequence[str]) -> tuple[Option, ...]:
    """The whole answer with each thing that the one unclear part may mean."""
    if len(unread) != 1:
        return ()
    candidates = read_choice(unread[0], flag_choices()).candidates
    return tuple(
        Option(words=", ".join((*codes, choice.key)), label=f"{choice.key} {choice.label}", hint=choice.hint)
        for choice in candidates[:9]
    )


def _show(value: Plain, at: At) -> str:
    codes = value if isinstance(value, list) else []
    known = at.case.tables.flags
    return (
        ", ".join(f"{code} {known[code].label}" if code in known else str(code) for code in codes)
        or "None apply"
    )


def _suggest(words: str, at: At) -> tuple[Suggestion, ...]:
    """The flags that the last part of the words may mean; picking one keeps those before it."""
    head, comma, last = words.rpartition(",")
    last = last.strip()
    if not last:
        return ()
    choices = flag_choices()
    reading = read_choice(last, choices)
    keys = [reading.key] if reading.key else [choice.key for choice in reading.candidates]
    before = f"{head}{comma} " if comma else ""
    return tuple(
        Suggestion(words=f"{before}{choice.key}", label=f"{choice.key} {choice.label}", why=choice.hint)
        for choice in choices
        if choice.key in keys
    )[:8]


FLAGS = Question(
    name="flags",
    read=_read,
    show=_show,
    options=_options,
    on_enter=_on_enter,
    suggest=_suggest,
    several=True,
)
