"""What the things and acts that words name are kinds of: a machete is a knife, a knife is a weapon. Decides nothing."""

from collections.abc import Iterator
from pathlib import Path

from knowledge.matching.lexicon import rows

KINDS = "kinds.tsv"
KIND_TREE = "kind_tree.tsv"
_ENDINGS = (  # ending, what stands in its place; tried in turn until a word is known
    *(("ies", "y"), ("ied", "y"), ("ves", "f"), ("es", "e"), ("es", ""), ("s", "")),
    *(("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", "")),
)


def read_kinds(folder: Path) -> dict[str, tuple[str, ...]]:
    """Every known word with all its kinds, the nearest first, from `kinds.tsv` and `kind_tree.tsv`."""
    broader = {row[0]: row[1].split() if len(row) > 1 else [] for _, row in rows(folder / KIND_TREE)}
    closed: dict[str, list[str]] = {}

    def upwards(kind: str) -> list[str]:
        if kind not in closed:
            closed[kind] = [kind]
            for up in broader.get(kind, ()):
                closed[kind] = list(dict.fromkeys([*closed[kind], *upwards(up)]))
        return closed[kind]

    return {
        row[0]: tuple(dict.fromkeys(kind for near in row[1].split() for kind in upwards(near)))
        for _, row in rows(folder / KINDS)
    }


def forms(word: str) -> Iterator[str]:
    """The word, then what it may be a plural or a tense of: "knives" gives "knives", "knif", "knife", "knive"."""
    yield word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            stem = word[: len(word) - len(ending)]
            yield stem + instead
            if ending == "ves":
                yield f"{stem}fe"
            elif not instead and len(stem) > 3 and stem[-1] == stem[-2]:
                yield stem[:-1]
