"""Near misses: mistakes found before a medicine reached anybody, kept so that the pharmacy learns from them.

The fields are those of the professional near-miss record (Royal Pharmaceutical Society, near miss error log 2015):
who dispensed and who checked may be left out.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dispensary.domain.accuracy.reasons import (
    BrandDiffers,
    FormDiffers,
    NearMiss,
    PackSizeDiffers,
    Reason,
    SamePackTwice,
    StrengthDiffers,
)
from dispensary.domain.identifiers import IssueKey, ItemId, UserId


class NearMissKind(StrEnum):
    """What went wrong, by the letter that the paper record uses. It has none for a recalled pack: R is ours."""

    PRODUCT = "D"
    EXPIRED = "E"
    FORM = "F"
    LABEL = "L"
    MISSING = "M"
    PATIENT = "N"
    MISREAD = "P"
    QUANTITY = "Q"
    RECALLED = "R"
    STRENGTH = "S"


class TimeOfDay(StrEnum):
    MORNING = "M"
    LUNCHTIME = "L"
    AFTERNOON = "A"
    EVENING = "E"


_LUNCH, _AFTERNOON, _EVENING = 12, 14, 17
"""The hours at which the next part of a day begins."""


def time_of_day(at: datetime) -> TimeOfDay:
    """By the clock of the pharmacy: `at` in its own zone."""
    if at.hour < _LUNCH:
        return TimeOfDay.MORNING
    if at.hour < _AFTERNOON:
        return TimeOfDay.LUNCHTIME
    return TimeOfDay.AFTERNOON if at.hour < _EVENING else TimeOfDay.EVENING


@dataclass(frozen=True, slots=True)
class Staffing:
    """How many were at work then. None: nobody said."""

    pharmacists: int | None = None
    technicians: int | None = None
    dispensers: int | None = None


@dataclass(frozen=True, slots=True)
class Learning:
    """What a person adds: what may have caused it, what to think about, what could have happened, what was done.
    discussed: with whoever was concerned.
    """

    cause: str = ""
    consider: str = ""
    effect: str = ""
    action: str = ""
    discussed: bool = False


NOBODY_SAID = Staffing()
NOTHING_YET = Learning()


@dataclass(frozen=True, slots=True)
class NearMissRecord:
    """prescribed and found: by name and brand. dispensed_by and checked_by may stay empty. finished: the moment it was
    put away as complete; until then it is a draft. version: for the store.
    """

    number: int
    at: datetime
    kind: NearMissKind
    prescribed: str
    found: str
    reported_by: UserId
    key: IssueKey | None = None
    item: ItemId | None = None
    reasons: tuple[str, ...] = ()
    staffing: Staffing = NOBODY_SAID
    learning: Learning = NOTHING_YET
    dispensed_by: UserId | None = None
    checked_by: UserId | None = None
    finished: datetime | None = None
    version: int = 0

    @property
    def draft(self) -> bool:
        return self.finished is None


_OTHERS: tuple[tuple[type[Reason], NearMissKind], ...] = (
    (SamePackTwice, NearMissKind.QUANTITY),
    (BrandDiffers, NearMissKind.PRODUCT),
    (NearMiss, NearMissKind.PRODUCT),
)
_NAMED = (StrengthDiffers, FormDiffers, PackSizeDiffers)


def kind_of_other(reasons: tuple[Reason, ...]) -> NearMissKind:
    """What a wrong pack was, where whoever stands there says that it is none of the causes with a name: another brand,
    route or salt is the wrong product, one box scanned twice a wrong quantity; else the prescription was misread.
    """
    for reason, kind in _OTHERS:
        if any(isinstance(found, reason) and not isinstance(found, _NAMED) for found in reasons):
            return kind
    return NearMissKind.MISREAD
