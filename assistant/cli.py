"""The command line: each command reads its options, calls one function of a room, and prints."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from assistant.audit_command import add_audit_commands, people_app
from assistant.choices_command import choices_app
from assistant.command import ExitCode, JsonOption, StoreOption, fail, opened_store, print_facts, tell_of_copy
from assistant.export_command import export
from assistant.guidance_command import guidance
from assistant.platform import has_terminal
from assistant.progress import progress
from assistant.store_command import store_app
from knowledge.text import one_line, visible

if TYPE_CHECKING:
    from assistant.conversation.conversation import Conversation
    from knowledge.matching.chosen import Searches


app = typer.Typer(
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # boxes say nothing to a screen reader
    help="A guided assistant for recording case finalisations.",
)
catalogue_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="The list of offences.")
app.add_typer(catalogue_app, name="catalogue")
app.add_typer(choices_app, name="choices")
app.add_typer(store_app, name="store")
app.add_typer(people_app, name="people")
add_audit_commands(store_app)
app.command()(guidance)
app.command()(export)


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    plain: Annotated[bool, typer.Option("--plain", help="Ask and answer in plain lines of text.")] = False,
    draft: Annotated[
        str | None, typer.Option("--draft", help="Go on with this draft (see finalise list --drafts).")
    ] = None,
    transcript: Annotated[
        Path | None, typer.Option("--transcript", help="With --plain: save the conversation here.")
    ] = None,
    store: StoreOption = None,
) -> None:
    """Open the assistant. Without a terminal, or with --plain, it asks and answers in plain lines."""
    if context.invoked_subcommand is not None:
        return
    if plain or not has_terminal():
        _talk(draft, transcript, store)
    from assistant.terminal.app import run_app  # noqa: PLC0415

    raise typer.Exit(run_app(draft_id=draft, store_url=store))


def _talk(draft: str | None, transcript: Path | None, store: str | None) -> NoReturn:
    from assistant.plain import PlainFace  # noqa: PLC0415
    from assistant.workplace import Workplace  # noqa: PLC0415

    with Workplace.open(store) as workplace:
        tell_of_copy(workplace.store)
        conversation = workplace.resume(draft) if draft else workplace.start()
        if conversation is None:
            fail(
                f"There is no draft {draft}.",
                "Type finalise list --drafts to see the drafts.",
                ExitCode.NOT_FOUND,
            )
        face = PlainFace(workplace, lines=sys.stdin, out=sys.stdout, from_file=not sys.stdin.isatty())
        last = face.run(conversation)
    for reference in face.references:
        print(reference)
    if transcript is not None:
        _save_transcript(transcript, last)
    if face.fault is not None:
        fail(f"Not recorded. {face.fault.what}", face.fault.fix, ExitCode.REFUSED)
    if last.written is None and last.is_begun:
        fail(
            f"Not recorded: {last.title} stopped at: {last.question.text}",
            f"The draft is kept. Go on with: finalise --plain --draft {last.draft_id}",
            ExitCode.UNFINISHED,
        )
    if last.written is None and not face.left:
        fail("Nothing was typed, so nothing is recorded.", "Type the answers.", ExitCode.UNFINISHED)
    raise typer.Exit(ExitCode.DONE)


def _save_transcript(path: Path, conversation: "Conversation") -> None:
    from assistant.platform import write_whole  # noqa: PLC0415

    try:
        write_whole(path, conversation.transcript())
    except OSError as error:
        fail(
            f"The conversation is not saved: {path} cannot be written ({error.strerror}).",
            "Name a file in a folder that is there.",
            ExitCode.REFUSED,
        )


@app.command("list")
def list_records(
    urn: Annotated[str | None, typer.Option(help="Only records of this URN.")] = None,
    surname: Annotated[
        str | None, typer.Option(help="Only records of this surname, or name of an organisation, in full.")
    ] = None,
    limit: Annotated[int, typer.Option(help="How many at most.", min=1)] = 50,
    drafts: Annotated[bool, typer.Option("--drafts", help="List drafts instead.")] = False,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """List the records entered last, or the drafts."""
    from assistant.listing import draft_lines, draft_rows, record_lines, record_rows  # noqa: PLC0415

    with opened_store(store, to_read=True) as opened:
        if drafts:
            found = opened.drafts()
            print_facts(draft_rows(found), draft_lines(found), as_json=as_json)
            return
        records = opened.recent(limit, urn=urn, surname=surname)
        print_facts(record_rows(records), record_lines(records), as_json=as_json)


@app.command()
def show(
    which: Annotated[str, typer.Argument(metavar="REFERENCE|URN", help="A record's reference, or a URN.")],
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Show a record, or every record of a URN."""
    from assistant.listing import whole_record  # noqa: PLC0415

    with opened_store(store, to_read=True) as opened:
        found = opened.get(which)
        records = [found] if found else opened.by_urn(which)
    if not records:
        fail(
            f"There is no record {one_line(which)}.",
            "Type finalise list to see the records.",
            ExitCode.NOT_FOUND,
        )
    if as_json:
        plain = [record.model_dump(mode="json") for record in records]
        print(json.dumps(plain[0] if found else plain, indent=2, ensure_ascii=False))
        return
    print("\n\n".join(visible("\n".join(whole_record(record))) for record in records))


@app.command()
def schema() -> None:
    """Print the JSON Schema of the record."""
    from assistant.record.model import Finalisation  # noqa: PLC0415

    print(json.dumps(Finalisation.model_json_schema(mode="serialization"), indent=2))


@app.command()
def match(  # noqa: PLR0913, PLR0917 (each option is an argument)
    text: Annotated[
        list[str] | None, typer.Argument(metavar="TEXT...", help="The offence in any words.")
    ] = None,
    as_json: JsonOption = False,
    explained: Annotated[
        bool,
        typer.Option("--explain", help="With words: say how they were read and what carried each match."),
    ] = False,
    limit: Annotated[int, typer.Option(help="How many matches at most.", min=1, max=50)] = 5,
    file: Annotated[
        Path | None, typer.Option(help="A CSV file of offence texts, one a row, to be matched into --output.")
    ] = None,
    column: Annotated[str, typer.Option(help="The column of the CSV that holds the text.")] = "text",
    output: Annotated[
        Path | None,
        typer.Option(help="The CSV file to write: every column of --file, and the best match of each row."),
    ] = None,
    processes: Annotated[
        int | None,
        typer.Option(
            help="How many processes share a --file of more than 2,000 rows. Default: one a core, 8 at most.",
            min=1,
            max=61,
        ),
    ] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", help="With --file or --evaluate: don't say how far it is.")
    ] = False,
    gold: Annotated[
        Path | None,
        typer.Option(
            "--evaluate",
            help="Test the matcher on a CSV of texts with their right codes, and print how often it is right. "
            "The codes stand in a column gold_codes, codes or code, several joined by a bar, a space or a "
            "comma. Columns poc (letters; without it they follow from the codes) and style may be there.",
        ),
    ] = None,
    negatives: Annotated[
        Path | None,
        typer.Option(help="With --evaluate: a CSV of texts that name no offence, to be tested too."),
    ] = None,
    store: Annotated[
        str | None,
        typer.Option(
            help="With words: put first what was chosen for them in the store at this URL. Default: none."
        ),
    ] = None,
) -> None:
    """Find the offence and POC that words mean.

    Words give the matches, best first. A whole CSV file is matched with --file, and the matcher is tested with
    --evaluate on phrases whose right answers you know. What people chose before plays no part, unless --store is given.
    """
    if store is not None and not text:
        fail("--store needs words beside it.", "A file is matched by the index alone.", ExitCode.USAGE)
    if (file is not None) + (gold is not None) + bool(text) > 1 or (file is not None and output is None):
        fail(
            "--file needs --output and no words beside it, --evaluate neither.",
            "Type both files, or only words.",
            ExitCode.USAGE,
        )
    if explained and (store is not None or not text):
        fail("--explain needs words beside it.", "It tells of the index alone.", ExitCode.USAGE)
    if file is not None and output is not None:
        _match_file(file, output, column=column, processes=processes, is_quiet=quiet)
        return
    if gold is not None:
        _evaluate(gold, negatives, column=column, as_json=as_json, is_quiet=quiet)
        return
    from knowledge.matching import match_json  # noqa: PLC0415

    words = " ".join(text or ())
    if not words.strip():
        fail("There is nothing to match.", "Type the offence, such as: finalise match s47", ExitCode.USAGE)
    if explained:
        _explain(words, limit, as_json=as_json)
        return
    matches = _matcher(store).search(words, limit=limit)
    if as_json:
        print(json.dumps(match_json(matches), indent=2, ensure_ascii=False))
        return
    if not matches:
        print("No offence fits those words. Try other words, an Act and section, or a code.", file=sys.stderr)
        raise typer.Exit(ExitCode.NOT_FOUND)
    for found in matches:
        poc = f"{found.poc.letter} {found.poc.name}" if found.poc.letter else "POC: ask"
        print(
            f"{found.code:<9} {found.band.value:<6} {found.confidence:.2f}  {poc:<32} {found.title}  ({found.why})"
        )


def _explain(words: str, limit: int, *, as_json: bool) -> None:
    from assistant.match_explained import explanation_json, explanation_lines  # noqa: PLC0415
    from knowledge.matching import load_matcher  # noqa: PLC0415
    from knowledge.matching.explain import explain  # noqa: PLC0415

    told = explain(load_matcher(), words, limit)
    if as_json:
        print(json.dumps(explanation_json(told), indent=2, ensure_ascii=False))
        return
    print(visible("\n".join(explanation_lines(told))))
    if not any(one.suggestions for one in told):
        raise typer.Exit(ExitCode.NOT_FOUND)


def _matcher(store: str | None) -> "Searches":
    """The matcher over the index alone or, where a store is named, with the choices in it."""
    from knowledge.matching import load_matcher  # noqa: PLC0415

    if store is None:
        return load_matcher()
    from assistant.desk import learn  # noqa: PLC0415
    from knowledge.matching.chosen import Chosen, LearntMatcher  # noqa: PLC0415

    chosen = Chosen()
    with opened_store(store, to_read=True) as opened:
        learn(chosen, opened)
    return LearntMatcher(load_matcher(), chosen)


def _match_file(source: Path, output: Path, *, column: str, processes: int | None, is_quiet: bool) -> None:
    from assistant.match_file import match_csv  # noqa: PLC0415
    from assistant.match_pool import usual_processes  # noqa: PLC0415

    try:
        with progress("rows matched", is_quiet=is_quiet) as told:
            count = match_csv(
                source, column=column, output=output, processes=processes or usual_processes(), told=told
            )
    except KeyboardInterrupt:
        fail("Stopped, so nothing is written.", f"{source} is as it was.", ExitCode.STOPPED)
    if not is_quiet:
        print(f"{count} rows matched. Written to {output}.", file=sys.stderr)


def _evaluate(gold: Path, negatives: Path | None, *, column: str, as_json: bool, is_quiet: bool) -> None:
    from assistant.match_gold import (  # noqa: PLC0415
        evaluate,
        evaluation_json,
        evaluation_lines,
        read_gold,
        read_texts,
    )
    from knowledge.matching import load_matcher  # noqa: PLC0415
    from knowledge.matching.measure import answers  # noqa: PLC0415

    phrases = read_gold(gold, column)
    others = read_texts(negatives, column) if negatives is not None else None
    matcher = load_matcher()
    with progress("texts matched", is_quiet=is_quiet) as told:
        found = evaluate(phrases, others, lambda text: answers(matcher.search(text)), told)
    if as_json:
        print(json.dumps({"matcher": matcher.version, **evaluation_json(found)}, indent=2))
        return
    print(visible("\n".join(evaluation_lines(found))))


@app.command()
def poc(
    charge: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="CHARGE...", help='Each charge as text or code, with "= guilty plea" and the like.'
        ),
    ] = None,
    file: Annotated[Path | None, typer.Option(help="A JSON file with the full facts of the case.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Say which of several charges is the principal offence, its POC, and why.

    Words are matched by the index alone: what people chose before plays no part.
    """
    from assistant.poc_answer import answer_json, answer_lines, case_in  # noqa: PLC0415
    from knowledge.case_facts import read_charge  # noqa: PLC0415

    if bool(charge) == bool(file):
        fail(
            "Give charges, or a file with --file.",
            'Type: finalise poc "s47 = guilty plea" "crim dam"',
            ExitCode.USAGE,
        )
    named = (
        case_in(file)
        if file
        else tuple(read_charge(words, n) for n, words in enumerate(charge or (), start=1))
    )
    if as_json:
        print(json.dumps(answer_json(named), indent=2, ensure_ascii=False))
        return
    print(visible("\n".join(answer_lines(named))))


@catalogue_app.command("rebuild")
def rebuild_catalogue(
    package: Annotated[
        Path, typer.Argument(help="The downloaded package: a .tgz file or its unpacked folder.")
    ],
    into: Annotated[
        Path | None, typer.Option(help="The folder to write. Default: the installed list.")
    ] = None,
) -> None:
    """Build the list of offences and courts from the Ministry of Justice's package, and say what changed."""
    from knowledge.snapshot import DATA  # noqa: PLC0415
    from knowledge.standing_data import rebuild  # noqa: PLC0415

    for line in rebuild(package, into or DATA).lines():
        print(visible(line))


@catalogue_app.command("status")
def catalogue_status(as_json: JsonOption = False) -> None:
    """Say which list of offences is in use, and where it comes from."""
    from knowledge.catalogue import load_catalogue  # noqa: PLC0415

    catalogue = load_catalogue()
    facts: dict[str, object] = {
        "source": catalogue.source,
        "version": catalogue.version,
        "date": str(catalogue.date),
        "offences": len(catalogue),
    }
    print_facts([facts], [f"{name}: {value}" for name, value in facts.items()], as_json=as_json)
