"""Which codes stand for a prosecution (domain.md rule 16)."""

import pytest

from knowledge.catalogue import load_catalogue


@pytest.mark.parametrize(
    "code",
    [
        "CJ08509",  # application to revoke a youth rehabilitation order
        "SE20501",  # fails a community order
        "PC00625",  # offends during a suspended sentence
        "CJ03003",  # the same, an old entry in capitals
        "SE20516",  # offends during a conditional discharge
        "BA76501",  # breach of bail conditions: "this is not an offence"
        "MC80704",  # non-payment of a fine
        "MC80801",  # appeal to the Crown Court
        "COML060",  # bind over
        "EA03501",  # extradition arrest
        "MC80517",  # arrested on a warrant
        "PH97503",  # consideration of a restraining order on acquittal
        "SX03530",  # application for a notification order
        "01GL09117",  # a local code for breach of a referral order
        "01GL07027",  # confiscation order
    ],
)
def test_orders_applications_and_enforcement_are_not_prosecutions(code: str) -> None:
    offence = load_catalogue().require(code)
    assert not offence.is_prosecution
    assert "not a prosecution" in offence.marks


@pytest.mark.parametrize(
    "code",
    [
        "TH68023",
        "PH97012",  # breach of a restraining order
        "FL96001",  # breach of a non-molestation order
        "BA76001",  # fails to surrender to bail
        "CA03010",  # category B7, and yet an offence: television without a licence
        "0101HH002",  # category B7, a by-law
        "CC81006",  # filed as civil, and yet counted as a crime: interrupting a court
        "VC01008",  # "application ... in contravention to prohibition"
        "SX56001",
    ],
)
def test_an_offence_is_a_prosecution_whatever_its_category(code: str) -> None:
    assert load_catalogue().require(code).is_prosecution


def test_no_offence_with_a_home_office_class_is_lost() -> None:
    lost = [
        offence
        for offence in load_catalogue()
        if offence.is_national
        and offence.class_number not in {"000", "199", "555", "999"}
        and not offence.is_prosecution
    ]
    words = ("bind over", "matter of complaint", "arrest of")
    assert [offence.title for offence in lost if not offence.title.casefold().startswith(words)] == []


def test_every_civil_row_without_a_class_is_left_out() -> None:
    civil = [
        offence for offence in load_catalogue() if offence.category == "VP" and offence.class_number == "000"
    ]
    assert len(civil) > 400
    assert not any(offence.is_prosecution for offence in civil)
