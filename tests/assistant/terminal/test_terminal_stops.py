"""When the app breaks it says so plainly, and shows no names."""

import os
import subprocess
import sys
from pathlib import Path

CRASHING = """
from assistant.terminal.app import FinaliseApp

class Crashing(FinaliseApp):
    def on_mount(self):
        surname = "Featherstonehaugh"
        {how}

    async def later(self):
        surname = "Featherstonehaugh"
        raise ValueError(f"no {{surname}}")

app = Crashing()
app.run(headless=True)
raise SystemExit(app.return_code)
"""


def crash(how: str, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", CRASHING.format(how=how)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "FINALISE_HOME": str(home)},
    )


def test_a_crash_prints_a_plain_line_and_no_names(tmp_path: Path) -> None:
    done = crash("raise ValueError(f'no {surname}')", tmp_path)
    shown = done.stdout + done.stderr
    assert "Finalise stopped. Your answers are saved." in shown
    assert "ValueError" in shown
    assert "Featherstonehaugh" not in shown
    assert "Traceback" not in shown
    assert done.returncode == 1


def test_a_crash_in_a_worker_prints_a_plain_line_and_no_names(tmp_path: Path) -> None:
    done = crash("self.run_worker(self.later())", tmp_path)
    shown = done.stdout + done.stderr
    assert "Finalise stopped. Your answers are saved." in shown
    assert "ValueError" in shown
    assert "Featherstonehaugh" not in shown
    assert "Traceback" not in shown
    assert done.returncode == 1
