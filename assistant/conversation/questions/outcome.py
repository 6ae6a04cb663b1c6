"""Questions about how the case ended: outcome, reason, victim, disclosure."""

from collections.abc import Callable, Sequence

from assistant.conversation.questions.base import (
    At,
    Narrowed,
    NotUnderstood,
    Question,
    Reading,
    option_of,
    pick,
    reads_yes_no,
    show_yes_no,
    yes_no_options,
)
from assistant.conversation.questions.dated import optional_date
from assistant.conversation.shown import Kind, Message, Option, Suggestion
from assistant.record.draft import Plain
from knowledge.choices import Choice, read_choice, read_yes_no
from knowledge.outcomes import Family, outcomes_for, precharge_outcomes
from knowledge.reasons import GROUP_CHOICES, Reason, reason_choices, reasons_for

_EVENTS = {
    "warrant_unexecuted": "When was the warrant issued?",
    "untraced": "When did the police say that the defendant cannot be traced?",
    "deceased": "When did {defendant} die?",
    "unfit": "When was {defendant} found unfit?",
}


def offered_outcomes(at: At) -> tuple[Choice, ...]:
    """The outcomes that this case can have, the derived one and its other readings first."""
    if at.case.is_pre_charge:
        return precharge_outcomes()
    derived = at.case.derived
    first = [derived.key, *derived.other_keys] if derived else []
    ends = {key for key, outcome in at.case.tables.outcomes.items() if outcome.family is not Family.NOT_FINAL}
    offered = [choice for choice in outcomes_for(at.case.court_type) if choice.key in ends]
    return tuple(
        sorted(offered, key=lambda choice: first.index(choice.key) if choice.key in first else len(first))
    )


def _derived_key(at: At) -> str | None:
    return at.case.derived.key if at.case.derived else None


def _outcome_options(at: At) -> tuple[Option, ...]:
    suggested = _derived_key(at)
    table = at.case.tables.outcomes
    likely = [
        choice
        for choice in offered_outcomes(at)
        if suggested is None or table[choice.key].family is table[suggested].family
    ]
    return tuple(option_of(choice, is_suggested=choice.key == suggested) for choice in likely)


def _read_outcome(words: str, at: At) -> Reading:
    suggested = _derived_key(at)
    agreed = read_yes_no(words)
    if agreed and suggested:
        return Reading(facts={"outcome": suggested})
    if agreed is False:
        raise NotUnderstood(
            "The outcome is still open.", fix="Type the outcome, or pick one.", options=_outcome_options(at)
        )
    offered = offered_outcomes(at)
    _refuse_unfit_outcome(words, offered, at)
    return Reading(facts={"outcome": pick(words, offered, what="an outcome that this case can have")})


def _refuse_unfit_outcome(words: str, offered: Sequence[Choice], at: At) -> None:
    """Say why an outcome that exists cannot stand here, rather than take another that looks like it."""
    key = read_choice(words, [outcome.choice for outcome in at.case.tables.outcomes.values()]).key
    if key is None or any(choice.key == key for choice in offered):
        return
    outcome = at.case.tables.outcomes[key]
    if outcome.family is Family.NOT_FINAL:
        raise NotUnderstood(
            f"{outcome.label} is not the end of the case, so there is nothing to finalise yet.",
            fix="Type leave to keep this draft until the case ends, or type the outcome it really had.",
        )
    where = at.case.court.name if at.case.court else "a case that ended before charge"
    raise NotUnderstood(
        f"{outcome.label} is not an outcome of {where}.", fix="Pick another outcome, or change court."
    )


def _show_outcome(value: Plain, at: At) -> str:
    outcome = at.case.tables.outcomes.get(str(value))
    return outcome.label if outcome else str(value)


def _outcome_words(at: At) -> dict[str, str]:
    if at.case.is_pre_charge:
        return {"question": "What was the charging decision?", "enter": ""}
    derived = at.case.derived
    if derived is None or derived.key is None:
        return {
            "question": f"{derived.problem or ''} What was the outcome?"
            if derived
            else "What was the outcome?",
            "enter": "",
        }
    label = at.case.tables.outcomes[derived.key].label
    explanation = derived.explanation
    if not explanation.casefold().rstrip(".”").endswith(label.casefold()):
        explanation = f"{explanation} The outcome is {label}."
    return {"question": f"{explanation} Is that right?", "enter": "Enter to accept. "}


def _outcome_on_enter(at: At) -> Option | None:
    key = _derived_key(at)
    return Option(words=key, label=at.case.tables.outcomes[key].label) if key else None


def _outcome_fits(value: Plain, at: At) -> str | None:
    outcome = at.case.tables.outcomes.get(str(value))
    if outcome is None or any(choice.key == value for choice in offered_outcomes(at)):
        return None
    where = at.case.court.name if at.case.court else "a case that ended before charge"
    return f"{outcome.label} is not an outcome of {where}."


_VICTIM_GROUP = Choice(
    key="victim",
    label="A victim issue",
    words=("v", "victim", "victim reason", "victim issues"),
    hint="The victim retracted, did not attend, or did not come up to proof",
    topic="victim-reasons",
)
_GROUP = "group "


def _reasons(at: At) -> tuple[Reason, ...]:
    outcome = at.case.outcome
    victim = bool(at.case.draft.value("victim"))
    return reasons_for(outcome.key if outcome else "", victim, area=at.case.tables.area.reasons)


def _group_of(reason: Reason) -> str:
    return _VICTIM_GROUP.key if reason.is_victim else reason.group.value


def _groups(at: At) -> tuple[Choice, ...]:
    """The groups that hold a reason which fits, in the order of their first reasons."""
    by_key = {choice.key: choice for choice in (_VICTIM_GROUP, *GROUP_CHOICES)}
    return tuple(
        by_key[key] for key in dict.fromkeys(_group_of(reason) for reason in _reasons(at)) if key in by_key
    )


def _group_options(at: At) -> tuple[Option, ...]:
    return tuple(
        Option(words=_GROUP + choice.key, label=choice.label, hint=choice.hint) for choice in _groups(at)
    )


def _read_reason(words: str, at: At) -> Reading:
    offered = _reasons(at)
    choices = reason_choices(offered)
    said = words.strip()
    if any(reason.code == said.upper() for reason in offered):
        return _reason_reading(said.upper(), at)
    group = said.removeprefix(_GROUP) if said.startswith(_GROUP) else None
    if group is None and read_choice(said, choices).key is None:
        group = read_choice(said, _groups(at)).key
    if group is not None:
        inside = [reason for reason in offered if _group_of(reason) == group]
        if len(inside) == 1:
            return _reason_reading(inside[0].code, at)
        raise Narrowed(
            "Which reason is it?",
            fix="Pick one by its number.",
            options=[option_of(reason.choice) for reason in inside],
        )
    _refuse_unfit_reason(said, at, offered)
    try:
        return _reason_reading(pick(said, choices, what="a reason on the list"), at)
    except NotUnderstood as unclear:
        if unclear.options:
            raise
        raise NotUnderstood(
            "That is not a reason on the list.", fix="Pick a group, or type the reason in other words."
        ) from unclear


def _reason_reading(code: str, at: At) -> Reading:
    caution = at.case.tables.reasons[code].caution
    topic = at.case.tables.reasons[code].topic
    told = (Message(kind=Kind.WARNING, text=caution, topic=topic, about="reason"),) if caution else ()
    return Reading(facts={"reason": code}, told=told)


def _refuse_unfit_reason(words: str, at: At, offered: tuple[Reason, ...]) -> None:
    """Say why a reason that exists cannot stand here."""
    every = at.case.tables.reasons
    key = (
        words.upper()
        if words.upper() in every
        else read_choice(words, reason_choices(tuple(every.values()))).key
    )
    reason = every.get(key or "")
    if reason is None or reason in offered or read_choice(words, reason_choices(offered)).key is not None:
        return
    if reason.is_victim and not at.case.draft.value("victim"):
        raise NotUnderstood(
            f"{reason.label} needs an identified victim, and this case has none.",
            fix="Change identified victim, or pick another reason.",
        )
    label = at.case.outcome.label if at.case.outcome else "this outcome"
    raise NotUnderstood(
        f"{reason.label} cannot go with {label.lower()}.", fix="Pick another reason, or change outcome."
    )


def _show_reason(value: Plain, at: At) -> str:
    reason = at.case.tables.reasons.get(str(value))
    return f"{reason.label} ({reason.code}, {reason.group.label})" if reason else str(value)


def _reason_fits(value: Plain, at: At) -> str | None:
    if any(reason.code == value for reason in _reasons(at)):
        return None
    label = at.case.outcome.label if at.case.outcome else "the outcome"
    return f"The reason {_show_reason(value, at)} does not go with {label.lower()} as the case now stands."


def _suggest_reason(words: str, at: At) -> tuple[Suggestion, ...]:
    choices = reason_choices(_reasons(at))
    reading = read_choice(words, choices)
    keys = [reading.key] if reading.key else [choice.key for choice in reading.candidates]
    return tuple(
        Suggestion(words=choice.key, label=choice.label, detail=choice.key, why=choice.hint)
        for choice in choices
        if choice.key in keys
    )[:8]


def read_note(name: str, what: str) -> Callable[[str, At], Reading]:
    """A reader of a few words of free text for the question of that name."""

    def read(words: str, at: At) -> Reading:
        if len([letter for letter in words if letter.isalpha()]) < 3:
            raise NotUnderstood(f"{what} needs a few words.", fix="Say it in a few words, without names.")
        return Reading(facts={name: words.strip()})

    return read


def _victim_applies(at: At) -> bool:
    if at.case.outcome is None or at.case.is_administrative:
        return False
    return at.case.needs_reason or at.case.something_dropped


def _event_words(at: At) -> dict[str, str]:
    key = at.case.outcome.key if at.case.outcome else ""
    return {"event": _EVENTS.get(key, "When was that?").format(defendant=at.case.defendant_name)}


_NEEDS_NOTE = {
    "O9": ("Say in a few words what the reason was.", "A few words. No names"),
    "P9": ("Which out-of-court disposal was it, and on which day?", "Such as conditional caution 3/11/2026"),
}
"""What is asked of the reasons that the rules take only with a note (rules 54 and 55)."""


def _note_words(at: At) -> dict[str, str]:
    question, hint = _NEEDS_NOTE.get(at.case.draft.value("reason"), _NEEDS_NOTE["O9"])
    return {"question": question, "note_hint": hint}


OUTCOME = Question(
    name="outcome",
    read=_read_outcome,
    show=_show_outcome,
    ready=lambda at: at.case.charges_entered and (at.case.is_pre_charge or at.case.court is not None),
    options=_outcome_options,
    on_enter=_outcome_on_enter,
    basis=lambda at: _derived_key(at) or "",
    fits=_outcome_fits,
    fill=_outcome_words,
)
EVENT_DATE = optional_date("event_date", applies=lambda at: at.case.is_administrative, fill=_event_words)
VICTIM = Question(
    name="victim",
    read=reads_yes_no("victim"),
    show=show_yes_no,
    applies=_victim_applies,
    options=yes_no_options,
)
REASON = Question(
    name="reason",
    read=_read_reason,
    show=_show_reason,
    applies=lambda at: at.case.needs_reason,
    options=_group_options,
    fits=_reason_fits,
    suggest=_suggest_reason,
    fill=lambda at: {
        "question": "Why was no charge brought?"
        if at.case.is_pre_charge
        else "Why did the case end without a conviction?"
    },
)
REASON_NOTE = Question(
    name="reason_note",
    explains=True,
    read=read_note("reason_note", "The reason"),
    show=lambda value, _at: str(value),
    applies=lambda at: at.case.needs_reason and at.case.draft.value("reason") in _NEEDS_NOTE,
    fill=_note_words,
)
DISCLOSURE = Question(
    name="disclosure",
    read=reads_yes_no("disclosure"),
    show=show_yes_no,
    applies=lambda at: at.case.needs_reason and not at.case.is_pre_charge,
    options=yes_no_options,
)
