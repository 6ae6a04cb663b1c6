"""The tables of kinds rebuilt from a small made-up WordNet in the format of the real one."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from knowledge.matching.kinds import KIND_TREE, KINDS, read_kinds
from knowledge.matching.wordnet import rebuild

NOTICE = "  1 This software and database is being provided to you, the LICENSEE, by nobody at all.\n  2\n"


@dataclass(frozen=True, kw_only=True)
class Sense:
    """One synset: its number, its words, what it is a kind of, and how often the tagged texts use each word."""

    number: int
    words: tuple[str, ...]
    up: tuple[int, ...] = ()
    instance_of: tuple[int, ...] = ()
    uses: int = 0


NOUNS = (
    Sense(number=1740, words=("entity",)),
    Sense(number=1930, words=("physical_entity",), up=(1740,)),
    Sense(number=2684, words=("object",), up=(1930,)),
    Sense(number=3553, words=("whole", "unit"), up=(2684,)),
    Sense(number=21939, words=("artifact", "artefact"), up=(3553,)),
    Sense(number=30001, words=("weapon", "arm", "ax"), up=(21939,)),
    Sense(number=30002, words=("knife",), up=(30001, 30003)),
    Sense(number=30003, words=("tool",), up=(21939,)),
    Sense(number=30011, words=("machete", "matchet", "panga"), up=(30002,)),
    Sense(number=30012, words=("Bowie_knife",), up=(30002,)),
    Sense(number=30013, words=("bolo",), up=(30002,)),
    Sense(number=30014, words=("chisel",), up=(30003,)),
    Sense(number=30015, words=("gun",), up=(30001,)),
    Sense(number=40001, words=("Bank", "depository"), up=(21939,)),
    *(
        Sense(number=40010 + turn, words=(f"vault{letter}",), up=(40001,))
        for turn, letter in enumerate("abcde")
    ),
    Sense(number=50001, words=("land",), up=(3553,)),
    Sense(number=50002, words=("bank",), up=(50001,)),
    *(
        Sense(number=50010 + turn, words=(f"levee{letter}",), up=(50002,), uses=1)
        for turn, letter in enumerate("abcde")
    ),
    Sense(number=50020, words=("moor",), up=(50001,)),
    Sense(number=50021, words=("heath",), up=(50001,), uses=2),
    Sense(number=60001, words=("Excalibur",), instance_of=(30001,)),
)
VERBS = (
    Sense(number=70001, words=("take",)),
    *(
        Sense(number=70010 + turn, words=(word,), up=(70001,))
        for turn, word in enumerate(("nick", "pinch", "knife"))
    ),
    Sense(number=70020, words=("sneak", "lift"), up=(70010,)),
    Sense(number=80001, words=("bank", "lift")),
)
SENSES = {  # words of several senses, the first one first
    ("bank", "n"): (50002, 40001),
    ("lift", "v"): (70020, 80001),
}


def data_line(sense: Sense, part: str, verbs: bool) -> str:
    words = " ".join(f"{word} 0" for word in sense.words)
    pointers = [
        *(f"@ {up:08} {part} 0000" for up in sense.up),
        *(f"@i {up:08} {part} 0000" for up in sense.instance_of),
        f"~ {sense.number:08} {part} 0000",
        f"+ 00009999 {'n' if verbs else 'v'} 0101",
    ]
    frames = " 02 + 08 00 + 11 00" if verbs else ""
    listed = (
        f"{sense.number:08} 06 {part} {len(sense.words):02x} {words} {len(pointers):03} {' '.join(pointers)}"
    )
    return f'{listed}{frames} | what it is; "as said | of it"  \n'


def index_lines(senses: Iterable[Sense], part: str) -> list[str]:
    numbers: dict[str, list[int]] = {}
    for sense in senses:
        for word in sense.words:
            numbers.setdefault(word.lower(), []).append(sense.number)
    lines = []
    for word, found in sorted(numbers.items()):
        in_order = SENSES.get((word, part), tuple(found))
        ways = ("@", "~", "+")
        lines.append(
            f"{word} {part} {len(in_order)} {len(ways)} {' '.join(ways)} {len(in_order)} 1 "
            f"{' '.join(f'{number:08}' for number in in_order)}  \n"
        )
    return lines


def written(folder: Path, nouns: tuple[Sense, ...] = NOUNS, verbs: tuple[Sense, ...] = VERBS) -> Path:
    """A folder as WordNet 3.1 has it."""
    for name, part, senses in (("noun", "n", nouns), ("verb", "v", verbs)):
        data = "".join(data_line(sense, part, name == "verb") for sense in senses)
        (folder / f"data.{name}").write_text(NOTICE + data, encoding="latin-1", newline="\n")
        index = "".join(index_lines(senses, part))
        (folder / f"index.{name}").write_text(NOTICE + index, encoding="latin-1", newline="\n")
    used = [
        f"{word.lower()}%{kind}:06:00:: {sense.number:08} 1 {sense.uses}\n"
        for kind, senses in (("1", nouns), ("2", verbs))
        for sense in senses
        for word in sense.words
    ]
    text = "".join([*used, "unwell%5:00:00:ill:01 01234567 1 7\n"])
    (folder / "index.sense").write_text(text, encoding="latin-1", newline="\n")
    return folder


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """The folder into which the made-up WordNet was rebuilt."""
    into = tmp_path / "into"
    into.mkdir()
    rebuild(written(tmp_path), into)
    return into


def lines(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line[0] != "#"]


def test_a_word_gets_all_that_it_is_a_kind_of_the_nearest_first(tables: Path):
    kinds = read_kinds(tables)
    assert set(kinds["machete"]) == {"knife", "weapon", "tool", "artifact", "whole"}
    assert kinds["machete"][0] == "knife"
    assert kinds["machete"] == kinds["matchet"] == kinds["panga"]


def test_a_word_that_is_noun_and_verb_gets_the_kinds_of_both(tables: Path):
    assert set(read_kinds(tables)["knife"]) == {"knife", "weapon", "tool", "artifact", "whole", "to_take"}


def test_a_word_stands_for_its_first_sense(tables: Path):
    kinds = read_kinds(tables)
    assert set(kinds["bank"]) == {"bank.2", "land", "whole"}
    assert set(kinds["lift"]) == {"to_take"}


def test_a_thing_of_its_own_name_is_a_kind_of_what_it_is_one_of(tables: Path):
    assert set(read_kinds(tables)["excalibur"]) == {"weapon", "artifact", "whole"}


def test_a_kind_of_fewer_than_five_words_gives_way_to_the_next_broader(tables: Path):
    nearest = dict(lines(tables / KINDS))
    assert nearest["gun"] == nearest["excalibur"] == "weapon"
    assert nearest["sneak"] == "to_take"
    assert nearest["bolo"] == "knife"


def test_a_fifth_word_makes_a_kind(tmp_path: Path):
    nouns = tuple(sense for sense in NOUNS if sense.words != ("bolo",))
    rebuild(written(tmp_path, nouns), tmp_path)
    assert set(dict(lines(tmp_path / KINDS))["machete"].split()) == {"weapon", "tool"}


def test_kinds_too_near_the_root_to_say_anything_are_left_out_but_not_of_verbs(tables: Path):
    names = {row[0] for row in lines(tables / KIND_TREE)}
    assert names == {"whole", "artifact", "weapon", "tool", "knife", "bank", "bank.2", "land", "to_take"}


def test_the_tree_says_what_each_kind_belongs_to(tables: Path):
    tree = {name: set(up.split()) for name, up in lines(tables / KIND_TREE)}
    assert tree["knife"] == {"weapon", "tool"}
    assert tree["weapon"] == tree["tool"] == tree["bank"] == {"artifact"}
    assert tree["bank.2"] == {"land"}
    assert tree["artifact"] == tree["land"] == {"whole"}
    assert tree["whole"] == tree["to_take"] == set()


def test_no_two_kinds_have_the_same_label(tables: Path):
    names = [row[0] for row in lines(tables / KIND_TREE)]
    assert len(set(names)) == len(names)
    nearest = dict(lines(tables / KINDS))
    assert nearest["vaulta"] == "bank"
    assert nearest["leveea"] == "bank.2"


@pytest.mark.parametrize("word", ["moor", "bowie_knife", "Bowie_knife", "ax", "unwell", "entity"])
def test_unused_words_phrases_short_words_and_words_without_a_kind_are_left_out(tables: Path, word: str):
    assert word not in read_kinds(tables)


def test_an_unused_noun_is_kept_where_it_is_a_thing_and_a_used_one_in_any_case(tables: Path):
    kinds = read_kinds(tables)
    assert "chisel" in kinds
    assert set(kinds["heath"]) == {"land", "whole"}


def test_words_and_kinds_are_counted_sorted_and_each_there_once(tmp_path: Path):
    words, kinds = rebuild(written(tmp_path), tmp_path)
    for name, count in ((KINDS, words), (KIND_TREE, kinds)):
        first = [row[0] for row in lines(tmp_path / name)]
        assert len(first) == count
        assert first == sorted(set(first))


def test_the_same_wordnet_gives_the_same_tables_each_time(tmp_path: Path, tables: Path):
    rebuild(tmp_path, tmp_path)
    for name in (KINDS, KIND_TREE):
        assert (tmp_path / name).read_bytes() == (tables / name).read_bytes()


@pytest.mark.parametrize("name", ["data.noun", "data.verb", "index.noun", "index.verb", "index.sense"])
def test_a_missing_file_is_told_and_nothing_is_written(tmp_path: Path, name: str):
    (written(tmp_path) / name).unlink()
    with pytest.raises(OSError, match=name):
        rebuild(tmp_path, tmp_path)
    assert not (tmp_path / KINDS).exists()
