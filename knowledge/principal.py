"""Chooses the principal offence among a defendant's charges and says why. It records nothing and asks no one.

The CPS has no public rule for ties or for a graver charge dropped on the last day; the defaults of domain.md
section 2 stand in for it, and the other reading is always given.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge.catalogue import Catalogue, Offence, load_catalogue
from knowledge.charges import ChargeFacts, settled_result
from knowledge.courts import CourtType
from knowledge.outcomes import Family, derive_outcome, load_outcomes
from knowledge.penalties import Penalty, maximum_for
from knowledge.poc import PocReading, PocTable
from knowledge.results import ChargeResult, EndedBy, ResultFamily, load_results
from knowledge.sentences import severity
from knowledge.text import one_line

__all__ = ["ChargeFacts", "DecidedBy", "OtherReading", "PrincipalChoice", "choose_principal"]

LESSER_IN_PLACE = "lesser_in_place"


class DecidedBy(StrEnum):
    """Which step settled the principal offence."""

    ONLY = "only"
    LIVE = "live"
    INPLACE = "inplace"
    MAX = "max"
    MODE = "mode"
    CONVICTED = "convicted"
    SENTENCE = "sentence"
    ORDER = "order"
    ADMINISTRATIVE = "administrative"


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherReading:
    """What else is argued: another charge, or another POC for the same charge. `poc` is None where it is not known."""

    number: int
    poc: str | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrincipalChoice:
    """The principal offence and its POC. `number` is None where none is recorded or there is no charge.

    `questions` are keys of questions whose answer could change the choice; until then it stands as it is.
    """

    number: int | None
    poc: PocReading | None
    decided_by: DecidedBy | None
    explanation: str
    other_readings: tuple[OtherReading, ...] = ()
    questions: tuple[str, ...] = ()


def choose_principal(
    charges: Sequence[ChargeFacts],
    table: PocTable,
    *,
    court: CourtType | None = None,
    lesser_in_place: bool | None = None,
    catalogue: Catalogue | None = None,
) -> PrincipalChoice:
    """The most serious offence charged at the time of finalisation (S1), by the defaults of domain.md section 2.

    In: every charge of one defendant, also those that left earlier; `lesser_in_place` is the answer to whether a
    lesser charge pleaded to was put in place of a graver one dropped at the final hearing, None while not asked.
    Maximum penalty decides, then mode of trial, conviction, actual sentence and list order. Never raises.
    """
    if not charges:
        return PrincipalChoice(number=None, poc=None, decided_by=None, explanation="There is no charge yet.")
    if _is_administrative(charges):
        return PrincipalChoice(
            number=None,
            poc=None,
            decided_by=DecidedBy.ADMINISTRATIVE,
            explanation="The case is finalised administratively, so no principal offence and no POC is recorded.",
        )
    offences = catalogue or load_catalogue()
    ranked = [_ranked(charge, place, offences) for place, charge in enumerate(charges)]
    return _choose(ranked, table, court, lesser_in_place)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ranked:
    """A charge with what it is ranked by."""

    charge: ChargeFacts
    place: int
    offence: Offence | None
    penalty: Penalty | None
    mode: int
    convicted: bool

    @property
    def title(self) -> str:
        text = one_line(self.charge.title) or (self.offence.title if self.offence else "")
        if not text:
            return f"Charge {self.charge.number}"
        return text if len(text) <= 90 else text[:89] + "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fate:
    """The charges parted by how they stood at the end."""

    standing: list[_Ranked]
    left: list[_Ranked]
    replaced: list[_Ranked]


_MODES = {"indictable only": 3, "either way": 2, "summary only": 1, "summary only (motoring)": 1}


def _choose(
    ranked: list[_Ranked], table: PocTable, court: CourtType | None, lesser_in_place: bool | None
) -> PrincipalChoice:
    fate = _parted(ranked)
    standing = fate.standing
    graver = _dropped_graver(standing)
    questions: tuple[str, ...] = ()
    others: list[OtherReading] = []
    if graver:
        lesser = _best([one for one in standing if one not in graver])
        if lesser_in_place is None:
            questions = (LESSER_IN_PLACE,)
            others.append(
                _other(
                    lesser,
                    table,
                    f"If it was put in place of {graver[0].title}, it is what stood at the end.",
                )
            )
        elif lesser_in_place:
            standing = [one for one in standing if one not in graver]
    winner = _best(standing)
    decided_by, why = _decided_by(winner, standing, fate, graver if lesser_in_place else [], court)
    reading = table.reading(winner.offence) if winner.offence else None
    others.extend(_alternatives(winner, fate.standing, table))
    if reading is not None:
        others.extend(
            OtherReading(number=winner.charge.number, poc=letter, why=reading.other_reading)
            for letter in reading.other_letters
        )
    return PrincipalChoice(
        number=winner.charge.number,
        poc=reading,
        decided_by=decided_by,
        explanation=f"{_told_apart(winner, ranked)} is the principal offence: {why}.",
        other_readings=tuple(others),
        questions=questions,
    )


def _told_apart(one: _Ranked, among: Sequence[_Ranked]) -> str:
    """The title, with the number of the charge where another has the same title."""
    alone = [other for other in among if other.title == one.title] == [one]
    return one.title if alone else f"{one.title} (charge {one.charge.number})"


def _parted(ranked: list[_Ranked]) -> _Fate:
    """Charges that stood at the end, left earlier, or were replaced at the end; something always stands."""
    numbers = {one.charge.number for one in ranked}
    left = [one for one in ranked if not one.charge.stood_at_the_end]
    replaced = [
        one
        for one in ranked
        if one not in left
        and (
            settled_result(one.charge) is ChargeResult.REPLACED
            or (one.charge.replaced_by in numbers and one.charge.replaced_by != one.charge.number)
        )
    ]
    standing = [one for one in ranked if one not in left and one not in replaced]
    if standing:
        return _Fate(standing=standing, left=left, replaced=replaced)
    if replaced:
        return _Fate(standing=replaced, left=left, replaced=[])
    return _Fate(standing=left, left=[], replaced=[])


def _dropped_graver(standing: list[_Ranked]) -> list[_Ranked]:
    """The charges dropped at the final hearing that outrank what the defendant pleaded guilty to there."""
    pleaded = [one for one in standing if settled_result(one.charge) is ChargeResult.GUILTY_PLEA]
    dropped = [one for one in standing if _was_dropped(one.charge)]
    if not pleaded or not dropped:
        return []
    lesser = _best(pleaded)
    graver = [one for one in dropped if _best([lesser, one]) is one]
    return graver if graver and _best(standing) in graver else []


def _was_dropped(charge: ChargeFacts) -> bool:
    result = settled_result(charge)
    if result is None:
        return False
    info = load_results()[result]
    return info.family is ResultFamily.DROPPED and info.ended_by is EndedBy.CPS


def _ranked(charge: ChargeFacts, place: int, catalogue: Catalogue) -> _Ranked:
    offence = catalogue.get(charge.code) if charge.code else None
    result = settled_result(charge)
    return _Ranked(
        charge=charge,
        place=place,
        offence=offence,
        penalty=maximum_for(offence) if offence else None,
        mode=_mode_rank(offence, catalogue) if offence else 0,
        convicted=result is not None and load_results()[result].family is ResultFamily.PROVED,
    )


def _mode_rank(offence: Offence, catalogue: Catalogue) -> int:
    """By the offence's own mode of trial or, where the list has none, that of its whole offence."""
    whole = catalogue.get(offence.base_code) or offence
    return _MODES.get(offence.mode_of_trial, 0) or _MODES.get(whole.mode_of_trial, 0)


def _best(ranked: Sequence[_Ranked]) -> _Ranked:
    """The most serious: among those with a known maximum, among the others, then between the two."""
    known = [one for one in ranked if one.penalty is not None]
    unknown = [one for one in ranked if one.penalty is None]
    heads = [_first(group) for group in (known, unknown) if group]
    return _first(sorted(heads, key=lambda one: one.place))


def _first(ranked: Sequence[_Ranked]) -> _Ranked:
    best = ranked[0]
    for other in ranked[1:]:
        if _compare(best, other)[0] < 0:
            best = other
    return best


def _compare(one: _Ranked, other: _Ranked) -> tuple[int, DecidedBy]:
    """Above 0 where the first outranks the other, below 0 where the other does, and the step that settled it."""
    if one.penalty and other.penalty and one.penalty.max_months != other.penalty.max_months:
        return one.penalty.max_months - other.penalty.max_months, DecidedBy.MAX
    if one.mode != other.mode:
        return one.mode - other.mode, DecidedBy.MODE
    if one.convicted != other.convicted:
        return int(one.convicted) - int(other.convicted), DecidedBy.CONVICTED
    first, second = severity(one.charge.sentence), severity(other.charge.sentence)
    if first is not None and second is not None and first != second:
        return (1 if first > second else -1), DecidedBy.SENTENCE
    return other.place - one.place, DecidedBy.ORDER


def _decided_by(
    winner: _Ranked, standing: list[_Ranked], fate: _Fate, in_place_of: list[_Ranked], court: CourtType | None
) -> tuple[DecidedBy, str]:
    instead = [*in_place_of, *fate.replaced]
    if instead and _best([*standing, *instead]) in instead:
        graver = _best(instead)
        return DecidedBy.INPLACE, f"it was put in place of {graver.title}, so it is what stood at the end"
    if fate.left and _best([*standing, *fate.left]) in fate.left:
        graver = _best(fate.left)
        return DecidedBy.LIVE, f"{graver.title}, which is graver, left the case before the final hearing"
    rest = [one for one in standing if one is not winner]
    where = "the Crown Court" if court is CourtType.CROWN else "the court"
    if not rest:
        still = "" if not fate.left and not fate.replaced else f" still before {where}"
        return DecidedBy.ONLY, f"it is the only charge{still}"
    rival = _best(rest)
    step = _compare(winner, rival)[1]
    return step, _why(step, winner, rival, standing, where) + _not_in_table([winner, *rest])


def _why(step: DecidedBy, winner: _Ranked, rival: _Ranked, standing: Sequence[_Ranked], where: str) -> str:
    other = _told_apart(rival, standing)
    if step is DecidedBy.MAX and winner.penalty:
        whose = "of the charges still before" if len(standing) > 2 else "of the two charges still before"
        return f"its maximum ({winner.penalty.words}) is the highest {whose} {where}"
    known = winner.penalty and rival.penalty
    same = f"{other} has the same maximum ({known.words})" if known else f"nothing shows {other} to be graver"
    if step is DecidedBy.MODE:
        start = f"{same}, and " if known else ""
        return f"{start}it is {_mode(winner)} while {other} is {_mode(rival)}"
    ends = {
        DecidedBy.CONVICTED: "the defendant was convicted of it and not of the other",
        DecidedBy.SENTENCE: f"it got the higher sentence ({one_line(winner.charge.sentence or '')[:60]})",
    }
    return f"{same}, and {ends.get(step, 'it stands first on the list of charges')}"


def _mode(one: _Ranked) -> str:
    if one.offence is None:
        return "without a code"
    return next(
        (words for words, rank in _MODES.items() if rank == one.mode), "of a mode of trial that is not known"
    )


def _not_in_table(ranked: list[_Ranked]) -> str:
    missing = sorted((one for one in ranked if one.penalty is None), key=lambda one: one.place)
    if not missing:
        return ""
    named = " or ".join(one.title for one in missing[:2])
    more = f" or {len(missing) - 2} more" if len(missing) > 2 else ""
    return f" (the maximum for {named}{more} is not in our table)"


def _alternatives(winner: _Ranked, standing: list[_Ranked], table: PocTable) -> list[OtherReading]:
    """The offence convicted of in place of the one charged: the official word is "charged", but users differ."""
    if settled_result(winner.charge) is not ChargeResult.GUILTY_OF_ALTERNATIVE:
        return []
    proved = [one for one in standing if one is not winner and one.convicted]
    return [_other(_best(proved), table, "The defendant was convicted of it instead.")] if proved else []


def _other(one: _Ranked, table: PocTable, why: str) -> OtherReading:
    letter = table.reading(one.offence).letter if one.offence else None
    return OtherReading(number=one.charge.number, poc=letter, why=why)


def _is_administrative(charges: Sequence[ChargeFacts]) -> bool:
    key = derive_outcome(charges, CourtType.MAGISTRATES).key
    return key is not None and load_outcomes()[key].family is Family.ADMINISTRATIVE
