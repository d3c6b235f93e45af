"""Restricting a record, in words: what is hidden, from whom, and what stays to be seen."""

from collections.abc import Sequence
from datetime import datetime

from dispensary.wording.labels import date_words
from dispensary.wording.times import clock_words

HIDDEN = (
    "Hidden from everybody who is not named here: the record itself, with its history, conditions, allergies, notes "
    "and earlier supplies. They see that a restricted record is there, and no more."
)
SEEN = (
    "Still seen by whoever dispenses: what a prescription itself says, and what the person needs to read or talk with "
    "us. A pharmacist who must check for them can open the record with a reason; the journal says so."
)


def always_words(names: Sequence[str]) -> str:
    """Who sees every restricted record."""
    return (
        f"Always open to: {', '.join(names)}." if names else "Nobody has the task that opens every restricted record."
    )


def state_words(by: str, at: datetime | None, why: str) -> str:
    """How the record stands now."""
    if at is None:
        return "This record is open to everybody who works here."
    return f"Restricted by {by}, {date_words(at.date())}, {clock_words(at)}. Why: {why.rstrip('.')}."


def opened_words(opened: Sequence[tuple[str, datetime, str]]) -> str:
    """Who opened it all the same, newest first."""
    lines = [
        f"Opened by {who}, {date_words(at.date())}, {clock_words(at)}: {why.rstrip('.')}."
        for who, at, why in reversed(opened)
    ]
    return "\n".join(lines)
