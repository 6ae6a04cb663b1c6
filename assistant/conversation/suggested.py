"""Notes beside a charge's offence what was suggested for its words, and where a person chose another over it.

Both stand in the draft, so that undoing an answer takes back the choice with it and resuming counts nothing twice.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace

from assistant.conversation.case import Case
from assistant.conversation.questions.base import Reading
from assistant.record.draft import Draft, Plain, charge_key
from assistant.record.model import SuggestedOffence
from knowledge.matching.matcher import OffenceMatch
from knowledge.matching.versions import match_versions

_ASK_OFFENCE = ("offence", "more_charges")
_NOTES = ("suggested", "chosen_over")
_OFFENCE = ".offence"


def noted(reading: Reading, *, question: str, typed: str, case: Case) -> Reading:
    """The reading, its offences with `suggested` and, where the person chose another, `chosen_over`.

    `typed` are the words that were answered with; where an option was picked, those that brought the options. An
    answer to a short question about the words chooses nothing over what was suggested for them.
    """
    keys = [key for key, value in reading.facts.items() if key.endswith(_OFFENCE) and isinstance(value, dict)]
    if not keys:
        return reading
    facts = dict(reading.facts)
    for key in keys:
        value = facts[key]
        if isinstance(value, dict):
            notes = _notes(key, value, question, typed if len(keys) == 1 else "", case)
            if reading.settles:
                notes.pop("chosen_over", None)
            facts[key] = {**{name: part for name, part in value.items() if name not in _NOTES}, **notes}
    return replace(reading, facts=facts)


def _notes(key: str, value: dict[str, Plain], question: str, typed: str, case: Case) -> dict[str, Plain]:
    before = case.draft.value(key) or {}
    if question not in _ASK_OFFENCE:
        # The question settles which form of a suggested offence it is, or takes over another defendant's charges.
        suggested = value.get("suggested") or before.get("suggested")
        return {"suggested": suggested} if suggested else {}
    if not typed:
        return {"suggested": _suggestion(str(value["code"]), value["confidence"], value["how"], case)}
    matches = [] if _is_no_search(value, typed, case) else case.tables.matcher.search(typed)
    over: dict[str, Plain] = dict(before.get("chosen_over") or {})
    if before.get("suggested") and _name_one(case.tables.matcher.search(case.draft[key].words)):
        over.setdefault(case.draft[key].words, before["suggested"]["code"])
    if _name_one(matches):
        over[typed] = matches[0].code
    chosen_over = {words: code for words, code in over.items() if value["code"] and code != value["code"]}
    notes: dict[str, Plain] = {"chosen_over": chosen_over} if chosen_over else {}
    if matches:
        notes["suggested"] = _of_match(matches[0], case)
    return notes


def _is_no_search(value: dict[str, Plain], typed: str, case: Case) -> bool:
    """Whether the words were not looked up: a code, or wording that the list does not have."""
    return value["code"] is None or case.tables.catalogue.get(typed) is not None


def _name_one(matches: Sequence[OffenceMatch]) -> bool:
    """Whether words with these matches name one offence: of several, none is chosen over all of them."""
    return len({match.part for match in matches}) == 1


def _of_match(match: OffenceMatch, case: Case) -> Plain:
    return _suggestion(match.code, match.confidence, match.why, case)


def _suggestion(code: str, confidence: Plain, why: Plain, case: Case) -> Plain:
    versions = match_versions(case.tables.matcher.version)
    return {"code": code, "confidence": confidence, "why": why, **asdict(versions)}


def suggested_offence(case: Case, number: int) -> SuggestedOffence | None:
    """What was suggested for the words of a charge, as the record has it; None where nothing was."""
    value = case.draft.value(charge_key(number, "offence")) or {}
    suggested = value.get("suggested")
    return SuggestedOffence(**suggested) if suggested else None


def choices(draft: Draft) -> Counter[tuple[str, str]]:
    """The choices that stand in a draft: words, and the code chosen over the one suggested for them."""
    found: Counter[tuple[str, str]] = Counter()
    for key, answer in draft.items():
        if key.endswith(_OFFENCE) and isinstance(answer.value, dict):
            chosen_over = answer.value.get("chosen_over")
            for words in chosen_over if isinstance(chosen_over, dict) else ():
                found[words, str(answer.value["code"])] += 1
    return found
