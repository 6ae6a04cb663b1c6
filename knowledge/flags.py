"""CMS monitoring flags: the national list and how staff name them. They are suggested in flag_suggestions."""

from dataclasses import dataclass
from functools import lru_cache

from knowledge.choices import Choice, read_choices, read_yes_no
from knowledge.tables import rows, words_in
from knowledge.text import fold

_NONE_WORDS = frozenset(
    words_in(
        "none|no flags|no flag|none apply|nothing|nil|no|n|n/a|na|none needed|no monitoring flags|"
        "not applicable|0|zero|no codes|none of them|none of these|no monitoring codes|nope|"
        "none applicable|none at all"
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """One monitoring code. `offered` is False for those nobody puts on at finalisation; they stay if they are on."""

    code: str
    label: str
    words: tuple[str, ...]
    definition: str
    status: str
    source: str
    topic: str
    offered: bool

    @property
    def choice(self) -> Choice:
        """The flag as an answer of a closed question."""
        return Choice(
            key=self.code, label=self.label, words=self.words, hint=self.definition, topic=self.topic
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagsReading:
    """The flags named in a line. `none_apply` is True where "none" was the answer, which is not the same as silence."""

    codes: tuple[str, ...]
    not_understood: tuple[str, ...] = ()
    none_apply: bool = False


@lru_cache(maxsize=1)
def load_flags() -> dict[str, Flag]:
    """Every flag by its code, in the order to offer them."""
    return {row["code"]: _flag(row) for row in rows("flags.csv")}


@lru_cache(maxsize=2)
def flag_choices(*, offered_only: bool = False) -> tuple[Choice, ...]:
    """The flags as answers."""
    return tuple(flag.choice for flag in load_flags().values() if flag.offered or not offered_only)


def read_flags(words: str) -> FlagsReading:
    """The flags named in a line such as "DV, knife crime and MENT", or "none".

    A word that could be several flags ("hate") is given back as not understood: `read_choice` lists them.
    """
    plain = fold(words).strip(" .!")
    if plain in _NONE_WORDS or read_yes_no(words) is False:
        return FlagsReading(codes=(), none_apply=True)
    found = read_choices(words, flag_choices())
    return FlagsReading(codes=found.keys, not_understood=found.not_understood)


def _flag(row: dict[str, str]) -> Flag:
    offered = row["offered"] == "yes"
    return Flag(
        code=row["code"],
        label=row["label"],
        words=words_in(row["words"]),
        definition=row["definition"],
        status=row["status"],
        source=row["source"],
        topic=f"flag-{row['code'].lower()}" if offered or row["code"] == "CSEA" else "monitoring-flags",
        offered=offered,
    )
