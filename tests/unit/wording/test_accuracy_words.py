"""What the accuracy check says, in the words that a dispenser reads."""

from dataclasses import fields
from datetime import date

import pytest
from tests.fakes.fake_dictionary import amount, gtin_of

from dispensary.domain.accuracy import Outcome, Reason, Rule, Verdict
from dispensary.domain.accuracy import reasons as why
from dispensary.domain.barcodes import Fault, FaultCode, ScanKind, ScanWarning
from dispensary.wording.accuracy import (
    Difference,
    DifferenceKind,
    difference,
    not_a_pack,
    reason,
    scan_fault,
    scan_warning,
    sentences,
)

FIVE = (why.Strength("Amlodipine", amount("5", "mg")),)
TEN = (why.Strength("Amlodipine", amount("10", "mg")),)
DAY = date(2026, 12, 3)

REASONS: tuple[tuple[Reason, str], ...] = (
    (why.StrengthDiffers(0, FIVE, TEN), "10 mg scanned, 5 mg prescribed."),
    (
        why.StrengthDiffers(
            0,
            (why.Strength("Amoxicillin", amount("125", "mg"), amount("5", "ml")),),
            (why.Strength("Amoxicillin", amount("250", "mg"), amount("5", "ml")),),
        ),
        "250 mg in 5 ml scanned, 125 mg in 5 ml prescribed.",
    ),
    (
        why.StrengthDiffers(
            0, (*FIVE, why.Strength("Valsartan", None)), (*FIVE, why.Strength("Valsartan", amount("80", "mg")))
        ),
        "Amlodipine 5 mg and Valsartan 80 mg scanned, Amlodipine 5 mg and Valsartan strength not recorded prescribed.",
    ),
    (why.MedicineDiffers(0, "A tablets", "B tablets"), "Another medicine: B tablets scanned, A tablets prescribed."),
    (why.FormDiffers(0, "Tablet", "Capsule"), "Form: Capsule scanned, Tablet prescribed."),
    (why.RouteDiffers(0, ("Oral",), ("Rectal", "Oral")), "Route: Rectal, Oral scanned, Oral prescribed."),
    (why.FlagDiffers(0, why.Flag.SUGAR_FREE, True), "Not sugar free scanned, sugar free prescribed."),
    (why.FlagDiffers(0, why.Flag.CFC_FREE, False), "Cfc free scanned, not cfc free prescribed."),
    (why.BrandDiffers(0, "A (X)", "A (Y)", True), "Another supplier: A (Y) scanned, A (X) prescribed."),
    (why.BrandDiffers(0, "Astar (X)", "A (Y)"), "Another brand: A (Y) scanned, Astar (X) prescribed."),
    (why.Expired(1, DAY), "Expired on 3 Dec 2026. Take pack 2 out of stock."),
    (why.ShortDated(0, DAY), "Short-dated: pack 1 expires on 3 Dec 2026."),
    (
        why.LessScanned(None, amount("56", "tablet"), amount("28", "tablet")),
        "28 tablets scanned, 56 tablets prescribed.",
    ),
    (why.QuantityNotChecked(None), "Quantity not checked: the prescribed quantity is not known."),
    (why.Unreadable(0, ScanKind.LABEL, None), "This is a medicine label of ours, not a pack."),
    (why.Unreadable(0, ScanKind.UNKNOWN, Fault(FaultCode.CHECK_DIGIT)), "The check digit of the pack number is wrong."),
    (why.SeveralPacks(0, gtin_of(1), ("A", "B")), "This code belongs to several packs: A; B."),
    (why.ParentsDiffer(0, "A 28"), "The dictionary has A 28 under two different products."),
    (why.PharmacistChooses(0, "0009", "A (X)"), "A pharmacist chooses the product"),
    (why.UnknownPack(0, gtin_of(1), True), "a second person checks it too."),
    (why.MoreScanned(None, amount("1", "ml"), amount("2", "ml"), True), "it is not split lightly."),
    (why.MoreScanned(None, amount("1", "ml"), amount("2", "ml"), False), "split pack"),
    (why.PrescribedUnknown(0, "123"), "does not know the prescribed code 123"),
    (why.PrescribedUnknown(0, "123", True), "without strength or form"),
    (why.UnitDiffers(None, "pack", "tablet"), "The pack is counted in tablet, the prescription in pack."),
    (why.ExpiryNotRead(0), "Expiry date of pack 1 not checked"),
    (why.GtinEnded(0, "A", DAY), "The code of A ended on 3 Dec 2026."),
    (why.MixedPacks(None, ("A", "B")), "A; B"),
)


def every_reason() -> set[type[Reason]]:
    return {kind for kind in vars(why).values() if isinstance(kind, type) and issubclass(kind, Reason)}


@pytest.mark.parametrize(("found", "words"), REASONS)
def test_a_reason_says_what_was_scanned_and_what_was_prescribed(found, words):
    assert words in reason(found)


def test_no_kind_of_reason_is_without_words():
    """Built from its evidence alone, so a new kind of reason fails here until somebody words it."""
    samples = {
        "prescribed": "A", "scanned": "B", "pack": "P", "packs": 2, "name": "N", "serial": "S", "first": 0, "level": 1,
        "batches": ("TR4071",), "title": "Ramipril", "recall": 3, "good": 2, "needed": 20,
    }  # fmt: skip
    worded = {type(found) for found, _ in REASONS}
    for kind in every_reason() - worded - {Reason, why.NearMiss, why.PrescribedDoubted, why.QuantityReason}:
        found = kind(**{one.name: samples.get(one.name) for one in fields(kind)})
        assert reason(found).endswith(".")


@pytest.mark.parametrize("code", list(FaultCode))
@pytest.mark.parametrize("ai", [None, "01", "10", "240"])
def test_every_fault_of_a_scan_has_its_words(code, ai):
    words = scan_fault(Fault(code, ai))
    assert words.endswith(".")
    assert "{" not in words
    assert "!" not in words


def test_faults_name_the_field_and_what_to_do():
    assert scan_fault(Fault(FaultCode.TOO_LONG, "10")).startswith("The batch number is longer than 20 characters.")
    assert scan_fault(Fault(FaultCode.IMPOSSIBLE_MONTH, "17")).startswith("The expiry date has a month")
    assert "(240)" in scan_fault(Fault(FaultCode.TOO_LONG, "240"))
    assert "check character" in not_a_pack(ScanKind.PRESCRIPTION, Fault(FaultCode.CHECK_DIGIT))


@pytest.mark.parametrize("warning", list(ScanWarning))
def test_every_warning_has_its_words(warning):
    assert scan_warning(warning).endswith(".")


def verdict(*reasons: Reason) -> Verdict:
    return Verdict(Outcome.STOP, Rule.NEAR_MISS, reasons, None, ())


@pytest.mark.parametrize(
    ("reasons", "shown"),
    [
        ((why.FormDiffers(0, "Tablet", "Capsule"), why.StrengthDiffers(0, FIVE, TEN)), ("strength", "5 mg", "10 mg")),
        ((why.StrengthDiffers(0, FIVE, TEN), why.MedicineDiffers(1, "A", "B")), ("drug", "A", "B")),
        ((why.FormDiffers(0, "Tablet", "Capsule"),), ("form", "Tablet", "Capsule")),
        ((why.FlagDiffers(0, why.Flag.SUGAR_FREE, True),), ("other", "sugar free", "not sugar free")),
        ((why.RouteDiffers(0, ("Oral",), ("Rectal",)),), ("other", "Oral", "Rectal")),
        ((why.BrandDiffers(0, "A (X)", "A (Y)"),), ("other", "A (X)", "A (Y)")),
        ((why.PackSizeDiffers(0, "28", "56"),), ("other", "28", "56")),
        ((why.Expired(0, DAY),), ("expired", "in date", "expired 3 Dec 2026")),
        ((why.Expired(0, DAY), why.PackRecalled(0, 3, "Ramipril")), ("recalled", "not recalled", "recalled (3)")),
        ((why.SamePackTwice(1, 0, "S"),), ("other", "another box", "the same box again")),
        (
            (why.LessScanned(None, amount("56", "tablet"), amount("1", "tablet")),),
            ("quantity", "56 tablets", "1 tablet"),
        ),
    ],
)
def test_the_stop_screen_shows_the_one_difference_that_matters_most(reasons, shown):
    kind, expected, scanned = shown
    assert difference(verdict(*reasons)) == Difference(DifferenceKind(kind), expected, scanned)


def test_where_nothing_can_be_compared_there_is_no_difference():
    assert difference(verdict(why.UnknownPack(0, gtin_of(1), False))) is None
    assert difference(Verdict(Outcome.PASS, Rule.EXACT, (why.ExpiryNotRead(0),), None, ())) is None


def test_the_same_sentence_is_said_once():
    twice = verdict(why.FormDiffers(0, "Tablet", "Capsule"), why.FormDiffers(1, "Tablet", "Capsule"))
    assert sentences(twice) == ("Form: Capsule scanned, Tablet prescribed.",)
