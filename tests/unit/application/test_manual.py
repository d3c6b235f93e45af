"""A prescription typed in from paper becomes one like any other, and EPS never hears of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from tests.builders import NIA, NOW, a_patient, starter, workplace
from tests.fakes.fake_eps import FakeEps

from dispensary.application.manual import Added, Entered, EnteredItem, add_prescription
from dispensary.application.queries.products import medicine, search_products
from dispensary.application.workplace import Workplace
from dispensary.domain.dictionary import Kind
from dispensary.domain.identifiers import PatientId, SnomedCode
from dispensary.domain.prescription import Origin
from dispensary.domain.refused import EntryIncomplete, NotFound

TODAY = NOW.date()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    made = workplace(tmp_path)
    with made.store.begin() as uow:
        uow.patients.add(a_patient())
        uow.commit()
    yield made
    made.store.close()


def code_of(name: str) -> SnomedCode:
    found = starter().by_name(name)
    assert found is not None
    return found.current


def entered(**more: object) -> Entered:
    made = Entered(
        origin=Origin.PRIVATE,
        patient=a_patient().id,
        prescriber=" Dr Imogen Farrant ",
        prescriber_address="Quarry Lane Surgery",
        dated=TODAY,
        items=(EnteredItem(code_of("Amlodipine 5mg tablets"), Decimal(28), "1 od"),),
        phone="01632 960210",
    )
    return replace(made, **more)  # type: ignore[arg-type]


def test_it_says_what_the_paper_says(place: Workplace) -> None:
    made = add_prescription(place, NIA, entered())
    assert isinstance(made, Added)
    sent = made.dispensing.prescription
    assert (sent.prescriber.name, sent.prescriber.phone) == ("Dr Imogen Farrant", "01632 960210")
    assert sent.prescriber.organisation_name == "Quarry Lane Surgery"
    assert sent.authored_on == TODAY
    (item,) = sent.items
    assert (item.name, str(item.quantity), item.dosage_text) == ("Amlodipine 5mg tablets", "28 tablet", "1 od")
    assert made.dispensing.patient == a_patient().id
    assert not made.receipt.outbox


def test_eps_is_not_told(tmp_path: Path) -> None:
    eps = FakeEps()
    place = workplace(tmp_path, eps=eps)
    with place.store.begin() as uow:
        uow.patients.add(a_patient())
        uow.commit()
    assert isinstance(add_prescription(place, NIA, entered()), Added)
    assert not eps.composed
    place.store.close()


def test_two_prescriptions_have_two_numbers(place: Workplace) -> None:
    first, second = (add_prescription(place, NIA, entered()) for _ in range(2))
    assert isinstance(first, Added)
    assert isinstance(second, Added)
    assert first.dispensing.key != second.dispensing.key


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"prescriber": " "}, "the prescriber's name"),
        ({"dated": TODAY + timedelta(days=1)}, "a date that is not in the future"),
        ({"items": ()}, "between 1 and 10 items"),
        ({"origin": Origin.EPS}, "whether it is a paper NHS or a private prescription"),
        ({"items": (EnteredItem(SnomedCode("1234567"), Decimal(1), "1 od"),)}, "a product for item 1"),
    ],
)
def test_what_is_missing_is_named_and_nothing_recorded(
    place: Workplace, change: dict[str, object], missing: str
) -> None:
    assert add_prescription(place, NIA, entered(**change)) == EntryIncomplete((missing,))
    with place.store.read() as uow:
        assert not uow.dispensings.open()


def test_every_gap_of_an_item_is_named(place: Workplace) -> None:
    gaps = EnteredItem(code_of("Amlodipine 5mg tablets"), Decimal(0), " ")
    assert add_prescription(place, NIA, entered(items=(gaps,))) == EntryIncomplete(
        ("a quantity for item 1", "directions for item 1")
    )


def test_a_prescription_needs_a_patient_who_is_on_record(place: Workplace) -> None:
    assert add_prescription(place, NIA, entered(patient=PatientId("nobody"))) == NotFound("That patient")


def test_only_what_can_be_prescribed_is_found(place: Workplace) -> None:
    found = search_products(place, "amlodipine 5mg tab")
    assert found[0].name == "Amlodipine 5mg tablets"
    assert {one.kind for one in found} <= {Kind.VMP, Kind.AMP}
    assert search_products(place, " ") == ()


def test_a_controlled_drug_asks_for_its_quantity_in_words(place: Workplace) -> None:
    morphine = medicine(place, code_of("Morphine 10mg tablets"))
    amlodipine = medicine(place, code_of("Amlodipine 5mg tablets"))
    assert morphine is not None
    assert amlodipine is not None
    assert (morphine.schedule, morphine.needs_words, morphine.unit) == (2, True, "tablet")
    assert (amlodipine.schedule, amlodipine.needs_words) == (None, False)
    assert medicine(place, SnomedCode("1234567")) is None
