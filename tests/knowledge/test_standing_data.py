"""Rebuilding the snapshot from a package of standing data."""

import json
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from knowledge.catalogue import load_catalogue
from knowledge.snapshot import DATA, load_source, read_rows
from knowledge.standing_data import PackageRefused, rebuild

Package = dict[str, Any]


def shipped_package() -> Package:
    """The package that the shipped snapshot would have come from, as far as its facts go."""
    named = {"type-of-hearing": "hearing_types", "plea-status": "plea_codes", "verdict": "verdict_codes"}
    named["offence-category"] = "offence_categories"
    package: Package = {
        f"data/{name}.json": [
            {"cjsCode": code, "description": text} for code, text in read_rows(f"{table}.tsv")
        ]
        for name, table in named.items()
    }
    package["data/forces.json"] = [{"code": code, "name": name} for code, name in read_rows("forces.tsv")]
    package["data/result-code.json"] = [
        {"cjsCode": code, "description": text, "type": kind}
        for code, text, kind in read_rows("results_codes.tsv")
    ]
    package["data/organisation-unit.json"] = [
        unit(code, area, name) for code, area, name in read_rows("courts.tsv")
    ]
    package["data/offence-code.json"] = [offence(*row) for row in read_rows("offences.tsv")]
    package["package.json"] = {"name": "bichard7-next-data", "version": "2.0.414", "license": "MIT"}
    return package


def unit(code: str, area: str, name: str) -> dict[str, str]:
    return {
        "topLevelCode": code[0],
        "secondLevelCode": code[1:3],
        "thirdLevelCode": code[3:5],
        "bottomLevelCode": code[5:],
        "secondLevelName": area,
        "thirdLevelName": name,
    }


def offence(code: str, ho_class: str, category: str, marks: str, title: str) -> dict[str, Any]:
    return {
        "cjsCode": code,
        "homeOfficeClassification": ho_class,
        "offenceCategory": category,
        "offenceTitle": title,
        "recordableOnPnc": "R" in marks,
        "notifiableToHo": "N" in marks,
    }


def small_package() -> Package:
    """A package with a row or two of everything."""
    code = [{"cjsCode": "G", "description": "Guilty"}]
    return {
        "package.json": {"version": "9.9.9", "license": "MIT"},
        "data/offence-code.json": [
            offence("TH68023", "034/01", "CI", "RN", "Robbery"),
            offence("TH68001", "049/10", "CE", "R", "Theft\tfrom\nperson"),
        ],
        "data/organisation-unit.json": [
            unit("B13HT00", "West Yorkshire", "Leeds"),
            unit("A13HT00", "West Yorkshire", "A police station"),
        ],
        "data/forces.json": [{"code": "13", "name": "West Yorkshire"}],
        "data/result-code.json": [{"cjsCode": "1002", "description": "Imprisonment", "type": "F"}],
        "data/type-of-hearing.json": code,
        "data/plea-status.json": [*code, *code],
        "data/verdict.json": code,
        "data/offence-category.json": code,
    }


def as_folder(package: Package, at: Path) -> Path:
    for name, content in package.items():
        path = at / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content), encoding="utf-8")
    return at


def as_tgz(package: Package, at: Path) -> Path:
    as_folder(package, at / "package")
    path = at / "package.tgz"
    with tarfile.open(path, "w:gz") as archive:
        archive.add(at / "package", "package")
    return path


@pytest.mark.parametrize("packed", [as_folder, as_tgz])
def test_a_rebuild_gives_the_shipped_files_again(
    tmp_path: Path, packed: Callable[[Package, Path], Path]
) -> None:
    package = packed(shipped_package(), tmp_path / "in")
    into = tmp_path / "out"
    rebuild(package, into)
    for name in load_source().files:
        assert (into / name).read_bytes() == (DATA / name).read_bytes()
    assert load_source(into).files == load_source().files
    assert load_catalogue(into).require("TH68023").title == "Robbery"


def test_the_first_build_counts_its_offences(tmp_path: Path) -> None:
    change = rebuild(as_folder(small_package(), tmp_path / "in"), tmp_path / "out")
    assert change.lines() == ["Standing data 9.9.9 (no earlier data).", "2 offences written."]


def test_a_category_that_is_new_to_us_does_not_stop_the_list(tmp_path: Path) -> None:
    package = small_package()
    package["data/offence-code.json"][0]["offenceCategory"] = "ZZ"
    rebuild(as_folder(package, tmp_path / "in"), tmp_path / "out")
    assert [offence.mode_of_trial for offence in load_catalogue(tmp_path / "out")] == [
        "either way",
        "not known",
    ]


def test_rows_hold_no_tabs_or_new_lines_and_courts_no_police(tmp_path: Path) -> None:
    rebuild(as_folder(small_package(), tmp_path / "in"), tmp_path / "out")
    assert read_rows("offences.tsv", tmp_path / "out")[0] == [
        "TH68001",
        "049/10",
        "CE",
        "R",
        "Theft from person",
    ]
    assert read_rows("courts.tsv", tmp_path / "out") == [["B13HT00", "West Yorkshire", "Leeds"]]
    assert read_rows("plea_codes.tsv", tmp_path / "out") == [["G", "Guilty"]]


def test_a_rebuild_says_what_changed(tmp_path: Path) -> None:
    into = tmp_path / "out"
    package = small_package()
    rebuild(as_folder(package, tmp_path / "old"), into)
    package["package.json"]["version"] = "10.0.0"
    package["data/offence-code.json"] = [
        offence("TH68023", "034/02", "CI", "RN", "Robbery of a person"),
        offence("TH68999", "000/00", "CE", "", "A new one"),
    ]
    change = rebuild(as_folder(package, tmp_path / "new"), into)
    assert change.added == (("TH68999", "A new one"),)
    assert change.removed == (("TH68001", "Theft from person"),)
    assert change.retitled == (("TH68023", "Robbery", "Robbery of a person"),)
    assert change.reclassed == (("TH68023", "034/01", "034/02"),)
    assert change.lines() == [
        "Standing data 10.0.0 (was 9.9.9).",
        "1 added",
        "  TH68999  A new one",
        "1 removed",
        "  TH68001  Theft from person",
        "1 with a new title",
        "  TH68023  Robbery -> Robbery of a person",
        "1 with a new class",
        "  TH68023  034/01 -> 034/02",
    ]


def test_what_was_read_before_does_not_hide_the_new_data(tmp_path: Path) -> None:
    into = tmp_path / "out"
    rebuild(as_folder(small_package(), tmp_path / "in"), into)
    assert load_source(into).version == "9.9.9"
    package = small_package()
    package["package.json"]["version"] = "10.0.0"
    rebuild(as_folder(package, tmp_path / "in"), into)
    assert load_source(into).version == "10.0.0"
    assert load_catalogue(into).version == "10.0.0"


def test_a_package_with_far_fewer_rows_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    into = tmp_path / "out"
    shutil.copytree(DATA, into, ignore=shutil.ignore_patterns("*.bin", "matching"))
    before = {path.name: path.read_bytes() for path in into.iterdir()}
    with pytest.raises(
        PackageRefused, match=r"holds 2 rows for offences\.tsv; at least 27,320 were expected"
    ):
        rebuild(as_folder(small_package(), tmp_path / "in"), into)
    assert {path.name: path.read_bytes() for path in into.iterdir()} == before


@pytest.mark.parametrize("name", sorted(small_package()))
def test_a_package_that_lacks_a_file_is_refused(tmp_path: Path, name: str) -> None:
    package = small_package()
    del package[name]
    with pytest.raises(PackageRefused, match=f"The package has no {name}"):
        rebuild(as_folder(package, tmp_path / "in"), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_package_of_another_shape_is_refused(tmp_path: Path) -> None:
    package = small_package()
    package["data/offence-code.json"] = [{"code": "TH68023"}]
    with pytest.raises(PackageRefused, match=r"offence-code\.json in the package has another shape"):
        rebuild(as_folder(package, tmp_path / "in"), tmp_path / "out")


def test_a_package_that_is_not_json_is_refused(tmp_path: Path) -> None:
    package = as_folder(small_package(), tmp_path / "in")
    (package / "data" / "forces.json").write_text("{", encoding="utf-8")
    with pytest.raises(PackageRefused, match=r"forces\.json in the package does not read"):
        rebuild(package, tmp_path / "out")


def test_a_path_with_nothing_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackageRefused, match="There is nothing at"):
        rebuild(tmp_path / "missing.tgz", tmp_path / "out")


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "package.tgz"
    path.write_bytes(b"\x1f\x8bnot a package")
    with pytest.raises(PackageRefused, match=r"package\.tgz is not a package that can be read"):
        rebuild(path, tmp_path / "out")
