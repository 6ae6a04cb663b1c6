"""How a record reads: what each charge came to, in the few questions that rules ask again and again. Judges nothing."""

import re
from collections.abc import Iterator
from datetime import date

from assistant.record.model import Charge, DefendantKind, Finalisation
from assistant.record.rules.surroundings import Surroundings
from knowledge.charges import ChargeFacts
from knowledge.outcomes import Family, Outcome
from knowledge.pleas import Plea, Verdict
from knowledge.reasons import Reason
from knowledge.results import ChargeResult, EndedBy, ResultFamily, load_results

ADULT = 18
GUILTY_PLEAS = frozenset({Plea.GUILTY, Plea.ADMITS})
ACQUITTALS = frozenset(
    {
        "jury_acquittal",
        "judge_directed_acquittal",
        "judge_ordered_acquittal",
        "hung_jury_no_retrial",
        "dismissed_no_case",
        "dismissed_after_trial",
        "dismissed_want",
        "dismissed_sent_charge",
        "ngri",
    }
)
"""Outcomes by which a court itself let the defendant go. No evidence offered is a decision of the CPS first."""


def path(charge: Charge, field: str = "") -> str:
    """The path of a charge, or of one field of it, as findings give it: "charges.2.plea"."""
    return f"charges.{charge.number}.{field}".rstrip(".")


def live(record: Finalisation) -> Iterator[Charge]:
    """The charges still before the court at the final hearing."""
    return (charge for charge in record.charges if charge.live)


def is_admitted(charge: Charge) -> bool:
    """Whether the defendant pleaded guilty to the charge or admitted it."""
    return charge.plea in GUILTY_PLEAS or charge.result is ChargeResult.GUILTY_PLEA


def is_found_guilty(charge: Charge) -> bool:
    """Whether a court tried the charge and found it proved with the defendant there."""
    return charge.verdict is Verdict.GUILTY or charge.result is ChargeResult.GUILTY_VERDICT


def is_guilty_of_alternative(charge: Charge) -> bool:
    """Whether the verdict on the charge was guilty of another offence (which counts as not guilty of this one)."""
    alternative = ChargeResult.GUILTY_OF_ALTERNATIVE
    return charge.verdict is Verdict.GUILTY_OF_ALTERNATIVE or charge.result is alternative


def is_guilty(charge: Charge) -> bool:
    """Whether the charge itself was admitted or proved."""
    absent = charge.result is ChargeResult.PROVED_IN_ABSENCE
    return is_admitted(charge) or is_found_guilty(charge) or absent


def is_conviction(charge: Charge) -> bool:
    """Whether the charge leaves the defendant convicted of something."""
    return is_guilty(charge) or is_guilty_of_alternative(charge)


def is_tried(charge: Charge) -> bool:
    """Whether the charge was tried, or a verdict given on it."""
    proved = charge.result is not ChargeResult.GUILTY_PLEA and _family(charge) is ResultFamily.PROVED
    return proved or _family(charge) is ResultFamily.TRIED or charge.verdict not in (None, Verdict.NONE)


def is_pending(charge: Charge) -> bool:
    """Whether the charge goes on: sent, remitted or adjourned."""
    return _family(charge) is ResultFamily.NOT_FINAL


def is_dropped(charge: Charge) -> bool:
    """Whether a prosecutor, not the court, brought the charge to an end."""
    return charge.result is not None and load_results()[charge.result].ended_by is EndedBy.CPS


def _family(charge: Charge) -> ResultFamily | None:
    return load_results()[charge.result].family if charge.result is not None else None


def earliest_offence(record: Finalisation) -> date | None:
    """The first date on which an offence was, or began to be, committed; None when no charge has a date."""
    return min((charge.offence_date for charge in record.charges if charge.offence_date), default=None)


def facts(record: Finalisation) -> tuple[ChargeFacts, ...]:
    """The charges as the knowledge reads them. One that left on the day of the final hearing stood at the end."""
    return tuple(
        ChargeFacts(
            number=charge.number,
            title=charge.title,
            code=charge.code,
            plea=charge.plea,
            verdict=charge.verdict,
            result=charge.result,
            live=charge.live,
            left_at_final=_left_at_final(charge, record),
            replaced_by=charge.replaced_by,
            sentence=charge.sentence,
        )
        for charge in record.charges
    )


def _left_at_final(charge: Charge, record: Finalisation) -> bool:
    return not charge.live and charge.left_on is not None and charge.left_on == record.final_hearing


def stood_at_the_end(record: Finalisation) -> Iterator[Charge]:
    """The charges before the court at the final hearing, those that left on that very day among them."""
    return (charge for charge in record.charges if charge.live or _left_at_final(charge, record))


def has_words(text: str | None, at_least: int = 1) -> bool:
    """Whether a free text says something: this many words or more."""
    return len((text or "").split()) >= at_least


def plain_urn(urn: str) -> str:
    """A URN in capitals without spaces and slashes (domain.md 12.1)."""
    return re.sub(r"[\s/]", "", urn).upper()


def age_on(day: date, born: date) -> int:
    """Whole years of age on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def is_youth_court(record: Finalisation) -> bool | None:
    """Whether the court sat as a youth court: as said, or by its name. None where neither tells."""
    if record.youth_court is not None:
        return record.youth_court
    return True if record.court is not None and "youth court" in record.court.name.lower() else None


def is_youth(record: Finalisation) -> bool:
    """Whether the court was a youth court or, where that is not said, the defendant was under 18 at the end."""
    said = is_youth_court(record)
    if said is not None:
        return said
    born, day = record.defendant.date_of_birth, record.final_hearing or record.finalised_on
    return record.defendant.kind is DefendantKind.PERSON and born is not None and age_on(day, born) < ADULT


def is_administrative(record: Finalisation, around: Surroundings) -> bool:
    """Whether the outcome is an administrative one."""
    outcome = around.outcomes.get(record.outcome)
    return outcome is not None and outcome.family is Family.ADMINISTRATIVE


def outcome_of(record: Finalisation, around: Surroundings) -> Outcome | None:
    """The outcome, where it is one of the list."""
    return around.outcomes.get(record.outcome)


def reason_of(record: Finalisation, around: Surroundings) -> Reason | None:
    """The reason, where there is one of the list."""
    return around.reasons.get(record.reason) if record.reason is not None else None
