"""Makes text from outside safe to show and easy to compare. Knows nothing of what the text means."""

import re
import unicodedata

_DIRECTION_MARKS = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C}
_REPLACEMENT = "�"


def visible(text: str) -> str:
    """Text that a terminal cannot act on: control, direction and broken characters become U+FFFD.

    New lines and tabs stay. In: any text. Out: text of the same length.
    """
    return "".join(_REPLACEMENT if _acts(character) else character for character in text)


def _acts(character: str) -> bool:
    number = ord(character)
    if character in "\n\t":
        return False
    return number < 32 or 127 <= number < 160 or number in _DIRECTION_MARKS or 0xD800 <= number < 0xE000


def one_line(text: str) -> str:
    """Visible text on one line with single spaces and none at the ends."""
    return re.sub(r"\s+", " ", visible(text)).strip()


def fold(text: str) -> str:
    """Text for comparing: no accents, no case, straight quotes, single spaces.

    >>> fold("  Café – RÉPUBLIQUE’s ")
    "cafe - republique's"
    """
    straight = text.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2013: "-", 0x2014: "-"})
    decomposed = unicodedata.normalize("NFKD", straight)
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return re.sub(r"\s+", " ", bare).strip().casefold()
