"""How one reviewed table becomes rules: its file, the class of its rules, and how a record is read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from hashlib import sha256

from dispensary.domain.clinical.knowledge import Row, Rule, Status, SubstanceSet
from dispensary.domain.clinical.substances import normal

Record = dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """One file of the knowledge. read: raises KeyError, ValueError or InvalidOperation where a record is not sound."""

    file: str
    rule: type[Rule]
    read: Callable[[Record], Rule]


def listed(text: str, mark: str = "|") -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(mark) if part.strip())


def number(text: str) -> Decimal | None:
    """None for an empty cell. Raises ValueError where it is no number."""
    if not text.strip():
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError(f"“{text}” is not a number") from None


def whole(text: str) -> int | None:
    """None for an empty cell. Raises ValueError where it is no whole number."""
    if not text.strip():
        return None
    try:
        return int(text)
    except ValueError:
        raise ValueError(f"“{text}” is not a whole number") from None


def needed(text: str, what: str) -> Decimal:
    """A number that must be there. Raises ValueError."""
    found = number(text)
    if found is None:
        raise ValueError(f"the {what} is missing")
    return found


def reviewed(record: Record) -> Row:
    written = "\x1f".join(f"{key}={value}" for key, value in sorted(record.items()))
    return Row(
        id=record["id"],
        source=record["source"],
        dated=date.fromisoformat(record["dated"]),
        status=Status(record["status"]),
        version=sha256(written.encode()).hexdigest()[:12],
    )


def single(names: Iterable[str]) -> Iterable[SubstanceSet]:
    """A rule may name one substance, as "=warfarin": a set of its own."""
    for name in sorted(names):
        if name.startswith("="):
            member = normal(name.removeprefix("="))
            yield SubstanceSet(name, member, frozenset({member}))
