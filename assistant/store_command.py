"""The commands on a store as a whole: backup, restore, copy, and removing what is past its time."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.command import ExitCode, JsonOption, StoreOption, fail, opened_store, print_facts
from assistant.progress import progress
from knowledge.dates import short_date
from knowledge.text import one_line, visible

if TYPE_CHECKING:
    from assistant.store.retention import OldRecord

store_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="The store as a whole: is it whole, backup, copy, removal.",
)
ReplaceOption = Annotated[
    bool, typer.Option("--replace", help="Write over what is there. Without it nothing is written over.")
]
QuietOption = Annotated[bool, typer.Option("--quiet", help="Don't say how far it is.")]
YearsOption = Annotated[
    int, typer.Option(help="The age in years: since a record was last entered or amended.", min=1, max=150)
]
YesOption = Annotated[bool, typer.Option("--yes", help="Don't ask whether it is meant.")]


@store_app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The file to write, on another disk if you can.")],
    replace: ReplaceOption = False,
    quiet: QuietOption = False,
    store: StoreOption = None,
) -> None:
    """Write all of the store to one file, while it is in use, and look through that file before it counts."""
    with opened_store(store) as opened, progress("rows written", is_quiet=quiet) as told:
        made = opened.keeping.back_up(file, replace=replace, told=told)
    versions = made.sound.versions
    print(visible(f"Backed up to {made.file}: {_count(versions, 'version')} of records, every link holds."))
    print(visible(f"Head: {made.sound.head.count} {made.sound.head.hash}"))


@store_app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file that finalise store backup wrote.")],
    replace: Annotated[
        bool,
        typer.Option(
            "--replace", help="Put it in the place of a store that is there; a copy of that is kept."
        ),
    ] = False,
    yes: YesOption = False,
    quiet: QuietOption = False,
    store: StoreOption = None,
) -> None:
    """Put a backup in the place of the store, once it is found whole. What stood there before is kept in a file."""
    from assistant.settings import load_settings  # noqa: PLC0415
    from assistant.store.restoring import restore as put_back  # noqa: PLC0415

    if replace and not yes:
        _confirm("Put the backup in the place of the store? What was recorded since goes to a copy.")
    with progress("rows written", is_quiet=quiet) as told:
        done = put_back(store or load_settings().store_url, file, replace=replace, told=told)
    print(visible(f"Restored to {done.place}: {_count(done.sound.versions, 'version')} of records."))
    if done.kept is not None:
        print(
            visible(f"What stood there before is kept in {done.kept}. It holds names: remove it when done.")
        )


@store_app.command("copy")
def copy_store(
    url: Annotated[
        str, typer.Argument(help="The new store: sqlite:/// and a file, or postgresql:// and a database.")
    ],
    quiet: QuietOption = False,
    store: StoreOption = None,
) -> None:
    """Copy all of the store, with its history, into an empty one: all or nothing, looked through before it counts."""
    with opened_store(store) as opened, progress("rows written", is_quiet=quiet) as told:
        sound, place = opened.keeping.copy_to(url, told=told)
    print(visible(f"Copied to {place}: {_count(sound.versions, 'version')} of records, every link holds."))
    print("Set store.url in the settings of every terminal before anybody goes on recording.")


@store_app.command()
def old(years: YearsOption, as_json: JsonOption = False, store: StoreOption = None) -> None:
    """List the records past an age, without names."""
    with opened_store(store) as opened:
        found = opened.keeping.old(years)
    print_facts(
        [_row(record) for record in found],
        [_line(record) for record in found] or [f"No records older than {_count(years, 'year')}."],
        as_json=as_json,
    )


@store_app.command()
def remove(
    years: YearsOption,
    why: Annotated[str, typer.Option(help="The reason, which is kept for good. Leave names out.")],
    which: Annotated[
        list[str] | None,
        typer.Argument(metavar="[REFERENCE]...", help="Each record. Default: every one past the age."),
    ] = None,
    yes: YesOption = False,
    store: StoreOption = None,
) -> None:
    """Remove what stands in records past an age, for good. That they were removed, by whom and why, is kept."""
    from assistant.store.roles import Permission  # noqa: PLC0415

    with opened_store(store) as opened:
        opened.require(Permission.REMOVE)
        count = len(which) if which else len(opened.keeping.old(years))
        if not yes:
            _confirm(f"Remove {_count(count, 'record')} for good? Nobody can bring them back.")
        done = opened.keeping.remove(which, years=years, why=why)
        is_swept = opened.keeping.sweep()
    for reference in done.references:
        print(reference)
    print(
        f"{_count(len(done.references), 'record')} and {_count(done.drafts, 'draft')} removed. "
        "Backups and copies made before still hold them.",
        file=sys.stderr,
    )
    if not is_swept:
        print(
            "Somebody has the store open, so parts of it may stay in its working file until everybody closes it.",
            file=sys.stderr,
        )


def _confirm(question: str) -> None:
    """Go on where the person says yes; else end the command with nothing changed."""
    from knowledge.choices import read_yes_no  # noqa: PLC0415

    print(f"{question} Type yes or no: ", end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline()
    if not answer.endswith("\n"):
        print(file=sys.stderr)
    if read_yes_no(one_line(answer)) is not True:
        fail("Nothing was changed.", "Add --yes to do it without being asked.", ExitCode.REFUSED)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _row(record: "OldRecord") -> dict[str, object]:
    return {
        "reference": record.reference,
        "urn": record.urn,
        "outcome": record.outcome,
        "final_hearing": record.final_hearing.isoformat() if record.final_hearing else None,
        "touched_at": record.touched_at.isoformat(),
    }


def _line(record: "OldRecord") -> str:
    hearing = short_date(record.final_hearing) if record.final_hearing else "no hearing"
    return f"{record.reference}  {record.urn:<11}  {record.outcome:<28}  {hearing:<11}  {record.touched_at:%d/%m/%Y}"
