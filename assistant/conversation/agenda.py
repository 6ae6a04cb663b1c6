"""Works out what is settled, what is in doubt, what is wrong and what is asked next. Changes nothing, says nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from assistant.conversation.assemble import record_of
from assistant.conversation.case import Case
from assistant.conversation.questions.base import At, Question
from assistant.conversation.questions.finish import OVERRIDE_WARNING, WRITE
from assistant.conversation.questions.order import asked_in_order, details_to_give
from assistant.conversation.settled import doubt, open_keys, settled_fields
from assistant.conversation.state import State
from assistant.record.draft import OVERRIDE, charge_key, charge_number
from assistant.record.model import Finalisation
from assistant.record.rules import Finding, Severity, check, check_partial


class Status(StrEnum):
    """How far one answer has come."""

    SETTLED = "settled"
    MISSING = "missing"
    WAITING = "waiting"
    """Not settled, and not asked before what it builds on is there."""
    SKIPPED = "skipped"
    DOUBTFUL = "doubtful"
    """Settled, but what it rests on has changed."""
    WRONG = "wrong"
    """Settled, but a rule stops the record because of it."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question that applies, where it is asked, and how far it has come. `note` says why it is in doubt."""

    question: Question
    at: At
    status: Status
    note: str = ""

    @property
    def key(self) -> str:
        """The key of the answer."""
        return self.question.key(self.at)


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """Everything that is to be settled for one case, in order, and what the rules say of it so far."""

    state: State
    case: Case

    @cached_property
    def record(self) -> Finalisation:
        """The record as far as it goes."""
        return record_of(self.case)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the rules say: of the whole record once every answer stands, until then of what is settled."""
        still_open = open_keys(self.case)
        if not still_open:
            return check(self.record, self.case.surroundings)
        return check_partial(self.record, self.case.surroundings, settled_fields(self.case, still_open))

    @property
    def final_record(self) -> Finalisation:
        """The record to write: as it stands, with the reasons for those warnings only that still hold."""
        warned = {finding.rule for finding in self.findings if finding.severity is Severity.WARN}
        kept = [override for override in self.record.overrides if override.rule in warned]
        return self.record.model_copy(update={"overrides": kept})

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every question that applies, in the order asked; then the details that were given or are asked for."""
        wrong = {key_of_field(finding.field) for finding in self.stops}
        given = (
            (question, at)
            for question, at in details_to_give(self.case)
            if question.key(at) in self.state.draft or question.key(at) == self.state.focus
        )
        return tuple(self._item(question, at, wrong) for question, at in (*asked_in_order(self.case), *given))

    @cached_property
    def details(self) -> tuple[Item, ...]:
        """Every detail that may be given, given or not."""
        return tuple(
            Item(
                question=question,
                at=at,
                status=Status.SETTLED if question.key(at) in self.state.draft else Status.WAITING,
            )
            for question, at in details_to_give(self.case)
        )

    def _item(self, question: Question, at: At, wrong: set[str]) -> Item:
        key = question.key(at)
        answer = self.state.draft.get(key)
        if answer is None:
            if key in self.state.skipped:
                status = Status.SKIPPED
            else:
                status = Status.MISSING if question.ready(at) else Status.WAITING
            return Item(question=question, at=at, status=status)
        if not question.ready(at):
            return Item(question=question, at=at, status=Status.SETTLED)
        if note := doubt(question, at, answer):
            return Item(question=question, at=at, status=Status.DOUBTFUL, note=note)
        return Item(question=question, at=at, status=Status.WRONG if key in wrong else Status.SETTLED)

    @cached_property
    def stops(self) -> tuple[Finding, ...]:
        """Findings that keep the record from being written."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.STOP)

    @cached_property
    def open_warnings(self) -> tuple[Item, ...]:
        """Warnings that nobody has given a reason for, as questions."""
        rules = dict.fromkeys(finding.rule for finding in self.findings if finding.severity is Severity.WARN)
        asked = (self._warning(rule) for rule in rules)
        return tuple(item for item in asked if item.status is not Status.SETTLED)

    def _warning(self, rule: str) -> Item:
        at = At(case=self.case, rule=rule, warning=warning_text(self.findings, rule))
        answer = self.state.draft.get(OVERRIDE + rule)
        told = answer is not None and answer.basis == OVERRIDE_WARNING.basis(at)
        return Item(question=OVERRIDE_WARNING, at=at, status=Status.SETTLED if told else Status.MISSING)

    @cached_property
    def next(self) -> Item:
        """What is asked next: what the person chose to change, then what is wrong or in doubt, then the rest."""
        for item in self.items:
            if item.key == self.state.focus:
                return item
        for wanted in (Status.WRONG, Status.DOUBTFUL):
            for item in self.items:
                if item.status is wanted:
                    return item
        missing = [item for item in self.items if item.status is Status.MISSING]
        explanations = [item for item in missing if item.question.explains]
        skipped = [item for item in self.items if item.status is Status.SKIPPED]
        to_write = Item(question=WRITE, at=At(case=self.case), status=Status.MISSING)
        return [*explanations, *self.open_warnings, *missing, *skipped, to_write][0]


def warning_text(findings: Iterable[Finding], rule: str) -> str:
    """Everything that one rule warns of."""
    return " ".join(finding.message for finding in findings if finding.rule == rule)


_FIELD_KEYS = {
    "final_hearing": "hearing",
    "hearing_record_sheet": "sheet",
    "disclosure_was_key": "disclosure",
    "outcome_date": "event_date",
    "finalised_on": "hearing",
    "victim.enhanced": "enhanced",
    "victim.letter_due": "dropped_on",
    "victim.dropped_on": "dropped_on",
    "defendant.date_of_birth": "date_of_birth",
    "defendant.kind": "defendant",
    "defendant.asn": "asn",
    "defendant.custody": "custody",
    "outcome_proof": "death_proof",
    "trial.listed": "listed",
    "trial.adjournment_refused": "adjournment_refused",
    "trial.arraigned": "arraigned",
    "trial.reached": "trial_reached",
    "sheet.kind": "sheet_kind",
    "sheet.hearing_on": "sheet_date",
    "sheet.received_on": "sheet_received",
    "sheet.names_defendant": "sheet_names",
    "sheet.lines_confirmed": "sheet_lines",
    "sheet.charges": "sheet_charges",
    "sheet.missing": "sheet_missing",
    "victim.letter_sent": "letter_sent",
    "victim.explanation_noted": "explanation_noted",
    "victim.review": "review",
    "second_record": "duplicate",
}
_CHARGE_PARTS = {"code": "offence", "title": "offence", "offence_date_to": "offence_date"}


def key_of_field(field: str) -> str:
    """The key of the answer that a rule's field was made of."""
    number = charge_number(field) if field.startswith("charges.") else None
    if number is not None:
        part = field.split(".", 2)[2] if field.count(".") > 1 else "offence"
        return charge_key(number, _CHARGE_PARTS.get(part, part))
    return _FIELD_KEYS.get(field, field.partition(".")[0])
