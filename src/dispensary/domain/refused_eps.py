"""Why a step with EPS was refused: what it did not pass or has closed, and what it can be told about an issue.

The sentences are in `wording.refused`.
"""

from dataclasses import dataclass
from typing import ClassVar

from dispensary.domain.refusals import Refusal


@dataclass(frozen=True, slots=True)
class NotFinished(Refusal):
    """Only an issue that is wholly dispensed can be claimed for."""

    code: ClassVar[str] = "not-finished"


@dataclass(frozen=True, slots=True)
class AlreadyClaimed(Refusal):
    """The claim for this issue has been made."""

    code: ClassVar[str] = "already-claimed"


@dataclass(frozen=True, slots=True)
class ChargeUnknown(Refusal):
    """Nobody has recorded whether the charge was paid or the patient is exempt."""

    code: ClassVar[str] = "charge-unknown"


@dataclass(frozen=True, slots=True)
class NotByEps(Refusal):
    """A paper or private prescription is not claimed or returned through EPS."""

    code: ClassVar[str] = "not-by-eps"


@dataclass(frozen=True, slots=True)
class AlreadySupplied(Refusal):
    """Something has been handed over, so the prescription cannot be sent back."""

    code: ClassVar[str] = "already-supplied"


@dataclass(frozen=True, slots=True)
class FailedAtRelease(Refusal):
    """EPS did not pass this prescription, or it is not valid as sent. It can only be looked at (conformance row
    1.6.9).
    """

    code: ClassVar[str] = "failed-at-release"

    reason: str


@dataclass(frozen=True, slots=True)
class LineClosed(Refusal):
    """EPS had closed this line before it came: cancelled, expired, or dispensed elsewhere (row 1.8.1)."""

    code: ClassVar[str] = "line-closed"

    item: str


@dataclass(frozen=True, slots=True)
class NothingToAcknowledge(Refusal):
    """Only a message that EPS refused, or answered unclearly, is put away by a person; one still to be sent is not."""

    code: ClassVar[str] = "nothing-to-acknowledge"
