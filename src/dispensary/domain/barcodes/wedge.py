"""Tells a scanner that types (a keyboard wedge) from a person who types, by speed and by the key that ends a scan.

A scanner sends its keys a few milliseconds apart and ends with Enter or Tab; nobody types 6 characters at that speed.
Every key is held until it is clear which it is, for less than a thirtieth of a second, so that a person never notices.
"""

from dataclasses import dataclass, field
from typing import Final

MAXIMUM_GAP_MS: Final = 30
MINIMUM_LENGTH: Final = 6
# More than any barcode here holds, and nobody types so many at that speed.
_LONGEST: Final = 1000
_ENDS: Final = frozenset("\r\n\t")


@dataclass(frozen=True, slots=True)
class Keys:
    """What to do now: `typed` goes on to whoever has the focus, in order; `scan` was a scan, without its ending.

    took_ms, gap_ms: how long the scan took, and its longest pause. thrown: how many characters belong to nobody.
    """

    typed: str = ""
    scan: str | None = None
    took_ms: int = 0
    gap_ms: int = 0
    thrown: int = 0


@dataclass(slots=True)
class WedgeReader:
    """Feed it every character key with its time in milliseconds (any monotonic clock) and obey what it says.

    The key just fed is always swallowed: it comes back in `typed`, at once or later, or is said to be `thrown`. While
    `holding`, call `due` when `maximum_gap_ms` have passed without a key.
    """

    maximum_gap_ms: int = MAXIMUM_GAP_MS
    minimum_length: int = MINIMUM_LENGTH
    longest: int = _LONGEST
    _held: list[str] = field(default_factory=list, init=False)
    _began_ms: int = field(default=0, init=False)
    _gap_ms: int = field(default=0, init=False)
    _last_ms: int | None = field(default=None, init=False)
    _ended_ms: int | None = field(default=None, init=False)
    _flooded: bool = field(default=False, init=False)

    @property
    def holding(self) -> bool:
        return bool(self._held) or self._flooded

    def feed(self, character: str, at_ms: int) -> Keys:
        """One key. A character that ends a fast burst of `minimum_length` makes it a scan."""
        gap = at_ms - self._last_ms if self._last_ms is not None else self.maximum_gap_ms
        follows = 0 <= gap < self.maximum_gap_ms
        released = Keys() if follows else self._release()
        self._last_ms = at_ms
        if follows and self._held:
            self._gap_ms = max(self._gap_ms, gap)
        if character in _ENDS:
            return self._end(character, released, at_ms)
        self._ended_ms = None
        return self._hold(character, released, at_ms)

    def due(self, at_ms: int) -> Keys:
        """Gives up what was held, if the pause since the last key is too long for a scanner."""
        if self._last_ms is not None and 0 <= at_ms - self._last_ms < self.maximum_gap_ms:
            return Keys()
        return self._release()

    def _hold(self, character: str, released: Keys, at_ms: int) -> Keys:
        if self._flooded:
            return Keys(thrown=1)
        if not self._held:
            self._began_ms, self._gap_ms = at_ms, 0
        self._held.append(character)
        if len(self._held) <= self.longest:
            return released
        # A flood is neither typing nor a scan. It is thrown away until there is a pause, and not typed into a field.
        thrown, self._held, self._flooded = len(self._held), [], True
        return Keys(released.typed, thrown=thrown)

    def _end(self, character: str, released: Keys, at_ms: int) -> Keys:
        if self._flooded:
            return Keys(thrown=1)
        held = "".join(self._held)
        self._held = []
        if len(held) >= self.minimum_length:
            self._ended_ms = at_ms
            return Keys(released.typed, held, at_ms - self._began_ms, self._gap_ms)
        # The line feed of a scanner that ends with carriage return and line feed belongs to the scan before it.
        if not held and self._ended_ms is not None and 0 <= at_ms - self._ended_ms < self.maximum_gap_ms:
            return Keys(released.typed)
        return Keys(released.typed + held + character)

    def _release(self) -> Keys:
        held, self._held, self._flooded = "".join(self._held), [], False
        return Keys(held)
