"""The finalisation record as it is written and published: its parts, their types, their JSON. No rules, no storage."""

from datetime import date, datetime
from enum import StrEnum

from pydantic import ConfigDict
from sqlmodel import Field, SQLModel

from knowledge.courts import CourtType
from knowledge.pleas import Plea, Verdict
from knowledge.results import ChargeResult


class Part(SQLModel):
    """A part of the record: unknown fields are refused, and nothing changes once it is made."""

    model_config = ConfigDict(extra="forbid", frozen=True)  # type: ignore[assignment]  # SQLModel widens the type


class Stage(StrEnum):
    """Whether the defendant was charged: a pre-charge finalisation has no court, plea or POC of its own."""

    POST_CHARGE = "post_charge"
    PRE_CHARGE = "pre_charge"


class DefendantKind(StrEnum):
    """A person, or an organisation such as a company."""

    PERSON = "person"
    ORGANISATION = "organisation"


class SheetState(StrEnum):
    """Whether the hearing record sheet of the final hearing is in hand."""

    IN_HAND = "in_hand"
    NOT_IN_HAND = "not_in_hand"


class Defendant(Part):
    """One defendant. A person has a surname (35 characters at most), an organisation a name (100) (domain.md 12.8)."""

    kind: DefendantKind
    surname: str | None = None
    forenames: str | None = None
    organisation: str | None = None
    date_of_birth: date | None = None

    @property
    def display_name(self) -> str:
        """The name as a person would read it."""
        if self.kind is DefendantKind.ORGANISATION:
            return self.organisation or ""
        return " ".join(part for part in (self.forenames, self.surname) if part)


class Court(Part):
    """The court of the final hearing, by its code on the standing list."""

    code: str
    name: str
    type: CourtType


class SuggestedOffence(Part):
    """The offence that was suggested first for what was typed, and what suggested it.

    `confidence` is the probability (0 to 1) that the matcher gave it, `why` what carried it. `catalogue`, `index`
    and `matcher` are the versions of the standing list, of the index and of the matcher at that moment.
    """

    code: str
    confidence: float
    why: str
    catalogue: str
    index: str
    matcher: str


class Charge(Part):
    """One charge and how it ended.

    `number` counts from 1 as entered. `code` is a CJS offence code, or None where only wording is known.
    `live` is False where the charge left the case before the final hearing; `left_on` says when.
    `replaced_by` is the number of the charge put in its place. `suggested` is what the assistant suggested for the
    words `typed`, which need not be what was recorded; None where a code or wording of one's own was typed.
    """

    number: int
    code: str | None
    title: str
    typed: str = ""
    offence_date: date | None = None
    offence_date_to: date | None = None
    plea: Plea | None = None
    verdict: Verdict | None = None
    result: ChargeResult | None = None
    live: bool = True
    left_on: date | None = None
    replaced_by: int | None = None
    sentence: str | None = None
    suggested: SuggestedOffence | None = None


class PocChoice(Part):
    """The Principal Offence Category recorded, and everything that led to it.

    `letter` is the one recorded, `suggested` the one the table gave. `official` is True only where CPS text that
    was seen names the offence under the category. `confirmed` says that a person was shown the suggestion with its
    other reading and chose.
    """

    letter: str
    name: str
    charge: int | None
    decided_by: str
    explanation: str
    confidence: str
    official: bool = False
    confirmed: bool = False
    suggested: str | None = None
    other_reading: str | None = None
    note: str | None = None


class Victim(Part):
    """What the record needs to know of a victim to decide on a letter. No name is kept.

    `dropped_on` is the date of the decision to drop or alter a charge; the letter's time runs from it.
    """

    identified: bool
    enhanced: bool | None = None
    letter_owed: bool = False
    letter_due: date | None = None
    dropped_on: date | None = None


class Override(Part):
    """A warning that the person went on against, with the reason given."""

    rule: str
    reason: str


class Versions(Part):
    """Which tables made the suggestions in this record."""

    finalise: str
    catalogue: str
    poc_table: str
    rules: str


class Finalisation(Part):
    """One finalisation of one defendant.

    The JSON of this type is a public interface: field names stay stable. `reference` is given by the store and
    is None until then. `flags` are CMS monitoring codes; an empty list means that none apply, and that was said.
    `outcome_date` is the day of what ended the case where that is not the final hearing: the warrant, the death, the
    finding of unfitness, or the charging decision.
    """

    reference: str | None = None
    version: int = 1
    stage: Stage
    urn: str
    defendant: Defendant
    court: Court | None = None
    final_hearing: date | None = None
    finalised_on: date
    hearing_record_sheet: SheetState | None = None
    charges: list[Charge] = Field(default_factory=list)
    outcome: str
    outcome_label: str
    successful: bool | None
    reason: str | None = None
    reason_label: str | None = None
    reason_note: str | None = None
    poc: PocChoice | None = None
    flags: list[str] = Field(default_factory=list)
    disclosure_was_key: bool | None = None
    victim: Victim | None = None
    outcome_date: date | None = None
    note: str | None = None
    overrides: list[Override] = Field(default_factory=list)
    versions: Versions
    entered_by: str = ""
    entered_at: datetime | None = None
