"""Whoever alters, drops, reorders, inserts, cuts or rewrites the history is found, triggers or not."""

import json
import tracemalloc
from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import assume, given
from hypothesis import strategies as st
from sqlmodel import Session

from assistant.store.engine import server_engine, sqlite_engine
from assistant.store.head_file import HeadUnreadable, head_text, read_head
from assistant.store.ledger import START, Head, Sealed, text_hash
from assistant.store.roles import Role
from assistant.store.stamps import Stamps
from assistant.store.store import Store
from assistant.store.verify import verify

SEALED = [field.name for field in fields(Sealed)]
NINE = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)


def fill(url, record):
    """A store with every kind of entry: 12 of them."""
    minutes = iter(range(100))
    stamps = Stamps(clock=lambda: NINE + timedelta(minutes=next(minutes)), person=lambda: "asmith")
    with Store.open(url, stamps=stamps) as store:
        for number in range(5):
            store.write(record(urn=f"01AB000000{number}"), draft_id=f"d{number}")
        for version in (1, 2):
            found = store.by_urn("01AB0000001")[0]
            changed = found.model_copy(update={"note": f"Seen {version} times"})
            store.amend(changed, expected_version=version, why="It was wrong.", draft_id=f"a{version}")
        dead = record(urn="01AB0000009", outcome="deceased", poc=None)
        old = store.write(dead, draft_id="d9")
        store.reopen(record(urn="01AB0000009"), of=old.reference, draft_id="d10", why="He was found.")
        store.remove(store.by_urn("01AB0000002")[0].reference, why="Older than seven years.")
        store.people.set("bjones", Role.REVIEWER)


def engine_of(url):
    if url.startswith("sqlite"):
        from pathlib import Path  # noqa: PLC0415

        return sqlite_engine(Path(url.removeprefix("sqlite:///")), wait_s=5)
    return server_engine(url.replace("postgresql:", "postgresql+psycopg:"), wait_s=5)


@contextmanager
def attacked(url):
    """A session in which the triggers are gone, and of which nothing stays."""
    engine = engine_of(url)
    try:
        with engine.connect() as connection:
            transaction = connection.begin()
            if connection.dialect.name == "sqlite":
                names = connection.exec_driver_sql(
                    "SELECT name FROM sqlite_master WHERE type = 'trigger'"
                ).scalars()
                for name in names.all():
                    connection.exec_driver_sql(f"DROP TRIGGER {name}")
            else:
                for table in ("record", "ledger"):
                    connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            with Session(connection) as session:
                yield session
            transaction.rollback()
    finally:
        engine.dispose()


@pytest.fixture
def filled(url, record):
    """The address of a store with every kind of entry."""
    fill(url, record)
    return url


def run(session, statement, **values):
    return session.execute(sa.text(statement), values)


def moment(value):
    found = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found


def rehash(session, first=1):
    """Give every entry from `first` on the hashes that it should have, as somebody would who covers their tracks."""
    previous = START
    for row in run(session, "SELECT * FROM ledger ORDER BY position").mappings().all():
        if row["position"] >= first:
            clock = row["clock"] and moment(row["clock"])
            facts = {name: row[name] for name in SEALED} | {
                "previous": previous,
                "at": moment(row["at"]),
                "clock": clock,
            }
            made = Sealed(**facts).hash()
            change = "UPDATE ledger SET previous = :previous, hash = :hash WHERE position = :position"
            run(session, change, previous=previous, hash=made, position=row["position"])
            previous = made
        else:
            previous = row["hash"]


def test_a_store_that_nobody_touched_is_whole(filled):
    with Store.open(filled) as store:
        found = store.verify()
        assert (found.broken, found.is_whole, found.is_guarded) == (None, True, True)
        assert (found.versions, found.removed, found.head) == (8, 1, store.head())
        assert found.head.count in (11, 12)  # the first manager of a file is entered as well
        assert store.verify(store.head()).is_whole


def test_an_empty_store_is_whole(store):
    found = store.verify(Head(count=0, hash=START, at=None))
    assert (found.broken, found.head.count, found.versions) == (None, 0, 0)


def test_a_store_that_grew_since_the_head_was_kept_is_whole(store, record):
    store.write(record(), draft_id="d1")
    head = store.head()
    store.write(record(urn="01AB9999926"), draft_id="d2")
    assert store.verify(head).is_whole


def test_triggers_that_are_gone_are_told_though_nothing_is_broken(filled):
    with attacked(filled) as session:
        found = verify(session)
    assert (found.is_whole, found.is_guarded) == (True, False)


SWAP = (
    "UPDATE ledger SET position = -1, previous = 'x' WHERE position = 2",
    "UPDATE ledger SET position = 2 WHERE position = 3",
    "UPDATE ledger SET position = 3 WHERE position = -1",
)
NEW_ENTRY = (
    "INSERT INTO ledger (position, kind, reference, version, person, at, terminal, facts, body_hash, previous, hash) "
    "SELECT {position}, kind, 'FNEW-2222', 1, person, at, terminal, facts, body_hash, 'before', 'made' "
    "FROM ledger WHERE position = 2"
)


@pytest.mark.parametrize(
    ("statements", "position", "says"),
    [
        (["UPDATE ledger SET person = 'nobody' WHERE position = 3"], 3, "was changed after it was made"),
        (["UPDATE ledger SET terminal = '' WHERE position = 11"], 11, "was changed after it was made"),
        (["UPDATE ledger SET hash = 'x' WHERE position = 4"], 4, "was changed after it was made"),
        (["UPDATE ledger SET facts = '' WHERE position = 5"], 5, "was changed after it was made"),
        (["DELETE FROM ledger WHERE position = 4"], 4, "after entry 3 comes entry 5"),
        (["DELETE FROM ledger WHERE position = 1"], 1, "after entry 0 comes entry 2"),
        (SWAP, 2, "does not hold the hash of the entry before it"),
        ([NEW_ENTRY.format(position=0)], 1, "after entry 0 comes entry 0"),
        ([NEW_ENTRY.format(position=99)], None, "it is missing: after entry"),
        (
            [
                "DELETE FROM ledger WHERE position = 4",
                "UPDATE ledger SET position = position - 1 WHERE position > 4",
            ],
            4,
            "does not hold the hash of the entry before it",
        ),
        (
            ["UPDATE record SET body = replace(body, 'Smith', 'Smyth') WHERE draft_id = 'd3'"],
            4,
            "its text was changed",
        ),
        (["UPDATE record SET body = '' WHERE draft_id = 'd3'"], 4, "is gone, but was never removed"),
        (["UPDATE record SET account = '{}' WHERE draft_id = 'a1'"], 6, "what was said of its change"),
        (["UPDATE record SET account = NULL WHERE draft_id = 'a2'"], 7, "what was said of its change"),
        (["UPDATE record SET urn = '01AB7777777' WHERE draft_id = 'd3'"], 4, "searched by another urn"),
        (["UPDATE record SET surname_folded = 'x' WHERE draft_id = 'd3'"], 4, "another surname folded"),
        (["UPDATE record SET poc = NULL WHERE draft_id = 'd3'"], 4, "another poc"),
        (
            ["UPDATE record SET final_hearing = '2026-01-01' WHERE draft_id = 'd3'"],
            4,
            "another final hearing",
        ),
        (["UPDATE record SET draft_id = 'other' WHERE draft_id = 'd3'"], 4, "another draft id"),
        (["UPDATE record SET urn = '01AB0000002' WHERE draft_id = 'd2'"], 3, "something of it is left"),
        (["DELETE FROM record WHERE draft_id = 'd3'"], 4, "is missing"),
        (["DELETE FROM record"], 1, "is missing"),
        (["UPDATE record SET version = 7 WHERE draft_id = 'd3'"], 4, "is missing"),
        (["UPDATE person SET role = 'manager' WHERE name = 'bjones'"], None, "roles of people are not those"),
        (["UPDATE person SET given_by = 'somebody' WHERE name = 'bjones'"], None, "roles of people"),
        (["DELETE FROM person"], None, "roles of people"),
    ],
)
def test_what_was_tampered_with_is_named(filled, statements, position, says):
    with attacked(filled) as session:
        for statement in statements:
            run(session, statement)
        found = verify(session)
    assert says in str(found.broken)
    if position is not None:
        assert (found.broken.position, found.head.count) == (position, position - 1)


def test_a_record_that_was_slipped_in_is_found(filled):
    columns = "stage, urn, surname_folded, outcome, entered_by, entered_at, body"
    with attacked(filled) as session:
        run(
            session,
            f"INSERT INTO record (reference, version, draft_id, {columns}) "
            f"SELECT 'FNEW-2222', 1, 'new', {columns} FROM record WHERE draft_id = 'd3'",
        )
        found = verify(session)
    assert str(found.broken) == "The record FNEW-2222 version 1 has no entry in the ledger."


def test_an_entry_changed_with_a_new_hash_is_found_by_the_next_link(filled):
    with attacked(filled) as session:
        row = run(session, "SELECT * FROM ledger WHERE position = 4").mappings().one()
        facts = {name: row[name] for name in SEALED} | {"at": moment(row["at"]), "terminal": "elsewhere"}
        made = Sealed(**facts).hash()
        run(session, "UPDATE ledger SET terminal = 'elsewhere', hash = :made WHERE position = 4", made=made)
        found = verify(session)
    assert (found.broken.position, found.head.count) == (5, 4)
    assert "does not hold the hash of the entry before it" in str(found.broken)


@pytest.mark.parametrize("draft", ["d2", "d3"], ids=["removed", "standing"])
def test_a_record_that_names_another_person_than_its_entry_is_found(filled, draft):
    with attacked(filled) as session:
        run(session, f"UPDATE record SET entered_by = 'nobody' WHERE draft_id = '{draft}'")
        assert verify(session).broken.position == (3 if draft == "d2" else 4)


def change_all_of_one(session):
    """Change a record and everything that says what it was."""
    (body,) = run(session, "SELECT body FROM record WHERE draft_id = 'd3'").one()
    changed = body.replace("John", "Jack")
    assert changed != body
    run(session, "UPDATE record SET body = :body WHERE draft_id = 'd3'", body=changed)
    run(session, "UPDATE ledger SET body_hash = :made WHERE position = 4", made=text_hash(changed))


def test_a_link_rewritten_alone_is_found_in_the_next(filled):
    with attacked(filled) as session:
        before = run(session, "SELECT hash, previous FROM ledger WHERE position = 5").one()
        change_all_of_one(session)
        rehash(session, first=4)
        run(
            session,
            "UPDATE ledger SET hash = :hash, previous = :previous WHERE position = 5",
            hash=before.hash,
            previous=before.previous,
        )
        found = verify(session)
    assert (found.broken.position, found.head.count) == (5, 4)


def test_a_history_rewritten_as_a_whole_is_found_with_the_head_that_was_kept(filled):
    with Store.open(filled) as store:
        head = store.head()
    with attacked(filled) as session:
        change_all_of_one(session)
        rehash(session)
        assert verify(session).is_whole
        found = verify(session, head)
    assert found.broken.position == head.count
    assert "the history was rewritten" in str(found.broken)


def test_a_history_cut_at_its_end_is_found_with_the_head_that_was_kept(filled):
    with Store.open(filled) as store:
        head = store.head()
    with attacked(filled) as session:
        run(session, "DELETE FROM ledger WHERE position > 4")
        run(session, "DELETE FROM record WHERE draft_id NOT IN ('d0', 'd1', 'd2', 'd3')")
        run(session, "UPDATE record SET body = :text", text="{}")
        run(session, "DELETE FROM person")
        assert "its text was changed" in str(verify(session).broken)
    with attacked(filled) as session:
        run(session, "DELETE FROM ledger WHERE position > 2")
        run(session, "DELETE FROM record WHERE draft_id NOT IN ('d0', 'd1')")
        run(session, "DELETE FROM person")
        assert verify(session).is_whole
        found = verify(session, head)
    assert (found.broken.position, found.head.count) == (3, 2)
    assert "cut at its end" in str(found.broken)


def test_a_history_emptied_is_found_with_the_head_that_was_kept(filled):
    with Store.open(filled) as store:
        head = store.head()
    with attacked(filled) as session:
        for table in ("ledger", "record", "person"):
            run(session, f"DELETE FROM {table}")
        assert verify(session).is_whole
        assert "cut at its end" in str(verify(session, head).broken)


def test_a_time_that_runs_back_is_found(filled):
    with attacked(filled) as session:
        run(session, "UPDATE ledger SET at = '2020-01-01 00:00:00.000000+00:00' WHERE position = 11")
        rehash(session, first=11)
        assert "time is before" in str(verify(session).broken)


# The columns of each table that holds what is kept for good.
TABLES = {
    "ledger": ("position", [*SEALED, "hash"]),
    "record": (
        "draft_id",
        [
            *(
                "reference",
                "version",
                "draft_id",
                "stage",
                "urn",
                "surname_folded",
                "outcome",
                "poc",
                "final_hearing",
            ),
            *("entered_by", "entered_at", "body", "account"),
        ],
    ),
    "person": ("name", ["name", "role", "since", "given_by"]),
}
WHOLE = [(table, column) for table, (_, columns) in TABLES.items() for column in columns]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared(request, tmp_path_factory):
    """The address of one filled store for many examples, and its head."""
    from builders import finalisation  # noqa: PLC0415

    name = None
    if request.param == "sqlite":
        url = f"sqlite:///{(tmp_path_factory.mktemp('verify') / 'f.db').as_posix()}"
    else:
        server = request.getfixturevalue("postgresql")
        name = server.store()
        url = server.url(name)
    fill(url, finalisation)
    with Store.open(url) as store:
        yield url, store.head()
    if name is not None:
        server.drop(name)


def contents(session):
    return [
        sorted(repr(tuple(row)) for row in run(session, f"SELECT {', '.join(columns)} FROM {table}"))
        for table, (_, columns) in TABLES.items()
    ]


@given(data=st.data())
def test_any_change_at_all_is_found(shared, data):
    url, head = shared
    table, column = data.draw(st.sampled_from(WHOLE))
    key = TABLES[table][0]
    with attacked(url) as session:
        before = contents(session)
        rows = run(session, f"SELECT {key} AS k, {column} AS v FROM {table} ORDER BY {key}").all()
        if column == "stage":  # of a removed record nobody asks which it was
            rows = [row for row in rows if row.k != "d2"]
        one, other = data.draw(st.sampled_from(rows)), data.draw(st.sampled_from(rows))
        way = data.draw(st.sampled_from(["delete", "take over", "change"]))
        value = other.v
        if way == "change":
            value = changed(data, one.v)
        try:
            with session.begin_nested():
                if way == "delete":
                    run(session, f"DELETE FROM {table} WHERE {key} = :k", k=one.k)
                else:
                    run(session, f"UPDATE {table} SET {column} = :v WHERE {key} = :k", v=value, k=one.k)
        except sa.exc.DBAPIError:  # a key or a type would not have it
            assume(False)
        after = contents(session)
        assert verify(session, head).is_whole is (before == after)


def changed(data, value):
    """Another value of the same kind."""
    if isinstance(value, int):
        return value + data.draw(st.integers(-3, 3))
    if isinstance(value, str) and value and not value[:4].isdecimal():
        place = data.draw(st.integers(0, len(value) - 1))
        return value[:place] + data.draw(st.sampled_from('aZ0 {"')) + value[place + 1 :]
    if isinstance(value, datetime):
        return value + timedelta(microseconds=data.draw(st.integers(-2, 2)))
    return None


def test_a_long_history_takes_no_more_memory_than_a_short_one(store, record):
    def most_memory():
        store.verify()
        tracemalloc.start()
        try:
            assert store.verify().is_whole
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    found = []
    for numbers in (range(300), range(300, 900)):
        for number in numbers:
            store.write(record(urn=f"01AB{number:07}"), draft_id=str(number))
        found.append(most_memory())
    assert found[1] < 1.3 * found[0]


def test_verifying_is_the_same_while_others_write(filled, record):
    with Store.open(filled) as store, Store.open(filled) as other:
        head = store.head()
        with store.entries() as entries:
            next(entries)
            other.write(record(urn="01AB7777777"), draft_id="later")
            assert len(list(entries)) == head.count - 1
        assert store.verify(head).head.count == head.count + 1


def test_a_head_is_read_back_from_its_file(tmp_path, filled):
    file = tmp_path / "head.txt"
    with Store.open(filled) as store:
        file.write_text(head_text(store.head()), encoding="utf-8")
        assert read_head(file) == store.head()
    empty = Head(count=0, hash=START, at=None)
    file.write_text(head_text(empty), encoding="utf-8")
    assert read_head(file) == empty


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Finalise store head\n",
        "Finalise store head\ncount: x\nhash: 00\ntime: never\n",
        json.dumps({"count": 1}),
    ],
)
def test_a_file_that_holds_no_head_is_told(tmp_path, text):
    file = tmp_path / "head.txt"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(HeadUnreadable, match=r"head\.txt does not hold the head"):
        read_head(file)
    with pytest.raises(HeadUnreadable):
        read_head(tmp_path / "none.txt")
