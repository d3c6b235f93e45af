"""The label for the rest of a pack that was opened at the bench: what it is, how much is left, batch and expiry."""

import re
from dataclasses import replace
from decimal import Decimal

from dispensary.application.accuracy_check import at_bench
from dispensary.application.part_pack_leaflet import is_split
from dispensary.application.step import Receipt, Step, Working
from dispensary.application.workplace import Workplace
from dispensary.domain.dispensing import ItemWork, PackScan
from dispensary.domain.identifiers import IssueKey, ItemId, UserId
from dispensary.domain.people import Task
from dispensary.domain.printing import JobKind, PrintJob
from dispensary.domain.quantity import Quantity
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused_labels import LeftWrong, NoOpenedPack, PackNotKnown, RestLabelled
from dispensary.wording.label_kinds import split_pack_content

# GS1 General Specifications, figure 7.11-1 (character set 82), without the brackets that mark elements in words.
_BATCH = re.compile(r"[!-'*-?A-Z_a-z]{1,20}")


def opened_pack(work: ItemWork) -> PackScan | None:
    """The last pack out of which a part was counted for this item; None where every pack went out whole."""
    opened = [scan for supply in work.supplies for scan in supply.packs] + list(work.scans)
    parts = [scan for scan in opened if is_split(scan)]
    return parts[-1] if parts else None


def rest_to_label(work: ItemWork) -> PackScan | None:
    """The pack that was opened for what is at the bench now, while what is left of it has no label."""
    scan = opened_pack(work)
    if scan is None or scan not in work.scans or scan.rest_labelled:
        return None
    return scan


def left_in(scan: PackScan) -> Decimal:
    """What is left of a full pack after the part was taken out; less where it had been opened before."""
    return scan.quantity.value - (scan.part or Decimal(0)) if scan.quantity is not None else Decimal(0)


def label_opened_pack(
    place: Workplace, actor: UserId, key: IssueKey, item_id: ItemId, left: Decimal | None = None
) -> Receipt | Refusal:
    """Prints the label for the rest of the pack opened last, with GTIN, expiry and batch as GS1 DataMatrix and never
    the serial number. left: as it was counted; None: what a full pack leaves.

    Refused without an opened pack, without its GTIN, expiry and batch, and for a count that cannot be.
    """
    with Step(place, actor) as step:
        found = step.working(Task.LABEL, key, item_id)
        return found if isinstance(found, Refusal) else _label(step, found, left)


def label_rest(place: Workplace, actor: UserId, key: IssueKey, item_id: ItemId, left: Decimal) -> Receipt | Refusal:
    """The same at the bench, where the pack was opened: by whoever may check the item there. Refused likewise,
    and where that pack has its label already.
    """
    with Step(place, actor) as step:
        found = at_bench(step, key, item_id)
        if isinstance(found, Refusal):
            return found
        if rest_to_label(found.work) is None:
            labelled = any(scan.rest_labelled for scan in found.work.scans)
            return RestLabelled(found.item.name) if labelled else NoOpenedPack(found.item.name)
        return _label(step, found, left)


def _label(step: Step, found: Working, left: Decimal | None) -> Receipt | Refusal:
    place, key = step.place, found.held.key
    scan = opened_pack(found.work)
    if scan is None or scan.quantity is None:
        return NoOpenedPack(found.item.name)
    amount = left if left is not None else left_in(scan)
    if not 0 < amount <= left_in(scan):
        return LeftWrong(left_in(scan))
    gtin, batch, expiry = scan.gtin, scan.batch or "", scan.expiry
    missing = _missing(scan)
    if missing or gtin is None or expiry is None:
        return PackNotKnown(missing)
    content = split_pack_content(
        medicine=_name(place, found.work, scan) or found.item.name,
        left=Quantity(amount, scan.quantity.unit),
        gtin=gtin,
        batch=batch,
        expiry=expiry,
        split_on=step.now.date(),
        premises=step.uow.premises(),
    )
    rendered = place.documents.split_pack(content, place.stocks.loaded().label)
    if isinstance(rendered, Refusal):
        return rendered
    job = step.message_id()
    step.uow.prints.add(PrintJob(job, JobKind.LABEL, f"Split pack {batch}", rendered.pdf, key, step.now))
    detail = {"gtin": gtin.value, "batch": batch, "expiry": expiry.isoformat(), "left": str(amount), "job": job}
    scans = tuple(replace(each, rest_labelled=True) if each is scan else each for each in found.work.scans)
    after = found.held.with_work(replace(found.work, scans=scans))
    return step.record("split-pack-labelled", found.held, after, detail, item=found.item.item_id)


def _missing(scan: PackScan) -> tuple[str, ...]:
    known = {
        "gtin": scan.gtin is not None and scan.gtin.is_valid,
        "expiry": scan.expiry is not None,
        "batch": bool(_BATCH.fullmatch(scan.batch or "")),
    }
    return tuple(name for name, there in known.items() if not there)


def _name(place: Workplace, work: ItemWork, scan: PackScan) -> str | None:
    """The pack as the dictionary names it, else what was chosen: the next one to use it reads which maker's it is."""
    packs = [place.dictionary.resolve(code) for code in scan.packs]
    named = next((pack.name for pack in packs if pack.known and pack.name), None)
    return named or (work.product.name if work.product is not None else None)
