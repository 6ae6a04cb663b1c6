"""What the court's own result codes say of how a charge ended. Knows only the codes that end one without a sentence."""

from dataclasses import dataclass
from functools import lru_cache

from knowledge.results import ChargeResult
from knowledge.snapshot import read_rows

_ACQUITTED = frozenset(
    {
        ChargeResult.NOT_GUILTY_VERDICT,
        ChargeResult.JUDGE_DIRECTED,
        ChargeResult.JUDGE_ORDERED,
        ChargeResult.NO_EVIDENCE_OFFERED,
        ChargeResult.INSANITY,
    }
)
_STAYED = frozenset({ChargeResult.INDICTMENT_STAYED, ChargeResult.PROSECUTION_STAYED})
_WARRANT = frozenset({ChargeResult.WARRANT_UNEXECUTED})
_ALTERNATIVE = frozenset({ChargeResult.GUILTY_OF_ALTERNATIVE})
_WITHDRAWN = frozenset({ChargeResult.WITHDRAWN})
_MEANS: dict[str, frozenset[ChargeResult]] = {
    "2004": _ACQUITTED,
    "2005": _ACQUITTED,
    "2006": frozenset(
        {
            ChargeResult.NOT_GUILTY_VERDICT,
            ChargeResult.NO_CASE,
            ChargeResult.DISMISSED_WANT,
            ChargeResult.DISMISSED_SENT,
            ChargeResult.NO_EVIDENCE_OFFERED,
        }
    ),
    "2007": frozenset({ChargeResult.ADJOURNED}),
    "2008": frozenset({ChargeResult.LIE_ON_FILE}),
    "2009": frozenset({ChargeResult.UNFIT_TO_PLEAD}),
    "2050": frozenset({ChargeResult.NO_EVIDENCE_OFFERED}),
    "2051": _WITHDRAWN,
    "2053": frozenset({ChargeResult.DISCONTINUED}),
    "2061": _STAYED,
    "2063": _WITHDRAWN,
    "2064": frozenset({ChargeResult.NO_CASE, ChargeResult.JUDGE_DIRECTED}),
    "2072": frozenset({ChargeResult.BOUND_OVER}),
    "2075": frozenset({ChargeResult.NOT_GUILTY_VERDICT, ChargeResult.NO_CASE}),
    "2076": frozenset({ChargeResult.DISMISSED_WANT, ChargeResult.DISMISSED_SENT}),
    "2091": frozenset({ChargeResult.NO_EVIDENCE_OFFERED, ChargeResult.JUDGE_ORDERED}),
    "2094": _WITHDRAWN,
    "2097": _STAYED,
    "2103": _STAYED,
    "2503": frozenset({ChargeResult.DECEASED}),
    "2509": _WARRANT,
    "4010": _WITHDRAWN,
    "4575": _WARRANT,
    "4576": _WARRANT,
    "4577": _WARRANT,
    "4580": _ALTERNATIVE,
    "4581": _ALTERNATIVE,
}
"""Which of our results a code may stand for (domain.md 3.4; the codes are S28, the pairing is ours)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtResult:
    """One result code of the courts. `may_be` is empty where the code says nothing of how a charge ended."""

    code: str
    description: str
    may_be: frozenset[ChargeResult]


@lru_cache(maxsize=1)
def load_court_results() -> dict[str, CourtResult]:
    """Every result code of the standing list (S28). Raises CatalogueDamaged."""
    return {
        code: CourtResult(code=code, description=description, may_be=_MEANS.get(code, frozenset()))
        for code, description, _ in read_rows("results_codes.tsv")
    }
