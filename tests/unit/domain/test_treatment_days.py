"""How long a supply is in use, against which a pack's expiry is held."""

from datetime import date
from decimal import Decimal

import pytest
from tests.fakes.fake_dictionary import amount, small_dictionary

from dispensary.adapters.knowledge.dose_codes import load_dose_codes
from dispensary.domain.accuracy import ScannedPack, judge
from dispensary.domain.accuracy.reasons import ShortDated
from dispensary.domain.accuracy.treatment import treatment_days
from dispensary.domain.barcodes import read_scan
from dispensary.domain.dose.parse import read_dose

TODAY = date(2026, 11, 21)
CODES = load_dose_codes()
SHELF = small_dictionary()
TABLETS = SHELF.amlodipine_5


def days(text: str | None, quantity: str | None, stated: str | None = None, product=TABLETS) -> int | None:
    dose = read_dose(text, unit=product.unit, codes=CODES) if text is not None else None
    return treatment_days(
        dose, Decimal(quantity) if quantity is not None else None, product, Decimal(stated) if stated else None
    )


@pytest.mark.parametrize(
    ("text", "quantity", "lasts"),
    [
        ("1 od", "28", 28),
        ("1 bd", "56", 28),
        ("1 od", "100", 100),
        ("1 tds", "100", 34),  # the 100th is taken on the 34th day
        ("1-2 bd", "56", 28),  # 1 twice a day is allowed
        ("6 tablets weekly", "24", 28),
        ("1 tds for 5 days", "15", 5),
        ("1 od", "1", 1),
    ],
)
def test_a_supply_lasts_as_long_as_its_directions_allow(text, quantity, lasts):
    assert days(text, quantity) == lasts


def test_what_is_taken_when_needed_may_last_the_usual_supply_and_longer():
    assert days("1-2 qds prn", "32") == 28
    assert days("1 od prn", "100") == 100


def test_the_days_of_the_prescription_count_where_they_are_longer():
    assert days("1 od", "28", stated="56") == 56
    assert days("1 od", "56", stated="28") == 56
    assert days("as directed", "28", stated="84") == 84
    assert days(None, None, stated="7") == 7


def test_nobody_can_say_how_long_drops_last_or_unread_directions():
    assert days("1 drop bd", "5", product=SHELF.amlodipine_liquid) is None
    assert days("as directed", "28") is None
    assert days("1 od", None) is None


def test_a_slip_in_the_quantity_does_not_lead_out_of_the_calendar():
    assert days("1 od", "99999999") == 3650


def test_a_pack_that_expires_within_a_long_supply_is_remarked_on():
    scan = read_scan(f"]d201{SHELF.gtin(SHELF.norland_5_56)}17270115" + "10L1\x1d21S1", today=TODAY)
    packs = [ScannedPack(scan, SHELF.packs_with(scan.gtin))]
    ordered = SHELF.resolve(TABLETS.code)
    for text, short in (("1 od", True), ("1 bd", False)):
        verdict = judge(ordered, amount("56", "tablet"), packs, TODAY, days(text, "56"))
        assert any(isinstance(reason, ShortDated) for reason in verdict.reasons) == short
