"""The tables that 0011 adds, as they stood then."""

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, Table

from dispensary.adapters.store.columns import String, Text

NAMES = {"ix": "ix_%(table_name)s_%(column_0_N_name)s", "pk": "pk_%(table_name)s"}

metadata = MetaData(naming_convention=NAMES)

supplied_pack = Table(
    "supplied_pack",
    metadata,
    Column("gtin", String(14), primary_key=True),
    Column("batch", String(40), primary_key=True),
    Column("moment", String(40), primary_key=True),
    Column("prescription", String(40), primary_key=True),
    Column("issue", Integer, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("patient", String(40), nullable=False),
    Column("at", String(40), nullable=False),
    Column("pack", String(20), nullable=False),
    Column("packs", Text, nullable=False),
    Column("expiry", String(10)),
    Column("product", Text, nullable=False),
    Column("amount", Text, nullable=False),
    Index("ix_supplied_pack_prescription_issue", "prescription", "issue"),
    Index("ix_supplied_pack_pack_batch_moment", "pack", "batch", "moment"),
    sqlite_with_rowid=False,  # kept in the order of its key: the packs of one batch lie together
)

recall = Table(
    "recall",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("open", Boolean, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("document", Text, nullable=False),
)

near_miss = Table(
    "near_miss",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("open", Boolean, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("document", Text, nullable=False),
)

mapped_barcode = Table(
    "mapped_barcode",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("open", Boolean, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("document", Text, nullable=False),
)
