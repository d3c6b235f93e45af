"""Barcodes that dm+d does not know: a pharmacist says which pack carries one, and the bench proves it pack by pack.

About half of all packs have no barcode in dm+d, so an unknown one is routine. Until it has been found right often
enough, every such pack is looked at by whoever checks; a pack that is plainly another medicine is stopped all the same.
"""

from dataclasses import replace

from dispensary.application.ports.dictionary import Dictionary
from dispensary.application.ports.store import UnitOfWork
from dispensary.application.step import Receipt, Step
from dispensary.application.workplace import Workplace
from dispensary.domain.accuracy.mapped import Known, MappedBarcode
from dispensary.domain.accuracy.reasons import Rule
from dispensary.domain.dictionary import Kind, Pack, Resolved
from dispensary.domain.dispensing import PackScan
from dispensary.domain.identifiers import Gtin, SnomedCode, UserId
from dispensary.domain.people import Task
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import NotFound
from dispensary.domain.refused_bench import BarcodeKnown, CaseBarcode, NotAPack, ReasonWanted


def map_barcode(place: Workplace, actor: UserId, gtin: Gtin, pack: SnomedCode, reason: str) -> Receipt | Refusal:
    """A pharmacist, the pack in hand, says what it is. Mapping a barcode again begins its proof anew.

    Refused: BarcodeKnown (dm+d has it), CaseBarcode, NotAPack, ReasonWanted.
    """
    with Step(place, actor) as step:
        user = step.authorise(Task.ACCURACY_CHECK, pharmacist=True)
        if isinstance(user, Refusal):
            return user
        unfit = _unfit(place.dictionary, gtin, place.dictionary.resolve(pack), reason)
        if unfit is not None:
            return unfit
        resolved = place.dictionary.resolve(pack)
        before = step.uow.mapped_barcodes.get(gtin.value)
        made = MappedBarcode(gtin, resolved.current, resolved.name or "", actor, step.now, reason.strip())
        if before is None:
            step.uow.mapped_barcodes.add(made)
        else:
            step.uow.mapped_barcodes.save(replace(made, version=before.version))
        detail = {"gtin": gtin.value, "pack": made.name, "reason": made.reason, "before": before and before.pack.value}
        step.note("barcode-mapped", {"product": made.pack.value}, detail, versions=True)
        step.uow.commit()
        return Receipt(bench=True)


def unmap_barcode(place: Workplace, actor: UserId, gtin: Gtin, reason: str) -> Receipt | Refusal:
    """A pharmacist takes it back: the barcode is unknown again."""
    with Step(place, actor) as step:
        user = step.authorise(Task.ACCURACY_CHECK, on_duty=False, pharmacist=True)
        if isinstance(user, Refusal):
            return user
        held = step.uow.mapped_barcodes.get(gtin.value)
        if held is None or held.removed:
            return NotFound("That barcode")
        if not reason.strip():
            return ReasonWanted()
        step.uow.mapped_barcodes.save(replace(held, removed=reason.strip()))
        detail = {"gtin": gtin.value, "pack": held.name, "reason": reason.strip()}
        step.note("barcode-unmapped", {"product": held.pack.value}, detail)
        step.uow.commit()
        return Receipt(bench=True)


def _unfit(dictionary: Dictionary, gtin: Gtin, resolved: Resolved, reason: str) -> Refusal | None:
    if gtin.packaging_level:
        return CaseBarcode(gtin)
    known = dictionary.packs_with(gtin)
    if known:
        return BarcodeKnown(gtin, known[0].pack.name)
    if resolved.kind is not Kind.AMPP or resolved.pack is None:
        return NotAPack(resolved.name or "")
    return None if reason.strip() else ReasonWanted()


def mapped_pack(place: Workplace, uow: UnitOfWork, gtin: Gtin) -> tuple[MappedBarcode, Pack] | None:
    """What a pharmacist said that an unknown barcode is, and dm+d's pack of it; None where that does not stand now."""
    held = uow.mapped_barcodes.get(gtin.value)
    if held is None:
        return None
    needed = uow.premises().good_verifications
    if held.standing(place.clock.now().date(), needed) is Known.LAPSED:
        return None
    pack = place.dictionary.resolve(held.pack).pack
    return (held, pack) if pack is not None else None


def as_mapped(place: Workplace, scan: PackScan, barcode: MappedBarcode) -> PackScan:
    """The scan with the pack that it is now known to be: it may have been mapped only after it was scanned."""
    pack = place.dictionary.resolve(barcode.pack).pack
    if scan.packs or pack is None:
        return scan
    return replace(scan, packs=(pack.code,), quantity=pack.quantity, rule=Rule.MAPPED.value)
