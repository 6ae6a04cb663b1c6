"""What differs between systems: folders, user name, private files, safe replacing, text. Knows no cases."""

import codecs
import errno
import io
import os
import secrets
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from knowledge.errors import FinaliseError

WINDOWS = "win32"
HOME_VARIABLE = "FINALISE_HOME"
_REPLACE_WAITS_S = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5)
_LINKS_NOT_KNOWN = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}
# The system and its administrators keep their access, as in a Windows profile, so that backups go on working.
_WINDOWS_SYSTEM, _WINDOWS_ADMINISTRATORS = "*S-1-5-18", "*S-1-5-32-544"


class NotPrivate(FinaliseError):
    """A folder or file cannot be closed to other people where it lies."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} cannot be kept private there.",
            fix=f"Use a folder on this computer's own disk: set {HOME_VARIABLE} to it.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """Where Finalise keeps things: `config` settings, `data` the store, `state` what may be thrown away."""

    config: Path
    data: Path
    state: Path


def folders(environment: Mapping[str, str] = os.environ) -> Folders:
    """The folders of this user, as the system likes them; none is made here.

    The variable FINALISE_HOME moves all three under one folder.
    """
    home = environment.get(HOME_VARIABLE)
    if home:
        base = Path(home).expanduser().absolute()
        return Folders(config=base / "config", data=base / "data", state=base / "state")
    from platformdirs import PlatformDirs  # noqa: PLC0415 (not needed where FINALISE_HOME says it all)

    places = PlatformDirs("finalise", appauthor=False)
    return Folders(config=places.user_config_path, data=places.user_data_path, state=places.user_state_path)


def user_name(*, platform: str = sys.platform, login: Callable[[], str] = os.getlogin) -> str:
    """Who is at the keyboard, as the operating system says; variables such as USER are not asked.

    `login` is what Windows answers with. A user without a name is given by number, as "user 1000".
    """
    if platform == WINDOWS:
        return login()
    import pwd  # noqa: PLC0415 (not there on Windows)

    number = os.geteuid()
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"user {number}"


def terminal_name() -> str:
    """Which terminal this is, as the operating system says: the computer, and its terminal line or this process.

    Like "cps-leeds-12 pts/3", or "cps-leeds-12 process 4711" where keys come from no terminal.
    """
    import socket  # noqa: PLC0415 (only a record that is written needs it)

    host = socket.gethostname()
    for stream in (0, 1, 2):
        try:
            return f"{host} {os.ttyname(stream).removeprefix('/dev/')}"
        except (OSError, AttributeError):  # no terminal there; Windows has no names for them
            continue
    return f"{host} process {os.getpid()}"


def private_folder(
    path: Path, *, platform: str = sys.platform, run: Callable[[Sequence[str]], int] | None = None
) -> Path:
    """The folder, made with its parents if it is not there, and then open to its owner only.

    A folder that is there already is left as it is. Raises OSError, and NotPrivate on Windows where it cannot
    be closed to others. `run` starts a program and gives its exit code.
    """
    if path.is_dir():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.mkdir(mode=0o700, exist_ok=True)
    if platform == WINDOWS:
        try:
            _close_on_windows(path, "(OI)(CI)F", run or _run)
        except NotPrivate:
            path.rmdir()
            raise
    return path


def private_file(
    path: Path, *, platform: str = sys.platform, run: Callable[[Sequence[str]], int] | None = None
) -> Path:
    """A new empty file that only its owner can open.

    Raises FileExistsError and other OSErrors, and NotPrivate on Windows where it cannot be closed to others.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    if platform == WINDOWS:
        try:
            _close_on_windows(path, "F", run or _run)
        except NotPrivate:
            path.unlink()
            raise
    return path


def _close_on_windows(path: Path, rights: str, run: Callable[[Sequence[str]], int]) -> None:
    if run(windows_closing_command(path, rights)) != 0:
        raise NotPrivate(path)


def windows_closing_command(
    path: Path, rights: str, environment: Mapping[str, str] = os.environ
) -> tuple[str, ...]:
    """The Windows command that takes inherited rights off a path and gives `rights` to the user alone."""
    user = environment.get("USERNAME", "")
    domain = environment.get("USERDOMAIN", "")
    # By its full path: Windows would otherwise look in the current folder first.
    program = environment.get("SYSTEMROOT", r"C:\Windows") + r"\System32\icacls.exe"
    who = (f"{domain}\\{user}" if domain else user, _WINDOWS_SYSTEM, _WINDOWS_ADMINISTRATORS)
    return (program, str(path), "/inheritance:r", "/grant:r", *(f"{name}:{rights}" for name in who))


def _run(command: Sequence[str]) -> int:
    import subprocess  # noqa: PLC0415 (only Windows needs it, and only when something is made)

    try:
        return subprocess.run(command, capture_output=True, check=False).returncode
    except OSError:
        return -1


def write_whole(
    path: Path,
    content: str | bytes,
    *,
    platform: str = sys.platform,
    replace: Callable[[Path, Path], object] = os.replace,
    wait: Callable[[float], object] = time.sleep,
    run: Callable[[Sequence[str]], int] | None = None,
) -> None:
    """Writes a file whole or not at all, on disk before this returns, readable by its owner only.

    Text is written as UTF-8 with plain new lines on every system. On Windows a file that another program has
    open for a moment is tried again for about a second. Raises OSError.
    """
    data = content.encode("utf-8", errors="replace") if isinstance(content, str) else content
    neighbour = private_file(beside(path), platform=platform, run=run)
    try:
        with neighbour.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        replace_file(neighbour, path, platform=platform, replace=replace, wait=wait)
    except BaseException:
        neighbour.unlink(missing_ok=True)
        raise


def beside(path: Path) -> Path:
    """A name for a file in the making, next to the one it will become."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")


def replace_file(
    made: Path,
    path: Path,
    *,
    platform: str = sys.platform,
    replace: Callable[[Path, Path], object] = os.replace,
    wait: Callable[[float], object] = time.sleep,
) -> None:
    """Gives a finished file its name for good, in place of one that has it. Raises OSError, and then nothing changed.

    On Windows a file that another program has open for a moment is tried again for about a second.
    """
    for pause in _REPLACE_WAITS_S if platform == WINDOWS else ():
        try:
            replace(made, path)
        except PermissionError:
            wait(pause)
        else:
            return
    replace(made, path)
    _sync_folder(path.parent, platform=platform)


def place_new(made: Path, path: Path, *, platform: str = sys.platform) -> None:
    """Gives a finished file its name; raises FileExistsError where it is taken. `made` is gone either way."""
    try:
        if platform == WINDOWS:
            made.rename(path)  # refuses there where a file of that name exists
        else:
            _link_into_place(made, path)
    finally:
        made.unlink(missing_ok=True)
    _sync_folder(path.parent, platform=platform)


def _link_into_place(made: Path, path: Path) -> None:
    try:
        path.hardlink_to(made)
    except OSError as error:
        if error.errno not in _LINKS_NOT_KNOWN:
            raise
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from error
        made.rename(path)


def _sync_folder(folder: Path, *, platform: str) -> None:
    """Makes a new name in the folder last through a power cut; Windows has no way to ask and needs none."""
    if platform == WINDOWS:
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_text(path: Path) -> str:
    """The text of a file that a person may have saved with any program. Raises OSError."""
    return decode_text(path.read_bytes())


def decode_text(data: bytes) -> str:
    """Text from bytes: UTF-8 or UTF-16 by its mark, else UTF-8, else the Windows encoding that Excel saves.

    Line ends become plain new lines. Never fails; a byte without meaning becomes U+FFFD.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def steady_streams(*streams: TextIO, platform: str = sys.platform) -> None:
    """Makes text streams that never fail on a character: what cannot be shown or read becomes a mark.

    On Windows a pipe or file is read and written as UTF-8, as everywhere else; its console is left alone.
    """
    for stream in streams:
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if platform == WINDOWS and not stream.isatty():
            stream.reconfigure(encoding="utf-8-sig" if stream.readable() else "utf-8", errors="replace")
        else:
            stream.reconfigure(errors="replace")


def has_terminal() -> bool:
    """Whether a person sits at both ends: keys come from a terminal and text goes to one."""
    return sys.stdin.isatty() and sys.stdout.isatty()
