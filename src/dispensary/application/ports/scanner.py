"""A barcode scanner that is not a keyboard: whole scans as they are read, and whether it is there."""

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol


class ScannerState(StrEnum):
    """stopped: not asked to read. searching: not found, or unplugged; it is looked for. connected: ready to scan."""

    STOPPED = "stopped"
    SEARCHING = "searching"
    CONNECTED = "connected"


class Scanner(Protocol):
    """Both callbacks come from the scanner's own thread: whoever has a window hands them over to it."""

    @property
    def state(self) -> ScannerState: ...

    def start(self, on_scan: Callable[[str], None], on_state: Callable[[ScannerState], None] | None = None) -> None:
        """Begins to read. `on_scan` gets the raw text of one scan, byte for byte as it was sent (ISO 8859-1).

        Raises RuntimeError if it was started already. An unplugged scanner is no error: it is a state.
        """

    def stop(self) -> None:
        """Ends reading and waits until it has ended. Nothing is called back afterwards. Twice is once."""
