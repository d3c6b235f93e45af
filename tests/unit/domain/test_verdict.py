"""The accuracy check at the bench: the right pack passes, a wrong one stops, and a doubt asks."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.fakes.fake_dictionary import SmallDictionary, amount, small_dictionary

from dispensary.domain.accuracy import Outcome, Rule, ScannedPack, Verdict, judge
from dispensary.domain.accuracy import reasons as why
from dispensary.domain.barcodes import read_scan
from dispensary.domain.dictionary import ControlledDrug, Kind, Moved, Pack, PackCode
from dispensary.domain.identifiers import SnomedCode
from dispensary.domain.quantity import Quantity

TODAY = date(2026, 11, 21)
SUPPLY = Quantity(Decimal(28), "")
PASSED, ASK, STOP = Outcome.PASS, Outcome.ASK, Outcome.STOP


@pytest.fixture
def shelf() -> SmallDictionary:
    return small_dictionary()


def datamatrix(shelf: SmallDictionary, pack: Pack, serial: str = "S1", expiry: str = "301228") -> str:
    return f"]d201{shelf.gtin(pack)}17{expiry}10L1\x1d21{serial}"


def verdict(
    shelf: SmallDictionary, code: SnomedCode, *scans: str, quantity: Quantity | None = SUPPLY, days: int | None = None
) -> Verdict:
    read = [read_scan(data, today=TODAY) for data in scans]
    packs = [ScannedPack(scan, shelf.packs_with(scan.gtin) if scan.gtin else ()) for scan in read]
    return judge(shelf.resolve(code), quantity, packs, TODAY, days)


def said(result: Verdict) -> tuple[Outcome, Rule]:
    return result.outcome, result.rule


def kinds(result: Verdict) -> set[type]:
    return {type(reason) for reason in result.reasons}


def test_a_generic_prescription_takes_any_supplier(shelf):
    for pack in (shelf.norland_5_28, shelf.weston_5_28, shelf.amlostar_5_28):
        result = verdict(shelf, shelf.amlodipine_5.code, datamatrix(shelf, pack))
        assert said(result) == (PASSED, Rule.EQUIVALENT)
        assert result.reasons == ()
        assert result.supplied == amount("28", "tablet")


def test_the_brand_that_was_ordered_is_exact_and_another_stops(shelf):
    assert said(verdict(shelf, shelf.amlostar_5.code, datamatrix(shelf, shelf.amlostar_5_28))) == (PASSED, Rule.EXACT)
    other = verdict(shelf, shelf.amlostar_5.code, datamatrix(shelf, shelf.weston_5_28))
    assert said(other) == (STOP, Rule.BRAND_DIFFERS)
    assert other.reasons[0] == why.BrandDiffers(
        0, "Amlostar 5mg tablets (Weston Generics)", "Amlodipine 5mg tablets (Weston Generics)"
    )


def test_another_supplier_of_the_same_generic_stops_and_says_that_only_the_supplier_differs(shelf):
    result = verdict(shelf, shelf.norland_5.code, datamatrix(shelf, shelf.weston_5_28))
    assert said(result) == (STOP, Rule.BRAND_DIFFERS)
    assert result.reasons[0].supplier_only


def test_the_prescribed_pack_is_exact_and_another_size_of_it_asks(shelf):
    assert said(verdict(shelf, shelf.norland_5_28.code, datamatrix(shelf, shelf.norland_5_28))) == (PASSED, Rule.EXACT)
    other = verdict(
        shelf, shelf.norland_5_28.code, datamatrix(shelf, shelf.norland_5_56), quantity=amount("56", "tablet")
    )
    assert said(other) == (ASK, Rule.QUANTITY)
    brand = verdict(shelf, shelf.amlostar_5_28.code, datamatrix(shelf, shelf.norland_5_28))
    assert said(brand) == (STOP, Rule.BRAND_DIFFERS)


def test_a_generic_pack_takes_any_supplier_of_that_size(shelf):
    code = shelf.generic_28.code
    assert said(verdict(shelf, code, datamatrix(shelf, shelf.weston_5_28))) == (PASSED, Rule.EQUIVALENT)
    assert said(verdict(shelf, code, datamatrix(shelf, shelf.norland_5_56), quantity=None)) == (ASK, Rule.QUANTITY)


def test_another_strength_stops_and_shows_both(shelf):
    result = verdict(shelf, shelf.amlodipine_5.code, datamatrix(shelf, shelf.norland_10_28))
    assert said(result) == (STOP, Rule.NEAR_MISS)
    five = (why.Strength("Amlodipine", amount("5", "mg")),)
    ten = (why.Strength("Amlodipine", amount("10", "mg")),)
    assert result.reasons[0] == why.StrengthDiffers(0, five, ten)


def test_another_form_and_a_flag_stop(shelf):
    result = verdict(shelf, shelf.amlodipine_5.code, datamatrix(shelf, shelf.liquid_150))
    assert said(result) == (STOP, Rule.NEAR_MISS)
    assert {why.FormDiffers, why.FlagDiffers} <= kinds(result)
    assert why.FlagDiffers(0, why.Flag.SUGAR_FREE, False) in result.reasons


def test_the_same_concentration_in_another_volume_is_no_difference_of_strength(shelf):
    facts = {"vtm": shelf.amlodipine_liquid.vtm, "form": "Oral solution", "unit": "ml"}
    same = shelf.virtual("Amlodipine 1mg/ml", ("Amlodipine", amount("1", "mg"), amount("1", "ml")), **facts)
    more = shelf.virtual("Amlodipine 2mg/ml", ("Amlodipine", amount("2000", "microgram"), amount("1", "ml")), **facts)
    for product, differs in ((same, False), (more, True)):
        pack = shelf.pack(shelf.actual(product, "Norland Pharma"), amount("150", "ml"))
        result = verdict(shelf, shelf.amlodipine_liquid.code, datamatrix(shelf, pack))
        assert said(result) == (STOP, Rule.NEAR_MISS)
        assert (why.StrengthDiffers in kinds(result)) == differs


def test_another_medicine_stops(shelf):
    result = verdict(shelf, shelf.amlodipine_5.code, datamatrix(shelf, shelf.amitriptyline_28))
    assert said(result) == (STOP, Rule.UNRELATED)
    assert result.reasons[0] == why.MedicineDiffers(0, "Amlodipine 5mg tablets", "Amitriptyline 10mg tablets")


def test_the_same_substances_without_a_moiety_are_a_near_miss_even_with_unknown_strengths(shelf):
    one = shelf.virtual("Brandless cream", ("Zinc oxide", None, None), form="Cream", unit="gram")
    two = shelf.virtual("Brandless strong cream", ("Zinc oxide", None, None), form="Cream", unit="gram")
    pack = shelf.pack(shelf.actual(two, "Norland Pharma"), amount("50", "gram"))
    result = verdict(shelf, one.code, datamatrix(shelf, pack), quantity=amount("50", "gram"))
    assert said(result) == (STOP, Rule.NEAR_MISS)
    assert result.reasons[0] == why.ProductDiffers(0, "Brandless cream", "Brandless strong cream")


def test_another_salt_and_route_are_named(shelf):
    one = shelf.virtual("X besilate 5mg tablets", ("X besilate", amount("5", "mg"), None), vtm=shelf.moiety("X"))
    two = shelf.virtual(
        "X maleate 5mg tablets", ("X maleate", amount("5", "mg"), None), vtm=one.vtm, routes=("Sublingual",)
    )
    pack = shelf.pack(shelf.actual(two, "Norland Pharma"), amount("28", "tablet"))
    result = verdict(shelf, one.code, datamatrix(shelf, pack))
    assert {why.SaltDiffers, why.RouteDiffers} <= kinds(result)
    assert said(result) == (STOP, Rule.NEAR_MISS)


def test_a_strength_in_one_tablet_is_shown_without_the_tablet(shelf):
    one = amount("1", "tablet")
    facts = {"vtm": shelf.moiety("X")}
    five = shelf.virtual("X 5mg tablets", ("X", amount("5", "mg"), one), **facts)
    ten = shelf.virtual("X 10mg tablets", ("X", amount("10", "mg"), one), **facts)
    patch = shelf.virtual("X 5mg/24hours patches", ("X", amount("5", "mg"), amount("24", "hour")), **facts)
    for product, strength in (
        (ten, why.Strength("X", amount("10", "mg"))),
        (patch, why.Strength("X", amount("5", "mg"), amount("24", "hour"))),
    ):
        pack = shelf.pack(shelf.actual(product, "Norland Pharma"), amount("28", "tablet"))
        found = verdict(shelf, five.code, datamatrix(shelf, pack)).reasons[0]
        assert found.scanned == (strength,)
        assert found.prescribed == (why.Strength("X", amount("5", "mg")),)


def test_each_ingredient_of_a_compound_is_compared(shelf):
    def compound(codeine: str):
        return shelf.virtual(
            f"Co-codamol {codeine}mg/500mg tablets",
            ("Paracetamol", amount("500", "mg"), None),
            ("Codeine", amount(codeine, "mg"), None),
        )

    weak, strong = compound("8"), compound("30")
    pack = shelf.pack(shelf.actual(strong, "Norland Pharma"), amount("28", "tablet"))
    result = verdict(shelf, weak.code, datamatrix(shelf, pack))
    assert said(result) == (STOP, Rule.NEAR_MISS)
    assert result.reasons[0].scanned[1] == why.Strength("Codeine", amount("30", "mg"))


@pytest.mark.parametrize("status", ["0003", "0004", "0009"])
def test_some_generics_leave_the_choice_to_a_pharmacist(shelf, status):
    product = shelf.virtual("Diltiazem 120mg capsules", form="Capsule", prescribing_status=status)
    actual = shelf.actual(product, "Norland Pharma", "Dilstar 120mg capsules")
    pack = shelf.pack(actual, amount("28", "tablet"))
    assert said(verdict(shelf, product.code, datamatrix(shelf, pack))) == (ASK, Rule.EQUIVALENT)
    assert said(verdict(shelf, actual.code, datamatrix(shelf, pack))) == (PASSED, Rule.EXACT)


def test_a_re_coded_product_is_still_the_same(shelf):
    shelf.aliases[SnomedCode("123456789")] = shelf.amlodipine_5.code
    result = verdict(shelf, SnomedCode("123456789"), datamatrix(shelf, shelf.norland_5_28))
    assert said(result) == (PASSED, Rule.EQUIVALENT)


def test_a_product_no_longer_valid_needs_a_person(shelf):
    product = shelf.virtual("Old 5mg tablets", invalid=True)
    pack = shelf.pack(shelf.actual(product, "Norland Pharma"), amount("28", "tablet"))
    result = verdict(shelf, product.code, datamatrix(shelf, pack))
    assert said(result) == (ASK, Rule.EQUIVALENT)
    assert why.PrescribedInvalid in kinds(result)


def test_a_brand_that_has_gone_to_another_generic_needs_a_person(shelf):
    moved = Moved(SnomedCode("1"), "Amlodipine 10mg tablets", shelf.amlodipine_5, TODAY)
    scan = read_scan(datamatrix(shelf, shelf.amlostar_5_28), today=TODAY)
    packs = [ScannedPack(scan, shelf.packs_with(scan.gtin))]
    ordered = shelf.resolve(shelf.amlostar_5_28.product.code)
    result = judge(ordered, SUPPLY, packs, TODAY, moved=moved)
    assert said(result) == (ASK, Rule.EXACT)
    (reason,) = (reason for reason in result.reasons if isinstance(reason, why.PrescribedMoved))
    assert (reason.before, reason.now) == ("Amlodipine 10mg tablets", shelf.amlodipine_5.name)


def test_an_unknown_prescription_code_never_passes(shelf):
    result = verdict(shelf, SnomedCode("999999"), datamatrix(shelf, shelf.norland_5_28))
    assert said(result) == (ASK, Rule.UNKNOWN_PACK)


def test_a_moiety_is_no_product(shelf):
    moiety = shelf.amlodipine_5.vtm
    assert shelf.resolve(moiety).kind is Kind.VTM
    assert said(verdict(shelf, moiety, datamatrix(shelf, shelf.norland_5_28))) == (ASK, Rule.UNKNOWN_PACK)
    assert said(verdict(shelf, moiety, datamatrix(shelf, shelf.amitriptyline_28))) == (STOP, Rule.UNRELATED)


def test_an_unknown_pack_asks_and_a_controlled_drug_wants_a_second_person(shelf):
    unknown = f"]E0{shelf.new_gtin().value[1:]}"
    result = verdict(shelf, shelf.amlodipine_5.code, unknown)
    assert said(result) == (ASK, Rule.UNKNOWN_PACK)
    assert not result.reasons[0].second_person
    assert result.supplied is None
    morphine = shelf.virtual("Morphine 10mg tablets", controlled_drug=ControlledDrug.SCHEDULE_2)
    assert verdict(shelf, morphine.code, unknown).reasons[0].second_person


def test_what_cannot_be_read_asks(shelf):
    for data in ("1234567", "24F5DA-A83008-7EFE6Z", ""):
        result = verdict(shelf, shelf.amlodipine_5.code, data)
        assert said(result) == (ASK, Rule.UNREADABLE)
        assert result.packs[0].gtin is None


def test_the_worst_pack_decides(shelf):
    good, wrong = datamatrix(shelf, shelf.norland_5_28), datamatrix(shelf, shelf.norland_10_28, "S2")
    expired = datamatrix(shelf, shelf.norland_5_28, "S3", "261120")
    assert said(verdict(shelf, shelf.amlodipine_5.code, good, wrong)) == (STOP, Rule.NEAR_MISS)
    assert said(verdict(shelf, shelf.amlodipine_5.code, "1234567", wrong)) == (STOP, Rule.NEAR_MISS)
    assert said(verdict(shelf, shelf.amlodipine_5.code, expired, wrong)) == (STOP, Rule.NEAR_MISS)
    assert said(verdict(shelf, shelf.amlodipine_5.code, good, "1234567")) == (ASK, Rule.UNREADABLE)


def test_expiry_counts_to_the_end_of_its_day(shelf):
    def with_expiry(yymmdd: str) -> Verdict:
        return verdict(shelf, shelf.amlodipine_5.code, datamatrix(shelf, shelf.norland_5_28, expiry=yymmdd), days=7)

    assert said(with_expiry("261120")) == (STOP, Rule.EXPIRED)
    assert said(with_expiry("261121")) == (PASSED, Rule.EQUIVALENT)
    assert said(with_expiry("261100")) == (PASSED, Rule.EQUIVALENT)
    assert said(with_expiry("261000")) == (STOP, Rule.EXPIRED)
    assert why.ShortDated in kinds(with_expiry("261127"))
    assert why.ShortDated not in kinds(with_expiry("261128"))


def test_an_unread_expiry_is_said(shelf):
    result = verdict(shelf, shelf.amlodipine_5.code, shelf.gtin(shelf.norland_5_28).value)
    assert said(result) == (PASSED, Rule.EQUIVALENT)
    assert result.reasons == (why.ExpiryNotRead(0),)


def test_one_box_scanned_twice_stops_even_if_caps_lock_came_between(shelf):
    data = datamatrix(shelf, shelf.norland_5_28, "AB12")
    for again in (data, data.replace("AB12", "ab12")):
        result = verdict(shelf, shelf.amlodipine_5.code, data, again, quantity=amount("56", "tablet"))
        assert said(result) == (STOP, Rule.SAME_PACK_TWICE)


def test_two_boxes_make_up_the_quantity(shelf):
    scans = [datamatrix(shelf, shelf.norland_5_28, serial) for serial in ("S1", "S2")]
    result = verdict(shelf, shelf.amlodipine_5.code, *scans, quantity=amount("56", "tablet"))
    assert said(result) == (PASSED, Rule.EQUIVALENT)
    assert result.supplied == amount("56", "tablet")


def test_boxes_without_serial_numbers_are_counted_by_a_person(shelf):
    ean = shelf.gtin(shelf.norland_5_28).value
    result = verdict(shelf, shelf.amlodipine_5.code, ean, ean, quantity=amount("56", "tablet"))
    assert said(result) == (ASK, Rule.QUANTITY)
    assert why.CountPacks(None, 2) in result.reasons
    assert result.supplied == amount("56", "tablet")


def test_too_little_too_much_and_nothing_ask(shelf):
    one = datamatrix(shelf, shelf.norland_5_28)
    less = verdict(shelf, shelf.amlodipine_5.code, one, quantity=amount("56", "tablet"))
    more = verdict(shelf, shelf.amlodipine_5.code, one, quantity=amount("14", "tablet"))
    assert {said(less), said(more), said(verdict(shelf, shelf.amlodipine_5.code))} == {(ASK, Rule.QUANTITY)}
    assert why.LessScanned(None, amount("56", "tablet"), amount("28", "tablet")) in less.reasons
    assert why.MoreScanned(None, amount("14", "tablet"), amount("28", "tablet"), False) in more.reasons


def test_a_special_container_is_not_split_lightly(shelf):
    pack = shelf.pack(shelf.norland_liquid, amount("100", "ml"), special_container=True)
    result = verdict(shelf, shelf.amlodipine_liquid.code, datamatrix(shelf, pack), quantity=amount("50", "ml"))
    assert why.MoreScanned(None, amount("50", "ml"), amount("100", "ml"), True) in result.reasons


def test_a_capital_makes_no_other_unit(shelf):
    scan = datamatrix(shelf, shelf.norland_5_28)
    result = verdict(shelf, shelf.amlodipine_5.code, scan, quantity=amount("28", "Tablet"))
    assert said(result) == (PASSED, Rule.EQUIVALENT)
    less = verdict(shelf, shelf.amlodipine_5.code, scan, quantity=amount("56", "Tablet"))
    assert why.LessScanned(None, amount("56", "tablet"), amount("28", "tablet")) in less.reasons


def test_units_are_never_converted(shelf):
    result = verdict(
        shelf, shelf.amlodipine_5.code, datamatrix(shelf, shelf.norland_5_28), quantity=amount("1", "pack")
    )
    assert said(result) == (ASK, Rule.QUANTITY)
    assert why.UnitDiffers(None, "pack", "tablet") in result.reasons


def test_no_prescribed_quantity_is_not_a_checked_quantity(shelf):
    result = verdict(shelf, shelf.amlodipine_5.code, datamatrix(shelf, shelf.norland_5_28), quantity=None)
    assert said(result) == (PASSED, Rule.EQUIVALENT)
    assert result.reasons == (why.QuantityNotChecked(None),)


def test_unknown_contents_and_outer_packs_are_counted_by_a_person(shelf):
    bare = shelf.pack(shelf.norland_5, None)
    case = shelf.new_gtin(level=1)
    shelf.codes.append(PackCode(case, shelf.norland_5_28))
    for data, kind in ((datamatrix(shelf, bare), why.ContentsUnknown), (f"]d201{case}", why.OuterPack)):
        result = verdict(shelf, shelf.amlodipine_5.code, data)
        assert said(result) == (ASK, Rule.QUANTITY)
        assert kind in kinds(result)
        assert result.supplied is None


def test_a_shared_gtin_asks_where_its_packs_would_be_judged_differently(shelf):
    shared = shelf.gtin(shelf.norland_5_28)
    shelf.codes.append(PackCode(shared, shelf.norland_10_28))
    result = verdict(shelf, shelf.amlodipine_5.code, datamatrix(shelf, shelf.norland_5_28))
    assert said(result) == (ASK, Rule.UNKNOWN_PACK)
    assert why.SeveralPacks in kinds(result)
    both_wrong = verdict(shelf, shelf.amitriptyline.code, datamatrix(shelf, shelf.norland_5_28))
    assert said(both_wrong) == (STOP, Rule.UNRELATED)
    assert len(result.packs[0].packs) == 2


def test_a_shared_gtin_passes_where_its_packs_agree_and_counts_only_if_their_contents_do(shelf):
    shared = shelf.gtin(shelf.norland_5_28)
    shelf.codes.append(PackCode(shared, shelf.weston_5_28))
    scan = datamatrix(shelf, shelf.norland_5_28)
    assert said(verdict(shelf, shelf.amlodipine_5.code, scan)) == (PASSED, Rule.EQUIVALENT)
    shelf.codes.append(PackCode(shared, shelf.norland_5_56))
    assert said(verdict(shelf, shelf.amlodipine_5.code, scan)) == (ASK, Rule.QUANTITY)


def test_a_part_of_a_combination_pack_is_not_the_pack(shelf):
    part = shelf.norland_5_28
    kit = shelf.pack(shelf.weston_5, amount("1", "pack"), combination=True, components=(part.code,))
    result = verdict(shelf, kit.code, datamatrix(shelf, part))
    assert said(result) == (STOP, Rule.NEAR_MISS)
    assert why.ComponentOnly in kinds(result)


def test_old_stock_is_remarked_on_and_passes(shelf):
    actual = replace(shelf.norland_5, available=False)
    pack = shelf.pack(actual, amount("28", "tablet"), discontinued=True, invalid=True)
    ended = [replace(code, ended=TODAY - timedelta(days=1)) for code in shelf.codes if code.pack == pack]
    shelf.codes = [code for code in shelf.codes if code.pack != pack] + ended
    result = verdict(shelf, shelf.amlodipine_5.code, datamatrix(shelf, pack))
    assert said(result) == (PASSED, Rule.EQUIVALENT)
    assert kinds(result) == {why.Discontinued, why.NotAvailable, why.PackInvalid, why.GtinEnded}


def test_mixed_packs_and_caps_lock_are_remarked_on(shelf):
    other = datamatrix(shelf, shelf.weston_5_28, "S2").swapcase()
    result = verdict(
        shelf, shelf.amlodipine_5.code, datamatrix(shelf, shelf.norland_5_28), other, quantity=amount("56", "tablet")
    )
    assert said(result) == (PASSED, Rule.EQUIVALENT)
    assert kinds(result) == {why.MixedPacks, why.CaseInverted}


def test_packs_of_two_units_have_no_sum(shelf):
    odd = shelf.pack(shelf.weston_5, amount("1", "pack"))
    result = verdict(
        shelf, shelf.amlodipine_5.code, datamatrix(shelf, shelf.norland_5_28), datamatrix(shelf, odd, "S2")
    )
    assert said(result) == (ASK, Rule.QUANTITY)
    assert result.supplied is None
    assert why.UnitDiffers in kinds(result)
