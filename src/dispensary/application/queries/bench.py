"""One prescription at the bench: what has been scanned, what is wanted next, and whether it may be checked at all."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum

from dispensary.application.accuracy_check import may_check
from dispensary.application.bag import in_hand
from dispensary.application.judging import judged_again, only_unproved
from dispensary.application.ports.store import UnitOfWork
from dispensary.application.queries.detail import supplies_of
from dispensary.application.restricted import as_sent, may_see
from dispensary.application.workplace import Workplace
from dispensary.domain.accuracy.verdict import Verdict
from dispensary.domain.dispensing import Approval, Dispensing, ItemWork
from dispensary.domain.identifiers import IssueKey, ItemId, UserId
from dispensary.domain.patient import Patient
from dispensary.domain.prescription import PrescribedItem
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import NotFound, SameHands
from dispensary.domain.workflow import Stage


class Want(StrEnum):
    """What an item at the bench waits for. count-loose: more was scanned than goes out, so some of the last pack stays
    here.
    """

    PACK = "pack"
    MORE_PACKS = "more-packs"
    COUNT_LOOSE = "count-loose"
    COUNT_PACKS = "count-packs"
    LABEL = "label"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class BenchLine:
    """One item. want None: it is not at the bench at all. packs: how many it takes, as far as can be said now."""

    item: PrescribedItem
    work: ItemWork
    want: Want | None
    packs: int


@dataclass(frozen=True, slots=True)
class HadBefore:
    """The scanned medicine is one that this person was given before: the likely way to a near miss."""

    name: str
    on: date


@dataclass(frozen=True, slots=True)
class Bench:
    """barred: why nothing may be checked here by this person. verdict: on the pack that waits to be set aside.

    left: names of the items that keep the bag open. proving: the pack that waits has a barcode that a pharmacist
    mapped, and whoever checks has to say that it is that. own_check: barred only because this person put it together,
    and the pharmacy lets them check it if they say why.
    """

    held: Dispensing
    patient: Patient | None
    lines: tuple[BenchLine, ...]
    barred: Refusal | None
    verdict: Verdict | None
    had_before: HadBefore | None
    left: tuple[str, ...]
    now: datetime
    proving: bool = False
    own_check: bool = False

    def line(self, item: ItemId) -> BenchLine:
        """The line of that item. Raises KeyError if the prescription has none."""
        for line in self.lines:
            if line.item.item_id == item:
                return line
        raise KeyError(item)

    @property
    def at_bench(self) -> tuple[BenchLine, ...]:
        return tuple(line for line in self.lines if line.want is not None)

    @property
    def scans_done(self) -> int:
        return sum(len(line.work.scans) + line.work.label_scanned for line in self.at_bench)

    @property
    def scans_needed(self) -> int:
        return sum(line.packs + 1 for line in self.at_bench)

    @property
    def checked(self) -> bool:
        """Everything that came to the bench is checked."""
        return bool(self.at_bench) and all(line.want is Want.NOTHING for line in self.at_bench)

    @property
    def ready_to_bag(self) -> bool:
        return self.checked and not self.left

    @property
    def approval(self) -> Approval | None:
        """The clinical check that the items at the bench rest on."""
        return next((line.work.approval for line in self.at_bench if line.work.approval is not None), None)


def bench(place: Workplace, actor: UserId, key: IssueKey) -> Bench | Refusal:
    """The bench of one prescription for this person, as it stands in the store."""
    barred = may_check(place, actor, key)
    with place.store.read() as uow:
        held = uow.dispensings.get(key)
        if held is None:
            return NotFound(str(key.prescription))
        if any(work.stage is Stage.ACCURACY_CHECKED for work in held.items) and not _waiting(held):
            barred = None
        return bench_of(place, uow, actor, held, barred, judged_again(place, uow, held))


def bench_of(
    place: Workplace, uow: UnitOfWork, actor: UserId, held: Dispensing, barred: Refusal | None, verdict: Verdict | None
) -> Bench:
    """The bench, where it is known what stands against checking it, and what the pack that waits came to."""
    now = place.clock.now()
    patient = uow.patients.get(held.patient) if held.patient is not None else None
    closed = patient is not None and not may_see(uow, actor, patient, now)
    shown = as_sent(patient, held.prescription.patient) if patient is not None and closed else patient
    return Bench(
        held=held,
        patient=shown,
        lines=tuple(_line(place, item, work) for item, work in held.pairs()),
        barred=barred,
        verdict=verdict,
        proving=_proving(held, verdict),
        own_check=isinstance(barred, SameHands) and uow.premises().own_check,
        had_before=None if closed else _had_before(place, uow, held, patient),
        left=in_hand(held),
        now=now,
    )


def _proving(held: Dispensing, verdict: Verdict | None) -> bool:
    if held.held_pack is None or verdict is None:
        return False
    return only_unproved(held.work(held.held_pack.item), verdict)


def _waiting(held: Dispensing) -> bool:
    return any(work.stage is Stage.ASSEMBLED for work in held.items)


def _line(place: Workplace, item: PrescribedItem, work: ItemWork) -> BenchLine:
    want = _want(work)
    return BenchLine(item, work, want, 0 if want is None else _packs(place, item, work, want))


def _want(work: ItemWork) -> Want | None:
    if work.stage is Stage.ACCURACY_CHECKED:
        return Want.NOTHING
    if work.stage is not Stage.ASSEMBLED:
        return None
    if not work.scans:
        return Want.PACK
    if work.packs_complete:
        return Want.LABEL if work.packs_to_count is None else Want.COUNT_PACKS
    over = work.scanned is not None and work.supplying is not None and work.scanned > work.supplying.value
    return Want.COUNT_LOOSE if over else Want.MORE_PACKS


def _packs(place: Workplace, item: PrescribedItem, work: ItemWork, want: Want) -> int:
    """Packs scanned and still to scan: by the size of the pack scanned last, or of the largest that fits whole."""
    scanned = len(work.scans)
    if want not in (Want.PACK, Want.MORE_PACKS) or work.supplying is None:
        return max(1, scanned)
    rest = work.supplying.value - (work.scanned or Decimal(0))
    size = work.scans[-1].amount if work.scans else _usual_size(place, item, work)
    more = int((rest / size).to_integral_value(ROUND_CEILING)) if size else 1
    return scanned + max(1, more)


def _usual_size(place: Workplace, item: PrescribedItem, work: ItemWork) -> Decimal | None:
    code = work.product.code if work.product is not None else item.code
    if code is None or work.supplying is None:
        return None
    sizes = (pack.quantity.value for pack in place.dictionary.packs_of(code) if pack.quantity is not None)
    due = work.supplying.value
    return max((size for size in sizes if 0 < size <= due), default=None)


def _had_before(place: Workplace, uow: UnitOfWork, held: Dispensing, patient: Patient | None) -> HadBefore | None:
    stopped = held.held_pack
    if stopped is None or stopped.scan.gtin is None or patient is None:
        return None
    packs = [code.pack for code in place.dictionary.packs_with(stopped.scan.gtin)]
    names = {pack.virtual.name for pack in packs} | {pack.product.description for pack in packs if pack.product}
    for supply in supplies_of(uow, patient):
        if supply.name in names and supply.on is not None:
            return HadBefore(supply.name, supply.on)
    return None
