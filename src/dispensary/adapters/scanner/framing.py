"""Cuts what a scanner sends into whole scans. Pure: bytes in, scans out."""

from dataclasses import dataclass, field
from typing import Final

# More than the largest Data Matrix can hold: what is longer is noise.
LONGEST_SCAN: Final = 4096
_LINE_ENDS: Final = b"\r\n"


@dataclass(slots=True)
class Framer:
    """Finds scans between `prefix` and `suffix`, as the scanner is set up to send them.

    Without a prefix, a scan begins where the last one ended. With one, what stands before it is the rest of a torn scan
    and is dropped. An empty suffix means that only an idle gap ends a scan. `dropped` counts what was thrown away.
    """

    prefix: bytes = b""
    suffix: bytes = b"\r"
    longest: int = LONGEST_SCAN
    dropped: int = field(default=0, init=False)
    _buffer: bytes = field(default=b"", init=False)
    _overflown: bool = field(default=False, init=False)

    def feed(self, data: bytes) -> list[bytes]:
        """More bytes, in any pieces. Every scan that is now whole, in order."""
        self._buffer += data
        scans = []
        while self.suffix and self.suffix in self._buffer:
            piece, _, self._buffer = self._buffer.partition(self.suffix)
            scans += self._scan(piece)
        if len(self._buffer) > self.longest:
            # The tail may hold the beginning of the suffix.
            self._buffer = self._buffer[-len(self.suffix) :] if self.suffix else b""
            self._overflown = True
        return scans

    def idle(self) -> list[bytes]:
        """The line has been quiet: what is left is a whole scan of a scanner that sends no suffix."""
        piece, self._buffer = self._buffer, b""
        return self._scan(piece)

    def _scan(self, piece: bytes) -> list[bytes]:
        if self._overflown or len(piece) > self.longest:
            self._overflown = False
            self.dropped += 1
            return []
        scan = piece.strip(_LINE_ENDS)
        if not scan or not self.prefix:
            return [scan] if scan else []
        torn, mark, scan = scan.rpartition(self.prefix)
        self.dropped += bool(torn or not mark)
        return [scan] if mark and scan else []
