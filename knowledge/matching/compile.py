"""Turns entries, titles and lexicon into one flat index file. Runs at build time, or in memory when it must."""

import json
import math
import zlib
from array import array
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from knowledge.catalogue import Offence
from knowledge.matching.gathering import Gathered, gather
from knowledge.matching.linear import KIND_MARK
from knowledge.matching.prosecuted import read_prosecuted

MAGIC = b"FINALISE MATCHING INDEX 2\n"
INDEX_NAME = "matching.bin"
_MADE_BY = (  # the modules whose code an index depends on
    *("compile", "entries", "gathering", "kinds", "lexicon", "linear", "prosecuted", "query"),
    *("statutes", "train", "words"),
)
_SPREAD = 8000  # the number of offences at which a word's weight would reach nothing much


def data_folder() -> Path:
    """The folder of the matcher's own data files."""
    return Path(str(files("knowledge"))) / "data" / "matching"


def index_path() -> Path:
    """Where the compiled index lies (it may be missing)."""
    return data_folder().parent / INDEX_NAME


def stamp() -> str:
    """Marks the data and the code that an index was made from; differs when any of them differs."""
    here = Path(__file__).parent
    sources = [*sorted(data_folder().glob("*.tsv")), *(here / f"{name}.py" for name in _MADE_BY)]
    sources += [path for path in sorted(data_folder().parent.glob("offence*")) if path.is_file()]
    mark = 0
    for path in sources:
        mark = zlib.crc32(path.read_bytes().replace(b"\r\n", b"\n"), zlib.crc32(path.name.encode(), mark))
    return f"{mark:08x}"


def compile_index(folder: Path | None = None) -> bytes:
    """The index as bytes, from a folder of data files (ours unless named) and the catalogue.

    Needs NumPy. Raises ValueError or OSError where a data file is damaged, ImportError without NumPy.
    """
    return _packed(gather(folder or data_folder()), read_priors())


def read_priors() -> dict[str, int]:
    """How often offences are prosecuted, by code: 0 hardly ever to 5 every day (our own scale)."""
    return {row.code: row.tier for row in read_prosecuted(data_folder()) if row.tier is not None}


def _packed(gathered: Gathered, priors: dict[str, int]) -> bytes:
    docs, offences = gathered.docs, gathered.offences
    codes_with = [set[int]() for _ in gathered.terms]
    postings: list[list[int]] = [[] for _ in gathered.terms]
    for place, doc in enumerate(docs):
        for term in {*doc.terms, *doc.free}:
            codes_with[term].add(doc.code)
            postings[term].append(place)
    weights = [_weight(name, len(codes)) for name, codes in zip(gathered.terms, codes_with, strict=True)]
    length = array("f", (sum(weights[term] for term in set(doc.terms)) for doc in docs))
    words = sorted(gathered.spelling, key=lambda word: (word[0], len(word), word))
    phrases, concepts = gathered.lexicon.as_lines()
    sources = list(dict.fromkeys(doc.source for doc in docs))
    source_number = {source: number for number, source in enumerate(sources)}
    has_entries = gathered.entry_codes
    sections: dict[str, bytes] = {
        "terms": _lines(gathered.terms),
        "weights": array("f", weights).tobytes(),
        "codes": _lines(offence.code for offence in offences),
        "priors": bytes(
            _prior(offence, priors, place in has_entries) for place, offence in enumerate(offences)
        ),
        "doc_code": array("I", (doc.code for doc in docs)).tobytes(),
        "doc_kind": bytes(doc.kind for doc in docs),
        "doc_place": bytes(min(doc.place, 255) for doc in docs),
        "doc_source": array("I", (source_number[doc.source] for doc in docs)).tobytes(),
        "doc_length": length.tobytes(),
        "sources": _lines(sources),
        "texts": _lines(doc.text.replace("\n", " ") for doc in docs),
        "words": _lines(words),
        "word_counts": array("I", (gathered.spelling[word] for word in words)).tobytes(),
        "phrases": _lines(phrases),
        "concepts": _lines(concepts),
        "acts": _lines(gathered.statutes),
        **_ragged("forward", [sorted({*doc.terms, *doc.free}) for doc in docs]),
        **_ragged("postings", postings),
        **_model(gathered),
    }
    return _file(sections)


def _model(gathered: Gathered) -> dict[str, bytes]:
    """The linear model, trained here, and for each word the features it has by what it is a kind of."""
    from knowledge.matching.train import Example, train  # noqa: PLC0415 - NumPy is needed where the index is built

    codes = sorted({lesson.code for lesson in gathered.lessons if lesson.code is not None})
    label = {code: place for place, code in enumerate(codes)}
    trained = train(
        [
            Example(
                label=len(codes) if lesson.code is None else label[lesson.code],
                said=lesson.said,
                kinds=[f"{KIND_MARK}{kind}" for kind in lesson.kinds],
                share=lesson.share,
            )
            for lesson in gathered.lessons
        ],
        len(codes) + 1,
    )
    number = {name: place for place, name in enumerate(trained.features)}
    kinds = {
        word: known
        for word, found in gathered.kinds.items()
        if (known := [number[name] for kind in found if (name := f"{KIND_MARK}{kind}") in number])
    }
    return {
        "features": _lines(trained.features),
        "class_codes": array("I", codes).tobytes(),
        "biases": trained.biases.tobytes(),
        "feature_ends": trained.ends.tobytes(),
        "feature_classes": trained.classes.tobytes(),
        "feature_steps": trained.steps.tobytes(),
        "feature_sizes": trained.sizes.tobytes(),
        "kind_words": _lines(kinds),
        **_ragged("kinds", list(kinds.values())),
    }


def _lines(texts: Iterable[str]) -> bytes:
    return "\n".join(texts).encode()


def _weight(name: str, codes: int) -> float:
    """What a term counts for: the rarer over the offences, the more."""
    rare = math.log(1 + _SPREAD / (codes + 3))
    if name.startswith("~"):
        return rare * 0.5
    if name.startswith("@"):
        return rare * (0.8 if "§" in name else 0.3)
    if name.startswith("§"):
        return rare * 0.4
    return rare * (0.35 if name in {"attempt", "conspiracy"} else 1.0)


def _prior(offence: Offence, priors: dict[str, int], has_entries: bool) -> int:
    tier = priors.get(offence.code, priors.get(offence.code[:4], 0))
    value = 10 + 10 * max(tier, 2 if has_entries else 0)
    if offence.is_local or offence.is_legacy:
        return 2
    return value if offence.is_current else 5


def _ragged(name: str, lists: list[list[int]]) -> dict[str, bytes]:
    ends, flat = array("I", [0]), array("I")
    for found in lists:
        flat.extend(found)
        ends.append(len(flat))
    return {f"{name}_ends": ends.tobytes(), name: flat.tobytes()}


def _file(sections: dict[str, bytes]) -> bytes:
    table, body, at = {}, [], 0
    for name, data in sections.items():
        table[name] = (at, len(data))
        padding = -len(data) % 8
        body.append(data + b"\0" * padding)
        at += len(data) + padding
    head = json.dumps({"stamp": stamp(), "sections": table}).encode()
    head += b" " * (-(len(MAGIC) + 8 + len(head)) % 8)
    return MAGIC + len(head).to_bytes(8, "little") + head + b"".join(body)


def write_index() -> Path:
    """Compiles the index into its place beside the data and says where. Raises OSError when it cannot."""
    path = index_path()
    part = path.with_suffix(".part")
    part.write_bytes(compile_index())
    part.replace(path)
    return path
