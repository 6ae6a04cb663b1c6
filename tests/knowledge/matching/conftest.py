from pathlib import Path

import pytest

from knowledge.matching.compile import MAGIC, compile_index
from knowledge.matching.gathering import Gathered, gather
from knowledge.matching.index import Index

THINGS = "lamp chair mug boot belt stick pole pan tray jug fork rope cane strap spade brush".split()
TINY = {
    "lexicon.tsv": (
        "# said\tmeant\nabh\tactual bodily harm\nnicked|pinched\tstole\ncrim dam\tcriminal damage\nhis worship\t\n"
    ),
    "concepts.tsv": "# name\twords\nhit\tpunched slapped kicked\nsteal\tstole took\n",
    "acts.tsv": (
        "# key\tyear\tnames\nOF61\t1861\tOffences Against the Person Act|OAPA\nTH68\t1968\tTheft Act\n"
        "CD71\t1971\tCriminal Damage Act\n"
    ),
    "statutes.tsv": "# act\tsection\tcodes\nOF61\t47\tOF61102\nTH68\t1\tTH68020 TH68010\nCD71\t1\tCD71039\n",
    "prosecuted.tsv": "# code\ttier\tbasis\tsame as\nOF61102\t5\tS4 B\n",
    "kinds.tsv": "# word\tkinds\nsteak\tfood\nham\tfood\ncheese\tfood\nknife\tweapon\nspanner\ttool weapon\n",
    "kind_tree.tsv": "# kind\tbroader\nfood\tthing\nweapon\tthing\ntool\tthing\nthing\t\n",
    "not_offences.tsv": (
        "# kind\ttext\nhearing\t(adjourned|put over) for reports\noffice\tthe printer is out of ink\n"
    ),
    "entries_a.tsv": (
        "# codes\tkind\ttext\n"
        "OF61102\tshorthand\tABH\n"
        "OF61102\tfacts\t(punched|kicked|slapped) his (partner|mate|mum), bruised (cheek|jaw)\n"
        "OF61102\tfacts\tslapped her hard\n"
        "OF61102\tslang\tgave him a good hiding\n"
        "OF61102\tpress\tleft neighbour black and blue\n"
        + "".join(f"OF61102\tfacts\tinjured neighbour with a {thing}\n" for thing in THINGS)
    ),
    "entries_b.tsv": (
        "TH68010 TH68020\tfacts\tput a (steak|ham|cheese) under his coat\n"
        "TH68010\tpress\tserial shoplifter\n"
        "TH68010\tofficial\tTheft from a shop\n"
        "TH68010\tfacts\ttook some steak and a cheese\n"
        + "".join(f"TH68010\tfacts\tlifted a {thing} off the shelf\n" for thing in THINGS)
    ),
    "entries_c.tsv": (
        "TH68010\tpress\tSerial shoplifter.\n"
        "CD71039\tshorthand\tcrim dam\n"
        "CD71039\tfacts\tkeyed a car\n"
        "TH68023A\tpress\tbungled hold-up\n"
        "MC80516\tofficial\ta debt unpaid\n"
        "ZZ99999\tpress\tnothing of ours\n"
        "TH68010\tofficial\this worship\n"
    ),
}


@pytest.fixture(scope="session")
def tiny_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small folder of the matcher's data files: everyday codes of the real standing list, a few lines each."""
    folder = tmp_path_factory.mktemp("tiny")
    for name, text in TINY.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def tiny_gathered(tiny_data: Path) -> Gathered:
    """What is gathered from the small folder and the real standing list. Takes seconds."""
    return gather(tiny_data)


@pytest.fixture(scope="session")
def tiny_bytes(tiny_data: Path) -> bytes:
    """The index compiled from the small folder and the real standing list. Takes seconds."""
    return compile_index(tiny_data)


@pytest.fixture(scope="session")
def tiny_index(tiny_bytes: bytes) -> Index:
    """That index, opened."""
    return Index(tiny_bytes, MAGIC)
