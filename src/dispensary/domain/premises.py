"""The pharmacy itself, as labels, messages and registers name it."""

from dataclasses import dataclass

from dispensary.domain.identifiers import OdsCode
from dispensary.domain.supervision import SupervisionRules


@dataclass(frozen=True, slots=True)
class Premises:
    """reimbursement: who pays (T1450 for England). workstation: which counter this is; journals are kept per
    counter. supervision: dates and limits of the law. lock_minutes: how long a counter may stand without a touch before
    it covers itself.
    """

    name: str
    address: str
    phone: str
    ods: OdsCode
    workstation: str = "Counter 1"
    reimbursement: OdsCode = OdsCode("T1450")
    training: bool = False
    supervision: SupervisionRules = SupervisionRules()
    lock_minutes: int = 5
