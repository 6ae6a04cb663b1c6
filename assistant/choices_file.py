"""Choices as a CSV file: written for an Area to send, read again with every fault by its line. Opens no store."""

import csv
import io
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from pathlib import Path

from assistant.cells import harmless
from assistant.platform import read_text, write_whole
from assistant.store.summaries import ChoiceElsewhere, ChoiceSummary
from knowledge.catalogue import load_catalogue
from knowledge.dates import DateError, read_date
from knowledge.errors import FinaliseError
from knowledge.matching.said import said_key
from knowledge.text import one_line

COLUMNS = ("words", "code", "title", "times", "people", "approved", "first", "last")
_NEEDED = ("words", "code")
_YES, _NO = ("yes", "y", "true", "1"), ("no", "n", "false", "0", "")
_MOST = 1_000_000
_SHOWN = 20


class ChoicesFileError(FinaliseError):
    """The file of choices cannot be read or written. `faults` holds (line number, what is wrong)."""

    def __init__(self, what: str, *, fix: str, faults: Iterable[tuple[int, str]] = ()) -> None:
        super().__init__(what, fix=fix)
        self.faults = tuple(faults)


class _Wrong(Exception):
    """What is wrong with one cell, in words."""


def write_choices(choices: Iterable[ChoiceSummary], path: Path) -> None:
    """Write choices whole or not at all, for the owner's eyes only. Who made them does not go out.

    Raises ChoicesFileError.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for choice in choices:
        offence = load_catalogue().get(choice.code)
        cells = (
            choice.said,
            choice.code,
            offence.title if offence else "",
            str(choice.times),
            str(choice.people),
            "yes" if choice.approved_by is not None else "no",
            choice.first_at.date().isoformat(),
            choice.last_at.date().isoformat(),
        )
        writer.writerow(map(harmless, cells))
    try:
        write_whole(path, text.getvalue())
    except OSError as error:
        raise ChoicesFileError(
            f"{path} cannot be written: {error.strerror}.",
            fix="Name a file in a folder that is there and that you may write to.",
        ) from error


def read_choices(path: Path, today: date) -> list[ChoiceElsewhere]:
    """The choices in a file that a person may have changed in any spreadsheet, their words reduced as ours are.

    Raises ChoicesFileError with all that is wrong, line by line; then nothing of it is to be used.
    """
    try:
        reader = csv.DictReader(io.StringIO(read_text(path)), strict=True)
        missing = [name for name in _NEEDED if name not in (reader.fieldnames or ())]
        if missing:
            raise ChoicesFileError(
                f"{path.name} has no column called {' and none called '.join(missing)}.",
                fix=f"Its columns are {', '.join(COLUMNS)}; the first two are needed.",
            )
        return _checked(reader, path.name, today)
    except csv.Error as error:
        raise ChoicesFileError(
            f"{path.name} is not a CSV file.", fix="Save it as CSV and try again."
        ) from error
    except OSError as error:
        raise ChoicesFileError(
            f"{path} cannot be read: {error.strerror}.", fix="Check the file's name."
        ) from error


def _checked(reader: "csv.DictReader[str]", name: str, today: date) -> list[ChoiceElsewhere]:
    found: dict[tuple[str, str], tuple[int, ChoiceElsewhere]] = {}
    faults: list[tuple[int, str]] = []
    for row in reader:
        line = reader.line_num
        try:
            choice = _choice(row, today)
        except _Wrong as wrong:
            faults.append((line, str(wrong)))
            continue
        first, _ = found.setdefault((choice.said, choice.code), (line, choice))
        if first != line:
            faults.append((line, f"These words and this code are on line {first} too."))
    if faults:
        raise ChoicesFileError(
            _listed(name, faults), fix="Nothing was taken in. Put this right first.", faults=faults
        )
    return [choice for _, choice in found.values()]


def _listed(name: str, faults: list[tuple[int, str]]) -> str:
    lines = [f"  line {line}: {what}" for line, what in faults[:_SHOWN]]
    if len(faults) > _SHOWN:
        lines.append(f"  and {len(faults) - _SHOWN} more")
    count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    return "\n".join([f"{name} has {count}:", *lines, ""])


def _choice(row: dict[str, str], today: date) -> ChoiceElsewhere:
    if row.get(None):  # type: ignore[call-overload]  # where DictReader puts what has no column
        raise _Wrong("There are more cells than columns.")
    cells = {name: one_line((row.get(name) or "").removeprefix("'")) for name in COLUMNS}
    approved = _yes_or_no(cells["approved"])
    times, people = _number("times", cells["times"]), _number("people", cells["people"])
    if people > times:
        raise _Wrong(f"people is {people}, which is more than times.")
    if not people and (times or not approved):
        raise _Wrong("Nobody chose it, so it must be approved to be of use.")
    first, last = _day("first", cells["first"], today), _day("last", cells["last"], today)
    if first > last:
        raise _Wrong("The first day is after the last.")
    return ChoiceElsewhere(
        said=_words(cells["words"]),
        code=_code(cells["code"]),
        times=times,
        people=people,
        approved=approved,
        first_at=datetime.combine(first, time(), UTC),
        last_at=datetime.combine(last, time(), UTC),
    )


def _words(cell: str) -> str:
    said = said_key(cell)
    if said is None:
        raise _Wrong("There are no words." if not cell else "Too little of these words may be kept.")
    return said


def _code(cell: str) -> str:
    offence = load_catalogue().get(cell)
    if offence is None or not offence.is_prosecution:
        raise _Wrong(f"{cell or 'An empty cell'} is not the code of an offence on the standing list.")
    return offence.code


def _number(name: str, cell: str) -> int:
    if not cell:
        return 0
    if not cell.isdecimal() or not cell.isascii() or len(cell) > len(str(_MOST)) or int(cell) > _MOST:
        raise _Wrong(f"{name} should be a whole number, at most {_MOST:,}.")
    return int(cell)


def _yes_or_no(cell: str) -> bool:
    if cell.casefold() not in (*_YES, *_NO):
        raise _Wrong("approved should be yes or no.")
    return cell.casefold() in _YES


def _day(name: str, cell: str, today: date) -> date:
    try:
        return read_date(cell, today) if cell else today
    except DateError as error:
        raise _Wrong(f"{name}: {error.what}") from error
