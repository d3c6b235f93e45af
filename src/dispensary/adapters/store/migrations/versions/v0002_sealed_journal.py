"""The journal sealed: what it is searched by is computed from its own text; heads, checkpoints and keys beside it.

The digest of every entry is kept as it was. `previous` goes: it is the digest of the entry before, and two copies of
one thing can disagree.
"""

from alembic import op

from dispensary.adapters.store.migrations.append_only import allow_changes, make_append_only
from dispensary.adapters.store.migrations.tables import t0001, t0002

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

APPEND_ONLY = ("journal", "checkpoint", "workstation_key")
_KEPT = "workstation, sequence, digest, body"


def upgrade() -> None:
    allow_changes("journal")
    _set_aside("journal")
    for column in t0002.journal.columns:
        if column.computed is not None:
            # SQLite computes it when it is asked for; PostgreSQL (before 18) only when it writes the row.
            column.computed.persisted = op.get_bind().dialect.name == "postgresql"
    t0002.metadata.create_all(op.get_bind())
    op.execute(f"INSERT INTO journal ({_KEPT}) SELECT {_KEPT} FROM journal_before ORDER BY workstation, sequence")  # noqa: S608
    op.drop_table("journal_before")
    for table in APPEND_ONLY:
        make_append_only(table)


def downgrade() -> None:
    """Seals and checkpoints are lost; every entry keeps its text and its digest."""
    for table in APPEND_ONLY:
        allow_changes(table)
    _set_aside("journal")
    t0001.journal.create(op.get_bind())
    zeros = "0" * 64
    op.execute(
        f"INSERT INTO journal ({_KEPT}, previous, kind, actor, prescription, patient)"  # noqa: S608
        f" SELECT {_KEPT}, COALESCE(LAG(digest) OVER (PARTITION BY workstation ORDER BY sequence), '{zeros}'),"
        " COALESCE(kind, ''), COALESCE(actor, ''), prescription, patient FROM journal_before"
        " ORDER BY workstation, sequence"
    )
    op.drop_table("journal_before")
    for name in ("journal_head", "checkpoint", "workstation_key"):
        op.drop_table(name)
    make_append_only("journal")


def _set_aside(table: str) -> None:
    """The old table under another name, without its indexes and its key's name: the new one takes those."""
    names = [row["name"] for row in _inspected(table)]
    for name in names:
        op.drop_index(name, table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {table} RENAME CONSTRAINT pk_{table} TO pk_{table}_before")
    op.rename_table(table, f"{table}_before")


def _inspected(table: str) -> list[dict[str, str]]:
    from sqlalchemy import inspect

    return [{"name": str(index["name"])} for index in inspect(op.get_bind()).get_indexes(table)]
