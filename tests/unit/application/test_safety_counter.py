"""What goes over the counter, what is paid for it, and what EPS is told: parts, owings, unknown codes, paper."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import msgspec
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
    pack_scan,
    received,
    settled_decisions,
    workplace,
)
from tests.fakes.fake_eps import FakeEps

from dispensary.adapters.eps.compose import compose
from dispensary.application.accuracy_check import LabelMatched, accept_held_pack, scan_at_bench
from dispensary.application.assemble import assemble
from dispensary.application.bag import Bagged, bag
from dispensary.application.claim import claim, not_dispense, owe, stock_arrived
from dispensary.application.count_packs import count_loose
from dispensary.application.deliver_outbox import deliver_outbox
from dispensary.application.hand_out import Answers, hand_out
from dispensary.application.label import Labelled, Wanted, label_item
from dispensary.application.manual import Added, Entered, EnteredItem, add_prescription
from dispensary.application.send_back import return_prescription
from dispensary.application.step import Receipt
from dispensary.application.workplace import Workplace
from dispensary.domain.charges import PAID, ChargeDecision, Evidence, exempt_by_age, fits_age
from dispensary.domain.eps_status import LineStatus, PrescriptionStatus
from dispensary.domain.identifiers import IssueKey, SnomedCode
from dispensary.domain.messages import Claim, DispenseNotification, NotDispensedReason, ReturnReason
from dispensary.domain.patient import ClinicalFacts
from dispensary.domain.prescription import Origin, PrescribedItem
from dispensary.domain.quantity import Quantity
from dispensary.domain.refused import ChargeSettled, ExemptionNotValid
from dispensary.domain.refused_eps import NotByEps
from dispensary.domain.workflow import NotFromHere, Stage

CASH = ChargeDecision(PAID)
PAYS = Answers(identity_matches=True, charge=CASH)
RAMIPRIL = "Ramipril 5mg capsules"
UNKNOWN = "999000000000000104"
STRANGE = "]d2010950600013435217280831" + "10TR4071\x1d21S1"


@pytest.fixture
def eps() -> FakeEps:
    return FakeEps()


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def place(tmp_path: Path, eps: FakeEps, clock: StandingClock) -> Iterator[Workplace]:
    made = workplace(tmp_path, eps=eps, clock=clock)
    yield made
    made.store.close()


def waiting(place: Workplace, *items: PrescribedItem, born: date = date(1953, 3, 14)) -> IssueKey:
    person = a_patient(born=born)
    return received(place, a_prescription(*items, patient=person), person)


def told(eps: FakeEps) -> list[DispenseNotification]:
    return [message for message in eps.composed if isinstance(message, DispenseNotification)]


def claimed(eps: FakeEps) -> Claim:
    return next(message for message in eps.composed if isinstance(message, Claim))


def supply(place: Workplace, key: IssueKey, name: str, amount: str | None = None) -> None:
    """One round from the label to the counter's bag, with a pack that a pharmacist takes by eye."""
    found = held(place, key)
    item = next(item for item in found.prescription.items if item.name == name)
    asked = Decimal(amount) if amount is not None else None
    made = label_item(place, NIA, key, item.item_id, Wanted(quantity=asked))
    assert isinstance(made, Labelled), made
    assert made.number is not None
    assert isinstance(assemble(place, NIA, key, item.item_id), Receipt)
    scan_at_bench(place, JOSEPH, key, STRANGE.replace("S1", f"S{made.number}"))
    work = held(place, key).work(item.item_id)
    assert work.supplying is not None
    accepted = accept_held_pack(place, AMARA, key, work.supplying.value, "Looked at it", item.item_id)
    assert isinstance(accepted, Receipt), accepted
    assert isinstance(scan_at_bench(place, JOSEPH, key, label_scan(place, key, name)), LabelMatched)
    assert isinstance(bag(place, JOSEPH, key, "C3"), Bagged)


def journal(place: Workplace, kind: str) -> list[str]:
    with place.store.read() as uow:
        return [entry.body for entry in uow.journal.entries() if f'"kind":"{kind}"' in entry.body]


# --- part supplies


@pytest.mark.parametrize(
    ("prescribed", "unit", "parts"),
    [
        ("30", "capsule", ("15", "15")),
        ("28", "capsule", ("7", "7", "7", "7")),
        ("100", "ml", ("12.5", "87.5")),
        ("0.3", "ml", ("0.1", "0.1", "0.1")),
    ],
)
def test_parts_add_up_exactly_and_each_is_told_alone(
    place: Workplace, eps: FakeEps, prescribed: str, unit: str, parts: tuple[str, ...]
) -> None:
    item = replace(an_item(), quantity=Quantity(Decimal(prescribed), unit))
    other = an_item("Omeprazole 20mg gastro-resistant capsules", 28, "1 od")
    key = approved(place, waiting(place, item, other))
    not_dispense(place, NIA, key, other.item_id, NotDispensedReason.NOT_REQUIRED)
    for number, part in enumerate(parts):
        if number:
            assert isinstance(stock_arrived(place, NIA, key, item.item_id), Receipt)
        supply(place, key, item.name, part)
        handed = hand_out(place, NIA, key, PAYS)
        assert isinstance(handed, Receipt), handed
    lines = [message.lines[0] for message in told(eps)]
    assert [str(line.products[0].quantity.value) for line in lines] == list(parts)
    assert [line.status for line in lines] == [LineStatus.PARTIAL] * (len(parts) - 1) + [LineStatus.DISPENSED]
    assert {message.lines[1].status for message in told(eps)} == {LineStatus.NOT_DISPENSED}
    assert isinstance(claim(place, NIA, key), Receipt)
    (product,) = claimed(eps).lines[0].products
    assert product.quantity == Quantity(Decimal(prescribed), unit)


def test_a_finished_line_stands_with_nought_in_what_is_told_later(place: Workplace, eps: FakeEps) -> None:
    first = an_item()
    second = an_item("Omeprazole 20mg gastro-resistant capsules", 28, "1 od")
    key = approved(place, waiting(place, first, second))
    owe(place, NIA, key, second.item_id)
    supply(place, key, first.name)
    hand_out(place, NIA, key, PAYS)
    stock_arrived(place, NIA, key, second.item_id)
    supply(place, key, second.name)
    hand_out(place, NIA, key, PAYS)
    one, two = told(eps)
    assert [line.status for line in one.lines] == [LineStatus.DISPENSED, LineStatus.OWING]
    assert [line.status for line in two.lines] == [LineStatus.DISPENSED, LineStatus.DISPENSED]
    assert two.lines[0].products == ()
    sent = msgspec.json.decode(compose(two))
    dispensed = [
        entry["resource"] for entry in sent["entry"] if entry["resource"]["resourceType"] == "MedicationDispense"
    ]
    assert [each["quantity"]["value"] for each in dispensed] == [0, 28]


def test_what_is_given_up_after_a_part_went_out_is_dispensed_with_that_part(place: Workplace, eps: FakeEps) -> None:
    item = an_item()
    key = approved(place, waiting(place, item))
    supply(place, key, item.name, "14")
    hand_out(place, NIA, key, PAYS)
    assert isinstance(not_dispense(place, NIA, key, item.item_id, NotDispensedReason.NOT_COLLECTED), Receipt)
    last = told(eps)[-1]
    assert (last.status, last.lines[0].status, last.lines[0].products) == (
        PrescriptionStatus.DISPENSED,
        LineStatus.DISPENSED,
        (),
    )
    assert "statusReasonCodeableConcept" not in compose(last).decode()
    claim(place, NIA, key)
    assert claimed(eps).lines[0].products[0].quantity.value == 14


# --- what is paid


def test_what_was_settled_at_the_first_hand_out_stands_at_the_second(place: Workplace) -> None:
    """Somebody who paid for the item is not made exempt, nor somebody exempt charged, when the rest is fetched."""
    item = an_item()
    key = approved(place, waiting(place, item, born=date(1990, 1, 1)))
    supply(place, key, item.name, "14")
    assert isinstance(hand_out(place, NIA, key, PAYS), Receipt)
    stock_arrived(place, NIA, key, item.item_id)
    supply(place, key, item.name)
    exempt = ChargeDecision("0007", Evidence.SEEN)
    assert isinstance(hand_out(place, NIA, key, replace(PAYS, charge=exempt)), ChargeSettled)
    assert held(place, key).charge == CASH
    assert isinstance(hand_out(place, NIA, key, PAYS), Receipt)


def test_evidence_brought_for_the_second_part_is_kept(place: Workplace) -> None:
    item = an_item()
    key = approved(place, waiting(place, item, born=date(1990, 1, 1)))
    supply(place, key, item.name, "14")
    hand_out(place, NIA, key, replace(PAYS, charge=ChargeDecision("0007", Evidence.NOT_SEEN)))
    stock_arrived(place, NIA, key, item.item_id)
    supply(place, key, item.name)
    seen = ChargeDecision("0007", Evidence.SEEN)
    assert isinstance(hand_out(place, NIA, key, replace(PAYS, charge=seen)), Receipt)
    assert held(place, key).charge == seen


@pytest.mark.parametrize(("exemption", "born"), [("0002", date(1990, 1, 1)), ("0003", date(1990, 1, 1))])
def test_nobody_of_working_age_is_exempt_by_age_whatever_evidence_there_is(
    place: Workplace, exemption: str, born: date
) -> None:
    key = bagged(place, checked(place, assembled(place, waiting(place, born=born))))
    said = replace(PAYS, charge=ChargeDecision(exemption, Evidence.SEEN))
    assert isinstance(hand_out(place, NIA, key, said), ExemptionNotValid)


@pytest.mark.parametrize(
    ("born", "day", "exempt"),
    [
        (date(2010, 6, 16), date(2026, 6, 15), True),
        (date(2010, 6, 15), date(2026, 6, 15), False),
        (date(1966, 6, 15), date(2026, 6, 15), True),
        (date(1966, 6, 16), date(2026, 6, 15), False),
        (date(1968, 2, 29), date(2028, 2, 28), False),
        (date(1968, 2, 29), date(2028, 2, 29), True),
        (date(2012, 2, 29), date(2028, 2, 28), True),
        (date(2012, 2, 29), date(2028, 2, 29), False),
        (date(2008, 2, 29), date(2024, 2, 28), True),
        (date(1964, 2, 29), date(2024, 2, 29), True),
    ],
)
def test_exempt_by_age_to_the_day(born: date, day: date, exempt: bool) -> None:
    age = ClinicalFacts(birth_date=born).age_on(day)
    assert (exempt_by_age(age) is not None) is exempt
    assert fits_age("0002", age) is exempt


def test_a_child_who_turned_sixteen_before_the_claim_was_exempt_at_the_supply(
    place: Workplace, clock: StandingClock
) -> None:
    item = an_item("Amoxicillin 250mg capsules", 21, "1 tds")
    key = waiting(place, item, born=date(2010, 11, 24))
    approved(place, key, settled_decisions(place, key))
    supply(place, key, item.name)
    assert isinstance(hand_out(place, NIA, key, replace(PAYS, charge=ChargeDecision("0002"))), Receipt)
    clock.pass_by(days=2)
    assert isinstance(claim(place, NIA, key), Receipt)


def test_an_exemption_that_ended_since_may_still_be_claimed(tmp_path: Path, eps: FakeEps) -> None:
    clock = StandingClock(datetime(2026, 3, 31, 10, 0, tzinfo=UTC))
    place = workplace(tmp_path, eps=eps, clock=clock)
    person = a_patient(born=date(1990, 1, 1))
    dated = a_prescription(an_item(), patient=person, authored_on=date(2026, 3, 30))
    key = received(place, dated, person)
    bagged(place, checked(place, assembled(place, key)))
    allowance = ChargeDecision("0012", Evidence.SEEN)
    assert isinstance(hand_out(place, NIA, key, replace(PAYS, charge=allowance)), Receipt)
    clock.pass_by(days=1)
    assert isinstance(claim(place, NIA, key), Receipt)
    place.store.close()


def test_a_charge_put_right_with_the_claim_leaves_a_trace(place: Workplace) -> None:
    item = an_item()
    key = approved(place, waiting(place, item, born=date(1990, 1, 1)))
    supply(place, key, item.name)
    hand_out(place, NIA, key, PAYS)
    assert isinstance(claim(place, NIA, key, ChargeDecision("0007", Evidence.SEEN)), Receipt)
    (entry,) = journal(place, "claimed")
    assert '"charge":"0007"' in entry
    assert '"settled_before":"0001"' in entry


# --- sent back


def test_what_was_sent_back_is_not_sent_back_again(place: Workplace, eps: FakeEps) -> None:
    key = waiting(place)
    assert isinstance(return_prescription(place, NIA, key, ReturnReason.PATIENT_REQUEST), Receipt)
    made = len(eps.composed)
    assert isinstance(return_prescription(place, NIA, key, ReturnReason.PATIENT_REQUEST), NotFromHere)
    assert len(eps.composed) == made


# --- whatever came, a person can still supply it


@pytest.mark.parametrize("chosen", [None, UNKNOWN])
def test_a_code_that_no_dictionary_knows_is_marked_and_still_supplied(
    place: Workplace, eps: FakeEps, chosen: str | None
) -> None:
    """Conformance row 1.8.13, from the check to the claim."""
    item = an_item("Novelstatin 10mg tablets", 28, "1 on", code=UNKNOWN)
    key = waiting(place, item)
    assert not place.dictionary.resolve(item.code or SnomedCode("")).known
    approved(place, key, settled_decisions(place, key))
    wanted = Wanted(product=SnomedCode(chosen) if chosen else None)
    made = label_item(place, NIA, key, item.item_id, wanted)
    assert isinstance(made, Labelled), made
    assert isinstance(assemble(place, NIA, key, item.item_id), Receipt)
    scan_at_bench(place, JOSEPH, key, pack_scan(RAMIPRIL))
    assert held(place, key).held_pack is not None
    assert isinstance(accept_held_pack(place, AMARA, key, Decimal(28), "The box says Novelstatin 10 mg"), Receipt)
    assert isinstance(scan_at_bench(place, JOSEPH, key, label_scan(place, key, item.name)), LabelMatched)
    bagged(place, key)
    assert isinstance(hand_out(place, NIA, key, PAYS), Receipt)
    assert isinstance(claim(place, NIA, key), Receipt)
    assert deliver_outbox(place).sent == 2
    supplied = told(eps)[0].lines[0].products[0]
    assert (supplied.code, supplied.name) == (SnomedCode(UNKNOWN), "Novelstatin 10mg tablets")
    assert UNKNOWN in compose(claimed(eps)).decode()


def test_an_item_with_no_code_no_quantity_and_no_directions_can_be_completed_by_people(
    place: Workplace, eps: FakeEps
) -> None:
    item = replace(an_item("Something odd", None, None), code=None)
    key = waiting(place, item)
    approved(place, key, settled_decisions(place, key))
    assert not isinstance(label_item(place, NIA, key, item.item_id, Wanted()), Labelled)
    typed = label_item(place, NIA, key, item.item_id, Wanted(directions="1 od", quantity=Decimal("12.5")))
    assert isinstance(typed, Labelled)
    assert typed.number is None
    approved(place, key, settled_decisions(place, key))
    supply(place, key, item.name, "12.5")
    assert isinstance(hand_out(place, NIA, key, PAYS), Receipt)
    assert isinstance(claim(place, NIA, key), Receipt)
    line = told(eps)[0].lines[0]
    assert (line.status, line.products[0].quantity.value) == (LineStatus.DISPENSED, Decimal("12.5"))
    assert compose(told(eps)[0])
    assert compose(claimed(eps))


@pytest.mark.parametrize("origin", [Origin.PAPER, Origin.PRIVATE])
def test_a_prescription_on_paper_goes_all_the_way_and_eps_never_hears_of_it(
    place: Workplace, eps: FakeEps, origin: Origin
) -> None:
    person = a_patient()
    with place.store.begin() as uow:
        uow.patients.add(person)
        uow.commit()
    code = an_item().code
    assert code is not None
    entered = Entered(
        origin, person.id, "Dr Imogen Farrant", "Quarry Lane Surgery", place.clock.now().date(),
        (EnteredItem(code, Decimal(28), "1 om"), EnteredItem(code, Decimal(28), "1 on")),
    )  # fmt: skip
    made = add_prescription(place, NIA, entered)
    assert isinstance(made, Added), made
    key = made.dispensing.key
    approved(place, key, settled_decisions(place, key))
    one, two = made.dispensing.prescription.items
    assert isinstance(not_dispense(place, NIA, key, two.item_id, NotDispensedReason.NOT_REQUIRED), Receipt)
    approved_again = label_item(place, NIA, key, one.item_id, Wanted())
    if not isinstance(approved_again, Labelled):
        approved(place, key, settled_decisions(place, key))
        approved_again = label_item(place, NIA, key, one.item_id, Wanted())
    assert isinstance(approved_again, Labelled)
    assemble(place, NIA, key, one.item_id)
    scan_at_bench(place, JOSEPH, key, pack_scan(RAMIPRIL))
    if not held(place, key).work(one.item_id).packs_complete:
        count_loose(place, JOSEPH, key, one.item_id, Decimal(28))
    assert isinstance(scan_at_bench(place, JOSEPH, key, label_scan(place, key, one.name)), LabelMatched)
    bagged(place, key)
    charge = None if origin is Origin.PRIVATE else CASH
    assert isinstance(hand_out(place, NIA, key, replace(PAYS, charge=charge)), Receipt)
    assert held(place, key).work(one.item_id).stage is Stage.HANDED_OUT
    assert isinstance(claim(place, NIA, key), NotByEps)
    assert isinstance(return_prescription(place, NIA, key, ReturnReason.PATIENT_REQUEST), NotByEps)
    assert eps.composed == []
    assert held(place, key).notifications == ()
