"""What a rule may ask of the case besides its medicines, as it is written in the tables.

Clauses joined by "; ", all of which must hold: "a new", "age >= 65", "digoxin >= 0.9 within 30 days".
"""

import re
from dataclasses import dataclass
from decimal import Decimal

_CLAUSE = re.compile(
    r"(?P<fact>[a-z][a-z0-9 -]*?) (?P<sign>>=|<=|>|<) (?P<limit>\d+(?:\.\d+)?)(?: within (?P<days>\d+) days)?"
)
_STARTED = {"a new": True, "b new": False}


@dataclass(frozen=True, slots=True)
class Started:
    """One of the two medicines is new to the person: about to be supplied, and not being taken yet."""

    is_a: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """A fact about the person against a number. days: how old a result may be at the most."""

    fact: str
    sign: str
    limit: Decimal
    days: int | None = None


Clause = Started | Measured


def read_clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a cell of a table; () where it is empty. Raises ValueError on anything else."""
    return tuple(_clause(part.strip()) for part in text.split(";") if part.strip())


def _clause(text: str) -> Clause:
    if text in _STARTED:
        return Started(_STARTED[text])
    found = _CLAUSE.fullmatch(text)
    if found is None:
        raise ValueError(f"“{text}” is no condition that a rule can ask for")
    days = found["days"]
    return Measured(found["fact"], found["sign"], Decimal(found["limit"]), int(days) if days else None)
