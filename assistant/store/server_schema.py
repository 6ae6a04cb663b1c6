"""Makes the tables in a PostgreSQL database and brings older ones up to date. Loads Alembic only for that."""

from pathlib import Path

from sqlalchemy import Connection, Engine, text

from assistant.store.errors import Place, StoreDamaged, StoreTooNew, StoreTooOld
from assistant.store.schema import MIGRATIONS, SCHEMA, run_migrations

_MAKING = 0x46494E41_4D414B45  # the number of the lock that whoever makes or upgrades the tables holds
_TOO_OLD = "Whoever looks after the database brings it up to date with: finalise store upgrade."


def make_server_ready(
    engine: Engine, place: Place, *, newest: str = SCHEMA, scripts: Path = MIGRATIONS
) -> None:
    """Sees to it that the database holds a store of version `newest`. An empty database gets its tables.

    An older store is left as it is: other terminals may be at work in it with the older program. Raises StoreTooOld
    for it, other StoreErrors, and the database's own errors.
    """
    with engine.connect() as connection:
        version = examine_server(connection, place, newest=newest)
    if version is None:
        upgrade_server(engine, place, newest=newest, scripts=scripts)
    elif version < newest:
        raise StoreTooOld(place, fix=_TOO_OLD)


def upgrade_server(
    engine: Engine, place: Place, *, newest: str = SCHEMA, scripts: Path = MIGRATIONS
) -> str | None:
    """Makes the tables or brings them up to date, all steps or none, while no other program writes.

    Gives the version that was there before; None where there was nothing.
    """
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MAKING})
        version = examine_server(connection, place, newest=newest)
        if version is not None and version != newest:
            connection.execute(text("LOCK TABLE alembic_version IN ACCESS EXCLUSIVE MODE"))
        if version != newest:
            run_migrations(connection, scripts=scripts)
        return version


def examine_server(connection: Connection, place: Place, *, newest: str) -> str | None:
    """The schema version of the store in a database, or None where the database is empty.

    Raises StoreDamaged where it holds something else, and StoreTooNew where a newer program made it.
    """
    tables = set(
        connection.execute(
            text("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        ).scalars()
    )
    if not tables:
        return None
    if not {"alembic_version", "draft", "record"} <= tables:
        raise StoreDamaged(place, "is not a store of Finalise: the database holds other tables.")
    version = connection.execute(text("SELECT max(version_num) FROM alembic_version")).scalar_one()
    if not isinstance(version, str):
        raise StoreDamaged(place)
    if version > newest:
        raise StoreTooNew(place)
    return version
