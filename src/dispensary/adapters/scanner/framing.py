"""Cuts what a scanner sends into whole scans. Pure: bytes in, scans out."""

from dataclasses import dataclass, field
from typing import Final

from dispensary.application.ports.scanner import Lost

# More than the largest Data Matrix can hold: what is longer is noise.
LONGEST_SCAN: Final = 4096
_LINE_ENDS: Final = b"\r\n"

Dropped = tuple[Lost, int]
"""Why, and how many bytes."""


@dataclass(slots=True)
class Framer:
    """Finds scans between `prefix` and `suffix`, as the scanner is set up to send them.

    Without a prefix, a scan begins where the last one ended. With one, what stands before it is the rest of a torn scan
    and is dropped. With a suffix only that ends a scan: one that stalls in the middle is never cut in two. An empty
    suffix means that a quiet line ends a scan. `dropped` counts what was thrown away, `losses` says why until taken.
    """

    prefix: bytes = b""
    suffix: bytes = b"\r"
    longest: int = LONGEST_SCAN
    dropped: int = field(default=0, init=False)
    losses: list[Dropped] = field(default_factory=list, init=False)
    _buffer: bytes = field(default=b"", init=False)
    _skipping: bool = field(default=False, init=False)

    @property
    def pending(self) -> bool:
        """A scan has begun and not ended."""
        return self._skipping or bool(self._buffer.strip(_LINE_ENDS))

    def feed(self, data: bytes) -> list[bytes]:
        """More bytes, in any pieces. Every scan that is now whole, in order."""
        self._buffer += data
        scans = []
        while self.suffix and self.suffix in self._buffer:
            piece, _, self._buffer = self._buffer.partition(self.suffix)
            scans += self._scan(piece)
        if len(self._buffer) > self.longest:
            self._skip()
        return scans

    def idle(self) -> list[bytes]:
        """The line has been quiet: what is left is a whole scan, but only of a scanner that sends no suffix."""
        return [] if self.suffix else self._end()

    def _end(self) -> list[bytes]:
        piece, self._buffer = self._buffer, b""
        return self._scan(piece)

    def give_up(self) -> None:
        """The line has been quiet for too long: the ending will not come. What came so far is no scan."""
        self._drop_rest(Lost.NO_ENDING)

    def lose(self) -> None:
        """The line was lost: what came so far is torn."""
        self._drop_rest(Lost.TORN)

    def take_losses(self) -> list[Dropped]:
        """What was thrown away since it was last asked."""
        taken, self.losses = self.losses, []
        return taken

    def _drop_rest(self, why: Lost) -> None:
        rest, self._buffer = self._buffer.strip(_LINE_ENDS), b""
        if rest and not self._skipping:
            self._drop(why, len(rest))
        self._skipping = False

    def _drop(self, why: Lost, size: int) -> None:
        self.dropped += 1
        self.losses.append((why, size))

    def _skip(self) -> None:
        """Noise, said once, however long it goes on. Its tail may hold the beginning of a prefix or suffix."""
        if not self._skipping:
            self._skipping = True
            self._drop(Lost.TOO_LONG, len(self._buffer))
        kept = max(len(self.prefix), len(self.suffix)) - 1
        self._buffer = self._buffer[-kept:] if kept > 0 else b""

    def _scan(self, piece: bytes) -> list[bytes]:
        noise, self._skipping = self._skipping, False
        torn, mark, scan = piece.strip(_LINE_ENDS).rpartition(self.prefix) if self.prefix else (b"", b"", piece)
        scan = scan.strip(_LINE_ENDS)
        if noise and not mark:
            return []
        if len(scan) > self.longest:
            self._drop(Lost.TOO_LONG, len(scan))
            return []
        if not self.prefix:
            return [scan] if scan else []
        if not mark:
            if scan:
                self._drop(Lost.NO_BEGINNING, len(scan))
            return []
        if torn and not noise:
            self._drop(Lost.TORN, len(torn))
        return [scan] if scan else []
