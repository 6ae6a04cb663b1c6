"""What is known of one charge when an outcome or a principal offence is worked out. Decides neither."""

from dataclasses import dataclass

from knowledge.pleas import Plea, Verdict
from knowledge.results import ChargeResult


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeFacts:
    """One charge of the defendant as it ended.

    `live` is False where the charge left the case before the final hearing. `left_at_final` is True for one that
    is no longer live because it was dropped or replaced at the final hearing itself. `replaced_by` is the number
    of the charge put in its place. `sentence` is free text ("20 weeks' imprisonment").
    """

    number: int
    title: str
    code: str | None = None
    plea: Plea | None = None
    verdict: Verdict | None = None
    result: ChargeResult | None = None
    live: bool = True
    left_at_final: bool = False
    replaced_by: int | None = None
    sentence: str | None = None

    @property
    def stood_at_the_end(self) -> bool:
        """Whether the charge was before the court at the final hearing, however it was disposed of there."""
        return self.live or self.left_at_final


_BY_VERDICT = {
    Verdict.GUILTY: ChargeResult.GUILTY_VERDICT,
    Verdict.NOT_GUILTY: ChargeResult.NOT_GUILTY_VERDICT,
    Verdict.GUILTY_OF_ALTERNATIVE: ChargeResult.GUILTY_OF_ALTERNATIVE,
}


def settled_result(charge: ChargeFacts) -> ChargeResult | None:
    """The result of the charge; where none is given, the one that its verdict or its plea of guilty settles."""
    if charge.result is not None:
        return charge.result
    if charge.verdict in _BY_VERDICT and charge.verdict is not None:
        return _BY_VERDICT[charge.verdict]
    return ChargeResult.GUILTY_PLEA if charge.plea in (Plea.GUILTY, Plea.ADMITS) else None
