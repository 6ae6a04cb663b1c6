"""Whether a letter to the victim is owed and by when. Writes no letter and sends none (domain.md section 6)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge.charges import ChargeFacts, settled_result
from knowledge.results import ChargeResult, EndedBy, load_results
from knowledge.working_days import add_working_days

ENHANCED_DAYS = 1
STANDARD_DAYS = 5


class RightToReview(StrEnum):
    """What a letter says of the Victims' Right to Review: it offers it, offers it with limits, or leaves it out."""

    OFFERED = "offered"
    LIMITED = "limited"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterReading:
    """Whether a letter is owed, why in one sentence, and what it says of the Victims' Right to Review.

    `review` says the same as `right_to_review` in one word; None where no letter is owed.
    """

    owed: bool
    why: str
    right_to_review: str = ""
    review: RightToReview | None = None


def letter_owed(
    charges: Sequence[ChargeFacts], *, victim_identified: bool, outcome: str | None = None
) -> LetterReading:
    """Whether the CPS owes the victim a letter about this finalisation.

    Owed where a prosecutor decided to drop or alter a charge, or not to charge, and a victim is identified. The
    court's own decisions are told by the Witness Care Unit. Source: S16, S17, S18; domain.md rules 76, 80, 81.
    """
    if not victim_identified:
        return LetterReading(owed=False, why="No letter is owed: no victim is identified on the case.")
    if outcome in {"precharge_nfa_evidential", "precharge_nfa_public_interest"}:
        return LetterReading(
            owed=True,
            why="A letter is owed: the decision is not to charge, and there is an identified victim.",
            right_to_review=_WORDS[RightToReview.OFFERED],
            review=RightToReview.OFFERED,
        )
    results = [settled_result(charge) for charge in charges]
    table = load_results()
    dropped = [one for one in results if one is not None and table[one].ended_by is EndedBy.CPS]
    altered = ChargeResult.REPLACED in results or any(charge.replaced_by is not None for charge in charges)
    if not dropped and not altered:
        return LetterReading(
            owed=False,
            why="No letter is owed: nothing was dropped or altered. The Witness Care Unit tells the victim the result.",
        )
    done = "dropped" if dropped else "replaced by another"
    review = _right_to_review(results, dropped)
    return LetterReading(
        owed=True,
        why=f"A letter is owed: a charge was {done}, and there is an identified victim.",
        right_to_review=_WORDS[review],
        review=review,
    )


def letter_due(decision: date, enhanced: bool, extra_holidays: Collection[date] = ()) -> date:
    """The last day for the letter: 1 working day after the decision for a victim with enhanced rights, else 5 (S16)."""
    return add_working_days(decision, ENHANCED_DAYS if enhanced else STANDARD_DAYS, extra_holidays)


_WORDS = {
    RightToReview.OFFERED: "The letter offers the Victims' Right to Review.",
    RightToReview.LIMITED: "The letter offers the Victims' Right to Review, and says that the case cannot be started "
    "again where no evidence was offered: the redress is an explanation and an apology.",
    RightToReview.NONE: "Other charges were dealt with, so the Victims' Right to Review does not normally arise.",
}


def _right_to_review(
    results: Sequence[ChargeResult | None], dropped: Sequence[ChargeResult]
) -> RightToReview:
    if not dropped or len(dropped) < len([one for one in results if one is not ChargeResult.REPLACED]):
        return RightToReview.NONE
    if set(dropped) & {ChargeResult.NO_EVIDENCE_OFFERED, ChargeResult.JUDGE_ORDERED, ChargeResult.HUNG_JURY}:
        return RightToReview.LIMITED
    return RightToReview.OFFERED
