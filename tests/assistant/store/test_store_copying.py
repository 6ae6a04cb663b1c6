"""A store copied to another database keeps its history and every hash; half a copy never stays."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.store.copying import StoreNotEmpty
from assistant.store.errors import StoreDamaged
from assistant.store.roles import Role
from assistant.store.stamps import Stamps
from assistant.store.store import Store

ROOT = Path(__file__).parents[3]
MANAGER = Stamps(person=lambda: "asmith")
COPY = (
    "import sys; from assistant.store.store import Store\n"
    "def told(count, share): print(count, flush=True)\n"
    "with Store.open(sys.argv[1]) as store: store.keeping.copy_to(sys.argv[2], told=told)"
)


@pytest.fixture(params=["file", "server"])
def target(request, tmp_path):
    """The address of an empty store, a file that is still to be made or an empty database."""
    if request.param == "file":
        yield f"sqlite:///{(tmp_path / 'target.db').as_posix()}"
        return
    server = request.getfixturevalue("postgresql")
    name = server.empty()
    yield server.url(name)
    server.drop(name)


def fill(store, record, many=1):
    for n in range(many):
        first = store.write(record(urn=f"01AB{n:05}26"), draft_id=f"{n}-1")
        changed = first.model_copy(update={"flags": ["DA"]})
        store.amend(changed, expected_version=1, why="Said late.", draft_id=f"{n}-2")
    gone = store.write(record(urn="01AB9999926"), draft_id="gone")
    store.remove(gone.reference, why="Older than seven years.")
    store.people.set("bjones", Role.REVIEWER)
    store.choices.add("smashed the window", "CD71039")
    store.choices.add("nicked a car", "TH68001")
    store.choices.remove([choice.number for choice in store.choices.all() if choice.said == "nicked a car"])
    store.keep("d9", title="01AB1234526 Jane Jones", at="The court", data={"n": [1, "ä", None]})


def everything(store):
    with store.entries() as entries:
        return (
            list(entries),
            [store.get(one.reference) for one in store.recent(1000)],
            store.people.all(),
            store.choices.all(),
            [(draft.id, store.draft(draft.id)) for draft in store.drafts(everybody=True)],
        )


def test_a_copy_holds_everything_with_the_same_hashes(store, record, target):
    fill(store, record, many=3)
    found, _ = store.keeping.copy_to(target)
    assert found.head == store.head()
    assert (found.versions, found.removed, found.is_guarded) == (6, 1, True)
    with Store.open(target, stamps=MANAGER) as copy:
        assert everything(copy) == everything(store)
        assert copy.verify(store.head()).is_whole
        written = copy.write(record(urn="01AB7777726"), draft_id="d7")
        copy.choices.add("nicked a car", "TH68001")
        assert copy.get(written.reference) == written
        assert {choice.number for choice in copy.choices.all()} == {1, 3}


def test_an_empty_store_may_be_copied(store, target):
    found, _ = store.keeping.copy_to(target)
    assert found.head.count == 0


def test_a_copy_tells_how_far_it_is(store, record, target, rows):
    fill(store, record)
    told = []
    store.keeping.copy_to(target, told=lambda count, share: told.append((count, share)))
    assert told == sorted(told)
    tables = ("record", "ledger", "person", "choice", "choice_by", "draft")
    assert told[-1] == (sum(rows(f"SELECT count(*) FROM {table}")[0][0] for table in tables), 1.0)


@pytest.mark.parametrize("kind", ["record", "draft", "choice"])
def test_a_store_that_holds_anything_is_not_written_into(store, record, target, kind):
    fill(store, record)
    with Store.open(target, stamps=MANAGER) as other:
        if kind == "record":
            other.write(record(), draft_id="mine")
        elif kind == "draft":
            other.keep("mine", title="t", at="a", data={})
        else:
            other.choices.add("smashed the window", "CD71039")
        before = everything(other)
        with pytest.raises(StoreNotEmpty, match="nothing was copied"):
            store.keeping.copy_to(target)
        assert everything(other) == before


def test_a_store_whose_history_does_not_hold_is_not_copied(store, record, target, tampered):
    fill(store, record)
    tampered("UPDATE ledger SET person = 'somebody' WHERE position = 2")
    with pytest.raises(StoreDamaged, match="does not hold"):
        store.keeping.copy_to(target)
    with Store.open(target, stamps=MANAGER) as other:
        assert everything(other) == ([], [], [], [], [])


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")
@pytest.mark.parametrize("seed", range(2))
def test_a_copy_that_is_killed_leaves_nothing_and_can_be_made_again(store, url, record, target, seed):
    fill(store, record, many=150)
    rounds = random.Random(seed)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", COPY, url, target]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as program:
        for _ in range(rounds.randint(1, 3)):
            assert program.stdout.readline()
        program.send_signal(signal.SIGKILL)
    with Store.open(target, stamps=MANAGER) as other:
        assert everything(other) == ([], [], [], [], [])
    found, _ = store.keeping.copy_to(target)
    assert found.head == store.head()
