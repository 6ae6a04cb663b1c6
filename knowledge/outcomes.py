"""Case outcomes and how they follow from the charges. Knows no reason and no POC (domain.md 3.2 and 3.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from knowledge.charges import ChargeFacts, settled_result
from knowledge.choices import Choice
from knowledge.courts import CourtType
from knowledge.results import ChargeResult, ResultFamily, courts_in, load_results
from knowledge.tables import rows, words_in


class Family(StrEnum):
    """Which of the families an outcome belongs to (S1, S3); NOT_FINAL is no finalisation at all."""

    SUCCESSFUL = "successful"
    UNSUCCESSFUL = "unsuccessful"
    ADMINISTRATIVE = "administrative"
    NOT_FINAL = "not_final"
    PRE_CHARGE = "pre_charge"


_FAMILIES = {
    "S": Family.SUCCESSFUL,
    "U": Family.UNSUCCESSFUL,
    "A": Family.ADMINISTRATIVE,
    "X": Family.NOT_FINAL,
    "P": Family.PRE_CHARGE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One outcome of a case. `courts` is empty for pre-charge decisions; `stage` is "post_charge" or "pre_charge"."""

    key: str
    label: str
    courts: frozenset[CourtType]
    family: Family
    needs_reason: bool
    has_poc: bool
    stage: str
    definition: str
    status: str
    source: str
    topic: str
    words: tuple[str, ...]

    @property
    def choice(self) -> Choice:
        """The outcome as an answer of a closed question."""
        return Choice(
            key=self.key, label=self.label, words=self.words, hint=self.definition, topic=self.topic
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedOutcome:
    """The outcome that follows from the charges, or the plain problem that stands in its way.

    `explanation` is one sentence. `other_keys` are synonyms and other readings, nearest first.
    """

    key: str | None
    explanation: str
    other_keys: tuple[str, ...] = ()
    problem: str | None = None


@lru_cache(maxsize=1)
def load_outcomes() -> dict[str, Outcome]:
    """Every outcome by its key, in the order of the table; pre-charge decisions last."""
    return {row["key"]: _outcome(row) for row in rows("outcomes.csv")}


@lru_cache(maxsize=8)
def outcomes_for(court: CourtType | None) -> tuple[Choice, ...]:
    """The outcomes to offer in a court as answers; all of both courts where it is not known. No pre-charge ones."""
    return tuple(
        outcome.choice
        for outcome in load_outcomes().values()
        if outcome.stage == "post_charge" and (court is None or court in outcome.courts)
    )


@lru_cache(maxsize=1)
def precharge_outcomes() -> tuple[Choice, ...]:
    """The pre-charge decisions as answers."""
    return tuple(outcome.choice for outcome in load_outcomes().values() if outcome.stage == "pre_charge")


def derive_outcome(
    charges: Sequence[ChargeFacts], court: CourtType, *, principal: int | None = None
) -> DerivedOutcome:
    """The outcome of one defendant's case from how each charge ended (domain.md 3.3).

    In: every charge, also those that left earlier; `principal` is the number of the principal offence where it is
    known: it decides between several kinds of dropping at the same hearing. Anything proved makes a conviction;
    else what was tried decides; else what was dropped, the latest decision first; else an administrative ground.
    Lie on file only where every remaining charge lies. Where the case is not finished, or the court has no such
    outcome, `key` is None and `problem` says why.
    """
    problem = _unfinished(charges)
    if problem is not None:
        return problem
    ended = [
        (charge, result)
        for charge in charges
        if (result := settled_result(charge)) is not None and result is not ChargeResult.REPLACED
    ]
    return (
        _convicted(ended, court)
        or _first_of(_TRIED_ORDER, ended, court, "Nothing was proved, and")
        or _dropped(ended, court, principal)
        or _administrative(ended, court)
    )


_Ended = Sequence[tuple[ChargeFacts, ChargeResult]]

_NOT_FINAL_WORDS = {
    ChargeResult.SENT_FOR_TRIAL: "Sending for trial is not a finalisation: the case goes on in the Crown Court",
    ChargeResult.REMITTED: "Remitting or transferring is not a finalisation: the case goes on in another court",
    ChargeResult.ADJOURNED: "An adjournment is not a finalisation: the case has another hearing to come",
}

_TRIED_ORDER = (
    ChargeResult.NOT_GUILTY_VERDICT,
    ChargeResult.JUDGE_DIRECTED,
    ChargeResult.NO_CASE,
    ChargeResult.INSANITY,
    ChargeResult.HUNG_JURY,
)
_DROPPED_ORDER = (
    ChargeResult.NO_EVIDENCE_OFFERED,
    ChargeResult.JUDGE_ORDERED,
    ChargeResult.DISMISSED_SENT,
    ChargeResult.DISMISSED_WANT,
    ChargeResult.BOUND_OVER,
    ChargeResult.WITHDRAWN,
    ChargeResult.DISCONTINUED,
    ChargeResult.LIE_ON_FILE,
    ChargeResult.INDICTMENT_STAYED,
    ChargeResult.PROSECUTION_STAYED,
)
_SYNONYMS = {
    "offered_no_evidence": {CourtType.CROWN: "judge_ordered_acquittal"},
    "judge_ordered_acquittal": {CourtType.CROWN: "offered_no_evidence"},
}


def _unfinished(charges: Sequence[ChargeFacts]) -> DerivedOutcome | None:
    def refuse(problem: str) -> DerivedOutcome:
        return DerivedOutcome(key=None, explanation=problem, problem=problem)

    if not charges:
        return refuse("There is no charge yet, so there is no outcome. Add the charges first.")
    for charge in charges:
        result = settled_result(charge)
        if result in _NOT_FINAL_WORDS and result is not None:
            return refuse(
                f"{_NOT_FINAL_WORDS[result]} ({_named(charge)}). Finalise when every charge has ended."
            )
        if result is None and charge.replaced_by is None and charge.stood_at_the_end:
            return refuse(f"{_named(charge).capitalize()} has no result yet. Say how it ended.")
    results = [settled_result(charge) for charge in charges]
    if all(result is None or result is ChargeResult.REPLACED for result in results):
        return refuse("Every charge was replaced or has no result. Add the charge that was put in its place.")
    return None


def _convicted(ended: _Ended, court: CourtType) -> DerivedOutcome | None:
    proved = [(charge, result) for charge, result in ended if _family(result) is ResultFamily.PROVED]
    if not proved:
        return None
    others = [result for _, result in ended if _family(result) is not ResultFamily.PROVED]
    pleas = [charge for charge, result in proved if result is ChargeResult.GUILTY_PLEA]
    was_tried = len(pleas) < len(proved) or any(_family(result) is ResultFamily.TRIED for result in others)
    other_keys: list[str] = ["mixed_plea_trial"] if pleas and was_tried else []
    if pleas and any(_family(result) is ResultFamily.DROPPED for result in others):
        other_keys.append("guilty_plea_alternative")
    by_trial = [charge for charge, result in proved if result in _BY_TRIAL]
    absent = [charge for charge, result in proved if result is ChargeResult.PROVED_IN_ABSENCE]
    if by_trial:
        key, how, counts = "convicted_after_trial", "was found proved after trial", "convicted after trial"
        deciding = by_trial
    elif absent:
        if court is CourtType.CROWN:
            return _wrong_court("Proved in absence", court, ("convicted_after_trial",))
        key, how, counts = "proved_in_absence", "was proved in the defendant's absence", "proved in absence"
        deciding = absent
    else:
        key, how, counts = "guilty_plea", "was admitted by a plea of guilty", "a guilty plea"
        deciding = pleas
    return DerivedOutcome(
        key=key,
        explanation=f"{_count(deciding, ended)} {_agreed(how, deciding, ended)}, so the case counts as {counts}.",
        other_keys=tuple(other_keys),
    )


_BY_TRIAL = {ChargeResult.GUILTY_VERDICT, ChargeResult.GUILTY_OF_ALTERNATIVE}


def _dropped(ended: _Ended, court: CourtType, principal: int | None) -> DerivedOutcome | None:
    """The latest decision to drop. Lie on file must be the end of every charge, so yields (rule 37)."""
    latest = _latest(ended)
    dropped = [(charge, result) for charge, result in latest if result in _DROPPED_ORDER]
    not_lying = [pair for pair in dropped if pair[1] is not ChargeResult.LIE_ON_FILE]
    if not not_lying and len(dropped) < len(latest):
        return None
    deciding = [pair for pair in not_lying if pair[0].number == principal] or not_lying or dropped
    return _first_of(_DROPPED_ORDER, deciding, court, "Nothing was proved or tried, and", dropped)


def _latest(ended: _Ended) -> _Ended:
    """What ended at the final hearing; where nothing did, everything."""
    return [(charge, result) for charge, result in ended if charge.stood_at_the_end] or ended


def _administrative(ended: _Ended, court: CourtType) -> DerivedOutcome:
    latest = _latest(ended)
    kinds = [result for result in _ADMINISTRATIVE_ORDER if any(result is one for _, one in latest)]
    keys = [key for result in kinds if (key := load_results()[result].outcome(court)) is not None]
    if not keys:
        return _wrong_court(load_results()[kinds[0]].label, court, ("warrant_unexecuted",))
    label = load_outcomes()[keys[0]].label.lower()
    earlier = [
        load_results()[result].outcome(court) for _, result in ended if _family(result) in _DROPPED_FAMILIES
    ]
    return DerivedOutcome(
        key=keys[0],
        explanation=f"The case cannot go on ({label}), so it is finalised administratively and has no POC.",
        other_keys=tuple(dict.fromkeys([*keys[1:], *(key for key in earlier if key)])),
    )


_ADMINISTRATIVE_ORDER = (
    ChargeResult.DECEASED,
    ChargeResult.UNFIT_TO_PLEAD,
    ChargeResult.WARRANT_UNEXECUTED,
    ChargeResult.UNTRACED,
)
_DROPPED_FAMILIES = {ResultFamily.DROPPED, ResultFamily.STAYED}


def _first_of(
    order: Sequence[ChargeResult], ended: _Ended, court: CourtType, start: str, every: _Ended | None = None
) -> DerivedOutcome | None:
    present = [result for result in order if any(result is one for _, one in ended)]
    if not present:
        return None
    also = [result for result in order if any(result is one for _, one in every or ended)]
    table = load_results()
    first = present[0]
    key = table[first].outcome(court)
    others = [
        other for result in (*present[1:], *also) if (other := table[result].outcome(court)) and other != key
    ]
    if key is None:
        return _wrong_court(table[first].label, court, tuple(dict.fromkeys(others)))
    synonym = _SYNONYMS.get(key, {}).get(court)
    deciding = [charge for charge, result in ended if result is first]
    label = load_outcomes()[key].label
    which = _count(deciding, every or ended).lower()
    return DerivedOutcome(
        key=key,
        explanation=f"{start} {which} ended as “{table[first].label}”, so the outcome is “{label}”.",
        other_keys=tuple(dict.fromkeys([*([synonym] if synonym else []), *others])),
    )


def _wrong_court(label: str, court: CourtType, others: tuple[str, ...]) -> DerivedOutcome:
    where = "the Crown Court" if court is CourtType.CROWN else "a magistrates' court"
    problem = f"“{label}” cannot end a case in {where}. Check the court, or how the charge ended."
    return DerivedOutcome(key=None, explanation=problem, other_keys=others, problem=problem)


def _family(result: ChargeResult) -> ResultFamily:
    return load_results()[result].family


def _named(charge: ChargeFacts) -> str:
    return f"charge {charge.number}"


_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


def _count(deciding: Sequence[ChargeFacts], ended: _Ended) -> str:
    if len(ended) == 1:
        return "The charge"
    if len(deciding) == len(ended):
        return "Every charge"
    number = _NUMBERS[len(deciding)] if len(deciding) < len(_NUMBERS) else str(len(deciding))
    return f"{number} charge" if len(deciding) == 1 else f"{number} charges"


def _agreed(how: str, deciding: Sequence[ChargeFacts], ended: _Ended) -> str:
    """ "was found", or "were found" of two charges and more that are not every charge."""
    return how.replace("was ", "were ", 1) if 1 < len(deciding) < len(ended) else how


def _outcome(row: dict[str, str]) -> Outcome:
    key = row["key"]
    return Outcome(
        key=key,
        label=row["label"],
        courts=courts_in(row["courts"]),
        family=_FAMILIES[row["family"]],
        needs_reason=row["needs_reason"] == "yes",
        has_poc=row["has_poc"] == "yes",
        stage=row["stage"],
        definition=row["definition"],
        status=row["status"],
        source=row["source"],
        topic="pre-charge" if row["stage"] == "pre_charge" else f"outcome-{key.replace('_', '-')}",
        words=words_in(row["words"]),
    )
