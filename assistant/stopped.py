"""What is said when the program stops by itself: never the words of an error, which may quote an answer."""

import traceback
from pathlib import Path


def stopped_words(error: BaseException | None) -> str:
    """That the program stopped, what to do, and the kind and place of the error for whoever looks into it."""
    stopped = "Finalise stopped. Your answers are saved."
    if error is None:
        return f"{stopped}\nStart it again to go on."
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{stopped}\nStart it again to go on. If it happens again, pass this on: {type(error).__name__}{place}."
