"""The commands on choices: which offences people chose over the suggested ones, and what counts for everyone."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.command import ExitCode, JsonOption, StoreOption, fail, opened_store, print_facts
from knowledge.text import one_line, visible

if TYPE_CHECKING:
    from assistant.store.summaries import ChoiceSummary

choices_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="The offences that people chose over the suggested ones, for which words.",
)
Which = Annotated[
    list[str],
    typer.Argument(metavar="NUMBER|WORDS...", help="Each choice by its number in the list, or by its words."),
]


@choices_app.command("list")
def list_choices(as_json: JsonOption = False, store: StoreOption = None) -> None:
    """List the choices with their numbers: for which words, how often, by how many people, and for whom they count."""
    with opened_store(store, to_read=True) as opened:
        choices = opened.choices.all()
    print_facts(
        [_row(choice) for choice in choices],
        [_line(choice) for choice in choices] or ["No choices yet."],
        as_json=as_json,
    )


@choices_app.command()
def approve(which: Which, store: StoreOption = None) -> None:
    """Make choices count for everyone who uses the same words. They come first, but are never taken as sure."""
    with opened_store(store) as opened:
        meant = _meant(which, opened.choices.all())
        opened.choices.approve(choice.number for choice in meant)
    for choice in meant:
        print(visible(f"Approved for everyone: {_named(choice)}"))


@choices_app.command()
def remove(which: Which, store: StoreOption = None) -> None:
    """Forget choices, whoever made or approved them."""
    with opened_store(store) as opened:
        meant = _meant(which, opened.choices.all())
        opened.choices.remove(choice.number for choice in meant)
    for choice in meant:
        print(visible(f"Removed: {_named(choice)}"))


@choices_app.command("export")
def export_choices(
    file: Annotated[Path, typer.Argument(help="The CSV file to write. One that is there is replaced.")],
    store: StoreOption = None,
) -> None:
    """Write all choices to a CSV file that holds no names, to be sent to whoever improves the index."""
    from assistant.choices_file import write_choices  # noqa: PLC0415

    with opened_store(store, to_read=True) as opened:
        choices = opened.choices.all()
    write_choices(choices, file)
    print(visible(f"{_count(choices)} written to {file}."))


@choices_app.command("import")
def import_choices(
    file: Annotated[Path, typer.Argument(help="A CSV file as export writes it; words and code are needed.")],
    store: StoreOption = None,
) -> None:
    """Take in choices from a CSV file, all or none. Those that the file says are approved count for everyone."""
    from assistant.choices_file import read_choices  # noqa: PLC0415

    given = read_choices(file, date.today())  # noqa: DTZ011 (days in the file are those of the people here)
    with opened_store(store) as opened:
        opened.choices.bring_in(given)
    print(visible(f"{_count(given)} taken in from {file}."))


def _meant(which: Sequence[str], choices: "Sequence[ChoiceSummary]") -> "list[ChoiceSummary]":
    """The choices that were named, or the end of the command where one is not there or not clear."""
    from knowledge.matching.said import said_key  # noqa: PLC0415

    meant: dict[int, ChoiceSummary] = {}
    for name in which:
        if name.isdecimal():
            found = [choice for choice in choices if choice.number == int(name[:9])]
        else:
            key = said_key(name)
            found = [choice for choice in choices if choice.said == key]
        if not found:
            fail(
                f"There is no choice {one_line(name)}.",
                "Type finalise choices list to see them.",
                ExitCode.NOT_FOUND,
            )
        if len(found) > 1:
            numbers = " and ".join(str(choice.number) for choice in found)
            fail(
                f"For {one_line(name)} more than one offence was chosen.",
                f"Name the one by its number: {numbers}.",
                ExitCode.REFUSED,
            )
        meant[found[0].number] = found[0]
    return list(meant.values())


def _title(choice: "ChoiceSummary") -> str:
    from knowledge.catalogue import load_catalogue  # noqa: PLC0415

    offence = load_catalogue().get(choice.code)
    return offence.title if offence else "no longer on the standing list"


def _named(choice: "ChoiceSummary") -> str:
    return f"{choice.number} {choice.said}: {choice.code} {_title(choice)}"


def _line(choice: "ChoiceSummary") -> str:
    people = "1 person" if choice.people == 1 else f"{choice.people} people"
    times = "once" if choice.times == 1 else f"{choice.times} times"
    made = f"{times} by {people}" if choice.times else "by nobody"
    return f"{_named(choice)} ({made}; {_counts_for(choice)})"


def _counts_for(choice: "ChoiceSummary") -> str:
    from knowledge.matching.chosen import PEOPLE_NEEDED  # noqa: PLC0415

    if choice.approved_by is not None:
        return f"for everyone, approved by {choice.approved_by}"
    if choice.people >= PEOPLE_NEEDED:
        return "for everyone"
    return "for you alone" if choice.own else "for one person alone"


def _row(choice: "ChoiceSummary") -> dict[str, object]:
    """The choice as plain data."""
    return {
        "number": choice.number,
        "words": choice.said,
        "code": choice.code,
        "title": _title(choice),
        "times": choice.times,
        "people": choice.people,
        "own": choice.own,
        "approved_by": choice.approved_by,
        "counts": _counts_for(choice).split(",")[0],
        "first_at": choice.first_at.isoformat(),
        "last_at": choice.last_at.isoformat(),
    }


def _count(choices: Sequence[object]) -> str:
    return "1 choice" if len(choices) == 1 else f"{len(choices)} choices"
