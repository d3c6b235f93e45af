"""The pharmacy itself, as labels, messages and registers name it, and the limits that it works under."""

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import ClassVar

from dispensary.domain.accuracy.mapped import FEWEST, GOOD_VERIFICATIONS, MOST
from dispensary.domain.identifiers import OdsCode
from dispensary.domain.refusals import Refusal
from dispensary.domain.supervision import SupervisionRules

LEAST_LOCK, MOST_LOCK = 1, 60
"""A counter that shows patients covers itself within the hour, whatever anybody sets."""
MOST_ABSENCE = 24 * 60
LAWFUL_ABSENCE = SupervisionRules().absence_minutes
"""What the law allows in one day as this program knows it; an order may change it, so more can be set, and is said."""
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
    it covers itself. own_check: whether somebody may, with a reason, check what they assembled themselves.
    good_verifications: how often a mapped barcode must be found right before it counts as known.
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
    own_check: bool = False
    good_verifications: int = GOOD_VERIFICATIONS


class Detail(StrEnum):
    """What may be wrong with the pharmacy's details."""

    NAME = "name"
    ADDRESS = "address"
    PHONE = "phone"
    ODS = "ods"
    LOCK = "lock"
    ABSENCE = "absence"
    VERIFICATIONS = "verifications"


@dataclass(frozen=True, slots=True)
class PremisesUnfit(Refusal):
    """The pharmacy's details cannot stand so."""

    code: ClassVar[str] = "premises-unfit"

    what: Detail


def premises_unfit(changed: Premises) -> PremisesUnfit | None:
    """The first thing that is wrong with these details, if one is."""
    rules = changed.supervision
    wrong = {
        Detail.NAME: not changed.name.strip(),
        Detail.ADDRESS: not changed.address.strip(),
        Detail.PHONE: not changed.phone.strip(),
        Detail.ODS: not changed.ods.is_valid,
        Detail.LOCK: not LEAST_LOCK <= changed.lock_minutes <= MOST_LOCK,
        Detail.ABSENCE: not 0 <= rules.absence_minutes <= MOST_ABSENCE,
        Detail.VERIFICATIONS: not FEWEST <= changed.good_verifications <= MOST,
    }
    return next((PremisesUnfit(what) for what, bad in wrong.items() if bad), None)


def differences(before: Premises, after: Premises) -> dict[str, tuple[str, str]]:
    """What was changed: each field's name with what stood there before and after, as text."""
    old, new = _flat(before), _flat(after)
    return {name: (old[name], new[name]) for name in old if old[name] != new[name]}


def _flat(premises: Premises) -> dict[str, str]:
    plain = {each.name: str(getattr(premises, each.name)) for each in fields(Premises) if each.name != "supervision"}
    rules = premises.supervision
    return plain | {each.name: str(getattr(rules, each.name)) for each in fields(SupervisionRules)}
