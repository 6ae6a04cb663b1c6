"""Records and drafts as lines of text and as plain rows, for the command line. Reads no store."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from assistant.record.model import Charge, Finalisation
from assistant.store.summaries import DraftSummary, RecordSummary
from knowledge.dates import format_date, short_date
from knowledge.results import ChargeResult, load_results


def record_rows(records: Sequence[RecordSummary]) -> list[dict[str, object]]:
    """The records as plain data."""
    return [
        {
            "reference": record.reference,
            "urn": record.urn,
            "defendant": record.defendant,
            "outcome": record.outcome_label,
            "poc": record.poc,
            "court": record.court,
            "final_hearing": record.final_hearing.isoformat() if record.final_hearing else None,
            "entered_at": record.entered_at.isoformat(),
        }
        for record in records
    ]


def record_lines(records: Sequence[RecordSummary]) -> list[str]:
    """One line a record, or a line that says there is none."""
    if not records:
        return ["No records yet."]
    return [
        f"{record.reference}  {record.urn:<11}  {_when(record.entered_at)}  {record.poc or '-'}  "
        f"{record.outcome_label:<28.28}  {record.defendant}"
        for record in records
    ]


def draft_rows(drafts: Sequence[DraftSummary]) -> list[dict[str, object]]:
    """The drafts as plain data."""
    return [
        {"id": draft.id, "title": draft.title, "at": draft.at, "changed_at": draft.changed_at.isoformat()}
        for draft in drafts
    ]


def draft_lines(drafts: Sequence[DraftSummary]) -> list[str]:
    """One line a draft, or a line that says there is none."""
    if not drafts:
        return ["No drafts."]
    return [f"{draft.id}  {_when(draft.changed_at)}  {draft.title}: {draft.at}" for draft in drafts]


def whole_record(record: Finalisation) -> list[str]:
    """The record as lines of "label: value", in the order of the screens that it is typed into."""
    return [f"{label}: {value}" for label, value in _facts(record) if value]


def _facts(record: Finalisation) -> Iterator[tuple[str, str]]:
    yield "Reference", record.reference or ""
    yield "URN", record.urn
    yield "Defendant", record.defendant.display_name
    yield (
        "Date of birth",
        short_date(record.defendant.date_of_birth) if record.defendant.date_of_birth else "",
    )
    yield "Stage", record.stage.value.replace("_", "-")
    yield "Court", record.court.name if record.court else ""
    yield "Final hearing", format_date(record.final_hearing) if record.final_hearing else ""
    sheet = record.hearing_record_sheet
    yield "Hearing record sheet", sheet.value.replace("_", " ") if sheet else ""
    for charge in record.charges:
        yield f"Charge {charge.number}", _charge(charge)
    yield "Outcome", record.outcome_label
    yield "Date of event", format_date(record.outcome_date) if record.outcome_date else ""
    yield "Reason", f"{record.reason_label} ({record.reason})" if record.reason else ""
    yield "Reason in words", record.reason_note or ""
    if record.disclosure_was_key is not None:
        yield "Disclosure was a key factor", "yes" if record.disclosure_was_key else "no"
    yield from _poc(record)
    yield "Flags", ", ".join(record.flags) or "none apply"
    yield from _victim(record)
    for override in record.overrides:
        yield f"Went on against {override.rule}", override.reason
    yield "Note", record.note or ""
    entered = f" on {_when(record.entered_at)}" if record.entered_at else ""
    yield "Entered", f"by {record.entered_by}{entered}"


def _charge(charge: Charge) -> str:
    parts = [f"{charge.title} ({charge.code or 'not on the standing list'})"]
    if charge.offence_date:
        until = f" to {short_date(charge.offence_date_to)}" if charge.offence_date_to else ""
        parts.append(f"on {short_date(charge.offence_date)}{until}")
    if charge.plea and charge.result is not ChargeResult.GUILTY_PLEA:
        parts.append(f"plea {charge.plea.value.replace('_', ' ')}")
    if charge.result:
        parts.append(load_results()[charge.result].label[0].lower() + load_results()[charge.result].label[1:])
    if charge.replaced_by:
        parts.append(f"replaced by charge {charge.replaced_by}")
    if not charge.live:
        parts.append(f"left the case{f' on {short_date(charge.left_on)}' if charge.left_on else ' earlier'}")
    return ", ".join(parts)


def _poc(record: Finalisation) -> Iterator[tuple[str, str]]:
    if record.poc is None:
        return
    yield "POC", f"{record.poc.letter} {record.poc.name}"
    yield "Why", record.poc.explanation
    if record.poc.suggested and record.poc.suggested != record.poc.letter:
        yield "Table's POC", f"{record.poc.suggested}. Chosen against it: {record.poc.note or ''}"


def _victim(record: Finalisation) -> Iterator[tuple[str, str]]:
    victim = record.victim
    if victim is None:
        return
    yield "Identified victim", "yes" if victim.identified else "no"
    if victim.enhanced is not None:
        yield "Enhanced service", "yes" if victim.enhanced else "no"
    if victim.letter_owed:
        yield "Victim letter", f"due {format_date(victim.letter_due)}" if victim.letter_due else "owed"


def _when(moment: datetime) -> str:
    return moment.astimezone().strftime("%d/%m/%Y %H:%M")
