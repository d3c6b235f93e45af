"""Which packs went to whom, as they are found again by barcode, product and batch.

It follows from the dispensings and says nothing that they do not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from dispensary.domain.batches import folded_batch
from dispensary.domain.dispensing import Dispensing, PackScan
from dispensary.domain.identifiers import Gtin, IssueKey, PatientId, SnomedCode


@dataclass(frozen=True, slots=True)
class PackOut:
    """One pack that was scanned for somebody.

    at: when it was handed over; None while it lies in the pharmacy, checked or bagged. batch and expiry: None where
    the barcode did not carry them, or not all of them. packs: the AMPPs that its barcode may be. product: what was
    supplied, by name; amount: how much of the pack went out, in words of the record.
    """

    key: IssueKey
    patient: PatientId | None
    at: datetime | None
    gtin: Gtin | None
    packs: tuple[SnomedCode, ...]
    batch: str | None
    expiry: date | None
    product: str
    amount: str


@dataclass(frozen=True, slots=True)
class PacksSought:
    """Packs with any of these barcodes, or that are any of these AMPPs. batches: as `folded_batch` gives them; none:
    whatever their batch. since, until: the days on which they went out, both included.
    """

    gtins: frozenset[Gtin] = frozenset()
    packs: frozenset[SnomedCode] = frozenset()
    batches: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None

    def on(self, day: date) -> bool:
        """Whether it may have gone out on that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def has(self, pack: PackOut) -> bool:
        """Whether a pack may be one of them; for a batch, one without a batch too."""
        named = pack.gtin in self.gtins or bool(self.packs.intersection(pack.packs))
        return named and (not self.batches or pack.batch is None or pack.batch in self.batches)


def packs_out(held: Dispensing) -> tuple[PackOut, ...]:
    """Every pack of that dispensing that has gone out, in the order of its lines, of time and of scanning."""
    return tuple(
        _pack(held, scan, supply.product.name, supply.at)
        for work in held.items
        for supply in work.supplies
        for scan in supply.packs
    )


def packs_waiting(held: Dispensing) -> Iterator[PackOut]:
    """Every pack that was scanned for it and is still in the pharmacy."""
    for item, work in held.pairs():
        name = work.product.name if work.product is not None else item.name
        yield from (_pack(held, scan, name, None) for scan in work.scans)


def _pack(held: Dispensing, scan: PackScan, product: str, at: datetime | None) -> PackOut:
    unit = scan.quantity.unit if scan.quantity is not None else ""
    amount = f"{scan.amount} {unit}".strip() if scan.amount is not None else ""
    return PackOut(
        held.key, held.patient, at, scan.gtin, scan.packs, folded_batch(scan.batch), scan.expiry, product, amount
    )
