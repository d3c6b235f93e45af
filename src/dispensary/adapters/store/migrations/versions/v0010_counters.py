"""Several counters: a label waits for the printer of the counter that made it, and a commit leaves a mark by which a
counter that lost the answer finds out what became of it.
"""

from alembic import op
from sqlalchemy import BigInteger, Column, PrimaryKeyConstraint

from dispensary.adapters.store.columns import String

revision = "0010"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("print_job", Column("workstation", String(40)))
    op.create_table(
        "commit_mark",
        Column("place", String(80)),
        Column("mark", String(32), nullable=False),
        Column("at", BigInteger, nullable=False),
        PrimaryKeyConstraint("place", name="pk_commit_mark"),
    )


def downgrade() -> None:
    op.drop_table("commit_mark")
    op.drop_column("print_job", "workstation")
