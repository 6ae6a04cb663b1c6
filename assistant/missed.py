"""Counts on this machine what people look for in the guidance and do not find. Finds nothing, keeps no case data.

What is kept of a search is what `said_key` keeps, and the words of our own guidance: no name of a person, no number,
no date. The file lies beside the store and is open to this user only.
"""

import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from assistant.platform import folders, private_file, private_folder, read_text
from guidance.library import load_library
from knowledge.matching.kept import DATES, personal_names
from knowledge.matching.said import GAP, said_key

FILE_NAME = "missed-searches.tsv"
FULL_BYTES = 1_000_000
"""A list of this size has enough to read; what is missed after that is not added."""

_WORD = re.compile(r"[a-z]{2,}")


class Miss(StrEnum):
    """How a search went wrong."""

    NOTHING = "nothing fits"
    NOT_OPENED = "nothing opened"
    """Topics were found, and the person left without opening one."""


@dataclass(frozen=True, kw_only=True)
class MissedSearch:
    """What was looked for without use: the words that may be kept, how often, and on which day last."""

    words: str
    miss: Miss
    times: int
    last: date


def missed_file() -> Path:
    """Where the searches of this user are counted."""
    return folders().data / FILE_NAME


def count_missed(words: str, miss: Miss, *, today: date, file: Path | None = None) -> None:
    """Count one search. A search that leaves nothing to keep is counted as words that were left out.

    Raises OSError where the file cannot be written.
    """
    path = file or missed_file()
    private_folder(path.parent)
    try:
        private_file(path)
    except FileExistsError:
        if path.stat().st_size > FULL_BYTES:
            return
    kept = said_key(words, also=_guidance_words()) or GAP
    line = f"{today.isoformat()}\t{miss.value}\t{kept}\n".encode()
    handle = os.open(path, os.O_APPEND | os.O_WRONLY)
    try:
        os.write(handle, line)  # a short line goes in whole, whoever else adds one
    finally:
        os.close(handle)


def missed_searches(file: Path | None = None) -> tuple[MissedSearch, ...]:
    """What was missed, most often first. A line that cannot be read is passed over. Raises OSError."""
    times: Counter[tuple[str, Miss]] = Counter()
    last: dict[tuple[str, Miss], date] = {}
    for day, miss, words in _lines(file or missed_file()):
        times[words, miss] += 1
        last[words, miss] = max(day, last.get((words, miss), day))
    return tuple(
        MissedSearch(words=words, miss=miss, times=count, last=last[words, miss])
        for (words, miss), count in sorted(times.items(), key=lambda item: (-item[1], item[0]))
    )


def _lines(path: Path) -> Iterator[tuple[date, Miss, str]]:
    if not path.exists():
        return
    for line in read_text(path).splitlines():
        try:
            day, miss, words = line.split("\t")
            yield date.fromisoformat(day), Miss(miss), words
        except ValueError:
            continue


@lru_cache(maxsize=1)
def _guidance_words() -> frozenset[str]:
    """The words that our own topics write with small letters, without those that are also names or days."""
    return frozenset(
        word
        for topic in load_library()
        for text in (topic.title, topic.summary, *topic.keywords, *topic.words, topic.body)
        for word in _WORD.findall(text)
        if word not in personal_names() and word not in DATES
    )
