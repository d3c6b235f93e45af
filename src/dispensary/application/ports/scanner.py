"""A barcode scanner that is not a keyboard: whole scans as they are read, what was lost, and whether it is there."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from dispensary.domain.scanners import ScannerSetup

KEYBOARD = "keyboard"
"""What a scanner that types like a keyboard goes by, where a port would be named."""


class ScannerState(StrEnum):
    """stopped: not asked to read. searching: not found, or unplugged; it is looked for. refused: there, but it cannot
    be opened (no permission, or another program has it); it is tried again. connected: ready to scan.
    """

    STOPPED = "stopped"
    SEARCHING = "searching"
    REFUSED = "refused"
    CONNECTED = "connected"


class Lost(StrEnum):
    """Why something that a scanner sent was thrown away, and never taken for a scan.

    torn: the line was lost in the middle. no-ending: it began, and its ending never came. no-beginning: what the
    scanner is set up to send before every scan was missing. too-long: more than any barcode holds. too-many: faster
    than anybody scans.
    """

    TORN = "torn"
    NO_ENDING = "no-ending"
    NO_BEGINNING = "no-beginning"
    TOO_LONG = "too-long"
    TOO_MANY = "too-many"


@dataclass(frozen=True, slots=True)
class Arrival:
    """One whole scan as it came. raw: byte for byte as it was sent (ISO 8859-1), without its beginning and ending.

    by: the port, or KEYBOARD. took_ms: from its first byte to its ending; gap_ms: the longest pause in between.
    """

    raw: str
    by: str
    took_ms: int = 0
    gap_ms: int = 0


@dataclass(frozen=True, slots=True)
class Loss:
    """What was thrown away. size: how many bytes, at least; times: how many times one after the other."""

    why: Lost
    size: int
    by: str = KEYBOARD
    times: int = 1


@dataclass(frozen=True, slots=True)
class FoundPort:
    """A serial port of this machine. name: as it is opened; usb: usb:vendor:product, "" where it is not on USB."""

    name: str
    described: str
    usb: str = ""


class Scanner(Protocol):
    """Every callback comes from the scanner's own thread: whoever has a window hands them over to it."""

    @property
    def state(self) -> ScannerState: ...

    def start(
        self,
        on_scan: Callable[[Arrival], None],
        on_state: Callable[[ScannerState], None] | None = None,
        on_loss: Callable[[Loss], None] | None = None,
    ) -> None:
        """Begins to read. Raises RuntimeError if it was started already. An unplugged scanner is no error: it is a
        state.
        """

    def stop(self, patience: float = 2.0) -> None:
        """Ends reading and waits until it has ended, at most `patience` seconds: a system may take long to open a port.
        Nothing is called back afterwards. Twice is once.
        """


class ScannerSetups(Protocol):
    """Where this workstation keeps how its scanner is set up: it is the machine's, not the pharmacy's."""

    def read(self) -> ScannerSetup:
        """As it was set up; as scanners come from the maker where nobody has, or the note cannot be read."""

    def keep(self, setup: ScannerSetup) -> None:
        """Raises StoreUnavailable."""
