"""The first tables, and the triggers that keep the journal append-only."""

from alembic import op

from dispensary.adapters.store.migrations.append_only import allow_changes, make_append_only
from dispensary.adapters.store.migrations.tables import t0001

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    t0001.metadata.create_all(op.get_bind())
    make_append_only("journal")


def downgrade() -> None:
    allow_changes("journal")
    t0001.metadata.drop_all(op.get_bind())
