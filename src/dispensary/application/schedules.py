"""Which controlled-drug category a line is in, by the dictionary or by what the prescription says of it."""

from dispensary.application.workplace import Workplace
from dispensary.domain.dictionary import ControlledDrug
from dispensary.domain.prescription import PrescribedItem


def schedule_of(place: Workplace, item: PrescribedItem) -> ControlledDrug | None:
    """The controlled-drug category, from the dictionary; None: unknown.

    Where the dictionary does not say, what the prescription says of it counts: the shorter validity and the question
    of who collects must not be lost with a code that is not in dm+d yet. Words of the quantity alone mean Schedule 2 or
    3 (Misuse of Drugs Regulations 2001, reg 15), which are alike in both; 3 is taken.
    """
    product = place.dictionary.resolve(item.code) if item.code else None
    virtual = product.virtual_product if product is not None else None
    if virtual is not None and virtual.controlled_drug is not None:
        return virtual.controlled_drug
    said = _SCHEDULES.get((item.cd_schedule or "").strip().upper())
    return said or (ControlledDrug.SCHEDULE_3 if item.cd_quantity_words else None)


_SCHEDULES = {
    "CD1": ControlledDrug.SCHEDULE_1,
    "CD2": ControlledDrug.SCHEDULE_2,
    "CD3": ControlledDrug.SCHEDULE_3,
    "CD4": ControlledDrug.SCHEDULE_4_BENZODIAZEPINE,
    "CD5": ControlledDrug.SCHEDULE_5,
}
