"""The case as the answers so far describe it: what follows from them, worked out once. Asks nothing, shows nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from assistant.conversation.tables import Tables
from assistant.record.draft import OVERRIDE, Draft, Plain, charge_key
from assistant.record.model import Defendant, DefendantKind, Finalisation, Stage
from assistant.record.rules.surroundings import OTHER_REASON, Amendment, Surroundings, Week
from knowledge.catalogue import Offence
from knowledge.charges import ChargeFacts
from knowledge.courts import Court, CourtType, court_by_code
from knowledge.flag_suggestions import FlagAnswers, FlagSuggestion, suggest_flags
from knowledge.letters import LetterReading, letter_due, letter_owed
from knowledge.outcomes import DerivedOutcome, Family, Outcome, derive_outcome
from knowledge.pleas import Plea, Verdict
from knowledge.principal import LESSER_IN_PLACE, PrincipalChoice, choose_principal
from knowledge.results import ChargeResult, EndedBy, ResultInfo, load_results

_NO_OFFENCE = "an offence not yet named"


@dataclass(frozen=True, kw_only=True)
class SharedCharges:
    """The charges of the defendant before on the same case, offered to the next one."""

    defendant: str
    charges: tuple[dict[str, Plain], ...]


@dataclass(frozen=True, kw_only=True)
class Case:
    """Answers, tables and today, and what follows from them.

    `same` and `written` look for records of this defendant, and of this URN, that are in the store; `week` tells what
    the person wrote of late. `amends` is there where the record is a new version of one.
    """

    draft: Draft
    tables: Tables
    today: date
    shared: SharedCharges | None = None
    same: Callable[[str, Defendant], tuple[str, ...]] = field(default=lambda _urn, _defendant: ())
    written: Callable[[str], tuple[Finalisation, ...]] = field(default=lambda _urn: ())
    week: Callable[[], Week | None] = field(default=lambda: None)
    amends: Amendment | None = None

    @cached_property
    def stage(self) -> Stage | None:
        """Before or after charge, once said."""
        value = self.draft.value("stage")
        return Stage(value) if value else None

    @property
    def is_pre_charge(self) -> bool:
        """Whether the case ended before the defendant was charged."""
        return self.stage is Stage.PRE_CHARGE

    @property
    def defendant_kind(self) -> DefendantKind | None:
        """A person or an organisation, once known."""
        kind = self.draft.value("defendant_kind") or (self.draft.value("defendant") or {}).get("kind")
        return DefendantKind(kind) if kind else None

    @property
    def defendant_name(self) -> str:
        """The defendant's name as a person would read it, or "the defendant"."""
        named = self.draft.value("defendant") or {}
        person = " ".join(part for part in (named.get("forenames"), named.get("surname")) if part)
        if self.defendant_kind is DefendantKind.ORGANISATION:
            return named.get("organisation") or person or "the defendant"
        return person or named.get("organisation") or "the defendant"

    @cached_property
    def defendant(self) -> Defendant:
        """The defendant as the record has them."""
        named = self.draft.value("defendant") or {}
        kind = self.defendant_kind or DefendantKind.PERSON
        if kind is DefendantKind.ORGANISATION:
            return Defendant(kind=kind, organisation=self.defendant_name, asn=self.draft.value("asn"))
        return Defendant(
            kind=kind,
            surname=named.get("surname") or named.get("organisation"),
            forenames=named.get("forenames"),
            date_of_birth=self.date_of("date_of_birth"),
            asn=self.draft.value("asn"),
            custody=self.draft.value("custody"),
        )

    @cached_property
    def already(self) -> tuple[str, ...]:
        """One sentence for each record of this defendant on this URN that is in the store."""
        if "urn" not in self.draft or "defendant" not in self.draft:
            return ()
        return self.same(self.draft.value("urn"), self.defendant)

    @cached_property
    def others(self) -> tuple[Finalisation, ...]:
        """The records of this URN that are in the store, once the charges tell one from another."""
        urn = self.draft.value("urn")
        return self.written(urn) if urn and self.charges_entered else ()

    @cached_property
    def surroundings(self) -> Surroundings:
        """What the rules look at beside the record. The week is asked for only where a rule may need it."""
        counts = self.draft.value("reason") == OTHER_REASON or any(
            key.startswith(OVERRIDE) for key in self.draft
        )
        return self.tables.surroundings(
            self.today, others=self.others, week=self.week() if counts else None, amends=self.amends
        )

    @cached_property
    def court(self) -> Court | None:
        """The court of the final hearing."""
        code = self.draft.value("court")
        return court_by_code(code) if code else None

    @property
    def court_type(self) -> CourtType | None:
        """Magistrates' or Crown, once the court is known."""
        return self.court.type if self.court else None

    def date_of(self, key: str) -> date | None:
        """A date among the answers."""
        value = self.draft.value(key)
        return date.fromisoformat(value) if value else None

    def typed_offence(self, number: int) -> str:
        """What was typed for a charge's offence."""
        answer = self.draft.get(charge_key(number, "offence"))
        return answer.words if answer else ""

    def offence(self, number: int) -> Offence | None:
        """The offence of a charge, where it is on the standing list."""
        value = self.draft.value(charge_key(number, "offence")) or {}
        code = value.get("code")
        return self.tables.catalogue.get(code) if code else None

    def title(self, number: int) -> str:
        """The offence of a charge in words."""
        value = self.draft.value(charge_key(number, "offence")) or {}
        return value.get("title") or _NO_OFFENCE

    def named_charge(self, number: int) -> str:
        """A charge as a sentence names it: "charge 2: Robbery"; "the charge of Robbery" where it is the only one."""
        if self.draft.charge_count == 1:
            return self.title(1)
        return f"charge {number}: {self.title(number)}"

    def heading(self, number: int) -> str:
        """A charge as the heading of a question about it: "Charge 2 of 3: Robbery"."""
        named = f": {self.title(number)}" if charge_key(number, "offence") in self.draft else ""
        return f"Charge {number} of {self.draft.charge_count}{named}"

    def plea(self, number: int) -> Plea | None:
        """The plea to a charge."""
        value = self.draft.value(charge_key(number, "plea"))
        return Plea(value) if value else None

    def verdict(self, number: int) -> Verdict | None:
        """The verdict on a charge; a plea of guilty needs none."""
        value = self.draft.value(charge_key(number, "verdict"))
        if value:
            return Verdict(value)
        if self.draft.value(charge_key(number, "result")):
            info = self.result_info(number)
            return info.verdict if info and info.verdict else Verdict.NONE
        return Verdict.NONE if self.pleaded_guilty(number) else None

    def pleaded_guilty(self, number: int) -> bool:
        """Whether the plea alone convicts."""
        return self.plea(number) in (Plea.GUILTY, Plea.ADMITS)

    def result(self, number: int) -> ChargeResult | None:
        """How a charge ended: as said, or as its plea and verdict leave no other way."""
        value = self.draft.value(charge_key(number, "result"))
        if value:
            return ChargeResult(value)
        if self.pleaded_guilty(number):
            return ChargeResult.GUILTY_PLEA
        match self.draft.value(charge_key(number, "verdict")), self.plea(number):
            case Verdict.GUILTY, Plea.NOT_GUILTY | Plea.DENIES:
                return ChargeResult.GUILTY_VERDICT
            case Verdict.GUILTY_OF_ALTERNATIVE, _:
                return ChargeResult.GUILTY_OF_ALTERNATIVE
        return None

    def result_info(self, number: int) -> ResultInfo | None:
        """What the results table says of how a charge ended."""
        value = self.draft.value(charge_key(number, "result"))
        result = ChargeResult(value) if value else self.result(number)
        return load_results()[result] if result else None

    def is_live(self, number: int) -> bool:
        """Whether a charge stood until the final hearing."""
        value = self.draft.value(charge_key(number, "live"))
        return True if value is None else bool(value)

    @cached_property
    def charges_entered(self) -> bool:
        """Whether every charge has its offence and its end, and no other is to come."""
        return "more_charges" in self.draft and all(
            charge_key(number, "offence") in self.draft
            and (self.is_pre_charge or self.result(number) is not None)
            for number in self.draft.charge_numbers
        )

    @cached_property
    def facts(self) -> tuple[ChargeFacts, ...]:
        """The charges as the rules on outcome and principal offence read them."""
        return tuple(self._facts(number) for number in self.draft.charge_numbers)

    def _facts(self, number: int) -> ChargeFacts:
        offence = self.offence(number)
        return ChargeFacts(
            number=number,
            code=offence.code if offence else None,
            title=self.title(number),
            plea=self.plea(number),
            verdict=self.verdict(number),
            result=self.result(number),
            live=self.is_live(number),
            replaced_by=self.draft.value(charge_key(number, "replaced_by")),
        )

    @cached_property
    def derived(self) -> DerivedOutcome | None:
        """The outcome that the charges lead to."""
        if self.is_pre_charge or not self.charges_entered or self.court_type is None:
            return None
        return derive_outcome(self.facts, self.court_type)

    @cached_property
    def outcome(self) -> Outcome | None:
        """The outcome that was said."""
        key = self.draft.value("outcome")
        return self.tables.outcomes.get(key) if key else None

    @property
    def is_administrative(self) -> bool:
        """Whether the outcome is one of the four administrative ones."""
        return self.outcome is not None and self.outcome.family is Family.ADMINISTRATIVE

    @property
    def needs_reason(self) -> bool:
        """Whether a reason for an unsuccessful outcome is owed."""
        return self.outcome is not None and self.outcome.needs_reason

    @property
    def has_poc(self) -> bool:
        """Whether a POC is recorded: never before charge, never on an administrative outcome (domain.md 12.56)."""
        return self.outcome is not None and self.outcome.has_poc and not self.is_pre_charge

    @cached_property
    def something_dropped(self) -> bool:
        """Whether any charge was dropped or replaced by a decision of the prosecution (domain.md 6)."""
        if self.is_pre_charge:
            return self.outcome is not None and self.outcome.needs_reason
        return any(self.was_dropped(number) for number in self.draft.charge_numbers)

    def was_dropped(self, number: int) -> bool:
        """Whether the prosecution ended this charge or put another in its place."""
        info = self.result_info(number)
        return info is not None and (info.ended_by is EndedBy.CPS or info.result is ChargeResult.REPLACED)

    @cached_property
    def letter(self) -> LetterReading:
        """Whether a letter to the victim is owed, and why."""
        return letter_owed(
            self.facts,
            victim_identified=bool(self.draft.value("victim")),
            outcome=self.draft.value("outcome"),
        )

    @property
    def letter_due(self) -> date | None:
        """The day by which the letter must go, once the decision's date and the service are known."""
        decided = self.date_of("dropped_on") or self.date_of("decision_date")
        if not self.letter.owed or decided is None or "enhanced" not in self.draft:
            return None
        return letter_due(decided, bool(self.draft.value("enhanced")), self.tables.area.holidays)

    @cached_property
    def lesser_and_graver(self) -> tuple[int, int] | None:
        """The lesser charge pleaded to and the graver one dropped beside it, where both bear on the POC."""
        if not self.has_poc or not self.charges_entered:
            return None
        unasked = choose_principal(self.facts, self.tables.poc, court=self.court_type)
        if LESSER_IN_PLACE not in unasked.questions or unasked.number is None or not unasked.other_readings:
            return None
        return unasked.other_readings[0].number, unasked.number

    @cached_property
    def principal(self) -> PrincipalChoice | None:
        """The principal offence and its POC, by domain.md section 2."""
        if not self.has_poc or not self.charges_entered:
            return None
        return choose_principal(
            self.facts,
            self.tables.poc,
            court=self.court_type,
            lesser_in_place=self.draft.value("lesser_in_place"),
        )

    @cached_property
    def flag_suggestions(self) -> tuple[FlagSuggestion, ...]:
        """Flags that the charges and answers point at."""
        numbers = self.draft.charge_numbers
        offences = [offence for number in numbers if (offence := self.offence(number))]
        answers = FlagAnswers(
            words=tuple(self.typed_offence(number) for number in numbers),
            victim_identified=self.draft.value("victim"),
            uncharged_defendant=self.is_pre_charge or bool(self.draft.value("others_uncharged")),
            victim_age=self.draft.value("victim_age") if self.draft.value("victim") else None,
            defendants=self.draft.value("defendants") or 1,
            charge_replaced=any(self.result(number) is ChargeResult.REPLACED for number in numbers),
        )
        return tuple(suggest_flags(offences, answers))
