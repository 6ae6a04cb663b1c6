"""Writes records as a table to a file, row by row: CSV, JSON Lines or Parquet. What columns there are it is told."""

import csv
import json
import os
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from assistant.cells import harmless
from assistant.platform import private_file
from assistant.store.backup import finish, free_place, in_the_making
from assistant.store.errors import Place, StoreDamaged
from assistant.store.export_fields import ExportField, Value
from assistant.store.faults import told_plainly
from assistant.store.rows import read_json
from assistant.store.tables import REMOVED, RecordRow, is_current
from assistant.store.transactions import Transactions
from knowledge.errors import FinaliseError

_MANY, _GROUP = 100, 10_000
Row = list[Value]
Write = Callable[[Row], object]


class ExportRefused(FinaliseError):
    """The records cannot be written to that file."""


class Form(StrEnum):
    """How the table is written, by the end of the file's name."""

    CSV = ".csv"
    JSONL = ".jsonl"
    PARQUET = ".parquet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which records go out: final hearings from `since` to `until` (both counted), outcomes and POCs; None for all.

    A record without a final hearing, such as one before charge, goes out where no day is given. `all_versions`: not
    the newest versions alone.
    """

    since: date | None = None
    until: date | None = None
    outcomes: frozenset[str] | None = None
    pocs: frozenset[str] | None = None
    all_versions: bool = False


def form_of(file: Path) -> Form:
    """The form that the end of the file's name asks for. Raises ExportRefused."""
    try:
        return Form(file.suffix.lower())
    except ValueError:
        raise ExportRefused(
            f"Records cannot be written as {file.name}.",
            fix="End the file's name in .csv, .jsonl or .parquet.",
        ) from None


def export_records(
    source: Transactions,
    place: Place,
    file: Path,
    *,
    fields: Sequence[ExportField],
    chosen: Chosen,
    replace: bool = False,
    told: Callable[[int, float | None], object] = lambda _count, _share: None,
) -> int:
    """Write the chosen records of an open store, in the order of their entry, and give how many there were.

    The file is written whole or not at all, readable by its owner alone; a few hundred rows are in memory at a time.
    In CSV a cell that a spreadsheet would run begins with an apostrophe. `told` hears how many rows are written.
    Raises ExportRefused, FileInTheWay and StoreErrors.
    """
    path = file.expanduser().absolute()
    writer = _WRITERS[form_of(path)]
    with told_plainly(path):
        free_place(path, replace=replace)
        with in_the_making(path) as making:
            private_file(making)
            count = 0
            with (
                source.reading(steady=True) as session,
                writer(making, fields) as write,
                closing(_bodies(session, place, chosen)) as bodies,
            ):
                for body in bodies:
                    with told_plainly(path):
                        write([field.read(body) for field in fields])
                    count += 1
                    if count % _MANY == 0:
                        told(count, None)
            finish(making, path, replace=replace)
    return count


def _bodies(session: Session, place: Place, chosen: Chosen) -> Generator[dict[str, Any], None, None]:
    """The records as their JSON says, as they are asked for."""
    columns = (col(RecordRow.reference), col(RecordRow.version), col(RecordRow.body))
    query = sa.select(*columns).where(col(RecordRow.body) != REMOVED if chosen.all_versions else is_current())
    if chosen.since is not None:
        query = query.where(col(RecordRow.final_hearing) >= chosen.since)
    if chosen.until is not None:
        query = query.where(col(RecordRow.final_hearing) <= chosen.until)
    if chosen.outcomes is not None:
        query = query.where(col(RecordRow.outcome).in_(sorted(chosen.outcomes)))
    if chosen.pocs is not None:
        query = query.where(col(RecordRow.poc).in_(sorted(chosen.pocs)))
    in_order = query.order_by(col(RecordRow.entered_at), columns[0], columns[1])
    with closing(session.execute(in_order, execution_options={"yield_per": _MANY})) as found:
        for reference, _, text in found:
            body = read_json(text)
            if not isinstance(body, dict):
                raise StoreDamaged(place, f"has a record that cannot be read: {reference}.")
            yield body


@contextmanager
def _csv(path: Path, fields: Sequence[ExportField]) -> Iterator[Write]:
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([field.name for field in fields])
        yield lambda row: writer.writerow(_cell(value) for value in row)
        _keep(file)


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return harmless(value) if isinstance(value, str) else str(value)


@contextmanager
def _jsonl(path: Path, fields: Sequence[ExportField]) -> Iterator[Write]:
    names = [field.name for field in fields]
    with path.open("w", encoding="ascii", newline="") as file:
        yield lambda row: file.write(json.dumps(dict(zip(names, row, strict=True))) + "\n")
        _keep(file)


def _keep(file: Any) -> None:
    file.flush()
    os.fsync(file.fileno())


@contextmanager
def _parquet(path: Path, fields: Sequence[ExportField]) -> Iterator[Write]:
    try:
        import pyarrow as pa  # noqa: PLC0415 (one form of three needs it)
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        raise ExportRefused(
            "Writing Parquet needs the library pyarrow, which is not installed.",
            fix="Install it with: pip install 'finalise[report]', or write .csv or .jsonl.",
        ) from error
    kinds = {str: pa.string(), int: pa.int64(), bool: pa.bool_()}
    schema = pa.schema([(field.name, kinds[field.kind]) for field in fields])
    waiting: list[Row] = []

    def write_group(writer: Any) -> None:
        columns = [list(column) for column in zip(*waiting, strict=True)] or [[] for _ in fields]
        arrays = [pa.array(column, kind.type) for column, kind in zip(columns, schema, strict=True)]
        writer.write_table(pa.table(arrays, schema=schema))
        waiting.clear()

    with path.open("wb") as file:
        with parquet.ParquetWriter(file, schema, compression="zstd") as writer:

            def write(row: Row) -> None:
                waiting.append(row)
                if len(waiting) == _GROUP:
                    write_group(writer)

            yield write
            write_group(writer)
        _keep(file)


_WRITERS: dict[Form, Callable[[Path, Sequence[ExportField]], AbstractContextManager[Write]]] = {
    Form.CSV: _csv,
    Form.JSONL: _jsonl,
    Form.PARQUET: _parquet,
}
