"""What is put back in a file: while others have it open, where it is spoilt, killed in the middle, on a full disk."""

import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.store.errors import DiskFull, StoreDamaged
from assistant.store.restoring import StoreInUse, restore
from assistant.store.stamps import Stamps
from assistant.store.store import Store

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")
ROOT = Path(__file__).parents[3]
MANAGER = Stamps(person=lambda: "asmith")
RESTORE = (
    "import sys; from pathlib import Path; from assistant.store.restoring import restore;"
    "from assistant.store.stamps import Stamps;"
    "restore(sys.argv[1], Path(sys.argv[2]), stamps=Stamps(person=lambda: 'asmith'), replace=True)"
)


@pytest.fixture
def url(file):
    """The address of a store in a file."""
    return f"sqlite:///{file.as_posix()}"


@pytest.fixture
def filled(store, record, file, tmp_path):
    """A closed store with 40 records, and a backup of it; gives the references and the backup."""
    references = [store.write(record(urn=f"01AB{n:05}26"), draft_id=str(n)).reference for n in range(40)]
    backup = tmp_path / "backups" / "monday.db"
    backup.parent.mkdir()
    store.keeping.back_up(backup)
    store.close()
    return references, backup


def references_in(url):
    with Store.open(url) as store:
        return [found.reference for found in store.recent(1000)][::-1]


def test_a_store_that_somebody_has_open_is_not_replaced(filled, url, file):
    references, backup = filled
    with Store.open(url) as other:
        assert len(other.recent()) == 40
        with pytest.raises(StoreInUse, match="Close Finalise on every screen"):
            restore(url, backup, stamps=MANAGER, replace=True, wait_s=0.1)
        assert len(other.recent()) == 40
    assert [path.name for path in file.parent.iterdir() if path.is_file()] == [file.name]
    assert references_in(url) == references


def shortened(file, rounds):
    os.truncate(file, rounds.randrange(1, file.stat().st_size))


def flipped(file, rounds):
    data = bytearray(file.read_bytes())
    for _ in range(rounds.choice((1, 10, 1000))):
        data[rounds.randrange(len(data))] ^= 1 << rounds.randrange(8)
    file.write_bytes(data)


def overwritten(file, rounds):
    file.write_bytes(rounds.randbytes(rounds.randrange(1, 100_000)))


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("spoil", [shortened, flipped, overwritten], ids=lambda one: one.__name__)
def test_a_spoilt_store_is_told_or_shows_nothing_wrong_and_is_restorable(
    filled, url, file, spoil, seed, tmp_path
):
    references, backup = filled
    with Store.open(url) as store:
        records = [store.get(reference) for reference in references]
    spoil(file, random.Random(seed))
    spoilt = file.read_bytes()
    try:
        with Store.open(url) as store:
            store.keeping.back_up(tmp_path / "backups" / "tuesday.db")
            assert [store.get(reference) for reference in references] == records
    except StoreDamaged:
        assert file.read_bytes() == spoilt
        assert [path.name for path in backup.parent.iterdir()] == ["monday.db"]
    restored = restore(url, backup, stamps=MANAGER, replace=True)
    assert restored.kept is not None
    assert references_in(url) == references
    left = {path.name for path in file.parent.iterdir() if path.is_file()}
    assert left == {file.name, restored.kept.name}


@posix_only
@pytest.mark.parametrize("seed", range(6))
def test_a_restore_that_is_killed_leaves_the_old_store_or_the_new(filled, url, file, record, seed):
    _, backup = filled
    with Store.open(url, stamps=MANAGER) as store:
        for n in range(40, 60):
            store.write(record(urn=f"01AB{n:05}26"), draft_id=str(n))
        sixty = [found.reference for found in store.recent(1000)][::-1]
    rounds = random.Random(seed)
    sight = rounds.choice((".finalise.db.*.new", "finalise.db.*.replaced", "finalise.db-wal"))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", RESTORE, url, str(backup)], env=environment) as program:
        while not list(file.parent.glob(sight)) and program.poll() is None:
            pass
        program.send_signal(signal.SIGKILL)
    there = references_in(url)
    assert there in (sixty, sixty[:40])
    restore(url, backup, stamps=MANAGER, replace=True)
    assert references_in(url) == sixty[:40]


def test_a_full_disk_leaves_the_store_as_it_was(filled, small_disk, url, file):
    references, backup = filled
    there = small_disk / "finalise.db"
    shutil.copyfile(file, there)
    on_disk = f"sqlite:///{there.as_posix()}"
    with pytest.raises(DiskFull):
        restore(on_disk, backup, stamps=MANAGER, replace=True)
    assert [path.name for path in small_disk.iterdir()] == ["finalise.db"]
    assert there.read_bytes() == file.read_bytes()
    (small_disk / "filler").write_bytes(
        b"x" * (shutil.disk_usage(small_disk).free - file.stat().st_size // 2)
    )
    with pytest.raises(DiskFull), Store.open(url) as store:
        store.keeping.back_up(small_disk / "tuesday.db")
    assert sorted(path.name for path in small_disk.iterdir()) == ["filler", "finalise.db"]
    assert references_in(url) == references
