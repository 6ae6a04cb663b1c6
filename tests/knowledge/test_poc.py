"""Reading the POC of one offence: the order of the steps, and what is never done (domain.md section 11)."""

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.catalogue import Offence, OffenceCategory, load_catalogue
from knowledge.poc import POC_CATEGORIES, PocConfidence, PocReading, PocTable, load_poc_table
from knowledge.snapshot import DATA

DEATH = ("death", "murder", "manslaughter", "infanticide", "child destruction", "suicide")


@pytest.fixture(scope="module")
def table() -> PocTable:
    return load_poc_table()


@pytest.fixture(scope="module")
def readings(table: PocTable) -> list[tuple[Offence, PocReading]]:
    return [(offence, table.reading(offence)) for offence in load_catalogue()]


def reading(code: str) -> PocReading:
    return load_poc_table().reading(load_catalogue().require(code))


@pytest.mark.parametrize(
    ("code", "letter", "confidence", "basis", "others"),
    [
        ("COML025", "A", "high", "class", ()),
        ("CM07001", "A", "medium", "class", ()),
        ("RT88564", "A", "medium", "sub-class", ("L",)),
        ("RT88526", "L", "medium", "sub-class", ("B", "A")),
        ("OF61014", "B", "medium", "sub-class", ("A",)),
        ("OF61102", "B", "high", "class", ()),
        ("SX03001", "C", "high", "class", ()),
        ("TH68023", "E", "high", "class", ()),
        ("TH68050", "F", "medium", "class", ("L",)),
        ("FA06001", "G", "high", "class", ()),
        ("TM70004", "G", "high", "code", ()),
        ("DT94007", "G", "medium", "code", ("I",)),
        ("CD71039", "H", "high", "class", ()),
        ("PU86002", "J", "high", "class", ()),
        ("RT88026", "L", "high", "class", ()),
        ("PH97012", "B", "medium", "sub-class", ("K",)),
        ("SX56001", "C", "low", "act prefix", ()),
        ("TH68023A", "E", "high", "base code", ()),
        ("TH68050A", "F", "medium", "base code", ("L",)),
    ],
)
def test_each_step_decides_where_it_should(
    code: str, letter: str, confidence: str, basis: str, others: tuple[str, ...]
) -> None:
    found = reading(code)
    assert (found.letter, found.confidence, found.basis, found.other_letters) == (
        letter,
        confidence,
        basis,
        others,
    )
    assert found.name == POC_CATEGORIES[letter].label
    assert found.topic == POC_CATEGORIES[letter].topic


@pytest.mark.parametrize(
    ("code", "others"),
    [
        ("RT88001", ("A", "L")),  # an old code that names a death
        ("IC01001", ("A",)),  # genocide stands in a homicide class, its title names no death
        ("01GL09162", ()),  # a local code
        ("52AS00016", ("F",)),  # a local code in a theft class: breach of a referral order
        ("01IC600001", ("A",)),  # a local code in the class of murder: indecency with a child
        ("CJ08509", ()),  # an application
        ("COML060", ("J",)),  # a bind over
    ],
)
def test_where_nothing_can_be_said_the_person_is_asked(code: str, others: tuple[str, ...]) -> None:
    found = reading(code)
    assert (found.letter, found.name, found.confidence, found.basis) == (
        None,
        None,
        PocConfidence.ASK,
        "none",
    )
    assert found.other_letters == others
    assert found.topic == "choosing-the-poc"


def test_a_reading_says_why_in_a_sentence() -> None:
    assert reading("TH68023").explanation == (
        "Class 034 (Robbery, assault with intent to rob) is Robbery in our proposed table."
    )
    assert reading("TH68023A").explanation.startswith("The whole offence is TH68023, and class 034 (")
    assert (
        reading("COML025").explanation
        == "Class 001 (Murder) is Homicide, and official text names it (source S11)."
    )
    assert reading("RT88526").other_reading == "Offences Against The Person or Homicide"


def test_every_code_gives_a_reading(readings: list[tuple[Offence, PocReading]]) -> None:
    assert len(readings) == 30_356
    for _, found in readings:
        assert found.letter is None or found.letter in POC_CATEGORIES
        assert (found.letter is None) == (found.confidence is PocConfidence.ASK)
        assert found.letter not in found.other_letters
        assert re.fullmatch(r"[A-Z].*[^.]\.", found.explanation)


def test_homicide_is_never_given_without_a_death_in_the_title(
    readings: list[tuple[Offence, PocReading]],
) -> None:
    homicides = [offence for offence, found in readings if found.letter == "A"]
    assert len(homicides) > 40
    catalogue = load_catalogue()
    for offence in homicides:
        whole = catalogue.require(offence.base_code)
        assert whole.is_national
        assert any(word in whole.title.casefold() for word in DEATH)


def test_every_suffix_form_has_the_letter_of_its_whole_offence(
    readings: list[tuple[Offence, PocReading]],
) -> None:
    letters = {offence.code: found.letter for offence, found in readings}
    forms = [offence for offence, _ in readings if offence.suffix and offence.base_code in letters]
    assert len(forms) > 700
    assert [form.code for form in forms if letters[form.code] != letters[form.base_code]] == []


def test_a_proposal_is_never_shown_as_official(readings: list[tuple[Offence, PocReading]]) -> None:
    ours = [found for _, found in readings if found.letter and not found.official]
    theirs = [found for _, found in readings if found.official]
    assert all("proposed" in found.explanation for found in ours)
    assert all("official text names it (source S" in found.explanation for found in theirs)
    assert {found.letter for found in theirs} == {"A", "G", "H"}


@pytest.mark.parametrize(
    "code", ["IN38001", "RT88564", "SU61001", "TH68023", "TH68001", "PU86002", "FC81A01"]
)
def test_what_official_text_does_not_name_is_ours(code: str) -> None:
    assert not reading(code).official


@given(
    code=st.from_regex(r"[A-Z]{2}[0-9]{5}[ABCI]?|[0-9]{2}[A-Z]{2}[0-9]{5}", fullmatch=True),
    title=st.text(max_size=40),
    ho_class=st.from_regex(r"[0-9]{3}/[0-9]{2}", fullmatch=True),
    category=st.sampled_from(OffenceCategory),
)
def test_an_offence_from_a_later_list_is_read_without_a_fault(
    code: str, title: str, ho_class: str, category: OffenceCategory
) -> None:
    found = load_poc_table().reading(
        Offence(
            code=code,
            title=title,
            raw_title=title,
            ho_class=ho_class,
            category=category,
            recordable=True,
            notifiable=True,
        )
    )
    assert found.letter != "A" or any(word in title.casefold() for word in DEATH) or code[-1] in "ABCI"


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_proposed_tables_name_codes_and_classes_that_exist() -> None:
    catalogue = load_catalogue()
    classes = catalogue.classes()
    known = classes | {one[:3] for one in classes}
    assert len(rows("poc_classes.csv")) == 441
    assert [row["code"] for row in rows("poc_codes.csv") if row["code"] not in catalogue] == []
    assert [row["ho_class"] for row in rows("poc_classes.csv") if row["ho_class"] not in known] == []
    assert {one[:3] for one in classes} <= {row["ho_class"] for row in rows("poc_classes.csv")}


def test_the_act_guesses_never_say_homicide() -> None:
    guesses = {row["poc"] for row in rows("poc_acts.csv")}
    assert guesses == {"B", "C", "D", "E", "F", "G", "H", "I", "J", "L"}


def test_the_version_names_the_standing_data_and_the_area_file(tmp_path: Path) -> None:
    path = tmp_path / "our-area.csv"
    path.write_text("code,poc\nTH68023,F\n", encoding="utf-8")
    assert load_poc_table().version == "proposed table 1 on standing data 2.0.414"
    assert load_poc_table(path).version == "proposed table 1 on standing data 2.0.414, with our-area.csv"
