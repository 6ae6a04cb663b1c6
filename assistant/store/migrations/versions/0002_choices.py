"""Choices: which offence people chose over the one suggested for some words, how often, and what a manager approved.

They come and go, unlike records, so nothing refuses to change them. Numbers are never given twice: a manager who
approves number 7 must not hit another choice that took its place.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes both tables."""
    op.create_table(
        "choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("approved_by", sa.String(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("elsewhere_times", sa.Integer(), nullable=False),
        sa.Column("elsewhere_people", sa.Integer(), nullable=False),
        sa.Column("elsewhere_first", sa.DateTime(timezone=True), nullable=True),
        sa.Column("elsewhere_last", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_choice"),
        sa.UniqueConstraint("said", "code", name="uq_choice_said"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "choice_by",
        sa.Column("choice_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("choice_id", "person", name="pk_choice_by"),
        sa.ForeignKeyConstraint(["choice_id"], ["choice.id"], name="fk_choice_by_choice_id_choice"),
    )
