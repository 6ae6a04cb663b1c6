"""Courts: readable names, and finding one by the words that staff type."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.courts import CourtType, court_by_code, find_courts, load_courts, nicknames, read_court
from knowledge.snapshot import DATA


def test_every_named_court_of_the_list_is_loaded() -> None:
    courts = load_courts()
    assert len(courts) == 397
    assert {court.code[0]: court.type for court in courts} == {
        "B": CourtType.MAGISTRATES,
        "C": CourtType.CROWN,
    }
    assert all((court.code[0] == "B") == (court.type is CourtType.MAGISTRATES) for court in courts)


@pytest.mark.parametrize(
    ("code", "name", "short", "area"),
    [
        ("B13HT00", "Leeds Magistrates' Court", "Leeds", "West Yorkshire"),
        ("C13LE00", "Leeds Crown Court", "Leeds", "West Yorkshire"),
        ("C13CH00", "Leeds Crown Court (Cloth Hall Court)", "Leeds", "West Yorkshire"),
        ("C01CE00", "Central Criminal Court", "Central Criminal Court", "London"),
        ("B01IX00", "Westminster Magistrates' Court", "Westminster", "London"),
        ("C05LV00", "Liverpool Crown Court", "Liverpool", "Merseyside"),
        ("B41US00", "Hatfield Magistrates' Court", "Hatfield", "Hertfordshire"),
        (
            "B13TA00",
            "Halifax Magistrates' Court (County Court, Prescott Street)",
            "Halifax",
            "West Yorkshire",
        ),
        (
            "B06TL00",
            "Tameside Magistrates' Court (sitting at the Lowry Theatre)",
            "Tameside",
            "Greater Manchester",
        ),
        ("C11DU00", "Durham Crown Court", "Durham", "County Durham"),
        ("C07MO00", "Mold Crown Court", "Mold", "North Wales"),
        ("B52SH00", "Taunton Magistrates' Court (County Court, Shire Hall)", "Taunton", "Avon and Somerset"),
    ],
)
def test_a_court_has_a_readable_name(code: str, name: str, short: str, area: str) -> None:
    court = court_by_code(code)
    assert court is not None
    assert (court.name, court.short, court.area) == (name, short, area)


def test_every_name_is_its_own_and_closes_its_brackets() -> None:
    names = [court.name for court in load_courts()]
    assert len(set(names)) == len(names)
    assert [
        name for name in names if name.count("(") != name.count(")") or "((" in name or "  " in name
    ] == []
    assert [name for name in names if "Court" not in name] == []


@pytest.mark.parametrize("typed", ["B13HT00", "b13ht00", " B13HT00 ", "b13ht"])
def test_a_code_finds_its_court(typed: str) -> None:
    court = court_by_code(typed)
    assert court is not None
    assert court.code == "B13HT00"


def test_an_unknown_code_finds_no_court() -> None:
    assert court_by_code("B99ZZ00") is None
    assert court_by_code("") is None


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("leeds mags", "B13HT00"),
        ("Leeds MC", "B13HT00"),
        ("leeds m/c", "B13HT00"),
        ("Leeds Magistrates’ Court", "B13HT00"),
        ("the magistrates court at leeds", "B13HT00"),
        ("leeds crown", "C13LE00"),
        ("leeds cc", "C13LE00"),
        ("LEEDS CROWN COURT", "C13LE00"),
        ("lds cc", "C13LE00"),
        ("cloth hall", "C13CH00"),
        ("old bailey", "C01CE00"),
        ("the Old Bailey", "C01CE00"),
        ("Ccc", "C01CE00"),
        ("central criminal court", "C01CE00"),
        ("snaresbrook", "C01SN00"),
        ("snares", "C01SN00"),
        ("westminster mags", "B01IX00"),
        ("camberwell", "B01CX00"),
        ("highbury", "B01GU00"),
        ("minshull street", "C06MM00"),
        ("minshull st", "C06MM00"),
        ("hull crown", "C16HU00"),
        ("kingston crown", "C01KT00"),
        ("brum crown", "C20BI00"),
        ("b'ham mags", "B20BL00"),
        ("birmingham youth court", "B20BN00"),
        ("leeds youth", "B13HT00"),
        ("high wycombe", "B43OX00"),
        ("kings lynn cc", "C36KL00"),
        ("st. albans crown", "C41ST00"),
        ("wood green", "C01WG00"),
        ("isle of wight crown", "C44NI00"),
        ("bromley mags", "B01CN00"),
        ("halifax mags", "B13TA00"),
        ("b13ht00", "B13HT00"),
    ],
)
def test_staff_words_name_one_court(words: str, code: str) -> None:
    found = read_court(words).court
    assert found is not None
    assert found.code == code
    assert find_courts(words)[0].code == code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("sheffeild crown", "C14SH00"),
        ("birmigham crown", "C20BI00"),
        ("snaresbook", "C01SN00"),
        ("liverpol cc", "C05LV00"),
        ("westminister", "B01IX00"),
        ("wolverhmapton crown", "C20WO00"),
    ],
)
def test_typing_slips_are_forgiven(words: str, code: str) -> None:
    found = read_court(words).court
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    "words", ["leeds", "St Albans", "durham", "newport", "teesside", "crown square", "hull"]
)
def test_a_town_with_both_courts_is_asked_which(words: str) -> None:
    reading = read_court(words)
    assert reading.court is None
    assert {court.type for court in reading.candidates} == set(CourtType)
    assert reading.asks_for_type


@pytest.mark.parametrize(
    "words", ["manchester mags", "manchester crown", "newcastle mags", "walsall mags", "newport cc"]
)
def test_a_town_with_two_courts_of_a_kind_is_asked_which(words: str) -> None:
    reading = read_court(words)
    assert reading.court is None
    assert len(reading.candidates) > 1
    assert not reading.asks_for_type


def test_the_other_kind_of_court_is_shown_but_never_taken() -> None:
    reading = read_court("bexley crown")
    assert reading.court is None
    assert [court.name for court in reading.candidates] == ["Bexley Magistrates' Court"]


@pytest.mark.parametrize("words", ["", " ", "crown court", "mags", "qqqq", "…", "the court"])
def test_words_that_name_no_place_find_no_court(words: str) -> None:
    assert find_courts(words) == []
    assert read_court(words).court is None


def test_a_courts_own_building_comes_before_rooms_it_borrowed() -> None:
    found = [court.code for court in find_courts("liverpool")]
    assert set(found[:2]) == {"B05PK00", "C05LV00"}
    assert set(found[2:]) == {"B05SC00", "C05HL00"}


def test_the_first_letters_find_courts_as_they_are_typed() -> None:
    assert find_courts("le", limit=3) == find_courts("le")[:3]
    assert [court.short[:2] for court in find_courts("le")][:7] == ["Le"] * 7


def test_every_court_is_found_first_by_its_whole_name() -> None:
    assert [court.name for court in load_courts() if find_courts(court.name)[0] != court] == []


def test_every_nickname_finds_each_court_it_means() -> None:
    for words, codes in nicknames().items():
        for code in codes:
            assert code in {court.code for court in find_courts(words, limit=12)}, words


def test_every_nickname_and_every_name_of_ours_says_how_it_is_known() -> None:
    known = {court.code for court in load_courts()}
    with (DATA / "court_nicknames.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == len(nicknames())
    assert all(set(row["codes"].split()) <= known for row in rows)
    assert all(row["status"] in {"O", "W", "I"} and row["why"] for row in rows)
    with (DATA / "court_names.csv").open(encoding="utf-8", newline="") as lines:
        assert all(row["code"] in known and row["place"] for row in csv.DictReader(lines))


@given(st.text(max_size=40))
def test_any_text_is_read_without_a_fault(words: str) -> None:
    reading = read_court(words)
    assert reading.court is None or reading.court in reading.candidates
    assert len(find_courts(words)) <= 8
