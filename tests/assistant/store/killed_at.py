"""Does one piece of work again and again, each time killed one moment later, until it is done. Run by tests.

Says for each moment its number and whether the work was acknowledged. Moments are before and after each statement,
before the commit and after it.
"""

import os
import signal
import sys
from itertools import count
from pathlib import Path

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from assistant.record.model import Finalisation
from assistant.store.store import Store

url, what, file = sys.argv[1:]
record = Finalisation.model_validate_json(Path(file).read_text(encoding="utf-8"))


def killed_at(moment: int) -> None:
    """From here on, die at this moment."""
    seen = count(1)

    def look(*_anything: object) -> None:
        if next(seen) == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(Engine, name, look)
    event.listen(Session, "after_commit", look)


def work(moment: int) -> None:
    """Write a record of this moment, or amend one, and be killed on the way."""
    draft = f"{what}-{moment}"
    mine = record.model_copy(update={"urn": f"01AB{moment:05}26"})
    with Store.open(url, wait_s=60) as store:
        if what == "amend":
            mine = store.write(mine, draft_id=f"first-{moment}")
        store.keep(draft, title="t", at="a", data={"n": moment})
        killed_at(moment)
        if what == "amend":
            changed = mine.model_copy(update={"note": "Seen"})
            store.amend(changed, expected_version=1, why="It was wrong.", draft_id=draft)
        else:
            store.write(mine, draft_id=draft)


for number in count(1):
    child = os.fork()
    if child == 0:
        work(number)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    died = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    print(number, "killed" if died else f"done {os.waitstatus_to_exitcode(status)}", flush=True)
    if not died:
        break
