"""A print job says which item's label it is, so that one which was replaced does not come out."""

from alembic import op
from sqlalchemy import Column

from dispensary.adapters.store.columns import String

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("print_job", Column("item", String(40)))
    op.add_column("print_job", Column("label", String(20)))


def downgrade() -> None:
    op.drop_column("print_job", "label")
    op.drop_column("print_job", "item")
