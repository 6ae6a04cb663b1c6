"""Indexes for a large store: the newest records of a surname, and outcomes counted without reading a record."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Puts three indexes in the place of two."""
    op.drop_index("ix_record_surname_folded", table_name="record")
    op.drop_index("ix_record_final_hearing", table_name="record")
    op.create_index("ix_record_surname_folded", "record", ["surname_folded", "entered_at"])
    op.create_index("ix_record_final_hearing", "record", ["final_hearing", "poc", "outcome", "urn"])
    newer = sa.text("version > 1")
    op.create_index(
        "ix_record_version", "record", ["version", "reference"], sqlite_where=newer, postgresql_where=newer
    )
