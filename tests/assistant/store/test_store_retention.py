"""Records past an age are found and removed for good: no name stays, the history holds, who did it is known."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest

from assistant.record.model import Defendant, DefendantKind
from assistant.store.errors import NoSuchRecord, NotAllowed, NotAmended
from assistant.store.ledger import EntryKind
from assistant.store.retention import NotOldEnough, years_before
from assistant.store.roles import Role
from assistant.store.stamps import Stamps
from assistant.store.store import Store

THEN, NOW = datetime(2026, 11, 12, 9, 0, tzinfo=UTC), datetime(2033, 11, 12, 9, 30, tzinfo=UTC)
NAME = "Quennerstedt"


@pytest.fixture
def at(url):
    """Opens the store at another time, as another person."""
    opened = []

    def open_at(moment, name="asmith"):
        minutes = itertools.count()
        clock = Stamps(clock=lambda: moment + timedelta(minutes=next(minutes)), person=lambda: name)
        opened.append(Store.open(url, stamps=clock))
        return opened[-1]

    yield open_at
    for store in opened:
        store.close()


def named(record, number, **changes):
    defendant = Defendant(kind=DefendantKind.PERSON, surname=NAME, forenames="Ebbadottir")
    return record(urn=f"01AB{number:05}26", defendant=defendant, **changes)


@pytest.fixture
def store(at, record):
    """A store with three records of seven years ago, one of them amended later, and a new one."""
    then = at(THEN)
    for number in range(3):
        then.write(named(record, number), draft_id=f"d{number}")
    later = at(datetime(2033, 1, 1, tzinfo=UTC))
    first = later.by_urn("01AB0000026")[0]
    later.amend(first.model_copy(update={"flags": ["DA"]}), expected_version=1, why="Late.", draft_id="a0")
    now = at(NOW)
    now.write(named(record, 3), draft_id="d3")
    return now


def urns(store):
    return sorted(one.urn[4:9] for one in store.recent())


def test_records_past_the_age_are_listed_oldest_first_without_names(store):
    found = store.keeping.old(7)
    assert [one.urn for one in found] == ["01AB0000126", "01AB0000226"]
    assert [one.touched_at for one in found] == [THEN + timedelta(minutes=1), THEN + timedelta(minutes=2)]
    assert store.keeping.old(8) == []
    assert NAME not in repr(found)


def test_what_is_past_the_age_is_removed_and_the_history_holds(store):
    head = store.head()
    done = store.keeping.remove(None, years=7, why="Kept for seven years.")
    assert len(done.references) == 2
    assert urns(store) == ["00000", "00003"]
    for reference in done.references:
        assert store.get(reference) is None
        entered, removed = store.history(reference)
        assert (removed.kind, removed.person, removed.why) == (
            EntryKind.REMOVED,
            "asmith",
            "Kept for seven years.",
        )
        assert (entered.is_removed, entered.kind) == (True, EntryKind.ENTERED)
    verified = store.verify(head)
    assert verified.is_whole
    assert (verified.versions, verified.removed) == (3, 2)
    assert store.keeping.old(7) == []


def test_all_versions_of_a_record_go(at, store):
    later = at(datetime(2040, 6, 1, tzinfo=UTC))
    assert len(later.keeping.remove(None, years=7, why="Kept for seven years.").references) == 3
    amended = later.history(later.keeping.old(1)[0].reference) if later.keeping.old(7) else []
    assert amended == []
    assert later.verify().removed == 4


def test_a_record_may_be_named_and_the_others_stay(store):
    (first, _) = store.keeping.old(7)
    done = store.keeping.remove([first.reference.lower()], years=7, why="Asked for.")
    assert done.references == (first.reference,)
    assert urns(store) == ["00000", "00002", "00003"]


def test_a_record_that_is_not_past_the_age_stays_and_so_do_all(store):
    old, new = store.keeping.old(7)[0].reference, store.by_urn("01AB0000326")[0].reference
    with pytest.raises(NotOldEnough, match=new):
        store.keeping.remove([old, new], years=7, why="Asked for.")
    assert len(urns(store)) == 4


@pytest.mark.parametrize("which", ["FXXX-2222", "no reference"])
def test_a_reference_that_is_not_there_is_told(store, which):
    with pytest.raises(NoSuchRecord):
        store.keeping.remove([which], years=7, why="Asked for.")


def test_a_removal_needs_a_reason(store):
    with pytest.raises(NotAmended, match="needs a reason"):
        store.keeping.remove(None, years=7, why=" ")
    assert len(urns(store)) == 4


def test_only_a_manager_may_list_and_remove(at, store):
    store.people.set("bjones", Role.ADMINISTRATOR)
    other = at(NOW, "bjones")
    with pytest.raises(NotAllowed, match="may not remove old records"):
        other.keeping.old(7)
    with pytest.raises(NotAllowed):
        other.keeping.remove(None, years=7, why="Kept for seven years.")
    assert len(urns(store)) == 4


def test_drafts_that_speak_of_a_removed_record_go_and_so_do_old_ones(at, store):
    reference, stays = store.keeping.old(7)[0].reference, store.by_urn("01AB0000326")[0].reference
    at(THEN).keep("forgotten", title=f"01AB0000926 {NAME}", at="The court", data={})
    store.keep(
        "amending", title=f"01AB0000126 {NAME}", at="The plea", data={"record": {"reference": reference}}
    )
    store.keep("new", title="01AB0000526 Jones", at="The plea", data={"said": ["Jones"]})
    store.keep("other", title="01AB0000326 Jones", at="The plea", data={"record": {"reference": stays}})
    store.choices.add("smashed the window", "CD71039")
    assert store.keeping.remove(None, years=7, why="Kept for seven years.").drafts == 2
    assert {draft.id for draft in store.drafts(everybody=True)} == {"new", "other"}
    assert [choice.said for choice in store.choices.all()] == ["smashed the window"]


def test_no_name_of_a_removed_record_stays_anywhere_in_the_files(at, store, url, record):
    if not url.startswith("sqlite"):
        pytest.skip("a server keeps its own files")
    folder = store.path.parent
    late = at(datetime(2050, 1, 1, tzinfo=UTC))
    for number in range(10, 60):
        written = late.write(named(record, number, note="x" * 900), draft_id=f"d{number}")
        late.keep(
            f"e{number}", title=NAME, at="The plea", data={"reference": written.reference, "s": NAME * 200}
        )
    last = at(datetime(2060, 1, 1, tzinfo=UTC))

    def holding(words):
        files = [path for path in folder.iterdir() if path.is_file()]
        return [
            path.name for path in files if words.casefold() in path.read_bytes().decode("latin-1").casefold()
        ]

    assert holding(NAME) != []
    done = last.keeping.remove(None, years=7, why="Kept for seven years.")
    assert (len(done.references), done.drafts) == (54, 50)
    assert last.keeping.sweep() is True
    assert holding(NAME) == []
    assert holding("Ebbadottir") == []
    assert holding(done.references[0]) != []
    assert last.verify().is_whole
    written = last.write(named(record, 99), draft_id="d99")
    assert last.get(written.reference) == written


def test_a_sweep_beside_somebody_who_reads_says_that_it_is_not_done(at, store, url):
    if not url.startswith("sqlite"):
        pytest.skip("a server keeps its own files")
    store.keeping.remove(None, years=7, why="Kept for seven years.")
    with at(NOW).entries() as entries:
        next(entries)
        assert store.keeping.sweep() is False
    assert store.keeping.sweep() is True


def test_an_age_counts_from_the_same_day():
    assert years_before(datetime(2028, 2, 29, 12, tzinfo=UTC), 1) == datetime(2027, 2, 28, 12, tzinfo=UTC)
    assert years_before(datetime(2028, 2, 29, 12, tzinfo=UTC), 4) == datetime(2024, 2, 29, 12, tzinfo=UTC)
