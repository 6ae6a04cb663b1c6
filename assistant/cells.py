"""Makes a cell of a table safe to open in a spreadsheet. Knows no table."""

_RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(cell: str) -> str:
    """The text of a cell, behind an apostrophe where a spreadsheet would run it as a formula.

    The full-width signs count too: some spreadsheets take them for the plain ones.
    """
    return f"'{cell}" if cell.startswith(_RUN) else cell
