import pytest

from knowledge.choices import read_choice
from knowledge.courts import CourtType
from knowledge.outcomes import Family, load_outcomes
from knowledge.pleas import Verdict
from knowledge.results import ChargeResult, EndedBy, ResultFamily, ResultInfo, load_results, result_choices

M, C = CourtType.MAGISTRATES, CourtType.CROWN


def test_every_result_has_its_row() -> None:
    assert set(load_results()) == set(ChargeResult)


@pytest.mark.parametrize("info", load_results().values(), ids=lambda info: info.key)
def test_a_result_leads_to_an_outcome_that_its_court_has(info: ResultInfo) -> None:
    outcomes = load_outcomes()
    for court in (M, C):
        key = info.outcome(court)
        if key is not None:
            assert court in outcomes[key].courts
        if court in info.courts and info.ends_case and info.family is not ResultFamily.REPLACED:
            assert key is not None


@pytest.mark.parametrize("info", load_results().values(), ids=lambda info: info.key)
def test_a_result_belongs_to_the_same_family_as_its_outcome(info: ResultInfo) -> None:
    expected = {
        ResultFamily.PROVED: Family.SUCCESSFUL,
        ResultFamily.ADMINISTRATIVE: Family.ADMINISTRATIVE,
    }.get(info.family, Family.UNSUCCESSFUL)
    for court in (M, C):
        key = info.outcome(court)
        if key is not None:
            assert load_outcomes()[key].family is expected


def test_a_conviction_and_an_acquittal_imply_their_verdicts() -> None:
    table = load_results()
    assert table[ChargeResult.GUILTY_VERDICT].verdict is Verdict.GUILTY
    assert table[ChargeResult.GUILTY_OF_ALTERNATIVE].verdict is Verdict.GUILTY_OF_ALTERNATIVE
    for info in table.values():
        if info.family is ResultFamily.PROVED:
            assert info.verdict is not Verdict.NOT_GUILTY
            assert info.ended_by is None
        if info.verdict is Verdict.NOT_GUILTY:
            assert info.family is ResultFamily.TRIED


def test_only_what_a_prosecutor_decided_is_put_down_to_the_prosecution() -> None:
    by_cps = {info.result for info in load_results().values() if info.ended_by is EndedBy.CPS}
    assert by_cps == {
        ChargeResult.NO_EVIDENCE_OFFERED,
        ChargeResult.JUDGE_ORDERED,
        ChargeResult.WITHDRAWN,
        ChargeResult.DISCONTINUED,
        ChargeResult.BOUND_OVER,
        ChargeResult.LIE_ON_FILE,
        ChargeResult.HUNG_JURY,
    }


def test_sending_remitting_and_adjourning_end_nothing() -> None:
    assert {info.result for info in load_results().values() if not info.ends_case} == {
        ChargeResult.SENT_FOR_TRIAL,
        ChargeResult.REMITTED,
        ChargeResult.ADJOURNED,
    }


def test_every_row_says_where_it_comes_from() -> None:
    for info in load_results().values():
        assert info.status in ("O", "W", "I")
        assert info.source
        assert info.hint


@pytest.mark.parametrize(
    ("typed", "result"),
    [
        ("PG", "guilty_plea"),
        ("G plea", "guilty_plea"),
        ("NG verdict", "not_guilty_verdict"),
        ("w/d", "withdrawn"),
        ("wd", "withdrawn"),
        ("ONE", "no_evidence_offered"),
        ("NEO", "no_evidence_offered"),
        ("no evidence", "no_evidence_offered"),
        ("disco", "discontinued"),
        ("s23", "discontinued"),
        ("BO", "bound_over"),
        ("bound over", "bound_over"),
        ("DWP", "dismissed_want"),
        ("NCTA", "no_case"),
        ("half time submission", "no_case"),
        ("PIA", "proved_in_absence"),
        ("warrant o/s", "warrant_unexecuted"),
        ("sft", "sent_for_trial"),
        ("adj", "adjourned"),
    ],
)
def test_staff_words_are_read_in_a_magistrates_court(typed: str, result: str) -> None:
    assert read_choice(typed, result_choices(M)).key == result


@pytest.mark.parametrize(
    ("typed", "result"),
    [
        ("LOF", "lie_on_file"),
        ("lof", "lie_on_file"),
        ("JOA", "judge_ordered"),
        ("JDA", "judge_directed"),
        ("NCTA", "judge_directed"),
        ("jury acquitted", "not_guilty_verdict"),
        ("acquitted", "not_guilty_verdict"),
        ("hung jury", "hung_jury"),
        ("NGRI", "insanity"),
        ("indictment stayed", "indictment_stayed"),
        ("fg", "guilty_verdict"),
        ("unfit", "unfit_to_plead"),
    ],
)
def test_staff_words_are_read_in_the_crown_court(typed: str, result: str) -> None:
    assert read_choice(typed, result_choices(C)).key == result


def test_each_court_is_offered_its_own_results() -> None:
    magistrates = {choice.key for choice in result_choices(M)}
    crown = {choice.key for choice in result_choices(C)}
    assert {"withdrawn", "proved_in_absence", "no_case", "untraced", "sent_for_trial"} <= magistrates - crown
    assert {
        "judge_directed",
        "judge_ordered",
        "lie_on_file",
        "hung_jury",
        "indictment_stayed",
    } <= crown - magistrates
    assert magistrates | crown == {choice.key for choice in result_choices()} == set(ChargeResult)
