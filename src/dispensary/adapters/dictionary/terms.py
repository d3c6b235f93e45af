"""The short lists of one release that every product refers to: the lookup file, substances, moieties.

Each is read whole when it is first needed, and kept: a few thousand rows, where a question for each would cost a
look-up more than everything else in it.
"""

from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from dispensary.domain.identifiers import SnomedCode
from dispensary.domain.quantity import Quantity, read_decimal

Rows = Callable[..., list[tuple[Any, ...]]]
"""Asks the release file."""


class Named(NamedTuple):
    """A substance or a moiety. base: the substance that this one is a salt of, by its name."""

    code: SnomedCode
    name: str
    base: str | None = None


class Terms:
    """Safe from any thread: two that read a list at once read the same."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def of(self, section: str, code: str | None) -> str | None:
        """What a code of the lookup file means; None where the release does not explain it."""
        return self._meanings.get((section, code)) if code is not None else None

    def quantity(self, value: str | None, unit: str | None) -> Quantity | None:
        """None where it is no number, or one below nothing."""
        return _amount(value, self.of("UNIT_OF_MEASURE", unit) or "")

    @cached_property
    def substances(self) -> dict[str, Named]:
        """By their ids (ISID)."""
        rows = self._rows("SELECT i.isid, i.nm, d.base FROM ing i LEFT JOIN substance d ON d.isid = i.isid")
        return {code: Named(SnomedCode(code), name, base) for code, name, base in rows}

    @cached_property
    def moieties(self) -> dict[str, Named]:
        """By their ids (VTMID)."""
        return {code: Named(SnomedCode(code), name) for code, name in self._rows("SELECT vtmid, nm FROM vtm")}

    @cached_property
    def training(self) -> frozenset[str]:
        """The codes that are no real products; a real release has none."""
        return frozenset(code for (code,) in self._rows("SELECT code FROM training"))

    @cached_property
    def _meanings(self) -> dict[tuple[str, str], str | None]:
        # The first of two meanings stands.
        rows = self._rows("SELECT section, cd, desc FROM lookup ORDER BY rowid DESC")
        return {(section, code): meaning for section, code, meaning in rows}


@lru_cache(maxsize=4096)
def _amount(value: str | None, unit: str) -> Quantity | None:
    """A release is full of the same amounts: each is read once."""
    number = read_decimal(value)
    return Quantity(number, unit) if number is not None and number >= 0 else None
