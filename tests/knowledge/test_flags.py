from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.catalogue import load_catalogue
from knowledge.flag_suggestions import FlagAnswers, suggest_flags
from knowledge.flags import load_flags, read_flags


def suggested(*codes: str, **answers: object) -> set[str]:
    catalogue = load_catalogue()
    found = suggest_flags([catalogue.require(code) for code in codes], FlagAnswers(**answers))  # type: ignore[arg-type]
    assert all(suggestion.why.endswith(".") for suggestion in found)
    return {suggestion.code for suggestion in found}


def test_the_national_list_has_45_flags() -> None:
    assert len(load_flags()) == 45
    for code, flag in load_flags().items():
        assert flag.status in ("O", "W", "I")
        assert flag.source
        assert flag.definition
        assert flag.topic in (f"flag-{code.lower()}", "monitoring-flags")


def test_pre_charge_decision_is_never_offered_as_child_sexual_exploitation() -> None:
    flag = load_flags()["CSEA"]
    assert flag.label == "Pre-Charge Decision"
    assert not flag.offered
    assert read_flags("child sexual exploitation").codes == ("CPRO",)
    assert read_flags("cse").codes == ("CPRO",)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("DV", ("DOMV",)),
        ("domestic abuse", ("DOMV",)),
        ("dom violence", ("DOMV",)),
        ("mental health flag", ("MENT",)),
        ("DV, knife crime", ("DOMV", "KER")),
        ("RAPE STK", ("RAPE", "STK")),
        ("modern slavery", ("HUTR",)),
        ("honour based abuse and forced marriage", ("HNRC", "FORM")),
        ("vulnerable victim", ("VIVM",)),
        ("biphobic", ("HMPH",)),
    ],
)
def test_flags_are_read_as_staff_type_them(typed: str, codes: tuple[str, ...]) -> None:
    reading = read_flags(typed)
    assert reading.codes == codes
    assert reading.not_understood == ()
    assert not reading.none_apply


@pytest.mark.parametrize("typed", ["none", "None.", "no", "n", "no flags", "none apply", "N/A", "nothing"])
def test_none_is_an_answer(typed: str) -> None:
    assert read_flags(typed).none_apply


def test_silence_is_not_none() -> None:
    assert not read_flags("").none_apply


def test_hate_alone_asks_which() -> None:
    reading = read_flags("hate crime")
    assert reading.codes == ()
    assert reading.not_understood == ("hate crime",)


@pytest.mark.parametrize(
    ("code", "flags"),
    [
        ("SX03002", {"RAPE", "VIVM"}),
        ("SX03002A", {"RAPE", "VIVM"}),
        ("SX03224", {"CPRO", "VIVM"}),
        ("PK78001", {"CPRO"}),
        ("CY33052", {"CPRO"}),
        ("PH97010", {"STK"}),
        ("CJ88144", {"KER"}),
        ("PC53001", {"KER"}),
        ("SC15005", {"NFS", "DOMV"}),
        ("SC15004", {"DOMV"}),
        ("FL96001", {"DOMV"}),
        ("PH97003", {"DOMV"}),
        ("CD98066", {"RAIN", "REIN"}),
        ("CD98004", {"RAIN"}),
        ("CD98029", {"REIN"}),
        ("MS15001", {"HUTR"}),
        ("MS15003", {"HUTR"}),
        ("RT88500", {"RTAF", "FATL"}),
        ("COML025", {"FATL"}),
        ("PC02021", {"POFC"}),
        ("FI68390", {"PROW"}),
    ],
)
def test_offences_suggest_their_flags(code: str, flags: set[str]) -> None:
    assert suggested(code) == flags


@pytest.mark.parametrize(
    "code",
    ["TH68020", "RT88007", "RT88526", "COML025A", "OS23002", "01IC600001", "CJ88016", "SX03138", "OF61102"],
)
def test_other_offences_suggest_none(code: str) -> None:
    assert suggested(code) == set()


def test_a_flag_of_a_charge_that_left_the_case_is_still_suggested() -> None:
    assert "RAPE" in suggested("SX03002", "OF61102")


def test_joint_enterprise_is_asked_where_a_homicide_has_two_defendants() -> None:
    assert "JOEN" in suggested("COML025", defendants=2)
    assert "JOEN" in suggested("COML025A", defendants=2)
    assert "JOEN" not in suggested("COML025", defendants=1)
    assert "JOEN" not in suggested("OF61102", defendants=2)


def test_answers_suggest_flags() -> None:
    assert suggested(victim_identified=True) == {"IVIC"}
    assert suggested(victim_identified=False) == set()
    assert suggested(charge_replaced=True) == {"SUCA"}
    assert suggested(uncharged_defendant=True) == {"CSEA"}


def test_age_alone_is_not_enough_for_an_older_person() -> None:
    assert "CAOP" in suggested("TH68036", victim_age=80)
    assert suggested("RT88026", victim_age=80) == set()
    assert suggested("TH68036", victim_age=59) == set()


def test_a_child_victim_is_vulnerable() -> None:
    assert suggested("OF61102", victim_age=12) == {"VIVM"}
    assert "CPRO" in suggested("SX03128", victim_age=12)


@pytest.mark.parametrize(
    ("words", "flags"),
    [
        ("he stabbed his ex-partner", {"KER", "DOMV"}),
        ("assault on his mother", {"DOMV"}),
        ("put his hands round her throat", {"NFS"}),
        ("shouted racist abuse", {"RAIN"}),
        ("victim is elderly", {"CAOP"}),
        ("special measures granted", {"VIVM"}),
        ("not racist", set()),
        ("no knife", set()),
        ("trafficking cocaine", set()),
        ("shop theft", set()),
    ],
)
def test_words_typed_about_the_case_suggest_flags(words: str, flags: set[str]) -> None:
    assert suggested(words=(words,)) == flags


def test_a_flag_that_is_on_is_not_suggested_again() -> None:
    assert suggested("SX03002", already=frozenset({"RAPE", "VIVM"})) == set()


def test_each_flag_is_suggested_once() -> None:
    found = suggest_flags([load_catalogue().require("PH97010")] * 3, FlagAnswers(words=("stalking",)))
    assert [suggestion.code for suggestion in found] == ["STK"]


def test_only_known_flags_are_ever_suggested() -> None:
    for offence in islice(load_catalogue(), 0, None, 20):
        for suggestion in suggest_flags([offence], FlagAnswers(defendants=2)):
            assert suggestion.code in load_flags()


@given(st.text(max_size=80))
def test_any_text_can_be_read_for_flags(typed: str) -> None:
    assert set(read_flags(typed).codes) <= set(load_flags())
    assert suggest_flags([], FlagAnswers(words=(typed,))) is not None
