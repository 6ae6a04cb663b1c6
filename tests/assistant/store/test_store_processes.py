"""What was acknowledged stays, whoever else writes and however the program ends."""

import os
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.store.store import Store

HERE = Path(__file__).parent
ROOT = HERE.parents[2]


def start(program, *arguments):
    """Starts one of the programs beside this file, on this copy of the code."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(HERE / program), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


@pytest.mark.parametrize("seed", range(3))
def test_a_killed_program_leaves_every_acknowledged_answer(url, seed):
    rounds = random.Random(seed)
    kept = 0
    for _ in range(3):
        with start("keeper.py", url, "d1", kept, 10_000) as program:
            acknowledged = [int(program.stdout.readline()) for _ in range(rounds.randint(1, 60))]
            program.kill()
            acknowledged += [int(line) for line in program.stdout.read().split()]
        with Store.open(url) as store:
            answers = store.draft("d1")["answers"]
        assert answers == list(range(len(answers)))
        assert acknowledged == list(range(kept, kept + len(acknowledged)))
        assert len(answers) >= kept + len(acknowledged)
        kept = len(answers)


@pytest.mark.parametrize("sight", [".finalise.db.*.new", ".finalise.db.*.new-wal", "finalise.db"])
def test_a_program_killed_while_it_makes_the_store_leaves_a_whole_one_or_none(file, sight):
    url = f"sqlite:///{file.as_posix()}"
    with start("keeper.py", url, "d1", 0, 1) as program:
        while not list(file.parent.glob(sight)):
            assert program.poll() is None, f"{sight} was never there"
        program.kill()
    with Store.open(url) as store:
        store.keep("d2", title="t", at="a", data={})
        assert "d2" in [draft.id for draft in store.drafts()]


def test_eight_programs_on_a_new_store_lose_nothing(url, tmp_path, record):
    records = tmp_path / "records.jsonl"
    records.write_text(f"{record(second_record='a test').model_dump_json()}\n" * 5, encoding="utf-8")
    programs = [start("writer.py", url, number, records) for number in range(8)]
    told = [program.communicate()[0].split() for program in programs]
    assert [program.returncode for program in programs] == [0] * 8
    references = [reference for each in told for reference in each]
    assert len(references) == 40
    with Store.open(url) as store:
        assert {found.reference for found in store.recent(1000)} == set(references)
        assert len(store.recent(1000)) == 40
        expected = {f"{who}-{number}-next" for who in range(8) for number in range(5)}
        assert {draft.id for draft in store.drafts()} == expected


def test_many_threads_on_one_store_lose_nothing(url, record):
    with Store.open(url, wait_s=60) as store, ThreadPoolExecutor(8) as pool:
        records = [record(urn=f"01AB{n:05}26") for n in range(20)]
        written = list(
            pool.map(lambda n: store.write(records[n % 20], draft_id=str(n % 20)).reference, range(40))
        )
        assert len(set(written)) == 20
        assert {found.reference for found in store.recent(1000)} == set(written)


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
@pytest.mark.parametrize("what", ["write", "amend"])
def test_a_program_killed_at_any_moment_of_a_write_leaves_all_of_it_or_nothing(url, tmp_path, record, what):
    file = tmp_path / "record.json"
    file.write_text(record().model_dump_json(), encoding="utf-8")
    with start("killed_at.py", url, what, file) as program:
        *killed, last = program.stdout.read().splitlines()
    assert last == f"{len(killed) + 1} done 0"
    assert len(killed) > 12
    version = 2 if what == "amend" else 1
    with Store.open(url, wait_s=60) as store:
        assert store.verify().broken is None
        left = {draft.id for draft in store.drafts()}
        for moment in range(1, len(killed) + 2):
            draft, urn = f"{what}-{moment}", f"01AB{moment:05}26"
            found = [one for one in store.by_urn(urn) if one.version == version]
            assert len(found) == (draft not in left), f"moment {moment}"
            mine = found[0] if found else next(iter(store.by_urn(urn)), record(urn=urn))
            again = (
                store.amend(
                    mine.model_copy(update={"note": "Seen"}),
                    expected_version=1,
                    why="It was wrong.",
                    draft_id=draft,
                )
                if what == "amend"
                else store.write(mine, draft_id=draft)
            )
            assert store.by_urn(urn) == [again]
        assert store.drafts() == []
        assert store.head().count == (len(killed) + 1) * version
        assert store.verify().broken is None
    outcomes = {f"{what}-{moment}" in left for moment in range(1, len(killed) + 2)}
    assert outcomes == {True, False}  # some were killed before the commit, some after
