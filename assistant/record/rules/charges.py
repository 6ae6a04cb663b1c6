"""Rules on the charges themselves: codes, dates, how each ended (domain.md 12, rules 10 to 16)."""

from collections.abc import Iterator

from assistant.record.model import Charge, Finalisation, Stage
from assistant.record.rules.book import Basis, Problem, Severity, rule
from assistant.record.rules.reading import has_words, path
from assistant.record.rules.surroundings import Surroundings
from knowledge.acts import act_of
from knowledge.dates import short_date
from knowledge.results import ChargeResult

NOT_YET_CHARGED = "NYC"


@rule(
    10,
    Severity.STOP,
    "charges",
    summary="A charged defendant has at least one charge, each with its own number; one not yet charged has no "
    "outcome of a court.",
    fix="Add the charges and number them 1, 2, 3, or choose an outcome that fits the stage.",
    topic="charges",
    basis=Basis.OFFICIAL,
    source="S23",
)
def charges_suit_the_stage(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """An outcome that is not on the list at all is left to rule 23."""
    numbers = [charge.number for charge in record.charges]
    if len(set(numbers)) < len(numbers):
        yield Problem(
            field="charges", message="Two charges have the same number. Number the charges 1, 2, 3 and so on."
        )
    outcome = around.outcomes.get(record.outcome)
    if outcome is not None and outcome.stage != record.stage:
        yield Problem(field="outcome", message=_wrong_stage(record, outcome.label), rests_on=("outcome",))
    if record.stage is Stage.PRE_CHARGE:
        return
    if not record.charges:
        yield Problem(
            field="charges",
            message="There is no charge. Add the charges, or finalise the case as not yet charged.",
        )
    for charge in record.charges:
        if charge.code is not None and charge.code.strip().upper() == NOT_YET_CHARGED:
            yield Problem(
                field=path(charge, "code"),
                message=f"Charge {charge.number} has the code NYC, not yet charged. "
                "Give the offence that was charged, or finalise the case as not yet charged.",
            )


def _wrong_stage(record: Finalisation, label: str) -> str:
    if record.stage is Stage.PRE_CHARGE:
        what, fix = (
            "an outcome of a court, and the defendant is not yet charged",
            "a decision made before charge",
        )
    else:
        what, fix = "a decision made before charge, and the defendant is charged", "an outcome of the court"
    return f"{label} is {what}. Choose {fix}."


@rule(
    11,
    Severity.STOP,
    "charges.code",
    "charges.title",
    summary="Every charge has a code on the standing list, or wording typed in.",
    fix="Correct the code, or take it out and keep the wording.",
    topic="offence",
    basis=Basis.OFFICIAL,
    source="S28",
)
def charge_is_on_the_list(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """A charge without a code is a local one, known by its wording alone."""
    for charge in record.charges:
        if charge.code is None:
            if not has_words(charge.title):
                yield Problem(
                    field=path(charge, "title"),
                    message=f"Charge {charge.number} has no code and no wording. Type the offence, or take the "
                    "charge out.",
                )
        elif _is_unknown(charge, around):
            yield Problem(
                field=path(charge, "code"),
                message=f"{charge.code}, the code of charge {charge.number}, is not on the standing list. "
                "Correct it, or take it out and keep the wording.",
            )


def _is_unknown(charge: Charge, around: Surroundings) -> bool:
    code = (charge.code or "").strip()
    return code.upper() != NOT_YET_CHARGED and around.catalogue.get(code) is None


@rule(
    12,
    Severity.STOP,
    "charges.offence_date",
    "charges.offence_date_to",
    summary="No offence date is in the future, and no offence ends before it begins.",
    fix="Correct the offence dates.",
    topic="offence-date",
    basis=Basis.OFFICIAL,
    source="S22",
)
def offence_dates_are_possible(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """CMS refuses a from-date in the future; a to-date in the future is as impossible."""
    for charge in record.charges:
        start, end = charge.offence_date, charge.offence_date_to
        if start is not None and start > around.today:
            yield Problem(
                field=path(charge, "offence_date"),
                message=f"The offence date of charge {charge.number}, {short_date(start)}, has not come yet. "
                "Correct the date.",
            )
        elif end is not None and end > around.today:
            yield Problem(
                field=path(charge, "offence_date_to"),
                message=f"The last offence date of charge {charge.number}, {short_date(end)}, has not come yet. "
                "Correct the date.",
            )
        if start is not None and end is not None and end < start:
            yield Problem(
                field=path(charge, "offence_date_to"),
                message=f"The offence of charge {charge.number} ends on {short_date(end)}, before it begins on "
                f"{short_date(start)}. "
                "Correct one of the dates.",
            )


@rule(
    13,
    Severity.WARN,
    "charges.code",
    "charges.offence_date",
    "charges.offence_date_to",
    summary="An offence date falls in the life of the Act that the code names.",
    fix="Check the code and the offence date. Change one, or say why both stand.",
    topic="offence-date",
    basis=Basis.DESIGN,
)
def act_was_in_force(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Common Acts only. An offence over a period fails where no day of it is covered."""
    for charge in record.charges:
        offence = around.catalogue.get(charge.code) if charge.code else None
        act = act_of(offence.base_code) if offence is not None and offence.is_national else None
        start = charge.offence_date
        if act is None or start is None:
            continue
        end = charge.offence_date_to or start
        if end < act.start:
            yield Problem(
                field=path(charge, "offence_date"),
                message=f"Charge {charge.number} is under the {act.name}, which was not in force on "
                f"{short_date(end)}. "
                "Check the code and the offence date.",
            )
        elif act.end is not None and start > act.end:
            yield Problem(
                field=path(charge, "offence_date"),
                message=f"Charge {charge.number} is under the {act.name}, which was no longer in force on "
                f"{short_date(start)}. "
                "Check the code and the offence date.",
            )


@rule(
    14,
    Severity.STOP,
    "charges",
    summary="Every charge has a result; one that left the case earlier also says when.",
    fix="Say how the charge ended and, where it left earlier, on which day.",
    topic="charge-result",
    basis=Basis.OFFICIAL,
    source="S1",
)
def charge_has_a_result(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Before charge there is nothing to result."""
    if record.stage is Stage.PRE_CHARGE:
        return
    for charge in record.charges:
        if charge.result is None and charge.replaced_by is None:
            yield Problem(
                field=path(charge, "result"),
                message=f"Charge {charge.number} has no result. Say how it ended.",
            )
        if not charge.live and charge.left_on is None:
            yield Problem(
                field=path(charge, "left_on"),
                message=f"Charge {charge.number} left the case before the end, but not when. Give the date of "
                "that hearing.",
            )


@rule(
    15,
    Severity.WARN,
    "charges",
    summary="A replaced charge names the charge put in its place, and a charge put in place of another names that.",
    fix="Give the number of the charge that was put in place of the other.",
    topic="charge-result",
    basis=Basis.DESIGN,
)
def replaced_charge_has_a_substitute(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """A substitute is known by the charge that it replaces, or by being said to be one."""
    numbers = {charge.number for charge in record.charges}
    for charge in record.charges:
        if charge.replaced_by is None:
            if charge.result is ChargeResult.REPLACED:
                yield Problem(
                    field=path(charge, "replaced_by"),
                    message=f"Charge {charge.number} was replaced, but not by which charge. Give the number of "
                    "the new charge.",
                )
        elif charge.replaced_by == charge.number:
            yield Problem(
                field=path(charge, "replaced_by"),
                message=f"Charge {charge.number} is said to replace itself. Give the number of the new charge.",
            )
        elif charge.replaced_by not in numbers:
            yield Problem(
                field=path(charge, "replaced_by"),
                message=f"Charge {charge.number} was replaced by charge {charge.replaced_by}, which is not on "
                "the record. "
                "Add that charge, or correct the number.",
            )
    replacing = {charge.replaced_by for charge in record.charges}
    for charge in record.charges:
        if charge.substituted and charge.number not in replacing:
            yield Problem(
                field=path(charge, "substituted"),
                message=f"Charge {charge.number} was put in place of another charge, and no charge is recorded as "
                f"replaced by it. Add the charge that it replaced, or say why there is none.",
            )


@rule(
    16,
    Severity.WARN,
    "charges.code",
    summary="No charge is a civil or order code, which is not a prosecution.",
    fix="Choose the offence that was charged, take the charge out, or say why it stands.",
    topic="offence",
    basis=Basis.OFFICIAL,
    source="S28",
)
def charge_is_a_prosecution(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Applications, appeals, enforcement and breaches of a sentence are on the standing list too."""
    for charge in record.charges:
        offence = around.catalogue.get(charge.code) if charge.code else None
        if offence is not None and not offence.is_prosecution:
            yield Problem(
                field=path(charge, "code"),
                message=f"Charge {charge.number}, {offence.code} ({offence.title}), is an order or application, "
                "not a prosecution. "
                "Choose the offence charged, or take it out.",
            )
