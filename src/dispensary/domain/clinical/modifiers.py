"""Whether the clauses of a rule hold for a case. A fact that is not recorded is never guessed."""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from dispensary.domain.clinical.case import CheckCase
from dispensary.domain.clinical.clauses import Clause, Measured, Started
from dispensary.domain.clinical.medicines import Medicine

_COMPARED: dict[str, Callable[[Decimal, Decimal], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
_PADDING = frozenset({"level", "levels", "serum", "plasma", "blood", "concentration", "trough"})
YEAR = 365
"""Days that a result counts for where the rule does not say."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A fact that a rule needs and nobody has recorded."""

    fact: str


def hold(
    clauses: tuple[Clause, ...], case: CheckCase, current: tuple[Medicine, ...], a: Medicine, b: Medicine
) -> bool | Unknown:
    """Whether all of them hold. One that plainly does not decides; else one that nobody knows."""
    unknown: Unknown | None = None
    for clause in clauses:
        found = _started(a if clause.is_a else b, current) if isinstance(clause, Started) else _measured(clause, case)
        if found is False:
            return False
        if isinstance(found, Unknown):
            unknown = unknown or found
    return unknown or True


def _started(medicine: Medicine, current: tuple[Medicine, ...]) -> bool:
    return medicine.is_new and not any(earlier.names == medicine.names for earlier in current)


def _measured(clause: Measured, case: CheckCase) -> bool | Unknown:
    value = _value(clause, case)
    return Unknown(clause.fact) if value is None else _COMPARED[clause.sign](value, clause.limit)


def _value(clause: Measured, case: CheckCase) -> Decimal | None:
    facts = case.patient
    if clause.fact == "age":
        age = facts.age_on(case.today)
        return Decimal(age) if age is not None else None
    if clause.fact == "crcl":
        return facts.crcl
    if clause.fact == "weight":
        return facts.weight_kg
    if clause.fact == "egfr" and facts.egfr is not None:
        return facts.egfr if _recent(facts.egfr_date, clause.days, case.today) else None
    fitting = [
        each
        for each in facts.results
        if _words(each.test) == clause.fact and _recent(each.dated, clause.days, case.today)
    ]
    return max(fitting, key=lambda each: each.dated or case.today).value if fitting else None


def _recent(dated: date | None, days: int | None, today: date) -> bool:
    """A result without a date counts as current; one from a day to come is nobody's."""
    if dated is None:
        return True
    return timedelta(0) <= today - dated <= timedelta(days=days if days is not None else YEAR)


def _words(test: str) -> str:
    """ "Digoxin level" and "Serum digoxin" are the digoxin."""
    kept = [word for word in re.split(r"[^a-z0-9]+", test.lower()) if word and word not in _PADDING]
    return " ".join(kept)
