"""What patients read, as it was gathered to be looked over by whoever reviews it."""

from dataclasses import dataclass

from dispensary.domain.labels.warnings import WarningRule
from dispensary.domain.leaflets.lint import Grade, MostDispensed
from dispensary.domain.leaflets.text import MedicineText


@dataclass(frozen=True, slots=True)
class PatientTexts:
    """All that was gathered. licensed: the pharmacy's own feed of warnings. faults: what could not be read, or names a
    picture that is not there. grade None: readability cannot be measured here.
    """

    leaflets: tuple[MedicineText, ...]
    warnings: tuple[WarningRule, ...]
    fridge: tuple[WarningRule, ...]
    licensed: tuple[WarningRule, ...]
    most_dispensed: tuple[MostDispensed, ...]
    faults: tuple[str, ...]
    grade: Grade | None
