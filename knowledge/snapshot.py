"""Reads the files of the standing data and says when one is missing or damaged. Knows nothing of offences."""

import zlib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from knowledge.errors import FinaliseError

DATA = Path(__file__).parent / "data"
SOURCE_FILE = "SOURCE.tsv"
SOURCE_HEADINGS = ("file", "rows", "bytes", "crc32", "sha256")


class CatalogueDamaged(FinaliseError):
    """A file of the standing data is missing, or is not what was shipped."""

    def __init__(self, what: str) -> None:
        """In: what is wrong with which file."""
        super().__init__(what, fix="Install Finalise again, or run: finalise catalogue rebuild PACKAGE.")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """What one file of the snapshot must be: its rows (without the heading), bytes and checksums."""

    rows: int
    size: int
    crc32: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where the snapshot comes from. `built` is the day on which it was derived from the package."""

    package: str
    version: str
    licence: str
    built: date
    files: dict[str, FileFacts]


@lru_cache(maxsize=4)
def load_source(folder: Path = DATA) -> Source:
    """What SOURCE.tsv says of the snapshot in this folder. Raises CatalogueDamaged."""
    try:
        return read_source((folder / SOURCE_FILE).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise CatalogueDamaged(f"The standing data are not complete: {SOURCE_FILE} is missing.") from error
    except (ValueError, KeyError) as error:
        raise CatalogueDamaged(
            f"The standing data cannot be trusted: {SOURCE_FILE} does not read."
        ) from error


def read_source(text: str) -> Source:
    """The text of SOURCE.tsv: named facts, then a table of files. Raises ValueError or KeyError."""
    facts: dict[str, str] = {}
    files: dict[str, FileFacts] = {}
    for line in text.splitlines():
        cells = tuple(line.split("\t"))
        if len(cells) == 2:
            facts[cells[0]] = cells[1]
        elif cells != SOURCE_HEADINGS:
            name, rows, size, crc32, sha256 = cells
            files[name] = FileFacts(rows=int(rows), size=int(size), crc32=int(crc32), sha256=sha256)
    built = date.fromisoformat(facts["built"])
    return Source(
        package=facts["package"], version=facts["version"], licence=facts["licence"], built=built, files=files
    )


def write_source(source: Source) -> str:
    """The text that `read_source` reads."""
    lines = [
        f"package\t{source.package}",
        f"version\t{source.version}",
        f"licence\t{source.licence}",
        f"built\t{source.built.isoformat()}",
        "\t".join(SOURCE_HEADINGS),
    ]
    lines += [f"{name}\t{of.rows}\t{of.size}\t{of.crc32}\t{of.sha256}" for name, of in source.files.items()]
    return "\n".join(lines) + "\n"


def read_checked(name: str, folder: Path = DATA) -> bytes:
    """The bytes of one snapshot file, compared with its size and checksum. Raises CatalogueDamaged."""
    facts = load_source(folder).files.get(name)
    if facts is None:
        raise CatalogueDamaged(f"The standing data are not complete: {SOURCE_FILE} does not name {name}.")
    try:
        content = (folder / name).read_bytes()
    except FileNotFoundError as error:
        raise CatalogueDamaged(f"The standing data are not complete: {name} is missing.") from error
    if len(content) != facts.size or zlib.crc32(content) != facts.crc32:
        raise CatalogueDamaged(f"The standing data cannot be trusted: {name} has changed since it was built.")
    return content


def read_rows(name: str, folder: Path = DATA) -> list[list[str]]:
    """The rows of one tab-separated snapshot file without its heading. Raises CatalogueDamaged."""
    lines = read_checked(name, folder).decode("utf-8").split("\n")
    return [line.split("\t") for line in lines[1:] if line]
