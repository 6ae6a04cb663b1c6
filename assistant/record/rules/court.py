"""Rules on the court against the outcome and the mode of trial (domain.md 12, rules 17 to 23 and 28)."""

from collections.abc import Iterator
from datetime import date

from assistant.record.model import Charge, DefendantKind, Finalisation, Stage
from assistant.record.rules.book import Basis, Problem, Severity, rule
from assistant.record.rules.identity import age_on
from assistant.record.rules.reading import ACQUITTALS, is_admitted, is_pending, is_tried, live, path
from assistant.record.rules.surroundings import Surroundings
from knowledge.catalogue import Offence, OffenceCategory
from knowledge.courts import CourtType
from knowledge.outcomes import Family
from knowledge.pleas import Plea
from knowledge.results import ChargeResult

FIRST_LETTER = {CourtType.MAGISTRATES: "B", CourtType.CROWN: "C"}
COURT_WORDS = {CourtType.MAGISTRATES: "a magistrates' court", CourtType.CROWN: "the Crown Court"}
SUMMARY_ONLY = frozenset({OffenceCategory.SUMMARY, OffenceCategory.SUMMARY_MOTORING})
COMMITTAL_HEARINGS_ENDED = date(2013, 5, 28)
ADULT = 18
SINE_DIE = "sine_die"


@rule(
    17,
    Severity.STOP,
    "court",
    summary="A charged case has a court, whose code and type agree: B magistrates', C Crown.",
    topic="courts",
    basis=Basis.OFFICIAL,
    source="S28",
)
def court_code_suits_its_type(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """The first letter of a court's code says which kind of court it is."""
    if record.stage is Stage.PRE_CHARGE:
        return
    if record.court is None:
        yield Problem(field="court", message="There is no court. Give the court of the final hearing.")
    elif not record.court.code.upper().startswith(FIRST_LETTER[record.court.type]):
        yield Problem(
            field="court",
            message=f"The court code {record.court.code} is not one of {COURT_WORDS[record.court.type]}. Choose "
            "the court again.",
        )


def _misplaced(record: Finalisation, around: Surroundings, court: CourtType) -> Iterator[Problem]:
    """A court outcome of the record that only the other kind of court can give."""
    outcome = around.outcomes.get(record.outcome)
    if record.court is None or record.court.type is not court or outcome is None or not outcome.courts:
        return
    if court not in outcome.courts:
        yield Problem(
            field="outcome",
            message=f"{outcome.label} is not an outcome of {COURT_WORDS[court]}. Change the outcome or the court.",
        )


@rule(
    18,
    Severity.STOP,
    "court",
    "outcome",
    summary="An outcome that only the Crown Court gives is not recorded in a magistrates' court.",
    topic="outcome",
    basis=Basis.WELL_KNOWN,
)
def crown_outcome_is_from_the_crown_court(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Jury, judge directed or ordered, lie on file, indictment stayed and the like."""
    yield from _misplaced(record, around, CourtType.MAGISTRATES)


@rule(
    19,
    Severity.STOP,
    "court",
    "outcome",
    summary="An outcome that only a magistrates' court gives is not recorded in the Crown Court.",
    topic="outcome",
    basis=Basis.WELL_KNOWN,
)
def magistrates_outcome_is_from_magistrates(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Proved in absence, withdrawn, dismissed with no case, untraced for a summons and the like."""
    yield from _misplaced(record, around, CourtType.CROWN)


@rule(
    20,
    Severity.STOP,
    "court",
    "charges",
    summary="A case of summary-only charges is not tried in the Crown Court unless linked or committed for sentence.",
    topic="courts",
    basis=Basis.WELL_KNOWN,
    source="S28",
)
def summary_case_is_not_in_the_crown_court(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Warns only: the record does not say yet whether the case was linked or committed, and the person can."""
    if record.court is None or record.court.type is not CourtType.CROWN:
        return
    offences = [_offence(charge, around) for charge in record.charges]
    if offences and all(offence is not None and offence.category in SUMMARY_ONLY for offence in offences):
        yield Problem(
            field="court",
            message="Every charge is summary only, and the court is the Crown Court. Check the court and the "
            "charges, "
            "or say why it was there (linked to another case, or committed for sentence).",
            severity=Severity.WARN,
        )


def _offence(charge: Charge, around: Surroundings) -> Offence | None:
    return around.catalogue.get(charge.code) if charge.code else None


@rule(
    21,
    Severity.STOP,
    "court",
    "charges",
    "defendant",
    "final_hearing",
    summary="An indictable-only charge is not tried or pleaded to in an adult magistrates' court.",
    topic="courts",
    basis=Basis.WELL_KNOWN,
)
def indictable_only_charge_is_for_the_crown_court(
    record: Finalisation, around: Surroundings
) -> Iterator[Problem]:
    """Sending is not a finalisation. A youth court may try such a charge, so for a defendant under 18 it warns."""
    if record.court is None or record.court.type is not CourtType.MAGISTRATES:
        return
    youth = _is_youth(record)
    for charge in record.charges:
        offence = _offence(charge, around)
        tried = is_admitted(charge) or is_tried(charge)
        if offence is None or offence.category is not OffenceCategory.INDICTABLE or not tried:
            continue
        fix = (
            "Check the court, and say that it was a youth court."
            if youth
            else "Change the court, the charge or its result. If it was a youth court, give the date of birth."
        )
        yield Problem(
            field=path(charge),
            message=f"Charge {charge.number}, {offence.title}, is tried in the Crown Court only, but it ended "
            f"in a magistrates' court. {fix}",
            severity=Severity.WARN if youth else None,
        )


def _is_youth(record: Finalisation) -> bool:
    """Whether the defendant was under 18 at the final hearing, or the court is a youth court by its name."""
    if record.court is not None and "youth court" in record.court.name.lower():
        return True
    born, day = record.defendant.date_of_birth, record.final_hearing or record.finalised_on
    return record.defendant.kind is DefendantKind.PERSON and born is not None and age_on(day, born) < ADULT


@rule(
    22,
    Severity.STOP,
    "outcome",
    summary="No discharged committal is recorded after 28 May 2013, when committal hearings ended.",
    topic="outcome-discharged-committal",
    basis=Basis.WELL_KNOWN,
)
def committal_hearings_have_ended(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """The outcome stays on the list for old records."""
    if record.outcome == "discharged_committal" and record.finalised_on > COMMITTAL_HEARINGS_ENDED:
        yield Problem(
            field="outcome",
            message="Committal hearings ended on 28 May 2013, so the outcome cannot be Discharged committal. "
            "Choose another outcome.",
        )


@rule(
    23,
    Severity.STOP,
    "outcome",
    "charges",
    summary="Sending, remittal, transfer and adjournment are not finalisations.",
    topic="finalisation",
    basis=Basis.WELL_KNOWN,
)
def case_is_over(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """A charge still pending under an acquittal is rule 33's. An outcome that is not on the list ends no case."""
    outcome = around.outcomes.get(record.outcome)
    if outcome is None:
        yield Problem(
            field="outcome",
            message=f"The outcome {record.outcome!r} is not on the list of outcomes. Choose one that is.",
        )
        return
    if outcome.family is Family.NOT_FINAL:
        yield Problem(
            field="outcome",
            message=f"{outcome.label} does not end the case, so it is not a finalisation. "
            "Leave the case open until it is over, or choose the outcome that ended it.",
        )
        return
    if record.stage is Stage.PRE_CHARGE or outcome.key in ACQUITTALS or outcome.key == SINE_DIE:
        return
    for charge in live(record):
        if is_pending(charge):
            yield Problem(
                field=path(charge, "result"),
                message=f"Charge {charge.number} is not over: it was {_pending_words(charge)}. "
                "Leave the case open until every charge has ended, or correct the result.",
            )


def _pending_words(charge: Charge) -> str:
    words = {
        ChargeResult.SENT_FOR_TRIAL: "sent to the Crown Court for trial",
        ChargeResult.REMITTED: "remitted or transferred",
    }
    return words.get(charge.result, "adjourned") if charge.result is not None else "adjourned"


@rule(
    28,
    Severity.WARN,
    "court",
    "charges",
    summary="A charge is discontinued by notice only before the indictment, or before evidence begins.",
    topic="outcome-discontinued",
    basis=Basis.OFFICIAL,
    source="S37",
)
def notice_came_in_time(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """A plea in the Crown Court shows that an indictment was preferred; a magistrates' court tells nothing of it."""
    if record.court is None or record.court.type is not CourtType.CROWN:
        return
    for charge in record.charges:
        pleaded = charge.plea in (Plea.GUILTY, Plea.NOT_GUILTY)
        if charge.result is ChargeResult.DISCONTINUED and pleaded:
            yield Problem(
                field=path(charge, "result"),
                message=f"Charge {charge.number} was discontinued, but there is a plea to it in the Crown "
                "Court, so an indictment "
                "seems to have been preferred. Check whether no evidence was offered, or say when notice was given.",
            )
