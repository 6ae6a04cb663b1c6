"""Turns records into rows and back. The JSON in a row is the record; the other columns are for searching."""

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from assistant.record.model import Defendant, Finalisation, Stage
from assistant.store.errors import Place, RecordRefused, StoreDamaged
from assistant.store.ledger import canonical
from assistant.store.same_defendant import folded_name
from assistant.store.summaries import RecordSummary
from assistant.store.tables import RecordRow


def checked(record: Finalisation) -> Finalisation:
    """The record as it would be read back. Raises RecordRefused where it would not be."""
    try:
        return Finalisation.model_validate_json(canonical(plain(record)))
    except ValidationError as error:
        places = [".".join(map(str, fault["loc"])) or "text" for fault in error.errors(include_input=False)]
    raise RecordRefused(tuple(dict.fromkeys(places)))


def plain(record: Finalisation) -> dict[str, Any]:
    """The record as JSON holds it."""
    return record.model_dump(mode="json", warnings=False)


def searchable(body: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that a record is searched by, from its JSON."""
    defendant, poc = body["defendant"], body.get("poc")
    hearing = body.get("final_hearing")
    return {
        "stage": Stage(body["stage"]),
        "urn": plain_urn(body["urn"]),
        "surname_folded": folded_name(Defendant.model_validate(defendant)),
        "outcome": body["outcome"],
        "poc": poc["letter"] if poc else None,
        "final_hearing": date.fromisoformat(hearing) if hearing else None,
    }


def row_of(record: Finalisation, draft_id: str, account: str | None = None) -> RecordRow:
    """The row of a record that has its reference and moment, with the account of how this version came to be."""
    if record.reference is None or record.entered_at is None:
        raise ValueError("A record needs its reference and moment before it is written.")
    body = plain(record)
    return RecordRow(
        reference=record.reference,
        version=record.version,
        draft_id=draft_id,
        entered_by=record.entered_by,
        entered_at=record.entered_at,
        body=canonical(body),
        account=account,
        **searchable(body),
    )


def record_of(row: RecordRow, place: Place) -> Finalisation:
    """The record in a row of the store at `place`. Raises StoreDamaged where it cannot be read."""
    try:
        return Finalisation.model_validate_json(row.body)
    except ValidationError:
        # Its text would show what stands in the record.
        raise StoreDamaged(place, f"has a record that cannot be read: {row.reference}.") from None


def body_of(row: RecordRow, place: Place) -> dict[str, Any]:
    """The record in a row as JSON holds it. Raises StoreDamaged where it cannot be read."""
    return plain(record_of(row, place))


def summary_of(row: RecordRow, place: Place) -> RecordSummary:
    """The record in a row as one line of a list. Raises StoreDamaged where it cannot be read."""
    record = record_of(row, place)
    return RecordSummary(
        reference=row.reference,
        urn=record.urn,
        defendant=record.defendant.display_name,
        outcome_label=record.outcome_label,
        poc=record.poc.letter if record.poc else None,
        court=record.court.name if record.court else None,
        final_hearing=record.final_hearing,
        entered_at=row.entered_at,
        entered_by=row.entered_by,
        version=row.version,
    )


def plain_urn(urn: str) -> str:
    """A URN as the store compares it: capitals without spaces, slashes and dashes."""
    return re.sub(r"[\s/\-]", "", urn).upper()


def read_json(text: str) -> Any:
    """What JSON text holds; None where it is none."""
    try:
        return json.loads(text)
    except ValueError:
        return None
