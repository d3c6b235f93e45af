"""The status tables of the EPS Spine: what a prescription issue and its line items may be, and may become.

Codes are those of `EPS-task-business-status` (prescription) and `medicationdispense-type` (line), with the Spine's
internal ones. VALID_STATES is the table of NHSDigital/eps-spine-shared, verbatim; LINE_CHANGES is inferred from it.
"""

from typing import Final

AWAITING_RELEASE_READY: Final = "0000"
TO_BE_DISPENSED: Final = "0001"
WITH_DISPENSER: Final = "0002"
WITH_DISPENSER_ACTIVE: Final = "0003"
EXPIRED: Final = "0004"
CANCELLED: Final = "0005"
DISPENSED: Final = "0006"
NOT_DISPENSED: Final = "0007"
CLAIMED: Final = "0008"
NO_CLAIMED: Final = "0009"
FUTURE_ISSUE: Final = "9000"
FUTURE_DATED: Final = "9001"

LINE_DISPENSED: Final = "0001"
LINE_NOT_DISPENSED: Final = "0002"
LINE_PARTIAL: Final = "0003"
LINE_OWING: Final = "0004"
LINE_CANCELLED: Final = "0005"
LINE_EXPIRED: Final = "0006"
LINE_TO_BE_DISPENSED: Final = "0007"
LINE_WITH_DISPENSER: Final = "0008"

PRESCRIPTION_DISPLAY: Final = {
    AWAITING_RELEASE_READY: "Awaiting Release Ready",
    TO_BE_DISPENSED: "To be Dispensed",
    WITH_DISPENSER: "With Dispenser",
    WITH_DISPENSER_ACTIVE: "With Dispenser - Active",
    EXPIRED: "Expired",
    CANCELLED: "Cancelled",
    DISPENSED: "Dispensed",
    NOT_DISPENSED: "Not Dispensed",
    CLAIMED: "Claimed",
    NO_CLAIMED: "No-Claimed",
    FUTURE_ISSUE: "Repeat Dispense future instance",
    FUTURE_DATED: "Future dated prescription",
}

LINE_DISPLAY: Final = {
    LINE_DISPENSED: "Item fully dispensed",
    LINE_NOT_DISPENSED: "Item not dispensed",
    LINE_PARTIAL: "Item dispensed - partial",
    LINE_OWING: "Item not dispensed owing",
    LINE_CANCELLED: "Item cancelled",
    LINE_EXPIRED: "Expired",
    LINE_TO_BE_DISPENSED: "Item to be dispensed",
    LINE_WITH_DISPENSER: "Item with dispenser",
}

_NOT_STARTED: Final = frozenset({LINE_CANCELLED, LINE_EXPIRED, LINE_TO_BE_DISPENSED})
_FINISHED: Final = frozenset({LINE_DISPENSED, LINE_NOT_DISPENSED, LINE_CANCELLED, LINE_EXPIRED})

VALID_STATES: Final = {
    AWAITING_RELEASE_READY: _NOT_STARTED,
    FUTURE_ISSUE: _NOT_STARTED,
    FUTURE_DATED: _NOT_STARTED,
    TO_BE_DISPENSED: _NOT_STARTED,
    WITH_DISPENSER: frozenset({LINE_CANCELLED, LINE_EXPIRED, LINE_WITH_DISPENSER}),
    WITH_DISPENSER_ACTIVE: frozenset(LINE_DISPLAY) - {LINE_TO_BE_DISPENSED},
    EXPIRED: frozenset({LINE_CANCELLED, LINE_EXPIRED}),
    CANCELLED: frozenset({LINE_CANCELLED, LINE_EXPIRED}),
    DISPENSED: _FINISHED,
    NOT_DISPENSED: frozenset({LINE_NOT_DISPENSED, LINE_CANCELLED, LINE_EXPIRED}),
    CLAIMED: _FINISHED,
    NO_CLAIMED: _FINISHED,
}
"""Which line states may stand in a prescription issue of each status."""

LINE_CHANGES: Final = {
    LINE_WITH_DISPENSER: frozenset({LINE_DISPENSED, LINE_NOT_DISPENSED, LINE_PARTIAL, LINE_OWING}),
    LINE_PARTIAL: frozenset({LINE_DISPENSED, LINE_PARTIAL}),
    LINE_OWING: frozenset({LINE_DISPENSED, LINE_NOT_DISPENSED, LINE_PARTIAL, LINE_OWING}),
    LINE_DISPENSED: frozenset({LINE_DISPENSED}),
    LINE_NOT_DISPENSED: frozenset({LINE_NOT_DISPENSED}),
    LINE_CANCELLED: frozenset({LINE_CANCELLED}),
    LINE_EXPIRED: frozenset({LINE_EXPIRED}),
    LINE_TO_BE_DISPENSED: frozenset[str](),
}
"""What a dispense notification may make of a line."""

NOTIFIABLE: Final = frozenset({WITH_DISPENSER_ACTIVE, DISPENSED, NOT_DISPENSED})
"""The prescription statuses that a dispense notification may state."""

HELD: Final = frozenset({WITH_DISPENSER, WITH_DISPENSER_ACTIVE})
COMPLETE: Final = frozenset({DISPENSED, NOT_DISPENSED, CLAIMED, NO_CLAIMED})
CANCELLABLE_AT_ONCE: Final = frozenset({AWAITING_RELEASE_READY, TO_BE_DISPENSED, FUTURE_ISSUE, FUTURE_DATED})

EXPIRES_TO: Final = {
    AWAITING_RELEASE_READY: EXPIRED,
    TO_BE_DISPENSED: EXPIRED,
    WITH_DISPENSER: EXPIRED,
    FUTURE_ISSUE: EXPIRED,
    FUTURE_DATED: EXPIRED,
    WITH_DISPENSER_ACTIVE: DISPENSED,
}

_LINE_EXPIRES_TO: Final = {
    LINE_TO_BE_DISPENSED: LINE_EXPIRED,
    LINE_WITH_DISPENSER: LINE_EXPIRED,
    LINE_PARTIAL: LINE_DISPENSED,
    LINE_OWING: LINE_NOT_DISPENSED,
}


def line_on_release(status: str) -> str:
    """A line to be dispensed is now with the dispenser; a cancelled or expired one stays what it is."""
    return LINE_WITH_DISPENSER if status == LINE_TO_BE_DISPENSED else status


def line_on_return(status: str) -> str:
    """The inverse of release."""
    return LINE_TO_BE_DISPENSED if status == LINE_WITH_DISPENSER else status


def line_on_expiry(status: str) -> str:
    """What is left of a line when its prescription expires: what was supplied counts, the rest is expired."""
    return _LINE_EXPIRES_TO.get(status, status)


def lines_fit(prescription: str, lines: list[str]) -> bool:
    """True if every one of these line states may stand in a prescription of that status."""
    return set(lines) <= VALID_STATES[prescription]
