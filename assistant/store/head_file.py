"""The head of a store as a small text file, to be kept elsewhere: written, read back. Knows no database."""

from datetime import datetime
from pathlib import Path

from assistant.platform import read_text
from assistant.store.ledger import Head, stamp
from knowledge.errors import FinaliseError

_TITLE = "Finalise store head"


class HeadUnreadable(FinaliseError):
    """A file does not hold the head of a store."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} does not hold the head of a store.",
            fix="Name a file that finalise store head wrote, or leave --head out.",
        )


def head_text(head: Head) -> str:
    """The head as text of four lines, as the file holds it."""
    return (
        f"{_TITLE}\ncount: {head.count}\nhash: {head.hash}\ntime: {stamp(head.at) if head.at else 'never'}\n"
    )


def read_head(path: Path) -> Head:
    """The head in a file. Raises HeadUnreadable."""
    try:
        title, *lines = read_text(path).strip().splitlines()
        given = dict(line.split(": ", 1) for line in lines)
        time = given["time"]
        head = Head(
            count=int(given["count"]),
            hash=given["hash"],
            at=None if time == "never" else datetime.fromisoformat(time),
        )
    except (OSError, ValueError, KeyError) as error:
        raise HeadUnreadable(path) from error
    if title != _TITLE or len(head.hash) != 64 or head.count < 0:
        raise HeadUnreadable(path)
    return head
