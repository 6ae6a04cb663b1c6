"""Readable titles: case and stray marks change, words do not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.catalogue import load_catalogue
from knowledge.titles import readable_title


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("RAPE", "Rape"),
        ("POSSESSING CONTROLLED DRUG - CLASS A", "Possessing controlled drug - class A"),
        ("CLASS A OR B DRUG", "Class A or B drug"),
        ("A DRUNK IN A PUBLIC PLACE", "A drunk in a public place"),
        ("GBH W/I", "GBH w/i"),
        ("FAIL TO STOP FOR PCSO", "Fail to stop for PCSO"),
        ("SUPPLY BY PSV OPERATOR IN THE UK", "Supply by PSV operator in the UK"),
        ("OBTAIN STATE'S PAPERS OF SECRETARY OF STATE", "Obtain state's papers of Secretary of State"),
        ("CONTRAVENE S.5(1)(C) OF THE GAMING ACT 1968", "Contravene s.5(1)(c) of the Gaming Act 1968"),
        ("DO AN ACT LIKELY TO HARM", "Do an act likely to harm"),
        ("FAIL TO DECLARE S.O.R.N. ON SURRENDER", "Fail to declare S.O.R.N. on surrender"),
        ("CAUSE U TURN IN WALES", "Cause U turn in Wales"),
        ("EXCEED 60MPH", "Exceed 60mph"),
        ("BREACH OF THE UK'S RULES", "Breach of the UK's rules"),
        ("Summons for maintenance payments||", "Summons for maintenance payments"),
        ("Robbery", "Robbery"),
        ("Possess drug of class B - MDMA", "Possess drug of class B - MDMA"),
        ("", ""),
    ],
)
def test_a_title_reads_like_a_sentence(raw: str, shown: str) -> None:
    assert readable_title(raw) == shown


@given(st.text(alphabet=st.characters(codec="ascii", exclude_characters="|"), max_size=60))
def test_no_word_of_a_title_changes(raw: str) -> None:
    assert readable_title(raw).upper() == raw.strip().upper()


def test_no_title_on_the_list_loses_or_gains_a_word() -> None:
    changed = [
        offence.code
        for offence in load_catalogue()
        if offence.raw_title
        and re.findall(r"\w+", offence.title.upper()) != re.findall(r"\w+", offence.raw_title.upper())
    ]
    assert changed == []


def test_no_title_on_the_list_is_left_shouting() -> None:
    shouting = {offence.title for offence in load_catalogue() if offence.title.isupper()}
    assert {title for title in shouting if re.search(r"[A-Z]{5}", title)} == set()
