"""The prescription screen's read model: the detail, what is new about each line, and what comes next. Reads only."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dispensary.application.case import case_of, checkable, unit_of
from dispensary.application.queries.changes import Change, changes_of, last_had, not_yet_had
from dispensary.application.queries.detail import Detail, ItemDetail, detail
from dispensary.application.queries.finished import Finished, finished
from dispensary.application.workplace import Workplace
from dispensary.domain.dictionary import Kind, Resolved
from dispensary.domain.dispensing import ChosenProduct
from dispensary.domain.eps_status import CLOSED_AT_RELEASE, PrescriptionStatus
from dispensary.domain.identifiers import IssueKey, ItemId, SnomedCode, UserId
from dispensary.domain.prescription import Origin, PrescribedItem
from dispensary.domain.quantity import Quantity
from dispensary.domain.refusals import Refusal
from dispensary.domain.workflow import SETTLED, Action, NotFromHere, Stage, move

_LABELLING = frozenset({Stage.CLINICALLY_CHECKED, Stage.LABELLED, Stage.ASSEMBLED})


class Next(StrEnum):
    """The one next step of a prescription, as the filled button says it."""

    SEEN = "seen"
    SEND_BACK = "send-back"
    RECORD = "record"
    ANSWER = "answer"
    CHECK = "check"
    LABEL = "label"
    NEXT_ITEM = "next-item"
    ASSEMBLE = "assemble"
    BENCH = "bench"
    HAND_OUT = "hand-out"
    STOCK = "stock"
    CLAIM = "claim"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that the prescription screen shows.

    changes: what is new about a line, where there is a record to compare with. products: what may go out for a line,
    the prescribed product first. unread: lines whose directions, as checked, cannot be read as a dose. finished: what
    went out and what EPS knows of it.
    """

    detail: Detail
    changes: Mapping[ItemId, Change]
    products: Mapping[ItemId, tuple[ChosenProduct, ...]]
    unread: frozenset[ItemId] = frozenset()
    finished: Finished | None = None


def sheet(place: Workplace, key: IssueKey, viewer: UserId | None = None) -> Sheet | Refusal:
    """The prescription as it stands, with as much of the record as that person may see."""
    found = detail(place, key, viewer)
    if isinstance(found, Refusal):
        return found
    products = {entry.item.item_id: products_for(place, entry.item) for entry in found.items}
    unread = frozenset(entry.item.item_id for entry in found.items if not _reads(place, entry))
    with place.store.read() as uow:
        done = finished(uow, found.held)
    return Sheet(found, _changes(place, found), products, unread, done)


def _reads(place: Workplace, entry: ItemDetail) -> bool:
    product = place.dictionary.resolve(entry.item.code) if entry.item.code is not None else None
    words = entry.work.entered_directions or entry.item.dosage_text or ""
    return place.read_dose(words, unit_of(entry.item, product)).parsed


def _changes(place: Workplace, found: Detail) -> Mapping[ItemId, Change]:
    if found.patient is None or found.closed:
        return {}
    with place.store.read() as uow:
        case = case_of(place, uow, found.held, found.patient, found.now)
        compared = changes_of(case, not_yet_had(uow, found.held), last_had(found.supplies))
    ids = [item.item_id for item, work in found.held.pairs() if checkable(item, work)]
    return {ids[change.item]: change for change in compared.all if change.item is not None}


def products_for(place: Workplace, item: PrescribedItem) -> tuple[ChosenProduct, ...]:
    """The product as prescribed, then every supplier's product that may stand for it.

    A brand that was ordered has no other. An unknown code is kept as it came (row 1.8.13).
    """
    if item.code is None:
        return (ChosenProduct(SnomedCode(""), Kind.VMP, item.name),)
    prescribed = place.dictionary.resolve(item.code)
    if prescribed.kind is None:
        return (ChosenProduct(item.code, Kind.VMP, item.name),)
    first = ChosenProduct(prescribed.current, prescribed.kind, item.name)
    if prescribed.kind is not Kind.VMP:
        return (first,)
    return (first, *_suppliers(place, prescribed))


def _suppliers(place: Workplace, prescribed: Resolved) -> tuple[ChosenProduct, ...]:
    packs = place.dictionary.packs_of(prescribed.current)
    found = {
        pack.product.code: ChosenProduct(pack.product.code, Kind.AMP, pack.product.description)
        for pack in packs
        if pack.product is not None and not pack.product.invalid
    }
    return tuple(found.values())


def alive(entry: ItemDetail) -> bool:
    """Whether something may still be done with the line: not cancelled or expired at EPS, not finished."""
    return entry.item.line_status not in CLOSED_AT_RELEASE and entry.work.stage not in SETTLED


def can_label(found: Detail, entry: ItemDetail) -> bool:
    """Whether a label may be made for the line now."""
    ready = entry.work.stage in _LABELLING and not entry.needs_check
    return not found.held.failed and found.patient is not None and alive(entry) and ready


def to_label(found: Detail, entry: ItemDetail) -> bool:
    """Whether the line waits for its first label."""
    return can_label(found, entry) and entry.work.stage is Stage.CLINICALLY_CHECKED


def may(entry: ItemDetail, action: Action) -> bool:
    """Whether the workflow lets the line take that step from where it is."""
    return not isinstance(move(entry.work.stage, action), NotFromHere)


def may_return(found: Detail) -> bool:
    """Whether the whole prescription could still go back to EPS: nothing of it was handed over or notified."""
    held = found.held
    untouched = not held.notifications and not any(work.supplies for work in held.items)
    by_eps = held.prescription.origin is Origin.EPS and not held.failed
    return by_eps and untouched and all(_returns(entry) for entry in found.items)


def _returns(entry: ItemDetail) -> bool:
    return entry.work.stage is Stage.RETURNED or may(entry, Action.RETURN)


def due(entry: ItemDetail) -> Quantity | None:
    """How much of the line has not gone out yet; None where nobody said how much was prescribed."""
    quantity = entry.item.quantity
    if quantity is None:
        return None
    return Quantity(max(quantity.value - entry.work.supplied, Decimal(0)), quantity.unit)


def next_item(found: Detail, current: ItemDetail) -> ItemDetail | None:
    """The line to turn to after this one: the next to label, else one that is queried, else one that is owed."""
    here = found.items.index(current)
    others = (*found.items[here + 1 :], *found.items[:here])
    ways = (
        (entry for entry in others if to_label(found, entry)),
        (entry for entry in others if entry.work.stage is Stage.QUERIED),
        (entry for entry in others if entry.work.stage is Stage.OWING),
    )
    return next((entry for way in ways for entry in way), None)


def next_step(found: Detail, current: ItemDetail, *, edited: bool) -> Next:
    """What the filled button does. edited: something was typed for the line since its label was made."""
    if found.held.failed:
        todo = Next.SEND_BACK if found.held.to_send_back else Next.SEEN
        return Next.NOTHING if found.held.failed_seen else todo
    if found.patient is None:
        return Next.RECORD
    if current.work.stage is Stage.QUERIED:
        return Next.ANSWER
    if alive(current) and current.needs_check:
        return Next.CHECK
    if to_label(found, current) or (edited and can_label(found, current)):
        return Next.LABEL
    step = _rest(found, [entry for entry in found.items if alive(entry)])
    return Next.NEXT_ITEM if step is Next.STOCK and current.work.stage is not Stage.OWING else step


def _rest(found: Detail, open_items: list[ItemDetail]) -> Next:
    """What the lines wait for, the earliest first."""
    if any(to_label(found, entry) for entry in open_items):
        return Next.NEXT_ITEM
    if any(entry.needs_check for entry in open_items):
        return Next.CHECK
    stages = {entry.work.stage for entry in open_items}
    for stage, step in _AFTER_LABELS:
        if stage in stages:
            return step
    claimable = found.held.eps_status is PrescriptionStatus.DISPENSED and found.held.prescription.origin is Origin.EPS
    return Next.CLAIM if claimable and found.held.claim is None else Next.NOTHING


_AFTER_LABELS = (
    (Stage.LABELLED, Next.ASSEMBLE),
    (Stage.ASSEMBLED, Next.BENCH),
    (Stage.ACCURACY_CHECKED, Next.BENCH),
    (Stage.QUERIED, Next.NEXT_ITEM),
    (Stage.BAGGED, Next.HAND_OUT),
    (Stage.OWING, Next.STOCK),
)
