"""The pharmacy itself, as labels, messages and registers name it."""

from dataclasses import dataclass

from dispensary.domain.identifiers import OdsCode


@dataclass(frozen=True, slots=True)
class Premises:
    """reimbursement: who pays (T1450 for England). workstation: which counter this is; journals are kept per
    counter.
    """

    name: str
    address: str
    phone: str
    ods: OdsCode
    workstation: str = "Counter 1"
    reimbursement: OdsCode = OdsCode("T1450")
    training: bool = False
