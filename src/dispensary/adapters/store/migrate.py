"""Runs the migrations. Imported only when a store is not yet at this version: alembic takes long to load."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine

HERE = Path(__file__).resolve().parent


def configuration() -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE / "migrations"))
    config.set_main_option("path_separator", "os")
    return config


def upgrade(engine: Engine, target: str = "head", *, begin: str = "BEGIN IMMEDIATE") -> None:
    """Brings the store to the target, in one transaction: whole or not at all. A store that somebody else has brought
    there meanwhile is left alone.

    begin: how this database begins a transaction that no other writer is in.
    """
    with engine.connect() as connection:
        connection.exec_driver_sql(begin)
        try:
            upgrade_in(connection, target)
            connection.exec_driver_sql("COMMIT")
        except BaseException:
            connection.exec_driver_sql("ROLLBACK")
            raise


def upgrade_in(connection: Connection, target: str = "head") -> None:
    """The same within a transaction that is the caller's, in the schema that it looks into first."""
    config = configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, target)
