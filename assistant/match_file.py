"""Matches a CSV of offence texts and writes the best match beside each. Knows nothing of how matching is done."""

import csv
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.platform import beside, private_file
from knowledge.errors import FinaliseError

if TYPE_CHECKING:
    from knowledge.matching import Matcher, OffenceMatch

COLUMNS = (
    *("code", "title", "poc", "poc_name", "poc_confidence", "confidence", "band", "alternatives"),
    *("poc_probability", "family"),
)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_ALTERNATIVES = 8


class MatchFileError(FinaliseError):
    """The CSV cannot be read or written."""


def match_csv(load_matcher: "Callable[[], Matcher]", source: Path, *, column: str, output: Path) -> int:
    """Write `source` again as `output` with the best match of each row's text. Gives the number of rows.

    Every column of the source is kept; one of ours whose name is taken begins with "match_". `alternatives` are the
    codes of the other matches, parted by bars. The file is written whole or not at all, readable by its owner alone.
    A cell that a spreadsheet would run as a formula begins with an apostrophe. The matcher is loaded once the source
    is found to have the column. Raises MatchFileError.
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
            ours = {name: _free_name(name, names) for name in COLUMNS}
            rows = _matched(load_matcher(), reader, column, ours)
            return _write(output, [*names, *ours.values()], rows)
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


def _matched(
    matcher: "Matcher", reader: "csv.DictReader[str]", column: str, ours: Mapping[str, str]
) -> Iterator[dict[str, str]]:
    for row in reader:
        if row.get(None):  # where DictReader puts what has no column
            raise MatchFileError(
                f"Line {reader.line_num} has more cells than there are columns.",
                fix="Put quotation marks round a text that holds a comma.",
            )
        given = {name: value or "" for name, value in row.items()}
        answer = _answer(matcher.search(given[column], limit=_ALTERNATIVES))
        yield {**given, **{ours[name]: value for name, value in answer.items()}}


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
        "poc_probability": str(best.poc_probability),
        "family": best.family,
    }


def _write(output: Path, names: list[str], rows: Iterator[dict[str, str]]) -> int:
    """Write the rows beside `output`, then put the file in its place. Raises MatchFileError where that fails."""
    made = beside(output)
    count = 0
    try:
        private_file(made)
        with made.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(map(_harmless, names))
            for row in rows:
                writer.writerow(_harmless(row[name]) for name in names)
                count += 1
        made.replace(output)
    except OSError as error:
        raise MatchFileError(
            f"{output} cannot be written: {error.strerror}.",
            fix="Name a file in a folder that is there and that you may write to.",
        ) from error
    finally:
        made.unlink(missing_ok=True)
    return count


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
