"""The police forces and other bodies whose codes begin a URN (standing data, source S28)."""

from dataclasses import dataclass
from functools import lru_cache

from knowledge.snapshot import read_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Force:
    """One force. `code` is two digits, like "13"; two codes may be one force."""

    code: str
    name: str


@lru_cache(maxsize=1)
def load_forces() -> tuple[Force, ...]:
    """Every code of a force or another body, in order, reserved codes left out. Raises CatalogueDamaged."""
    return tuple(
        Force(code=code, name=name)
        for code, name in read_rows("forces.tsv")
        if len(code) == 2 and not name.startswith("Reserved")
    )


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {force.code: force.name for force in load_forces()}


def force_name(code: str) -> str | None:
    """The name of the force with this code ("13" is West Yorkshire), or None."""
    return _names().get(code)
