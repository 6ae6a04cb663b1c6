"""Matches a CSV of offence texts and writes the best match beside each. Knows nothing of how matching is done."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.platform import beside, private_file
from knowledge.errors import FinaliseError

if TYPE_CHECKING:
    from knowledge.matching import Matcher, OffenceMatch

COLUMNS = ("code", "title", "poc", "poc_name", "poc_confidence", "confidence", "band", "alternatives")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_ALTERNATIVES = 8


class MatchFileError(FinaliseError):
    """The CSV cannot be read or written."""


def match_csv(matcher: "Matcher", source: Path, *, column: str, output: Path) -> int:
    """Write `source` again as `output` with the best match of each row's text. Gives the number of rows.

    Every column of the source is kept; `alternatives` are the codes of the other matches, parted by bars. The file
    is written whole or not at all, readable by its owner alone. A cell that a spreadsheet would run as a formula
    begins with an apostrophe. Raises MatchFileError.
    """
    try:
        with source.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            names = list(reader.fieldnames or ())
            if column not in names:
                raise MatchFileError(
                    f"{source.name} has no column called {column}.",
                    fix=f"Name one of its columns with --column: {', '.join(names) or 'it has none'}.",
                )
            return _write(output, names, _matched(matcher, reader, column))
    except UnicodeDecodeError as error:
        raise MatchFileError(
            f"{source.name} is not UTF-8 text.", fix="Save it as CSV UTF-8 and try again."
        ) from error
    except csv.Error as error:
        raise MatchFileError(
            f"{source.name} is not a CSV file.", fix="Save it as CSV UTF-8 and try again."
        ) from error
    except OSError as error:
        name = Path(error.filename or source).name
        raise MatchFileError(
            f"{name} cannot be read or written: {error.strerror}.", fix="Check the file's name."
        ) from error


def _matched(matcher: "Matcher", reader: "csv.DictReader[str]", column: str) -> Iterator[dict[str, str]]:
    for row in reader:
        given = {
            name: value or ""
            for name, value in row.items()
            if isinstance(name, str) and not isinstance(value, list)
        }
        yield {**given, **_answer(matcher.search(given.get(column, ""), limit=_ALTERNATIVES))}


def _answer(matches: "list[OffenceMatch]") -> dict[str, str]:
    if not matches:
        return dict.fromkeys(COLUMNS, "")
    best = matches[0]
    return {
        "code": best.code,
        "title": best.title,
        "poc": best.poc.letter or "",
        "poc_name": best.poc.name or "",
        "poc_confidence": best.poc.confidence.value,
        "confidence": str(best.confidence),
        "band": best.band.value,
        "alternatives": "|".join(match.code for match in matches[1:]),
    }


def _write(output: Path, names: list[str], rows: Iterator[dict[str, str]]) -> int:
    made = private_file(beside(output))
    count = 0
    try:
        with made.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [*names, *(name for name in COLUMNS if name not in names)])
            writer.writeheader()
            for row in rows:
                writer.writerow({name: _harmless(value) for name, value in row.items()})
                count += 1
        made.replace(output)
    except BaseException:
        made.unlink(missing_ok=True)
        raise
    return count


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
