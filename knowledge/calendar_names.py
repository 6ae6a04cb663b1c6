"""The names of months and days as people type and mistype them. Reads no dates."""

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_SHORT_WEEKDAYS = {"tues": 1, "weds": 2, "thurs": 3}


def month_number(word: str) -> int | None:
    """1 to 12, from the name of a month, its beginning ("nov", "sept") or the name mistyped; in small letters."""
    if len(word) < 3:
        return None
    for number, name in enumerate(MONTHS, 1):
        if name.lower().startswith(word):
            return number
    near = [number for number, name in enumerate(MONTHS, 1) if len(name) > 4 and is_typo(word, name.lower())]
    return near[0] if len(near) == 1 else None


def weekday_number(word: str) -> int | None:
    """Monday 0 to Sunday 6, from the name of a day, its beginning ("tue", "thurs") or the name mistyped."""
    bare = word.rstrip(".")
    if len(bare) < 3:
        return None
    if bare in _SHORT_WEEKDAYS:
        return _SHORT_WEEKDAYS[bare]
    for number, name in enumerate(WEEKDAYS):
        if name.lower().startswith(bare):
            return number
    near = [number for number, name in enumerate(WEEKDAYS) if is_typo(bare, name.lower())]
    return near[0] if len(near) == 1 else None


def is_typo(word: str, name: str) -> bool:
    """Whether a word is a long name mistyped: one slip, or two where the name has seven letters or more."""
    allowed = 2 if len(name) >= 7 else 1
    if len(word) < 5 or abs(len(word) - len(name)) > allowed:
        return False
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - only needed for typing errors

    return OSA.distance(word, name, score_cutoff=allowed) <= allowed
