"""Matches a CSV of offence texts and writes the best match beside each. Knows nothing of how matching is done."""

import csv
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from io import BufferedReader, TextIOWrapper
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cells import harmless
from assistant.match_pool import Answer, Answering, Chunk, Start, answered
from assistant.platform import beside, private_file
from knowledge.errors import FinaliseError

if TYPE_CHECKING:
    from _csv import Reader

    from knowledge.matching import OffenceMatch

COLUMNS = (
    *("code", "title", "poc", "poc_name", "poc_confidence", "confidence", "band", "alternatives"),
    *("poc_probability", "family"),
)
FEW_ROWS = 2000  # up to here further processes would take longer to start than they save
_CHUNK = 250
_ALTERNATIVES = 8


Told = Callable[[int, float | None], object]


def _nobody(count: int, share: float | None) -> None:
    pass


class MatchFileError(FinaliseError):
    """The CSV cannot be read or written."""


def matching() -> Answering:
    """What answers a text with the cells of `COLUMNS`; loads the matcher."""
    from knowledge.matching import load_matcher  # noqa: PLC0415 (only the process that answers needs it)

    matcher = load_matcher()
    return lambda text: _cells(matcher.search(text, limit=_ALTERNATIVES))


def match_csv(
    source: Path,
    *,
    column: str,
    output: Path,
    processes: int = 1,
    told: Told = _nobody,
    start: Start = matching,
) -> int:
    """Write `source` again as `output` with the best match of each row's text. Gives the number of rows.

    Every column of the source is kept; one of ours whose name is taken begins with "match_". `alternatives` are the
    codes of the other matches, parted by bars. The file is written whole or not at all, readable by its owner alone.
    A cell that a spreadsheet would run as a formula begins with an apostrophe. The matcher is loaded once the source
    is found to have the column, in so many `processes` where there are more than FEW_ROWS rows. Only a few hundred
    rows are in memory at a time. `told` hears now and then how many rows are written, and which share of the file
    that is. Raises MatchFileError, and WorkerStopped where a process ends early.
    """
    try:
        with source.open("rb") as data, TextIOWrapper(data, encoding="utf-8-sig", newline="") as lines:
            reader = csv.reader(lines)
            names = next(reader, [])
            if column not in names:
                raise MatchFileError(
                    f"{source.name} has no column called {column}.",
                    fix=f"Name one of its columns with --column: {', '.join(names) or 'it has none'}.",
                )
            chunks = _chunks(data, _rows(reader, len(names)), names.index(column))
            first = list(islice(chunks, FEW_ROWS // _CHUNK + 1))
            is_short = len(first) <= FEW_ROWS // _CHUNK
            header = [*names, *(_free_name(name, names) for name in COLUMNS)]
            # Closed at once whatever happens, so that no process outlives this call.
            with closing(answered(chain(first, chunks), start, 1 if is_short else processes)) as found:
                return _write(output, header, found, told)
    except UnicodeDecodeError as error:
        raise MatchFileError(
            f"{source.name} is not UTF-8 text.", fix="Save it as CSV UTF-8 and try again."
        ) from error
    except csv.Error as error:
        raise MatchFileError(
            f"{source.name} is not a CSV file.", fix="Save it as CSV UTF-8 and try again."
        ) from error
    except OSError as error:
        raise MatchFileError(
            f"{source} cannot be read: {error.strerror}.", fix="Check the file's name."
        ) from error


def _free_name(name: str, taken: list[str]) -> str:
    while name in taken:
        name = f"match_{name}"
    return name


def _chunks(data: BufferedReader, rows: Iterator[list[str]], place: int) -> Iterator[Chunk]:
    """The rows in portions, with the text that stands at `place` in each."""
    size = os.fstat(data.fileno()).st_size  # 0 for a pipe, whose end nobody knows
    while portion := list(islice(rows, _CHUNK)):
        read = data.tell() / size if size else None
        yield Chunk(rows=portion, texts=[row[place] for row in portion], read=read)


def _rows(reader: "Reader", width: int) -> Iterator[list[str]]:
    """The rows that are not empty, each filled up to the width."""
    for row in reader:
        if len(row) > width:
            raise MatchFileError(
                f"Line {reader.line_num} has more cells than there are columns.",
                fix="Put quotation marks round a text that holds a comma.",
            )
        if row:
            yield row + [""] * (width - len(row))


def _cells(matches: "list[OffenceMatch]") -> Answer:
    """The values of `COLUMNS` for the matches of a text."""
    if not matches:
        return ("",) * len(COLUMNS)
    best = matches[0]
    return (
        best.code,
        best.title,
        best.poc.letter or "",
        best.poc.name or "",
        best.poc.confidence.value,
        str(best.confidence),
        best.band.value,
        "|".join(match.code for match in matches[1:]),
        str(best.poc_probability),
        best.family,
    )


def _write(output: Path, header: list[str], found: Iterable[tuple[Chunk, list[Answer]]], told: Told) -> int:
    """Write the rows beside `output`, then put the file in its place. Raises MatchFileError where that fails."""
    made = beside(output)
    count = 0
    try:
        private_file(made)
        with made.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(map(harmless, header))
            for chunk, answers in found:
                for row, answer in zip(chunk.rows, answers, strict=True):
                    writer.writerow(map(harmless, (*row, *answer)))
                count += len(answers)
                told(count, chunk.read)
        made.replace(output)
    except OSError as error:
        raise MatchFileError(
            f"{output} cannot be written: {error.strerror}.",
            fix="Name a file in a folder that is there and that you may write to.",
        ) from error
    finally:
        made.unlink(missing_ok=True)
    return count
