"""Dose codes: what the pharmacy's short forms mean, and where they may be read. The table comes in as data."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class ReadWhen(StrEnum):
    """Where a code may be read. A code with two meanings is read only where its surroundings leave one."""

    ALWAYS = "always"
    NEVER = "never"
    ENGLISH = "as an English word"
    AFTER_A_DOSE = "after a dose"
    AS_THE_DOSE = "as the dose"
    SIDE_NAMED = "no drops or the side is named"
    DROPS = "with drops or sprays"
    SOLID = "with tablets or capsules"
    INJECTION = "with an injection"
    INSERTED = "when something is inserted"
    APPLIED = "when something is applied"
    DAYS = "in a list of days"
    JOINED = "joined to a number"


@dataclass(frozen=True, slots=True)
class DoseCode:
    """One short form. words: what it says in English, which the grammar reads in its place; empty: never expanded.

    times_per_day: what the pharmacist's table says, low and high ("4-6" for every 4 to 6 hours). choices: what it may
    mean where it is not read, in words that the grammar reads; empty: nobody is asked, the words are typed.
    """

    code: str
    category: str
    words: str
    when: ReadWhen
    times_per_day: tuple[Decimal, Decimal] | None = None
    as_needed: bool = False
    ambiguous: bool = False
    choices: tuple[str, ...] = ()
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class DoseCodes:
    """The whole table. Raises ValueError where a code stands twice: one code, one meaning."""

    all: tuple[DoseCode, ...]
    _by_code: dict[str, DoseCode] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_code: dict[str, DoseCode] = {}
        for entry in self.all:
            if entry.code in by_code:
                raise ValueError(f"the code {entry.code} stands twice")
            by_code[entry.code] = entry
        object.__setattr__(self, "_by_code", by_code)

    @classmethod
    def of(cls, entries: Iterable[DoseCode]) -> "DoseCodes":
        return cls(tuple(entries))

    def find(self, word: str) -> DoseCode | None:
        return self._by_code.get(word)
