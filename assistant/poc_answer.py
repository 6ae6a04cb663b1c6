"""The answer of `finalise poc`: the principal offence of several charges, as data and as lines of text."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.platform import read_text
from knowledge.case_facts import CaseFactsError, NamedCharge, read_case
from knowledge.poc import POC_CATEGORIES, load_poc_table
from knowledge.principal import PrincipalChoice, choose_principal

_QUESTIONS = {
    "lesser_in_place": "Was the lesser charge put in place of the graver one at the last hearing?",
}
_DOUBTFUL = 0.9


def case_in(file: Path) -> tuple[NamedCharge, ...]:
    """The charges of a case file. Raises CaseFactsError where it cannot be read."""
    try:
        case = json.loads(read_text(file))
    except OSError as error:
        raise CaseFactsError(
            f"{file} cannot be read: {error.strerror}.", fix="Check the file's name."
        ) from error
    except ValueError as error:
        raise CaseFactsError(
            f"{file.name} is not JSON.", fix='It begins like {"charges": [{"code": "TH68023"}]}.'
        ) from error
    charges = case.get("charges") if isinstance(case, dict) else None
    if not isinstance(charges, list) or not charges:
        raise CaseFactsError(f"{file.name} has no charges.", fix='Give them as "charges": [ ... ].')
    return read_case(charges)


def _choice(named: Sequence[NamedCharge]) -> PrincipalChoice:
    return choose_principal([charge.facts for charge in named], load_poc_table())


def answer_json(named: Sequence[NamedCharge]) -> dict[str, Any]:
    """The answer as plain data; `principal` is a code, null where none applies."""
    choice = _choice(named)
    codes = {charge.facts.number: charge.facts.code for charge in named}
    return {
        "principal": codes.get(choice.number) if choice.number else None,
        "poc": choice.poc.letter if choice.poc else None,
        "poc_name": choice.poc.name if choice.poc else None,
        "poc_confidence": choice.poc.confidence.value if choice.poc else None,
        "decided_by": choice.decided_by.value if choice.decided_by else None,
        "explanation": choice.explanation,
        "other_readings": [
            {"code": codes.get(other.number), "poc": other.poc, "why": other.why}
            for other in choice.other_readings
        ],
        "questions": list(choice.questions),
    }


def answer_lines(named: Sequence[NamedCharge]) -> list[str]:
    """The answer as lines of text."""
    choice = _choice(named)
    lines = [
        f"Charge {charge.facts.number}: {charge.facts.title} ({charge.facts.code})"
        + (", the best guess for those words" if charge.confidence < _DOUBTFUL else "")
        for charge in named
    ]
    lines.append(choice.explanation)
    if choice.poc is not None:
        name = f"{choice.poc.letter} {choice.poc.name}" if choice.poc.letter else "to be chosen by you"
        lines += [f"POC: {name}", choice.poc.explanation]
    for other in choice.other_readings:
        category = POC_CATEGORIES.get(other.poc or "")
        lines.append(
            f"Other reading: {f'{other.poc} {category.label}' if category else 'charge'} - {other.why}"
        )
    lines += [f"Open: {_QUESTIONS.get(question, question)}" for question in choice.questions]
    return lines
