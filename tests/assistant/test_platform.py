"""Each system's branch is taken by passing its name; what cannot run here is passed in beside it."""

import io
import re
import socket
import stat
import sys
from pathlib import Path

import pytest

from assistant.platform import (
    NotPrivate,
    decode_text,
    folders,
    place_new,
    private_file,
    private_folder,
    read_text,
    steady_streams,
    terminal_name,
    user_name,
    windows_closing_command,
    write_whole,
)

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="file modes are POSIX")


class Program:
    """Stands for starting a program: remembers the commands and gives the exit code it was made with."""

    def __init__(self, code: int = 0) -> None:
        self.code, self.commands = code, list[tuple[str, ...]]()

    def __call__(self, command: object) -> int:
        assert isinstance(command, tuple)
        self.commands.append(command)
        return self.code


class Held:
    """Stands for replacing a file that another program holds open for the first `times` tries."""

    def __init__(self, times: int) -> None:
        self.times, self.waited = times, list[float]()

    def replace(self, made: Path, path: Path) -> None:
        if self.times:
            self.times -= 1
            raise PermissionError
        made.replace(path)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_finalise_home_moves_every_folder(tmp_path):
    found = folders({"FINALISE_HOME": str(tmp_path)})
    assert (found.config, found.data, found.state) == (
        tmp_path / "config",
        tmp_path / "data",
        tmp_path / "state",
    )


def test_a_relative_finalise_home_is_taken_from_the_current_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert folders({"FINALISE_HOME": "here"}).data == tmp_path / "here" / "data"


@pytest.mark.parametrize("environment", [{}, {"FINALISE_HOME": ""}])
def test_without_finalise_home_the_folders_are_the_users_own(environment):
    found = folders(environment)
    assert found.data.is_absolute()
    assert "finalise" in found.data.parts
    assert "finalise" in found.config.parts


def test_the_terminal_is_named_by_the_computer_and_the_line_or_the_process():
    host, _, place = terminal_name().partition(" ")
    assert host == socket.gethostname()
    assert re.fullmatch(r"(pts|tty\S*)/?\S*|process \d+", place)


@posix_only
def test_the_user_is_who_the_system_says_whatever_the_variables_claim(monkeypatch):
    before = user_name()
    for name in ("USER", "LOGNAME", "USERNAME"):
        monkeypatch.setenv(name, "somebody-else")
    assert user_name() == before != "somebody-else"


def test_on_windows_the_user_is_who_is_logged_in():
    assert user_name(platform="win32", login=lambda: "asmith") == "asmith"


@posix_only
def test_a_private_folder_and_file_are_open_to_their_owner_only(tmp_path):
    folder = private_folder(tmp_path / "deep" / "data")
    assert mode(folder) == 0o700
    assert mode(private_file(folder / "new")) == 0o600


def test_a_folder_that_is_there_is_left_as_it_is(tmp_path):
    tmp_path.chmod(0o755)
    assert private_folder(tmp_path, platform="win32", run=Program(1)) == tmp_path


def test_a_private_file_never_takes_the_place_of_another(tmp_path):
    (tmp_path / "new").write_text("kept")
    with pytest.raises(FileExistsError):
        private_file(tmp_path / "new")
    assert (tmp_path / "new").read_text() == "kept"


def test_on_windows_a_new_folder_passes_its_rights_on_to_what_is_made_in_it(tmp_path):
    run = Program()
    private_folder(tmp_path / "data", platform="win32", run=run)
    (command,) = run.commands
    assert command[1:4] == (str(tmp_path / "data"), "/inheritance:r", "/grant:r")
    assert all(grant.endswith(":(OI)(CI)F") for grant in command[4:])


def test_on_windows_a_new_file_is_closed_to_others(tmp_path):
    run = Program()
    private_file(tmp_path / "new", platform="win32", run=run)
    assert run.commands[0][1] == str(tmp_path / "new")


def test_on_windows_only_the_user_and_the_system_are_let_in():
    environment = {"USERNAME": "asmith", "USERDOMAIN": "CPS", "SYSTEMROOT": r"D:\Windows"}
    command = windows_closing_command(Path("x"), "F", environment)
    assert command[0] == r"D:\Windows\System32\icacls.exe"
    assert command[4:] == (r"CPS\asmith:F", "*S-1-5-18:F", "*S-1-5-32-544:F")


def test_what_cannot_be_made_private_on_windows_is_not_made(tmp_path):
    with pytest.raises(NotPrivate, match="cannot be kept private"):
        private_folder(tmp_path / "data", platform="win32", run=Program(5))
    with pytest.raises(NotPrivate):
        private_file(tmp_path / "new", platform="win32", run=Program(5))
    assert list(tmp_path.iterdir()) == []


@posix_only
def test_without_the_windows_program_nothing_is_taken_for_private(tmp_path):
    with pytest.raises(NotPrivate):
        private_file(tmp_path / "new", platform="win32")


def test_a_file_is_written_whole_in_utf_8_with_plain_new_lines(tmp_path):
    write_whole(tmp_path / "a.txt", "Siân\nO’Brien\n")
    assert (tmp_path / "a.txt").read_bytes() == "Siân\nO’Brien\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@posix_only
def test_a_written_file_is_open_to_its_owner_only(tmp_path):
    write_whole(tmp_path / "a.bin", b"1")
    assert mode(tmp_path / "a.bin") == 0o600


def test_half_a_character_does_not_stop_a_file_from_being_written(tmp_path):
    write_whole(tmp_path / "a.txt", "a\ud800b")
    assert (tmp_path / "a.txt").read_text() == "a?b"


def test_on_windows_a_file_held_for_a_moment_is_tried_again(tmp_path):
    held = Held(3)
    write_whole(
        tmp_path / "a",
        "new",
        platform="win32",
        replace=held.replace,
        wait=held.waited.append,
        run=Program(),
    )
    assert (tmp_path / "a").read_text() == "new"
    assert len(held.waited) == 3


@pytest.mark.parametrize(("platform", "waits"), [("win32", 7), ("linux", 0)])
def test_a_file_held_for_good_stays_as_it_was_and_nothing_is_left_beside_it(tmp_path, platform, waits):
    held = Held(100)
    (tmp_path / "a").write_text("old")
    with pytest.raises(PermissionError):
        write_whole(
            tmp_path / "a",
            "new",
            platform=platform,
            replace=held.replace,
            wait=held.waited.append,
            run=Program(),
        )
    assert (tmp_path / "a").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert len(held.waited) == waits


def test_a_new_file_gets_its_name(tmp_path):
    (tmp_path / "made").write_text("x")
    place_new(tmp_path / "made", tmp_path / "name")
    assert [path.name for path in tmp_path.iterdir()] == ["name"]
    assert (tmp_path / "name").read_text() == "x"


def test_a_new_file_gets_its_name_by_renaming_on_windows(tmp_path):
    (tmp_path / "made").write_text("x")
    place_new(tmp_path / "made", tmp_path / "name", platform="win32")
    assert [path.name for path in tmp_path.iterdir()] == ["name"]


def test_a_name_that_is_taken_stays_with_the_first(tmp_path):
    (tmp_path / "made").write_text("second")
    (tmp_path / "name").write_text("first")
    with pytest.raises(FileExistsError):
        place_new(tmp_path / "made", tmp_path / "name")
    assert (tmp_path / "name").read_text() == "first"
    assert [path.name for path in tmp_path.iterdir()] == ["name"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_however_it_was_saved(tmp_path, encoding):
    (tmp_path / "a").write_bytes("Siân’s\r\ncafé\rend".encode(encoding))
    assert read_text(tmp_path / "a") == "Siân’s\ncafé\nend"


def test_bytes_that_are_no_text_do_not_stop_the_reading():
    assert decode_text(b"a\x81b") == "a�b"


def test_printing_never_fails_on_a_character():
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    steady_streams(out, platform="linux")
    print("Siân", file=out, flush=True)
    assert out.buffer.getvalue() == b"Si?n\n"  # type: ignore[attr-defined]


def test_on_windows_a_pipe_is_read_and_written_as_utf_8():
    answers = io.TextIOWrapper(io.BytesIO("\ufeffSiân\n".encode()), encoding="cp1252")
    out = io.TextIOWrapper(Unreadable(), encoding="cp1252", newline="\n")
    steady_streams(answers, out, platform="win32")
    print(answers.read(), file=out, end="", flush=True)
    assert out.buffer.getvalue() == "Siân\n".encode()  # type: ignore[attr-defined]


class Unreadable(io.BytesIO):
    """An output, which cannot be read from."""

    def readable(self) -> bool:
        return False


def test_a_stream_that_is_no_file_is_left_alone():
    text = io.StringIO()
    steady_streams(text)
    assert text.getvalue() == ""
