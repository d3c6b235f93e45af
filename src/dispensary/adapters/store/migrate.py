"""Runs the migrations. Imported only when a store is not yet at this version: alembic takes long to load."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

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
    config = configuration()
    with engine.connect() as connection:
        connection.exec_driver_sql(begin)
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, target)
            connection.exec_driver_sql("COMMIT")
        except BaseException:
            connection.exec_driver_sql("ROLLBACK")
            raise
