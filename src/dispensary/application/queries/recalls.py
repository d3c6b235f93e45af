"""Who had it: every patient and supply that a recall, or a barcode and a batch, concerns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from dispensary.application.ports.dictionary import Dictionary
from dispensary.application.ports.store import UnitOfWork
from dispensary.application.recalls import recall_id
from dispensary.application.restricted import may_see
from dispensary.application.workplace import Workplace
from dispensary.domain.identifiers import Gtin, SnomedCode, UserId
from dispensary.domain.packs_out import PackOut, PacksSought, packs_waiting
from dispensary.domain.patient import Patient
from dispensary.domain.recalls import Concern, Recall
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import NotFound


@dataclass(frozen=True, slots=True)
class Concerned:
    """One pack, and whose it is. patient: None where the prescription was linked to nobody. closed: the record is
    restricted, and whoever looks may not see whose it is. sure: False where its batch or expiry is not known.
    """

    pack: PackOut
    patient: Patient | None
    closed: bool
    sure: bool


@dataclass(frozen=True, slots=True)
class RecallFound:
    """What was found, newest first; waiting: packs that are still in the pharmacy, checked or in bags."""

    recall: Recall
    supplied: tuple[Concerned, ...]
    waiting: tuple[Concerned, ...]


def recalls(place: Workplace) -> Sequence[Recall]:
    """Every recall that was entered, the last one first. Reads only."""
    with place.store.read() as uow:
        return uow.recalls.all()


def recall_found(place: Workplace, viewer: UserId, number: int) -> RecallFound | Refusal:
    """Everybody whom that recall concerns, and every pack that is still here. Reads only."""
    with place.store.read() as uow:
        recall = uow.recalls.get(recall_id(number))
        if recall is None:
            return NotFound("That recall")
        sought = sought_by(recall, place.dictionary)
        now = place.clock.now()
        out = [pack for pack in uow.dispensings.packs_out(sought) if _concern(recall, pack) is not Concern.NO]
        here = [
            pack
            for held in uow.dispensings.open()
            for pack in packs_waiting(held)
            if sought.has(pack) and _concern(recall, pack) is not Concern.NO
        ]
        people = uow.patients.those({pack.patient for pack in (*out, *here) if pack.patient is not None})
        known = {who: (found, may_see(uow, viewer, found, now)) for who, found in people.items()}

        def concerned(packs: Iterable[PackOut]) -> tuple[Concerned, ...]:
            return tuple(_concerned(pack, known.get(pack.patient), _concern(recall, pack)) for pack in packs)  # type: ignore[arg-type]

        return RecallFound(recall, concerned(out), concerned(here))


def packs_with_barcode(place: Workplace, viewer: UserId, gtin: Gtin, batch: str | None = None) -> tuple[Concerned, ...]:
    """Every patient and supply that had a pack with that barcode, newest first. Reads only.

    batch: as `folded_batch` gives it; the packs whose batch is not known come too, and are not sure.
    """
    batches = frozenset({batch}) if batch else frozenset()
    with place.store.read() as uow:
        found = uow.dispensings.packs_out(PacksSought(gtins=frozenset({gtin}), batches=batches))
        return tuple(_with_patients(uow, viewer, found, place.clock.now(), batches))


def _with_patients(
    uow: UnitOfWork, viewer: UserId, found: Sequence[PackOut], now: datetime, batches: frozenset[str]
) -> Iterable[Concerned]:
    people = uow.patients.those({pack.patient for pack in found if pack.patient is not None})
    for pack in found:
        patient = people.get(pack.patient) if pack.patient is not None else None
        seen = patient is None or may_see(uow, viewer, patient, now)
        sure = not batches or pack.batch is not None
        yield Concerned(pack, patient if seen else None, not seen, sure)


def _concerned(pack: PackOut, whose: tuple[Patient, bool] | None, concern: Concern) -> Concerned:
    patient, seen = whose if whose is not None else (None, True)
    return Concerned(pack, patient if seen else None, not seen, concern is Concern.YES)


def _concern(recall: Recall, pack: PackOut) -> Concern:
    """Of a pack that is the product: whether its batch and expiry are those of the notice."""
    return recall.what.concerns_batch(pack.batch, pack.expiry)


def sought_by(recall: Recall, dictionary: Dictionary) -> PacksSought:
    """What to look for: the barcodes of the notice, and every pack of its product with all their barcodes."""
    what = recall.what
    packs = _packs_of(what.product.code, dictionary) if what.product is not None else frozenset()
    gtins = {gtin for pack in packs for gtin in dictionary.gtins_of(pack)}
    return PacksSought(frozenset(what.gtins | gtins), packs, what.batches, recall.supplied_from, recall.supplied_to)


def _packs_of(product: SnomedCode, dictionary: Dictionary) -> frozenset[SnomedCode]:
    return frozenset(pack.code for pack in dictionary.packs_of(product)) or frozenset({product})
