"""Derives the files in knowledge/data from the Ministry of Justice's standing data. Fetches nothing.

The package is @moj-bichard7-developers/bichard7-next-data (MIT licence), unpacked or as the .tgz that a
registry serves. Only facts are kept: codes, names, classes, categories and marks.
"""

import hashlib
import json
import os
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from knowledge.errors import FinaliseError
from knowledge.snapshot import (
    SOURCE_FILE,
    CatalogueDamaged,
    FileFacts,
    Source,
    load_source,
    read_rows,
    write_source,
)

PACKAGE = "@moj-bichard7-developers/bichard7-next-data"
OFFENCES = "offences.tsv"
_LEAST_SHARE = 0.9  # a package with fewer rows than this share of today's is taken for a broken download


class PackageRefused(FinaliseError):
    """The package cannot be turned into a snapshot."""

    def __init__(self, what: str) -> None:
        """In: what is wrong with the package."""
        super().__init__(what, fix=f"Download {PACKAGE} again and name its folder or its .tgz file.")


Row = tuple[str, ...]
Entries = list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueChange:
    """What a rebuild did to the offences. Each list holds (code, before, after), sorted by code."""

    before: str | None
    after: str
    added: tuple[tuple[str, str], ...]
    removed: tuple[tuple[str, str], ...]
    retitled: tuple[tuple[str, str, str], ...]
    reclassed: tuple[tuple[str, str, str], ...]

    def lines(self) -> list[str]:
        """The change as lines for a person to read."""
        earlier = "no earlier data" if self.before is None else f"was {self.before}"
        lines = [f"Standing data {self.after} ({earlier})."]
        if self.before is None:
            return [*lines, f"{len(self.added):,} offences written."]
        for what, rows in (("added", self.added), ("removed", self.removed)):
            lines.append(f"{len(rows):,} {what}")
            lines += [f"  {code}  {title or 'no title'}" for code, title in rows]
        for what, changes in (("with a new title", self.retitled), ("with a new class", self.reclassed)):
            lines.append(f"{len(changes):,} {what}")
            lines += [f"  {code}  {old or 'none'} -> {new or 'none'}" for code, old, new in changes]
        return lines


def rebuild(package: Path, into: Path) -> CatalogueChange:
    """Writes the snapshot into a folder and says what changed in the offences.

    In: an unpacked package folder or its .tgz; the folder of the data. Every file is built before the first
    is written, each is replaced whole, and SOURCE.tsv comes last. Raises PackageRefused when a file is
    missing, does not read, or holds far fewer rows than the data it would replace.
    """
    files = _package_files(package)
    about = _entries(files, "package.json")
    tables = {table.name: table.build(_entries(files, f"data/{table.read}.json")) for table in _TABLES}
    earlier, known = _earlier(into)
    for name, rows in tables.items():
        least = int(_LEAST_SHARE * earlier.files[name].rows) if earlier and name in earlier.files else 1
        if len(rows) < least:
            raise PackageRefused(
                f"The package holds {len(rows):,} rows for {name}; at least {least:,} were expected."
            )
    contents = {table.name: _text((table.headings, *tables[table.name])).encode() for table in _TABLES}
    source = Source(
        package=PACKAGE,
        version=str(about.get("version", "unknown")),
        licence=str(about.get("license", "unknown")),
        built=datetime.now(UTC).date(),
        files={name: _facts(content, len(tables[name])) for name, content in contents.items()},
    )
    into.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        _write(into / name, content)
    _write(into / SOURCE_FILE, write_source(source).encode())
    load_source.cache_clear()
    return _change(earlier, source, known, {row[0]: row for row in tables[OFFENCES]})


def _package_files(package: Path) -> Callable[[str], bytes | None]:
    """A function from a path inside the package to its bytes, or None."""
    if package.is_dir():
        return lambda name: (package / name).read_bytes() if (package / name).is_file() else None
    if not package.is_file():
        raise PackageRefused(f"There is nothing at {package}.")
    try:
        with tarfile.open(package, "r:*") as archive:
            members = {
                member.name.partition("/")[2]: opened.read()
                for member in archive
                if member.isfile()
                and member.name.endswith(".json")
                and (opened := archive.extractfile(member))
            }
    except (tarfile.TarError, OSError, EOFError, zlib.error) as error:
        raise PackageRefused(f"{package.name} is not a package that can be read.") from error
    return members.get


def _entries(files: Callable[[str], bytes | None], name: str) -> Any:
    content = files(name)
    if content is None:
        raise PackageRefused(f"The package has no {name}.")
    try:
        return json.loads(content)
    except ValueError as error:
        raise PackageRefused(f"{name} in the package does not read.") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """One file of the snapshot: its name, the package file it is read from, and how a row is made."""

    name: str
    read: str
    headings: Row
    row: Callable[[dict[str, Any]], Row | None]

    def build(self, entries: Entries) -> list[Row]:
        try:
            rows = {
                tuple(_cell(cell) for cell in row)
                for entry in entries
                if (row := self.row(entry)) is not None
            }
        except (KeyError, TypeError, AttributeError) as error:
            raise PackageRefused(
                f"data/{self.read}.json in the package has another shape than expected."
            ) from error
        return sorted(rows, key=lambda row: (row[0].upper(), row))


def _cell(text: str) -> str:
    return " ".join(text.split())


def _offence(entry: dict[str, Any]) -> Row:
    marks = ("R" if entry["recordableOnPnc"] else "") + ("N" if entry["notifiableToHo"] else "")
    return (
        entry["cjsCode"],
        entry["homeOfficeClassification"],
        entry["offenceCategory"],
        marks,
        entry["offenceTitle"],
    )


def _court(entry: dict[str, Any]) -> Row | None:
    if entry["topLevelCode"] not in {"B", "C"}:
        return None
    parts = ("topLevelCode", "secondLevelCode", "thirdLevelCode", "bottomLevelCode")
    return "".join(entry[part] for part in parts), entry["secondLevelName"], entry["thirdLevelName"]


def _named(entry: dict[str, Any]) -> Row:
    return entry["cjsCode"], entry["description"]


_TABLES = (
    _Table(
        name=OFFENCES,
        read="offence-code",
        headings=("code", "ho_class", "category", "marks", "title"),
        row=_offence,
    ),
    _Table(name="courts.tsv", read="organisation-unit", headings=("code", "area", "name"), row=_court),
    _Table(
        name="forces.tsv",
        read="forces",
        headings=("code", "name"),
        row=lambda entry: (entry["code"], entry["name"]),
    ),
    _Table(
        name="results_codes.tsv",
        read="result-code",
        headings=("code", "description", "type"),
        row=lambda entry: (entry["cjsCode"], entry["description"], entry["type"]),
    ),
    _Table(name="hearing_types.tsv", read="type-of-hearing", headings=("code", "description"), row=_named),
    _Table(name="plea_codes.tsv", read="plea-status", headings=("code", "description"), row=_named),
    _Table(name="verdict_codes.tsv", read="verdict", headings=("code", "description"), row=_named),
    _Table(
        name="offence_categories.tsv", read="offence-category", headings=("code", "description"), row=_named
    ),
)


def _text(rows: Iterable[Row]) -> str:
    return "".join("\t".join(row) + "\n" for row in rows)


def _facts(content: bytes, rows: int) -> FileFacts:
    digest = hashlib.sha256(content).hexdigest()
    return FileFacts(rows=rows, size=len(content), crc32=zlib.crc32(content), sha256=digest)


def _write(path: Path, content: bytes) -> None:
    """Writes a neighbour first, so that a reader finds the old file or the new one and nothing between."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    neighbour = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        neighbour.chmod(0o644)
        neighbour.replace(path)
    except BaseException:
        neighbour.unlink(missing_ok=True)
        raise


def _earlier(into: Path) -> tuple[Source | None, dict[str, Row]]:
    """The snapshot that is about to be replaced; nothing when there is none or it is damaged."""
    try:
        source = load_source(into)
        return source, {row[0]: tuple(row) for row in read_rows(OFFENCES, into)}
    except CatalogueDamaged:
        return None, {}


def _change(
    earlier: Source | None, source: Source, old: dict[str, Row], new: dict[str, Row]
) -> CatalogueChange:
    both = sorted(old.keys() & new.keys())
    return CatalogueChange(
        before=earlier.version if earlier else None,
        after=source.version,
        added=tuple((code, new[code][4]) for code in sorted(new.keys() - old.keys())),
        removed=tuple((code, old[code][4]) for code in sorted(old.keys() - new.keys())),
        retitled=tuple((code, old[code][4], new[code][4]) for code in both if old[code][4] != new[code][4]),
        reclassed=tuple((code, old[code][1], new[code][1]) for code in both if old[code][1] != new[code][1]),
    )
