from datetime import date

import pytest

from assistant.settings import Settings, SettingsError, load_settings, settings_file


@pytest.fixture
def write(tmp_path):
    """Writes settings.toml and gives its path."""

    def write(text):
        file = tmp_path / "settings.toml"
        file.write_text(text, encoding="utf-8")
        return file

    return write


def faults(file):
    with pytest.raises(SettingsError) as caught:
        load_settings(file)
    return [str(fault) for fault in caught.value.faults]


def test_without_a_file_everything_is_standard(tmp_path):
    assert load_settings(tmp_path / "settings.toml") == Settings()


def test_the_file_is_looked_for_in_the_config_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("FINALISE_HOME", str(tmp_path))
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text('[area]\nname = "North East"\n')
    assert settings_file() == tmp_path / "config" / "settings.toml"
    assert load_settings().area_name == "North East"


def test_every_setting_is_read_and_paths_start_at_the_file(write, tmp_path):
    (tmp_path / "poc.csv").write_text("")
    (tmp_path / "reasons.csv").write_text("")
    (tmp_path / "topics").mkdir()
    file = write("""
[store]
url = "sqlite:///records/finalise.db"

[area]
name = "West Yorkshire"
poc_table = "poc.csv"
reasons = "reasons.csv"
extra_holidays = [2026-12-24, 2026-12-31]

[guidance]
folder = "topics"
""")
    assert load_settings(file) == Settings(
        store_url=f"sqlite:///{(tmp_path / 'records' / 'finalise.db').as_posix()}",
        area_name="West Yorkshire",
        poc_table=tmp_path / "poc.csv",
        reasons=tmp_path / "reasons.csv",
        extra_holidays=(date(2026, 12, 24), date(2026, 12, 31)),
        guidance=tmp_path / "topics",
    )


def test_an_absolute_store_path_and_a_server_are_kept(write, tmp_path):
    place = f"sqlite:///{(tmp_path / 'f.db').as_posix()}"
    assert load_settings(write(f'[store]\nurl = "{place}"')).store_url == place
    for server in ("postgresql://records.example/finalise", "postgresql+psycopg://records.example/finalise"):
        assert load_settings(write(f'[store]\nurl = "{server}"')).store_url == server


def test_settings_saved_by_a_windows_editor_are_read(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_bytes('[area]\r\nname = "Ynys Môn"\r\n'.encode("utf-16"))
    assert load_settings(file).area_name == "Ynys Môn"


def test_every_fault_is_told_with_its_line_and_key(write, tmp_path):
    file = write("""# ours
[area]
name = 5
poc_table = "gone.csv"
extra_holidays = ["2026-12-24"]

[store]
url = "mysql://x"
[guidance]
folder = ""
""")
    assert faults(file) == [
        'line 3, area.name: This should be words in quotes, like "West Yorkshire".',
        f"line 4, area.poc_table: There is no file {tmp_path / 'gone.csv'}.",
        'line 5, area.extra_holidays: "2026-12-24" is not a date here. '
        "It should be a list of dates without quotes, like [2026-12-24, 2026-12-31].",
        'line 8, store.url: A store is given like "sqlite:///C:/Finalise/finalise.db" or '
        '"postgresql://records.example.org/finalise".',
        "line 10, guidance.folder: There is nothing between the quotes. Fill it in or take the line out.",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            '[area]\npoc_tabel = "a"',
            'line 2, area.poc_tabel: There is no such setting. Did you mean "poc_table"',
        ),
        ('url = "a"', 'line 1, url: There is no such setting. Did you mean "url" under [store]?'),
        (
            "[area]\ncolour = 1",
            "line 2, area.colour: There is no such setting. There are: store.url, area.name",
        ),
        (
            'store.url = "x"',
            'line 1, store.url: A store is given like "sqlite:///C:/Finalise/finalise.db" or',
        ),
        ('[store]\nurl = "sqlite:///"', "line 2, store.url: The file is missing."),
        ("[area]\nextra_holidays = 2026-12-24", "line 2, area.extra_holidays: It should be a list of dates"),
        (
            "[area]\nextra_holidays = [2026-12-24T10:00:00]",
            'area.extra_holidays: "2026-12-24 10:00:00" is not',
        ),
        ('[guidance]\nfolder = "gone"', "line 2, guidance.folder: There is no folder"),
        ("[area]\nname = West", "line 2: This line cannot be read."),
        ('[area]\nname = "West', "line 2: This line cannot be read."),
        ("[area", "line 1: This line cannot be read."),
        (
            '[area]\npoc_table = "C:\\Finalise\\poc.csv"',
            "line 2: This line cannot be read. Write a path with /",
        ),
    ],
)
def test_a_fault_is_told_where_it_is(write, text, fault):
    (told,) = faults(write(text))
    assert fault in told


def test_a_file_that_is_a_folder_is_told(tmp_path):
    (tmp_path / "settings.toml").mkdir()
    assert faults(tmp_path / "settings.toml") == ["The file cannot be opened."]


def test_the_error_names_the_file_and_says_what_to_do(write):
    file = write("x = 1")
    with pytest.raises(SettingsError) as caught:
        load_settings(file)
    assert str(file) in caught.value.what
    assert caught.value.fix == "Put this right in the file and start again."
