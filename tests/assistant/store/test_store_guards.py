"""The database itself refuses to change what is kept for good, whatever program asks it to."""

import sqlite3

import psycopg
import pytest

REST = "stage, urn, surname_folded, outcome, entered_by, entered_at, body"
EMPTIED = (
    "body = '', account = NULL, urn = '', surname_folded = '', outcome = '', poc = NULL, final_hearing = NULL"
)
FACTS = "kind, reference, version, link, person, at, clock, terminal, facts, body_hash, account_hash"

BOTH = {
    "update": "UPDATE record SET body = '{}'",
    "update a column": "UPDATE record SET urn = ''",
    "empty without entry": f"UPDATE record SET {EMPTIED}",
    "delete": "DELETE FROM record",
    "update ledger": "UPDATE ledger SET person = 'somebody'",
    "delete ledger": "DELETE FROM ledger",
    "entry out of order": f"INSERT INTO ledger (position, {FACTS}, previous, hash) "
    f"SELECT 7, {FACTS.replace('version', '9')}, hash, 'h' FROM ledger",
    "entry on another": f"INSERT INTO ledger (position, {FACTS}, previous, hash) "
    f"SELECT 2, {FACTS.replace('version', '9')}, 'p', 'h' FROM ledger",
    "entry of the same version": f"INSERT INTO ledger (position, {FACTS}, previous, hash) "
    f"SELECT 2, {FACTS}, hash, 'h' FROM ledger",
}
SQLITE = {
    "update or replace": "UPDATE OR REPLACE record SET version = 2",
    "replace all": "INSERT OR REPLACE INTO record SELECT * FROM record",
    "replace by draft": f"REPLACE INTO record (reference, version, draft_id, {REST}) "
    f"SELECT 'FXXX-2222', 1, draft_id, {REST} FROM record",
    "replace by rowid": f"REPLACE INTO record (rowid, reference, version, draft_id, {REST}) "
    f"SELECT rowid, 'FXXX-2222', 1, 'other', {REST} FROM record",
    "replace ledger": "INSERT OR REPLACE INTO ledger SELECT * FROM ledger",
    "update or replace ledger": "UPDATE OR REPLACE ledger SET position = 2",
}
POSTGRESQL = {
    "truncate": "TRUNCATE record",
    "truncate ledger": "TRUNCATE ledger",
    "upsert": "INSERT INTO record SELECT * FROM record ON CONFLICT (draft_id) DO UPDATE SET urn = ''",
}
EVERY = [
    *[(url, name) for url in ("sqlite", "postgresql") for name in BOTH],
    *[("sqlite", name) for name in SQLITE],
    *[("postgresql", name) for name in POSTGRESQL],
]
REFUSED = "only added to|at its end only|uq_ledger_reference"


@pytest.mark.parametrize(("store_url", "name"), EVERY, indirect=["store_url"])
def test_the_database_refuses_to_change_or_delete_what_is_kept_for_good(store, record, rows, name):
    written = store.write(record(), draft_id="d1")
    head = store.head()
    statement = {**BOTH, **SQLITE, **POSTGRESQL}[name]
    with pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError), match=REFUSED):
        rows(statement)
    assert store.get(written.reference) == written
    assert store.head() == head


@pytest.mark.parametrize("change", ["version = 7", "entered_by = 'x'", "draft_id = 'x'", "body = '{}'"])
def test_a_removal_in_the_ledger_lets_a_record_be_emptied_and_nothing_else(store, record, rows, change):
    written = store.write(record(), draft_id="d1")
    store.remove(written.reference, why="Older than seven years.")
    rows(f"UPDATE record SET {EMPTIED}")  # as it is already
    with pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError), match=REFUSED):
        rows(
            f"UPDATE record SET {EMPTIED}, {change}".replace(
                "body = '', ", "" if "body" in change else "body = '', "
            )
        )


def test_a_removal_lets_no_other_record_be_emptied(store, record, rows):
    gone = store.write(record(), draft_id="d1")
    stays = store.write(record(urn="01AB9999926"), draft_id="d2")
    store.remove(gone.reference, why="Older than seven years.")
    with pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError), match=REFUSED):
        rows(f"UPDATE record SET {EMPTIED}")
    assert store.get(stays.reference) == stays
