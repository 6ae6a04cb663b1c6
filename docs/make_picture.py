"""Draws docs/assistant.svg: the real app after real answers, on a store in a temporary folder.

python docs/make_picture.py
"""

import asyncio
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

from sitting import NOW, Sitting  # noqa: E402 (the tests' own driver of the app)

from assistant.terminal.app import FinaliseApp  # noqa: E402

ANSWERS = {
    "urn": "01AB1234526",
    "defendant": "Alex Example",
    "date_of_birth": "3/4/1990",
    "stage": "",
    "court": "leeds mags",
    "hearing": "last friday",
    "sheet": "yes",
    "charges.1.offence": "s47",
    "offence_date": "3 October",
    "plea": "pleaded guilty",
    "more_charges": "yes",
}
TYPED = "crim dam"


async def draw(target: Path) -> None:
    """Answer as a person would, type the start of the next offence, and export what the screen shows."""
    with tempfile.TemporaryDirectory() as folder:
        app = FinaliseApp(store_url=f"sqlite:///{folder}/finalise.db", clock=lambda: NOW)
        async with app.run_test(size=(110, 34)) as pilot:
            sitting = Sitting(app, pilot)
            await sitting.opened()
            await sitting.answer_until("charges.2.offence", ANSWERS)
            await pilot.press(*TYPED)
            await sitting.until(lambda: "CD71039" in sitting.drawn(), "suggestions")
            target.write_text(app.export_screenshot(title="Finalise"), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    asyncio.run(draw(HERE / "assistant.svg"))
