"""Medicines that make a recorded condition worse."""

from dispensary.domain.clinical.findings import Outcome
from dispensary.domain.clinical.look import Look


def check_disease(_look: Look) -> Outcome | None:
    """Not in this version."""
    return None
