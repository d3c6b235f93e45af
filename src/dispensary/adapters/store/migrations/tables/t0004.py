"""The table that 0004 adds, as it stood then."""

from sqlalchemy import Column, Index, Integer, MetaData, Table

from dispensary.adapters.store.columns import String, Text

NAMES = {"ix": "ix_%(table_name)s_%(column_0_N_name)s", "pk": "pk_%(table_name)s"}

metadata = MetaData(naming_convention=NAMES)

supply = Table(
    "supply",
    metadata,
    Column("patient", String(40), primary_key=True),
    Column("moment", String(40), primary_key=True),
    Column("prescription", String(40), primary_key=True),
    Column("issue", Integer, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("at", String(40), nullable=False),
    Column("name", Text, nullable=False),
    Column("code", String(20)),
    Column("directions", Text, nullable=False),
    Column("part", Integer, nullable=False),
    Column("quantity", String(40), nullable=False),
    Column("so_far", String(40), nullable=False),
    Column("unit", Text, nullable=False),
    Column("product", Text, nullable=False),
    Column("said", Text, nullable=False),
    Index("ix_supply_prescription_issue", "prescription", "issue"),
    sqlite_with_rowid=False,  # kept in the order of its key: a person's supplies lie together
)
