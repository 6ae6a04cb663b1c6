"""Reads settings.toml and says what is wrong with it, line by line. Opens nothing that it names."""

import difflib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from assistant.platform import folders, read_text
from knowledge.errors import FinaliseError
from knowledge.text import one_line

FILE_NAME = "settings.toml"
_STORE_KINDS = ("sqlite:///", "postgresql://", "postgresql+psycopg://")
_STORE_EXAMPLES = '"sqlite:///C:/Finalise/finalise.db" or "postgresql://records.example.org/finalise"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an Area or a person has set; None or empty means the standard.

    `poc_table` and `reasons` are the Area's own CSV files, `guidance` a folder with more topics. They were
    there when the settings were read; what is in them is checked by whoever reads them.
    """

    store_url: str | None = None
    area_name: str | None = None
    poc_table: Path | None = None
    reasons: Path | None = None
    extra_holidays: tuple[date, ...] = ()
    guidance: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingFault:
    """One thing wrong in the settings: its line (from 1, None where not known), its key and what is wrong."""

    line: int | None
    key: str | None
    what: str

    def __str__(self) -> str:
        """The fault as one line."""
        place = ", ".join(part for part in (self.line and f"line {self.line}", self.key) if part)
        return f"{place}: {self.what}" if place else self.what


class SettingsError(FinaliseError):
    """The settings cannot be used. `faults` has everything that is wrong, in the order of the file."""

    def __init__(self, file: Path, faults: tuple[SettingFault, ...]) -> None:
        super().__init__(
            "\n".join([f"The settings in {file} cannot be used.", *(str(fault) for fault in faults)]),
            fix="Put this right in the file and start again.",
        )
        self.faults = faults


class _Wrong(Exception):
    """What is wrong with one value, in words."""


def settings_file() -> Path:
    """Where the settings are looked for."""
    return folders().config / FILE_NAME


def load_settings(file: Path | None = None) -> Settings:
    """The settings in `file`, by default the one in the config folder; the standard ones where there is none.

    Paths in it may be relative to its folder. Raises SettingsError with every fault at once.
    """
    file = file or settings_file()
    try:
        text = read_text(file)
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        fault = SettingFault(line=None, key=None, what="The file cannot be opened.")
        raise SettingsError(file, (fault,)) from error
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(file, (_unreadable(error, text),)) from error
    return _checked(given, text, file)


def _unreadable(error: tomllib.TOMLDecodeError, text: str) -> SettingFault:
    lines = text.rstrip().split("\n")
    found = re.search(r"\(at line (\d+), column \d+\)$", str(error))
    number = int(found[1]) if found else len(lines)  # else it says "at end of document"
    what = 'This line cannot be read. It should look like: name = "West Yorkshire".'
    if any("\\" in line for line in lines[number - 1 : number]):
        what = "This line cannot be read. Write a path with / instead of \\, or put it between single quotes."
    return SettingFault(line=number, key=None, what=what)


def _checked(given: Mapping[str, object], text: str, file: Path) -> Settings:
    values: dict[str, object] = {}
    faults: list[SettingFault] = []
    for key, value in _flat(given):
        line = _line_of(key, text)
        known = _KEYS.get(key)
        if known is None:
            faults.append(SettingFault(line=line, key=one_line(key), what=_not_known(key)))
            continue
        field, read = known
        try:
            values[field] = read(value, file.parent)
        except _Wrong as wrong:
            faults.append(SettingFault(line=line, key=key, what=str(wrong)))
    if faults:
        raise SettingsError(file, tuple(sorted(faults, key=lambda fault: fault.line or 0)))
    return Settings(**values)  # type: ignore[arg-type]  # each reader gives the type of its field


def _flat(given: Mapping[str, object]) -> list[tuple[str, object]]:
    pairs: list[tuple[str, object]] = []
    for name, value in given.items():
        if isinstance(value, dict):
            pairs.extend((f"{name}.{key}", inner) for key, inner in value.items())
        else:
            pairs.append((name, value))
    return pairs


def _not_known(key: str) -> str:
    near = difflib.get_close_matches(key, _KEYS, n=1) or [
        known for known in _KEYS if known.endswith(f".{key.rpartition('.')[2]}")
    ]
    if near:
        section, _, name = near[0].partition(".")
        return f'There is no such setting. Did you mean "{name}" under [{section}]?'
    return f"There is no such setting. There are: {', '.join(_KEYS)}."


def _line_of(key: str, text: str) -> int | None:
    section, _, name = key.rpartition(".")
    at_top = re.compile(rf"\s*{re.escape(section)}\s*\.\s*[\"']?{re.escape(name)}[\"']?\s*=")
    inside = re.compile(rf"\s*[\"']?{re.escape(name)}[\"']?\s*=")
    current = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if header := re.match(r"\s*\[\s*([^\[\]]+?)\s*\]", line):
            current = header[1].strip("\"'")
        elif inside.match(line) if current == section else not current and at_top.match(line):
            return number
    return None


def _words(value: object, _folder: Path) -> str:
    if not isinstance(value, str):
        raise _Wrong('This should be words in quotes, like "West Yorkshire".')
    words = one_line(value)
    if not words:
        raise _Wrong("There is nothing between the quotes. Fill it in or take the line out.")
    return words


def _address(value: object, folder: Path) -> str:
    url = _words(value, folder)
    if not url.startswith(_STORE_KINDS):
        raise _Wrong(f"A store is given like {_STORE_EXAMPLES}.")
    if url.startswith(_STORE_KINDS[0]):
        place = url.removeprefix(_STORE_KINDS[0])
        if not place:
            raise _Wrong('The file is missing. A store is given like "sqlite:///C:/Finalise/finalise.db".')
        return _STORE_KINDS[0] + (folder / Path(place).expanduser()).as_posix()
    return url


def _file(value: object, folder: Path) -> Path:
    path = folder / Path(_words(value, folder)).expanduser()
    if not path.is_file():
        raise _Wrong(f"There is no file {path}.")
    return path


def _folder(value: object, folder: Path) -> Path:
    path = folder / Path(_words(value, folder)).expanduser()
    if not path.is_dir():
        raise _Wrong(f"There is no folder {path}.")
    return path


def _dates(value: object, _folder: Path) -> tuple[date, ...]:
    example = "It should be a list of dates without quotes, like [2026-12-24, 2026-12-31]."
    if not isinstance(value, list):
        raise _Wrong(example)
    days: list[date] = []
    for day in value:
        if not isinstance(day, date) or isinstance(day, datetime):
            raise _Wrong(f'"{one_line(str(day))}" is not a date here. {example}')
        days.append(day)
    return tuple(days)


_KEYS: dict[str, tuple[str, Callable[[object, Path], object]]] = {
    "store.url": ("store_url", _address),
    "area.name": ("area_name", _words),
    "area.poc_table": ("poc_table", _file),
    "area.reasons": ("reasons", _file),
    "area.extra_holidays": ("extra_holidays", _dates),
    "guidance.folder": ("guidance", _folder),
}
