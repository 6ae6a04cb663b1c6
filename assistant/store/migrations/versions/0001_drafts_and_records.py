"""The first store: drafts, which come and go, and records, which are only ever added to.

Versions of a record are rows of their own; the triggers refuse to change or delete one. SQLite needs the
third trigger because INSERT OR REPLACE deletes the old row without asking the second.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_APPLICATION_ID = 0x46494E41
_REFUSED = "RAISE(ABORT, 'Records are only added to, never changed or deleted.')"
_TRIGGERS = (
    f"CREATE TRIGGER record_no_update BEFORE UPDATE ON record BEGIN SELECT {_REFUSED}; END",
    f"CREATE TRIGGER record_no_delete BEFORE DELETE ON record BEGIN SELECT {_REFUSED}; END",
    f"""CREATE TRIGGER record_no_replace BEFORE INSERT ON record WHEN EXISTS (
        SELECT 1 FROM record WHERE (reference = NEW.reference AND version = NEW.version)
        OR draft_id = NEW.draft_id OR rowid = NEW.rowid
    ) BEGIN SELECT {_REFUSED}; END""",
)


def upgrade() -> None:
    """Makes both tables, their indexes and the triggers, and marks the file as ours."""
    op.create_table(
        "draft",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
    )
    op.create_index("ix_draft_changed_at", "draft", ["changed_at"])
    op.create_table(
        "record",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.String(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("urn", sa.String(), nullable=False),
        sa.Column("surname_folded", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("poc", sa.String(), nullable=True),
        sa.Column("final_hearing", sa.Date(), nullable=True),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("reference", "version", name="pk_record"),
        sa.UniqueConstraint("draft_id", name="uq_record_draft_id"),
    )
    for column in ("urn", "surname_folded", "outcome", "poc", "final_hearing", "entered_at"):
        op.create_index(f"ix_record_{column}", "record", [column])
    if op.get_bind().dialect.name == "sqlite":
        for trigger in _TRIGGERS:
            op.execute(trigger)
        op.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
