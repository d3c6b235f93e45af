"""The quantity against the dose and the days."""

from dispensary.domain.clinical.findings import Outcome
from dispensary.domain.clinical.look import Look


def check_quantity(_look: Look) -> Outcome | None:
    """Not in this version."""
    return None
