"""Absences of the responsible pharmacist, and a version for every member of staff so that nothing is overwritten."""

import sqlalchemy as sa
from alembic import op

from dispensary.adapters.store.migrations.tables import t0003

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    t0003.metadata.create_all(op.get_bind())
    op.add_column("staff", sa.Column("version", sa.Integer, nullable=False, server_default="1"))


def downgrade() -> None:
    op.execute("ALTER TABLE staff DROP COLUMN version")
    t0003.metadata.drop_all(op.get_bind())
