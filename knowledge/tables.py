"""Opens the reference tables in data/ and cuts them into rows. Knows nothing of what the rows mean."""

import csv
from collections.abc import Iterator
from importlib.resources import files


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of knowledge/data/`name`, a CSV in UTF-8 with a header; lines that start with # are notes."""
    text = files("knowledge").joinpath("data", name).read_text(encoding="utf-8")
    yield from csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#"))


def words_in(cell: str) -> tuple[str, ...]:
    """The words of a cell in which a bar parts them."""
    return tuple(word.strip() for word in cell.split("|") if word.strip())
