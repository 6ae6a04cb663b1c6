"""The SQL that gives the roles their rights in a PostgreSQL database. Runs nothing: the database's owner does."""

from importlib.resources import files


def grants_text() -> str:
    """The SQL, with what to do with it in its first lines."""
    return (files("assistant.store") / "postgresql_roles.sql").read_text(encoding="utf-8")
