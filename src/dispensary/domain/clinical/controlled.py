"""What the law asks of a prescription for a controlled drug."""

from dispensary.domain.clinical.findings import Outcome
from dispensary.domain.clinical.look import Look


def check_controlled(_look: Look) -> Outcome | None:
    """Not in this version."""
    return None
