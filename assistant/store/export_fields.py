"""The columns that records can be exported as, each by its name, and how each is read from a record's JSON."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.errors import FinaliseError

Body = Mapping[str, Any]
Value = str | int | bool | None
_CHARGE = ("number", "code", "offence_date", "plea", "verdict", "result", "live", "court_result")


class UnknownField(FinaliseError):
    """A field that was asked for is none, or is one that only goes out with names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportField:
    """A column: its name, the kind of its values, how to read it, and whether it may show who somebody is."""

    name: str
    kind: type[str] | type[int] | type[bool]
    read: Callable[[Body], Value]
    is_named: bool = False


def _part(*path: str) -> Callable[[Body], Value]:
    def read(body: Body) -> Value:
        found: Any = body
        for name in path:
            found = found.get(name) if found else None
        return found  # type: ignore[no-any-return]  # JSON

    return read


def _principal(name: str) -> Callable[[Body], Value]:
    def read(body: Body) -> Value:
        number = (body.get("poc") or {}).get("charge")
        return next((charge[name] for charge in body["charges"] if charge["number"] == number), None)

    return read


def _charges(body: Body) -> str:
    """The charges without wording, which a person may have typed."""
    return json.dumps([{name: charge.get(name) for name in _CHARGE} for charge in body["charges"]])


def _name(body: Body) -> str:
    defendant = body["defendant"]
    parts = (defendant.get("organisation"), defendant.get("forenames"), defendant.get("surname"))
    return " ".join(part for part in parts if part)


def _texts(*names: str, is_named: bool = False) -> tuple[ExportField, ...]:
    return tuple(ExportField(name=name, kind=str, read=_part(name), is_named=is_named) for name in names)


_ALL = (
    *_texts("reference"),
    ExportField(name="version", kind=int, read=_part("version")),
    *_texts("stage", "urn"),
    ExportField(name="area", kind=str, read=lambda body: body["urn"][:2]),
    *(
        ExportField(name=f"court_{name}", kind=str, read=_part("court", name))
        for name in ("code", "name", "type")
    ),
    *_texts("first_hearing", "final_hearing", "finalised_on", "hearing_record_sheet"),
    ExportField(name="charge_count", kind=int, read=lambda body: len(body["charges"])),
    ExportField(name="principal_code", kind=str, read=_principal("code")),
    ExportField(name="charges", kind=str, read=_charges),
    *_texts("outcome", "outcome_label"),
    ExportField(name="successful", kind=bool, read=_part("successful")),
    *_texts("outcome_date", "reason", "reason_label"),
    ExportField(name="poc", kind=str, read=_part("poc", "letter")),
    ExportField(name="poc_name", kind=str, read=_part("poc", "name")),
    ExportField(name="poc_suggested", kind=str, read=_part("poc", "suggested")),
    ExportField(name="poc_decided_by", kind=str, read=_part("poc", "decided_by")),
    ExportField(name="flags", kind=str, read=lambda body: " ".join(body["flags"])),
    ExportField(name="disclosure_was_key", kind=bool, read=_part("disclosure_was_key")),
    ExportField(name="victim_identified", kind=bool, read=_part("victim", "identified")),
    ExportField(name="letter_owed", kind=bool, read=_part("victim", "letter_owed")),
    ExportField(name="letter_due", kind=str, read=_part("victim", "letter_due")),
    ExportField(
        name="overrides", kind=str, read=lambda body: " ".join(one["rule"] for one in body["overrides"])
    ),
    ExportField(name="reopens", kind=str, read=_part("reopens")),
    *(
        ExportField(name=f"{name}_version", kind=str, read=_part("versions", name))
        for name in ("catalogue", "rules")
    ),
    ExportField(name="poc_table_version", kind=str, read=_part("versions", "poc_table")),
    ExportField(name="entered_at", kind=str, read=_part("entered_at")),
    # What names somebody, or was typed freely and may.
    ExportField(name="defendant", kind=str, read=_name, is_named=True),
    *(
        ExportField(name=name, kind=str, read=_part("defendant", name), is_named=True)
        for name in ("kind", "surname", "forenames", "organisation", "date_of_birth", "asn")
    ),
    ExportField(name="principal_title", kind=str, read=_principal("title"), is_named=True),
    *_texts("reason_note", "note", "outcome_proof", "second_record", "entered_by", is_named=True),
)
FIELDS: Mapping[str, ExportField] = {field.name: field for field in _ALL}
"""Every field by its name, in the order in which they are written."""


def chosen_fields(names: Iterable[str] | None, *, with_names: bool) -> tuple[ExportField, ...]:
    """The fields to export: those named, in that order, or else all; those that name somebody only `with_names`.

    Raises UnknownField.
    """
    if names is None:
        return tuple(field for field in _ALL if with_names or not field.is_named)
    given = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    unknown = [name for name in given if name not in FIELDS]
    if unknown or not given:
        raise UnknownField(
            f"There is no field called {' and none called '.join(unknown) or 'nothing'}.",
            fix=f"Choose from: {', '.join(FIELDS)}.",
        )
    named = [name for name in given if FIELDS[name].is_named]
    if named and not with_names:
        raise UnknownField(
            f"{', '.join(named)} may show who somebody is, so {'it is' if len(named) == 1 else 'they are'} left out.",
            fix="Add --names to export with names.",
        )
    return tuple(FIELDS[name] for name in given)
