"""Reads the list of the offences prosecuted most and their tiers. Counts no cases and ranks no suggestion."""

from dataclasses import dataclass
from pathlib import Path

from knowledge.matching.lexicon import rows

PROSECUTED = "prosecuted.tsv"


@dataclass(frozen=True, kw_only=True, slots=True)
class Prosecuted:
    """One row: an offence, how often it is prosecuted, and what stands behind saying so.

    `tier` is our own scale, 0 hardly ever to 5 every day; None where the row has none. `same_as` is empty for a
    row of the ranking; otherwise it names the row of the ranking that is the same charge, and this one is an
    older or doubled code. `basis` is "S4" and a category (domain.md section 10), or "own". `line` is the line
    of the file.
    """

    code: str
    tier: int | None
    basis: str
    same_as: str
    line: int


def read_prosecuted(folder: Path) -> list[Prosecuted]:
    """The rows of `prosecuted.tsv` (code, tier, basis, same as), most prosecuted first.

    Raises ValueError with file and line for a row that has not these columns.
    """
    found = []
    for number, row in rows(folder / PROSECUTED):
        code, tier, basis, same_as = [*row, "", "", "", ""][:4]
        if len(row) > 4 or not code or not (tier.isdecimal() or (same_as and not tier)):
            raise ValueError(f"{PROSECUTED}:{number} is not code, tier, basis, same as: {row}")
        found.append(
            Prosecuted(code=code, tier=int(tier) if tier else None, basis=basis, same_as=same_as, line=number)
        )
    return found


def ranked(found: list[Prosecuted]) -> list[str]:
    """The codes in order, each charge once."""
    return [row.code for row in found if not row.same_as]


def older_rows(found: list[Prosecuted]) -> dict[str, str]:
    """For each older or doubled code the code of the ranking that is the same charge."""
    return {row.code: row.same_as for row in found if row.same_as}
