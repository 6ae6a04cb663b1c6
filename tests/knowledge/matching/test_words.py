"""How text is cut into words: what is dropped, what is kept whole, what is brought to one form."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.matching.words import folded, stem, words_of


def words(text: str) -> list[str]:
    return [word.text for word in words_of(folded(text))]


@pytest.mark.parametrize(
    "when",
    [
        "14/03/2024",
        "14.3.24",
        "14-03-2024",
        "14/03",
        "10:15",
        "10:15pm",
        "10.30pm",
        "2pm",
        "11 am",
        "3rd",
        "21st",
        "07700900123",
        "123456789",
    ],
)
def test_dates_times_and_long_numbers_are_dropped(when: str):
    assert words(f"theft {when} shop") == ["theft", "shop"]


def test_a_time_after_at_is_dropped_and_a_number_elsewhere_is_not():
    assert words("theft at 10.30 from shop") == ["theft", "at", "from", "shop"]
    assert words("theft of 10.30 litres") == ["theft", "of", "10", "30", "litres"]


@pytest.mark.parametrize("text", ["s 5/6", "s.1/2", "sec 18/20", "section 4/5", "s5/6"])
def test_sections_with_a_stroke_are_no_date(text: str):
    numbers = [word for word in words(text) if word.isdigit()]
    assert len(numbers) == 2


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("£12.50", "£12"),
        ("£12", "£12"),
        ("£1,250.00", "£1250"),
        ("£5,000", "£5000"),
        ("5k", "£5000"),
        ("£5k", "£5000"),
        ("£1.2k", "£1200"),
        ("£100k", "£100000"),
    ],
)
def test_an_amount_is_kept_whole_in_pounds(text: str, amount: str):
    assert words(f"took {text} in cash") == ["took", amount, "in", "cash"]


@pytest.mark.parametrize("text", ["£12.50pm", "took £2.30 at 2.30"])
def test_an_amount_is_not_taken_for_a_time(text: str):
    assert any(word.startswith("£") for word in words(text))


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("<5k", "under £5000"),
        ("< £5,000", "under £5000"),
        ("less than £5000", "under £5000"),
        ("below £5000", "under £5000"),
        ("u/ £5000", "under £5000"),
        (">£5,000", "over £5000"),
        ("more than £5000", "over £5000"),
        ("in excess of 5k", "over £5000"),
    ],
)
def test_a_bound_is_said_in_one_way(text: str, same: str):
    assert words(text) == words(same)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("girl aged 12", "girl u13"),
        ("girl aged 7", "girl aged 12"),
        ("14 year old girl", "15 yr old girl"),
        ("boy, 15", "boy, 14"),
        ("child (13)", "child 13to15"),
        ("a 16 year old", "a 17 y/o"),
        ("daughter 16", "daughter 16to17"),
    ],
)
def test_an_age_stands_for_its_group(text: str, same: str):
    assert words(text) == words(same)


def test_the_groups_of_ages_differ_and_ages_that_make_no_offence_stay():
    groups = [tuple(words(f"girl aged {age}")) for age in (12, 13, 15, 16, 17)]
    assert groups[0] != groups[1] == groups[2] != groups[3] == groups[4] != groups[0]
    assert words("man aged 45") == ["man", "aged", "45"]
    assert words("aged 16 or over") == ["aged", "16", "or", "over"]


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("C.J.A.", "cja"),
        ("c.j.a. 1988", "CJA 1988"),
        ("O.A.P.A 1861", "oapa 1861"),
        ("p.w.i.t.s", "PWITS"),
        ("A.B.H.", "abh"),
        ("D's car", "ds car"),
        ("O’Brien", "OBRIEN"),
        ("café", "CAFE"),
        ("  theft \t\n of  car ", "Theft of car"),
    ],
)
def test_case_dots_accents_and_apostrophes_make_no_difference(text: str, same: str):
    assert words(text) == words(same)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("d & d", ["d&d"]),
        ("D&D", ["d&d"]),
        ("w/i", ["w/i"]),
        ("drink/drive", ["drink", "drive"]),
        ("s47", ["s", "47"]),
        ("139A", ["139a"]),
        ("hit-and-run", ["hit", "and", "run"]),
        ("?!… 🚗", []),
    ],
)
def test_how_short_forms_are_cut(text: str, expected: list[str]):
    assert words(text) == expected


def test_only_the_first_2000_characters_are_read():
    assert words("a " * 999 + "theft") == ["a"] * 999 + ["th"]


@pytest.mark.parametrize(
    "forms",
    [
        "driving drives",
        "possess possessed possession possessions",
        "burglary burglaries",
        "theft thefts",
        "punch punches punched punching",
        "assault assaults assaulted assaulting",
        "rob robbed robbing",
        "threaten threatened threatening",
        "injury injuries",
        "careless carelessly carelessness",
        "tyre tyres",
        "glass glasses",
    ],
)
def test_forms_of_a_word_share_a_stem(forms: str):
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize("pair", ["theft thief", "murder murky", "drug drag", "rape rope", "assault insult"])
def test_different_words_keep_different_stems(pair: str):
    first, second = pair.split()
    assert stem(first) != stem(second)


@pytest.mark.parametrize("word", ["s", "abh", "gbh", "gas", "47", "139a", "£5000", "d&d", "w/i", ""])
def test_short_words_numbers_and_signs_are_their_own_stem(word: str):
    assert stem(word) == word


@settings(deadline=None)
@given(st.text(max_size=120))
def test_words_stand_in_order_where_they_say(text: str):
    plain = folded(text)
    at = 0
    for word in words_of(plain):
        assert at <= word.start < word.end <= len(plain)
        assert word.text
        assert not set(word.text) & set(" \t\n'`.")
        at = word.end


@given(st.from_regex(r"[a-z]{1,20}", fullmatch=True))
def test_a_stem_is_never_empty_nor_longer_than_its_word_but_for_one_letter(word: str):
    assert 1 <= len(stem(word)) <= len(word) + 1
    assert stem(word)[0] == word[0]
