"""The ledger: every entry of the store in one chain of hashes; people and their roles; whose a draft is.

Records that are there already get their entries, in the order of their time, from a terminal that nobody knows. The
form of an entry is written out here, as it was when this step was made: `assistant.store.ledger` may move on.

A removal empties a record instead of deleting it: the chain goes on holding its hash.
"""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_START = "0" * 64
_MANY = 500
_CHANGED = "Records are only added to, never changed or deleted."
_LEDGER_CHANGED = "The ledger is only added to, never changed or deleted."
_NOT_AT_END = "The ledger grows at its end only."

# What a row of a removed record looks like, and what of it must be as it was.
_EMPTIED = """NEW.body = '' AND NEW.account IS NULL AND NEW.urn = '' AND NEW.surname_folded = '' AND NEW.outcome = ''
    AND NEW.poc IS NULL AND NEW.final_hearing IS NULL
    AND NEW.reference = OLD.reference AND NEW.version = OLD.version AND NEW.draft_id = OLD.draft_id
    AND NEW.stage = OLD.stage AND NEW.entered_by = OLD.entered_by AND NEW.entered_at = OLD.entered_at
    AND EXISTS (SELECT 1 FROM ledger WHERE ledger.reference = OLD.reference AND ledger.kind = 'removed')"""
_AT_END = f"""NEW.position = (SELECT coalesce(max(position), 0) + 1 FROM ledger)
    AND NEW.previous = coalesce((SELECT hash FROM ledger ORDER BY position DESC LIMIT 1), '{_START}')"""

_SQLITE = (
    "DROP TRIGGER record_no_update",
    f"""CREATE TRIGGER record_no_update BEFORE UPDATE ON record WHEN NOT ({_EMPTIED} AND NEW.rowid = OLD.rowid)
    BEGIN SELECT RAISE(ABORT, '{_CHANGED}'); END""",
    f"CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger BEGIN SELECT RAISE(ABORT, '{_LEDGER_CHANGED}'); END",
    f"CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, '{_LEDGER_CHANGED}'); END",
    f"""CREATE TRIGGER ledger_at_end BEFORE INSERT ON ledger WHEN NOT ({_AT_END}) OR EXISTS (
        SELECT 1 FROM ledger WHERE reference = NEW.reference AND version = NEW.version
    ) BEGIN SELECT RAISE(ABORT, '{_NOT_AT_END}'); END""",
)

# The owner of the tables brings records in from elsewhere; anybody else enters what they do as themselves.
_POSTGRESQL = (
    f"""CREATE FUNCTION finalise_keep_record() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' THEN
            IF {_EMPTIED} THEN RETURN NEW; END IF;
        END IF;
        RAISE EXCEPTION '{_CHANGED}' USING ERRCODE = 'restrict_violation';
    END $$""",
    f"""CREATE FUNCTION finalise_keep_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{_LEDGER_CHANGED}' USING ERRCODE = 'restrict_violation';
    END $$""",
    f"""CREATE FUNCTION finalise_add_to_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT ({_AT_END}) THEN
            RAISE EXCEPTION '{_NOT_AT_END}' USING ERRCODE = 'unique_violation';
        END IF;
        IF NEW.person <> session_user AND NOT pg_has_role(
            session_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER'
        ) THEN
            RAISE EXCEPTION 'An entry is made in one''s own name only.' USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END $$""",
    # Nobody may slip in a table of their own in place of the one that is meant.
    """DO $$
    DECLARE
        name text;
    BEGIN
        FOREACH name IN ARRAY ARRAY['finalise_keep_record', 'finalise_keep_ledger', 'finalise_add_to_ledger'] LOOP
            EXECUTE format('ALTER FUNCTION %I() SET search_path = %I, pg_temp', name, current_schema());
        END LOOP;
    END $$""",
    """CREATE TRIGGER record_keep BEFORE UPDATE OR DELETE ON record
    FOR EACH ROW EXECUTE FUNCTION finalise_keep_record()""",
    """CREATE TRIGGER record_keep_all BEFORE TRUNCATE ON record
    FOR EACH STATEMENT EXECUTE FUNCTION finalise_keep_record()""",
    """CREATE TRIGGER ledger_keep BEFORE UPDATE OR DELETE ON ledger
    FOR EACH ROW EXECUTE FUNCTION finalise_keep_ledger()""",
    """CREATE TRIGGER ledger_keep_all BEFORE TRUNCATE ON ledger
    FOR EACH STATEMENT EXECUTE FUNCTION finalise_keep_ledger()""",
    """CREATE TRIGGER ledger_at_end BEFORE INSERT ON ledger
    FOR EACH ROW EXECUTE FUNCTION finalise_add_to_ledger()""",
)


def upgrade() -> None:
    """Makes the tables, enters what is there, then sets the triggers."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    op.add_column("draft", sa.Column("person", sa.String(), nullable=True))
    op.add_column("record", sa.Column("account", sa.Text(), nullable=True))
    ledger = op.create_table(
        "ledger",
        sa.Column(
            "position", sa.Integer() if is_sqlite else sa.BigInteger(), autoincrement=False, nullable=False
        ),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("clock", sa.DateTime(timezone=True), nullable=True),
        sa.Column("terminal", sa.String(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("body_hash", sa.String(), nullable=True),
        sa.Column("account_hash", sa.String(), nullable=True),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("position", name="pk_ledger"),
        sa.UniqueConstraint("reference", "version", name="uq_ledger_reference"),
        sa.UniqueConstraint("previous", name="uq_ledger_previous"),
    )
    op.create_index("ix_ledger_link", "ledger", ["link"])
    op.create_table(
        "person",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_person"),
    )
    _enter_what_is_there(op.get_bind(), ledger)
    for statement in _SQLITE if is_sqlite else _POSTGRESQL:
        op.execute(sa.text(statement.replace(":", r"\:")))


def _enter_what_is_there(connection: sa.Connection, ledger: sa.Table) -> None:
    record = sa.table(
        "record",
        sa.column("reference", sa.String),
        sa.column("version", sa.Integer),
        sa.column("draft_id", sa.String),
        sa.column("entered_by", sa.String),
        sa.column("entered_at", sa.DateTime(timezone=True)),
        sa.column("body", sa.Text),
    )
    in_order = sa.select(record).order_by(record.c.entered_at, record.c.reference, record.c.version)
    previous, entries = _START, list[dict[str, Any]]()
    for position, row in enumerate(connection.execute(in_order).yield_per(_MANY), start=1):
        entries.append(_entry(row, position, previous))
        previous = entries[-1]["hash"]
        if len(entries) == _MANY:
            connection.execute(ledger.insert(), entries)
            entries = []
    if entries:
        connection.execute(ledger.insert(), entries)


def _entry(row: "sa.Row[Any]", position: int, previous: str) -> dict[str, Any]:
    body = json.loads(row.body)
    at: datetime = row.entered_at.replace(tzinfo=UTC) if row.entered_at.tzinfo is None else row.entered_at
    facts = {
        "draft": row.draft_id,
        "overrides": [override["rule"] for override in body["overrides"]],
        "versions": body["versions"],
    }
    entry: dict[str, Any] = {
        "position": position,
        "kind": "entered",
        "reference": row.reference,
        "version": row.version,
        "link": None,
        "person": row.entered_by,
        "clock": None,
        "terminal": "unknown",
        "facts": _canonical(facts),
        "body_hash": _text_hash(row.body),
        "account_hash": None,
        "previous": previous,
    }
    stamp = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    sealed = _canonical({**entry, "at": stamp, "form": "finalise ledger 1"})
    return {**entry, "at": at.astimezone(UTC), "hash": _text_hash(sealed)}


def _canonical(plain: dict[str, Any]) -> str:
    return json.dumps(plain, sort_keys=True, separators=(",", ":"))


def _text_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
