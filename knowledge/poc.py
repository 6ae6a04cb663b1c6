"""Which principal offence category one offence falls under, how sure that is, and why.

It does not choose between several charges. The order of the steps is domain.md section 11. The CPS's own
table is not public: but for the offences that official text names, the readings are proposals, and an Area's
own file outranks them.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.catalogue import Catalogue, Offence, load_catalogue
from knowledge.poc_categories import POC_CATEGORIES, PocCategory, read_poc
from knowledge.poc_rows import PocConfidence, PocRow, act_rows, class_rows, code_rows, label
from knowledge.proceedings import UNCLASSED

if TYPE_CHECKING:
    from knowledge.poc_area import AreaTable

__all__ = [
    "POC_CATEGORIES",
    "PocCategory",
    "PocConfidence",
    "PocReading",
    "PocTable",
    "load_poc_table",
    "read_poc",
]

_NO_POC_TOPIC = "choosing-the-poc"
_FATALITY = re.compile(
    r"\b(?:death|murder|manslaughter|infanticide|child destruction|suicide)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PocReading:
    """The category proposed for one offence. `letter` is None where the person must choose.

    `basis` is the step that decided: "area table", "code", "base code", "sub-class", "class", "act prefix" or
    "none". `official` is True only where official text names this offence; everything else is our proposal.
    `other_reading` says in words what else is argued, `other_letters` the same as letters.
    """

    letter: str | None
    confidence: PocConfidence
    basis: str
    explanation: str
    other_letters: tuple[str, ...] = ()
    other_reading: str = ""
    official: bool = False

    @property
    def name(self) -> str | None:
        """The CPS's label of the category."""
        return None if self.letter is None else label(self.letter)

    @property
    def topic(self) -> str:
        """The guidance topic to show beside it."""
        return _NO_POC_TOPIC if self.letter is None else POC_CATEGORIES[self.letter].topic


class PocTable:
    """The proposed tables, with the Area's own before them where one is given."""

    def __init__(self, catalogue: Catalogue, area: "AreaTable | None" = None) -> None:
        """In: the list that base codes are looked up in, and the Area's checked table."""
        self._catalogue = catalogue
        self._area = area
        self._codes = code_rows()
        self._classes = class_rows()
        self._acts = act_rows()

    @property
    def version(self) -> str:
        """What the readings rest on, for the record: our proposal, the standing list, the Area's file."""
        ours = f"proposed table 1 on standing data {self._catalogue.version}"
        return f"{ours}, with {self._area.name}" if self._area else ours

    def reading(self, offence: Offence) -> PocReading:
        """The category of an offence. Never raises; where nothing can be said the reading asks.

        An attempt, conspiracy or the like is read as its whole offence.
        """
        base = self._catalogue.get(offence.base_code) if offence.suffix else None
        whole = base or offence
        row = self._codes.get(whole.code) or self._class_row(whole)
        area = self._by_area(offence, whole)
        if area is not None:
            return area
        if not offence.is_prosecution:
            return _ask(
                "This is not a prosecution, so it has no POC of its own.", row.letters() if row else ()
            )
        if whole.is_local:
            why = "The class of a local code cannot be trusted, so read the title and choose the POC."
            return _ask(why, row.letters() if row else ())
        if row is None:
            return self._by_act(whole)
        return _by_row(row, whole, is_form=base is not None)

    def _class_row(self, offence: Offence) -> PocRow | None:
        """The row of the sub-class, else of the class; None for classes that carry no meaning."""
        if offence.class_number in UNCLASSED:
            return None
        return self._classes.get(offence.ho_class) or self._classes.get(offence.class_number)

    def _by_area(self, offence: Offence, whole: Offence) -> PocReading | None:
        """The Area's answer: for the code, for the whole offence's code, then for the class."""
        if self._area is None:
            return None
        row, by = self._area.codes.get(offence.code), f"code {offence.code}"
        if row is None:
            row, by = self._area.codes.get(whole.code), f"code {whole.code}"
        if row is None and whole.is_national and whole.class_number not in UNCLASSED:
            classes = self._area.classes
            row, by = (
                classes.get(whole.ho_class) or classes.get(whole.class_number),
                f"class {whole.ho_class}",
            )
            if row is not None and row.letter == "A" and not _FATALITY.search(whole.title):
                return None  # a class alone never makes a homicide, the Area's neither
        if row is None:
            return None
        note = f" ({row.note})" if row.note else ""
        return PocReading(
            letter=row.letter,
            confidence=PocConfidence.HIGH,
            basis="area table",
            explanation=f"The Area's table {self._area.name} gives {label(row.letter)} for {by}{note}.",
        )

    def _by_act(self, offence: Offence) -> PocReading:
        """A guess from the Act for an offence without a class. Never Homicide."""
        title = offence.title.casefold()
        guess = next(
            (row for row in self._acts if offence.act.startswith(row.act) and row.title_word in title), None
        )
        if _FATALITY.search(title):
            why = "The title names a death and the list gives no class, so say which POC it is."
            return _ask(why, ("A", guess.letter) if guess else ("A",))
        if guess is None:
            return _ask("The list gives this offence no class, so read the title and choose the POC.")
        return PocReading(
            letter=guess.letter,
            confidence=PocConfidence.LOW,
            basis="act prefix",
            explanation=(
                f"The list gives no class; codes that begin {guess.act} are {guess.what}, "
                f"so {label(guess.letter)} is our proposed guess."
            ),
        )


def _by_row(row: PocRow, whole: Offence, *, is_form: bool) -> PocReading:
    """What a row of the proposed tables says. `is_form`: the charge is an attempt or the like of `whole`."""
    if row.letter is None:
        why = f"Class {row.key} does not decide the POC ({row.rationale}), so read the title and choose."
        return _ask(why, row.letters())
    if row.letter == "A" and not _FATALITY.search(whole.title):
        why = f"Class {row.key} is a homicide class but the title names no death, so say which POC it is."
        return _ask(why, row.letters())
    is_official = row.is_official_for(whole.title)
    settled = "(" in row.other and (
        is_official or row.confidence is PocConfidence.HIGH
    )  # a condition not met here
    return PocReading(
        letter=row.letter,
        confidence=row.confidence,
        basis="base code" if is_form else _step(row),
        explanation=_explained(row, row.letter, whole, is_form=is_form, is_official=is_official),
        other_letters=() if settled else row.letters()[1:],
        other_reading="" if settled else row.other_in_words(),
        official=is_official,
    )


def _step(row: PocRow) -> str:
    if row.key[0].isalpha():
        return "code"
    return "sub-class" if "/" in row.key else "class"


def _explained(row: PocRow, letter: str, whole: Offence, *, is_form: bool, is_official: bool) -> str:
    of = f"code {row.key}" if row.key[0].isalpha() else f"class {row.key} ({row.what})"
    if is_form:
        of = f"the whole offence is {whole.code}, and {of}"
    ending = (
        f", and official text names it (source {row.source})" if is_official else " in our proposed table"
    )
    return f"{of[0].upper()}{of[1:]} is {label(letter)}{ending}."


def _ask(why: str, letters: tuple[str, ...] = ()) -> PocReading:
    return PocReading(
        letter=None,
        confidence=PocConfidence.ASK,
        basis="none",
        explanation=why,
        other_letters=letters,
        other_reading=" or ".join(label(letter) for letter in letters),
    )


@lru_cache(maxsize=4)
def load_poc_table(area: Path | None = None) -> PocTable:
    """The table to read by. In: the Area's own CSV file, if it has one. Raises AreaTableError."""
    catalogue = load_catalogue()
    if area is None:
        return PocTable(catalogue)
    from knowledge.poc_area import read_area_table  # noqa: PLC0415 - only an Area's own file needs it

    return PocTable(catalogue, read_area_table(area, catalogue))
