"""Says plainly that the terminal is too small. The screen is whole again as soon as there is room."""

from textual.widgets import Static

NEEDED = (60, 20)
"""Columns and rows below which the screens cannot be read."""


class TooSmall(Static):
    """Covers the screen below 60 by 20; the classes that show it are set by the app's breakpoints."""

    def __init__(self) -> None:
        super().__init__(id="too-small", markup=False)

    def render(self) -> str:
        """What is wrong and what to do."""
        columns, rows = self.app.size
        return (
            f"Finalise needs {NEEDED[0]} columns and {NEEDED[1]} rows. "
            f"This terminal has {columns} and {rows}.\nMake it larger. Your answers are kept."
        )
