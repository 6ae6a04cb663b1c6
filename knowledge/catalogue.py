"""The offences a person can be charged with: reads the standing list, looks codes up. Matches no words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from knowledge.errors import FinaliseError
from knowledge.proceedings import is_prosecution
from knowledge.snapshot import DATA, CatalogueDamaged, load_source, read_checked
from knowledge.titles import NO_TITLE, readable_title

__all__ = ["Catalogue", "CatalogueDamaged", "Inchoate", "Offence", "OffenceCategory", "UnknownOffenceCode"]

_FILE = "offences.tsv"
_NATIONAL = re.compile(r"([A-Z]{2}[0-9]{2}[0-9A-Z][0-9]{2}|COML[0-9]{3})([ABCI]?)")
_LOCAL_TITLE = re.compile(r"local offence|.* local code$|durham stoplist", re.IGNORECASE)
_SPACES = re.compile(r"[\s/.-]+")


class OffenceCategory(StrEnum):
    """The standing list's offence categories (source S28, offence-category)."""

    INDICTABLE = "CI"
    EITHER_WAY = "CE"
    SUMMARY = "CS"
    SUMMARY_MOTORING = "CM"
    BICHARD = "B7"
    NON_OFFENCE_BREACH = "CB"
    CROWN_OTHER = "CO"
    CIVIL_RELATED = "CR"
    FINES = "EF"
    MAINTENANCE_HOME = "EM"
    MAINTENANCE_FOREIGN = "EX"
    FAMILY_PRIVATE = "FC"
    FAMILY_FINANCIAL = "FH"
    FAMILY_LAW = "FL"
    FAMILY_OTHER = "FO"
    FAMILY_PUBLIC = "FP"
    FAMILY_VARIATION = "FV"
    FAMILY_VARIATION_FOREIGN = "FX"
    BETTING = "LB"
    CLUB_LICENSING = "LC"
    GAMING = "LG"
    LIQUOR = "LL"
    LICENSING = "LM"
    APPLICATIONS = "VA"
    CIVIL = "VP"
    OTHER = "other"

    @classmethod
    def _missing_(cls, value: object) -> "OffenceCategory":
        """A category that a later list may bring is read as OTHER, so that the list stays readable."""
        return cls.OTHER


class Inchoate(StrEnum):
    """What the last letter of a code says: not the whole offence, but a step to it (domain.md 9.6)."""

    ATTEMPT = "attempt"
    AID_ABET = "aid_abet"
    CONSPIRACY = "conspiracy"
    INCITEMENT = "incitement"


_INCHOATE = {
    "A": Inchoate.ATTEMPT,
    "B": Inchoate.AID_ABET,
    "C": Inchoate.CONSPIRACY,
    "I": Inchoate.INCITEMENT,
}
INCHOATE_WORDS = {
    Inchoate.ATTEMPT: "attempt",
    Inchoate.AID_ABET: "aid and abet",
    Inchoate.CONSPIRACY: "conspiracy",
    Inchoate.INCITEMENT: "incitement",
}
_MODES = {
    OffenceCategory.INDICTABLE: "indictable only",
    OffenceCategory.EITHER_WAY: "either way",
    OffenceCategory.SUMMARY: "summary only",
    OffenceCategory.SUMMARY_MOTORING: "summary only (motoring)",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offence:
    """One row of the standing list. `ho_class` is the Home Office class and sub-class, like "034/01"."""

    code: str
    title: str
    raw_title: str
    ho_class: str
    category: OffenceCategory
    recordable: bool
    notifiable: bool

    @property
    def is_national(self) -> bool:
        """A code of the national list: an Act and year, or common law."""
        return _NATIONAL.fullmatch(self.code) is not None and not _LOCAL_TITLE.match(self.raw_title)

    @property
    def is_local(self) -> bool:
        """A code that one force or court made for itself; its class carries no meaning."""
        return not self.is_national

    @property
    def suffix(self) -> str:
        """The letter of an inchoate form: "A", "B", "C" or "I"; "" for the whole offence and a local code."""
        found = _NATIONAL.fullmatch(self.code)
        return found[2] if found else ""

    @property
    def base_code(self) -> str:
        """The code of the whole offence; the code itself where there is no suffix."""
        return self.code[:-1] if self.suffix else self.code

    @property
    def inchoate(self) -> Inchoate | None:
        """Attempt, aid and abet, conspiracy or incitement by the suffix; None for the whole offence."""
        return _INCHOATE.get(self.suffix)

    @property
    def act(self) -> str:
        """The Act and year that the code names, like "TH68"; "COML" for common law; "" for local codes."""
        return self.code[:4] if self.is_national else ""

    @property
    def class_number(self) -> str:
        """The Home Office class without its sub-class, like "034"."""
        return self.ho_class[:3]

    @property
    def is_legacy(self) -> bool:
        """A repealed or old entry, kept for old records: no class, and in capitals or an old form of code."""
        if self.ho_class != "000/00":
            return False
        return self.raw_title.isupper() or (self.is_national and self.code[4].isalpha())

    @property
    def is_current(self) -> bool:
        """Fit for a charge today, as far as the list tells: national, not old, prosecuted, with a title."""
        return self.is_national and not self.is_legacy and self.is_prosecution and self.title != NO_TITLE

    @property
    def is_prosecution(self) -> bool:
        """False for applications, orders, breaches of a sentence, enforcement and civil proceedings."""
        return is_prosecution(
            national=self.is_national, ho_class=self.ho_class, category=self.category, title=self.raw_title
        )

    @property
    def mode_of_trial(self) -> str:
        """How the offence is tried, in plain words. The list gives "either way" to old entries by default."""
        return "not known" if self.is_legacy else _MODES.get(self.category, "not known")

    @property
    def marks(self) -> tuple[str, ...]:
        """Words to show beside the title: what a person should know before choosing this code."""
        return tuple(
            words
            for words, applies in (
                ("repealed or old", self.is_legacy),
                ("local code", self.is_local),
                (INCHOATE_WORDS.get(self.inchoate, "") if self.inchoate else "", self.inchoate is not None),
                ("not a prosecution", not self.is_prosecution),
            )
            if applies
        )


class UnknownOffenceCode(FinaliseError):
    """The code is not on the standing list. `near` holds codes that look like it."""

    def __init__(self, code: str, near: tuple[Offence, ...], version: str) -> None:
        """In: the code as it was read, offences to offer instead, the version of the list."""
        fix = "Type the code again, or type the offence in words."
        if near:
            codes = ", ".join(f"{offence.code} ({offence.title})" for offence in near)
            fix = f"Did you mean {codes}? {fix}"
        super().__init__(
            f"{code} is not on the standing list of offences ({version}).", fix=fix, span=(0, len(code))
        )
        self.near = near


class Catalogue:
    """The standing list. A row is found by halving the sorted text and read when asked for."""

    def __init__(self, text: bytes, *, version: str, source: str, built: date, rows: int) -> None:
        """In: the checked bytes of offences.tsv, sorted by code, and what SOURCE.tsv says of them."""
        self._text = text
        self._start = text.index(b"\n") + 1
        self._rows = rows
        self.version = version
        self.source = source
        self.date = built

    def __len__(self) -> int:
        """How many offences the list holds."""
        return self._rows

    def __iter__(self) -> Iterator[Offence]:
        """Every offence in the order of the codes."""
        return (self._offence(line) for line in self._text[self._start :].decode("utf-8").split("\n") if line)

    def __contains__(self, code: str) -> bool:
        """Whether the code is on the list, as forgiving as `get`."""
        return self._line(_tidy(code)) is not None

    def get(self, code: str) -> Offence | None:
        """The offence with this code; small letters, spaces and dashes are forgiven."""
        line = self._line(_tidy(code))
        return None if line is None else self._offence(line)

    def require(self, code: str) -> Offence:
        """The offence with this code. Raises UnknownOffenceCode, which names codes that look like it."""
        found = self.get(code)
        if found is None:
            raise UnknownOffenceCode(_tidy(code)[:20], self.near(code), self.version)
        return found

    def near(self, code: str, limit: int = 3) -> tuple[Offence, ...]:
        """Offences whose codes look like this one, best first."""
        from rapidfuzz import process  # noqa: PLC0415 - only needed when a code is wrong
        from rapidfuzz.distance import JaroWinkler  # noqa: PLC0415

        wanted = _tidy(code)
        if not 4 <= len(wanted) <= 12:
            return ()
        found = process.extract(
            wanted, self.codes(), scorer=JaroWinkler.normalized_similarity, limit=limit, score_cutoff=0.9
        )
        return tuple(offence for match in found if (offence := self.get(match[0])) is not None)

    def codes(self) -> list[str]:
        """Every code in order."""
        return [
            line.partition("\t")[0] for line in self._text[self._start :].decode("utf-8").split("\n") if line
        ]

    def classes(self) -> set[str]:
        """Every Home Office class and sub-class on the list."""
        return {
            line.split("\t", 2)[1] for line in self._text[self._start :].decode("utf-8").split("\n") if line
        }

    def _line(self, wanted: str) -> str | None:
        """The line of a code in capitals, found by halving."""
        text, low, high = self._text, self._start, len(self._text)
        key = wanted.encode("utf-8", "replace")
        while low < high:
            begin = max(text.rfind(b"\n", low, (low + high) // 2) + 1, low)
            end = text.index(b"\n", begin)
            here = text[begin : text.index(b"\t", begin)].upper()
            if here == key:
                return text[begin:end].decode("utf-8")
            if here < key:
                low = end + 1
            else:
                high = begin
        return None

    def _offence(self, line: str) -> Offence:
        code, ho_class, category, marks, raw_title = line.split("\t")
        return Offence(
            code=code,
            title=readable_title(raw_title) or self._built_title(code),
            raw_title=raw_title,
            ho_class=ho_class,
            category=OffenceCategory(category),
            recordable="R" in marks,
            notifiable="N" in marks,
        )

    def _built_title(self, code: str) -> str:
        """A title for a row that has none: from the whole offence where the code is a form of one."""
        found = _NATIONAL.fullmatch(code)
        base = self._line(found[1]) if found and found[2] else None
        title = readable_title(base.split("\t")[4]) if base else ""
        if not found or not title:
            return NO_TITLE
        words = INCHOATE_WORDS[_INCHOATE[found[2]]]
        return f"{words[0].upper()}{words[1:]}: {title}"


def _tidy(code: str) -> str:
    return _SPACES.sub("", code).upper()


@lru_cache(maxsize=4)
def load_catalogue(folder: Path = DATA) -> Catalogue:
    """The shipped standing list. Raises CatalogueDamaged when its file is missing or has changed."""
    source = load_source(folder)
    text = read_checked(_FILE, folder)
    return Catalogue(
        text,
        version=source.version,
        source=f"{source.package} {source.version} ({source.licence} licence)",
        built=source.built,
        rows=source.files[_FILE].rows,
    )
