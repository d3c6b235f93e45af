"""A pack that was opened: its manufacturer's leaflet goes out with the part of it, where the pharmacy keeps one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dispensary.application.ports.documents import ProductLeafletUnreadable
from dispensary.application.step import Receipt, Step
from dispensary.application.workplace import Workplace
from dispensary.domain.dispensing import PackScan
from dispensary.domain.identifiers import IssueKey, SnomedCode
from dispensary.domain.printing import JobKind, PrintJob
from dispensary.wording.leaflets import MANUFACTURERS_QUEUED, no_manufacturer_note


@dataclass(frozen=True, slots=True)
class Counted(Receipt):
    """What was counted. notes: what whoever counted must know of the leaflet, said once for each item."""

    notes: tuple[str, ...] = ()


def is_split(scan: PackScan) -> bool:
    """Whether a part of that pack was counted, and not all of it."""
    return scan.part is not None and scan.quantity is not None and scan.part < scan.quantity.value


def queue_manufacturers(step: Step, key: IssueKey, scan: PackScan, name: str) -> tuple[bool, str]:
    """Queues the leaflet of that very pack in this transaction: whether it was, and what to say. Never refuses: the
    work goes on without it (Human Medicines Regulations 2012, regulation 260; to be confirmed from the text).
    """
    kept, words = _kept(step.place, scan.packs, name)
    if kept is not None:
        title = f"Manufacturer's leaflet, {key.prescription}"
        step.uow.prints.add(PrintJob(step.message_id(), JobKind.PAGE, title, kept, key, step.now))
    return kept is not None, words


def _kept(place: Workplace, packs: Sequence[SnomedCode], name: str) -> tuple[bytes | None, str]:
    try:
        kept = place.leaflets.kept.of(tuple(_codes(place, packs)))
    except ProductLeafletUnreadable as problem:
        return None, str(problem)
    return (kept, MANUFACTURERS_QUEUED) if kept is not None else (None, no_manufacturer_note(name))


def _codes(place: Workplace, packs: Sequence[SnomedCode]) -> Iterable[SnomedCode]:
    """The pack that was scanned and what it is a pack of. Where its barcode may be of several suppliers nobody knows
    whose leaflet it is, and there are none: their leaflets differ.
    """
    found = [place.dictionary.resolve(code).pack for code in packs]
    products = {pack.product.code for pack in found if pack is not None and pack.product is not None}
    if len(packs) == 1 or len(products) == 1:
        yield from packs
        yield from products
