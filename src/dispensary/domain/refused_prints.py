"""Refusals about the print queue and its printers. Words: `wording.printing`."""

from dataclasses import dataclass
from typing import ClassVar

from dispensary.domain.refusals import Refusal


@dataclass(frozen=True, slots=True)
class PrintChanged(Refusal):
    """The job does not stand as it was read: it was sent meanwhile, or somebody else decided about it."""

    code: ClassVar[str] = "print-changed"

    title: str


@dataclass(frozen=True, slots=True)
class NotFromThatState(Refusal):
    """What was asked for does not go with how the job stands."""

    code: ClassVar[str] = "print-not-from-there"

    title: str
