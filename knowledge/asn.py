"""Checks an ASN (arrest summons number) and its check letter. A dummy number is accepted with a warning."""

import re
from dataclasses import dataclass

from knowledge.errors import FinaliseError
from knowledge.text import fold

_FORM = re.compile(
    r"(?P<year>[0-9]{2})(?P<top>[A-Z0-9]?)(?P<force>[A-Z0-9]{2})(?P<unit>[A-Z0-9]{2})(?P<system>[A-Z0-9]{2})"
    r"(?P<serial>[0-9]{11})(?P<letter>[A-HJ-NP-RT-Z])"
)
_SHORT = re.compile(
    r"(?P<year>[0-9]{2})/?(?P<area>[A-Z0-9]{4,5})/?(?P<system>[A-Z0-9]{2})/?(?P<serial>[0-9]{1,11})(?P<letter>[A-Z])"
)
_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
_FIX = "Type it like 11/01ZD/01/410836V, or leave it out."


class AsnError(FinaliseError):
    """The text does not have the form of an ASN."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AsnReading:
    """An ASN in its long form, the check letter it should have, and what is to be said about it."""

    asn: str
    force_code: str
    expected_letter: str
    warnings: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """Whether the check letter is the one expected."""
        return self.asn[-1] == self.expected_letter

    @property
    def is_dummy(self) -> bool:
        """Whether the serial number is all zeros, as of a number that only holds a place."""
        return set(self.asn[-12:-1]) == {"0"}


def check_asn(words: str) -> AsnReading:
    """The ASN that was typed, in its long form.

    In: any text; slashes, spaces and small letters are forgiven, and the zeros that start the serial may be left
    out. A wrong check letter is a warning only, as dummy numbers exist. Raises AsnError when the form fails.
    Source: domain.md 9.2 (S27).
    """
    typed = re.sub(r"[\s.-]", "", fold(words)).upper()
    short = _SHORT.fullmatch(typed)
    long = _FORM.fullmatch(typed.replace("/", ""))
    if long is None and short is not None:
        padded = f"{short['year']}{short['area']}{short['system']}{short['serial']:0>11}{short['letter']}"
        long = _FORM.fullmatch(padded)
    if long is None:
        raise AsnError("That is not an ASN.", fix=_FIX, span=(0, len(words)))
    expected = check_letter(long["force"], long["system"], long["year"], long["serial"])
    warnings = []
    if long["letter"] != expected:
        warnings.append(
            f"The check letter of this ASN should be {expected}, not {long['letter']}. "
            "Check it, unless it is a dummy number."
        )
    if set(long["serial"]) == {"0"}:
        warnings.append("This looks like a dummy ASN: its serial number is all zeros.")
    return AsnReading(
        asn=long[0], force_code=long["force"], expected_letter=expected, warnings=tuple(warnings)
    )


def check_letter(force: str, system: str, year: str, serial: str) -> str:
    """The check letter of an ASN. The unit is not used; a force or system with a letter counts as empty (S27)."""
    digits = "".join(part if part.isdecimal() else "" for part in (force, system))
    return _LETTERS[int(digits + year + serial.rjust(11, "0")) % 23]
