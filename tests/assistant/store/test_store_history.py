"""Every version stays, with who, when, from where, why and what changed; nothing is overwritten unseen."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from assistant.record.model import Override, Versions
from assistant.store.differences import Difference, differences
from assistant.store.errors import AlreadyFinalised, ChangedMeanwhile, NoSuchRecord, NotAmended
from assistant.store.ledger import START, EntryKind
from assistant.store.stamps import Stamps
from assistant.store.store import Store

NINE = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)


@pytest.fixture
def as_person(url):
    """Opens the store as somebody else."""
    opened = []

    def open_as(name, **stamps):
        opened.append(Store.open(url, stamps=Stamps(person=lambda: name, **stamps)))
        return opened[-1]

    yield open_as
    for store in opened:
        store.close()


def amended(store, written, *, why="A slip of the pen.", draft_id="a1", **changes):
    changed = written.model_copy(update=changes)
    return store.amend(changed, expected_version=written.version, why=why, draft_id=draft_id)


def test_the_first_version_stands_in_the_ledger(store, record):
    versions = Versions(finalise="0.1.0", catalogue="2.0.414", poc_table="1", rules="7")
    overrides = [Override(rule="72", reason="The court sat late.")]
    written = store.write(record(versions=versions, overrides=overrides), draft_id="d1")
    (entry,) = store.history(written.reference)
    assert (entry.position, entry.kind, entry.reference, entry.version) == (
        1,
        "entered",
        written.reference,
        1,
    )
    assert (entry.person, entry.at, entry.clock, entry.why, entry.changes) == ("asmith", NINE, None, "", ())
    assert entry.versions == versions.model_dump()
    assert entry.overrides == {"72": "The court sat late."}


def test_an_amendment_is_a_new_version_and_the_old_one_stays(store, record):
    first = store.write(record(), draft_id="d1")
    second = amended(store, first, outcome_label="Guilty plea, amended", flags=["DA"])
    assert (second.reference, second.version) == (first.reference, 2)
    assert store.get(first.reference) == second
    assert store.get(first.reference, version=1) == first
    assert [found.version for found in store.recent()] == [2]
    assert store.by_urn(first.urn) == [second]


def test_the_history_says_why_and_what_changed_field_by_field(store, record):
    first = store.write(record(), draft_id="d1")
    amended(store, first, why="  The clerk\nwrote back. ", flags=["DA"], final_hearing=None, note="Seen")
    _, entry = store.history(first.reference)
    assert (entry.kind, entry.version, entry.why) == (EntryKind.AMENDED, 2, "The clerk wrote back.")
    assert {(one.field, str(one.old), str(one.new)) for one in entry.changes} == {
        ("flags", "None", "['DA']"),
        ("final_hearing", "2026-11-11", "None"),
        ("note", "None", "Seen"),
    }


def test_a_version_that_is_not_the_newest_is_not_amended_and_the_change_is_told(store, record, as_person):
    first = store.write(record(), draft_id="d1")
    amended(as_person("bjones"), first, note="Theirs", draft_id="a1")
    with pytest.raises(ChangedMeanwhile, match=f"{first.reference} was changed by bjones on") as caught:
        amended(store, first, note="Mine", draft_id="a2")
    assert caught.value.version == 2
    assert caught.value.difference == (Difference(field="note", old=None, new="Theirs"),)
    assert store.get(first.reference).note == "Theirs"
    assert len(store.history(first.reference)) == 2


def test_amending_from_the_same_draft_again_gives_the_version_that_was_written(store, record):
    first = store.write(record(), draft_id="d1")
    second = amended(store, first, note="Once")
    assert amended(store, first, note="Twice") == second
    assert len(store.history(first.reference)) == 2


def test_an_amendment_removes_its_draft(store, record):
    first = store.write(record(), draft_id="d1")
    store.keep("a1", title="t", at="a", data={})
    amended(store, first, note="Seen")
    assert store.drafts() == []


@pytest.mark.parametrize(
    ("why", "note", "told"), [("", "Seen", "needs a reason"), ("Why", None, "was changed")]
)
def test_an_amendment_without_reason_or_change_is_refused(store, record, why, note, told):
    first = store.write(record(), draft_id="d1")
    with pytest.raises(NotAmended, match=told):
        amended(store, first, why=why, note=note)
    assert len(store.history(first.reference)) == 1


def test_a_record_that_is_not_there_cannot_be_amended(store, record):
    with pytest.raises(NoSuchRecord, match="no record F222-2222"):
        store.amend(
            record(reference="F222-2222", note="x"), expected_version=1, why="It is wrong.", draft_id="a1"
        )
    assert store.head().count == 0


def test_a_second_person_is_told_who_finalised_the_defendant_and_sees_the_difference(
    store, record, as_person
):
    first = store.write(record(), draft_id="d1")
    other = as_person("bjones")
    other.keep("d2", title="t", at="a", data={})
    with pytest.raises(AlreadyFinalised, match=f"{first.reference}, by asmith on 12/11/2026") as caught:
        other.write(record(outcome="conviction_after_trial"), draft_id="d2")
    assert (
        Difference(field="outcome", old="guilty_plea", new="conviction_after_trial")
        in caught.value.difference
    )
    assert "Smith" not in str(caught.value)
    assert len(store.recent()) == 1
    assert [draft.id for draft in other.drafts()] == ["d2"]


@pytest.mark.parametrize("on_purpose", ["beside", "second_record"])
def test_a_second_record_is_written_on_purpose_alone(store, record, on_purpose):
    first = store.write(record(), draft_id="d1")
    if on_purpose == "beside":
        second = store.write(record(), draft_id="d2", beside={first.reference})
    else:
        second = store.write(record(second_record="Another incident."), draft_id="d2")
    assert {found.reference for found in store.recent()} == {first.reference, second.reference}


def test_two_people_finalising_one_defendant_at_once_make_one_record(url, record, as_person):
    people = [as_person(f"person{number}") for number in range(8)]

    def write(number):
        try:
            return people[number].write(record(), draft_id=f"d{number}").reference
        except AlreadyFinalised as told:
            return told.reference

    with ThreadPoolExecutor(8) as pool:
        references = set(pool.map(write, range(8)))
    assert len(references) == 1
    assert people[0].head().count == 1


def test_a_defendant_renamed_into_another_records_defendant_is_told(store, record):
    first = store.write(record(), draft_id="d1")
    jones = record().defendant.model_copy(update={"surname": "Jones"})
    second = store.write(record(defendant=jones), draft_id="d2")
    with pytest.raises(AlreadyFinalised, match=first.reference):
        amended(store, second, defendant=first.defendant)


def test_an_old_surname_no_longer_finds_an_amended_record(store, record):
    first = store.write(record(), draft_id="d1")
    smyth = first.defendant.model_copy(update={"surname": "Smyth"})
    amended(store, first, defendant=smyth)
    assert store.same(first.urn, first.defendant) == []
    assert store.recent(surname="Smith") == []
    assert [found.version for found in store.recent(surname="SMYTH")] == [2]
    assert store.write(record(), draft_id="d2").version == 1


def administrative(record, **changes):
    return record(
        outcome="deceased", outcome_label="Defendant deceased", successful=False, poc=None, **changes
    )


def test_an_administrative_finalisation_is_taken_up_again_as_a_new_record_that_links_back(store, record):
    old = store.write(administrative(record), draft_id="d1")
    new = store.reopen(record(), of=old.reference, draft_id="d2", why="He was found alive.")
    assert (new.version, new.reopens) == (1, old.reference)
    assert new.reference != old.reference
    assert store.get(old.reference) == old
    (entry,) = store.history(new.reference)
    assert (entry.kind, entry.link, entry.why) == (EntryKind.REOPENED, old.reference, "He was found alive.")
    assert [one.reference for one in store.history(old.reference)] == [old.reference, new.reference]


def test_only_an_administrative_finalisation_can_be_taken_up_again(store, record):
    old = store.write(record(), draft_id="d1")
    with pytest.raises(NotAmended, match="not an administrative finalisation"):
        store.reopen(record(), of=old.reference, draft_id="d2", why="He was found.")
    with pytest.raises(NoSuchRecord):
        store.write(record(urn="01AB9999926", reopens="F222-2222"), draft_id="d3")
    assert store.head().count == 1


def test_a_removed_record_leaves_its_entries_and_nothing_else(store, record):
    first = store.write(record(), draft_id="d1")
    amended(store, first, note="Seen", why="Mr Smith rang.")
    store.remove(first.reference, why="Older than seven years.")
    assert store.get(first.reference) is None
    assert (store.recent(), store.by_urn(first.urn), store.same(first.urn, first.defendant)) == ([], [], [])
    kinds = [
        (entry.kind.value, entry.why, entry.changes, entry.is_removed)
        for entry in store.history(first.reference)
    ]
    assert kinds == [
        ("entered", "", (), True),
        ("amended", "", (), True),
        ("removed", "Older than seven years.", (), False),
    ]
    with pytest.raises(NoSuchRecord, match="was removed"):
        amended(store, first, note="Again", draft_id="a2")


def test_the_ledger_counts_without_gaps_and_each_entry_holds_the_one_before(store, record, rows):
    assert store.head().hash == START
    for number in range(3):
        store.write(record(urn=f"01AB000000{number}"), draft_id=str(number))
    entries = rows("SELECT position, previous, hash FROM ledger ORDER BY position")
    assert [position for position, _, _ in entries] == [1, 2, 3]
    assert [previous for _, previous, _ in entries] == [START, *(made for _, _, made in entries[:-1])]
    head = store.head()
    assert (head.count, head.hash, head.at) == (3, entries[-1][2], datetime(2026, 11, 12, 9, 2, tzinfo=UTC))


def test_a_clock_set_back_is_told_and_noted_and_time_never_runs_back(url, record):
    times = iter([NINE, NINE.replace(hour=7)])
    with Store.open(url, stamps=Stamps(clock=lambda: next(times))) as store:
        store.write(record(), draft_id="d1")
        assert store.notices() == ()
        second = store.write(record(urn="01AB9999926"), draft_id="d2")
        (notice,) = store.notices()
        assert store.notices() == ()
    assert second.entered_at == NINE
    assert "Set the clock right" in notice
    with Store.open(url) as store:
        (entry,) = store.history(second.reference)
    assert (entry.at, entry.clock) == (NINE, NINE.replace(hour=7))


def test_the_terminal_is_the_systems_name_for_it(url, record):
    with Store.open(url, stamps=Stamps(terminal=lambda: "leeds-12 pts/3")) as store:
        written = store.write(record(), draft_id="d1")
        assert store.history(written.reference)[0].terminal == "leeds-12 pts/3"


def test_a_charge_put_in_between_changes_no_other():
    old = {"charges": [{"number": 1, "plea": "guilty"}, {"number": 2, "plea": "guilty"}]}
    new = {
        "charges": [
            {"number": 1, "plea": "guilty"},
            {"number": 3, "plea": "not_guilty", "live": True},
            {"number": 2, "plea": "guilty"},
        ]
    }
    assert [(str(one), one.label) for one in differences(old, new)] == [
        ("charge 3, number: nothing → 3", "charge 3, number"),
        ("charge 3, plea: nothing → not_guilty", "charge 3, plea"),
        ("charge 3, live: nothing → yes", "charge 3, live"),
    ]


def test_a_field_that_an_older_program_did_not_know_is_no_difference():
    assert differences({"urn": "1"}, {"urn": "1", "sheet": None, "flags": []}) == ()
