"""One look at one case: what every check is given, worked out once."""

from collections.abc import Callable
from dataclasses import dataclass

from dispensary.domain.clinical.case import CheckCase, CheckItem
from dispensary.domain.clinical.findings import Outcome
from dispensary.domain.clinical.knowledge import Knowledge
from dispensary.domain.clinical.medicines import Medicine, current_medicines, new_medicines


@dataclass(frozen=True, slots=True)
class Look:
    """The case with its medicines matched to substances and sets.

    new: what is about to be supplied, one for each item, in their order. current: what is still being taken from
    earlier supplies. age: in whole years on the day of the case; None where it is not known.
    """

    case: CheckCase
    knowledge: Knowledge
    new: tuple[Medicine, ...]
    current: tuple[Medicine, ...]
    age: int | None

    @property
    def taken(self) -> tuple[Medicine, ...]:
        """Everything together, the new first."""
        return (*self.new, *self.current)

    def item_of(self, medicine: Medicine) -> CheckItem:
        """The item that a new medicine stands for."""
        assert medicine.item is not None, "an earlier medicine is no item of this case"
        return self.case.items[medicine.item]


CheckFunction = Callable[[Look], Outcome | None]
"""A check: pure. None: this version does not run it, and says so."""


def look_at(case: CheckCase, knowledge: Knowledge) -> Look:
    return Look(
        case,
        knowledge,
        new_medicines(case, knowledge),
        current_medicines(case, knowledge),
        case.patient.age_on(case.today),
    )
