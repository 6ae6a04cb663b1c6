"""The record so far as lines to show, and the summary before it is written. Decides nothing."""

from collections.abc import Iterable, Iterator

from assistant.conversation.agenda import Agenda, Item, Status, key_of_field
from assistant.conversation.naming import change_words
from assistant.conversation.shown import Row, RowGroup, RowState
from assistant.record.rules import Severity
from knowledge.dates import format_date

_STATES = {
    Status.SETTLED: RowState.SETTLED,
    Status.MISSING: RowState.MISSING,
    Status.WAITING: RowState.MISSING,
    Status.SKIPPED: RowState.SKIPPED,
    Status.DOUBTFUL: RowState.DOUBTFUL,
    Status.WRONG: RowState.WRONG,
}
_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Case",
        (
            *("urn", "defendant", "defendant_kind", "duplicate", "date_of_birth", "stage"),
            *("asn", "custody", "defendants", "others_uncharged"),
        ),
    ),
    (
        "Hearing",
        (
            *("court", "hearing", "youth_court", "first_hearing", "next_hearing", "present"),
            *("sheet", "sheet_kind", "sheet_date", "sheet_received", "sheet_names", "sheet_defendants"),
            *("sheet_lines", "sheet_charges", "sheet_missing", "decision_date"),
        ),
    ),
    (
        "Outcome",
        (
            *("crown_route", "outcome", "event_date", "death_proof", "warrant_executed_on"),
            *("reason", "reason_note", "listed", "adjournment_refused", "disclosure"),
            *("arraigned", "indictment_on", "trial_began", "trial_reached"),
        ),
    ),
    ("Principal Offence Category", ("pcd_poc", "lesser_in_place", "poc", "poc_note")),
    (
        "Flags and victim",
        (
            *("flags", "vulnerable", "victim", "victim_age", "relationship", "enhanced", "dropped_on"),
            *("letter_sent", "told_at_court", "explanation_noted", "review"),
        ),
    ),
)


def rows_of(agenda: Agenda) -> tuple[RowGroup, ...]:
    """The record so far, in the order of the screens that it is typed into."""
    groups: list[RowGroup] = []
    warned = {key_of_field(finding.field) for finding in agenda.findings if finding.severity is Severity.WARN}
    for title, names in _GROUPS[:2]:
        groups.append(RowGroup(title=title, rows=tuple(_rows(agenda, names, warned))))
    for number in agenda.case.draft.charge_numbers:
        items = [item for item in agenda.items if item.at.charge == number]
        rows = tuple(_row(agenda, item, warned) for item in items)
        groups.append(RowGroup(title=f"Charge {number}", rows=rows))
    for title, names in _GROUPS[2:]:
        groups.append(RowGroup(title=title, rows=(*_rows(agenda, names, warned), *_letter(agenda, title))))
    return tuple(group for group in groups if group.rows)


def _rows(agenda: Agenda, names: Iterable[str], warned: set[str]) -> Iterator[Row]:
    for name in names:
        for item in agenda.items:
            if item.question.name == name:
                yield _row(agenda, item, warned)


def _row(agenda: Agenda, item: Item, warned: set[str]) -> Row:
    state = _STATES[item.status]
    value = ""
    answer = agenda.state.draft.get(item.key)
    note = item.note
    if answer is not None:
        value = item.question.show(answer.value, item.at)
        if state is RowState.SETTLED and item.key in warned:
            state = RowState.WARNING
    elif item.status is Status.MISSING and item.question.name in ("outcome", "poc"):
        suggested = item.question.on_enter(item.at)
        if suggested is not None:
            value, state = suggested.label, RowState.SUGGESTED
    if item.key == agenda.next.key:
        state = RowState.ASKING
    if state is RowState.WRONG:
        note = " ".join(
            finding.message for finding in agenda.stops if key_of_field(finding.field) == item.key
        )
    change = change_words(item) if answer is not None else ""
    return Row(
        key=item.key, label=item.question.wording.label, value=value, state=state, note=note, change=change
    )


def _letter(agenda: Agenda, title: str) -> Iterator[Row]:
    case = agenda.case
    if title != "Flags and victim" or not case.letter.owed:
        return
    due = case.letter_due
    value = f"due {format_date(due)}{', which has passed' if due < case.today else ''}" if due else "owed"
    yield Row(key="letter", label="Victim letter", value=value, state=RowState.SETTLED, note=case.letter.why)


def summary_of(agenda: Agenda) -> str:
    """The whole record as lines of "label: value", in the order of the screens it is typed into."""
    lines: list[str] = []
    for group in rows_of(agenda):
        lines.append(group.title)
        for row in group.rows:
            if row.value:
                lines.append(f"  {row.label}: {row.value}")
            elif row.state in (RowState.MISSING, RowState.SKIPPED, RowState.ASKING):
                lines.append(f"  {row.label}: not answered yet")
    if agenda.case.draft.value("sheet") is False:
        lines.append("Not checked: the hearing record sheet was not in hand.")
    return "\n".join(lines)
