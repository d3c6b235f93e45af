"""Supplies that come too early or too late."""

from dispensary.domain.clinical.findings import Outcome
from dispensary.domain.clinical.look import Look


def check_refill(_look: Look) -> Outcome | None:
    """Not in this version."""
    return None
