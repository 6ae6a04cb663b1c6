"""What the courts' result codes may stand for."""

from knowledge.court_results import load_court_results
from knowledge.results import ChargeResult


def test_a_code_says_how_a_charge_may_have_ended():
    codes = load_court_results()

    assert codes["2051"].description == "Withdrawn"
    assert codes["2051"].may_be == {ChargeResult.WITHDRAWN}
    assert ChargeResult.JUDGE_ORDERED in codes["2091"].may_be
    assert codes["1015"].may_be == frozenset()


def test_every_code_that_is_read_is_on_the_standing_list_and_every_end_has_one():
    paired = {one for code in load_court_results().values() for one in code.may_be}

    without = {
        ChargeResult.GUILTY_PLEA,
        ChargeResult.GUILTY_VERDICT,
        ChargeResult.PROVED_IN_ABSENCE,
        ChargeResult.HUNG_JURY,
        ChargeResult.REPLACED,
        ChargeResult.UNTRACED,
        ChargeResult.SENT_FOR_TRIAL,
        ChargeResult.REMITTED,
    }
    assert paired == set(ChargeResult) - without
