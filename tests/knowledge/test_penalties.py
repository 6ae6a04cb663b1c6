import pytest

from knowledge.catalogue import load_catalogue
from knowledge.penalties import LIFE, load_penalties, maximum_for


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("COML025", "life"),
        ("COML025A", "life"),
        ("OF61016", "life"),
        ("OF61131", "5 years"),
        ("OF61102", "5 years"),
        ("CJ88116", "6 months"),
        ("CJ88160", "2 years"),
        ("TH68023", "life"),
        ("TH68020", "7 years"),
        ("TH68036", "14 years"),
        ("TH68037", "10 years"),
        ("TH68073", "14 years"),
        ("TH68050", "6 months"),
        ("FA06001", "10 years"),
        ("PC02021", "14 years"),
        ("CD71039", "3 months"),
        ("CD71038", "10 years"),
        ("CD71015", "life"),
        ("MD71230", "life"),
        ("MD71526", "14 years"),
        ("MD71530", "5 years"),
        ("MD71210", "7 years"),
        ("PU86002", "5 years"),
        ("PU86003", "3 years"),
        ("PU86004", "6 months"),
        ("PU86149", "a fine"),
        ("CD98066", "2 years"),
        ("CJ88144", "4 years"),
        ("PC53001", "4 years"),
        ("FL96001", "5 years"),
        ("PH97003", "5 years"),
        ("PH97004", "6 months"),
        ("PH97010", "10 years"),
        ("SC15005", "5 years"),
        ("SX03128", "2 years"),
        ("SX03007", "10 years"),
        ("SX03002", "life"),
        ("RT88026", "2 years"),
        ("RT88526", "5 years"),
        ("RT88500", "life"),
        ("RT88564", "5 years"),
        ("RT88007", "6 months"),
        ("RT88191", "a fine"),
        ("RT88333", "6 months"),
        ("PL96003", "1 month"),
        ("CJ67002", "a fine"),
        ("BA76001", "3 months"),
    ],
)
def test_common_maxima_are_right(code: str, words: str) -> None:
    penalty = maximum_for(load_catalogue().require(code))
    assert penalty is not None
    assert penalty.words == words


def test_an_offence_not_in_the_table_has_no_maximum() -> None:
    assert maximum_for(load_catalogue().require("COML062")) is None


def test_an_attempt_has_the_maximum_of_its_whole_offence() -> None:
    catalogue = load_catalogue()
    for offence in catalogue:
        whole = catalogue.get(offence.base_code)
        if offence.suffix and whole is not None:
            assert maximum_for(offence) == maximum_for(whole)


def test_every_row_is_an_offence_on_the_standing_list() -> None:
    catalogue = load_catalogue()
    for code, penalty in load_penalties().items():
        offence = catalogue.require(code)
        assert offence.is_prosecution, code
        assert not offence.suffix, code
        assert penalty.section, code
        assert penalty.fine_only == (penalty.max_months == 0), code
        assert penalty.max_months == LIFE or penalty.max_months <= 14 * 12 or penalty.max_months == 180, code


def test_no_summary_offence_has_more_than_six_months() -> None:
    for code, penalty in load_penalties().items():
        if load_catalogue().require(code).mode_of_trial.startswith("summary"):
            assert penalty.max_months <= 6, code


def test_the_table_covers_the_common_offences() -> None:
    assert len(load_penalties()) >= 400
