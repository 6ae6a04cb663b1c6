"""The criminal courts of England and Wales and how staff name them."""

from enum import StrEnum


class CourtType(StrEnum):
    """Which of the two courts a case ended in; outcomes differ between them (domain.md 3.2)."""

    MAGISTRATES = "magistrates"
    CROWN = "crown"
