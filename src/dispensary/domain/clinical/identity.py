"""Look-alikes, changes of strength, brands that should stay the same."""

from dispensary.domain.clinical.findings import Outcome
from dispensary.domain.clinical.look import Look


def check_identity(_look: Look) -> Outcome | None:
    """Not in this version."""
    return None
