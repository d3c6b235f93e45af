"""What stands between a medicine and the wrong patient, from the label to the bag: each test is a way that was open."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest
from tests.builders import (
    AMARA,
    JOSEPH,
    NIA,
    StandingClock,
    a_patient,
    a_prescription,
    an_item,
    approved,
    assembled,
    bagged,
    checked,
    held,
    label_scan,
    medicine,
    pack_scan,
    plain_scan,
    received,
    settled_decisions,
    workplace,
)

from dispensary.application.accuracy_check import (
    LabelMatched,
    PackJudged,
    accept_held_pack,
    scan_at_bench,
    settle_wrong_pack,
)
from dispensary.application.assemble import assemble, reject
from dispensary.application.bag import bag, unbag
from dispensary.application.claim import not_dispense
from dispensary.application.clinical_check import CheckedCase, approve, last_day_of, look_at, query
from dispensary.application.count_packs import confirm_packs, count_loose
from dispensary.application.hand_out import Answers, hand_out
from dispensary.application.label import Labelled, Wanted, label_item
from dispensary.application.patient_record import correct_patient, create_patient
from dispensary.application.queries.prescription import products_for
from dispensary.application.receive import link_patient
from dispensary.application.step import Receipt
from dispensary.application.workplace import Workplace
from dispensary.domain.accuracy.reasons import Rule
from dispensary.domain.charges import PAID, ChargeDecision
from dispensary.domain.dispensing import Approval
from dispensary.domain.identifiers import IssueKey, PatientId
from dispensary.domain.messages import NotDispensedReason
from dispensary.domain.near_misses import NearMissKind
from dispensary.domain.patient import Allergy
from dispensary.domain.prescription import PrescribedItem
from dispensary.domain.printing import JobKind
from dispensary.domain.quantity import Quantity
from dispensary.domain.refused import (
    CheckVoid,
    CountThePacks,
    NotBagged,
    NotClinicallyChecked,
    NothingToCheck,
    PackOutOfDate,
    QuantityWrong,
    SameHands,
    Unsettled,
)
from dispensary.domain.refused_eps import LineClosed
from dispensary.domain.workflow import NotFromHere, Stage

PAYS = Answers(identity_matches=True, charge=ChargeDecision(PAID))
RAMIPRIL = "Ramipril 5mg capsules"
STRANGE = "]d2010950600013435217280831" + "10TR4071\x1d21S1"
"""A pack with a number that no dictionary here knows."""


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    made = workplace(tmp_path)
    yield made
    made.store.close()


def waiting(place: Workplace, *names: str, directions: str = "1 om", **more: object) -> IssueKey:
    person = a_patient(medicines=more.pop("medicines", ()))  # type: ignore[arg-type]
    items = [an_item(name, 28, directions) for name in names or (RAMIPRIL,)]
    return received(place, a_prescription(*items, patient=person, **more), person)


def first(place: Workplace, key: IssueKey):  # type: ignore[no-untyped-def]
    return held(place, key).items[0]


def kinds(place: Workplace) -> int:
    with place.store.read() as uow:
        return sum(1 for _ in uow.journal.entries())


# --- two pairs of hands


def test_whoever_made_the_label_does_not_check_it_even_if_another_put_it_together(place: Workplace) -> None:
    key = approved(place, waiting(place))
    item = first(place, key).item_id
    assert isinstance(label_item(place, AMARA, key, item, Wanted()), Labelled)
    assert isinstance(assemble(place, NIA, key, item), Receipt)
    refused = scan_at_bench(place, AMARA, key, pack_scan(RAMIPRIL))
    assert refused == SameHands("Amara Whitlock", RAMIPRIL, "labelled")
    assert isinstance(scan_at_bench(place, JOSEPH, key, pack_scan(RAMIPRIL)), PackJudged)


def test_whoever_put_it_together_neither_counts_nor_accepts_packs_for_it(place: Workplace) -> None:
    key = assembled(place, waiting(place), by=AMARA)
    item = first(place, key).item_id
    scan_at_bench(place, JOSEPH, key, STRANGE)
    assert held(place, key).held_pack is not None
    before = kinds(place)
    assert isinstance(accept_held_pack(place, AMARA, key, Decimal(28), "Looked at it"), SameHands)
    assert isinstance(count_loose(place, AMARA, key, item, Decimal(1)), SameHands)
    assert isinstance(confirm_packs(place, AMARA, key, item, 0), SameHands)
    assert kinds(place) == before


def test_what_the_checker_decided_stands_in_the_journal_with_the_versions_it_was_decided_on(place: Workplace) -> None:
    checked(place, assembled(place, waiting(place)))
    with place.store.read() as uow:
        bodies = [entry.body for entry in uow.journal.entries()]
    for kind in ("clinically-checked", "pack-scanned", "accuracy-checked"):
        (body,) = [body for body in bodies if f'"kind":"{kind}"' in body]
        assert '"versions":{"dictionary":' in body


# --- packs


def test_packs_are_counted_again_when_another_was_scanned_after_the_count(place: Workplace) -> None:
    """28 capsules out of packs with no serial number: one box scanned twice looks like two."""
    name = "Paracetamol 500mg tablets"
    person = a_patient()
    key = assembled(place, received(place, a_prescription(an_item(name, 96, "2 qds"), patient=person), person))
    item = first(place, key).item_id
    for _ in range(2):
        assert isinstance(scan_at_bench(place, JOSEPH, key, plain_scan(name, size=32)), PackJudged)
    assert isinstance(confirm_packs(place, JOSEPH, key, item, 2), Receipt)
    scan_at_bench(place, JOSEPH, key, plain_scan(name, size=32))
    assert isinstance(scan_at_bench(place, JOSEPH, key, label_scan(place, key, name)), CountThePacks)
    confirm_packs(place, JOSEPH, key, item, 3)
    assert isinstance(scan_at_bench(place, JOSEPH, key, label_scan(place, key, name)), LabelMatched)


def test_a_pack_is_not_accepted_for_an_item_that_has_left_the_bench(place: Workplace) -> None:
    key = assembled(place, waiting(place))
    item = first(place, key).item_id
    scan_at_bench(place, JOSEPH, key, STRANGE)
    assert isinstance(label_item(place, NIA, key, item, Wanted(quantity=Decimal(14))), Labelled)
    assert isinstance(accept_held_pack(place, AMARA, key, Decimal(14), "Looked at it"), NotFromHere)
    assert first(place, key).scans == ()
    assert isinstance(settle_wrong_pack(place, JOSEPH, key, NearMissKind.MISREAD), Receipt)


def test_the_pack_is_the_suppliers_product_that_the_label_names(place: Workplace) -> None:
    """Label, record and claim would otherwise say one supplier's product while the box holds another's."""
    key = approved(place, waiting(place))
    item = held(place, key).prescription.items[0]
    scanned = place.dictionary.packs_with(scan_gtin(RAMIPRIL))[0].pack.product
    assert scanned is not None
    others = [made for made in products_for(place, item)[1:] if made.code != scanned.code]
    assert others
    assert isinstance(label_item(place, NIA, key, item.item_id, Wanted(product=others[0].code)), Labelled)
    assemble(place, NIA, key, item.item_id)
    judged = scan_at_bench(place, JOSEPH, key, pack_scan(RAMIPRIL))
    assert isinstance(judged, PackJudged)
    assert judged.stopped
    assert judged.verdict.rule is Rule.BRAND_DIFFERS


def scan_gtin(name: str):  # type: ignore[no-untyped-def]
    from dispensary.domain.identifiers import Gtin

    return Gtin(pack_scan(name)[5:19])


def test_a_pack_that_went_out_of_date_on_the_shelf_is_not_handed_out(tmp_path: Path) -> None:
    clock = StandingClock()
    place = workplace(tmp_path, clock=clock)
    key = assembled(place, waiting(place))
    scan_at_bench(place, JOSEPH, key, pack_scan(RAMIPRIL, expiry="261130"))
    scan_at_bench(place, JOSEPH, key, label_scan(place, key, RAMIPRIL))
    bagged(place, key)
    clock.pass_by(days=7)
    assert held(place, key).items[0].scans[0].expiry is not None
    clock.pass_by(days=1)
    refused = hand_out(place, NIA, key, PAYS)
    assert isinstance(refused, PackOutOfDate)
    assert isinstance(unbag(place, JOSEPH, key, "Out of date"), Receipt)
    assert isinstance(reject(place, JOSEPH, key, first(place, key).item_id, "Out of date"), Receipt)
    work = first(place, key)
    assert (work.stage, work.scans, work.checked_by) == (Stage.LABELLED, (), None)
    place.store.close()


# --- the bag


EYE_DROPS = "Latanoprost 50micrograms/ml eye drops"


def bag_labels(place: Workplace, *items: PrescribedItem) -> list[str]:
    """The words of the labels that one bag of these items gets."""
    person = a_patient()
    key = received(place, a_prescription(*items, patient=person), person)
    bagged(place, checked(place, assembled(place, key)))
    with place.store.read() as uow:
        made = [job.document for job in uow.prints.waiting() if job.kind is JobKind.BAG_LABEL]
    return [pypdfium2.PdfDocument(each)[0].get_textpage().get_text_range() for each in made]


def test_a_bag_of_which_a_part_is_kept_cold_gets_a_label_for_the_fridge_too(place: Workplace) -> None:
    drops = replace(an_item(EYE_DROPS), quantity=Quantity(Decimal("2.5"), "ml"))
    on_shelf, in_fridge = bag_labels(place, an_item(RAMIPRIL), drops)
    assert "And fridge bag" in on_shelf
    assert "1 of 2" in on_shelf
    assert "Keep cold, 2 to 8 °C" in in_fridge
    assert "2 of 2" in in_fridge
    assert ("Shelf" in on_shelf, "Fridge" in in_fridge) == (True, True)


def test_a_bag_that_is_kept_cold_as_a_whole_has_one_label(place: Workplace) -> None:
    (only,) = bag_labels(place, replace(an_item(EYE_DROPS), quantity=Quantity(Decimal("2.5"), "ml")))
    assert "Fridge" in only
    assert "Keep cold, 2 to 8 °C" in only
    assert "of 2" not in only


def test_a_label_in_a_bag_is_not_changed_under_it(place: Workplace) -> None:
    """The other items would go out with the old box still among them."""
    key = bagged(place, checked(place, assembled(place, waiting(place))))
    item = first(place, key).item_id
    assert isinstance(label_item(place, NIA, key, item, Wanted(directions="2 bd")), NotFromHere)
    assert first(place, key).stage is Stage.BAGGED


def test_a_bag_that_may_not_go_can_be_opened_and_its_label_counts_no_more(place: Workplace) -> None:
    key = bagged(place, checked(place, assembled(place, waiting(place))))
    number = held(place, key).bag
    assert number is not None
    assert isinstance(unbag(place, JOSEPH, key, "Never collected"), Receipt)
    assert held(place, key).bag is None
    assert isinstance(hand_out(place, NIA, key, PAYS), NotBagged)
    assert isinstance(unbag(place, JOSEPH, key), NotBagged)
    with place.store.read() as uow:
        assert uow.dispensings.with_bag(number.number) is None
    item = first(place, key).item_id
    assert isinstance(not_dispense(place, NIA, key, item, NotDispensedReason.NOT_COLLECTED), Receipt)


# --- the label says what was checked


@pytest.mark.parametrize(
    ("prescribed", "typed"),
    [("1 on", "1 om"), ("1 weekly on monday", "1 weekly on friday"), ("1 od", "1 on"), ("1 bd with food", "1 bd")],
)
def test_another_moment_of_the_same_dose_goes_back_to_the_pharmacist(
    place: Workplace, prescribed: str, typed: str
) -> None:
    key = approved(place, waiting(place, directions=prescribed))
    item = first(place, key).item_id
    made = label_item(place, NIA, key, item, Wanted(directions=typed))
    assert isinstance(made, Labelled)
    assert made.number is None
    assert first(place, key).stage is Stage.RECEIVED


def test_the_same_dose_in_other_words_goes_straight_to_the_printer(place: Workplace) -> None:
    key = approved(place, waiting(place, directions="1 od"))
    made = label_item(place, NIA, key, first(place, key).item_id, Wanted(directions="Take one capsule daily"))
    assert isinstance(made, Labelled)
    assert made.number is not None


def test_drops_for_the_other_eye_go_back_to_the_pharmacist(place: Workplace) -> None:
    name = "Chloramphenicol 0.5% eye drops"
    person = a_patient()
    key = received(place, a_prescription(an_item(name, 10, "1 drop qds right eye"), patient=person), person)
    approved(place, key, settled_decisions(place, key))
    made = label_item(place, NIA, key, first(place, key).item_id, Wanted(directions="1 drop qds left eye"))
    assert isinstance(made, Labelled)
    assert made.number is None


@pytest.mark.parametrize("asked", [Decimal(0), Decimal(-1)])
def test_nothing_and_less_than_nothing_is_no_quantity(place: Workplace, asked: Decimal) -> None:
    person = a_patient()
    key = approved(place, received(place, a_prescription(an_item(quantity=None), patient=person), person))
    made = label_item(place, NIA, key, first(place, key).item_id, Wanted(quantity=asked))
    assert isinstance(made, QuantityWrong)


# --- the clinical check is of exactly these facts


def test_giving_up_what_protected_from_another_sends_that_back_to_the_pharmacist(place: Workplace) -> None:
    """Naproxen beside warfarin with omeprazole is a reason to give; without it, it is a stop."""
    naproxen, omeprazole = "Naproxen 250mg tablets", "Omeprazole 20mg gastro-resistant capsules"
    key = waiting(place, naproxen, omeprazole, directions="1 od", medicines=(medicine("Warfarin 3mg tablets", "1 od"),))
    checked(place, assembled(place, key))
    bagged(place, key)
    unbag(place, JOSEPH, key, "Not wanted")
    second = held(place, key).items[1].item_id
    assert isinstance(not_dispense(place, NIA, key, second, NotDispensedReason.NOT_REQUIRED), Receipt)
    assert isinstance(bag(place, JOSEPH, key, "C3"), NotClinicallyChecked)
    assert isinstance(approve(place, AMARA, key), Unsettled)


def test_giving_up_an_item_that_protected_from_nothing_leaves_the_others_checked(place: Workplace) -> None:
    key = approved(place, waiting(place, RAMIPRIL, "Omeprazole 20mg gastro-resistant capsules"))
    second = held(place, key).items[1].item_id
    assert isinstance(not_dispense(place, NIA, key, second, NotDispensedReason.NOT_REQUIRED), Receipt)
    assert isinstance(label_item(place, NIA, key, first(place, key).item_id, Wanted()), Labelled)


def test_the_pharmacist_approves_what_the_screen_showed_or_nothing(place: Workplace) -> None:
    """Another counter records an allergy while the pharmacist reads: it informs, so nothing would have stopped it."""
    person = a_patient()
    key = received(place, a_prescription(patient=person), person)
    seen = look_at(place, key)
    assert isinstance(seen, CheckedCase)
    with place.store.read() as uow:
        now = uow.patients.get(person.id)
    assert now is not None
    facts = replace(now.facts, allergies=(Allergy("latex"),), no_known_allergies=False)
    assert isinstance(correct_patient(place, NIA, replace(now, facts=facts)), Receipt)
    before = kinds(place)
    refused = approve(place, AMARA, key, (), seen)
    assert isinstance(refused, CheckVoid)
    assert refused.changed == ("allergies",)
    assert kinds(place) == before
    again = look_at(place, key)
    assert isinstance(again, CheckedCase)
    assert isinstance(approve(place, AMARA, key, (), again), Receipt)


def test_a_check_of_one_persons_record_is_no_check_of_anothers(place: Workplace) -> None:
    """Two empty records say the same, and are still two people."""
    key = bagged(place, checked(place, assembled(place, waiting(place))))
    other = replace(a_patient(number="9990118353", name="Mr Owen Tarn"), id=PatientId("another"))
    with place.store.begin() as uow:
        uow.patients.add(other)
        uow.commit()
    assert isinstance(link_patient(place, NIA, key, other.id), Receipt)
    assert isinstance(hand_out(place, NIA, key, PAYS), NotClinicallyChecked)
    approved(place, key)
    assert isinstance(link_patient(place, NIA, key, other.id), Receipt)
    assert isinstance(first(place, key).approval, Approval)
    newest = replace(a_patient(name="Mr Owen Tarn"), id=PatientId("newest"), nhs_number=None)
    made = create_patient(place, NIA, newest, key)
    assert isinstance(made, Receipt), made
    assert isinstance(hand_out(place, NIA, key, PAYS), NotClinicallyChecked)


# --- lines that came closed


@pytest.mark.parametrize("status", ["0001", "0002", "0005", "0006"])
def test_a_line_that_came_closed_is_never_worked_on(place: Workplace, status: str) -> None:
    """0001: dispensed elsewhere; supplying it would give a second course."""
    person = a_patient()
    key = received(place, a_prescription(an_item(line_status=status), patient=person), person)
    item = first(place, key).item_id
    before = kinds(place)
    assert isinstance(approve(place, AMARA, key), NothingToCheck)
    assert isinstance(not_dispense(place, NIA, key, item, NotDispensedReason.NOT_REQUIRED), LineClosed)
    assert isinstance(query(place, NIA, key, item, "Why?"), LineClosed)
    assert kinds(place) == before
    assert held(place, key).line_status(item).value == status


def test_a_controlled_drug_with_a_code_too_new_for_the_dictionary_still_ends_after_28_days(place: Workplace) -> None:
    written = an_item("Novelopioid 5mg tablets", code="999000000000000101", cd_quantity_words="twenty eight")
    said = an_item("Novelopioid 6mg tablets", code="999000000000000102", cd_schedule="CD2")
    plain = an_item("Novelplain 7mg tablets", code="999000000000000103")
    key = received(place, a_prescription(written, said, plain))
    found = held(place, key)
    dated = found.prescription.authored_on
    assert dated is not None
    days = [last_day_of(place, found, item) for item in found.prescription.items]
    assert days[:2] == [dated + timedelta(days=28)] * 2
    assert days[2] is not None
    assert days[2] > dated + timedelta(days=100)
