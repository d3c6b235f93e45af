"""A print job says what a label in own words calls its medicine, which bag's label it is, and what a leaflet says."""

from alembic import op
from sqlalchemy import Column

from dispensary.adapters.store.columns import String, Text

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("print_job", Column("medicine", Text))
    op.add_column("print_job", Column("bag", String(20)))
    op.add_column("print_job", Column("leaflet", Text))


def downgrade() -> None:
    op.drop_column("print_job", "leaflet")
    op.drop_column("print_job", "bag")
    op.drop_column("print_job", "medicine")
