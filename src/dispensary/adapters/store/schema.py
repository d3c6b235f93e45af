"""Which version of the tables this program works with, and what it says to others."""

from sqlalchemy import Connection, text

from dispensary.application.ports.store import StoreUnavailable

HEAD = "0013"


class NewerStore(StoreUnavailable):
    """The store was written by a newer version of the program, which this one must not touch."""


def needs_migration(at: str | None) -> bool:
    """Whether a store at that version (None: empty) is older than this program. Raises NewerStore."""
    if at is not None and at > HEAD:
        raise NewerStore("This store was written by a newer version of the program. Install that version.")
    return at != HEAD


def version_of(connection: Connection) -> str | None:
    """The version in the store's own table, which must be there."""
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
