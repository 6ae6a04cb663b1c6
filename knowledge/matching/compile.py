"""Turns entries, titles and lexicon into one flat index file. Runs at build time, or in memory when it must."""

import json
import logging
import math
import re
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from knowledge.catalogue import Offence, load_catalogue
from knowledge.matching.entries import Kind, read_entries
from knowledge.matching.lexicon import read_lexicon, rows
from knowledge.matching.prosecuted import read_prosecuted
from knowledge.matching.query import Query, read_query
from knowledge.matching.statutes import StatuteReader, act_lines
from knowledge.matching.words import folded
from knowledge.titles import NO_TITLE

MAGIC = b"FINALISE MATCHING INDEX 1\n"
INDEX_NAME = "matching.bin"
KIND_NAMES = [*(kind.value for kind in Kind), "title"]
TITLE = len(KIND_NAMES) - 1
_SPREAD = 8000  # the number of offences at which a word's weight would reach nothing much
_FEW = 6.0  # entries that are added to each offence's when its words are counted, so that few prove little
_RARE = 0.004  # the share of entries below which a word is not held to be typical of anything
_WORD = re.compile(r"[a-z]{4,}")
_log = logging.getLogger(__name__)


def data_folder() -> Path:
    """The folder of the matcher's own data files."""
    return Path(str(files("knowledge"))) / "data" / "matching"


def index_path() -> Path:
    """Where the compiled index lies (it may be missing)."""
    return data_folder().parent / INDEX_NAME


def stamp() -> str:
    """Marks the data and the code that an index was made from; differs when any of them differs."""
    here = Path(__file__).parent
    sources = [*sorted(data_folder().glob("*.tsv")), *sorted(here.glob("*.py"))]
    sources += [path for path in sorted(data_folder().parent.glob("offence*")) if path.is_file()]
    mark = 0
    for path in sources:
        mark = zlib.crc32(path.read_bytes().replace(b"\r\n", b"\n"), zlib.crc32(path.name.encode(), mark))
    return f"{mark:08x}"


@dataclass(frozen=True, slots=True)
class _Doc:
    code: int
    kind: int
    place: int
    text: str
    line: str
    terms: tuple[int, ...]
    free: tuple[int, ...]


class _Terms:
    def __init__(self) -> None:
        self.number: dict[str, int] = {}

    def of(self, names: Iterable[str]) -> tuple[int, ...]:
        return tuple(self.number.setdefault(name, len(self.number)) for name in names)


def compile_index() -> bytes:
    """The index as bytes, from the data files and the catalogue. Raises what those raise when damaged."""
    lexicon, statutes = read_lexicon(data_folder()), StatuteReader.from_lines(act_lines(data_folder()))
    acts = {row[0] for _, row in rows(data_folder() / "acts.tsv")}
    entries = list(read_entries(data_folder()))
    named = {entry.code for entry in entries}
    offences = [offence for offence in load_catalogue() if _may_be_named(offence, named)]
    number = {offence.code: place for place, offence in enumerate(offences)}
    priors = read_priors()
    terms = _Terms()
    docs: list[_Doc] = []
    spelling: Counter[str] = Counter()
    seen: set[tuple[int, str]] = set()

    def add(code: int, kind: int, place: int, text: str, line: str, free: tuple[str, ...] = ()) -> Query:
        query = read_query(text, lexicon, statutes)
        if query.terms and (code, query.key) not in seen:
            seen.add((code, query.key))
            docs.append(_Doc(code, kind, place, text, line, terms.of(query.terms), terms.of(free)))
        return query

    entry_codes = set()
    for entry in entries:
        if entry.code not in number:
            _log.warning("%s names %s, which no suggestion may name", entry.source, entry.code)
            continue
        entry_codes.add(number[entry.code])
        add(number[entry.code], KIND_NAMES.index(entry.kind), entry.place, entry.text, entry.source)
        spelling.update(_WORD.findall(folded(entry.text)))
    for place, offence in enumerate(offences):
        if offence.suffix:
            continue
        free = (f"@{offence.code[:4]}",) if offence.code[:4] in acts else ()
        add(place, TITLE, 0, offence.title, "title", free)
        if offence.is_current and offence.is_national:
            spelling.update(_WORD.findall(folded(offence.title)))
    phrases, concepts = lexicon.as_lines()
    for line in phrases:
        spelling.update(word for word in _WORD.findall(line.split("\t")[0]) if " " not in line.split("\t")[0])
        spelling.update(_WORD.findall(line.split("\t")[1]))
    return _packed(offences, docs, terms, spelling, phrases, concepts, priors, entry_codes)


def _may_be_named(offence: Offence, named: set[str]) -> bool:
    """An attempt or conspiracy is found through its whole offence, unless entries name it for itself."""
    return (
        offence.is_prosecution and offence.title != NO_TITLE and (not offence.suffix or offence.code in named)
    )


def read_priors() -> dict[str, int]:
    """How often offences are prosecuted, by code: 0 hardly ever to 5 every day (our own scale)."""
    return {row.code: row.tier for row in read_prosecuted(data_folder()) if row.tier is not None}


def _packed(
    offences: list[Offence],
    docs: list[_Doc],
    terms: _Terms,
    spelling: Counter[str],
    phrases: list[str],
    concepts: list[str],
    priors: dict[str, int],
    entry_codes: set[int],
) -> bytes:
    names = list(terms.number)
    codes_with = [set[int]() for _ in names]
    postings: list[list[int]] = [[] for _ in names]
    for place, doc in enumerate(docs):
        for term in {*doc.terms, *doc.free}:
            codes_with[term].add(doc.code)
            postings[term].append(place)
    weights = [_weight(name, len(codes)) for name, codes in zip(names, codes_with, strict=True)]
    length = array("f", (sum(weights[term] for term in set(doc.terms)) for doc in docs))
    pools, pool_weights = _pooled(docs, entry_codes, len(names))
    texts = "\n".join(doc.text.replace("\n", " ") for doc in docs)
    words = sorted(spelling, key=lambda word: (word[0], len(word), word))
    sections: dict[str, bytes] = {
        "terms": "\n".join(names).encode(),
        "weights": array("f", weights).tobytes(),
        "codes": "\n".join(offence.code for offence in offences).encode(),
        "priors": bytes(
            _prior(offence, priors, place in entry_codes) for place, offence in enumerate(offences)
        ),
        "doc_code": array("I", (doc.code for doc in docs)).tobytes(),
        "doc_kind": bytes(doc.kind for doc in docs),
        "doc_place": bytes(min(doc.place, 255) for doc in docs),
        "doc_length": length.tobytes(),
        "texts": texts.encode(),
        "words": "\n".join(words).encode(),
        "word_counts": array("I", (spelling[word] for word in words)).tobytes(),
        "phrases": "\n".join(phrases).encode(),
        "concepts": "\n".join(concepts).encode(),
        "acts": "\n".join(act_lines(data_folder())).encode(),
        **_ragged("forward", [sorted({*doc.terms, *doc.free}) for doc in docs]),
        **_ragged("postings", postings),
        **_ragged("pool", pools),
        "pool_weights": array("f", (weight for found in pool_weights for weight in found)).tobytes(),
    }
    return _file(sections)


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


def _pooled(docs: list[_Doc], entry_codes: set[int], terms: int) -> tuple[list[list[int]], list[list[float]]]:
    """What all entries of one offence say together: for each term the offences that say it more than others.

    Spellings of one pattern count as the square root of their number. The strength of a term for an offence is
    the logarithm of how much likelier the offence's entries are to hold it than those of the average offence.
    """
    lines = Counter((doc.code, doc.line) for doc in docs)
    counts: dict[int, Counter[int]] = defaultdict(Counter)
    sizes: Counter[int] = Counter()
    for doc in docs:
        if doc.code in entry_codes and doc.place == 0:
            share = lines[doc.code, doc.line] ** -0.5
            sizes[doc.code] += share
            for term in set(doc.terms):
                counts[doc.code][term] += share
    background = [0.0] * terms
    for code, found in counts.items():
        for term, count in found.items():
            background[term] += count / (sizes[code] + _FEW) / len(counts)
    pools: list[list[int]] = [[] for _ in range(terms)]
    strengths: list[list[float]] = [[] for _ in range(terms)]
    for code, found in sorted(counts.items()):
        for term, count in found.items():
            strength = math.log((count / (sizes[code] + _FEW) + _RARE) / (background[term] + _RARE))
            if strength > 0:
                pools[term].append(code)
                strengths[term].append(strength)
    return pools, strengths


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
