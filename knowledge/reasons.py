"""Reasons for an unsuccessful outcome: the working list, an Area's own list, and which of them fit an outcome."""

import csv
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from knowledge.choices import Choice
from knowledge.errors import FinaliseError
from knowledge.outcomes import Family, load_outcomes
from knowledge.tables import rows, words_in
from knowledge.text import one_line


class ReasonGroup(StrEnum):
    """The groups of reasons: four of the CPS (S8), the court's own decisions, and the administrative kinds."""

    EVIDENTIAL = "evidential"
    PUBLIC_INTEREST = "public_interest"
    UNABLE_TO_PROCEED = "unable_to_proceed"
    OTHER = "other"
    COURT = "court"
    ADMINISTRATIVE = "administrative"

    @property
    def label(self) -> str:
        """The group as people read it."""
        return _GROUP_LABELS[self]


_GROUP_LABELS = {
    ReasonGroup.EVIDENTIAL: "Evidential",
    ReasonGroup.PUBLIC_INTEREST: "Public interest",
    ReasonGroup.UNABLE_TO_PROCEED: "Unable to proceed",
    ReasonGroup.OTHER: "Other",
    ReasonGroup.COURT: "The court's own decision",
    ReasonGroup.ADMINISTRATIVE: "Administrative",
}

GROUP_CHOICES = (
    Choice(
        key="evidential",
        label="Evidential",
        words=("e", "evidence", "ev", "evid", "evidential reason", "evidential reasons", "evidence reasons"),
        hint="The evidence was not there, or not good enough",
        topic="evidential-reasons",
    ),
    Choice(
        key="public_interest",
        label="Public interest",
        words=("p", "pi", "public", "not in the public interest", "public interest reasons"),
        hint="It was not in the public interest to go on",
        topic="public-interest-reasons",
    ),
    Choice(
        key="unable_to_proceed",
        label="Unable to proceed",
        words=(
            "u",
            "unable",
            "could not proceed",
            "not able to proceed",
            "cannot proceed",
            "utp",
            "unable to go on",
        ),
        hint="The case was not ready, or somebody did not come",
        topic="unable-to-proceed-reasons",
    ),
    Choice(
        key="court",
        label="The court's own decision",
        words=("court", "courts decision", "court decision", "acquitted", "judge", "jury", "ruling", "bench"),
        hint="The court acquitted or ruled",
        topic="reasons",
    ),
    Choice(
        key="other",
        label="Other",
        words=("o", "something else", "other reason", "other reasons", "none of these"),
        hint="Taken into consideration, or anything else",
        topic="reasons",
    ),
)


class ReasonTableError(FinaliseError):
    """An Area's list of reasons cannot be used; `problems` names every fault with its line."""

    def __init__(self, path: Path, problems: tuple[str, ...]) -> None:
        listed = " ".join(problems[:20])
        super().__init__(
            f"The list of reasons {path.name} cannot be used. {listed}",
            fix="Put these lines right, or take the file out of the settings.",
        )
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason. Codes are this project's or an Area's, not CPS numbers. `caution` is said before it is taken."""

    code: str
    label: str
    group: ReasonGroup
    is_victim: bool
    is_witness: bool
    definition: str
    caution: str
    status: str
    source: str
    topic: str
    words: tuple[str, ...]

    @property
    def choice(self) -> Choice:
        """The reason as an answer of a closed question; its code is one of the words."""
        return Choice(
            key=self.code, label=self.label, words=self.words, hint=self.definition, topic=self.topic
        )


@lru_cache(maxsize=8)
def load_reasons(area: Path | None = None) -> dict[str, Reason]:
    """Every reason by its code: the working list, or the Area's list in its place.

    The Area's file is a CSV with the columns code, label and group and, where wanted, is_victim, is_witness,
    definition, caution and words (parted by bars). Raises ReasonTableError with every fault and its line.
    """
    if area is not None:
        return _read_area(area)
    return {row["code"]: _reason(row) for row in rows("reasons.csv")}


def reasons_for(outcome_key: str, has_victim: bool | None, *, area: Path | None = None) -> tuple[Reason, ...]:
    """The reasons that fit an outcome, in the order to offer them; none where the outcome needs none.

    Victim reasons stand first where a victim is identified and are left out where none is (rules 47, 48);
    `has_victim` None means not asked yet and only takes them from the first place. The court's own decisions
    stand before the rest where the court ended the case. Left out is what rules 46, 49, 50 and 55 refuse. An
    administrative outcome has the one reason that it is.
    """
    outcome = load_outcomes().get(outcome_key)
    if outcome is None:
        return ()
    table = load_reasons(area)
    if outcome.family is Family.ADMINISTRATIVE:
        return tuple(reason for reason in table.values() if reason.code == _ADMINISTRATIVE.get(outcome_key))
    if not outcome.needs_reason:
        return ()
    fitting = [reason for reason in table.values() if _fits(reason, outcome_key, has_victim)]
    return tuple(sorted(fitting, key=lambda reason: _place(reason, outcome_key, has_victim)))


def reason_choices(reasons: tuple[Reason, ...]) -> tuple[Choice, ...]:
    """Reasons as the answers of a closed question."""
    return tuple(reason.choice for reason in reasons)


_ADMINISTRATIVE = {"warrant_unexecuted": "A1", "untraced": "A2", "deceased": "A3", "unfit": "A4"}
_ON_THE_MERITS = {
    "jury_acquittal",
    "dismissed_after_trial",
    "dismissed_no_case",
    "judge_directed_acquittal",
    "ngri",
}
_BY_COURT = {*_ON_THE_MERITS, "indictment_stayed", "prosecution_stayed", "dismissed_sent_charge"}
_NON_ATTENDANCE = {"U1", "U2"}
_GROUP_ORDER = (
    ReasonGroup.EVIDENTIAL,
    ReasonGroup.UNABLE_TO_PROCEED,
    ReasonGroup.PUBLIC_INTEREST,
    ReasonGroup.OTHER,
    ReasonGroup.COURT,
)


def _fits(reason: Reason, outcome_key: str, has_victim: bool | None) -> bool:
    group = reason.group
    refused = (
        group is ReasonGroup.ADMINISTRATIVE
        or (reason.is_victim and has_victim is False)  # rule 47
        or (group is ReasonGroup.PUBLIC_INTEREST and outcome_key in _ON_THE_MERITS)  # rules 49 and 55
        or (
            reason.code in _NON_ATTENDANCE and outcome_key == "discontinued"
        )  # rule 50: a notice is sent beforehand
    )
    if refused:
        return False
    if outcome_key == "precharge_nfa_evidential":
        return group in (ReasonGroup.EVIDENTIAL, ReasonGroup.OTHER)
    if outcome_key == "precharge_nfa_public_interest":
        return group in (ReasonGroup.PUBLIC_INTEREST, ReasonGroup.OTHER)
    return True


def _place(reason: Reason, outcome_key: str, has_victim: bool | None) -> tuple[int, int, int]:
    victim_first = 0 if reason.is_victim and has_victim else 1
    by_court = 0 if reason.group is ReasonGroup.COURT and outcome_key in _BY_COURT else 1
    likely = 0 if (reason.code, outcome_key) in _LIKELY else 1
    groups = [*_GROUP_ORDER]
    place = groups.index(reason.group) if reason.group in groups else len(groups)
    return victim_first, min(by_court, likely), place


_LIKELY = {("P11", "bind_over"), ("U3", "dismissed_want"), ("U1", "dismissed_want"), ("U2", "dismissed_want")}


def _reason(row: dict[str, str]) -> Reason:
    return Reason(
        code=row["code"],
        label=row["label"],
        group=ReasonGroup(row["group"]),
        is_victim=row["is_victim"] == "yes",
        is_witness=row["is_witness"] == "yes",
        definition=row["definition"],
        caution=row["caution"],
        status=row["status"],
        source=row["source"],
        topic=row.get("topic") or f"reason-{row['code'].lower()}",
        words=words_in(row["words"]),
    )


_YES_NO = {
    "yes": "yes",
    "y": "yes",
    "1": "yes",
    "true": "yes",
    "no": "no",
    "n": "no",
    "0": "no",
    "false": "no",
    "": "no",
}


def _read_area(path: Path) -> dict[str, Reason]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as error:
        problem = (
            "It cannot be read as UTF-8 text." if isinstance(error, UnicodeError) else "It cannot be opened."
        )
        raise ReasonTableError(path, (problem,)) from error
    found: dict[str, Reason] = {}
    problems: list[str] = []
    try:
        reader = csv.DictReader(text.splitlines())
        missing = {"code", "label", "group"} - set(reader.fieldnames or ())
        if missing:
            raise ReasonTableError(path, (f"Line 1: the column {', '.join(sorted(missing))} is missing.",))
        for row in reader:
            _read_area_row(row, reader.line_num, found, problems)
    except csv.Error as error:
        problems.append(f"It is not a CSV: {error}.")
    if not found and not problems:
        problems.append("It has no reasons in it.")
    if problems:
        raise ReasonTableError(path, tuple(problems))
    return found


def _read_area_row(
    row: dict[str, str | None], line: int, found: dict[str, Reason], problems: list[str]
) -> None:
    cells = {
        name: one_line(value)
        for name, value in row.items()
        if isinstance(name, str) and isinstance(value, str)
    }
    code = cells.get("code", "").upper()
    group = re.sub(r"[\s-]+", "_", cells.get("group", "").lower())
    before = len(problems)
    if re.fullmatch(r"[A-Z0-9]{1,8}", code) is None:
        problems.append(f"Line {line}: the code “{code[:20]}” is not 1 to 8 letters and digits.")
    elif code in found:
        problems.append(f"Line {line}: the code {code} is there twice.")
    if not cells.get("label"):
        problems.append(f"Line {line}: there is no label.")
    if group not in set(ReasonGroup):
        problems.append(f"Line {line}: the group “{group[:30]}” is none of {', '.join(ReasonGroup)}.")
    for name in ("is_victim", "is_witness"):
        if cells.get(name, "").lower() not in _YES_NO:
            problems.append(f"Line {line}: {name} is yes or no.")
    if len(problems) == before:
        found[code] = _reason(
            {
                "code": code,
                "label": cells["label"],
                "group": group,
                "is_victim": _YES_NO[cells.get("is_victim", "").lower()],
                "is_witness": _YES_NO[cells.get("is_witness", "").lower()],
                "definition": cells.get("definition", ""),
                "caution": cells.get("caution", ""),
                "status": "Area",
                "topic": "reasons",
                "source": cells.get("source") or "Area list",
                "words": cells.get("words", ""),
            }
        )
