"""When the Acts that offence codes name came into force and ended. Knows common Acts only; judges nothing."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from knowledge.tables import rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An Act, or a part of one, and the first and last day on which it could be broken.

    `start` is never later than the true day; `end` is None while the Act is in force. `status` is W, well known:
    the dates are not in the standing data.
    """

    prefix: str
    name: str
    start: date
    end: date | None
    status: str

    def covers(self, day: date) -> bool:
        """Whether the Act was in force on the day."""
        return self.start <= day and (self.end is None or day <= self.end)


@lru_cache(maxsize=1)
def load_acts() -> dict[str, Act]:
    """The Acts by the beginning of their offence codes: four characters, or a whole code for one section."""
    return {row["prefix"]: _act(row) for row in rows("acts.csv")}


def act_of(code: str) -> Act | None:
    """The Act that a national offence code names; None for common law, local codes and Acts not listed."""
    acts = load_acts()
    return acts.get(code[:7]) or acts.get(code[:4])


def _act(row: dict[str, str]) -> Act:
    return Act(
        prefix=row["prefix"],
        name=row["act"],
        start=date.fromisoformat(row["from"]),
        end=date.fromisoformat(row["until"]) if row["until"] else None,
        status=row["status"],
    )
