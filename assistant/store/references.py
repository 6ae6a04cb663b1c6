"""References of records: made so that they can be read out and copied by hand. Knows no database."""

import re
import secrets

# No letter that looks like a digit or another letter, and no vowel, so that no word comes out.
_CHARACTERS = "23456789CDFGHJKMNPQRTVWXY"
_FIRST = "F"
_MEANT = str.maketrans({"S": "5", "B": "8", "Z": "2"})


def new_reference() -> str:
    """A reference at random, like F7KQ-2M9X; one in six thousand million."""
    made = _FIRST + "".join(secrets.choice(_CHARACTERS) for _ in range(7))
    return f"{made[:4]}-{made[4:]}"


def read_reference(words: str) -> str | None:
    """The reference that was typed, or None. Small letters, spaces, a missing dash and S for 5 are forgiven.

    >>> read_reference(" f7kq2m9x ")
    'F7KQ-2M9X'
    """
    bare = re.sub(r"[\s\-\u2010-\u2015]", "", words).upper().translate(_MEANT)
    if re.fullmatch(f"{_FIRST}[{_CHARACTERS}]{{7}}", bare):
        return f"{bare[:4]}-{bare[4:]}"
    return None
