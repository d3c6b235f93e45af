"""The accuracy check at the bench: every pack, then its label, against what was prescribed and clinically checked.

A wrong pack is kept until somebody says what was wrong; another scan does not dismiss it, and neither does a restart.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from dispensary.application.case import standing
from dispensary.application.clinical_check import expiry
from dispensary.application.judging import faults, judge_scan, judged_again, only_doubted, only_unproved, rank
from dispensary.application.mapped_barcodes import as_mapped
from dispensary.application.near_misses import of_held_pack
from dispensary.application.ports.store import UnitOfWork
from dispensary.application.step import Receipt, Step, Working
from dispensary.application.workplace import Workplace
from dispensary.domain.accuracy.reasons import Outcome
from dispensary.domain.accuracy.verdict import ScannedPack, Verdict
from dispensary.domain.barcodes.reading import read_scan
from dispensary.domain.barcodes.scan import Scan, ScanKind
from dispensary.domain.dispensing import Dispensing, HeldPack, ItemWork, OwnCheck, PackScan
from dispensary.domain.identifiers import IssueKey, ItemId, UserId
from dispensary.domain.near_misses import NOTHING_YET, Learning, NearMissKind
from dispensary.domain.people import Task, User
from dispensary.domain.prescription import PrescribedItem
from dispensary.domain.quantity import Quantity
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import (
    CountThePacks,
    CountWrong,
    NotAssembled,
    NotFound,
    OverrideNotAllowed,
    PackHeld,
    PacksFirst,
    SameHands,
    Unusable,
    WrongLabel,
)
from dispensary.domain.refused_bench import NotMapped, OwnCheckNotAllowed, ReasonWanted
from dispensary.domain.workflow import Action, NotFromHere, Stage
from dispensary.wording.accuracy import sentences


@dataclass(frozen=True, slots=True)
class PackJudged:
    """What a pack scan came to. verdict: for this item with every pack scanned so far."""

    receipt: Receipt
    item: ItemId
    verdict: Verdict
    scanned_name: str
    stopped: bool
    complete: bool


@dataclass(frozen=True, slots=True)
class LabelMatched:
    """The label belongs to the item whose packs were scanned: the item is checked."""

    receipt: Receipt
    item: ItemId
    finished: bool


Scanned = PackJudged | LabelMatched


def scan_at_bench(place: Workplace, actor: UserId, key: IssueKey, raw: str) -> Scanned | Refusal:
    """Takes any scan during the accuracy check of one prescription: a pack, or the label just stuck on it."""
    scan = read_scan(raw, today=place.clock.now().date())
    with Step(place, actor) as step:
        ready = _ready(step, key)
        if isinstance(ready, Refusal):
            return ready
        if ready.held_pack is not None:
            return PackHeld(ready.held_pack.reasons)
        if scan.kind is ScanKind.LABEL and scan.label is not None:
            return _label(step, ready, scan)
        if scan.kind is not ScanKind.PACK or scan.gtin is None:
            return Unusable(scan)
        return _pack(step, ready, scan)


def _ready(step: Step, key: IssueKey) -> Dispensing | Refusal:
    """The prescription, if this person may check it now and something on it is ready to be checked."""
    found = step.holding(Task.ACCURACY_CHECK, key)
    if isinstance(found, Refusal):
        return found
    user, held = found.user, found.held
    ready = [work for work in held.items if work.stage is Stage.ASSEMBLED]
    if not ready:
        return NotAssembled()
    for work in ready:
        item = held.prescription.item(work.item_id)
        refused = standing(step.place, step.uow, held, work, step.now) or expiry(
            step.place, held, item, step.now.date()
        )
        if refused is not None:
            return refused
        same = _same_hands(user, held, item, work)
        if same is not None:
            return same
    return held


def _same_hands(user: User, held: Dispensing, item: PrescribedItem, work: ItemWork) -> SameHands | None:
    """Whoever made the label or put the item together is no second pair of eyes on it."""
    if held.own_check is not None and held.own_check.by == user.id:
        return None
    if user.id == work.assembled_by:
        return SameHands(user.name, item.name)
    labelled = work.label is not None and work.label.by == user.id
    return SameHands(user.name, item.name, "labelled") if labelled else None


def at_bench(step: Step, key: IssueKey, item_id: ItemId) -> Working | Refusal:
    """The item, if this person may say something about its packs: it waits for its check, by other hands."""
    found = step.working(Task.ACCURACY_CHECK, key, item_id)
    if isinstance(found, Refusal):
        return found
    if found.work.stage is not Stage.ASSEMBLED:
        return NotFromHere(found.work.stage, Action.ACCURACY_CHECK)
    return _same_hands(found.user, found.held, found.item, found.work) or found


def may_check(place: Workplace, actor: UserId, key: IssueKey) -> Refusal | None:
    """Whether the accuracy check may be opened at all, and if not, why. Reads only."""
    with Step(place, actor) as step:
        ready = _ready(step, key)
        return ready if isinstance(ready, Refusal) else None


def _pack(step: Step, held: Dispensing, scan: Scan) -> PackJudged | Refusal:
    judged = [judge_scan(step, held, work, scan) for work in held.items if _wants_packs(work)]
    if not judged:
        waiting = next(work for work in held.items if work.stage is Stage.ASSEMBLED)
        judged = [judge_scan(step, held, waiting, scan)]
    best = min(judged, key=lambda made: rank(made[0], made[1]))
    return _record_pack(step, held, scan, *best)


def _wants_packs(work: ItemWork) -> bool:
    return work.stage is Stage.ASSEMBLED and not work.packs_complete


def _record_pack(
    step: Step, held: Dispensing, scan: Scan, work: ItemWork, verdict: Verdict, packs: tuple[ScannedPack, ...]
) -> PackJudged:
    last = packs[-1]
    codes = tuple(found.pack.code for found in last.candidates)
    quantity = last.candidates[0].pack.quantity if last.candidates else None
    kept = PackScan(
        raw=scan.raw,
        verdict=verdict.outcome.value,
        rule=verdict.rule.value,
        at=step.now,
        by=step.actor,
        gtin=scan.gtin,
        packs=codes,
        expiry=scan.expiry,
        batch=scan.batch,
        serial=scan.serial,
        quantity=quantity,
    )
    name = last.candidates[0].pack.name if last.candidates else ""
    stopped = bool(faults(work, verdict))
    if stopped:
        reasons = sentences(verdict)
        after = replace(held, held_pack=HeldPack(work.item_id, kept, reasons, name))
    else:
        work = replace(work, scans=(*work.scans, kept), packs_counted=False)
        after = held.with_work(work)
    detail = {
        "raw": scan.raw,
        "gtin": scan.gtin.value if scan.gtin else None,
        "packs": [code.value for code in codes],
        "verdict": verdict.outcome.value,
        "rule": verdict.rule.value,
        "reasons": list(sentences(verdict)),
        "batch": scan.batch,
        "expiry": scan.expiry.isoformat() if scan.expiry else None,
    }
    receipt = step.record(
        "pack-stopped" if stopped else "pack-scanned", held, after, detail, item=work.item_id, versions=True
    )
    return PackJudged(receipt, work.item_id, verdict, name, stopped, not stopped and work.packs_complete)


def _label(step: Step, held: Dispensing, scan: Scan) -> LabelMatched | Refusal:
    matching = [
        work
        for work in held.items
        if work.stage is Stage.ASSEMBLED and work.label is not None and work.label.number == scan.label
    ]
    if not matching:
        return WrongLabel(_owner(step.uow, scan))
    work = matching[0]
    item = held.prescription.item(work.item_id)
    if not work.packs_complete:
        return PacksFirst(item.name)
    if work.packs_to_count is not None:
        return CountThePacks(item.name, work.packs_to_count)
    return _finish(step, held, work)


def _owner(uow: UnitOfWork, scan: Scan) -> str:
    """The item that a strange label belongs to, by its medicine's name alone; "" for a label nobody printed."""
    other = uow.dispensings.with_label(scan.label) if scan.label is not None else None
    for work in other.items if other is not None else ():
        if work.label is not None and work.label.number == scan.label and other is not None:
            return other.prescription.item(work.item_id).name
    return ""


def _finish(step: Step, held: Dispensing, work: ItemWork) -> LabelMatched | Refusal:
    moved = work.taking(Action.ACCURACY_CHECK)
    if isinstance(moved, NotFromHere):
        return moved
    user = step.uow.staff.get(step.actor)
    done = replace(
        moved,
        label_scanned=True,
        checked_by=step.actor,
        checked_name=user.name if user else "",
        checked_at=step.now,
    )
    after = held.with_work(done)
    finished = not any(other.stage is Stage.ASSEMBLED for other in after.items)
    label = work.label.number.value if work.label else ""
    receipt = step.record("accuracy-checked", held, after, {"label": label}, item=work.item_id, versions=True)
    return LabelMatched(receipt, work.item_id, finished)


def check_own_work(place: Workplace, actor: UserId, key: IssueKey, reason: str) -> Receipt | Refusal:
    """Where nobody else is there, and the pharmacy allows it: this person checks what they assembled, and says why."""
    with Step(place, actor) as step:
        found = step.holding(Task.ACCURACY_CHECK, key)
        if isinstance(found, Refusal):
            return found
        if not step.uow.premises().own_check:
            return OwnCheckNotAllowed()
        if not reason.strip():
            return ReasonWanted()
        after = replace(found.held, own_check=OwnCheck(actor, step.now, reason.strip()))
        return step.record("own-check", found.held, after, {"reason": reason.strip()})


def settle_wrong_pack(
    place: Workplace, actor: UserId, key: IssueKey, kind: NearMissKind, learning: Learning = NOTHING_YET
) -> Receipt | Refusal:
    """Says what was wrong with the pack that was stopped: it is set aside, and a near miss is recorded."""
    with Step(place, actor) as step:
        found = step.holding(Task.ACCURACY_CHECK, key)
        if isinstance(found, Refusal):
            return found
        held = found.held
        if held.held_pack is None:
            return NotFound("A pack waiting to be set aside")
        stopped = held.held_pack
        item, work = held.prescription.item(stopped.item), held.work(stopped.item)
        prescribed = work.product.name if work.product is not None else item.name
        made = of_held_pack(
            step, stopped, kind, prescribed, key=key, learning=learning, dispensed_by=work.assembled_by,
            checked_by=actor,
        )  # fmt: skip
        detail = {
            "number": made.number,
            "kind": kind.value,
            "prescribed": prescribed,
            "scanned": stopped.name,
            "rule": stopped.scan.rule,
            "reasons": list(stopped.reasons),
            "cause": learning.cause,
        }
        after = replace(held, held_pack=None)
        return replace(step.record("near-miss", held, after, detail, item=stopped.item), bench=True)


def confirm_mapped(place: Workplace, actor: UserId, key: IssueKey) -> Receipt | Refusal:
    """Whoever checks has looked at the pack whose barcode is being proved, and it is what the pharmacist said.

    Refused: NotMapped where anything else stands against it.
    """
    with Step(place, actor) as step:
        found = step.holding(Task.ACCURACY_CHECK, key)
        if isinstance(found, Refusal):
            return found
        held = found.held
        stopped = held.held_pack
        verdict = judged_again(place, step.uow, held)
        barcode = step.uow.mapped_barcodes.get(stopped.scan.gtin.value) if stopped and stopped.scan.gtin else None
        if stopped is None or verdict is None or barcode is None or not only_unproved(held.work(stopped.item), verdict):
            return NotMapped()
        ready = at_bench(step, key, stopped.item)
        if isinstance(ready, Refusal):
            return ready
        step.uow.mapped_barcodes.save(barcode.verified())
        kept = replace(as_mapped(place, stopped.scan, barcode), looked_at=True)
        work = replace(ready.work, scans=(*ready.work.scans, kept), packs_counted=False)
        after = replace(held.with_work(work), held_pack=None)
        detail = {"gtin": barcode.gtin.value, "pack": barcode.name, "good": barcode.good + 1}
        return step.record("mapped-pack-seen", held, after, detail, item=stopped.item, versions=True)


def set_pack_aside(place: Workplace, actor: UserId, key: IssueKey, item_id: ItemId | None = None) -> Receipt | Refusal:
    """Puts a pack away that is no near miss: one that nothing could be said about, or, where none waits, the pack of
    that item that was scanned last. A wrong pack is not let go like this: it needs its cause.
    """
    with Step(place, actor) as step:
        found = step.holding(Task.ACCURACY_CHECK, key)
        if isinstance(found, Refusal):
            return found
        held = found.held
        stopped = held.held_pack
        if stopped is not None:
            if stopped.scan.verdict == Outcome.STOP.value:
                return PackHeld(stopped.reasons)
            detail = {"scanned": stopped.name, "rule": stopped.scan.rule, "reasons": list(stopped.reasons)}
            return step.record("pack-set-aside", held, replace(held, held_pack=None), detail, item=stopped.item)
        work = held.work(item_id) if item_id is not None else None
        if work is None or not work.scans or work.stage is not Stage.ASSEMBLED:
            return NotFound("A scanned pack")
        last = work.scans[-1]
        after = held.with_work(replace(work, scans=work.scans[:-1], packs_counted=False))
        return step.record("pack-set-aside", held, after, {"raw": last.raw, "rule": last.rule}, item=work.item_id)


OVERRIDABLE = frozenset({"unknown-pack", "unreadable", "quantity", "equivalent", "may-be-recalled"})


def accept_held_pack(
    place: Workplace, actor: UserId, key: IssueKey, quantity: Decimal, reason: str, item_id: ItemId | None = None
) -> Receipt | Refusal:
    """A pharmacist accepts a pack that the dictionary could not judge, or one of a product that it no longer recognises
    (conformance row 1.8.14), having looked at it, with a reason and its amount. item_id: whose pack it is, which only a
    person can say where the dictionary knows nothing about it.
    """
    with Step(place, actor) as step:
        found = step.holding(Task.ACCURACY_CHECK, key, pharmacist=True)
        if isinstance(found, Refusal):
            return found
        held = found.held
        if held.held_pack is None:
            return NotFound("A pack waiting to be set aside")
        stopped = held.held_pack
        if not _overridable(step, held, stopped) or not reason.strip():
            return OverrideNotAllowed(stopped.scan.rule)
        found = at_bench(step, key, item_id or stopped.item)
        if isinstance(found, Refusal):
            return found
        work = found.work
        if work.item_id != stopped.item and (stopped.scan.packs or not _wants_packs(work)):
            return OverrideNotAllowed(stopped.scan.rule)
        if quantity <= 0:
            return CountWrong(quantity, work.supplying)
        unit = work.supplying.unit if work.supplying else ""
        kept = replace(stopped.scan, override=reason, quantity=Quantity(quantity, unit))
        changed = replace(work, scans=(*work.scans, kept), packs_counted=False)
        if changed.over_scanned:
            return CountWrong(quantity, work.supplying)
        after = replace(held.with_work(changed), held_pack=None)
        detail = {"reason": reason, "rule": stopped.scan.rule, "quantity": str(quantity)}
        return step.record("pack-accepted-by-eye", held, after, detail, item=work.item_id, versions=True)


def _overridable(step: Step, held: Dispensing, stopped: HeldPack) -> bool:
    if stopped.scan.rule in OVERRIDABLE:
        return True
    verdict = judged_again(step.place, step.uow, held)
    return verdict is not None and only_doubted(held.work(stopped.item), verdict)
