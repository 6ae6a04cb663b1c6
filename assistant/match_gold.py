"""Tests the matcher on phrases whose right answers are known, and lays the measures out. Changes nothing."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.platform import read_text
from knowledge.catalogue import UnknownOffenceCode, load_catalogue
from knowledge.errors import FinaliseError
from knowledge.matching.measure import (
    Answer,
    Calibration,
    GoldPhrase,
    Measures,
    Negatives,
    Rates,
    Share,
    measure,
    measure_negatives,
    plain,
)
from knowledge.poc import POC_CATEGORIES, load_poc_table
from knowledge.text import one_line

CODE_COLUMNS = ("gold_codes", "codes", "code")
_JOINTS = re.compile(r"[|,;\s]+")
_MOST_FAULTS = 20
_NO_FAULTS_FIX = "The file needs a column of texts and one of right codes, called gold_codes, codes or code."


class GoldError(FinaliseError):
    """The file of right answers cannot be read. `faults` holds (line number, what is wrong) for each of them."""

    def __init__(self, what: str, *, fix: str, faults: Sequence[tuple[int, str]] = ()) -> None:
        super().__init__(what, fix=fix)
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The measures over one file of phrases, and over one of texts that name no offence where there is one."""

    measures: Measures
    negatives: Negatives | None


def evaluate(
    gold: Sequence[GoldPhrase],
    negatives: Sequence[str] | None,
    search: Callable[[str], Sequence[Answer]],
    told: Callable[[int, float], object] = lambda count, share: None,
) -> Evaluation:
    """The measures of a search. `told` hears after each text how many are done, and which share that is."""
    total = len(gold) + len(negatives or ())
    done = 0

    def counted(text: str) -> Sequence[Answer]:
        nonlocal done
        found = search(text)
        done += 1
        told(done, done / total)
        return found

    return Evaluation(
        measures=measure(gold, counted),
        negatives=None if negatives is None else measure_negatives(negatives, counted),
    )


def read_gold(file: Path, column: str = "text") -> list[GoldPhrase]:
    """The phrases of a CSV with a column of texts, one of right codes, and perhaps `poc` and `style`.

    Codes and POC letters are joined by bars, spaces or commas. Without a column `poc` the letters are those that
    the POC table gives the codes; with it, a row whose cell is empty is not scored for POC. Raises GoldError, which
    lists every fault with its line.
    """
    names, rows = _table(file)
    codes = next((name for name in CODE_COLUMNS if name in names), None)
    if column not in names or codes is None:
        missing = f"called {column}" if column not in names else "of right codes"
        raise GoldError(
            f"{file.name} has no column {missing}. Its columns are: {', '.join(names) or 'none'}.",
            fix=f"{_NO_FAULTS_FIX} Name the column of texts with --column.",
        )
    faults: list[tuple[int, str]] = []
    found = []
    for line, row in rows:
        wrong: list[str] = []
        found.append(_phrase(row, column, codes, wrong))
        faults += [(line, what) for what in wrong]
    if faults or not found:
        raise _told(file, faults)
    return found


def read_texts(file: Path, column: str = "text") -> list[str]:
    """The texts of a CSV of texts that name no offence. Raises GoldError."""
    names, rows = _table(file)
    if column not in names:
        raise GoldError(
            f"{file.name} has no column called {column}. Its columns are: {', '.join(names) or 'none'}.",
            fix="Name the column of texts with --column.",
        )
    return [row[column] for _, row in rows]


def _table(file: Path) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    try:
        text = read_text(file)
    except OSError as error:
        raise GoldError(f"{file} cannot be read: {error.strerror}.", fix="Check the file's name.") from error
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""))
        names = list(reader.fieldnames or ())
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise GoldError(
            f"{file.name} is not a CSV file.", fix="Save it as CSV UTF-8 and try again."
        ) from error
    faults = [(line, "it has more cells than there are columns") for line, row in rows if None in row]
    if faults:
        raise _told(file, faults)
    return names, [(line, {name: value or "" for name, value in row.items()}) for line, row in rows]


def _told(file: Path, faults: Sequence[tuple[int, str]]) -> GoldError:
    if not faults:
        return GoldError(f"{file.name} has no phrases.", fix=_NO_FAULTS_FIX)
    listed = "\n".join(f"  line {line}: {what}" for line, what in faults[:_MOST_FAULTS])
    more = f"\n  and {len(faults) - _MOST_FAULTS} more" if len(faults) > _MOST_FAULTS else ""
    count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    return GoldError(
        f"{file.name} has {count}:\n{listed}{more}\n", fix="Put these right in the file.", faults=faults
    )


def _phrase(row: Mapping[str, str], column: str, codes_column: str, wrong: list[str]) -> GoldPhrase:
    if not row[column].strip():
        wrong.append("it has no text")
    codes = list(_codes(row[codes_column], wrong))
    return GoldPhrase(
        text=row[column],
        codes=tuple(codes),
        pocs=tuple(dict.fromkeys(_letters(row["poc"], wrong) if "poc" in row else _derived(codes))),
        style=one_line(row.get("style", "")),
    )


def _codes(cell: str, wrong: list[str]) -> Iterator[str]:
    written = [code for code in _JOINTS.split(cell) if code]
    if not written:
        wrong.append("it has no code")
    for code in written:
        try:
            yield load_catalogue().require(code).code
        except UnknownOffenceCode as fault:
            near = ", ".join(f"{offence.code} ({offence.title})" for offence in fault.near)
            wrong.append(
                f"{one_line(code)[:20]} is not an offence code"
                + (f"; the nearest are {near}" if near else "")
            )


def _letters(cell: str, wrong: list[str]) -> Iterator[str]:
    for letter in _JOINTS.split(cell.upper()):
        if letter in POC_CATEGORIES:
            yield letter
        elif letter:
            wrong.append(f"{one_line(letter)[:20]} is not a POC letter (A to L)")


def _derived(codes: Iterable[str]) -> Iterator[str]:
    for code in codes:
        letter = load_poc_table().reading(load_catalogue().require(code)).letter
        if letter is not None:
            yield letter


def evaluation_json(evaluation: Evaluation) -> dict[str, Any]:
    """The measures as plain data; `negatives` is null where no file of them was given."""
    negatives = evaluation.negatives
    return {**plain(evaluation.measures), "negatives": plain(negatives) if negatives else None}


def evaluation_lines(evaluation: Evaluation) -> list[str]:
    """The measures as lines of text, none wider than 80 columns."""
    found = evaluation.measures
    lines = [f"{'':<16}{'phrases':>9}{'code first':>13}{'in first 5':>13}{'POC first':>12}"]
    lines += [_rates(style[:15], rates) for style, rates in {**found.by_style, "all": found.total}.items()]
    not_scored = found.total.code_first.of - found.total.poc_first.of
    if not_scored:
        lines.append(f"Without a POC, and so not counted under it: {not_scored}")
    lines += [
        "",
        f"Macro F1 over {len(found.f1)} of the {len(POC_CATEGORIES)} POCs: {found.macro_f1:.3f}",
        "  " + "  ".join(f"{letter} {value:.2f}" for letter, value in list(found.f1.items())[:8]),
        "  " + "  ".join(f"{letter} {value:.2f}" for letter, value in list(found.f1.items())[8:]),
        "",
        f"Answered as sure: {_percent(found.sure)} of phrases",
        f"  of those the POC is right: {_percent(found.sure_poc)}, the code: {_percent(found.sure_code)}",
        f"POC sure, be the offence sure or not: {_percent(found.poc_sure)}",
        f"  of those it is right: {_percent(found.poc_sure_right)}",
        "",
        *_calibration("POC", found.poc),
        "",
        *_calibration("code", found.code),
    ]
    if evaluation.negatives is not None:
        negatives = evaluation.negatives
        lines += [
            "",
            f"Of {negatives.none.of} texts that name no offence: sure {_percent(negatives.sure)}, "
            f"likely {_percent(negatives.likely)}, none {_percent(negatives.none)}",
        ]
    return [line.rstrip() for line in lines if line == "" or line.strip()]


def _rates(name: str, rates: Rates) -> str:
    code, few, poc = rates.code_first, rates.code_among_first, rates.poc_first
    return f"{name:<16}{code.of:>9}{_percent(code):>13}{_percent(few):>13}{_percent(poc):>12}"


def _calibration(name: str, found: Calibration) -> list[str]:
    lines = [
        f"Calibration error of the {name}'s probability: {found.error:.3f}",
        f"{'probability from':<18}{'phrases kept':>14}{f'{name} right':>14}",
    ]
    lines += [
        f"{row.probability:<18.2f}{_percent(row.kept):>14}{_percent(row.right):>14}" for row in found.cut_offs
    ]
    widest = found.nearly_all_right
    if widest is not None:
        lines.append(
            f"99.5% are right from {widest.probability:.3f} on, which keeps {_percent(widest.kept)} of phrases"
        )
    return lines


def _percent(share: Share) -> str:
    return f"{share.value:.1%}" if share.of else "-"
