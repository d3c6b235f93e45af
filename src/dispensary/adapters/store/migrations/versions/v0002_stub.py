"""Nothing. Holds the place of the journal's own 0002 until both are on one branch; then this file goes."""

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing to do."""


def downgrade() -> None:
    """Nothing to take back."""
