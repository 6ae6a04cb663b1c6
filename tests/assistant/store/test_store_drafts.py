import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.store.errors import AlreadyRecorded
from assistant.store.store import Store

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


def keep(store, draft_id="d1", **data):
    store.keep(draft_id, title="01AB1234526 John Smith", at="The plea to charge 1", data=data)


def test_a_draft_comes_back_as_it_was_kept(store):
    keep(store, answers=["01AB1234526", "Smith"], plea=None)
    assert store.draft("d1") == {"answers": ["01AB1234526", "Smith"], "plea": None}


def test_a_draft_is_there_for_another_process_at_once(store, url):
    keep(store, n=1)
    with Store.open(url) as other:
        assert other.draft("d1") == {"n": 1}


def test_keeping_again_replaces_what_was_kept(store):
    keep(store, n=1)
    keep(store, n=2)
    assert store.draft("d1") == {"n": 2}
    assert len(store.drafts()) == 1


def test_drafts_are_listed_last_changed_first(store):
    keep(store, "a")
    keep(store, "b")
    store.keep("a", title="  01AB1234526\nJohn   Smith ", at="The court\x1b[2J", data={})
    first, second = store.drafts()
    assert (first.id, second.id) == ("a", "b")
    assert first.title == "01AB1234526 John Smith"
    assert first.at == "The court�[2J"
    assert first.changed_at == datetime(2026, 11, 12, 9, 2, tzinfo=UTC)
    assert first.changed_at.tzinfo is UTC


def test_a_discarded_draft_is_gone(store):
    keep(store)
    store.discard("d1")
    store.discard("never there")
    assert store.drafts() == []
    assert store.draft("d1") is None


def test_a_draft_that_was_recorded_cannot_come_back(store, record):
    keep(store)
    written = store.write(record(), draft_id="d1")
    with pytest.raises(AlreadyRecorded, match=str(written.reference)):
        keep(store)
    assert store.drafts() == []


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared(request, tmp_path_factory):
    """One store for many examples."""
    if request.param == "sqlite":
        url, name = f"sqlite:///{(tmp_path_factory.mktemp('law') / 'f.db').as_posix()}", None
    else:
        server = request.getfixturevalue("postgresql")
        name = server.store()
        url = server.url(name)
    with Store.open(url) as opened:
        yield opened
    if name is not None:
        server.drop(name)


@given(title=st.text(), at=st.text(), data=st.dictionaries(st.text(), json_values, max_size=4))
def test_whatever_was_typed_comes_back(shared, title, at, data):
    shared.keep("law", title=title, at=at, data=data)
    assert json.dumps(shared.draft("law"), sort_keys=True) == json.dumps(data, sort_keys=True)
