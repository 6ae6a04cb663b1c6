"""Damage to the shipped data is told, never read over."""

import hashlib
import shutil
from pathlib import Path

import pytest

from knowledge.catalogue import load_catalogue
from knowledge.snapshot import (
    DATA,
    CatalogueDamaged,
    load_source,
    read_checked,
    read_rows,
    read_source,
    write_source,
)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    for name in ("SOURCE.tsv", *load_source().files):
        shutil.copy(DATA / name, folder / name)
    return folder


def test_the_shipped_files_are_what_their_source_says() -> None:
    source = load_source()
    assert {name: facts.rows for name, facts in source.files.items()} == {
        "offences.tsv": 30_356,
        "courts.tsv": 440,
        "forces.tsv": 84,
        "results_codes.tsv": 898,
        "hearing_types.tsv": 50,
        "plea_codes.tsv": 7,
        "verdict_codes.tsv": 5,
        "offence_categories.tsv": 24,
    }
    for name, facts in source.files.items():
        content = (DATA / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == facts.sha256
        assert b"\r" not in content
        assert len(read_rows(name)) == facts.rows
    assert source.files["offences.tsv"].size < 4_000_000


def test_the_licence_of_the_data_is_beside_it() -> None:
    notice = (DATA / "LICENCE-standing-data.txt").read_text(encoding="utf-8")
    source = load_source()
    assert source.licence == "MIT"
    assert source.package in notice
    assert all(name in notice for name in source.files)


def test_the_text_of_the_source_reads_back() -> None:
    assert read_source(write_source(load_source())) == load_source()


def test_a_whole_copy_reads(copy: Path) -> None:
    assert len(load_catalogue(copy)) == 30_356


@pytest.mark.parametrize("name", ["offences.tsv", "SOURCE.tsv"])
def test_a_missing_file_is_told(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(CatalogueDamaged, match=f"{name} is missing"):
        load_catalogue(copy)


def test_one_changed_letter_is_told(copy: Path) -> None:
    path = copy / "offences.tsv"
    path.write_bytes(path.read_bytes().replace(b"\tRobbery\n", b"\tBobbery\n"))
    with pytest.raises(CatalogueDamaged, match=r"offences\.tsv has changed"):
        load_catalogue(copy)


def test_a_file_cut_short_is_told(copy: Path) -> None:
    path = copy / "courts.tsv"
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(CatalogueDamaged, match=r"courts\.tsv has changed") as caught:
        read_checked("courts.tsv", copy)
    assert "finalise catalogue rebuild" in caught.value.fix


@pytest.mark.parametrize(
    "text", ["", "nonsense", "package\tx\nversion\t1\n", "a\tb\tc\n", "built\tyesterday\n"]
)
def test_a_source_that_does_not_read_is_told(copy: Path, text: str) -> None:
    (copy / "SOURCE.tsv").write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueDamaged, match=r"SOURCE\.tsv does not read"):
        load_source(copy)


def test_a_file_the_source_does_not_name_is_told(copy: Path) -> None:
    with pytest.raises(CatalogueDamaged, match=r"does not name other\.tsv"):
        read_checked("other.tsv", copy)
