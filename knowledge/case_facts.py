"""Reads the charges of one defendant as a person or a file gives them: offence, result, whether it stood."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.catalogue import load_catalogue
from knowledge.charges import ChargeFacts
from knowledge.choices import Choice, read_choice
from knowledge.errors import FinaliseError
from knowledge.results import ChargeResult, load_results
from knowledge.text import one_line

_FIELDS = {"code", "text", "result", "live", "replaced_by", "sentence"}
_EARLIER = re.compile(r"[_ ](?:at an )?earlier(?: hearing)?$|^earlier[_ ]", re.IGNORECASE)
_AT_THE_END = re.compile(r"[_ ]at[_ ](?:the[_ ])?(?:final|last)[_ ]hearing$", re.IGNORECASE)
_DROPPED = Choice(
    key=ChargeResult.NO_EVIDENCE_OFFERED,
    label="Dropped",
    words=("dropped", "drop", "not proceeded with", "let go"),
)


class CaseFactsError(FinaliseError):
    """A charge cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedCharge:
    """A charge as read, and how sure the offence is where it was given in words (1.0 for a code)."""

    facts: ChargeFacts
    confidence: float


def read_charge(words: str, number: int) -> NamedCharge:
    """A charge such as "s47", "TH68023 = dropped" or "crim dam = guilty plea".

    Raises CaseFactsError where no offence or no result fits the words.
    """
    offence, _, result = words.partition("=")
    return _charge(
        {"text": offence.strip(), **({"result": result.strip()} if result.strip() else {})}, number, {}
    )


def read_case(charges: Sequence[Mapping[str, Any]]) -> tuple[NamedCharge, ...]:
    """The charges of a case file: each with `code` or `text` and, where known, result, live, replaced_by, sentence.

    `replaced_by` is the code of the charge put in its place. Raises CaseFactsError naming the charge.
    """
    numbers: dict[str, int] = {}
    for number, charge in enumerate(charges, start=1):
        if not isinstance(charge, Mapping) or not (charge.get("code") or charge.get("text")):
            raise CaseFactsError(f"Charge {number} has neither code nor text.", fix="Give it one of the two.")
        unknown = set(charge) - _FIELDS
        if unknown:
            raise CaseFactsError(
                f"Charge {number} has fields that are not known: {', '.join(sorted(unknown))}.",
                fix=f"Use only {', '.join(sorted(_FIELDS))}.",
            )
        if charge.get("code"):
            numbers[str(charge["code"]).upper()] = number
    return tuple(_charge(charge, number, numbers) for number, charge in enumerate(charges, start=1))


def _charge(charge: Mapping[str, Any], number: int, numbers: Mapping[str, int]) -> NamedCharge:
    code, title, confidence = _offence(charge, number)
    said = one_line(str(charge.get("result") or ""))
    result = _result(said, number) if said else None
    live = charge.get("live")
    replaced = charge.get("replaced_by")
    facts = ChargeFacts(
        number=number,
        code=code,
        title=title,
        result=result,
        live=bool(live) if live is not None else not _EARLIER.search(said),
        replaced_by=numbers.get(str(replaced).upper()) if replaced else None,
        sentence=one_line(str(charge["sentence"])) if charge.get("sentence") else None,
    )
    return NamedCharge(facts=facts, confidence=confidence)


def _offence(charge: Mapping[str, Any], number: int) -> tuple[str, str, float]:
    text = one_line(str(charge.get("text") or ""))
    if charge.get("code"):
        known = load_catalogue().require(str(charge["code"]))
        return known.code, text or known.title, 1.0
    exact = load_catalogue().get(text)
    if exact is not None:
        return exact.code, exact.title, 1.0
    from knowledge.matching import load_matcher  # noqa: PLC0415 (needed only for words)

    matches = load_matcher().search(text, limit=1)
    if not matches:
        raise CaseFactsError(
            f"Charge {number}: no offence fits {text!r}.",
            fix="Try other words, an Act and section, or a code.",
        )
    return matches[0].code, matches[0].title, matches[0].confidence


def _result(said: str, number: int) -> ChargeResult:
    plain = _AT_THE_END.sub("", _EARLIER.sub("", said)).replace("_", " ")
    choices = [_DROPPED, *(info.choice for info in load_results().values())]
    for info in load_results().values():
        if plain.replace(" ", "_") == info.key:
            return info.result
    key = read_choice(plain, choices[:1]).key or read_choice(plain, choices[1:]).key
    if key is None:
        raise CaseFactsError(
            f"Charge {number}: {said!r} is not a result.",
            fix="Use words such as guilty plea, guilty verdict, not guilty, dropped, withdrawn or replaced.",
        )
    return ChargeResult(key)
