"""Compares sentences as staff write them, to settle which of two was the higher. Checks no sentencing law."""

import re

from knowledge.text import fold

_DAYS = {
    "day": 1,
    "week": 7,
    "wk": 7,
    "month": 30,
    "mth": 30,
    "mo": 30,
    "year": 365,
    "yr": 365,
    "hour": 1,
    "hr": 1,
}
_AMOUNT = re.compile(r"(\d{1,4})\s*-?\s*(day|week|wk|month|mth|mo|year|yr|hour|hr)s?\b")
_CUSTODY = re.compile(r"\b(?:imprison\w*|custod\w*|prison|detention|detained|jail|dto|yoi|gaol|immediate)\b")
_LIFE = re.compile(r"\b(?:life|mandatory life)\b(?!\s+disqual)")
_SUSPENDED = re.compile(r"\b(?:suspended|susp|sso|ss[do])\b")
_COMMUNITY = re.compile(
    r"\b(?:community|unpaid work|curfew|co|yro|youth rehabilitation|rehabilitation order|rar)\b"
)
_FINE = re.compile(r"\b(?:fined?|pay)\b|£\s*\d")
_MONEY = re.compile(r"£\s*(\d{1,7})")


def severity(sentence: str | None) -> tuple[int, int] | None:
    """How heavy a sentence is: its kind, then days, hours or pounds. None where the text does not say.

    In: free text such as "20 weeks' imprisonment". A bare period ("20 weeks") is taken as custody.
    """
    text = fold(sentence or "").replace(",", "").replace("'", "")
    if not text:
        return None
    amount = _AMOUNT.search(text)
    length = int(amount[1]) * _DAYS[amount[2]] if amount else 0
    money = _MONEY.search(text)
    kinds = (
        (_LIFE, 9, 0),
        (_SUSPENDED, 7, length),
        (_CUSTODY, 8, length),
        (_COMMUNITY, 6, length),
        (_FINE, 4, int(money[1]) if money else 0),
        (re.compile(r"\bconditional discharge\b|\bcd\b|\bcond disch"), 3, length),
        (re.compile(r"\babsolute discharge\b|\bad\b"), 2, 0),
        (re.compile(r"\bno separate penalty\b|\bnsp\b|\bno penalty\b"), 1, 0),
    )
    for pattern, kind, size in kinds:
        if pattern.search(text):
            return kind, size
    whole = _AMOUNT.fullmatch(text)
    return (8, length) if whole and amount and amount[2] not in ("hour", "hr") else None
