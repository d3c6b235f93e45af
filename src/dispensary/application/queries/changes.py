"""What is different from last time: a plain comparison, product by product, of what is ordered with what was had.

It claims no more than it knows. A dose is called up or down only where both can be read and counted in one unit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dispensary.application.ports.store import UnitOfWork
from dispensary.application.queries.detail import Supplied
from dispensary.domain.clinical.case import CheckCase, CheckItem, HistoryItem
from dispensary.domain.dictionary import VirtualProduct
from dispensary.domain.dispensing import Dispensing
from dispensary.domain.identifiers import IssueKey
from dispensary.domain.quantity import Quantity


class ChangeKind(StrEnum):
    """new: never had here; dose_up, dose_down: of the same substance; other: same substance, not to be compared."""

    NEW = "new"
    DOSE_UP = "dose-up"
    DOSE_DOWN = "dose-down"
    OTHER = "other"
    SAME = "same"
    NOT_ORDERED = "not-ordered"


@dataclass(frozen=True, slots=True)
class Change:
    """One medicine against the time before. before, after: the most in a day, where the change is one of dose.

    had: the product of the time before, where it is another. on: when it was had last. item: its position in the case.
    elsewhere: not ordered here, but on another prescription of this person that waits.
    """

    kind: ChangeKind
    name: str
    before: Quantity | None = None
    after: Quantity | None = None
    had: str = ""
    on: date | None = None
    item: int | None = None
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """since: the latest supply that there is to compare with; None where this person had nothing before."""

    since: date | None
    all: tuple[Change, ...]

    def of(self, *kinds: ChangeKind) -> tuple[Change, ...]:
        return tuple(change for change in self.all if change.kind in kinds)


def not_yet_had(uow: UnitOfWork, held: Dispensing) -> frozenset[tuple[IssueKey, str]]:
    """Lines of this person's other prescriptions of which nothing has gone out: taken soon, not taken before."""
    others = uow.dispensings.open_of_patient(held.patient) if held.patient is not None else ()
    return frozenset(
        (other.key, item.name)
        for other in others
        if other.key != held.key
        for item, work in other.pairs()
        if not work.supplies
    )


def last_had(supplies: Sequence[Supplied]) -> Mapping[str, date]:
    """When each medicine last went out, here or elsewhere, by its name."""
    dated = [(supply.name, supply.on) for supply in supplies if supply.on is not None]
    return {name: max(on for other, on in dated if other == name) for name, _ in dated}


def changes_of(
    case: CheckCase,
    not_had: frozenset[tuple[IssueKey, str]] = frozenset(),
    dates: Mapping[str, date] | None = None,
) -> Changes:
    """Compares the items of a case with its earlier medicines. not_had: lines that only wait elsewhere.

    dates: when a medicine was last had; one that also waits elsewhere bears the day on which that came.
    """
    earlier = [
        _as_had(had, not_had, dates or {})
        for had in case.history
        if not case.belongs_to_these_items(had) and not _waits(had, not_had)
    ]
    since = max((had.supplied_on for had in earlier if had.supplied_on is not None), default=None)
    ordered = [_change(position, item, earlier) for position, item in enumerate(case.items)]
    left_out = [
        Change(ChangeKind.NOT_ORDERED, had.name, on=had.supplied_on, elsewhere=_waiting(had, not_had))
        for had in earlier
        if had.is_active(case.today) and not any(_akin(item, had) for item in case.items)
    ]
    return Changes(since, (*ordered, *_once(left_out)))


def _waiting(had: HistoryItem, not_had: frozenset[tuple[IssueKey, str]]) -> bool:
    return had.prescription is not None and (had.prescription, had.name) in not_had


def _waits(had: HistoryItem, not_had: frozenset[tuple[IssueKey, str]]) -> bool:
    return had.times_supplied <= 1 and _waiting(had, not_had)


def _as_had(had: HistoryItem, not_had: frozenset[tuple[IssueKey, str]], dates: Mapping[str, date]) -> HistoryItem:
    return replace(had, supplied_on=dates.get(had.name)) if _waiting(had, not_had) else had


def _once(changes: Sequence[Change]) -> tuple[Change, ...]:
    """The same medicine with two directions is left out once."""
    return tuple({change.name: change for change in changes}.values())


def _change(position: int, item: CheckItem, earlier: Sequence[HistoryItem]) -> Change:
    had = _latest([one for one in earlier if _same_product(item, one)]) or _latest(
        [one for one in earlier if _akin(item, one)]
    )
    if had is None:
        return Change(ChangeKind.NEW, item.name, item=position)
    other = "" if _same_product(item, had) else had.name
    before, after = _daily(had, counted=not other), _daily(item, counted=not other)
    if before is None or after is None or before.unit != after.unit:
        same = not other and _words(item.directions) == _words(had.directions)
        kind = ChangeKind.SAME if same else ChangeKind.OTHER
        return Change(kind, item.name, had=other, on=had.supplied_on, item=position)
    if before.value == after.value:
        kind = ChangeKind.OTHER if other else ChangeKind.SAME
    else:
        kind = ChangeKind.DOSE_UP if after.value > before.value else ChangeKind.DOSE_DOWN
    return Change(kind, item.name, before, after, other, had.supplied_on, position)


def _latest(found: Sequence[HistoryItem]) -> HistoryItem | None:
    return max(found, key=lambda one: one.supplied_on or date.min, default=None)


def _same_product(item: CheckItem, had: HistoryItem) -> bool:
    if item.virtual is not None and had.virtual is not None:
        return item.virtual.code == had.virtual.code
    return _words(item.name) == _words(had.name)


def _akin(item: CheckItem, had: HistoryItem) -> bool:
    """The same product, or another strength or form of the same substance."""
    one, other = item.virtual, had.virtual
    if _same_product(item, had):
        return True
    return one is not None and other is not None and one.vtm is not None and one.vtm == other.vtm


def _daily(entry: CheckItem | HistoryItem, *, counted: bool) -> Quantity | None:
    """The most of the substance in a day; counted: or of the product's units, where its strength is not one number."""
    dose, product = entry.dose, entry.virtual
    if dose is None or not dose.parsed or dose.max_24h is None:
        return None
    strength = _strength(product)
    if strength is not None:
        return Quantity(strength.value * dose.max_24h, strength.unit)
    unit = product.unit if product is not None and counted else None
    return Quantity(dose.max_24h, unit) if unit else None


def _strength(product: VirtualProduct | None) -> Quantity | None:
    """Of one unit of a product with one substance; None where that is not one number."""
    if product is None or len(product.ingredients) != 1:
        return None
    found = product.ingredients[0]
    if found.numerator is None:
        return None
    per = found.denominator.value if found.denominator is not None else Decimal(1)
    same_unit = found.denominator is None or found.denominator.unit == product.unit
    return Quantity(found.numerator.value / per, found.numerator.unit) if per > 0 and same_unit else None


def _words(text: str) -> str:
    return " ".join(text.casefold().split())
