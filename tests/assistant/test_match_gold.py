"""Testing the matcher on phrases with known answers: what the file may look like, its faults, the table."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant.cli import ExitCode, app
from assistant.match_gold import GoldError, evaluate, evaluation_lines, read_gold, read_texts
from knowledge.catalogue import load_catalogue
from knowledge.matching.measure import Answer, GoldPhrase, Share
from knowledge.poc import load_poc_table

GOLD = """id,text,style,gold_codes,poc
1,robbery,official,TH68023,E
2,"ABH, s47",shorthand,OF61102,B
3,qqqzzzxxx,typo,TH68023,E
"""


def gold_file(folder: Path, content: str | bytes, name: str = "gold.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def evaluated(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["match", "--evaluate", *map(str, arguments)])


# Reading


def test_a_phrase_is_read_with_its_codes_letters_and_style(tmp_path: Path):
    first, *_ = read_gold(gold_file(tmp_path, GOLD))
    assert first == GoldPhrase(text="robbery", codes=("TH68023",), pocs=("E",), style="official")


@pytest.mark.parametrize("header", ["gold_codes", "codes", "code"])
@pytest.mark.parametrize("joint", ["|", " ", ", ", " | ", ";"])
def test_codes_may_stand_in_three_columns_and_be_joined_in_every_usual_way(
    tmp_path: Path, header: str, joint: str
):
    file = gold_file(tmp_path, f'text,{header}\nrobbery,"th68023{joint}OF61102"\n')
    assert read_gold(file)[0].codes == ("TH68023", "OF61102")


def test_letters_that_are_not_given_follow_from_the_codes(tmp_path: Path):
    (phrase,) = read_gold(gold_file(tmp_path, "text,code\nmugged or hurt,TH68023|OF61102|TH68023A\n"))
    letters = [
        load_poc_table().reading(load_catalogue().require(code)).letter for code in ("TH68023", "OF61102")
    ]
    assert phrase.pocs == tuple(letters) == ("E", "B")


def test_an_empty_cell_of_letters_means_not_scored_for_poc(tmp_path: Path):
    (phrase,) = read_gold(gold_file(tmp_path, "text,code,poc\nrobbery,TH68023,\n"))
    assert phrase.pocs == ()


def test_several_letters_are_all_right(tmp_path: Path):
    (phrase,) = read_gold(gold_file(tmp_path, "text,code,poc\nbrick at a car,CD71039,h|j\n"))
    assert phrase.pocs == ("H", "J")


@pytest.mark.parametrize(
    "content",
    [b"\xef\xbb\xbftext,code\r\ncaf\xc3\xa9 robbery,TH68023\r\n", b"text,code\ncaf\xe9 robbery,TH68023\n"],
)
def test_a_file_saved_by_a_spreadsheet_is_read(tmp_path: Path, content: bytes):
    assert read_gold(gold_file(tmp_path, content))[0].text == "café robbery"


# Faults


def test_every_fault_is_told_with_its_line_and_an_unknown_code_with_those_nearest(tmp_path: Path):
    file = gold_file(
        tmp_path,
        'text,code,poc\nrobbery,TH68032X,E\n"two\nlines",OF61102,Z\n ,TH68023,E\ntheft,,F\nrobbery,TH68023,E\n',
    )
    with pytest.raises(GoldError) as told:
        read_gold(file)
    lines = dict(told.value.faults)
    assert list(lines) == [2, 4, 5, 6]
    assert lines[2].startswith("TH68032X is not an offence code; the nearest are TH680")
    assert lines[4] == "Z is not a POC letter (A to L)"
    assert lines[5] == "it has no text"
    assert lines[6] == "it has no code"
    assert told.value.what.startswith("gold.csv has 4 faults:\n  line 2: TH68032X")


def test_of_very_many_faults_the_first_are_told(tmp_path: Path):
    with pytest.raises(GoldError) as told:
        read_gold(gold_file(tmp_path, "text,code\n" + "robbery,\n" * 50))
    assert len(told.value.faults) == 50
    assert "line 21: it has no code\n  and 30 more" in told.value.what
    assert "line 22" not in told.value.what


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (
            "words,code\nrobbery,TH68023\n",
            "gold.csv has no column called text. Its columns are: words, code.",
        ),
        ("text,answer\nrobbery,TH68023\n", "gold.csv has no column of right codes."),
        ("", "gold.csv has no column called text. Its columns are: none."),
        ("text,code\n", "gold.csv has no phrases."),
        ("text,code\nrobbery, with a knife,TH68023\n", "line 2: it has more cells than there are columns"),
    ],
)
def test_a_file_that_is_no_gold_file_is_told_plainly(tmp_path: Path, content: str, says: str):
    with pytest.raises(GoldError) as told:
        read_gold(gold_file(tmp_path, content))
    assert says in told.value.what


def test_a_file_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(GoldError, match=r"nowhere\.csv cannot be read"):
        read_gold(tmp_path / "nowhere.csv")


def test_negatives_need_the_column_of_texts(tmp_path: Path):
    assert read_texts(gold_file(tmp_path, "text,kind\nhello,greeting\n")) == ["hello"]
    with pytest.raises(GoldError, match="no column called words"):
        read_texts(gold_file(tmp_path, "text\nhello\n"), "words")


# The measures


def answer(code: str, poc: str) -> Answer:
    return Answer(code=code, poc=poc, probability=0.97, poc_probability=0.99, is_sure=True)


def test_each_text_is_counted_while_it_is_searched():
    told: list[tuple[int, float]] = []
    gold = [GoldPhrase(text="a", codes=("TH68023",), pocs=("E",))]
    found = evaluate(gold, ["b"], lambda text: [], lambda count, share: told.append((count, share)))
    assert told == [(1, 0.5), (2, 1.0)]
    assert found.negatives is not None
    assert found.negatives.none == Share(1, 1)


def test_the_table_fits_a_narrow_terminal_and_says_what_was_found():
    gold = [
        GoldPhrase(
            text=f"{letter}{number}", codes=("X",), pocs=(letter,), style="a style with a very long name"
        )
        for letter in "ABCDEFGHIJKL"
        for number in range(100)
    ]
    gold.append(GoldPhrase(text="-", codes=("X",), style="press"))
    found = evaluate(gold, ["n"] * 40, lambda text: [answer("X", text[0])] if text != "n" else [])
    lines = evaluation_lines(found)
    assert max(map(len, lines)) <= 80
    text = "\n".join(lines)
    assert "a style with a       1200       100.0%       100.0%      100.0%" in text
    assert "all                  1201       100.0%       100.0%      100.0%" in text
    assert "Without a POC, and so not counted under it: 1" in text
    assert "Macro F1 over 12 of the 12 POCs: 1.000" in text
    assert "Answered as sure: 100.0% of phrases" in text
    assert "Calibration error of the POC's probability: 0.010" in text
    assert "Of 40 texts that name no offence: sure 0.0%, likely 0.0%, none 100.0%" in text


def test_the_command_prints_the_table(tmp_path: Path):
    done = evaluated(gold_file(tmp_path, GOLD))
    assert (done.exit_code, done.stderr) == (0, "")
    rows = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines()[1:5]}
    assert rows == {
        "official": ["1", "100.0%", "100.0%", "100.0%"],
        "shorthand": ["1", "100.0%", "100.0%", "100.0%"],
        "typo": ["1", "0.0%", "0.0%", "0.0%"],
        "all": ["3", "66.7%", "66.7%", "66.7%"],
    }


def test_the_command_prints_json_with_the_version_that_was_tested(tmp_path: Path):
    negatives = gold_file(tmp_path, "text\nqqqzzzxxx\n", "neg.csv")
    done = evaluated(gold_file(tmp_path, GOLD), "--negatives", negatives, "--json")
    found = json.loads(done.stdout)
    assert found["total"]["code_first"] == {"count": 2, "of": 3, "share": 0.6667}
    assert set(found["by_style"]) == {"official", "shorthand", "typo"}
    assert found["negatives"]["none"]["count"] == 1
    assert found["matcher"].endswith(load_catalogue().version)
    assert json.loads(evaluated(tmp_path / "gold.csv", "--json").stdout)["negatives"] is None


def test_another_column_may_hold_the_texts(tmp_path: Path):
    done = evaluated(gold_file(tmp_path, "charge,code\nrobbery,TH68023\n"), "--column", "charge")
    assert "all                     1       100.0%" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["--evaluate", "gold.csv", "robbery"],
        ["--evaluate", "gold.csv", "--file", "in.csv", "--output", "out.csv"],
    ],
)
def test_the_test_stands_alone(arguments: list[str]):
    done = CliRunner().invoke(app, ["match", *arguments])
    assert (done.exit_code, done.stdout) == (ExitCode.USAGE, "")
    assert "--evaluate" in done.stderr
