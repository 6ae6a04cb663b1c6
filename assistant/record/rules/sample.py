"""Which kinds of record are checked for quality, and the drawing of a sample from them. Judges and stores nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from random import Random

from assistant.record.model import Finalisation
from assistant.record.rules.reading import outcome_of
from assistant.record.rules.surroundings import Surroundings
from knowledge.outcomes import Family
from knowledge.poc import PocConfidence


class Stratum(StrEnum):
    """A kind of record that is sampled apart, as it carries more risk (domain.md 12.92)."""

    HOMICIDE = "POC A, Homicide"
    UNSUCCESSFUL = "unsuccessful"
    ADMINISTRATIVE = "administrative"
    ALL_OTHER = "POC K, All Other Offences"
    UNSURE_POC = "a POC of low confidence"
    OVERRIDDEN = "a warning gone on against"


CHECKED_WHOLLY = frozenset({Stratum.HOMICIDE})
"""The strata of which every record is checked."""

_UNSURE = (PocConfidence.LOW.value, PocConfidence.ASK.value)


@dataclass(frozen=True, kw_only=True)
class Sample:
    """What was drawn from one stratum: how many records it has, and those drawn."""

    size: int
    drawn: tuple[Finalisation, ...]


def strata_of(record: Finalisation, around: Surroundings) -> frozenset[Stratum]:
    """The strata that a record belongs to; most belong to none."""
    outcome, poc = outcome_of(record, around), record.poc
    family = outcome.family if outcome is not None else None
    belongs = {
        Stratum.HOMICIDE: poc is not None and poc.letter == "A",
        Stratum.UNSUCCESSFUL: family is Family.UNSUCCESSFUL,
        Stratum.ADMINISTRATIVE: family is Family.ADMINISTRATIVE,
        Stratum.ALL_OTHER: poc is not None and poc.letter == "K",
        Stratum.UNSURE_POC: poc is not None and poc.confidence in _UNSURE,
        Stratum.OVERRIDDEN: bool(record.overrides),
    }
    return frozenset(stratum for stratum, applies in belongs.items() if applies)


def draw_sample(
    records: Iterable[Finalisation], around: Surroundings, chance: Random
) -> Mapping[Stratum, Sample]:
    """A sample at random of each stratum: all homicides, and of the others the Area's share, rounded up.

    `chance` makes the drawing repeatable where it is seeded. A record may be drawn for two strata.
    """
    every = list(records)
    kinds = [strata_of(record, around) for record in every]
    samples: dict[Stratum, Sample] = {}
    for stratum in Stratum:
        of_kind = [record for record, belongs in zip(every, kinds, strict=True) if stratum in belongs]
        share = 100 if stratum in CHECKED_WHOLLY else around.limits.sample_share
        drawn = chance.sample(of_kind, ceil(len(of_kind) * share / 100))
        samples[stratum] = Sample(size=len(of_kind), drawn=tuple(drawn))
    return samples
