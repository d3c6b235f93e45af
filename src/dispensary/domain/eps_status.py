"""What EPS holds of a prescription, computed from recorded facts and never stored as an opinion.

Codes and tables: EPS dispensing API, business status of prescriptions and line items (PROTOCOL section 8).
"""

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum


class LineStatus(StrEnum):
    """medicationdispense-type: the status of one line."""

    DISPENSED = "0001"
    NOT_DISPENSED = "0002"
    PARTIAL = "0003"
    OWING = "0004"
    CANCELLED = "0005"
    EXPIRED = "0006"
    TO_BE_DISPENSED = "0007"
    WITH_DISPENSER = "0008"


class PrescriptionStatus(StrEnum):
    """EPS-task-business-status: the status of one issue."""

    TO_BE_DISPENSED = "0001"
    WITH_DISPENSER = "0002"
    WITH_DISPENSER_ACTIVE = "0003"
    EXPIRED = "0004"
    CANCELLED = "0005"
    DISPENSED = "0006"
    NOT_DISPENSED = "0007"
    CLAIMED = "0008"
    NOT_CLAIMED = "0009"


L, P = LineStatus, PrescriptionStatus

_FINAL = frozenset({L.DISPENSED, L.NOT_DISPENSED, L.CANCELLED, L.EXPIRED})

CLOSED_AT_RELEASE = frozenset(line.value for line in _FINAL)
"""Line statuses that a line may come with and that leave nothing to dispense: it is shown and never worked on. A line
that EPS calls dispensed already was supplied elsewhere; supplying it again would give the patient a second course.
"""
_LEGAL = {
    L.WITH_DISPENSER: frozenset({L.DISPENSED, L.NOT_DISPENSED, L.PARTIAL, L.OWING, L.WITH_DISPENSER}),
    L.PARTIAL: frozenset({L.DISPENSED, L.PARTIAL}),
    L.OWING: frozenset({L.DISPENSED, L.NOT_DISPENSED, L.PARTIAL, L.OWING}),
}


def may_become(before: LineStatus, after: LineStatus) -> bool:
    """Whether a dispense notification may take a line from one status to the other."""
    return after in _LEGAL.get(before, frozenset({before}))


def line_status(
    *,
    delivered: LineStatus | None,
    prescribed: Decimal | None,
    supplied: Decimal,
    owing: bool,
    not_dispensed: bool,
    completed: bool,
) -> LineStatus:
    """The status of a line from what was delivered by EPS and what has been handed over so far.

    supplied: everything handed over, in the prescribed unit; completed: the pharmacy says that nothing more is due.
    """
    if delivered in _FINAL:
        return delivered
    if completed or (prescribed is not None and prescribed > 0 and supplied >= prescribed):
        return L.DISPENSED
    if supplied > 0:
        return L.PARTIAL
    if not_dispensed:
        return L.NOT_DISPENSED
    return L.OWING if owing else L.WITH_DISPENSER


def prescription_status(lines: Iterable[LineStatus]) -> PrescriptionStatus:
    """The status that a dispense notification reports, from its lines.

    Dispensed once every line is final and at least one was dispensed; not dispensed once all are final and none was.
    """
    held = tuple(lines)
    if all(line in _FINAL for line in held):
        return P.DISPENSED if L.DISPENSED in held else P.NOT_DISPENSED
    if any(line in (L.DISPENSED, L.PARTIAL, L.OWING, L.NOT_DISPENSED) for line in held):
        return P.WITH_DISPENSER_ACTIVE
    return P.WITH_DISPENSER
