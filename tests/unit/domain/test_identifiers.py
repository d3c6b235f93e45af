"""Identifiers: kept as they came, each with its own check, none standing in for another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispensary.domain.identifiers import (
    Gtin,
    IssueKey,
    ItemId,
    NhsNumber,
    OdsCode,
    PatientId,
    PrescriptionId,
    SnomedCode,
    UserId,
)

DIGITS = st.text(alphabet="0123456789", min_size=1, max_size=20)


def test_two_kinds_with_the_same_text_are_not_equal() -> None:
    assert UserId("1") != PatientId("1")
    assert {UserId("1"): "user"}.get(PatientId("1")) is None  # type: ignore[call-overload]
    assert str(UserId("anna")) == "anna"


@pytest.mark.parametrize("value", ["24F5DA-A83008-7EFE6Z", "DCDDBC-A83008-0AB51O"])
def test_a_prescription_id_with_its_check_character(value: str) -> None:
    checks = [c for c in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ+" if PrescriptionId(value[:-1] + c).is_valid]
    assert len(checks) == 1
    assert PrescriptionId("24F5DA-A83008-7EFE6Z").is_valid


@pytest.mark.parametrize(
    "value", ["", "24F5DA-A83008-7EFE6Y", "24f5da-a83008-7efe6z", "24F5DAA830087EFE6Z", "24F5DA-A83008-7EFE6Z\n"]
)
def test_what_is_no_prescription_id(value: str) -> None:
    assert not PrescriptionId(value).is_valid


@given(st.from_regex(r"[0-9A-F]{6}-[0-9A-Z]{6}-[0-9A-F]{5}", fullmatch=True), st.integers(0, 16))
def test_one_wrong_character_of_a_prescription_id_is_noticed(stem: str, place: int) -> None:
    good = next(stem + c for c in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ+" if PrescriptionId(stem + c).is_valid)
    if good[place] != "-":
        wrong = good[:place] + ("1" if good[place] != "1" else "2") + good[place + 1 :]
        assert not PrescriptionId(wrong).is_valid


@pytest.mark.parametrize(
    ("value", "valid"),
    [
        ("9990548609", True),
        ("9990548608", False),
        ("999054860", False),
        ("99905486O9", False),
        ("９９９０５４８６０９", False),
        ("", False),
    ],
)
def test_nhs_numbers(value: str, valid: bool) -> None:
    assert NhsNumber(value).is_valid is valid


@given(st.integers(999_000_000, 999_999_999))
def test_every_stem_of_an_nhs_number_has_at_most_one_check_digit(stem: int) -> None:
    assert sum(NhsNumber(f"{stem}{digit}").is_valid for digit in range(10)) <= 1


def test_an_nhs_number_is_spaced_only_when_it_is_whole() -> None:
    assert NhsNumber("9990142734").spaced == "999 014 2734"
    assert NhsNumber("12345").spaced == "12345"


@pytest.mark.parametrize(
    ("value", "valid"),
    [
        ("322237000", True),
        ("39732011000001102", True),
        ("322237001", False),
        ("12345", False),
        ("1" * 19, False),
        ("32223700O", False),
        ("", False),
    ],
)
def test_snomed_codes(value: str, valid: bool) -> None:
    assert SnomedCode(value).is_valid is valid


@given(st.text(alphabet="0123456789", min_size=5, max_size=17), st.data())
def test_verhoeff_notices_one_wrong_digit_and_two_swapped(stem: str, data: st.DataObject) -> None:
    (good,) = [stem + digit for digit in "0123456789" if SnomedCode(stem + digit).is_valid]
    place = data.draw(st.integers(0, len(good) - 1))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != good[place]]))
    assert not SnomedCode(good[:place] + other + good[place + 1 :]).is_valid
    if place and good[place] != good[place - 1]:
        swapped = good[: place - 1] + good[place] + good[place - 1] + good[place + 1 :]
        assert not SnomedCode(swapped).is_valid


@pytest.mark.parametrize("digits", ["5012617019844", "05012617019844", "96385074", "036000291452"])
def test_a_gtin_is_always_fourteen_digits(digits: str) -> None:
    gtin = Gtin.of(digits)
    assert gtin is not None
    assert gtin.value == digits.zfill(14)
    assert gtin.is_valid
    assert gtin.packaging_level == 0


@pytest.mark.parametrize(
    "digits", ["", "5012617019845", "501261701983", "50126170198440", "501261701984X", "５０１２６１７０１９８４４"]
)
def test_what_is_no_gtin(digits: str) -> None:
    assert Gtin.of(digits) is None


def test_a_gtin_that_was_not_made_from_digits_is_invalid_and_an_outer_pack_says_so() -> None:
    assert not Gtin("5012617019844").is_valid
    assert not Gtin("0501261701984X").is_valid
    case = Gtin.of("15012617019841")
    assert case is not None
    assert case.packaging_level == 1


@given(DIGITS)
def test_a_gtin_keeps_every_digit(digits: str) -> None:
    gtin = Gtin.of(digits)
    if gtin is not None:
        assert gtin.value.endswith(digits)
        assert Gtin.of(gtin.value) == gtin


def test_an_item_is_the_same_whatever_its_case() -> None:
    assert ItemId("A54219B8-F741-4C47-B662-E4F8DFA49AB6") == ItemId("a54219b8-f741-4c47-b662-e4f8dfa49ab6")


@pytest.mark.parametrize(
    ("value", "valid"), [("A83008", True), ("VNE51", True), ("a83008", False), ("AB", False), ("", False)]
)
def test_ods_codes(value: str, valid: bool) -> None:
    assert OdsCode(value).is_valid is valid


@given(st.from_regex(r"[0-9A-Z-]{1,20}", fullmatch=True), st.integers(1, 99))
def test_an_issue_key_is_read_back(prescription: str, issue: int) -> None:
    key = IssueKey(PrescriptionId(prescription), issue)
    assert IssueKey.parse(str(key)) == key


def test_an_issue_key_without_a_number_is_the_first_issue_and_with_a_wrong_one_an_error() -> None:
    assert IssueKey.parse("24F5DA-A83008-7EFE6Z") == IssueKey(PrescriptionId("24F5DA-A83008-7EFE6Z"), 1)
    with pytest.raises(ValueError, match="invalid literal"):
        IssueKey.parse("24F5DA-A83008-7EFE6Z#")
