"""The first tables, and the triggers that keep the journal append-only."""

from alembic import op

from dispensary.adapters.store.migrations.tables import t0001

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_REFUSE = "SELECT RAISE(ABORT, 'the journal is append-only')"


def upgrade() -> None:
    t0001.metadata.create_all(op.get_bind())
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN {_REFUSE}; END")
        op.execute(f"CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN {_REFUSE}; END")


def downgrade() -> None:
    t0001.metadata.drop_all(op.get_bind())
