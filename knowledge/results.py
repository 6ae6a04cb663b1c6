"""How one charge ended. The table in data/results.csv gives each its label, words, court and outcome."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from knowledge.choices import Choice
from knowledge.courts import CourtType
from knowledge.pleas import Plea, Verdict
from knowledge.tables import rows, words_in


class ChargeResult(StrEnum):
    """How a charge left the case."""

    GUILTY_PLEA = "guilty_plea"
    GUILTY_VERDICT = "guilty_verdict"
    PROVED_IN_ABSENCE = "proved_in_absence"
    GUILTY_OF_ALTERNATIVE = "guilty_of_alternative"
    NOT_GUILTY_VERDICT = "not_guilty_verdict"
    JUDGE_DIRECTED = "judge_directed"
    NO_CASE = "no_case"
    DISMISSED_WANT = "dismissed_want"
    DISMISSED_SENT = "dismissed_sent"
    NO_EVIDENCE_OFFERED = "no_evidence_offered"
    JUDGE_ORDERED = "judge_ordered"
    HUNG_JURY = "hung_jury"
    INSANITY = "insanity"
    WITHDRAWN = "withdrawn"
    DISCONTINUED = "discontinued"
    BOUND_OVER = "bound_over"
    LIE_ON_FILE = "lie_on_file"
    INDICTMENT_STAYED = "indictment_stayed"
    PROSECUTION_STAYED = "prosecution_stayed"
    REPLACED = "replaced"
    WARRANT_UNEXECUTED = "warrant_unexecuted"
    UNTRACED = "untraced"
    DECEASED = "deceased"
    UNFIT_TO_PLEAD = "unfit_to_plead"
    SENT_FOR_TRIAL = "sent_for_trial"
    REMITTED = "remitted"
    ADJOURNED = "adjourned"


class ResultFamily(StrEnum):
    """What kind of end a result is: the order in which results decide the outcome of a case (domain.md 3.3)."""

    PROVED = "proved"
    TRIED = "tried"
    DROPPED = "dropped"
    STAYED = "stayed"
    ADMINISTRATIVE = "administrative"
    REPLACED = "replaced"
    NOT_FINAL = "not_final"


class EndedBy(StrEnum):
    """Who brought the charge to an end that was no conviction: a prosecutor or the court."""

    CPS = "cps"
    COURT = "court"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultInfo:
    """What is known of one result.

    `courts` is where it is offered; `outcome_magistrates` and `outcome_crown` are keys of outcomes.csv, None where
    that court has no such outcome. `plea` and `verdict` are what the result implies, None where it implies nothing.
    `ended_by` is None for convictions, administrative ends and what is no end.
    """

    result: ChargeResult
    label: str
    hint: str
    words: tuple[str, ...]
    courts: frozenset[CourtType]
    family: ResultFamily
    outcome_magistrates: str | None
    outcome_crown: str | None
    plea: Plea | None
    verdict: Verdict | None
    ended_by: EndedBy | None
    status: str
    source: str
    topic: str = "charge-result"

    @property
    def key(self) -> str:
        """The result as it stands in the record."""
        return self.result.value

    @property
    def ends_case(self) -> bool:
        """Whether the charge is finished with; False for sending, remitting and adjourning."""
        return self.family is not ResultFamily.NOT_FINAL

    def outcome(self, court: CourtType) -> str | None:
        """The case outcome this result leads to in that court."""
        return self.outcome_magistrates if court is CourtType.MAGISTRATES else self.outcome_crown

    @property
    def choice(self) -> Choice:
        """The result as an answer of a closed question."""
        return Choice(key=self.key, label=self.label, words=self.words, hint=self.hint, topic=self.topic)


@lru_cache(maxsize=1)
def load_results() -> dict[ChargeResult, ResultInfo]:
    """Every result in the order of the table."""
    return {ChargeResult(row["key"]): _info(row) for row in rows("results.csv")}


@lru_cache(maxsize=4)
def result_choices(court: CourtType | None = None) -> tuple[Choice, ...]:
    """The results as answers: those of one court, or all where the court is not known."""
    return tuple(info.choice for info in load_results().values() if court is None or court in info.courts)


def courts_in(cell: str) -> frozenset[CourtType]:
    """The courts that the letters M and C of a table name."""
    letters = {"M": CourtType.MAGISTRATES, "C": CourtType.CROWN}
    return frozenset(letters[letter] for letter in cell)


def _info(row: dict[str, str]) -> ResultInfo:
    return ResultInfo(
        result=ChargeResult(row["key"]),
        label=row["label"],
        hint=row["hint"],
        words=words_in(row["words"]),
        courts=courts_in(row["courts"]),
        family=ResultFamily(row["family"]),
        outcome_magistrates=row["outcome_m"] or None,
        outcome_crown=row["outcome_c"] or None,
        plea=Plea(row["plea"]) if row["plea"] else None,
        verdict=Verdict(row["verdict"]) if row["verdict"] else None,
        ended_by=EndedBy(row["ended_by"]) if row["ended_by"] else None,
        status=row["status"],
        source=row["source"],
    )
