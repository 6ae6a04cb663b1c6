"""The tables as SQLModel types. What they mean to the rest of the house is in `store` and `summaries`."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Field, SQLModel, col

from assistant.record.model import Stage
from assistant.store.columns import UtcDateTime, by_value
from assistant.store.ledger import EntryKind
from assistant.store.roles import Role

REMOVED = ""
"""What stands in place of the body of a record that was removed."""

# Constraints need names: Alembic cannot change one that has none.
_NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(SQLModel):
    """What every table of the store shares."""

    metadata = sa.MetaData(naming_convention=_NAMES)


class DraftRow(Row, table=True):
    """The answers of one unfinished finalisation, as the conversation saves itself, and who gave them.

    `person` is None in a draft that an older program kept.
    """

    __tablename__ = "draft"

    id: str = Field(primary_key=True)
    title: str
    at: str
    data: dict[str, object] = Field(sa_type=sa.JSON)
    changed_at: datetime = Field(sa_type=UtcDateTime, index=True)
    person: str | None = None


class RecordRow(Row, table=True):
    """One version of one finalisation. Never changed and never deleted: triggers see to it.

    `body` is the record's JSON as written, the one truth; the columns above it are taken from it for searching.
    `account` is JSON of how this version came to be: why, and what changed field by field. `draft_id` says which
    draft it came from, so that writing twice makes one record. Once the ledger says that the record is removed, its
    body, its account and the columns for searching may be emptied; nothing else is ever changed.
    """

    __tablename__ = "record"
    __table_args__ = (
        sa.UniqueConstraint("draft_id"),
        sa.Index("ix_record_surname_folded", "surname_folded", "entered_at"),
        sa.Index("ix_record_final_hearing", "final_hearing", "poc", "outcome", "urn"),
        sa.Index(
            "ix_record_version",
            "version",
            "reference",
            sqlite_where=sa.text("version > 1"),
            postgresql_where=sa.text("version > 1"),
        ),
    )

    reference: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    draft_id: str
    stage: Stage = Field(sa_type=by_value(Stage))
    urn: str = Field(index=True)
    surname_folded: str
    outcome: str = Field(index=True)
    poc: str | None = Field(default=None, index=True)
    final_hearing: date | None = None
    entered_by: str
    entered_at: datetime = Field(sa_type=UtcDateTime, index=True)
    body: str = Field(sa_type=sa.Text)
    account: str | None = Field(default=None, sa_type=sa.Text)


def is_current() -> sa.ColumnElement[bool]:
    """The condition that a row of the record table is the newest version of a record that was not removed."""
    newer = aliased(RecordRow)
    has_newer = sa.exists().where(
        col(newer.reference) == col(RecordRow.reference), col(newer.version) > col(RecordRow.version)
    )
    return sa.and_(col(RecordRow.body) != REMOVED, ~has_newer)


class LedgerRow(Row, table=True):
    """One entry of the ledger, as `ledger.Sealed` describes it. Never changed, never deleted, never removed."""

    __tablename__ = "ledger"
    __table_args__ = (sa.UniqueConstraint("reference", "version"), sa.UniqueConstraint("previous"))

    position: int = Field(primary_key=True, sa_type=sa.BigInteger().with_variant(sa.Integer(), "sqlite"))
    kind: EntryKind = Field(sa_type=by_value(EntryKind))
    reference: str | None = None
    version: int | None = None
    link: str | None = Field(default=None, index=True)
    person: str
    at: datetime = Field(sa_type=UtcDateTime)
    clock: datetime | None = Field(default=None, sa_type=UtcDateTime)
    terminal: str
    facts: str = Field(sa_type=sa.Text)
    body_hash: str | None = None
    account_hash: str | None = None
    previous: str
    hash: str


class PersonRow(Row, table=True):
    """The role that a person has now. How they came to it stands in the ledger."""

    __tablename__ = "person"

    name: str = Field(primary_key=True)
    role: Role = Field(sa_type=by_value(Role))
    since: datetime = Field(sa_type=UtcDateTime)
    given_by: str


class ChoiceRow(Row, table=True):
    """An offence that was chosen over the one suggested for some words, of which only the kept ones stand here.

    `elsewhere_*` is what a file from another store says of it; who made those choices is not in such a file.
    """

    __tablename__ = "choice"
    __table_args__ = (sa.UniqueConstraint("said", "code"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    said: str
    code: str
    approved_by: str | None = None
    approved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    elsewhere_times: int = 0
    elsewhere_people: int = 0
    elsewhere_first: datetime | None = Field(default=None, sa_type=UtcDateTime)
    elsewhere_last: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ChoiceByRow(Row, table=True):
    """How often one person made a choice, and when first and last."""

    __tablename__ = "choice_by"

    choice_id: int = Field(primary_key=True, foreign_key="choice.id")
    person: str = Field(primary_key=True)
    times: int
    first_at: datetime = Field(sa_type=UtcDateTime)
    last_at: datetime = Field(sa_type=UtcDateTime)
