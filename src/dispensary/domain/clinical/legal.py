"""Whether the item may be dispensed at all today: status at EPS, age of the prescription, emergency supply."""

from dispensary.domain.clinical.findings import Outcome
from dispensary.domain.clinical.look import Look


def check_legal(_look: Look) -> Outcome | None:
    """Not in this version."""
    return None
