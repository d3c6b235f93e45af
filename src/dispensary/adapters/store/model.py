"""The tables: one model for SQLCipher and PostgreSQL.

An aggregate is kept whole as a JSON document beside the columns that people look things up by. Whoever changes a domain
type writes a migration for the documents that hold it.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = MetaData(naming_convention=NAMES)

Serial = BigInteger().with_variant(Integer(), "sqlite")

setting = Table(
    "setting", metadata, Column("name", String(40), primary_key=True), Column("document", Text, nullable=False)
)

counter = Table(
    "counter", metadata, Column("series", String(40), primary_key=True), Column("value", BigInteger, nullable=False)
)

patient = Table(
    "patient",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("nhs_number", String(10), index=True),
    Column("name", Text, nullable=False),
    Column("sought", Text, nullable=False),
    Column("birth_date", String(10)),
    Column("version", Integer, nullable=False),
    Column("document", Text, nullable=False),
)

dispensing = Table(
    "dispensing",
    metadata,
    Column("prescription", String(40), primary_key=True),
    Column("issue", Integer, primary_key=True),
    Column("patient", String(40), index=True),
    Column("stage", String(30), nullable=False),
    Column("open", Boolean, nullable=False, index=True),
    Column("received_at", String(40), nullable=False),
    Column("bag", String(20), index=True),
    Column("version", Integer, nullable=False),
    Column("document", Text, nullable=False),
)

label = Table(
    "label",
    metadata,
    Column("number", String(20), primary_key=True),
    Column("prescription", String(40), nullable=False),
    Column("issue", Integer, nullable=False),
)

received = Table(
    "received",
    metadata,
    Column("prescription", String(40), primary_key=True),
    Column("issue", Integer, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

staff = Table(
    "staff",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("place", Integer, nullable=False),
    Column("document", Text, nullable=False),
    Column("secret", Text, nullable=False),
    Column("failures", Integer, nullable=False, default=0),
    Column("last_failure", String(40)),
    Column("version", Integer, nullable=False, server_default="1"),
)

duty = Table(
    "duty",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("person", String(40), nullable=False),
    Column("name", Text, nullable=False),
    Column("registration", String(20), nullable=False),
    Column("since", String(40), nullable=False),
    Column("until", String(40)),
)

absence = Table(
    "absence",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("person", String(40), nullable=False),
    Column("name", Text, nullable=False),
    Column("day", String(10), nullable=False, index=True),
    Column("left_at", String(40), nullable=False),
    Column("returned_at", String(40)),
)

journal = Table(
    "journal",
    metadata,
    Column("workstation", String(40), primary_key=True),
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    Column("previous", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("actor", String(40), nullable=False),
    Column("prescription", String(40), index=True),
    Column("patient", String(40), index=True),
    Column("body", Text, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("sequence", Serial, primary_key=True, autoincrement=True),
    Column("id", String(40), nullable=False),
    Column("kind", String(30), nullable=False),
    Column("prescription", String(40)),
    Column("issue", Integer),
    Column("body", LargeBinary, nullable=False),
    Column("created_at", String(40), nullable=False),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_try", String(40)),
    Column("answer", Text, nullable=False),
    UniqueConstraint("id"),
    Index("ix_outbox_state_sequence", "state", "sequence"),
)

print_job = Table(
    "print_job",
    metadata,
    Column("sequence", Serial, primary_key=True, autoincrement=True),
    Column("id", String(40), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("title", Text, nullable=False),
    Column("document", LargeBinary, nullable=False),
    Column("prescription", String(40)),
    Column("issue", Integer),
    Column("created_at", String(40), nullable=False),
    Column("state", String(10), nullable=False, index=True),
    Column("attempts", Integer, nullable=False),
    Column("problem", Text, nullable=False),
    UniqueConstraint("id"),
)
