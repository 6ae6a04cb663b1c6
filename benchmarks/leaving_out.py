"""Measures what each part of the matcher adds: it is built and measured anew with that part left out.

The weights of the order and the probabilities stay those fitted with everything in place, so a part that others can
stand in for shows as adding little, and one that the weights lean on as adding a little more than it must.
"""

import multiprocessing
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from unittest.mock import patch

from knowledge.matching import confidence, matcher, search
from knowledge.matching.compile import MAGIC, compile_index, data_folder
from knowledge.matching.confidence import Model
from knowledge.matching.entries import KINDS
from knowledge.matching.index import Index
from knowledge.matching.matcher import Matcher
from knowledge.matching.measure import (
    Answer,
    GoldPhrase,
    Measures,
    Negatives,
    answers,
    measure,
    measure_negatives,
)
from knowledge.matching.spelling import Speller
from knowledge.matching.statutes import References, StatuteReader

_HAND = re.compile(r"entries_([a-z])_")
_OUT_OF_THE_QUESTION = -12.0
_EVEN_PRIOR = 30
_BY_LIKENESS = Model(weights={"fit": 8.0})


Texts = tuple[Sequence[GoldPhrase], Sequence[str]]
"""Phrases with their right answers, and texts that name no offence."""
Found = tuple[Measures, Negatives]


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part that can be left out: from a copy of the data files, from the code while it works, from a matcher."""

    data: Callable[[Path], None] | None = None
    code: Callable[[], object] | None = None
    made: Callable[[Matcher], None] | None = None


def parts() -> dict[str, Part]:
    """Every part that can be left out, by name."""
    hands = sorted({_hand(path) for path in data_folder().glob("entries_*.tsv")})
    return {
        "all index entries": Part(data=partial(_emptied, "entries_*.tsv"), code=_no_model),
        **{f"entries: {kind}": Part(data=partial(_without_kind, kind)) for kind in sorted(KINDS)},
        **{f"entries of hand {hand}": Part(data=partial(_without_hand, hand)) for hand in hands},
        "table of sections": Part(data=partial(_emptied, "statutes.tsv")),
        "statute reader": Part(data=_as_it_is, code=_no_references),
        "typo tolerance": Part(code=_no_spelling),
        "abbreviations and slang": Part(data=partial(_emptied, "lexicon.tsv")),
        "concepts": Part(data=partial(_emptied, "concepts.tsv")),
        "kinds of things (WordNet)": Part(data=partial(_emptied, "kinds.tsv")),
        "texts that name no offence": Part(data=partial(_emptied, "not_offences.tsv")),
        "linear model": Part(code=_no_model),
        "comparing with entries": Part(code=_no_comparing),
        "fitted order": Part(code=_no_order),
        "priors": Part(made=_no_priors),
        "cutting into several": Part(code=_no_cuts),
    }


# From the data


def _as_it_is(folder: Path) -> None:
    pass


def _emptied(names: str, folder: Path) -> None:
    for path in folder.glob(names):
        path.write_text("", encoding="utf-8")


def _hand(path: Path) -> str:
    found = _HAND.match(path.name)
    return found[1] if found else "a"


def _without_hand(hand: str, folder: Path) -> None:
    for path in folder.glob("entries_*.tsv"):
        if _hand(path) == hand:
            path.write_text("", encoding="utf-8")


def _without_kind(kind: str, folder: Path) -> None:
    for path in [*folder.glob("entries_*.tsv"), folder / "statutes.tsv"]:
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(line for line in lines if line.split("\t")[1:2] != [kind]), encoding="utf-8")


# From the code


def _no_references() -> object:
    return patch.object(StatuteReader, "read", lambda *_: References())


def _no_spelling() -> object:
    return patch.object(Speller, "_corrected", lambda _, word: (word,))


def _no_model() -> object:
    return patch.object(search, "chances", lambda *_: ({}, _OUT_OF_THE_QUESTION))


def _no_comparing() -> object:
    return patch.object(search, "_by_entry", lambda *_: {})


def _no_order() -> object:
    _, code, poc = confidence.fitted()
    return patch.object(confidence, "fitted", lambda: (_BY_LIKENESS, code, poc))


def _no_cuts() -> object:
    return patch.object(matcher, "cuts", lambda text: [])


# From a matcher


def _no_priors(made: Matcher) -> None:
    made.index.priors = memoryview(bytes([_EVEN_PRIOR]) * len(made.index.codes))


# Measuring


def measured_without(
    wanted: Sequence[str],
    sets: Mapping[str, Texts],
    whole: bytes,
    told: Callable[[str], object],
) -> dict[str, dict[str, Found]]:
    """The measures over each set of phrases with everything in place (under "") and without each wanted part.

    `whole` is the index with everything in place. Most parts need an index of their own, which takes minutes; `told`
    hears the name of each that is done.
    """
    found = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as pool,
    ):
        kept = Path(folder) / "whole.bin"
        kept.write_bytes(whole)
        jobs = {name: pool.submit(_measured, name, kept, dict(sets)) for name in ("", *wanted)}
        for name, job in jobs.items():
            found[name] = job.result()
            told(name)
    return found


def table(found: Mapping[str, Mapping[str, Found]], of: str) -> Iterator[str]:
    """Lines that say, for one set of phrases, by how many points the measures change without each part.

    "false" is the share of the texts that name no offence which are answered all the same.
    """
    yield f"{'points of a hundred':<34}{'POC':>8}{'code':>8}{'in five':>8}{'F1':>8}{'sure':>8}{'false':>8}"
    for name, measures in found.items():
        if name:
            yield f"{f'without {name}':<34}{_change(found[''][of], measures[of])}"
        else:
            yield f"{'everything in place':<34}{_plain(measures[of])}"


def _measured(name: str, whole: Path, sets: Mapping[str, Texts]) -> dict[str, Found]:
    part = parts()[name] if name else Part()
    with ExitStack() as stack:
        if part.code is not None:
            stack.enter_context(part.code())
        made = Matcher(Index(_compiled(part.data) if part.data else whole.read_bytes(), MAGIC))
        if part.made is not None:
            part.made(made)

        def answered(text: str) -> list[Answer]:
            return answers(made.search(text))

        return {
            name: (measure(phrases, answered), measure_negatives(negatives, answered))
            for name, (phrases, negatives) in sets.items()
        }


def _compiled(without: Callable[[Path], None]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(data_folder(), Path(folder) / "matching")
        without(copy)
        return compile_index(copy)


def _values(found: Found) -> list[float]:
    measures, negatives = found
    total = measures.total
    rates = (total.poc_first, total.code_first, total.code_among_first)
    others = (measures.macro_f1, measures.sure.value, 1 - negatives.none.value)
    return [100 * value for value in (*(share.value for share in rates), *others)]


def _plain(found: Found) -> str:
    return "".join(f"{value:>8.1f}" for value in _values(found))


def _change(whole: Found, less: Found) -> str:
    return "".join(
        f"{after - before:>+8.1f}" for before, after in zip(_values(whole), _values(less), strict=True)
    )
