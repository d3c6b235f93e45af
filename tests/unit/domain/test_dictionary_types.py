"""What a code means, what a prescription and a patient are: facts that answer simple questions about themselves."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispensary.domain.dictionary import (
    ActualProduct,
    ControlledDrug,
    Freshness,
    Kind,
    Pack,
    Release,
    Resolved,
    VirtualProduct,
)
from dispensary.domain.identifiers import IssueKey, ItemId, PrescriptionId, SnomedCode
from dispensary.domain.patient import ClinicalFacts
from dispensary.domain.prescription import (
    Address,
    PatientAsSent,
    PrescribedItem,
    Prescriber,
    Prescription,
    RepeatInformation,
    Treatment,
)
from dispensary.domain.quantity import Quantity

CODE = SnomedCode("39732011000001102")
TABLETS = VirtualProduct(CODE, "Amlodipine 5mg tablets")
GENERIC = ActualProduct(SnomedCode("1"), "Amlodipine 5mg tablets", "Amlodipine 5mg tablets (Maker)", TABLETS)
BRAND = ActualProduct(SnomedCode("2"), "Exabrand 5mg tablets", "Exabrand 5mg tablets (Maker)", TABLETS)


@pytest.mark.parametrize(
    ("category", "schedule"),
    [
        (ControlledDrug.NONE, None),
        (ControlledDrug.SCHEDULE_1, 1),
        (ControlledDrug.SCHEDULE_2, 2),
        (ControlledDrug.SCHEDULE_2_EXEMPT_SAFE_CUSTODY, 2),
        (ControlledDrug.SCHEDULE_3, 3),
        (ControlledDrug.SCHEDULE_3_EXEMPT_SAFE_CUSTODY, 3),
        (ControlledDrug.SCHEDULE_3_PHENOBARBITAL, 3),
        (ControlledDrug.SCHEDULE_3_TEMAZEPAM, 3),
        (ControlledDrug.SCHEDULE_4_ANABOLIC, 4),
        (ControlledDrug.SCHEDULE_4_BENZODIAZEPINE, 4),
        (ControlledDrug.SCHEDULE_5, 5),
    ],
)
def test_the_schedule_of_every_dmd_category(category: ControlledDrug, schedule: int | None) -> None:
    assert category.schedule == schedule


def test_every_category_was_asked_for_above() -> None:
    assert len(ControlledDrug) == 11


def test_a_generic_is_named_as_its_virtual_product() -> None:
    assert GENERIC.is_generic
    assert not BRAND.is_generic


def test_a_pack_without_a_supplier_is_a_generic_pack() -> None:
    quantity = Quantity(Decimal(28), "tablet")
    assert Pack(SnomedCode("3"), "28 tablet", TABLETS, quantity).kind is Kind.VMPP
    assert Pack(SnomedCode("4"), "28 tablet", TABLETS, quantity, product=BRAND).kind is Kind.AMPP


def test_the_virtual_product_behind_any_code() -> None:
    pack = Pack(SnomedCode("4"), "28 tablet", TABLETS, None, product=BRAND)
    assert Resolved(CODE, CODE, Kind.VMP, "x", virtual=TABLETS).virtual_product is TABLETS
    assert Resolved(CODE, CODE, Kind.AMP, "x", actual=BRAND).virtual_product is TABLETS
    assert Resolved(CODE, CODE, Kind.AMPP, "x", pack=pack).virtual_product is TABLETS
    assert Resolved(CODE, CODE, Kind.VTM, "x").virtual_product is None


def test_a_code_that_the_dictionary_does_not_hold_is_not_known() -> None:
    assert not Resolved(CODE, CODE).known
    assert Resolved(CODE, CODE, Kind.VTM, "Amlodipine").known


def test_only_a_code_behind_which_one_valid_product_stands_leaves_no_doubt() -> None:
    """Conformance row 1.8.13."""
    old, gone = SnomedCode("1000"), replace(TABLETS, invalid=True)
    recoded = Resolved(old, CODE, Kind.VMP, "x", virtual=TABLETS)
    assert (recoded.recoded, recoded.doubtful) == (True, False)
    assert Resolved(CODE, CODE, Kind.VMP, "x", virtual=gone).doubtful
    assert Resolved(old, CODE, Kind.VMP, "x", virtual=gone).doubtful
    assert Resolved(old, CODE, Kind.VTM, "Amlodipine").doubtful
    assert Resolved(CODE, CODE).doubtful


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(1981, 2, 3), date(2026, 2, 2), 44),
        (date(1981, 2, 3), date(2026, 2, 3), 45),
        (date(2024, 2, 29), date(2025, 2, 28), 0),
        (date(2024, 2, 29), date(2025, 3, 1), 1),
    ],
)
def test_age_in_whole_years(born: date, day: date, age: int) -> None:
    assert ClinicalFacts(birth_date=born, age_years=99).age_on(day) == age


def test_age_without_a_birth_date_is_what_was_recorded_or_unknown() -> None:
    assert ClinicalFacts(age_years=45).age_on(date(2026, 1, 1)) == 45
    assert ClinicalFacts().age_on(date(2026, 1, 1)) is None


@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.integers(0, 40000))
def test_nobody_grows_younger(born: date, days: int) -> None:
    facts = ClinicalFacts(birth_date=born)
    day = date.fromordinal(born.toordinal() + days)
    age, later = facts.age_on(day), facts.age_on(date.fromordinal(day.toordinal() + 1))
    assert age is not None
    assert later is not None
    assert 0 <= age <= later <= age + 1


FIRST_ISSUE = RepeatInformation()


def a_prescription(repeat: RepeatInformation = FIRST_ISSUE) -> Prescription:
    return Prescription(
        PrescriptionId("24F5DA-A83008-7EFE6Z"),
        Treatment.ERD,
        PatientAsSent(None, "MS EXAMPLE"),
        Prescriber("DR EXAMPLE"),
        (PrescribedItem(ItemId("a"), "Amlodipine 5mg tablets"), PrescribedItem(ItemId("b"), "Ramipril 5mg capsules")),
        repeat=repeat,
    )


def test_each_issue_has_its_own_key_and_no_issue_means_the_first() -> None:
    number = PrescriptionId("24F5DA-A83008-7EFE6Z")
    assert a_prescription().key == IssueKey(number, 1)
    assert a_prescription(RepeatInformation(issue=3, authorised=6)).key == IssueKey(number, 3)


def test_an_item_is_found_by_its_id_and_a_strange_one_is_an_error() -> None:
    prescription = a_prescription()
    assert prescription.item(ItemId("B")).name == "Ramipril 5mg capsules"
    with pytest.raises(KeyError):
        prescription.item(ItemId("c"))


def test_an_address_as_one_line() -> None:
    assert str(Address(("1 High Street", "Leeds"), "LS1 6AE")) == "1 High Street, Leeds, LS1 6AE"
    assert str(Address((), "LS1 6AE")) == "LS1 6AE"
    assert str(Address()) == ""


@pytest.mark.parametrize(
    ("today", "freshness"),
    [
        (date(2026, 1, 5), Freshness.FRESH),
        (date(2026, 1, 19), Freshness.FRESH),
        (date(2026, 1, 20), Freshness.AGEING),
        (date(2026, 3, 5), Freshness.AGEING),
        (date(2026, 3, 6), Freshness.OLD),
        (date(2027, 1, 1), Freshness.OLD),
    ],
)
def test_a_release_is_old_from_the_day_after_two_months(today: date, freshness: Freshness) -> None:
    """Conformance row 1.8.2: of 5 January 2026, well on 5 March, not on the 6th."""
    assert Release("r", date(2026, 1, 5), {}).freshness(today) is freshness
