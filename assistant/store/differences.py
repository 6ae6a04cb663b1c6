"""Says field by field how two records differ. Reads plain data: no database, no model."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Plain = str | int | float | bool | list[object] | None

# What the store itself puts on a record is no difference between two of them.
_FROM_THE_STORE = {"reference", "version", "entered_by", "entered_at"}
# A part of a list is told by what numbers or names it, so that a charge put in between changes no other.
_NAMED_BY = ("number", "rule")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field that differs: its path ("charges.2.plea"), its old and its new value as JSON holds them.

    None stands for no value, and for a field that is not there. A part of a list is named by its own number.
    """

    field: str
    old: Plain
    new: Plain

    @property
    def label(self) -> str:
        """The path in words: "charge 2, plea"."""
        words: list[str] = []
        for part in self.field.split("."):
            if words and part.isdecimal():
                words[-1] = f"{words[-1].removesuffix('s')} {part}"
            else:
                words.append(part.replace("_", " "))
        return ", ".join(words)

    def __str__(self) -> str:
        """The difference as one line."""
        return f"{self.label}: {_shown(self.old)} → {_shown(self.new)}"


def differences(old: Mapping[str, object], new: Mapping[str, object]) -> tuple[Difference, ...]:
    """Where two records, as JSON holds them, differ, in the order of the fields of the new one."""
    before, after = dict(_leaves(old)), dict(_leaves(new))
    fields = (*after, *(field for field in before if field not in after))
    return tuple(
        Difference(field=field, old=before.get(field), new=after.get(field))
        for field in fields
        if before.get(field) != after.get(field) and field not in _FROM_THE_STORE
    )


def plain_differences(found: tuple[Difference, ...]) -> list[dict[str, object]]:
    """The differences as JSON holds them."""
    return [{"field": one.field, "old": one.old, "new": one.new} for one in found]


def read_differences(plain: list[dict[str, object]]) -> tuple[Difference, ...]:
    """The differences from JSON."""
    return tuple(Difference(**one) for one in plain)  # type: ignore[arg-type]  # as plain_differences gave them


def _leaves(value: object, path: str = "") -> Iterator[tuple[str, Plain]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _leaves(inner, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list) and any(isinstance(part, Mapping) for part in value):
        for name, part in zip(_names_of(value), value, strict=True):
            yield from _leaves(part, f"{path}.{name}")
    elif value is None or value == []:
        return
    else:
        yield path, value  # type: ignore[misc]  # JSON holds nothing else


def _names_of(parts: list[object]) -> list[object]:
    for name in _NAMED_BY:
        names = [part.get(name) for part in parts if isinstance(part, Mapping)]
        if None not in names and len(set(names)) == len(parts):
            return names
    return list(range(1, len(parts) + 1))


def _shown(value: Plain) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return str(value)
