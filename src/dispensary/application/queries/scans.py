"""From a barcode of ours to the prescription it belongs to."""

from dispensary.application.workplace import Workplace
from dispensary.domain.barcodes.reading import read_scan
from dispensary.domain.barcodes.scan import BasketNumber
from dispensary.domain.barcodes.tokens import spaced
from dispensary.domain.identifiers import BagNumber, IssueKey, LabelNumber
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import NotFound, Unusable


def by_bag(place: Workplace, number: BagNumber) -> IssueKey | Refusal:
    """The prescription whose bag that is; a bag that was handed out or opened again is found no more. Reads only."""
    with place.store.read() as uow:
        held = uow.dispensings.with_bag(number)
    return held.key if held is not None else NotFound(f"Bag {number}")


def by_label(place: Workplace, number: LabelNumber) -> IssueKey | Refusal:
    """The prescription that the label was made for. Reads only."""
    with place.store.read() as uow:
        held = uow.dispensings.with_label(number)
    return held.key if held is not None else NotFound(f"Label {spaced(number)}")


def by_basket(place: Workplace, number: BasketNumber) -> IssueKey | Refusal:
    """The prescription whose items lie in that basket. Reads only."""
    with place.store.read() as uow:
        held = uow.dispensings.in_basket(number)
    return held.key if held is not None else NotFound(f"Basket {number}")


def by_scan(place: Workplace, raw: str) -> IssueKey | Refusal:
    """The prescription that a scanned bag label, medicine label or basket leads to; Unusable for any other barcode."""
    scan = read_scan(raw, today=place.clock.now().date())
    if scan.bag is not None:
        return by_bag(place, scan.bag)
    if scan.label is not None:
        return by_label(place, scan.label)
    if scan.basket is not None:
        return by_basket(place, scan.basket)
    return Unusable(scan)
