"""The table that 0003 adds, as it stood then. A copy on purpose: a migration must not change when the model does."""

from sqlalchemy import BigInteger, Column, Integer, MetaData, Table

from dispensary.adapters.store.columns import String, Text
from dispensary.adapters.store.migrations.tables.t0001 import NAMES

metadata = MetaData(naming_convention=NAMES)

absence = Table(
    "absence",
    metadata,
    Column("id", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=True),
    Column("person", String(40), nullable=False),
    Column("name", Text, nullable=False),
    Column("day", String(10), nullable=False, index=True),
    Column("left_at", String(40), nullable=False),
    Column("returned_at", String(40)),
)
