"""Reads an Area's own POC table and gathers every fault in it. Knows no other table."""

import csv
import re
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.catalogue import Catalogue
from knowledge.errors import FinaliseError
from knowledge.poc_categories import read_poc
from knowledge.text import one_line

_COLUMNS = {"code", "ho_class", "poc", "note"}
_CLASS = re.compile(r"[0-9]{3}(?:/[0-9]{2})?")


class AreaTableError(FinaliseError):
    """The Area's table has faults. `faults` holds (line number, what is wrong) for each of them."""

    def __init__(self, path: Path, faults: list[tuple[int, str]]) -> None:
        """In: the file, and its faults in the order of the lines; line 0 is the file as a whole."""
        listed = "\n".join(f"  line {line}: {what}" for line, what in faults)
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        super().__init__(
            f"The Area's POC table {path.name} has {count}:\n{listed}\n",
            fix="Put these right in the file. Its columns are code or ho_class, poc, and a note if you wish.",
        )
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRow:
    """The Area's answer for a code or a class, with its note."""

    letter: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaTable:
    """The Area's answers by code, by class and sub-class ("034/01") and by class ("034")."""

    name: str
    codes: dict[str, AreaRow] = field(default_factory=dict)
    classes: dict[str, AreaRow] = field(default_factory=dict)


def read_area_table(path: Path, catalogue: Catalogue) -> AreaTable:
    """The table in a CSV file with the columns code or ho_class, poc, and optionally note.

    poc is a letter or a category's name. Raises AreaTableError with every fault and its line at once: unknown
    columns, codes or classes, a missing or unknown POC, and rows given twice.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise AreaTableError(path, [(0, "the file cannot be opened")]) from error
    except UnicodeDecodeError as error:
        raise AreaTableError(path, [(0, "the file is not UTF-8 text; save it as CSV UTF-8")]) from error
    reader = csv.reader(text.splitlines())
    headings = [cell.strip().casefold() for cell in next(reader, [])]
    faults = _heading_faults(headings)
    if faults:
        raise AreaTableError(path, faults)
    table = AreaTable(name=path.name)
    known = _Known(catalogue)
    for cells in reader:
        if any(cell.strip() for cell in cells):
            faults += [(reader.line_num, what) for what in _take(table, headings, cells, known)]
    if faults:
        raise AreaTableError(path, faults)
    return table


class _Known:
    """What the standing list holds, read once and only when a row asks for it."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._classes: set[str] = set()

    def has_class(self, ho_class: str) -> bool:
        if not self._classes:
            both = self.catalogue.classes()
            self._classes = both | {one[:3] for one in both}
        return ho_class in self._classes


def _heading_faults(headings: list[str]) -> list[tuple[int, str]]:
    faults = [
        (1, f"the column {one_line(name) or 'without a name'} is not known")
        for name in headings
        if name not in _COLUMNS
    ]
    if "poc" not in headings:
        faults.append((1, "there is no column poc"))
    if not {"code", "ho_class"} & set(headings):
        faults.append((1, "there is no column code and no column ho_class"))
    if len(set(headings)) < len(headings):
        faults.append((1, "a column stands there twice"))
    return faults


def _take(table: AreaTable, headings: list[str], cells: list[str], known: _Known) -> list[str]:
    """Puts one row into the table, or says what is wrong with it."""
    if len(cells) > len(headings):
        return [f"the row has {len(cells)} cells, the heading {len(headings)}"]
    row = {name: one_line(cell) for name, cell in zip(headings, cells, strict=False)}
    code, ho_class = row.get("code", "").upper(), row.get("ho_class", "")
    letter = read_poc(row.get("poc", ""))
    faults: list[str] = []
    if letter is None:
        given = row.get("poc", "")
        faults.append(
            f"{given} is not a POC; give a letter, A to L"
            if given
            else "there is no POC; give a letter, A to L"
        )
    if bool(code) == bool(ho_class):
        faults.append("give a code or a class, one of the two")
    elif code:
        faults += _code_faults(code, table, known)
    else:
        faults += _class_faults(ho_class, table, known)
    if not faults and letter is not None:
        into, key = (table.codes, code) if code else (table.classes, ho_class)
        into[key] = AreaRow(letter=letter, note=row.get("note", ""))
    return faults


def _code_faults(code: str, table: AreaTable, known: _Known) -> list[str]:
    if code in table.codes:
        return [f"the code {code} is given twice"]
    return [] if code in known.catalogue else [f"the code {code} is not on the standing list"]


def _class_faults(ho_class: str, table: AreaTable, known: _Known) -> list[str]:
    if not _CLASS.fullmatch(ho_class):
        return [f"{ho_class} is not a class; write it like 034 or 034/01"]
    if ho_class in table.classes:
        return [f"the class {ho_class} is given twice"]
    return [] if known.has_class(ho_class) else [f"the class {ho_class} is not on the standing list"]
