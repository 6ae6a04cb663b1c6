"""Rules on the dates of hearing and finalisation (domain.md 12, rules 24 to 27)."""

from collections.abc import Iterator

from assistant.record.model import Finalisation, Stage
from assistant.record.rules.book import Basis, Problem, Severity, rule
from assistant.record.rules.reading import is_admitted, path
from assistant.record.rules.surroundings import Surroundings
from knowledge.dates import short_date
from knowledge.working_days import add_working_days, bank_holiday

SATURDAY, SUNDAY = 5, 6


@rule(
    24,
    Severity.STOP,
    "final_hearing",
    summary="The finalisation is not in the future, nor before the final hearing, the first one, a charge or an "
    "offence; a charged case has a hearing.",
    fix="Correct the date that is out of order.",
    topic="hearing-date",
    basis=Basis.DESIGN,
)
def dates_are_in_order(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Dates of charge are seldom held, so offence dates are judged too; both must come before the hearing."""
    hearing, finalised = record.final_hearing, record.finalised_on
    if finalised > around.today:
        yield Problem(
            field="finalised_on",
            message=f"The finalisation date, {short_date(finalised)}, has not come yet. Correct the date.",
        )
    if hearing is None:
        if record.stage is Stage.POST_CHARGE:
            yield Problem(
                field="final_hearing",
                message="There is no final hearing. Give the date on which the case ended.",
            )
    elif hearing > around.today:
        yield Problem(
            field="final_hearing",
            message=f"The final hearing, {short_date(hearing)}, has not come yet. Correct the date, or wait for "
            "the hearing.",
        )
    elif finalised < hearing:
        yield Problem(
            field="finalised_on",
            message=f"The case is finalised on {short_date(finalised)}, before its final hearing on "
            f"{short_date(hearing)}. "
            "Correct one of the dates.",
        )
    last = hearing or finalised
    for charge in record.charges:
        offence = charge.offence_date
        if offence is not None and last < offence <= around.today:
            yield Problem(
                field=path(charge, "offence_date"),
                message=f"The offence of charge {charge.number} is dated {short_date(offence)}, after the case "
                f"ended on {short_date(last)}. "
                "Correct one of the dates.",
                rests_on=(path(charge, "offence_date"),),
            )
        charged = charge.charged_on
        if charged is not None and charged > last:
            yield Problem(
                field=path(charge, "charged_on"),
                message=f"Charge {charge.number} was laid on {short_date(charged)}, after the case ended on "
                f"{short_date(last)}. Correct one of the dates.",
                rests_on=(path(charge, "charged_on"),),
            )
    if record.first_hearing is not None and record.first_hearing > last:
        yield Problem(
            field="first_hearing",
            message=f"The first hearing, {short_date(record.first_hearing)}, is after the case ended on "
            f"{short_date(last)}. Correct one of the dates.",
            rests_on=("first_hearing",),
        )


@rule(
    25,
    Severity.WARN,
    "final_hearing",
    summary="The finalisation follows the final hearing within a working day (an Area may set more).",
    fix="Check the hearing date, or say why the record is late.",
    topic="data-quality",
    basis=Basis.DESIGN,
)
def finalised_in_time(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """The CPS's own target is not public; the limit is ours."""
    hearing = record.final_hearing
    if hearing is None:
        return
    days = around.limits.entry_days
    due = add_working_days(hearing, days, around.extra_holidays)
    if record.finalised_on > due:
        allowed = "1 working day" if days == 1 else f"{days} working days"
        yield Problem(
            field="final_hearing",
            message=f"The final hearing was on {short_date(hearing)} and the finalisation was due by "
            f"{short_date(due)} ({allowed}). "
            "Check the hearing date, or say why it is late.",
        )


@rule(
    26,
    Severity.WARN,
    "final_hearing",
    summary="The final hearing was on a day on which courts sit.",
    fix="Check the date, or say why the court sat on that day.",
    topic="hearing-date",
    basis=Basis.DESIGN,
)
def court_was_sitting(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """The record does not say whether a court was a remand court, so a Saturday is always asked about."""
    hearing = record.final_hearing
    if hearing is None:
        return
    holiday = bank_holiday(hearing)
    if hearing.weekday() == SATURDAY:
        what = "a Saturday, when only remand courts sit"
    elif hearing.weekday() == SUNDAY:
        what = "a Sunday"
    elif holiday is not None:
        what = f"a bank holiday ({holiday})"
    elif hearing in around.extra_holidays:
        what = "a day off in this Area"
    else:
        return
    yield Problem(
        field="final_hearing",
        message=f"The final hearing, {short_date(hearing)}, was on {what}. Check the date, or say why the court sat.",
    )


@rule(
    27,
    Severity.STOP,
    "charges.plea",
    "charges.result",
    "charges.pleaded_on",
    "charges.convicted_on",
    "charges.sentenced_on",
    summary="No sentence comes before the conviction, and no plea of guilty after the finalisation.",
    fix="Correct the date of plea, conviction or sentence.",
    topic="plea",
    basis=Basis.DESIGN,
)
def sentence_followed_conviction(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """A plea of guilty is the conviction where no day of it is given."""
    for charge in record.charges:
        pleaded = charge.pleaded_on if is_admitted(charge) else None
        convicted, sentenced = charge.convicted_on or pleaded, charge.sentenced_on
        if convicted is not None and sentenced is not None and sentenced < convicted:
            yield Problem(
                field=path(charge, "sentenced_on"),
                message=f"Charge {charge.number} was sentenced on {short_date(sentenced)}, before the conviction on "
                f"{short_date(convicted)}. Correct one of the dates.",
            )
        if pleaded is not None and pleaded > record.finalised_on:
            yield Problem(
                field=path(charge, "pleaded_on"),
                message=f"The plea of guilty to charge {charge.number}, on {short_date(pleaded)}, is after the "
                f"finalisation on {short_date(record.finalised_on)}. Correct one of the dates.",
            )
