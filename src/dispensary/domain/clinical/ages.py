"""Age and sex limits of a medicine."""

from dispensary.domain.clinical.findings import Outcome
from dispensary.domain.clinical.look import Look


def check_age(_look: Look) -> Outcome | None:
    """Not in this version."""
    return None
