"""The maximum penalties of the offences charged most often, to rank charges by. Not a sentencing tool."""

from dataclasses import dataclass
from functools import lru_cache

from knowledge.catalogue import Offence
from knowledge.tables import rows

LIFE = 9999


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalty:
    """The maximum for one offence in months of custody: on indictment where it can be tried so, else summarily.

    9999 is life. `fine_only` means no custody, and 0 months. `section` names the provision that sets it.
    """

    code: str
    max_months: int
    fine_only: bool
    section: str
    source: str

    @property
    def words(self) -> str:
        """The maximum as people say it: "life", "14 years", "6 months", "a fine"."""
        if self.max_months == LIFE:
            return "life"
        if self.fine_only:
            return "a fine"
        years, months = divmod(self.max_months, 12)
        if not years or months:
            return "1 month" if self.max_months == 1 else f"{self.max_months} months"
        return "1 year" if years == 1 else f"{years} years"


@lru_cache(maxsize=1)
def load_penalties() -> dict[str, Penalty]:
    """Every maximum in our table, by offence code."""
    return {row["code"]: _penalty(row) for row in rows("penalties.csv")}


def maximum_for(offence: Offence) -> Penalty | None:
    """The maximum for an offence, or None where it is not in our table.

    An attempt, conspiracy or the like has the maximum of its whole offence.
    """
    table = load_penalties()
    return table.get(offence.code) or table.get(offence.base_code)


def _penalty(row: dict[str, str]) -> Penalty:
    return Penalty(
        code=row["code"],
        max_months=int(row["max_months"]),
        fine_only=row["fine_only"] == "yes",
        section=row["section"],
        source=row["source"],
    )
