"""Pleas and verdicts as the courts' standing data name them (domain.md 3.4, source S28)."""

from enum import StrEnum


class Plea(StrEnum):
    """What the defendant answered to one charge."""

    GUILTY = "guilty"
    NOT_GUILTY = "not_guilty"
    NO_PLEA = "no_plea"
    ADMITS = "admits"
    DENIES = "denies"


class Verdict(StrEnum):
    """What the court found on one charge; NONE where it made no finding."""

    GUILTY = "guilty"
    NOT_GUILTY = "not_guilty"
    GUILTY_OF_ALTERNATIVE = "guilty_of_alternative"
    NONE = "none"
