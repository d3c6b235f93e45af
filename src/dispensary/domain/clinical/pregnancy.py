"""Pregnancy, breast-feeding and prevention programmes."""

from dispensary.domain.clinical.findings import Outcome
from dispensary.domain.clinical.look import Look


def check_pregnancy(_look: Look) -> Outcome | None:
    """Not in this version."""
    return None
