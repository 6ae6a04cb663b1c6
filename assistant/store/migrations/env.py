"""Runs the migrations on the connection that `schema` hands over. Decides nothing itself."""

from alembic import context

from assistant.store.tables import Row

context.configure(connection=context.config.attributes["connection"], target_metadata=Row.metadata)
context.run_migrations()
