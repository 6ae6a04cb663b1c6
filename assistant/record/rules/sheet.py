"""Rules on the hearing record sheet of the final hearing (domain.md 12, rules 83 to 88)."""

from collections.abc import Iterator

from assistant.record.kinds import SheetItem, SheetKind
from assistant.record.model import Charge, Finalisation, SheetState, Stage
from assistant.record.rules.book import Basis, Problem, Severity, rule
from assistant.record.rules.reading import stood_at_the_end
from assistant.record.rules.surroundings import Surroundings
from knowledge.courts import CourtType
from knowledge.dates import short_date
from knowledge.text import fold, one_line
from knowledge.working_days import add_working_days

KIND_OF_COURT = {CourtType.MAGISTRATES: SheetKind.HRS_MC, CourtType.CROWN: SheetKind.CC_HRS}
KIND_NAMES = {SheetKind.HRS_MC: "HRS-MC", SheetKind.CC_HRS: "CC HRS"}
SHEET_ITEMS: dict[SheetItem, tuple[str, str]] = {
    SheetItem.IDENTITY: ("who the defendant is", "What are the URN, the full name and the date of birth?"),
    SheetItem.COURT: ("court and hearing", "Which court and date was it, and what kind of hearing?"),
    SheetItem.APPEARANCE: (
        "whether the defendant was there",
        "Was the defendant there, absent or wanted on a warrant, and on bail?",
    ),
    SheetItem.CHARGES: (
        "each charge with plea and result",
        "What were the plea, the verdict and the result of each charge?",
    ),
    SheetItem.CHANGES: (
        "charges added or replaced",
        "Was any charge added, amended or replaced, and which replaced which?",
    ),
    SheetItem.REASON: (
        "why charges were dropped",
        "Who decided to drop, and why? Did the victim support the case?",
    ),
    SheetItem.STAGE_LOST: (
        "at which stage the trial was lost",
        "Was the case stopped after the prosecution evidence, or heard to the end, and what reason was given?",
    ),
    SheetItem.VICTIM: ("the victim", "Was the victim there, and told of the result, and by whom?"),
    SheetItem.FLAGS: ("flags", "Which monitoring flags were confirmed or found?"),
    SheetItem.ORDERS: ("orders and costs", "Which orders, costs, compensation or confiscation were there?"),
    SheetItem.NEXT_HEARING: (
        "the next hearing",
        "Is the case complete for this defendant, or when is the next hearing?",
    ),
    SheetItem.SIGNATURE: ("signature and time", "Who signed the sheet, and when was it sent?"),
}
"""What each item of the sheet is called, and what to ask the advocate where it is missing (domain.md 7)."""


@rule(
    83,
    Severity.STOP,
    "court",
    "sheet",
    summary="The kind of sheet is that of the court: HRS-MC of a magistrates' court, CC HRS of the Crown Court.",
    fix="Take the sheet of the final hearing, or correct the court.",
    topic="hearing-record-sheet",
    basis=Basis.OFFICIAL,
    source="S24",
)
def sheet_is_of_the_court(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """The two are filed apart in CMS."""
    if record.sheet is None or record.sheet.kind is None or record.court is None:
        return
    if record.sheet.kind is not KIND_OF_COURT[record.court.type]:
        yield Problem(
            field="sheet.kind",
            message=f"The sheet is a {KIND_NAMES[record.sheet.kind]}, and the final hearing was at "
            f"{one_line(record.court.name)}. Take the sheet of that hearing, or correct the court.",
        )


@rule(
    84,
    Severity.STOP,
    "final_hearing",
    "hearing_record_sheet",
    "sheet",
    summary="The sheet of the final hearing is there, names this defendant and has the date of that hearing.",
    fix="Take the sheet of the final hearing. Where it is not in hand, wait for it, or say what the record rests on.",
    topic="hearing-record-sheet",
    basis=Basis.OFFICIAL,
    source="S5",
    also=(Severity.WARN,),
)
def sheet_is_of_the_final_hearing(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """A sheet that exists and is not in hand warns: the person says what the record rests on instead."""
    if record.stage is Stage.PRE_CHARGE:
        return
    if record.hearing_record_sheet is None:
        yield Problem(
            field="hearing_record_sheet",
            message="Nothing is said of the hearing record sheet. Say whether the one of the final hearing is in hand.",
        )
    elif record.hearing_record_sheet is SheetState.NOT_IN_HAND:
        yield Problem(
            field="hearing_record_sheet",
            message="The hearing record sheet is not in hand. Leave the draft until it comes, or say what the record "
            "rests on instead.",
            severity=Severity.WARN,
        )
    sheet = record.sheet
    if sheet is None:
        return
    if sheet.names_defendant is False:
        yield Problem(
            field="sheet.names_defendant",
            message="The sheet does not name this defendant. Take the sheet that does, or ask the advocate.",
        )
    if (
        sheet.hearing_on is not None
        and record.final_hearing is not None
        and sheet.hearing_on != record.final_hearing
    ):
        yield Problem(
            field="sheet.hearing_on",
            message=f"The sheet is of {short_date(sheet.hearing_on)}, and the final hearing was on "
            f"{short_date(record.final_hearing)}. Take the sheet of that hearing, or correct a date.",
        )


@rule(
    85,
    Severity.WARN,
    "sheet",
    summary="Nothing that is needed to finalise is missing on the sheet.",
    fix="Ask the advocate for what is missing, or say why the record stands without it.",
    topic="asking-the-advocate",
    basis=Basis.OFFICIAL,
    source="S5",
)
def sheet_is_complete(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Names what is missing and drafts the question to the advocate. What the items are is worked out by us."""
    missing = [item for item in SheetItem if record.sheet and item in (record.sheet.missing or ())]
    if not missing:
        return
    names = ", ".join(SHEET_ITEMS[item][0] for item in missing)
    question = " ".join(SHEET_ITEMS[item][1] for item in missing)
    yield Problem(
        field="sheet.missing",
        message=f"The sheet does not have: {names}. Ask the advocate, such as: “{question}” Or say why the record "
        "stands without it.",
    )


@rule(
    86,
    Severity.WARN,
    "final_hearing",
    "sheet",
    summary="The sheet came by the next working day (an Area may allow more).",
    fix="Check the day on which it came, or say that it was late.",
    topic="hearing-record-sheet",
    basis=Basis.WELL_KNOWN,
)
def sheet_came_in_time(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """The terms of the advocates' agreements were not seen; the limit is ours."""
    hearing, came = record.final_hearing, record.sheet.received_on if record.sheet else None
    if hearing is None or came is None:
        return
    due = add_working_days(hearing, around.limits.sheet_days, around.extra_holidays)
    if came > due:
        yield Problem(
            field="sheet.received_on",
            message=f"The sheet came on {short_date(came)}, and was due by {short_date(due)}. Check the day, or say "
            "that it was late.",
        )


@rule(
    87,
    Severity.STOP,
    "charges",
    "final_hearing",
    "sheet",
    summary="The charges resulted on the sheet are those that the record has at the end.",
    fix="Add the charge that is missing, or say of each other one when it left. Or ask the advocate.",
    topic="charges",
    basis=Basis.DESIGN,
)
def sheet_has_the_same_charges(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Compares codes, or the wording where the sheet has no code. A charge that left earlier is not resulted again."""
    if record.sheet is None or record.sheet.charges is None:
        return
    left = list(stood_at_the_end(record))
    strange: list[str] = []
    for words in record.sheet.charges:
        found = next((charge for charge in left if _is_that(charge, words)), None)
        if found is None:
            strange.append(one_line(words))
        else:
            left.remove(found)
    if strange:
        yield Problem(
            field="sheet.charges",
            message=f"The sheet results a charge that the record does not have at the end: {'; '.join(strange)}. Add "
            "it, or correct what the sheet has.",
        )
    if left:
        numbers = ", ".join(str(charge.number) for charge in left)
        yield Problem(
            field="sheet.charges",
            message=f"The record has a charge at the end that the sheet does not result: {numbers}. Say when it left "
            "the case, take it out, or correct what the sheet has.",
        )


def _is_that(charge: Charge, words: str) -> bool:
    return fold(words) in (fold(charge.code or ""), fold(charge.title))


@rule(
    88,
    Severity.WARN,
    "sheet",
    summary="On a sheet of several defendants the lines of this one are told apart.",
    fix="Confirm which lines belong to this defendant, or ask the advocate.",
    topic="several-defendants",
    basis=Basis.DESIGN,
)
def lines_of_the_defendant_are_told_apart(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Which defendant a line belongs to is among what is most often unclear."""
    sheet = record.sheet
    if sheet is not None and (sheet.defendants or 1) > 1 and not sheet.lines_confirmed:
        yield Problem(
            field="sheet.lines_confirmed",
            message=f"The sheet covers {sheet.defendants} defendants. Confirm which lines belong to this one, or say "
            "how they were told apart.",
        )
