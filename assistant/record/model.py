"""The finalisation record as it is written and published: its parts, their types, their JSON. No rules, no storage."""

from datetime import date, datetime
from enum import StrEnum

from pydantic import ConfigDict
from sqlmodel import Field, SQLModel

from assistant.record.kinds import (
    CrownRoute,
    Custody,
    Relationship,
    SheetItem,
    SheetKind,
    TrialReached,
)
from knowledge.courts import CourtType
from knowledge.letters import RightToReview
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
    asn: str | None = None
    custody: Custody | None = None

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
    `replaced_by` is the number of the charge put in its place; `substituted` says that this one was put in the place
    of another. `suggested` is what the assistant suggested for the words `typed`, which need not be what was
    recorded; None where a code or wording of one's own was typed. `plea_vacated` says that a plea of guilty was taken
    back. `court_result` is the Ministry's result code from the court's extract, such as "2051".
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
    charged_on: date | None = None
    pleaded_on: date | None = None
    plea_vacated: bool | None = None
    convicted_on: date | None = None
    sentenced_on: date | None = None
    substituted: bool | None = None
    court_result: str | None = None


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

    `dropped_on` is the date of the decision to drop or alter a charge; the letter's time runs from it. `age` is in
    whole years at the offence. `told_at_court` says that the decision was explained there, `explanation_noted` that
    what was said was noted on CMS. `review` is what the letter says of the Victims' Right to Review.
    """

    identified: bool
    enhanced: bool | None = None
    letter_owed: bool = False
    letter_due: date | None = None
    dropped_on: date | None = None
    age: int | None = None
    relationship: Relationship | None = None
    letter_sent: date | None = None
    told_at_court: bool | None = None
    explanation_noted: bool | None = None
    review: RightToReview | None = None


class Trial(Part):
    """How far the case came on its way to a trial, as far as a rule asks.

    `listed` says that the final hearing was listed for trial, effective or not; `adjournment_refused` that the court
    refused the prosecution more time, as the hearing record sheet shows. `began_on` is the day on which the jury was
    sworn or, in a magistrates' court, the evidence began.
    """

    listed: bool | None = None
    adjournment_refused: bool | None = None
    arraigned: bool | None = None
    indictment_on: date | None = None
    began_on: date | None = None
    reached: TrialReached | None = None


class Sheet(Part):
    """What the hearing record sheet of the final hearing carries, as far as it was said.

    `defendants` counts those that it covers; `lines_confirmed` says that the lines of this one were told apart.
    `charges` are the codes, or the wording, of the charges resulted on it. `missing` lists what it should carry and
    does not; empty means that it was looked through and nothing is missing.
    """

    kind: SheetKind | None = None
    hearing_on: date | None = None
    received_on: date | None = None
    names_defendant: bool | None = None
    defendants: int | None = None
    lines_confirmed: bool | None = None
    charges: list[str] | None = None
    missing: list[SheetItem] | None = None


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
    finding of unfitness, or the charging decision; `outcome_proof` says how a death was proved.

    What follows `entered_at` is there where it was said: `next_hearing` is a date for which the defendant is bailed;
    `present` is whether the defendant was at the final hearing; `defendants` counts those on the case, and
    `others_uncharged` says that one of them has no charge; `vulnerable` is whether a victim or witness is marked as
    vulnerable or intimidated; `pcd_poc` is the letter of the category given at the charging stage; `reopens` is the
    reference of the administrative finalisation that this record takes up again; `second_record` says why the same
    defendant has another record for the same charges.
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
    first_hearing: date | None = None
    next_hearing: date | None = None
    youth_court: bool | None = None
    crown_route: CrownRoute | None = None
    present: bool | None = None
    trial: Trial | None = None
    outcome_proof: str | None = None
    warrant_executed_on: date | None = None
    pcd_poc: str | None = None
    defendants: int | None = None
    others_uncharged: bool | None = None
    vulnerable: bool | None = None
    sheet: Sheet | None = None
    reopens: str | None = None
    second_record: str | None = None
