"""Renal function: what may be used, and at which dose."""

from dispensary.domain.clinical.findings import Outcome
from dispensary.domain.clinical.look import Look


def check_renal(_look: Look) -> Outcome | None:
    """Not in this version."""
    return None
