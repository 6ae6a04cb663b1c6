"""What every command of the command line shares: exit codes, common options, printing, opening the store."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from knowledge.text import visible

if TYPE_CHECKING:
    from assistant.store.store import Store


class ExitCode(IntEnum):
    """What the number at the end means."""

    DONE = 0
    """What was asked for was done."""
    REFUSED = 1
    """Something stands in the way that the person can put right; the message says what."""
    USAGE = 2
    """The command was typed wrongly."""
    UNFINISHED = 3
    """The answers ended before the record was written. The draft is kept."""
    NOT_FOUND = 4
    """There is no such record, draft, choice or match."""
    STOPPED = 130
    """Ctrl-C was pressed. What was being made is thrown away."""


StoreOption = Annotated[
    str | None, typer.Option("--store", help="Where records are kept, as a URL. Default: settings.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")]


def print_facts(rows: list[dict[str, object]], lines: list[str], *, as_json: bool) -> None:
    """Print facts to stdout: as JSON, or as lines in which nothing acts on a terminal."""
    print(json.dumps(rows, indent=2, ensure_ascii=False) if as_json else visible("\n".join(lines)))


def fail(what: str, fix: str, code: ExitCode) -> NoReturn:
    """End the command with one plain line on stderr."""
    print(f"{visible(what)} {visible(fix)}", file=sys.stderr)
    raise typer.Exit(code)


@contextmanager
def opened_store(given: str | None, *, to_read: bool = False) -> Iterator["Store"]:
    """The store at an address, or the one that the settings name, open for a block.

    `to_read`: one that can only be read will do. Raises FinaliseError.
    """
    from assistant.settings import load_settings  # noqa: PLC0415
    from assistant.store.store import Store  # noqa: PLC0415

    with Store.open(given or load_settings().store_url, to_read=to_read) as store:
        tell_of_copy(store)
        yield store


def tell_of_copy(store: "Store") -> None:
    """Say on stderr that opening the store brought it up to date, and where the copy of it lies."""
    if store.copy is not None:
        print(
            f"The store was made by an older Finalise and is now up to date. As it was, it lies in {store.copy}.",
            file=sys.stderr,
        )
