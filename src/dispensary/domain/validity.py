"""Until when an item may be dispensed.

Expiry is at 23:59:59 of the last day, and the day it counts from is not counted: a controlled drug dated 5 January may
be dispensed until 2 February (conformance row 1.8.11). Six months; Schedule 2, 3 and 4 controlled drugs 28 days;
repeat dispensing twelve months for the whole prescription.
"""

from calendar import monthrange
from datetime import date, timedelta

from dispensary.domain.dictionary import ControlledDrug
from dispensary.domain.prescription import Treatment

CONTROLLED_DAYS = 28


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or that month's last day."""
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def last_day(authored: date, treatment: Treatment, issue: int, drug: ControlledDrug | None) -> date:
    """The last day on which the item may be dispensed. An unknown schedule (None) is taken as not controlled."""
    schedule = drug.schedule if drug is not None else None
    if schedule in (1, 2, 3):
        return authored + timedelta(days=CONTROLLED_DAYS)
    if schedule == 4 and issue == 1:
        return authored + timedelta(days=CONTROLLED_DAYS)
    if treatment is Treatment.ERD:
        return months_after(authored, 6 if issue == 1 else 12)
    return months_after(authored, 6)
