"""Results that a high-risk medicine needs."""

from dispensary.domain.clinical.findings import Outcome
from dispensary.domain.clinical.look import Look


def check_monitoring(_look: Look) -> Outcome | None:
    """Not in this version."""
    return None
