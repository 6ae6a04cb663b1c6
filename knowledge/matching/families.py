"""Groups offences that one fact tells apart, and says which fact a text leaves open. Finds no offences itself."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from knowledge.matching.phrases import WEAK, Phrase, said_words
from knowledge.snapshot import DATA

_FILE = "families.tsv"
_LEADS_TO = ">"
_SHARED = "@"
_GUESS = "!"
NOT_KNOWN = "not known"
_INCHOATE = "ABCI"


class Asks(StrEnum):
    """When the question of a family is asked although the offences are found."""

    ALWAYS = "always"
    """Whenever the words leave it open, as a guess would be no better than chance."""
    IN_DOUBT = "in doubt"
    """Only where the offence is not sure, as there is one that is nearly always meant."""
    DOORWAY = "doorway"
    """Only for words that name no offence by themselves, like "assault"; such a family owns no codes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Variant:
    """One answer to the question of a family.

    `codes` are the offences it means, the one to record first; or it `leads_to` a further family, by its slug.
    `words` are what says so in a text, parted by bars as in the file.
    """

    label: str
    codes: tuple[str, ...] = ()
    leads_to: str = ""
    words: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Family:
    """Offences that one fact tells apart, and the question that asks for it.

    `not_known` is the code to record where the fact is not known; "" where there is none. `opens` are whole texts
    that leave everything open but this, parted by bars.
    """

    slug: str
    name: str
    question: str
    asks: Asks
    variants: tuple[Variant, ...]
    not_known: str = ""
    opens: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenQuestion:
    """The question that a text leaves open, and the answers that it leaves possible."""

    family: Family
    variants: tuple[Variant, ...]


class Families:
    """Every family, by its slug and by the offences in it."""

    def __init__(self, families: Collection[Family], shared: dict[str, str]) -> None:
        """In: the families in the order of the file, and lists of words that several variants share."""
        self._by_slug = {family.slug: family for family in families}
        self._shared = shared
        self._by_code: dict[str, Family] = {}
        self._parents: dict[str, Family] = {}
        for family in families:
            if family.asks is Asks.DOORWAY:
                continue
            for variant in family.variants:
                for code in variant.codes:
                    self._by_code.setdefault(code, family)
                if variant.leads_to:
                    self._parents.setdefault(variant.leads_to, family)
        for family in families:
            if family.not_known and family.asks is not Asks.DOORWAY:
                self._by_code.setdefault(family.not_known, family)
        self._phrases: dict[tuple[str, int], tuple[Phrase, ...]] = {}
        self._doors: dict[tuple[str, ...], tuple[Family, bool]] | None = None

    def __iter__(self) -> Iterator[Family]:
        """The families in the order of the file."""
        return iter(self._by_slug.values())

    def get(self, slug: str) -> Family | None:
        """The family with that slug."""
        return self._by_slug.get(slug)

    def of(self, code: str) -> Family | None:
        """The family that an offence is in; an attempt or the like is in that of its whole offence."""
        return self._by_code.get(code) or self._by_code.get(_whole(code))

    def widest(self, code: str) -> Family | None:
        """The family whose question comes first for an offence."""
        chain = self._chain(code)
        return chain[0] if chain else None

    def codes(self, family: Family) -> tuple[str, ...]:
        """Every offence in a family and in those it leads to."""
        found = dict.fromkeys(self.codes_of(family.variants))
        if family.not_known:
            found[family.not_known] = None
        return tuple(found)

    def codes_of(self, variants: Iterable[Variant]) -> tuple[str, ...]:
        """Every offence that these answers may come to."""
        return tuple(dict.fromkeys(code for variant in variants for code in self._codes(variant)))

    def opened_by(self, words: str, *, sure: bool = False) -> Family | None:
        """The family whose question a text leaves open that says nothing else, like "assault" or "drugs".

        `sure` says that the words are as good as certain to mean one offence; then only what would be a guess is asked.
        """
        if self._doors is None:
            self._doors = {
                tuple(said_words(text)): (family, text.startswith(_GUESS) or family.asks is not Asks.IN_DOUBT)
                for family in self
                for text in _listed(family.opens)
            }
        family, is_guess = self._doors.get(tuple(said_words(words)), (None, False))
        return family if is_guess or not sure else None

    def said(self, family: Family, words: str) -> tuple[Variant, ...]:
        """The variants that a text names, in the order of the family; of "crack cocaine" and "cocaine" the longer."""
        return self._said(family, said_words(words))

    def ask(self, words: str, code: str, *, sure: bool = False) -> OpenQuestion | None:
        """The first question about an offence found that the words leave open; None where they settle it.

        `sure` says that the offence is as good as certain; then only what would be a guess is asked.
        """
        said = said_words(words)
        for family in self._chain(code):
            if sure and family.asks is Asks.IN_DOUBT:
                continue
            if still_open := self._open(family, said, code):
                return OpenQuestion(family=family, variants=still_open)
        return None

    def open_variants(self, family: Family, words: str, code: str = "") -> tuple[Variant, ...]:
        """The variants of one family that the words leave possible; none where they settle it.

        Where they settle it otherwise than `code`, which was found, both are possible.
        """
        return self._open(family, said_words(words), code)

    def _chain(self, code: str) -> list[Family]:
        family = self.of(code)
        chain: list[Family] = []
        while family is not None and family not in chain:
            chain.insert(0, family)
            family = self._parents.get(family.slug)
        return chain

    def _open(self, family: Family, words: list[str], code: str) -> tuple[Variant, ...]:
        said = self._said(family, words)
        if not said:
            return family.variants
        if len(said) > 1:
            return said
        found = [variant for variant in family.variants if self._holds(variant, code)]
        if not found or said[0] in found:
            return ()
        return tuple(variant for variant in family.variants if variant in (*said, found[0]))

    def _holds(self, variant: Variant, code: str) -> bool:
        codes = self._codes(variant)
        return code in codes or _whole(code) in codes

    def _codes(self, variant: Variant) -> tuple[str, ...]:
        further = self._by_slug.get(variant.leads_to)
        return self.codes(further) if further else variant.codes

    def _said(self, family: Family, words: list[str]) -> tuple[Variant, ...]:
        strong: list[tuple[Variant, frozenset[int]]] = []
        weak: list[tuple[Variant, frozenset[int]]] = []
        for number, variant in enumerate(family.variants):
            phrases = self._words(family, number)
            for found, is_weak in ((strong, False), (weak, True)):
                alike = (phrase for phrase in phrases if phrase.is_weak is is_weak)
                if at := frozenset(place for phrase in alike for place in phrase.places(words)):
                    found.append((variant, at))
        said = strong or weak
        return tuple(variant for variant, at in said if not any(at < other for _, other in said))

    def _words(self, family: Family, number: int) -> "tuple[Phrase, ...]":
        """What says one variant; where it leads to a further family, weakly what says any variant of that."""
        key = (family.slug, number)
        if key not in self._phrases:
            variant = family.variants[number]
            found = [Phrase(text) for word in _listed(variant.words) for text in self._spelt_out(word)]
            if further := self._by_slug.get(variant.leads_to):
                inner = [self._words(further, place) for place in range(len(further.variants))]
                found += [phrase.weakened() for phrases in inner for phrase in phrases]
            self._phrases[key] = tuple(found)
        return self._phrases[key]

    def _spelt_out(self, word: str) -> tuple[str, ...]:
        """A word as it is, or the list of words that it stands for; a weak list makes weak words."""
        name = word.removeprefix(WEAK)
        if not name.startswith(_SHARED):
            return (word,)
        mark = WEAK if word.startswith(WEAK) else ""
        return tuple(mark + text for text in _listed(self._shared[name[1:]]))


def _whole(code: str) -> str:
    return code[:-1] if len(code) > 7 and code[-1] in _INCHOATE else code


@lru_cache(maxsize=1)
def load_families() -> Families:
    """The families of knowledge/data/families.tsv. Source: ours, on the standing list's codes and titles."""
    return read_families((DATA / _FILE).read_text(encoding="utf-8"))


def read_families(text: str) -> Families:
    """The families in a file's text; knowledge/data/families.tsv says in its head how it is written.

    Raises ValueError naming a line that is not one of its kinds.
    """
    families: list[Family] = []
    shared: dict[str, str] = {}
    head: list[str] = []
    variants: list[Variant] = []
    for number, line in enumerate(text.splitlines(), start=1):
        cells = line.split("\t")
        if not line or line.startswith("#"):
            continue
        if cells[0] == "words" and len(cells) == 3:
            shared[cells[1]] = cells[2]
        elif cells[0] == "family" and len(cells) in (5, 6):
            if head:
                families.append(_family(head, variants))
            head, variants = cells, []
        elif not cells[0] and len(cells) in (3, 4) and head:
            variants.append(_variant(cells))
        else:
            raise ValueError(f"Line {number} is neither words, a family nor a variant: {line}")
    if head:
        families.append(_family(head, variants))
    return Families(families, shared)


def _family(head: list[str], variants: list[Variant]) -> Family:
    unknown = next((variant.codes[0] for variant in variants if variant.label == NOT_KNOWN), "")
    return Family(
        slug=head[1],
        name=head[2],
        question=head[4],
        asks=Asks(head[3]),
        variants=tuple(variant for variant in variants if variant.label != NOT_KNOWN or variant.words),
        not_known=unknown,
        opens=head[5] if len(head) > 5 else "",
    )


def _variant(cells: list[str]) -> Variant:
    where = cells[2]
    return Variant(
        label=cells[1],
        codes=() if where.startswith(_LEADS_TO) else tuple(where.split()),
        leads_to=where[1:] if where.startswith(_LEADS_TO) else "",
        words=cells[3] if len(cells) > 3 else "",
    )


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(word for word in cell.split("|") if word)
