from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.charges import ChargeFacts
from knowledge.courts import CourtType
from knowledge.outcomes import (
    DerivedOutcome,
    Family,
    Outcome,
    derive_outcome,
    load_outcomes,
    outcomes_for,
    precharge_outcomes,
)
from knowledge.pleas import Plea, Verdict
from knowledge.results import ChargeResult as R
from knowledge.results import ResultFamily, load_results

M, C = CourtType.MAGISTRATES, CourtType.CROWN


def facts(number: int, result: R | None, **changes: object) -> ChargeFacts:
    return ChargeFacts(number=number, title=f"Offence {number}", result=result, **changes)  # type: ignore[arg-type]


def derived(court: CourtType, *results: R | None) -> DerivedOutcome:
    return derive_outcome([facts(number, result) for number, result in enumerate(results, 1)], court)


@pytest.mark.parametrize(
    ("court", "results", "key"),
    [
        (M, [R.GUILTY_PLEA], "guilty_plea"),
        (M, [R.GUILTY_PLEA, R.WITHDRAWN], "guilty_plea"),
        (C, [R.GUILTY_PLEA, R.NO_EVIDENCE_OFFERED, R.LIE_ON_FILE], "guilty_plea"),
        (C, [R.GUILTY_PLEA, R.NOT_GUILTY_VERDICT], "guilty_plea"),
        (M, [R.GUILTY_PLEA, R.PROVED_IN_ABSENCE], "proved_in_absence"),
        (M, [R.GUILTY_PLEA, R.GUILTY_VERDICT], "convicted_after_trial"),
        (M, [R.GUILTY_VERDICT, R.PROVED_IN_ABSENCE], "convicted_after_trial"),
        (C, [R.GUILTY_OF_ALTERNATIVE], "convicted_after_trial"),
        (C, [R.NOT_GUILTY_VERDICT, R.GUILTY_VERDICT], "convicted_after_trial"),
        (M, [R.PROVED_IN_ABSENCE], "proved_in_absence"),
        (M, [R.NOT_GUILTY_VERDICT], "dismissed_after_trial"),
        (C, [R.NOT_GUILTY_VERDICT], "jury_acquittal"),
        (C, [R.NOT_GUILTY_VERDICT, R.NO_EVIDENCE_OFFERED], "jury_acquittal"),
        (C, [R.JUDGE_DIRECTED, R.NOT_GUILTY_VERDICT], "jury_acquittal"),
        (C, [R.JUDGE_DIRECTED, R.LIE_ON_FILE], "judge_directed_acquittal"),
        (M, [R.NO_CASE], "dismissed_no_case"),
        (C, [R.NO_CASE], "judge_directed_acquittal"),
        (M, [R.NO_CASE, R.WITHDRAWN], "dismissed_no_case"),
        (C, [R.HUNG_JURY], "hung_jury_no_retrial"),
        (C, [R.INSANITY], "ngri"),
        (M, [R.NO_EVIDENCE_OFFERED], "offered_no_evidence"),
        (C, [R.NO_EVIDENCE_OFFERED], "offered_no_evidence"),
        (C, [R.JUDGE_ORDERED], "judge_ordered_acquittal"),
        (M, [R.WITHDRAWN, R.NO_EVIDENCE_OFFERED], "offered_no_evidence"),
        (M, [R.DISCONTINUED, R.WITHDRAWN], "withdrawn"),
        (M, [R.DISCONTINUED], "discontinued"),
        (M, [R.BOUND_OVER], "bind_over"),
        (M, [R.WITHDRAWN, R.BOUND_OVER], "bind_over"),
        (M, [R.DISMISSED_WANT], "dismissed_want"),
        (C, [R.DISMISSED_SENT], "dismissed_sent_charge"),
        (C, [R.LIE_ON_FILE, R.LIE_ON_FILE], "lie_on_file"),
        (C, [R.LIE_ON_FILE, R.NO_EVIDENCE_OFFERED], "offered_no_evidence"),
        (C, [R.LIE_ON_FILE, R.INDICTMENT_STAYED], "indictment_stayed"),
        (M, [R.PROSECUTION_STAYED], "prosecution_stayed"),
        (M, [R.WARRANT_UNEXECUTED], "warrant_unexecuted"),
        (M, [R.UNTRACED], "untraced"),
        (C, [R.DECEASED, R.DECEASED], "deceased"),
        (M, [R.UNFIT_TO_PLEAD], "unfit"),
        (M, [R.WITHDRAWN, R.WARRANT_UNEXECUTED], "withdrawn"),
        (C, [R.LIE_ON_FILE, R.DECEASED], "deceased"),
        (M, [R.GUILTY_PLEA, R.WARRANT_UNEXECUTED], "guilty_plea"),
        (M, [R.REPLACED, R.GUILTY_PLEA], "guilty_plea"),
    ],
)
def test_the_outcome_follows_the_charges(court: CourtType, results: list[R], key: str) -> None:
    outcome = derived(court, *results)
    assert outcome.key == key
    assert outcome.problem is None
    assert outcome.explanation.endswith(".")


def test_the_explanation_says_what_decided() -> None:
    one_of_two = derived(M, R.GUILTY_VERDICT, R.WITHDRAWN).explanation
    assert (
        one_of_two == "One charge was found proved after trial, so the case counts as convicted after trial."
    )
    both = derived(M, R.GUILTY_PLEA, R.GUILTY_PLEA).explanation
    assert both == "Every charge was admitted by a plea of guilty, so the case counts as a guilty plea."
    two_of_three = derived(M, R.GUILTY_PLEA, R.GUILTY_PLEA, R.WITHDRAWN).explanation
    assert two_of_three.startswith("Two charges were admitted")


@pytest.mark.parametrize(
    ("court", "results", "other"),
    [
        (C, [R.NO_EVIDENCE_OFFERED], "judge_ordered_acquittal"),
        (C, [R.JUDGE_ORDERED], "offered_no_evidence"),
        (M, [R.GUILTY_PLEA, R.WITHDRAWN], "guilty_plea_alternative"),
        (M, [R.GUILTY_PLEA, R.GUILTY_VERDICT], "mixed_plea_trial"),
        (C, [R.GUILTY_PLEA, R.NOT_GUILTY_VERDICT], "mixed_plea_trial"),
        (M, [R.WITHDRAWN, R.NO_EVIDENCE_OFFERED], "withdrawn"),
        (C, [R.LIE_ON_FILE, R.NO_EVIDENCE_OFFERED], "lie_on_file"),
    ],
)
def test_the_other_name_or_reading_is_given(court: CourtType, results: list[R], other: str) -> None:
    assert other in derived(court, *results).other_keys


@pytest.mark.parametrize(
    ("result", "says"),
    [
        (R.SENT_FOR_TRIAL, "Sending for trial is not a finalisation"),
        (R.REMITTED, "not a finalisation"),
        (R.ADJOURNED, "An adjournment is not a finalisation"),
        (None, "Charge 2 has no result yet"),
    ],
)
def test_a_case_that_goes_on_is_refused_in_words(result: R | None, says: str) -> None:
    outcome = derived(M, R.GUILTY_PLEA, result)
    assert outcome.key is None
    assert outcome.problem is not None
    assert says in outcome.problem


@pytest.mark.parametrize(
    ("court", "result"),
    [(C, R.WITHDRAWN), (M, R.LIE_ON_FILE), (C, R.PROVED_IN_ABSENCE), (M, R.HUNG_JURY), (C, R.UNTRACED)],
)
def test_an_end_that_the_court_does_not_have_is_a_problem(court: CourtType, result: R) -> None:
    outcome = derived(court, result)
    assert outcome.key is None
    assert outcome.problem is not None
    assert "Check the court" in outcome.problem


def test_no_charge_and_only_replaced_charges_have_no_outcome() -> None:
    assert derive_outcome([], M).problem
    assert derived(M, R.REPLACED).problem


def test_the_latest_decision_to_drop_decides() -> None:
    earlier = facts(1, R.NO_EVIDENCE_OFFERED, live=False)
    assert derive_outcome([earlier, facts(2, R.WITHDRAWN)], M).key == "withdrawn"


def test_a_charge_dropped_earlier_does_not_hide_an_administrative_end() -> None:
    outcome = derive_outcome([facts(1, R.WITHDRAWN, live=False), facts(2, R.DECEASED)], M)
    assert outcome.key == "deceased"
    assert "withdrawn" in outcome.other_keys


def test_the_principal_offence_decides_between_kinds_of_dropping() -> None:
    charges = [facts(1, R.WITHDRAWN), facts(2, R.NO_EVIDENCE_OFFERED)]
    assert derive_outcome(charges, M).key == "offered_no_evidence"
    assert derive_outcome(charges, M, principal=1).key == "withdrawn"


def test_a_conviction_at_an_earlier_hearing_counts() -> None:
    assert (
        derive_outcome([facts(1, R.GUILTY_PLEA, live=False), facts(2, R.WITHDRAWN)], M).key == "guilty_plea"
    )


def test_a_plea_or_verdict_stands_in_for_a_result_not_given() -> None:
    assert derive_outcome([facts(1, None, plea=Plea.GUILTY)], M).key == "guilty_plea"
    tried = facts(1, None, plea=Plea.NOT_GUILTY, verdict=Verdict.NOT_GUILTY)
    assert derive_outcome([tried], C).key == "jury_acquittal"


RESULTS = st.lists(st.sampled_from(R), min_size=1, max_size=6)


@given(RESULTS, st.sampled_from(CourtType))
def test_anything_proved_makes_a_conviction_and_nothing_else_does(results: list[R], court: CourtType) -> None:
    outcome = derived(court, *results)
    families = {load_results()[result].family for result in results}
    assert (outcome.key is None) == (outcome.problem is not None)
    if outcome.key is not None:
        family = load_outcomes()[outcome.key].family
        assert (family is Family.SUCCESSFUL) == (ResultFamily.PROVED in families)
        assert court in load_outcomes()[outcome.key].courts
        assert ResultFamily.NOT_FINAL not in families
        if family is Family.ADMINISTRATIVE:
            assert (
                families <= {ResultFamily.ADMINISTRATIVE, ResultFamily.REPLACED} or R.LIE_ON_FILE in results
            )
        if outcome.key == "lie_on_file":
            assert set(results) <= {R.LIE_ON_FILE, R.REPLACED}


@given(RESULTS, st.sampled_from(CourtType), st.randoms(use_true_random=False))
def test_the_order_of_the_charges_does_not_change_the_outcome(
    results: list[R], court: CourtType, chance: Random
) -> None:
    shuffled = list(results)
    chance.shuffle(shuffled)
    assert derived(court, *results).key == derived(court, *shuffled).key


def test_every_pair_of_results_gives_an_outcome_or_a_problem() -> None:
    for court, one, other in product(CourtType, R, R):
        outcome = derived(court, one, other)
        assert (outcome.key is None) == (outcome.problem is not None)
        assert all(key in load_outcomes() for key in outcome.other_keys)
        assert outcome.key not in outcome.other_keys


def test_the_table_holds_the_vocabulary_by_court() -> None:
    magistrates = {choice.key for choice in outcomes_for(M)}
    crown = {choice.key for choice in outcomes_for(C)}
    assert {
        "proved_in_absence",
        "withdrawn",
        "dismissed_no_case",
        "untraced",
        "discharged_committal",
    } <= magistrates - crown
    assert {
        "jury_acquittal",
        "judge_directed_acquittal",
        "lie_on_file",
        "indictment_stayed",
    } <= crown - magistrates
    assert len(precharge_outcomes()) == 6
    assert all(key.startswith("precharge_") for key in (choice.key for choice in precharge_outcomes()))


@pytest.mark.parametrize("outcome", load_outcomes().values(), ids=lambda outcome: outcome.key)
def test_needs_follow_the_family(outcome: Outcome) -> None:
    assert outcome.status in ("O", "W", "I")
    assert outcome.source
    assert outcome.definition
    if outcome.family is Family.SUCCESSFUL:
        assert not outcome.needs_reason
        assert outcome.has_poc
    if outcome.family is Family.UNSUCCESSFUL:
        assert outcome.needs_reason
        assert outcome.has_poc
    if outcome.family in (Family.ADMINISTRATIVE, Family.NOT_FINAL):
        assert not outcome.has_poc
        assert not outcome.needs_reason
    assert (outcome.stage == "pre_charge") == (outcome.family is Family.PRE_CHARGE) == (not outcome.courts)
    expected = "pre-charge" if outcome.stage == "pre_charge" else "outcome-" + outcome.key.replace("_", "-")
    assert outcome.topic == expected
