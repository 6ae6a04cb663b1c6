"""Turns records into rows and back. The JSON in a row is the record; the other columns are for searching."""

import json
import re
from pathlib import Path

from pydantic import ValidationError

from assistant.record.model import Finalisation
from assistant.store.errors import RecordRefused, StoreDamaged
from assistant.store.same_defendant import folded_name
from assistant.store.summaries import RecordSummary
from assistant.store.tables import RecordRow


def checked(record: Finalisation) -> Finalisation:
    """The record as it would be read back. Raises RecordRefused where it would not be."""
    try:
        return Finalisation.model_validate_json(_body(record))
    except ValidationError as error:
        places = [".".join(map(str, fault["loc"])) or "text" for fault in error.errors(include_input=False)]
    raise RecordRefused(tuple(dict.fromkeys(places)))


def row_of(record: Finalisation, draft_id: str) -> RecordRow:
    """The row of a record that has its reference and moment."""
    if record.reference is None or record.entered_at is None:
        raise ValueError("A record needs its reference and moment before it is written.")
    return RecordRow(
        reference=record.reference,
        version=record.version,
        draft_id=draft_id,
        stage=record.stage,
        urn=plain_urn(record.urn),
        surname_folded=folded_name(record.defendant),
        outcome=record.outcome,
        poc=record.poc.letter if record.poc else None,
        final_hearing=record.final_hearing,
        entered_by=record.entered_by,
        entered_at=record.entered_at,
        body=_body(record),
    )


def record_of(row: RecordRow, path: Path) -> Finalisation:
    """The record in a row of the store at `path`. Raises StoreDamaged where it cannot be read."""
    try:
        return Finalisation.model_validate_json(row.body)
    except ValidationError:
        # Its text would show what stands in the record.
        raise StoreDamaged(path, f"has a record that cannot be read: {row.reference}.") from None


def summary_of(row: RecordRow, path: Path) -> RecordSummary:
    """The record in a row as one line of a list. Raises StoreDamaged where it cannot be read."""
    record = record_of(row, path)
    return RecordSummary(
        reference=row.reference,
        urn=record.urn,
        defendant=record.defendant.display_name,
        outcome_label=record.outcome_label,
        poc=record.poc.letter if record.poc else None,
        court=record.court.name if record.court else None,
        final_hearing=record.final_hearing,
        entered_at=row.entered_at,
    )


def plain_urn(urn: str) -> str:
    """A URN as the store compares it: capitals without spaces, slashes and dashes."""
    return re.sub(r"[\s/\-]", "", urn).upper()


def _body(record: Finalisation) -> str:
    """The record's JSON, always the same text for the same record."""
    plain = record.model_dump(mode="json", warnings=False)
    return json.dumps(plain, sort_keys=True, separators=(",", ":"))
