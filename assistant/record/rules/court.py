"""Rules on the court against the outcome and the mode of trial (domain.md 12, rules 17 to 23 and 28)."""

from collections.abc import Iterator
from datetime import date

from assistant.record.model import Charge, Finalisation, Stage
from assistant.record.rules.book import Basis, Problem, Severity, rule
from assistant.record.rules.reading import (
    ACQUITTALS,
    is_admitted,
    is_pending,
    is_tried,
    is_youth,
    live,
    path,
)
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
SINE_DIE = "sine_die"


@rule(
    17,
    Severity.STOP,
    "court",
    summary="A charged case has a court, whose code and type agree: B magistrates', C Crown.",
    fix="Choose the court of the final hearing from the list.",
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
    fix="Change the outcome or the court.",
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
    fix="Change the outcome or the court.",
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
    "crown_route",
    summary="A case of summary-only charges is not tried in the Crown Court unless linked or committed for sentence.",
    fix="Change the court or the charges, or say that the case was linked or committed for sentence.",
    topic="mode-of-trial",
    basis=Basis.WELL_KNOWN,
    source="S28",
    also=(Severity.WARN,),
)
def summary_case_is_not_in_the_crown_court(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Quiet where it is said that the case was linked or committed. Without a trial it warns: codes may be wrong."""
    if record.court is None or record.court.type is not CourtType.CROWN or record.crown_route is not None:
        return
    offences = [_offence(charge, around) for charge in record.charges]
    if offences and all(offence is not None and offence.category in SUMMARY_ONLY for offence in offences):
        tried = any(map(is_tried, record.charges))
        what = "was tried in the Crown Court" if tried else "ended in the Crown Court"
        yield Problem(
            field="crown_route",
            message=f"Every charge is summary only, and the case {what}. Check the court and the charges, or say "
            "why it was there: linked to an indictable charge, or committed for sentence.",
            severity=None if tried else Severity.WARN,
        )


def _offence(charge: Charge, around: Surroundings) -> Offence | None:
    return around.catalogue.get(charge.code) if charge.code else None


@rule(
    21,
    Severity.STOP,
    "court",
    "defendant",
    "final_hearing",
    "youth_court",
    "charges.code",
    "charges.plea",
    "charges.verdict",
    "charges.result",
    summary="An indictable-only charge is not tried or pleaded to in an adult magistrates' court.",
    fix="Change the court, the charge or its result. Where it was a youth court, say so.",
    topic="mode-of-trial",
    basis=Basis.WELL_KNOWN,
    also=(Severity.WARN,),
)
def indictable_only_charge_is_for_the_crown_court(
    record: Finalisation, around: Surroundings
) -> Iterator[Problem]:
    """Sending is not a finalisation. A youth court may try such a charge, so there, and for one under 18, it warns."""
    if record.court is None or record.court.type is not CourtType.MAGISTRATES:
        return
    youth = is_youth(record)
    for charge in record.charges:
        offence = _offence(charge, around)
        tried = is_admitted(charge) or is_tried(charge)
        if offence is None or offence.category is not OffenceCategory.INDICTABLE or not tried:
            continue
        fix = (
            "Check the court, and say that it was a youth court."
            if youth
            else "Change the court, the charge or its result. If it was a youth court, say so."
        )
        yield Problem(
            field=path(charge),
            message=f"Charge {charge.number}, {offence.title}, is tried in the Crown Court only, but it ended "
            f"in a magistrates' court. {fix}",
            severity=Severity.WARN if youth else None,
        )


@rule(
    22,
    Severity.STOP,
    "outcome",
    summary="No discharged committal is recorded after 28 May 2013, when committal hearings ended.",
    fix="Choose another outcome, or correct the date.",
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
    summary="Sending, remittal, transfer, adjournment and a warrant backed for bail are not finalisations.",
    fix="Leave the case open until it is over, or choose the outcome that ended it.",
    topic="not-a-finalisation",
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
    if _is_bailed(record):
        yield Problem(
            field="next_hearing",
            message="The warrant was issued on the day of the hearing, and the defendant is bailed to a day that is "
            "still to come. Leave the case open until then, or correct the next hearing.",
            rests_on=("next_hearing", "final_hearing", "outcome_date"),
        )
    if record.stage is Stage.PRE_CHARGE or outcome.key in ACQUITTALS or outcome.key == SINE_DIE:
        return
    for charge in live(record):
        if is_pending(charge):
            yield Problem(
                field=path(charge, "result"),
                message=f"Charge {charge.number} is not over: it was {_pending_words(charge)}. "
                "Leave the case open until every charge has ended, or correct the result.",
            )


def _is_bailed(record: Finalisation) -> bool:
    """Whether the unexecuted warrant was issued at the final hearing, backed for bail to a day still to come."""
    at_the_hearing = record.outcome_date is not None and record.outcome_date in (
        record.final_hearing,
        record.finalised_on,
    )
    bailed = record.next_hearing is not None and record.next_hearing >= record.finalised_on
    return record.outcome == "warrant_unexecuted" and at_the_hearing and bailed


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
    "charges.plea",
    "charges.result",
    summary="A charge is discontinued by notice only before the indictment, or before evidence begins.",
    fix="Check whether no evidence was offered instead, or say when notice was given.",
    topic="outcome-discontinued",
    basis=Basis.OFFICIAL,
    source="S37",
)
def notice_came_in_time(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """A plea in the Crown Court shows that an indictment was preferred; else only the dates of the trial tell."""
    if record.court is None:
        return
    in_crown_court = record.court.type is CourtType.CROWN
    for charge in record.charges:
        if charge.result is not ChargeResult.DISCONTINUED:
            continue
        if in_crown_court and charge.plea in (Plea.GUILTY, Plea.NOT_GUILTY):
            yield Problem(
                field=path(charge, "result"),
                message=f"Charge {charge.number} was discontinued, but there is a plea to it in the Crown "
                "Court, so an indictment "
                "seems to have been preferred. Check whether no evidence was offered, or say when notice was given.",
            )
        elif too_late := _too_late_for_notice(charge, record, in_crown_court=in_crown_court):
            yield Problem(
                field=path(charge, "result"),
                message=f"Charge {charge.number} was discontinued, but {too_late}. Check whether it was withdrawn "
                "or no evidence was offered, or say when notice was given.",
                rests_on=("charges", "trial", "final_hearing", "outcome_date"),
            )


def _too_late_for_notice(charge: Charge, record: Finalisation, *, in_crown_court: bool) -> str:
    """What had happened by the day on which the charge ended that leaves no room for a notice; empty for nothing."""
    trial = record.trial
    ended = (record.outcome_date or record.final_hearing) if charge.live else charge.left_on
    if trial is None or ended is None:
        return ""
    if trial.began_on is not None and ended >= trial.began_on:
        return "a jury had been sworn by then" if in_crown_court else "evidence had begun by then"
    if in_crown_court and trial.indictment_on is not None and ended > trial.indictment_on:
        return "the indictment had been preferred by then"
    return ""
