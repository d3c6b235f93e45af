"""The pharmacy itself, as labels, messages and registers name it."""

from dataclasses import dataclass

from dispensary.domain.identifiers import OdsCode
from dispensary.domain.supervision import SupervisionRules

FIRST_COUNTER = "Counter 1"
"""What a counter is called where nobody named it."""
MOST_COUNTER_NAME = 40
"""Characters of a counter's name."""


def fits_a_counter(name: str) -> bool:
    """Whether a counter may be called so: chains of the journal are named by it, and labels find their printer."""
    return 0 < len(name) <= MOST_COUNTER_NAME and name == name.strip() and name.isprintable()


@dataclass(frozen=True, slots=True)
class Premises:
    """reimbursement: who pays (T1450 for England). workstation: the counter that the record was set up
    at. supervision: dates and limits of the law. lock_minutes: how long a counter may stand without a touch before
    it covers itself.
    """

    name: str
    address: str
    phone: str
    ods: OdsCode
    workstation: str = FIRST_COUNTER
    reimbursement: OdsCode = OdsCode("T1450")
    training: bool = False
    supervision: SupervisionRules = SupervisionRules()
    lock_minutes: int = 5
