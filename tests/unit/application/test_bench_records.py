"""What the bench keeps besides the check: recalls that stop a pack, barcodes that are proved, near misses, own work."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from tests.builders import (
    AMARA,
    JOSEPH,
    NIA,
    a_patient,
    a_prescription,
    an_item,
    assembled,
    bagged,
    checked,
    held,
    label_scan,
    pack_scan,
    plain_scan,
    received,
    workplace,
)

from dispensary.application.accuracy_check import (
    LabelMatched,
    PackJudged,
    accept_held_pack,
    check_own_work,
    confirm_mapped,
    scan_at_bench,
    settle_wrong_pack,
)
from dispensary.application.assemble import put_in_basket
from dispensary.application.count_packs import count_loose
from dispensary.application.hand_out import Answers, hand_out
from dispensary.application.mapped_barcodes import map_barcode, unmap_barcode
from dispensary.application.near_misses import complete_near_miss, near_miss_id
from dispensary.application.queries.recalls import packs_with_barcode, recall_found
from dispensary.application.queries.scans import by_scan
from dispensary.application.recalls import Notice, RecallMade, end_recall, start_recall
from dispensary.application.restricted import restrict_record
from dispensary.application.step import Receipt
from dispensary.application.workplace import Workplace
from dispensary.domain.accuracy.reasons import MappedUnproved, MayBeRecalled, Outcome, PackRecalled, ShortDated
from dispensary.domain.barcodes.reading import read_scan
from dispensary.domain.barcodes.scan import BasketNumber
from dispensary.domain.barcodes.tokens import basket_token
from dispensary.domain.charges import PAID, ChargeDecision
from dispensary.domain.identifiers import Gtin, IssueKey, SnomedCode
from dispensary.domain.near_misses import Learning, NearMissKind
from dispensary.domain.patient import Patient
from dispensary.domain.people import PharmacistNeeded
from dispensary.domain.recalls import Recalled, RecalledProduct, RecallLevel
from dispensary.domain.refused import NotFound, OverrideNotAllowed, PackHeld, SameHands
from dispensary.domain.refused_bench import (
    BarcodeKnown,
    BasketTaken,
    CaseBarcode,
    NotAPack,
    NotForABasket,
    NotMapped,
    OwnCheckNotAllowed,
    ReasonWanted,
    RecallOver,
    RecallUnfit,
)

MORPHINE = "Morphine 10mg modified-release tablets"
RAMIPRIL, AMLODIPINE = "Ramipril 5mg capsules", "Amlodipine 5mg tablets"
STRANGE = Gtin("09506000134352")
"""A number that no dictionary here knows."""
PAYS = Answers(identity_matches=True, charge=ChargeDecision(PAID))


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    made = workplace(tmp_path)
    yield made
    made.store.close()  # type: ignore[attr-defined]


_numbers = count(1)


def waiting(place: Workplace, name: str = RAMIPRIL, person: Patient | None = None, **more: Any) -> IssueKey:
    person, number = person or a_patient(), f"{next(_numbers):06X}-FZZ99A-44B0E"
    sent = a_prescription(an_item(name, 28, "1 om"), patient=person, number=number)
    return assembled(place, received(place, sent, person), **more)


def strange(batch: str = "B1", serial: str = "S1") -> str:
    return f"]d201{STRANGE.value}17280831" + f"10{batch}\x1d21{serial}"


def gtin_of(raw: str) -> Gtin:
    gtin = read_scan(raw).gtin
    assert gtin is not None
    return gtin


def batch_of(raw: str) -> str:
    batch = read_scan(raw).batch
    assert batch is not None
    return batch


def recalled(place: Workplace, *, batches: frozenset[str] = frozenset(), name: str = RAMIPRIL, **more: object) -> int:
    (pack, *_) = place.dictionary.packs_with(gtin_of(pack_scan(name)))
    product = RecalledProduct(pack.pack.virtual.code, pack.pack.virtual.name)
    made = start_recall(
        place, JOSEPH, Notice(f"{name}: particles", Recalled(product, batches=batches), "Bring it back.", **more)  # type: ignore[arg-type]
    )  # fmt: skip
    assert isinstance(made, RecallMade)
    return made.recall.number


# --- recalls


def test_a_recalled_batch_is_stopped_from_then_on_and_passes_once_the_recall_has_ended(place: Workplace) -> None:
    key, raw = waiting(place), pack_scan(RAMIPRIL)
    number = recalled(place, batches=frozenset({batch_of(raw).lower()}))
    judged = scan_at_bench(place, JOSEPH, key, raw)
    assert isinstance(judged, PackJudged)
    assert (judged.stopped, judged.verdict.outcome) == (True, Outcome.STOP)
    assert any(isinstance(reason, PackRecalled) and reason.recall == number for reason in judged.verdict.reasons)
    assert isinstance(accept_held_pack(place, AMARA, key, Decimal(28), "It looks fine"), OverrideNotAllowed)
    assert isinstance(settle_wrong_pack(place, JOSEPH, key, NearMissKind.EXPIRED), Receipt)
    assert isinstance(end_recall(place, JOSEPH, number, "over"), PharmacistNeeded)
    assert end_recall(place, AMARA, number, " ") == ReasonWanted()
    assert isinstance(end_recall(place, AMARA, number, "The notice was withdrawn"), Receipt)
    assert end_recall(place, AMARA, number, "again") == RecallOver(number)
    judged = scan_at_bench(place, JOSEPH, key, raw)
    assert isinstance(judged, PackJudged)
    assert not judged.stopped


def test_another_batch_passes_and_one_that_was_not_read_is_asked_about(place: Workplace) -> None:
    key = waiting(place)
    recalled(place, batches=frozenset({"ANOTHER"}))
    judged = scan_at_bench(place, JOSEPH, key, pack_scan(RAMIPRIL))
    assert isinstance(judged, PackJudged)
    assert not judged.stopped
    other = waiting(place)
    judged = scan_at_bench(place, JOSEPH, other, plain_scan(RAMIPRIL))
    assert isinstance(judged, PackJudged)
    assert judged.verdict.outcome is Outcome.ASK
    (asked,) = [reason for reason in judged.verdict.reasons if isinstance(reason, MayBeRecalled)]
    assert asked.batches == ("ANOTHER",)
    assert isinstance(accept_held_pack(place, AMARA, other, Decimal(28), "Batch B7 on the box"), Receipt)
    assert isinstance(scan_at_bench(place, JOSEPH, other, label_scan(place, other, RAMIPRIL)), LabelMatched)


def test_a_recall_of_one_medicine_leaves_the_others_alone(place: Workplace) -> None:
    key = waiting(place, AMLODIPINE)
    recalled(place)
    judged = scan_at_bench(place, JOSEPH, key, pack_scan(AMLODIPINE))
    assert isinstance(judged, PackJudged)
    assert not judged.stopped


def test_everybody_who_had_the_batch_is_found_and_the_packs_that_are_still_here(place: Workplace) -> None:
    had = waiting(place)
    bagged(place, checked(place, had))
    assert isinstance(hand_out(place, NIA, had, PAYS), Receipt)
    here = checked(place, waiting(place))
    raw = pack_scan(RAMIPRIL)
    number = recalled(place, batches=frozenset({batch_of(raw)}))
    found = recall_found(place, JOSEPH, number)
    assert not isinstance(found, Exception)
    (supplied,), (still,) = found.supplied, found.waiting  # type: ignore[union-attr]
    assert (supplied.pack.key, supplied.sure) == (had, True)
    assert supplied.patient is not None
    assert (supplied.patient.name, supplied.pack.batch) == (a_patient().name, batch_of(raw))
    assert still.pack.key == here
    (same,) = packs_with_barcode(place, JOSEPH, gtin_of(raw))
    assert same.pack == supplied.pack
    none = recall_found(place, JOSEPH, recalled(place, batches=frozenset({"OTHER"})))
    assert (none.supplied, none.waiting) == ((), ())  # type: ignore[union-attr]


def test_whose_restricted_record_it_is_stays_closed_and_the_pack_is_still_listed(place: Workplace) -> None:
    key = waiting(place)
    bagged(place, checked(place, key))
    assert isinstance(hand_out(place, NIA, key, PAYS), Receipt)
    assert isinstance(restrict_record(place, AMARA, a_patient().id, "She works here"), Receipt)
    number = recalled(place)
    (closed,) = recall_found(place, JOSEPH, number).supplied  # type: ignore[union-attr]
    assert (closed.closed, closed.patient) == (True, None)
    (seen,) = recall_found(place, AMARA, number).supplied  # type: ignore[union-attr]
    assert (seen.closed, seen.patient is not None) == (False, True)


@pytest.mark.parametrize(
    ("notice", "what"),
    [
        (Notice(" ", Recalled(gtins=frozenset({STRANGE})), "Bring it."), "title"),
        (Notice("Ramipril", Recalled(), "Bring it."), "what"),
        (Notice("Ramipril", Recalled(gtins=frozenset({STRANGE})), " "), "advice"),
    ],
)
def test_a_recall_that_names_or_says_nothing_is_refused(place: Workplace, notice: Notice, what: str) -> None:
    assert start_recall(place, JOSEPH, notice) == RecallUnfit(what)
    assert isinstance(
        start_recall(place, JOSEPH, Notice("x", Recalled(gtins=frozenset({STRANGE})), "", level=RecallLevel.PHARMACY)),
        RecallMade,
    )


# --- barcodes that a pharmacist mapped


def mapped(place: Workplace, name: str = RAMIPRIL) -> SnomedCode:
    (pack, *_) = place.dictionary.packs_with(gtin_of(pack_scan(name)))
    assert isinstance(map_barcode(place, AMARA, STRANGE, pack.pack.code, "Read on the box"), Receipt)
    return pack.pack.code


def proved(place: Workplace, times: int) -> None:
    for number in range(times):
        key = waiting(place)
        judged = scan_at_bench(place, JOSEPH, key, strange(serial=f"P{number}"))
        assert isinstance(judged, PackJudged)
        assert judged.stopped
        assert isinstance(confirm_mapped(place, JOSEPH, key), Receipt)


def test_a_mapped_barcode_is_looked_at_until_it_was_right_often_enough_and_then_passes(place: Workplace) -> None:
    with place.store.begin() as uow:
        uow.set_premises(replace(uow.premises(), good_verifications=2))
        uow.commit()
    mapped(place)
    proved(place, 2)
    key = waiting(place)
    judged = scan_at_bench(place, JOSEPH, key, strange(serial="LAST"))
    assert isinstance(judged, PackJudged)
    assert (judged.stopped, judged.complete) == (False, True)
    assert isinstance(scan_at_bench(place, JOSEPH, key, label_scan(place, key, RAMIPRIL)), LabelMatched)


def test_a_pack_that_was_looked_at_is_kept_with_it_and_the_check_goes_on(place: Workplace) -> None:
    mapped(place)
    key = waiting(place)
    judged = scan_at_bench(place, JOSEPH, key, strange())
    assert isinstance(judged, PackJudged)
    (asked,) = [reason for reason in judged.verdict.reasons if isinstance(reason, MappedUnproved)]
    assert (asked.good, asked.needed) == (0, 20)
    assert isinstance(scan_at_bench(place, JOSEPH, key, strange(serial="S2")), PackHeld)
    assert isinstance(confirm_mapped(place, JOSEPH, key), Receipt)
    (kept,) = held(place, key).items[0].scans
    assert (kept.looked_at, kept.override) == (True, "")
    assert isinstance(scan_at_bench(place, JOSEPH, key, label_scan(place, key, RAMIPRIL)), LabelMatched)


def test_a_pack_that_waited_while_it_was_mapped_counts_as_that_pack_once_somebody_looked(place: Workplace) -> None:
    key = waiting(place)
    judged = scan_at_bench(place, JOSEPH, key, strange())
    assert isinstance(judged, PackJudged)
    assert judged.verdict.rule.value == "unknown-pack"
    code = mapped(place)
    assert isinstance(confirm_mapped(place, JOSEPH, key), Receipt)
    (kept,) = held(place, key).items[0].scans
    assert (kept.packs, kept.looked_at) == ((code,), True)
    assert isinstance(scan_at_bench(place, JOSEPH, key, label_scan(place, key, RAMIPRIL)), LabelMatched)


def test_a_mapped_pack_of_another_medicine_is_stopped_and_nobody_confirms_it(place: Workplace) -> None:
    mapped(place, AMLODIPINE)
    key = waiting(place)
    judged = scan_at_bench(place, JOSEPH, key, strange())
    assert isinstance(judged, PackJudged)
    assert judged.verdict.outcome is Outcome.STOP
    assert confirm_mapped(place, JOSEPH, key) == NotMapped()


def test_a_mapping_lapses_after_six_months_and_can_be_taken_back(place: Workplace) -> None:
    mapped(place)
    with place.store.begin() as uow:
        made = uow.mapped_barcodes.get(STRANGE.value)
        assert made is not None
        uow.mapped_barcodes.save(replace(made, at=place.clock.now() - timedelta(days=184)))
        uow.commit()
    key = waiting(place)
    judged = scan_at_bench(place, JOSEPH, key, strange())
    assert isinstance(judged, PackJudged)
    assert judged.verdict.rule.value == "unknown-pack"
    mapped(place)
    assert isinstance(unmap_barcode(place, JOSEPH, STRANGE, "wrong"), PharmacistNeeded)
    assert isinstance(unmap_barcode(place, AMARA, STRANGE, "It was another box"), Receipt)
    other = waiting(place)
    judged = scan_at_bench(place, JOSEPH, other, strange())
    assert isinstance(judged, PackJudged)
    assert judged.verdict.rule.value == "unknown-pack"


def test_what_cannot_be_mapped_is_refused(place: Workplace) -> None:
    (pack, *_) = place.dictionary.packs_with(gtin_of(pack_scan(RAMIPRIL)))
    code = pack.pack.code
    assert isinstance(map_barcode(place, JOSEPH, STRANGE, code, "read"), PharmacistNeeded)
    assert isinstance(map_barcode(place, AMARA, gtin_of(pack_scan(RAMIPRIL)), code, "read"), BarcodeKnown)
    assert isinstance(map_barcode(place, AMARA, STRANGE, pack.pack.virtual.code, "read"), NotAPack)
    assert isinstance(map_barcode(place, AMARA, STRANGE, code, " "), ReasonWanted)
    case = Gtin.of("19506000134359")
    assert case is not None
    assert isinstance(map_barcode(place, AMARA, case, code, "read"), CaseBarcode)


# --- near misses


def test_a_wrong_pack_leaves_a_near_miss_that_is_completed_later(place: Workplace) -> None:
    key = waiting(place)
    scan_at_bench(place, JOSEPH, key, pack_scan(AMLODIPINE))
    assert isinstance(settle_wrong_pack(place, JOSEPH, key, NearMissKind.PRODUCT), Receipt)
    with place.store.read() as uow:
        (miss,) = uow.near_misses.all()
    assert (miss.kind, miss.key, miss.dispensed_by, miss.checked_by) == (NearMissKind.PRODUCT, key, NIA, JOSEPH)
    assert RAMIPRIL in miss.prescribed
    assert "Amlodipine" in miss.found
    assert miss.finished is not None
    learning = Learning("Shelved side by side", "Two shelves", "Low blood pressure", "Moved", discussed=True)
    assert isinstance(complete_near_miss(place, NIA, miss.number, NearMissKind.PRODUCT, learning), Receipt)
    with place.store.read() as uow:
        again = uow.near_misses.get(near_miss_id(miss.number))
    assert again is not None
    assert (again.learning, again.finished) == (learning, miss.finished)


# --- checking one's own work


def test_own_work_is_checked_only_where_the_pharmacy_allows_it_and_with_a_reason(place: Workplace) -> None:
    key = waiting(place, by=JOSEPH)
    assert isinstance(scan_at_bench(place, JOSEPH, key, pack_scan(RAMIPRIL)), SameHands)
    assert check_own_work(place, JOSEPH, key, "Alone until noon") == OwnCheckNotAllowed()
    with place.store.begin() as uow:
        uow.set_premises(replace(uow.premises(), own_check=True))
        uow.commit()
    assert isinstance(scan_at_bench(place, JOSEPH, key, pack_scan(RAMIPRIL)), SameHands)
    assert check_own_work(place, JOSEPH, key, " ") == ReasonWanted()
    assert isinstance(check_own_work(place, JOSEPH, key, "Alone until noon"), Receipt)
    assert isinstance(scan_at_bench(place, JOSEPH, key, pack_scan(RAMIPRIL)), PackJudged)
    with place.store.read() as uow:
        assert any('"kind":"own-check"' in entry.body and "Alone until noon" in entry.body
                   for entry in uow.journal.entries())  # fmt: skip


# --- split packs of controlled drugs


def test_a_controlled_drug_out_of_a_split_pack_is_counted_twice(place: Workplace) -> None:
    key = controlled(place, MORPHINE, 10)
    item = held(place, key).items[0].item_id
    assert isinstance(scan_at_bench(place, JOSEPH, key, pack_scan(MORPHINE)), PackJudged)
    for counted in (9, 10):
        assert isinstance(count_loose(place, JOSEPH, key, item, Decimal(counted)), Receipt)
        (scan,) = held(place, key).items[0].scans
        assert (scan.part, scan.counted_once) == (None, Decimal(counted))
    assert not held(place, key).items[0].packs_complete
    assert isinstance(count_loose(place, JOSEPH, key, item, Decimal(10)), Receipt)
    assert held(place, key).items[0].packs_complete


def test_any_other_medicine_is_counted_once(place: Workplace) -> None:
    key = controlled(place, RAMIPRIL, 10)
    item = held(place, key).items[0].item_id
    scan_at_bench(place, JOSEPH, key, pack_scan(RAMIPRIL))
    assert isinstance(count_loose(place, JOSEPH, key, item, Decimal(10)), Receipt)
    assert held(place, key).items[0].packs_complete


def controlled(place: Workplace, name: str, quantity: int) -> IssueKey:
    person, number = a_patient(), f"{next(_numbers):06X}-FZZ99A-44B0E"
    sent = a_prescription(an_item(name, quantity, "1 om"), patient=person, number=number)
    return assembled(place, received(place, sent, person))


# --- how long the supply lasts


@pytest.mark.parametrize(("quantity", "short"), [(56, True), (28, False)])
def test_a_pack_that_expires_before_the_supply_is_used_up_is_short_dated(
    place: Workplace, quantity: int, short: bool
) -> None:
    in_forty_days = place.clock.now() + timedelta(days=40)
    key = controlled(place, RAMIPRIL, quantity)
    judged = scan_at_bench(place, JOSEPH, key, pack_scan(RAMIPRIL, expiry=f"{in_forty_days:%y%m%d}"))
    assert isinstance(judged, PackJudged)
    assert any(isinstance(reason, ShortDated) for reason in judged.verdict.reasons) == short


# --- baskets


def test_a_basket_leads_to_what_lies_in_it_until_that_is_bagged(place: Workplace) -> None:
    basket = BasketNumber("7")
    somebody_else = a_patient(name="Mr Tomasz Wrona", number="9991162348")
    key, other = waiting(place), waiting(place, person=somebody_else)
    assert isinstance(put_in_basket(place, NIA, key, basket), Receipt)
    assert by_scan(place, basket_token(basket)) == key
    assert put_in_basket(place, NIA, other, basket) == BasketTaken("7", a_patient().name)
    bagged(place, checked(place, key))
    assert by_scan(place, basket_token(basket)) == NotFound("Basket 7")
    assert put_in_basket(place, NIA, key, basket) == NotForABasket()
    assert isinstance(put_in_basket(place, NIA, other, basket), Receipt)
    assert by_scan(place, basket_token(basket)) == other
