"""Alembic's way in: the connection comes from the caller, and so does its transaction."""

from alembic import context

from dispensary.adapters.store.model import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=False,
    render_as_batch=True,
)
context.run_migrations()
