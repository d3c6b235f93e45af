"""What the packs scanned so far come to: each scan read again from its raw bytes and judged against what is wanted."""

from datetime import date
from decimal import Decimal

from dispensary.application.case import check_item
from dispensary.application.mapped_barcodes import mapped_pack
from dispensary.application.moved import moved
from dispensary.application.ports.store import UnitOfWork
from dispensary.application.step import Step
from dispensary.application.workplace import Workplace
from dispensary.domain.accuracy.judge import judge
from dispensary.domain.accuracy.mapped import Proving
from dispensary.domain.accuracy.reasons import (
    CountPacks,
    LessScanned,
    MappedUnproved,
    MoreScanned,
    Outcome,
    PrescribedDoubted,
    Reason,
    Rule,
)
from dispensary.domain.accuracy.treatment import treatment_days
from dispensary.domain.accuracy.verdict import ScannedPack, Verdict
from dispensary.domain.barcodes.reading import read_scan
from dispensary.domain.barcodes.scan import Scan
from dispensary.domain.dictionary import PackCode, Resolved
from dispensary.domain.dispensing import Dispensing, ItemWork
from dispensary.domain.identifiers import SnomedCode
from dispensary.domain.prescription import PrescribedItem


def rank(work: ItemWork, verdict: Verdict) -> tuple[int, bool]:
    """The item that a scan is most likely meant for: one it passes for, and of two that it is wrong for the look-alike
    before the stranger, so that the stop screen shows the difference that was overlooked.
    """
    if not faults(work, verdict):
        return 0, False
    return {Outcome.PASS: 1, Outcome.ASK: 2, Outcome.STOP: 3}[verdict.outcome], verdict.rule is Rule.UNRELATED


def faults(work: ItemWork, verdict: Verdict) -> tuple[Reason, ...]:
    """What stands against the pack scanned last. What a pharmacist accepted about an earlier pack is settled, and so is
    a doubt about the prescribed product itself once they have accepted a pack of it.
    """
    accepted = {place for place, scan in enumerate(work.scans) if scan.override}
    settled = accepted | {place for place, scan in enumerate(work.scans) if scan.looked_at}
    against = (reason for reason in verdict.reasons if not _passes(reason) and reason.scan not in settled)
    return tuple(reason for reason in against if not (accepted and isinstance(reason, PrescribedDoubted)))


def only_doubted(work: ItemWork, verdict: Verdict) -> bool:
    """The pack is right, and only the prescribed product is one that dm+d no longer recognises, or has moved."""
    return all(isinstance(reason, PrescribedDoubted) for reason in faults(work, verdict))


def only_unproved(work: ItemWork, verdict: Verdict) -> bool:
    """The pack is right if it is what a pharmacist said of its barcode, and that is still being proved."""
    against = faults(work, verdict)
    return bool(against) and all(isinstance(reason, MappedUnproved) for reason in against)


def _passes(reason: Reason) -> bool:
    """Whether a pack may be kept with this reason: too few packs so far, or some to be counted, is no fault of the
    pack.
    """
    if isinstance(reason, MoreScanned):
        return not reason.unsplittable
    return reason.outcome is Outcome.PASS or isinstance(reason, LessScanned | CountPacks)


def judge_scan(
    step: Step, held: Dispensing, work: ItemWork, scan: Scan
) -> tuple[ItemWork, Verdict, tuple[ScannedPack, ...]]:
    packs = (*_scanned(step.place, step.uow, work), _candidates(step.place, step.uow, scan))
    return work, _verdict(step.place, step.uow, held, work, packs, step.now.date()), packs


def _verdict(
    place: Workplace, uow: UnitOfWork, held: Dispensing, work: ItemWork, packs: tuple[ScannedPack, ...], today: date
) -> Verdict:
    item = held.prescription.item(work.item_id)
    since = moved(place, held.prescription, item)
    wanted, recalls = _wanted(place, item, work), uow.recalls.open()
    asked = check_item(place, held, item, work)
    supplied = work.supplying.value if work.supplying is not None else None
    stated = Decimal(asked.days) if asked.days is not None else None
    days = treatment_days(asked.dose, supplied, wanted.virtual_product, stated)
    return judge(wanted, work.supplying, packs, today, days, since, recalls)


def _wanted(place: Workplace, item: PrescribedItem, work: ItemWork) -> Resolved:
    """What the packs are compared with: the product that the label names, where a supplier's was chosen for it, so that
    label, pack and record say the same; else what was prescribed.
    """
    prescribed = place.dictionary.resolve(item.code or SnomedCode(""))
    if not prescribed.known or work.product is None or work.product.code == prescribed.current:
        return prescribed
    chosen = place.dictionary.resolve(work.product.code)
    return chosen if chosen.known else prescribed


def _scanned(place: Workplace, uow: UnitOfWork, work: ItemWork) -> tuple[ScannedPack, ...]:
    return tuple(_candidates(place, uow, read_scan(held.raw, today=held.at.date())) for held in work.scans)


def _candidates(place: Workplace, uow: UnitOfWork, scan: Scan) -> ScannedPack:
    """What dm+d says that it may be; where it knows nothing of it, what a pharmacist said."""
    if scan.gtin is None:
        return ScannedPack(scan)
    known = place.dictionary.packs_with(scan.gtin)
    mapped = mapped_pack(place, uow, scan.gtin) if not known else None
    if mapped is None:
        return ScannedPack(scan, known)
    barcode, pack = mapped
    needed = uow.premises().good_verifications
    proving = Proving(barcode.good, needed) if barcode.good < needed else None
    return ScannedPack(scan, (PackCode(scan.gtin, pack, barcode.at.date(), None),), proving)


def judged_again(place: Workplace, uow: UnitOfWork, held: Dispensing) -> Verdict | None:
    """The verdict on the pack that waits to be set aside, made again from its raw scan; None where none waits."""
    stopped = held.held_pack
    if stopped is None:
        return None
    work, at = held.work(stopped.item), stopped.scan.at.date()
    packs = (*_scanned(place, uow, work), _candidates(place, uow, read_scan(stopped.scan.raw, today=at)))
    return _verdict(place, uow, held, work, packs, at)
