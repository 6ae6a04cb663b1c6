"""The command that writes records to a table: which ones, which columns, into which file."""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from assistant.command import ExitCode, StoreOption, fail, opened_store
from assistant.progress import progress
from knowledge.dates import DateError, read_date
from knowledge.text import one_line, visible


def export(  # noqa: PLR0913, PLR0917 (each option is an argument)
    file: Annotated[
        Path, typer.Argument(help="The file to write: its name ends in .csv, .jsonl or .parquet.")
    ],
    fields: Annotated[
        str | None, typer.Option(help="The columns, with commas between. Default: all that name nobody.")
    ] = None,
    names: Annotated[
        bool, typer.Option("--names", help="With names, dates of birth and what was typed freely.")
    ] = False,
    since: Annotated[str | None, typer.Option(help="Only final hearings from this day on.")] = None,
    until: Annotated[str | None, typer.Option(help="Only final hearings up to this day.")] = None,
    outcome: Annotated[
        list[str] | None, typer.Option(help="Only this outcome, by its key. May be given several times.")
    ] = None,
    poc: Annotated[
        list[str] | None, typer.Option(help="Only this POC, by letter or name. May be given several times.")
    ] = None,
    all_versions: Annotated[
        bool, typer.Option("--all-versions", help="Every version of each record, not the newest alone.")
    ] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Write over a file that is there.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Don't say how far it is.")] = False,
    store: StoreOption = None,
) -> None:
    """Write records to a table for a spreadsheet or another program. Names are left out unless asked for."""
    from assistant.store.export import Chosen  # noqa: PLC0415

    chosen = Chosen(
        since=_day("--since", since),
        until=_day("--until", until),
        outcomes=frozenset(map(_outcome, outcome)) if outcome else None,
        pocs=frozenset(map(_poc, poc)) if poc else None,
        all_versions=all_versions,
    )
    columns = fields.split(",") if fields is not None else None
    try:
        with opened_store(store) as opened, progress("records written", is_quiet=quiet) as told:
            count = opened.keeping.export(
                file, chosen=chosen, fields=columns, with_names=names, replace=replace, told=told
            )
    except KeyboardInterrupt:
        fail("Stopped, so nothing is written.", "The store is as it was.", ExitCode.STOPPED)
    if not quiet:
        print(
            visible(f"{count:,} {'record' if count == 1 else 'records'} written to {file}."), file=sys.stderr
        )


def _day(option: str, words: str | None) -> date | None:
    if words is None:
        return None
    try:
        return read_date(words, date.today())  # noqa: DTZ011 (the person's own day)
    except DateError as error:
        fail(f"{option}: {error.what}", error.fix, ExitCode.USAGE)


def _outcome(key: str) -> str:
    from knowledge.outcomes import load_outcomes  # noqa: PLC0415

    if key not in load_outcomes():
        fail(
            f"There is no outcome {one_line(key)}.",
            f"Choose from: {', '.join(load_outcomes())}.",
            ExitCode.USAGE,
        )
    return key


def _poc(words: str) -> str:
    from knowledge.poc import read_poc  # noqa: PLC0415

    letter = read_poc(words)
    if letter is None:
        fail(f"There is no POC {one_line(words)}.", "Type its letter, A to L, or its name.", ExitCode.USAGE)
    return letter
