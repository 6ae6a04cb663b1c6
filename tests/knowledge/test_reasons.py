from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.choices import read_choice
from knowledge.outcomes import Family, load_outcomes
from knowledge.reasons import (
    Reason,
    ReasonGroup,
    ReasonTableError,
    load_reasons,
    reason_choices,
    reasons_for,
)

VICTIM = {"E8", "E9", "U1"}


def codes(reasons: tuple[Reason, ...]) -> list[str]:
    return [reason.code for reason in reasons]


def test_the_working_list_has_its_reasons_by_group() -> None:
    table = load_reasons()
    assert len(table) == 35
    assert {code for code, reason in table.items() if reason.is_victim} == VICTIM
    assert {code for code, reason in table.items() if reason.group is ReasonGroup.COURT} == {"O1", "O2"}
    for reason in table.values():
        assert reason.status in ("O", "W", "I")
        assert reason.source
        assert reason.topic == f"reason-{reason.code.lower()}"


@pytest.mark.parametrize("code", ["E5", "E6"])
def test_the_reasons_often_mistaken_point_to_the_victim_reasons(code: str) -> None:
    caution = load_reasons()[code].caution
    assert "victim" in caution
    assert all(victim in caution for victim in VICTIM)


@pytest.mark.parametrize("outcome", ["withdrawn", "offered_no_evidence", "dismissed_want", "lie_on_file"])
def test_victim_reasons_stand_first_where_a_victim_is_identified(outcome: str) -> None:
    assert set(codes(reasons_for(outcome, has_victim=True))[:3]) == VICTIM


@pytest.mark.parametrize("outcome", [key for key, one in load_outcomes().items() if one.needs_reason])
def test_no_victim_reason_is_offered_without_a_victim(outcome: str) -> None:
    assert not VICTIM & set(codes(reasons_for(outcome, has_victim=False)))


def test_victim_reasons_are_offered_but_not_first_while_the_victim_is_not_known() -> None:
    offered = codes(reasons_for("withdrawn", has_victim=None))
    assert set(offered) >= VICTIM
    assert offered[0] not in VICTIM


@pytest.mark.parametrize(
    "outcome", ["jury_acquittal", "dismissed_after_trial", "dismissed_no_case", "judge_directed_acquittal"]
)
def test_no_public_interest_reason_goes_with_an_acquittal_on_the_merits(outcome: str) -> None:
    offered = reasons_for(outcome, has_victim=False)
    assert all(reason.group is not ReasonGroup.PUBLIC_INTEREST for reason in offered)
    assert offered[0].group is ReasonGroup.COURT


def test_nobody_fails_to_attend_where_a_notice_was_sent_beforehand() -> None:
    assert not {"U1", "U2"} & set(codes(reasons_for("discontinued", has_victim=True)))
    assert {"U1", "U2"} <= set(codes(reasons_for("withdrawn", has_victim=True)))


@pytest.mark.parametrize(
    ("outcome", "code"),
    [("warrant_unexecuted", "A1"), ("untraced", "A2"), ("deceased", "A3"), ("unfit", "A4")],
)
def test_an_administrative_outcome_has_the_one_reason_that_it_is(outcome: str, code: str) -> None:
    assert codes(reasons_for(outcome, has_victim=True)) == [code]


@pytest.mark.parametrize(
    "key", [key for key, one in load_outcomes().items() if one.family is Family.SUCCESSFUL]
)
def test_a_conviction_has_no_reason(key: str) -> None:
    assert reasons_for(key, has_victim=True) == ()


def test_an_administrative_reason_is_offered_nowhere_else() -> None:
    for key, outcome in load_outcomes().items():
        if outcome.family is not Family.ADMINISTRATIVE:
            assert all(
                reason.group is not ReasonGroup.ADMINISTRATIVE for reason in reasons_for(key, has_victim=True)
            )


def test_pre_charge_reasons_are_of_the_group_that_the_decision_names() -> None:
    groups = {reason.group for reason in reasons_for("precharge_nfa_evidential", has_victim=True)}
    assert groups == {ReasonGroup.EVIDENTIAL, ReasonGroup.OTHER}
    groups = {reason.group for reason in reasons_for("precharge_nfa_public_interest", has_victim=True)}
    assert groups == {ReasonGroup.PUBLIC_INTEREST, ReasonGroup.OTHER}


def test_every_other_reason_is_offered_for_a_case_dropped_at_court() -> None:
    offered = set(codes(reasons_for("offered_no_evidence", has_victim=True)))
    assert offered == {code for code in load_reasons() if not code.startswith("A")}


def test_an_unknown_outcome_has_no_reasons() -> None:
    assert reasons_for("bananas", has_victim=True) == ()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("victim retracted", "E8"),
        ("IP won't support", "E8"),
        ("victim DNA", "U1"),
        ("victim did not attend", "U1"),
        ("victim failed to attend", "U1"),
        ("complainant did not come up to proof", "E9"),
        ("police officer did not attend", "U2"),
        ("essential legal element missing", "E5"),
        ("caution", "P9"),
        ("TIC", "U5"),
        ("E12", "E12"),
        ("e 8", "E8"),
        ("disclosure", "E12"),
        ("nominal penalty", "P6"),
        ("adjournment refused", "U3"),
        ("other", "O9"),
    ],
)
def test_reasons_are_read_as_staff_type_them(typed: str, code: str) -> None:
    assert read_choice(typed, reason_choices(tuple(load_reasons().values()))).key == code


def area(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "reasons.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_areas_own_list_takes_the_place_of_ours(tmp_path: Path) -> None:
    path = area(
        tmp_path,
        "code,label,group,is_victim,words\n"
        "X1,Victim withdrew,Evidential,yes,retraction|withdrew\n"
        "X2,Not in the public interest,public interest,no,\n"
        "A3,Defendant deceased,administrative,,died\n",
    )
    table = load_reasons(path)
    assert list(table) == ["X1", "X2", "A3"]
    assert table["X1"].is_victim
    assert table["X1"].words == ("retraction", "withdrew")
    assert codes(reasons_for("withdrawn", has_victim=True, area=path)) == ["X1", "X2"]
    assert codes(reasons_for("deceased", has_victim=True, area=path)) == ["A3"]


def test_every_fault_in_an_areas_list_is_told_with_its_line(tmp_path: Path) -> None:
    path = area(
        tmp_path,
        "code,label,group,is_victim\n"
        "X1,Fine,evidential,no\n"
        "X1,Twice,evidential,no\n"
        "!!,Bad code,evidential,no\n"
        "X3,,evidential,no\n"
        "X4,Bad group,bananas,no\n"
        "X5,Bad mark,evidential,perhaps\n",
    )
    with pytest.raises(ReasonTableError) as caught:
        load_reasons(path)
    problems = " ".join(caught.value.problems)
    for line, says in (
        (3, "there twice"),
        (4, "not 1 to 8"),
        (5, "no label"),
        (6, "none of"),
        (7, "yes or no"),
    ):
        assert f"Line {line}:" in problems
        assert says in problems
    assert "Line 2:" not in problems


@pytest.mark.parametrize(
    ("text", "says"),
    [("", "column"), ("code,label\nX1,Fine\n", "column group"), ("code,label,group\n", "no reasons")],
)
def test_a_list_without_its_columns_or_rows_is_refused(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ReasonTableError) as caught:
        load_reasons(area(tmp_path, text))
    assert says in " ".join(caught.value.problems)


def test_a_list_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReasonTableError, match="cannot be opened"):
        load_reasons(tmp_path / "missing.csv")


def test_a_list_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "reasons.csv"
    path.write_bytes(b"code,label,group\n\xff\xfe\x00,x,y\n")
    with pytest.raises(ReasonTableError, match="UTF-8"):
        load_reasons(path)


@given(st.text(max_size=120))
def test_any_file_is_a_list_or_a_plain_error(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("area") / "reasons.csv"
    path.write_text("code,label,group\n" + text, encoding="utf-8", errors="replace")
    try:
        table = load_reasons(path)
    except ReasonTableError as error:
        table = {}
        problems = error.problems
    else:
        problems = ("none",)
    assert problems
    assert all(reason.label for reason in table.values())
