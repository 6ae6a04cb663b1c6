"""Matching a long file: order, processes, what is remembered, progress, and what a stop leaves behind."""

import csv
import io
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import answering
import pytest
from commanding import COMMAND, environment
from typer.testing import CliRunner

from assistant.cli import ExitCode, app
from assistant.match_file import FEW_ROWS, MatchFileError, match_csv
from assistant.match_pool import Chunk, Start, WorkerStopped, answered, usual_processes
from assistant.progress import Progress
from knowledge.errors import FinaliseError

MANY = FEW_ROWS + 601
on_posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals to send to a group")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A file of many rows whose texts are all different, except that the last cell of some begins a formula."""
    return written(tmp_path, [f"theft number {number}" for number in range(MANY)])


def written(folder: Path, texts: list[str]) -> Path:
    path = folder / "in.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "text"])
        rows.writerows(enumerate(texts))
    return path


def matched(source: Path, start: Start, processes: int = 2) -> list[dict[str, str]]:
    output = source.with_name("out.csv")
    match_csv(source, column="text", output=output, processes=processes, start=start)
    with output.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def nothing_is_left(source: Path) -> bool:
    return list(source.parent.iterdir()) == [source] and multiprocessing.active_children() == []


# Order and processes


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_rows_come_back_in_order_each_with_its_own_answer(source: Path, processes: int):
    rows = matched(source, answering.cheap, processes)
    assert [row["id"] for row in rows] == [str(number) for number in range(MANY)]
    assert [row["code"] for row in rows] == [f"CODE {row['text']}" for row in rows]
    assert multiprocessing.active_children() == []


def test_two_processes_work_side_by_side(source: Path, monkeypatch: pytest.MonkeyPatch):
    met: set[int] = set()
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.settimeout(120)
        monkeypatch.setenv("MEETING", str(door.getsockname()[1]))
        letting_in = threading.Thread(target=let_in, args=(door, 2, met))
        letting_in.start()
        assert len(matched(source, answering.meeting)) == MANY
        letting_in.join()
    assert len(met) == 2
    assert os.getpid() not in met


def let_in(door: socket.socket, wanted: int, met: set[int]) -> None:
    """Let processes begin once so many of them stand at the door."""
    guests = [door.accept()[0] for _ in range(wanted)]
    met.update(int(guest.recv(20)) for guest in guests)
    for guest in guests:
        guest.sendall(b".")
        guest.close()


@pytest.mark.parametrize(("rows", "is_ours"), [(FEW_ROWS, True), (FEW_ROWS + 1, False)])
def test_a_short_file_stays_in_this_process(tmp_path: Path, rows: int, is_ours: bool):
    answers = matched(written(tmp_path, ["robbery"] * rows), answering.naming_its_process)
    assert len(answers) == rows
    assert {row["title"] == str(os.getpid()) for row in answers} == {is_ours}


def test_only_a_few_portions_are_read_ahead():
    read = count()

    def endless() -> Iterator[Chunk]:
        while True:
            yield Chunk(rows=[[]], texts=[str(next(read))])

    found = answered(endless(), answering.cheap, 2)
    for number in range(50):
        assert next(found)[1] == [answering.cells(str(number))]
    found.close()
    assert next(read) < 50 + 10


def test_as_many_processes_as_there_are_cores_and_no_more_than_eight():
    assert 1 <= usual_processes() <= min(8, os.cpu_count() or 1)


# What is remembered


def test_a_text_that_comes_again_is_answered_once(tmp_path: Path):
    rows = matched(written(tmp_path, ["a", "b", "a", "c", "b", "a"]), answering.counting)
    assert [row["title"] for row in rows] == ["1", "2", "1", "3", "2", "1"]


def test_a_very_long_text_is_not_kept(tmp_path: Path):
    rows = matched(written(tmp_path, ["a" * 301, "a" * 300] * 2), answering.counting)
    assert [row["title"] for row in rows] == ["1", "2", "3", "2"]


# The same file as ever


def test_cells_that_a_spreadsheet_would_run_are_harmless_from_other_processes_too(tmp_path: Path):
    rows = matched(written(tmp_path, ["=1+1", "+cmd", "@x", "-2"] * 600), answering.cheap)
    assert [row["text"] for row in rows[-4:]] == ["'=1+1", "'+cmd", "'@x", "'-2"]


def test_empty_lines_are_left_out_and_short_rows_filled_up(tmp_path: Path):
    source = tmp_path / "in.csv"
    source.write_bytes(b"text,note\nrobbery\n\n\r\ntheft,x\n")
    rows = matched(source, answering.cheap)
    assert [(row["text"], row["note"]) for row in rows] == [("robbery", ""), ("theft", "x")]


def test_two_columns_of_one_name_are_both_kept(tmp_path: Path):
    source = tmp_path / "in.csv"
    source.write_bytes(b"note,text,note\n1,robbery,2\n")
    matched(source, answering.cheap)
    lines = source.with_name("out.csv").read_text(encoding="utf-8").splitlines()
    assert lines[1].startswith("1,robbery,2,CODE robbery,")


def test_the_matcher_gives_the_same_file_in_one_process_and_in_two(tmp_path: Path):
    texts = ["s47", "robbery", "crim dam <5k", "theft from shop", "lovely weather", '"', "s1 TA 68, by night"]
    source = written(tmp_path, texts * 300)
    files = []
    for processes in ("1", "2"):
        out = tmp_path / f"{processes}.csv"
        done = CliRunner().invoke(
            app, ["match", "--file", str(source), "--output", str(out), "--processes", processes]
        )
        assert (done.exit_code, done.stdout) == (0, "")
        assert f"{len(texts) * 300} rows matched. Written to {out}." in done.stderr
        files.append(out.read_bytes())
    assert files[0] == files[1]
    assert b"TH68023" in files[0]


# Stopping


def test_a_fault_in_a_late_row_leaves_nothing_behind(tmp_path: Path):
    source = written(tmp_path, ["robbery"] * MANY)
    with source.open("a", encoding="utf-8") as file:
        file.write("1,robbery,more\n")
    with pytest.raises(MatchFileError, match=f"Line {MANY + 2} has more cells"):
        matched(source, answering.cheap)
    assert nothing_is_left(source)


def test_a_process_that_dies_is_told_plainly_and_leaves_nothing_behind(tmp_path: Path):
    texts = [f"theft {number}" for number in range(MANY)]
    source = written(tmp_path, [*texts[:2500], "the end", *texts[2500:]])
    with pytest.raises(WorkerStopped, match=r"ended from outside or ran out of memory\. Nothing is written"):
        matched(source, answering.fragile)
    assert nothing_is_left(source)


@pytest.mark.parametrize("processes", [1, 2])
def test_a_fault_that_a_person_can_put_right_comes_through_from_every_process(source: Path, processes: int):
    with pytest.raises(FinaliseError) as told:
        matched(source, answering.damaged, processes)
    assert (told.value.what, told.value.fix) == (
        "The list of offences is damaged.",
        "Install Finalise again.",
    )
    assert nothing_is_left(source)


@pytest.mark.parametrize("processes", [1, 2])
def test_an_interrupt_between_two_portions_leaves_nothing_behind(source: Path, processes: int):
    def interrupt(rows: int, share: float | None) -> None:
        raise KeyboardInterrupt

    before = signal.getsignal(signal.SIGINT)
    output = source.with_name("out.csv")
    with pytest.raises(KeyboardInterrupt):
        match_csv(
            source,
            column="text",
            output=output,
            processes=processes,
            told=interrupt,
            start=answering.cheap,
        )
    assert nothing_is_left(source)
    assert signal.getsignal(signal.SIGINT) == before


@pytest.fixture
def running(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """The real command at work on a long file in two processes, after its first word of progress."""
    folder = tmp_path / "files"
    folder.mkdir()
    source = written(folder, [f"theft of {number} bicycles from house {number}" for number in range(20_000)])
    arguments = ["match", "--file", str(source), "--output", str(folder / "out.csv"), "--processes", "2"]
    with subprocess.Popen(
        [*COMMAND, *arguments],
        stderr=subprocess.PIPE,
        env=environment(tmp_path / "home"),
        start_new_session=True,
        text=True,
    ) as process:
        assert process.stderr is not None
        assert " rows matched (1" in process.stderr.readline()
        yield process
        process.kill()


@on_posix
def test_ctrl_c_ends_every_process_and_throws_the_half_file_away(
    running: subprocess.Popen[str], tmp_path: Path
):
    os.killpg(running.pid, signal.SIGINT)
    # All that is said is read until the last process that could say anything is gone.
    _, errors = running.communicate()
    assert running.returncode == ExitCode.STOPPED
    assert errors.splitlines()[-1].startswith("Stopped, so nothing is written.")
    assert "Traceback" not in errors
    assert [path.name for path in (tmp_path / "files").iterdir()] == ["in.csv"]


@on_posix
def test_no_process_outlives_a_program_that_was_killed(running: subprocess.Popen[str], tmp_path: Path):
    running.kill()
    _, errors = running.communicate()  # ends when the last process is gone
    assert running.returncode == -signal.SIGKILL
    assert "Traceback" not in errors
    assert not (tmp_path / "files" / "out.csv").exists()


# Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(out: io.StringIO) -> str:
    """What stands on the line after all that was written over it."""
    line = ""
    for written_over in out.getvalue().split("\r"):
        line = written_over + line[len(written_over) :]
    return line


def test_on_a_terminal_one_line_changes_and_is_gone_at_the_end():
    out, seconds = Terminal(), iter([0.0, 0.01, 1.0, 50.0])
    progress = Progress(out, "rows matched", clock=lambda: next(seconds))
    progress.done(10, 0.001)
    assert out.getvalue() == ""  # too soon to say anything
    progress.done(1000, 0.01)
    assert shown(out) == "1,000 rows matched (1%), 1,000 a second, 1 min 39 s left"
    progress.done(90_000, 0.9)
    assert shown(out).rstrip() == "90,000 rows matched (90%), 1,800 a second, 6 s left"
    assert "\n" not in out.getvalue()
    progress.end()
    assert shown(out).strip() == ""
    assert out.getvalue().endswith("\r")


def test_elsewhere_each_tenth_is_a_plain_line():
    out = io.StringIO()
    progress = Progress(out, "rows matched")
    for rows in range(250, 100_001, 250):
        progress.done(rows, rows / 100_000)
    progress.end()
    lines = out.getvalue().splitlines()
    assert lines[0] == "10,000 rows matched (10%)"
    assert lines[-1] == "90,000 rows matched (90%)"
    assert len(lines) == 9


def test_a_short_job_says_nothing_elsewhere():
    out = io.StringIO()
    progress = Progress(out, "rows matched")
    for rows in range(0, 2000, 100):
        progress.done(rows, rows / 1900)
    assert out.getvalue() == ""


def test_a_job_of_unknown_length_counts():
    out = io.StringIO()
    progress = Progress(out, "rows matched")
    for rows in range(250, 20_001, 250):
        progress.done(rows, None)
    assert out.getvalue() == "10,000 rows matched\n20,000 rows matched\n"
    terminal, seconds = Terminal(), iter([0.0, 2.0])
    Progress(terminal, "rows matched", clock=lambda: next(seconds)).done(500)
    assert shown(terminal) == "500 rows matched, 250 a second"


def test_quiet_says_nothing(tmp_path: Path):
    source = written(tmp_path, ["robbery"] * MANY)
    arguments = ["match", "--file", str(source), "--output", str(tmp_path / "out.csv"), "--processes", "1"]
    assert "rows matched (" in CliRunner().invoke(app, arguments).stderr
    done = CliRunner().invoke(app, [*arguments, "--quiet"])
    assert (done.exit_code, done.output) == (0, "")
