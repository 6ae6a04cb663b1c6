"""What is kept is open to its owner alone, and what is logged says nothing of a person."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from commanding import environment, guilty_plea, opened_store, run, store_file

from assistant.store.stamps import Stamps
from assistant.store.store import Store

LOGGED = (
    "import logging, sys; logging.basicConfig(level=logging.DEBUG, filename=sys.argv.pop(1));"
    "logging.getLogger('assistant').debug('the log is open');"
    "from assistant.start import main; main()"
)
NAMES = ("Quennerstedt", "QUENNERSTEDT", "quennerstedt", "Ebbadottir", "the neighbour heard it")


def sitting(home: Path, log: Path, *arguments: str, answers: list[str]) -> subprocess.CompletedProcess[bytes]:
    """The command with everything logged that anybody logs."""
    return subprocess.run(
        [sys.executable, "-c", LOGGED, str(log), *arguments],
        input="".join(f"{answer}\n" for answer in answers).encode(),
        capture_output=True,
        env=environment(home),
        check=False,
    )


def test_a_sitting_logs_neither_names_nor_what_was_typed(tmp_path: Path):
    home, log = tmp_path / "home", tmp_path / "log.txt"
    answers = [*guilty_plea("QUENNERSTEDT, Ebbadottir")]
    done = sitting(home, log, "--plain", answers=answers)
    assert done.returncode == 0, done.stderr
    assert b"Quennerstedt" in done.stdout
    for arguments in (("list",), ("list", "--surname", "Quennerstedt"), ("list", "--drafts")):
        assert sitting(home, log, *arguments, answers=[]).returncode == 0
    text = log.read_text(encoding="utf-8")
    assert "the log is open" in text
    assert [name for name in NAMES if name in text] == []


def test_the_database_logs_no_row_and_no_value_even_at_debug(
    store_url: str, caplog: pytest.LogCaptureFixture
):
    with (
        caplog.at_level(logging.DEBUG),
        Store.open(store_url, stamps=Stamps(person=lambda: "asmith")) as store,
    ):
        store.keep(
            "d1", title="01AB1234526 Quennerstedt", at="The plea", data={"said": "the neighbour heard it"}
        )
        assert store.draft("d1") == {"said": "the neighbour heard it"}
        assert store.drafts()[0].title.endswith("Quennerstedt")
    assert [name for name in NAMES if name in caplog.text] == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")
def test_everything_that_a_command_makes_is_open_to_its_owner_only(tmp_path: Path):
    home = tmp_path / "home"
    before = os.umask(0)
    try:
        assert run(home, "--plain", answers=guilty_plea()).returncode == 0
        with opened_store(home) as store:
            assert len(store.recent()) == 1
            working = {
                path.name: oct(path.stat().st_mode & 0o777) for path in store_file(home).parent.iterdir()
            }
        backup, table = tmp_path / "monday.db", tmp_path / "out.csv"
        assert run(home, "store", "backup", str(backup)).returncode == 0
        assert run(home, "export", str(table)).returncode == 0
        assert run(home, "store", "restore", str(backup), "--replace", "--yes").returncode == 0
    finally:
        os.umask(before)
    assert working == dict.fromkeys(("finalise.db", "finalise.db-wal", "finalise.db-shm"), "0o600")
    made = [backup, table, *store_file(home).parent.iterdir()]
    assert len(made) == 4
    assert [path.name for path in made if path.stat().st_mode & 0o077] == []
    assert store_file(home).parent.stat().st_mode & 0o077 == 0
