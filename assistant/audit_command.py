"""The commands that show that a store can be trusted, and who may do what in it: verify, head, status, people."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.command import ExitCode, JsonOption, StoreOption, fail, opened_store, print_facts
from assistant.store.roles import Role
from knowledge.text import visible

if TYPE_CHECKING:
    from assistant.store.people import Person
    from assistant.store.status import StoreStatus
    from assistant.store.verify import Verification

people_app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="The people of the store and their roles."
)


def add_audit_commands(store_app: typer.Typer) -> None:
    """Add verify, head, status, upgrade and grants to the commands on a store."""
    for command in (verify, head, status, upgrade, grants):
        store_app.command()(command)


def verify(
    head: Annotated[
        Path | None, typer.Option(help="A file that finalise store head wrote, kept elsewhere since.")
    ] = None,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Check every link of the history, and say the first that does not hold. Exit code 1 where one does not.

    With --head it also finds a history that was rewritten as a whole or cut at its end since that head was kept.
    """
    from assistant.store.head_file import read_head  # noqa: PLC0415

    kept = None if head is None else read_head(head)
    with opened_store(store, to_read=True) as opened:
        found = opened.verify(kept)
    if as_json:
        print(json.dumps(_verified(found), indent=2, ensure_ascii=False))
        raise typer.Exit(ExitCode.DONE if found.is_whole else ExitCode.REFUSED)
    if found.broken is not None:
        fail(
            f"The history does not hold. {found.broken}",
            f"Up to entry {found.head.count} every link holds. Keep the store as it is and tell a manager.",
            ExitCode.REFUSED,
        )
    print(f"Every link holds: {found.head.count} entries, {found.versions} versions of records.")
    if found.removed:
        print(f"{found.removed} versions were removed, as the history says.")
    if found.set_back:
        print(f"{found.set_back} entries were made while a clock was behind; the history notes what it said.")
    if not found.is_guarded:
        print(
            "The triggers that refuse changes to the history are missing. Tell whoever looks after the store."
        )
    if kept is None:
        print("Without --head a history cut at its end is not found. Keep the head: finalise store head.")


def head(
    file: Annotated[
        Path | None, typer.Argument(help="The file to write. Without one the head is printed.")
    ] = None,
    store: StoreOption = None,
) -> None:
    """Print the end of the history (count, hash, time), or write it to a file, to be kept away from the store."""
    from assistant.platform import write_whole  # noqa: PLC0415
    from assistant.store.head_file import head_text  # noqa: PLC0415

    with opened_store(store, to_read=True) as opened:
        text = head_text(opened.head())
    if file is None:
        print(text, end="")
        return
    try:
        write_whole(file, text)
    except OSError as error:
        fail(
            f"{file} cannot be written ({error.strerror}).",
            "Name a file in a folder that is there.",
            ExitCode.REFUSED,
        )
    print(visible(f"Written to {file}. Keep it where nobody who can change the store can change it."))


def status(as_json: JsonOption = False, store: StoreOption = None) -> None:
    """Say how the store is: where, which schema, how much it holds, when it was last written to, and who you are."""
    with opened_store(store, to_read=True) as opened:
        found = opened.status()
        name, role = opened.people.me()
    facts = {**_status(found), "you": name, "role": role.value}
    if as_json:
        print(json.dumps(facts, indent=2, ensure_ascii=False))
        return
    print(
        visible(
            "\n".join(
                f"{key.replace('_', ' ')}: {'-' if value is None else value}" for key, value in facts.items()
            )
        )
    )


def upgrade(store: StoreOption = None) -> None:
    """Bring the store up to date with this version of Finalise. A database should be backed up before."""
    from assistant.settings import load_settings  # noqa: PLC0415
    from assistant.store.opening import upgrade_place  # noqa: PLC0415

    done = upgrade_place(store or load_settings().store_url)
    if done.before == done.now:
        print(visible(f"The store {done.place} is up to date."))
        return
    print(visible(f"The store {done.place} {'was made' if done.before is None else 'is now up to date'}."))
    if done.copy is not None:
        print(visible(f"As it was, it lies in {done.copy}. It holds names: remove it when all is well."))


def grants() -> None:
    """Print the SQL that gives the roles their rights in a PostgreSQL database, for its owner to run."""
    from assistant.store.grants import grants_text  # noqa: PLC0415

    print(grants_text(), end="")


@people_app.command("list")
def list_people(as_json: JsonOption = False, store: StoreOption = None) -> None:
    """List the people who were given a role. Everybody else is an administrator."""
    with opened_store(store, to_read=True) as opened:
        people = opened.people.all()
        name, role = opened.people.me()
    lines = [_line(person) for person in people] or ["Nobody was given a role yet."]
    print_facts(
        [_row(person) for person in people], [*lines, f"You are {name}: {role.value}"], as_json=as_json
    )


@people_app.command("set")
def set_role(
    name: Annotated[
        str, typer.Argument(help="The person, by their name in the operating system or database.")
    ],
    role: Annotated[Role, typer.Argument(help="Their role.")],
    store: StoreOption = None,
) -> None:
    """Give a person a role. It is written into the history, with who gave it."""
    with opened_store(store) as opened:
        person = opened.people.set(name, role)
    print(visible(f"{person.name} is now {person.role.value}."))


def _verified(found: "Verification") -> dict[str, object]:
    broken = found.broken
    return {
        "whole": found.is_whole,
        "count": found.head.count,
        "hash": found.head.hash,
        "time": found.head.at.isoformat() if found.head.at else None,
        "versions": found.versions,
        "removed": found.removed,
        "set_back": found.set_back,
        "guarded": found.is_guarded,
        "broken": None
        if broken is None
        else {"entry": broken.position, "reference": broken.reference, "what": broken.what},
    }


def _status(found: "StoreStatus") -> dict[str, object]:
    return {
        "address": found.place,
        "kind": found.kind,
        "schema": found.schema,
        "records": found.records,
        "versions": found.versions,
        "entries": found.entries,
        "drafts": found.drafts,
        "people": found.people,
        "last_write": found.last_at.isoformat() if found.last_at else None,
        "last_by": found.last_by,
        "size": found.size,
    }


def _row(person: "Person") -> dict[str, object]:
    return {
        "name": person.name,
        "role": person.role.value,
        "since": person.since.isoformat(),
        "given_by": person.given_by,
    }


def _line(person: "Person") -> str:
    since = person.since.astimezone()
    return f"{person.name}: {person.role.value} (given by {person.given_by} on {since:%d/%m/%Y})"
