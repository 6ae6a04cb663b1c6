"""Says whether two entries may be of one defendant. A hint for a person to look at, never a decision."""

from assistant.record.model import Defendant, DefendantKind
from knowledge.text import fold


def folded_name(defendant: Defendant) -> str:
    """The surname or the organisation's name, made comparable."""
    is_person = defendant.kind is DefendantKind.PERSON
    return fold((defendant.surname if is_person else defendant.organisation) or "")


def may_be_same(one: Defendant, other: Defendant) -> bool:
    """Whether kind and name agree, and no first forename or date of birth speaks against it.

    An initial agrees with any forename that begins with it.
    """
    if one.kind is not other.kind or folded_name(one) != folded_name(other):
        return False
    if one.date_of_birth and other.date_of_birth and one.date_of_birth != other.date_of_birth:
        return False
    first, second = _first_forename(one), _first_forename(other)
    if min(len(first), len(second)) <= 1:  # an initial, or no forename known
        return first.startswith(second) or second.startswith(first)
    return first == second


def _first_forename(defendant: Defendant) -> str:
    words = fold(defendant.forenames or "").replace(".", " ").split()
    return words[0] if words else ""
