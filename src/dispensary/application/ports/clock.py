"""Time and new ids, so that the core never reads a clock or rolls dice."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The current time, with its time zone."""


class Ids(Protocol):
    def uuid(self) -> str:
        """A new random UUID, lower case."""
