"""Questions about each charge: offence, date, plea, verdict, how it ended, whether it stood until the end."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.conversation.questions.base import (
    At,
    Narrowed,
    NotUnderstood,
    Question,
    Reading,
    is_not_known,
    no_on_enter,
    not_known_on_enter,
    option_of,
    pick,
    reads_yes_no,
    show_yes_no,
    yes_no_options,
    yes_on_enter,
)
from assistant.conversation.questions.dated import reads_date, show_date, suggest_date
from assistant.conversation.questions.offence import read_offence, suggest_next
from assistant.conversation.questions.settling import asks_again
from assistant.conversation.shown import Option
from assistant.record.draft import Plain, charge_key
from knowledge.choices import Choice, read_choice, read_yes_no
from knowledge.dates import read_date_range
from knowledge.pleas import PLEA_CHOICES, VERDICT_CHOICES, Verdict
from knowledge.results import ChargeResult, ResultFamily, ResultInfo, load_results
from knowledge.text import fold

_MAY_LEAVE_EARLY = (ResultFamily.DROPPED, ResultFamily.STAYED, ResultFamily.REPLACED)


def _is_charged(at: At) -> bool:
    return not at.case.is_pre_charge


def _read_offence_date(words: str, at: At) -> Reading:
    number = at.number
    first, last = charge_key(number, "offence_date"), charge_key(number, "offence_date_to")
    if is_not_known(words):
        return Reading(facts={first: None}, removed=(last,))
    begun, ended = read_date_range(words, at.case.today)
    if ended is None:
        return Reading(facts={first: begun.isoformat()}, removed=(last,))
    return Reading(facts={first: begun.isoformat(), last: ended.isoformat()})


def _show_offence_date(value: Plain, at: At) -> str:
    last = at.case.draft.value(charge_key(at.number, "offence_date_to"))
    shown = show_date(value, at)
    return f"{shown} to {show_date(last, at)}" if last else shown


def result_choices(at: At) -> tuple[Choice, ...]:
    """Every way a charge can end in this court, those that agree with the verdict first."""
    verdict = at.case.draft.value(charge_key(at.number, "verdict"))
    infos = [
        info
        for info in load_results().values()
        if at.case.court_type in (None, *info.courts) and info.ends_case
    ]
    agreeing = [info for info in infos if _agrees(info, verdict)]
    others = [info for info in infos if info not in agreeing]
    return tuple(info.choice for info in (*agreeing, *others))


def _agrees(info: ResultInfo, verdict: str | None) -> bool:
    if verdict is None:
        return True
    return (info.verdict or Verdict.NONE) == verdict


def _result_options(at: At) -> tuple[Option, ...]:
    number = at.number
    verdict = at.case.draft.value(charge_key(number, "verdict"))
    suggested = ChargeResult.GUILTY_PLEA if at.case.pleaded_guilty(number) else None
    choices = [
        choice
        for choice in result_choices(at)
        if _agrees(load_results()[ChargeResult(choice.key)], verdict if suggested is None else None)
        and (suggested is not None or choice.key != ChargeResult.GUILTY_PLEA)
    ]
    return tuple(option_of(choice, is_suggested=choice.key == suggested) for choice in choices)


def _result_on_enter(at: At) -> Option | None:
    if not at.case.pleaded_guilty(at.number):
        return None
    return next((option for option in _result_options(at) if option.is_suggested), None)


def _read_result(words: str, at: At) -> Reading:
    number = at.number
    offered = result_choices(at)
    _refuse_unfit(words, offered, at)
    key = pick(words, offered, what="a way a charge can end here")
    info = load_results()[ChargeResult(key)]
    verdict_key = charge_key(number, "verdict")
    verdict = at.case.draft.value(verdict_key)
    removed = () if verdict is None or _agrees(info, verdict) else (verdict_key,)
    facts: dict[str, Plain] = {charge_key(number, "result"): key}
    if info.plea is not None and charge_key(number, "plea") not in at.case.draft:
        facts[charge_key(number, "plea")] = info.plea.value
    return Reading(facts=facts, removed=removed)


def _refuse_unfit(words: str, offered: Sequence[Choice], at: At) -> None:
    """Say why a result that exists cannot stand here, rather than take another that looks like it."""
    key = read_choice(words, [info.choice for info in load_results().values()]).key
    if key is None or any(choice.key == key for choice in offered):
        return
    info = load_results()[ChargeResult(key)]
    if not info.ends_case:
        raise NotUnderstood(
            f"{info.label} is not the end of the case, so there is nothing to finalise yet.",
            fix="Type leave to keep this draft until the case ends, or type how the charge really ended.",
        )
    where = at.case.court.name if at.case.court else "this court"
    raise NotUnderstood(
        f"{info.label} does not happen at {where}.",
        fix="Type how the charge ended there, or change court.",
    )


def _read_plea(words: str, at: At) -> Reading:
    reading = read_choice(words, PLEA_CHOICES)
    is_no_plea = reading.key is None and not reading.candidates
    if (is_no_plea or _says_more(words, PLEA_CHOICES, _JUST_PLEAS)) and (ended := _as_result(words, at)):
        return ended
    key = pick(words, PLEA_CHOICES, what="a plea")
    return Reading(facts={charge_key(at.number, "plea"): key})


def _read_verdict(words: str, at: At) -> Reading:
    for choice in VERDICT_CHOICES:
        if words == choice.key:
            return Reading(facts={charge_key(at.number, "verdict"): choice.key})
    is_no_verdict = read_choice(words, VERDICT_CHOICES).key is None
    if (is_no_verdict or _says_more(words, VERDICT_CHOICES, _JUST_VERDICTS)) and (
        ended := _as_result(words, at)
    ):
        return ended
    key = pick(words, VERDICT_CHOICES, what="a verdict, or an end that this court has")
    return Reading(facts={charge_key(at.number, "verdict"): key})


_JUST_PLEAS = (ChargeResult.GUILTY_PLEA,)
_JUST_VERDICTS = (
    ChargeResult.GUILTY_PLEA,
    ChargeResult.GUILTY_VERDICT,
    ChargeResult.GUILTY_OF_ALTERNATIVE,
    ChargeResult.NOT_GUILTY_VERDICT,
)


def _says_more(words: str, asked: Iterable[Choice], just: Iterable[ChargeResult]) -> bool:
    """Whether the words name a result that says more than a plea or verdict would: "pia" is more than guilty.

    `just` are the results that say no more than the choices `asked` about.
    """
    said = fold(words)
    if any(said == fold(choice.label) for choice in asked):
        return False
    named = {
        info.result
        for info in load_results().values()
        if any(said == fold(name) for name in (info.label, *info.words))
    }
    return bool(named.difference(just))


def _as_result(words: str, at: At) -> Reading | None:
    """A result given where a plea or a verdict was asked for."""
    try:
        return _read_result(words, at)
    except NotUnderstood as unclear:
        if unclear.options:
            return None
        if read_choice(words, [info.choice for info in load_results().values()]).key is not None:
            raise
        return None


def _shows_choice(choices: Iterable[Choice]) -> "dict[str, str]":
    return {choice.key: choice.label for choice in choices}


def _show_result(value: Plain, at: At) -> str:
    return load_results()[ChargeResult(str(value))].label


def _result_fits(value: Plain, at: At) -> str | None:
    info = load_results()[ChargeResult(str(value))]
    number = at.number
    if at.case.court_type is not None and at.case.court_type not in info.courts:
        return f"{info.label} does not happen at {at.case.court.name if at.case.court else 'this court'}."
    was_tried = info.verdict is not None or info.family is ResultFamily.TRIED
    if at.case.pleaded_guilty(number) and was_tried:
        return f"The plea is guilty, and the charge is down as {info.label.lower()}."
    if (
        info.result is ChargeResult.GUILTY_PLEA
        and at.case.plea(number)
        and not at.case.pleaded_guilty(number)
    ):
        return "The charge is down as a guilty plea, and the plea is not guilty."
    verdict = at.case.draft.value(charge_key(number, "verdict"))
    if verdict and not at.case.pleaded_guilty(number) and not _agrees(info, verdict):
        found = _VERDICTS[verdict].lower()
        return f"The verdict is {found}, and the charge is down as {info.label.lower()}."
    return None


def _was_dropped(at: At) -> bool:
    if at.case.is_pre_charge or at.case.draft.charge_count == 1:
        return False
    info = at.case.result_info(at.number)
    return info is not None and info.family in _MAY_LEAVE_EARLY


def _other_charges(at: At) -> tuple[Option, ...]:
    return tuple(
        Option(words=f"charge {number}", label=f"Charge {number}: {at.case.title(number)}")
        for number in at.case.draft.charge_numbers
        if number != at.charge
    )


def _read_replaced_by(words: str, at: At) -> Reading:
    others = [number for number in at.case.draft.charge_numbers if number != at.charge]
    digits = re.search(r"\d+", words)
    number = int(digits.group()[:4]) if digits else 0
    if number not in others:
        listed = ", ".join(str(other) for other in others)
        raise NotUnderstood(
            "That is not one of the other charges.", fix=f"Type the number of the charge: {listed}."
        )
    return Reading(facts={charge_key(at.number, "replaced_by"): number})


def _read_more(words: str, at: At) -> Reading:
    is_settling = at.offered is not None and bool(at.offered.asks)
    another = None if is_settling else read_yes_no(words)
    following = at.case.draft.charge_count + 1
    if another is False or words.strip().casefold() in (
        "none",
        "no more",
        "that's all",
        "thats all",
        "done",
        "end",
    ):
        return Reading(facts={"more_charges": False})
    if another:
        return Reading(facts={"charge_count": following}, removed=("more_charges",))
    try:
        reading = read_offence(words, replace(at, charge=following))
    except NotUnderstood as unclear:
        if unclear.options or isinstance(unclear, Narrowed):
            raise
        raise NotUnderstood(
            "That is neither yes nor no, nor an offence on the list.", fix="Type y, n, or the next offence."
        ) from unclear
    return replace(reading, facts={"charge_count": following, **reading.facts}, removed=("more_charges",))


def _read_same(words: str, at: At) -> Reading:
    reading = reads_yes_no("same_charges")(words, at)
    shared = at.case.shared
    if not reading.facts["same_charges"] or shared is None:
        return reading
    facts: dict[str, Plain] = {"same_charges": True, "charge_count": len(shared.charges)}
    for number, charge in enumerate(shared.charges, start=1):
        facts.update({charge_key(number, part): value for part, value in charge.items()})
    return Reading(facts=facts)


def _same_words(at: At) -> dict[str, str]:
    shared = at.case.shared
    count = len(shared.charges) if shared else 0
    return {
        "defendant": at.case.defendant_name,
        "other": shared.defendant if shared else "",
        "count": f"{count} charges" if count != 1 else "the charge",
    }


def _verdict_applies(at: At) -> bool:
    number = at.number
    if not _is_charged(at) or at.case.pleaded_guilty(number):
        return False
    return charge_key(number, "verdict") in at.case.draft or charge_key(number, "result") not in at.case.draft


def _result_applies(at: At) -> bool:
    number = at.number
    if not _is_charged(at):
        return False
    explicit = charge_key(number, "result") in at.case.draft
    return explicit or (not at.case.pleaded_guilty(number) and at.case.result(number) is None)


def _has(part: str, at: At) -> bool:
    return charge_key(at.number, part) in at.case.draft


_PLEAS = _shows_choice(PLEA_CHOICES)
_VERDICTS = _shows_choice(VERDICT_CHOICES)

SAME_CHARGES = Question(
    name="same_charges",
    read=_read_same,
    show=show_yes_no,
    applies=lambda at: at.case.shared is not None,
    options=yes_no_options,
    fill=_same_words,
)
OFFENCE_DATE = Question(
    name="offence_date",
    read=_read_offence_date,
    show=_show_offence_date,
    on_enter=not_known_on_enter,
    suggest=suggest_date,
    per_charge=True,
)
PLEA = Question(
    name="plea",
    read=_read_plea,
    show=lambda value, _at: _PLEAS[str(value)],
    applies=_is_charged,
    options=lambda _at: tuple(option_of(choice) for choice in PLEA_CHOICES),
    per_charge=True,
)
VERDICT = Question(
    name="verdict",
    read=_read_verdict,
    show=lambda value, _at: _VERDICTS[str(value)],
    applies=_verdict_applies,
    ready=lambda at: _has("plea", at),
    options=lambda _at: tuple(option_of(choice) for choice in VERDICT_CHOICES),
    per_charge=True,
)
RESULT = Question(
    name="result",
    read=_read_result,
    show=_show_result,
    applies=_result_applies,
    ready=lambda at: _has("plea", at) and (_has("verdict", at) or _has("result", at)),
    options=_result_options,
    on_enter=_result_on_enter,
    fits=_result_fits,
    per_charge=True,
)
MORE_CHARGES = Question(
    name="more_charges",
    read=_read_more,
    show=lambda _value, _at: "Yes",
    on_enter=no_on_enter,
    suggest=suggest_next,
    asks_again=asks_again,
    options=yes_no_options,
)
LIVE = Question(
    name="live",
    read=reads_yes_no("live"),
    show=show_yes_no,
    applies=_was_dropped,
    on_enter=yes_on_enter,
    options=yes_no_options,
    per_charge=True,
)
LEFT_ON = Question(
    name="left_on",
    read=reads_date("left_on"),
    show=show_date,
    applies=lambda at: _was_dropped(at) and not at.case.is_live(at.number),
    suggest=suggest_date,
    per_charge=True,
)
REPLACED_BY = Question(
    name="replaced_by",
    read=_read_replaced_by,
    show=lambda value, at: f"Charge {value}: {at.case.title(int(str(value)))}",
    applies=lambda at: at.case.draft.charge_count > 1 and at.case.result(at.number) is ChargeResult.REPLACED,
    options=_other_charges,
    per_charge=True,
)
