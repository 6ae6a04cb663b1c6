"""The tables as SQLModel types. What they mean to the rest of the house is in `store` and `summaries`."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from assistant.record.model import Stage
from assistant.store.columns import UtcDateTime, by_value

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
    """The answers of one unfinished finalisation, as the conversation saves itself."""

    __tablename__ = "draft"

    id: str = Field(primary_key=True)
    title: str
    at: str
    data: dict[str, object] = Field(sa_type=sa.JSON)
    changed_at: datetime = Field(sa_type=UtcDateTime, index=True)


class RecordRow(Row, table=True):
    """One version of one finalisation. Never changed and never deleted: triggers see to it.

    `body` is the record's JSON as written, the one truth; the other columns are taken from it for searching.
    `draft_id` says which draft it came from, so that writing twice makes one record.
    """

    __tablename__ = "record"
    __table_args__ = (sa.UniqueConstraint("draft_id"),)

    reference: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    draft_id: str
    stage: Stage = Field(sa_type=by_value(Stage))
    urn: str = Field(index=True)
    surname_folded: str = Field(index=True)
    outcome: str = Field(index=True)
    poc: str | None = Field(default=None, index=True)
    final_hearing: date | None = Field(default=None, index=True)
    entered_by: str
    entered_at: datetime = Field(sa_type=UtcDateTime, index=True)
    body: str = Field(sa_type=sa.Text)


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
