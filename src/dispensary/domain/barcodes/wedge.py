"""Tells a scanner that types (a keyboard wedge) from a person who types, by speed and by the key that ends a scan.

A scanner sends its keys a few milliseconds apart and ends with Enter or Tab; nobody types 6 characters at that speed.
Every key is held until it is clear which it is, for less than a thirtieth of a second, so that a person never notices.
"""

from dataclasses import dataclass, field
from typing import Final

MAXIMUM_GAP_MS: Final = 30
MINIMUM_LENGTH: Final = 6
_LONGEST: Final = 1000
_ENDS: Final = frozenset("\r\n\t")


@dataclass(frozen=True, slots=True)
class Keys:
    """What to do now: `typed` goes on to whoever has the focus, in order; `scan` was a scan, without its ending."""

    typed: str = ""
    scan: str | None = None


@dataclass(slots=True)
class WedgeReader:
    """Feed it every character key with its time in milliseconds (any monotonic clock) and obey what it says.

    The key just fed is always swallowed: it comes back in `typed`, at once or later. While `holding`, call `due` when
    `maximum_gap_ms` have passed without a key.
    """

    maximum_gap_ms: int = MAXIMUM_GAP_MS
    minimum_length: int = MINIMUM_LENGTH
    _held: str = field(default="", init=False)
    _last_ms: int | None = field(default=None, init=False)
    _ended_ms: int | None = field(default=None, init=False)

    @property
    def holding(self) -> bool:
        return bool(self._held)

    def feed(self, character: str, at_ms: int) -> Keys:
        """One key. A character that ends a fast burst of `minimum_length` makes it a scan."""
        follows = self._last_ms is not None and 0 <= at_ms - self._last_ms < self.maximum_gap_ms
        released = "" if follows else self._release()
        self._last_ms = at_ms
        if character not in _ENDS:
            self._ended_ms = None
            self._held += character
            if len(self._held) > _LONGEST:
                released += self._release()
            return Keys(released)
        return self._end(character, released, at_ms)

    def due(self, at_ms: int) -> Keys:
        """Gives up what was held, if the pause since the last key is too long for a scanner."""
        if self._last_ms is not None and 0 <= at_ms - self._last_ms < self.maximum_gap_ms:
            return Keys()
        return Keys(self._release())

    def _end(self, character: str, released: str, at_ms: int) -> Keys:
        held = self._release()
        if len(held) >= self.minimum_length:
            self._ended_ms = at_ms
            return Keys(released, held)
        # The line feed of a scanner that ends with carriage return and line feed belongs to the scan before it.
        if not held and self._ended_ms is not None and 0 <= at_ms - self._ended_ms < self.maximum_gap_ms:
            return Keys(released)
        return Keys(released + held + character)

    def _release(self) -> str:
        held, self._held = self._held, ""
        return held
