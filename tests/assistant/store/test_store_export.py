"""Records as a table: the same rows in every form, no name unless asked for, nothing that a spreadsheet runs."""

import csv
import json
import os
import sys
import tracemalloc
from contextlib import suppress
from datetime import date

import pyarrow.parquet
import pytest

from assistant.record.model import Charge, Court, Defendant, DefendantKind, Override
from assistant.store.backup import FileInTheWay
from assistant.store.errors import DiskFull, NotAllowed, StoreDamaged
from assistant.store.export import Chosen, ExportRefused
from assistant.store.export_fields import FIELDS, UnknownField
from assistant.store.roles import Role
from assistant.store.stamps import Stamps
from assistant.store.store import Store
from knowledge.courts import CourtType
from knowledge.pleas import Plea

FORMS = ("csv", "jsonl", "parquet")
ALL = Chosen()
SECRETS = (
    "Smith",
    "SMITH",
    "Ebenezer",
    "1990-04-01",
    "told by Smith",
    "against Smith",
    "Smith's shop",
    "asmith",
)


@pytest.fixture
def written(store, record):
    """Three records, the first amended; in the order of their entry."""
    person = Defendant(
        kind=DefendantKind.PERSON, surname="Smith", forenames="Ebenezer", date_of_birth=date(1990, 4, 1)
    )
    first = store.write(
        record(
            defendant=person,
            note="told by Smith",
            reason_note="against Smith",
            charges=[Charge(number=1, code="TH68010", title="Theft from Smith's shop", plea=Plea.GUILTY)],
            overrides=[Override(rule="72", reason="Smith said so")],
        ),
        draft_id="d1",
    )
    second = store.write(
        record(urn="02AB1234526", outcome="withdrawn", successful=False, final_hearing=date(2026, 10, 1)),
        draft_id="d2",
    )
    third = store.write(
        record(urn="03AB1234526", poc=None, final_hearing=None, successful=None), draft_id="d3"
    )
    changed = first.model_copy(update={"flags": ["DA", "HATE"]})
    amended = store.amend(changed, expected_version=1, why="Said late.", draft_id="d4")
    return [first, second, third, amended]


def read(file):
    """The rows of an exported file."""
    if file.suffix == ".csv":
        return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
    if file.suffix == ".jsonl":
        return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return pyarrow.parquet.read_table(file).to_pylist()


@pytest.mark.parametrize("form", FORMS)
def test_records_go_out_newest_version_once_in_the_order_of_entry(store, written, tmp_path, form):
    _, second, third, amended = written
    out = tmp_path / f"out.{form}"
    assert store.keeping.export(out, chosen=ALL) == 3
    rows = read(out)
    assert [row["reference"] for row in rows] == [second.reference, third.reference, amended.reference]
    assert [str(row["version"]) for row in rows] == ["1", "1", "2"]
    last = rows[-1]
    assert (last["urn"], last["area"], last["poc"], last["flags"]) == ("01AB1234526", "01", "E", "DA HATE")
    assert (last["court_name"], last["court_type"]) == ("Leeds Magistrates' Court", "magistrates")
    assert (last["final_hearing"], last["principal_code"]) == ("2026-11-11", "TH68010")
    assert last["overrides"] == "72"
    assert json.loads(last["charges"])[0]["plea"] == "guilty"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith((".", "out"))] == [out.name]


def test_kinds_of_values_stay_where_the_form_has_them(store, written, tmp_path):
    fields = ["version", "successful", "reopens"]
    for form in FORMS:
        store.keeping.export(tmp_path / f"out.{form}", chosen=ALL, fields=fields)
    plain = [
        {"version": 1, "successful": False, "reopens": None},
        {"version": 1, "successful": None, "reopens": None},
        {"version": 2, "successful": True, "reopens": None},
    ]
    assert read(tmp_path / "out.jsonl") == plain
    assert read(tmp_path / "out.parquet") == plain
    assert (tmp_path / "out.csv").read_text() == "version,successful,reopens\n1,no,\n1,,\n2,yes,\n"


@pytest.mark.parametrize("form", FORMS)
def test_names_and_free_text_are_left_out(store, written, tmp_path, form):
    out = tmp_path / f"out.{form}"
    store.keeping.export(out, chosen=Chosen(all_versions=True))
    shown = repr(read(out))
    assert [secret for secret in SECRETS if secret in shown] == []
    store.keeping.export(out, chosen=ALL, with_names=True, replace=True)
    last = read(out)[-1]
    assert (last["defendant"], last["note"], last["entered_by"]) == (
        "Ebenezer Smith",
        "told by Smith",
        "asmith",
    )
    assert last["principal_title"] == "Theft from Smith's shop"


def test_a_field_with_names_needs_the_word_and_the_right(store, url, written, tmp_path):
    out = tmp_path / "out.csv"
    with pytest.raises(UnknownField, match="surname may show who"):
        store.keeping.export(out, chosen=ALL, fields=["reference", "surname"])
    store.people.set("bjones", Role.ADMINISTRATOR)
    with Store.open(url, stamps=Stamps(person=lambda: "bjones")) as other:
        with pytest.raises(NotAllowed, match="export records with names"):
            other.keeping.export(out, chosen=ALL, fields=["surname"], with_names=True)
        assert not out.exists()
        assert other.keeping.export(out, chosen=ALL, fields=["reference"]) == 3


def test_a_field_that_is_none_is_told_with_all_there_are(store, tmp_path):
    with pytest.raises(UnknownField, match="no field called nonsense") as told:
        store.keeping.export(tmp_path / "out.csv", chosen=ALL, fields=["reference", "nonsense"])
    assert [name for name in FIELDS if name not in told.value.fix] == []


def test_records_are_chosen_by_day_outcome_and_poc(store, written, tmp_path):
    def exported(**choice):
        out = tmp_path / "out.jsonl"
        store.keeping.export(out, chosen=Chosen(**choice), fields=["urn", "version"], replace=True)
        return [(row["urn"][:2], row["version"]) for row in read(out)]

    assert exported(since=date(2026, 10, 1), until=date(2026, 10, 1)) == [("02", 1)]
    assert exported(since=date(2026, 10, 2)) == [("01", 2)]
    assert exported(outcomes=frozenset({"withdrawn"})) == [("02", 1)]
    assert exported(pocs=frozenset({"E"})) == [("02", 1), ("01", 2)]
    assert exported(all_versions=True) == [("01", 1), ("02", 1), ("03", 1), ("01", 2)]


def test_a_removed_record_goes_out_in_no_version(store, written, tmp_path):
    store.remove(written[0].reference, why="Older than seven years.")
    out = tmp_path / "out.jsonl"
    assert store.keeping.export(out, chosen=Chosen(all_versions=True)) == 2


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless_in_csv(store, record, tmp_path, start):
    name = f'{start}HYPERLINK("http://x","y")'
    court = Court(code="B13HT00", name=name, type=CourtType.MAGISTRATES)
    store.write(record(court=court), draft_id="d1")
    for form in FORMS:
        store.keeping.export(tmp_path / f"out.{form}", chosen=ALL, fields=["court_name"])
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [["court_name"], [f"'{name}"]]
    assert read(tmp_path / "out.jsonl") == read(tmp_path / "out.parquet") == [{"court_name": name}]


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_store_gives_a_table_without_rows(store, tmp_path, form):
    assert store.keeping.export(tmp_path / f"out.{form}", chosen=ALL) == 0
    assert read(tmp_path / f"out.{form}") == []


@pytest.mark.parametrize("name", ["out.xlsx", "out", "csv"])
def test_a_form_that_is_not_known_is_told(store, tmp_path, name):
    with pytest.raises(ExportRefused, match=r"\.csv, \.jsonl or \.parquet"):
        store.keeping.export(tmp_path / name, chosen=ALL)


def test_a_file_that_is_there_stays_unless_told(store, written, tmp_path):
    out = tmp_path / "out.csv"
    out.write_text("mine")
    with pytest.raises(FileInTheWay):
        store.keeping.export(out, chosen=ALL)
    assert out.read_text() == "mine"
    store.keeping.export(out, chosen=ALL, replace=True)
    assert len(read(out)) == 3


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")
@pytest.mark.parametrize("form", FORMS)
def test_an_export_is_open_to_its_owner_only(store, written, tmp_path, form):
    before = os.umask(0)
    try:
        store.keeping.export(tmp_path / f"out.{form}", chosen=ALL)
    finally:
        os.umask(before)
    assert oct((tmp_path / f"out.{form}").stat().st_mode & 0o777) == "0o600"


@pytest.mark.parametrize("form", FORMS)
def test_an_export_that_cannot_be_finished_leaves_no_file(store, written, tmp_path, form, tampered):
    out = tmp_path / "there" / f"out.{form}"
    out.parent.mkdir()
    out.write_text("mine")
    tampered(f"UPDATE record SET body = 'nonsense' WHERE reference = '{written[2].reference}'")
    with pytest.raises(StoreDamaged, match=written[2].reference):
        store.keeping.export(out, chosen=ALL, replace=True)
    assert [path.name for path in out.parent.iterdir()] == [out.name]
    assert out.read_text() == "mine"


@pytest.mark.parametrize("form", FORMS)
def test_a_full_disk_leaves_no_file(store, record, small_disk, form):
    store.write(record(), draft_id="d1")
    (small_disk / "filler").write_bytes(b"x" * 390_000)
    with (small_disk / "more").open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 100)
    with pytest.raises(DiskFull):
        store.keeping.export(small_disk / f"out.{form}", chosen=ALL)
    assert sorted(path.name for path in small_disk.iterdir()) == ["filler", "more"]


def test_without_the_library_parquet_says_what_to_install(store, written, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ExportRefused, match=r"pip install 'finalise\[report\]'"):
        store.keeping.export(tmp_path / "out.parquet", chosen=ALL)
    assert not (tmp_path / "out.parquet").exists()
    assert store.keeping.export(tmp_path / "out.csv", chosen=ALL) == 3


def test_memory_does_not_grow_with_the_number_of_records(store, record, tmp_path):
    def peak(name):
        tracemalloc.start()
        store.keeping.export(tmp_path / name, chosen=ALL)
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    for n in range(220):
        store.write(record(urn=f"01AB{n:05}26", note="x" * 20_000), draft_id=str(n))
    peak("warm.csv")
    few = peak("few.csv")
    for n in range(220, 500):
        store.write(record(urn=f"01AB{n:05}26", note="x" * 20_000), draft_id=str(n))
    assert peak("many.csv") < few + 500_000
