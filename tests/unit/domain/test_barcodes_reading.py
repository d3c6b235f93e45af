"""What a dispenser's scanner sends, in every shape it is known to come in."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.fake_dictionary import gtin_of

from dispensary.domain.barcodes import FaultCode, ScanKind, ScanWarning, Symbology, read_scan
from dispensary.domain.barcodes.application_identifiers import Part
from dispensary.domain.identifiers import PrescriptionId

TODAY = date(2026, 11, 21)
GS = "\x1d"
GTIN = gtin_of(501234500017)
EAN = GTIN.value[1:]
EXPIRY = "17301228"
BODY = f"01{GTIN}{EXPIRY}10L47279{GS}21KM249EAZ57S5"
INVARIANT = st.text(st.sampled_from("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789-./_"), min_size=1, max_size=20)


def read(data: str):
    return read_scan(data, today=TODAY)


def fault(data: str) -> FaultCode | None:
    scan = read(data)
    assert not scan.ok
    assert scan.gtin is None
    return scan.error and scan.error.code


def test_a_whole_datamatrix_gives_every_field():
    scan = read("]d2" + BODY)
    assert (scan.ok, scan.kind, scan.symbology) == (True, ScanKind.PACK, Symbology.GS1_DATAMATRIX)
    assert (scan.gtin, scan.expiry, scan.batch, scan.serial) == (GTIN, date(2030, 12, 28), "L47279", "KM249EAZ57S5")
    assert scan.complete
    assert scan.warnings == ()
    assert [element.ai for element in scan.elements] == ["01", "17", "10", "21"]
    assert scan.raw == "]d2" + BODY


@pytest.mark.parametrize("symbology", ["]d2", "]d8", "]C1", "]Q3", "]J1", "]e0", ""])
def test_every_gs1_carrier_reads_alike(symbology):
    assert read(symbology + BODY).serial == "KM249EAZ57S5"


@pytest.mark.parametrize(
    "mark",
    [
        "~",
        "|",
        "^",
        "\x1b",
        "^]",
        "{GS}",
        "<GS>",
        "[gs]",
        "¬",
        "¦",
        "\u2194",
        "\u241d",
        "<FNC1>",
        "{FNC1}",
        "[fnc1]",
        "\\x1d",
        "\\u001D",
    ],
)
def test_a_keyboard_may_send_something_else_for_the_separator(mark):
    scan = read(BODY.replace(GS, mark))
    assert (scan.batch, scan.serial, scan.complete) == ("L47279", "KM249EAZ57S5", True)


@pytest.mark.parametrize("before", ["", "\x02", GS, "\n", "^"])
@pytest.mark.parametrize("after", ["", "\r", "\r\n", "\t", f"{GS}\r", "\x03"])
def test_frames_around_a_scan_do_not_matter(before, after):
    marked = BODY if before != "^" else BODY.replace(GS, "^")
    assert read(before + marked + after).complete


def test_the_form_printed_for_people_reads_too():
    assert read(f"(01){GTIN}(17)301228(10)L47279(21)KM249EAZ57S5").complete


def test_the_order_of_the_fields_is_free():
    scan = read(f"10L47279{GS}{EXPIRY}21KM249{GS}01{GTIN}")
    assert (scan.gtin, scan.batch, scan.serial, scan.complete) == (GTIN, "L47279", "KM249", True)


@pytest.mark.parametrize(
    ("data", "symbology", "gtin"),
    [
        (EAN, Symbology.EAN_13, GTIN.value),
        ("]E0" + EAN, Symbology.EAN_13, GTIN.value),
        (GTIN.value, None, GTIN.value),
        ("]I1" + GTIN.value, Symbology.ITF_14, GTIN.value),
        ("]E496385074", Symbology.EAN_8, "00000096385074"),
        ("96385074", Symbology.EAN_8, "00000096385074"),
        ("036000291452", Symbology.UPC_A, "00036000291452"),
        ("]E00036000291452", Symbology.EAN_13, "00036000291452"),
    ],
)
def test_plain_numbers_are_padded_to_fourteen_digits(data, symbology, gtin):
    scan = read(data)
    assert (scan.ok, scan.symbology, str(scan.gtin)) == (True, symbology, gtin)
    assert (scan.complete, scan.expiry) == (False, None)


def test_an_outer_pack_keeps_its_own_number():
    outer = gtin_of(501234500017, level=3)
    scan = read(f"]d201{outer}")
    assert (scan.gtin, scan.packaging_level) == (outer, 3)
    assert ScanWarning.OUTER_PACK in scan.warnings


@pytest.mark.parametrize("identifier", ["]E0", "]d201", "", "01"])
def test_a_wrong_check_digit_is_never_repaired(identifier):
    number = GTIN.value if identifier.endswith("01") else EAN
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert fault(identifier + wrong) is FaultCode.CHECK_DIGIT


@pytest.mark.parametrize(
    ("expiry", "code"),
    [
        ("301328", FaultCode.IMPOSSIBLE_MONTH),
        ("300028", FaultCode.IMPOSSIBLE_MONTH),
        ("301232", FaultCode.IMPOSSIBLE_DAY),
        ("300231", FaultCode.IMPOSSIBLE_DAY),
        ("270229", FaultCode.IMPOSSIBLE_DAY),
        ("3O1228", FaultCode.BAD_CHARACTER),
    ],
)
def test_an_impossible_date_is_no_reading(expiry, code):
    assert fault(f"]d201{GTIN}17{expiry}10L1{GS}21S1") is code
    assert fault(f"01{GTIN}17{expiry}10L1") is code


@pytest.mark.parametrize(
    ("yymmdd", "day"),
    [
        ("280200", date(2028, 2, 29)),
        ("270200", date(2027, 2, 28)),
        ("261100", date(2026, 11, 30)),
        ("760526", date(2076, 5, 26)),
        ("770526", date(1977, 5, 26)),
    ],
)
def test_day_zero_is_the_last_of_the_month_and_the_century_follows_gs1(yymmdd, day):
    assert read(f"]d201{GTIN}17{yymmdd}10L1{GS}21S1").expiry == day


def test_the_century_turns_with_the_day_of_reading():
    data = f"]d201{GTIN}1702010110L1{GS}21S1"
    assert read_scan(data, today=date(2060, 1, 1)).expiry == date(2102, 1, 1)
    assert read_scan(data).expiry == date(2002, 1, 1)


@pytest.mark.parametrize(
    ("yymmdd", "today"),
    [("000229", date(2060, 1, 1)), ("010228", date(9999, 1, 1)), ("990228", date(1, 1, 1))],
)
def test_a_day_that_its_century_does_not_have_is_no_reading(yymmdd, today):
    scan = read_scan(f"]d201{GTIN}17{yymmdd}10L1{GS}21S1", today=today)
    assert not scan.ok
    assert scan.error is not None
    assert scan.error.code is FaultCode.IMPOSSIBLE_DAY


def test_the_twenty_ninth_of_february_2000_is_a_day():
    assert read_scan(f"]d201{GTIN}1700022910L1{GS}21S1", today=TODAY).expiry == date(2000, 2, 29)


def test_a_lost_separator_leaves_only_the_pack_number():
    scan = read(BODY.replace(GS, ""))
    assert (scan.ok, scan.gtin, scan.complete) == (True, GTIN, False)
    assert (scan.expiry, scan.batch, scan.serial) == (None, None, None)


def test_an_overlong_field_means_a_lost_separator_only_where_nothing_vouches_for_the_scan():
    lost = f"01{GTIN}21KM249EAZ57S5{EXPIRY}10L47279"
    scan = read(lost)
    assert (scan.ok, scan.gtin, scan.complete) == (True, GTIN, False)
    assert ScanWarning.SEPARATOR_LOST in scan.warnings
    assert fault("]d2" + lost) is FaultCode.TOO_LONG
    assert fault(lost + f"{GS}99X") is FaultCode.TOO_LONG


def test_caps_lock_is_seen_and_said():
    scan = read(BODY.swapcase())
    assert (scan.gtin, scan.expiry) == (GTIN, date(2030, 12, 28))
    assert ScanWarning.CASE_INVERTED in scan.warnings
    assert ScanWarning.CASE_INVERTED in read(("]d2" + BODY).swapcase()).warnings
    assert ScanWarning.CASE_INVERTED not in read(f"]d201{GTIN}{EXPIRY}10l1{GS}21s1").warnings


def test_caps_lock_turns_one_symbology_identifier_into_another():
    assert read("]e0" + EAN).symbology is Symbology.EAN_13
    assert read("]E001" + GTIN.value).symbology is Symbology.GS1_DATABAR


@pytest.mark.parametrize(
    "data",
    [
        EAN + gtin_of(509876500001).value[1:],
        "96385074" + EAN,
        f"]E0{EAN}]E0{EAN}",
        f"]d2{BODY}]d2{BODY}",
        f"{BODY}\r\n{BODY}",
        f"]d2{BODY}{GS}{BODY}",
        BODY.replace(GS, "") * 2,
        f"]d201{GTIN}{EXPIRY}10L1{GS}21S1{EAN}",
        f"]E0{EAN}{EAN}",
        f"P1234]E0{EAN}",
        f"]d201{GTIN}{EXPIRY}10L1{GS}21S1(01){gtin_of(509876500001)}",
        f"01{GTIN}{EXPIRY}10L1https://id.gs1.org/01/{gtin_of(509876500001)}",
        f"https://id.gs1.org/01/{EAN}https://id.gs1.org/01/{gtin_of(509876500001)}",
    ],
)
def test_two_scans_run_together_are_no_scan(data):
    assert fault(data) is FaultCode.TWO_SCANS


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("", FaultCode.EMPTY),
        ("\r\n", FaultCode.EMPTY),
        (GS, FaultCode.EMPTY),
        ("P123456789", FaultCode.NOT_A_PACK_CODE),
        ("]C0PIP1234567", FaultCode.NOT_A_PACK_CODE),
        ("]d1" + BODY, FaultCode.NOT_A_PACK_CODE),
        ("]A0" + EAN, FaultCode.NOT_A_PACK_CODE),
        ("https://example.org/leaflet", FaultCode.NOT_A_PACK_CODE),
        ("https://", FaultCode.NOT_A_PACK_CODE),
        ("1234567", FaultCode.OTHER_NUMBER),
        ("]E0" + EAN[:-1], FaultCode.WRONG_LENGTH),
        ("]E0" + EAN[:-1] + "X", FaultCode.BAD_CHARACTER),
        (f"]d2{EXPIRY}10L1", FaultCode.NO_GTIN),
        ("]d2" + "00" + "373400306809981733", FaultCode.OUTER_CASE),
        (f"]d202{GTIN}3712", FaultCode.OUTER_CASE),
        (f"]d201{GTIN}3712", FaultCode.OUTER_CASE),
        (f"]d201{GTIN}89ABC", FaultCode.UNKNOWN_FIELD),
        (f"]d201{GTIN}10{GS}21S", FaultCode.TOO_SHORT),
        (f"]d201{GTIN}10A#B", FaultCode.BAD_CHARACTER),
        (f"01{GTIN}10A~21B|99C", FaultCode.BAD_CHARACTER),
        (f"]d201{GTIN}240A{GS}240B", FaultCode.CONTRADICTION),
        (f"]d201{GTIN}10A{GS}10B", FaultCode.TWO_SCANS),
        ("()", FaultCode.NOT_A_PACK_CODE),
        ("9" * 3000, FaultCode.TWO_SCANS),
    ],
)
def test_what_is_no_pack_code_says_why(data, code):
    assert fault(data) is code


def test_a_composite_carries_its_fields_beside_the_number():
    scan = read(f"]E0{EAN}|]e0{EXPIRY}10L1{GS}21S1")
    assert (scan.gtin, scan.batch, scan.complete) == (GTIN, "L1", True)
    assert fault(f"]E0{EAN}|]e0{EXPIRY}10") is FaultCode.TOO_SHORT


def test_a_web_address_in_gs1_form_is_a_pack_code():
    scan = read(f"]Q1https://id.gs1.org/01/{EAN}/10/L%2F1/21/S1?17=301200&utm=x")
    assert (scan.gtin, scan.batch, scan.serial, scan.expiry) == (GTIN, "L/1", "S1", date(2030, 12, 31))
    assert read(f"https://example.org/x/01/{GTIN}").ok
    assert read(f"]Q3https://example.org/01/{GTIN}").ok
    assert fault(f"https://id.gs1.org/01/{GTIN}/21/S/10/B") is FaultCode.NOT_A_PACK_CODE
    assert fault(f"https://id.gs1.org/01/{GTIN}/10") is FaultCode.NOT_A_PACK_CODE
    assert fault(f"https://id.gs1.org/01/{GTIN}?17=301332") is FaultCode.IMPOSSIBLE_MONTH
    assert fault(f"https://id.gs1.org/01/{GTIN.value[:-1]}{(int(GTIN.value[-1]) + 1) % 10}") is FaultCode.CHECK_DIGIT


@pytest.mark.parametrize(
    "data", ["24F5DA-A83008-7EFE6Z", "24f5daa830087efe6z", "]C024F5DAA830087EFE6Z\r", " 24f5da-a83008-7efe6z "]
)
def test_a_prescription_id_is_known_for_what_it_is(data):
    scan = read(data)
    assert (scan.ok, scan.kind) == (False, ScanKind.PRESCRIPTION)
    assert scan.prescription == PrescriptionId("24F5DA-A83008-7EFE6Z")


def test_a_mistyped_prescription_id_is_named_and_not_used():
    scan = read("24F5DA-A83008-7EFE6Y")
    assert (scan.kind, scan.prescription) == (ScanKind.PRESCRIPTION, None)
    assert scan.error is not None


def test_a_field_that_is_not_written_in_the_notation_of_gs1_is_a_mistake_of_ours():
    with pytest.raises(ValueError):
        Part.of("Q7")


@given(batch=INVARIANT, serial=INVARIANT, number=st.integers(0, 10**12 - 1))
def test_whatever_a_maker_prints_is_read_back(batch, serial, number):
    gtin = gtin_of(number)
    scan = read(f"]d201{gtin}{EXPIRY}10{batch}{GS}21{serial}")
    if gtin.value[1:] in (batch + " " + serial):
        return
    assert (scan.gtin, scan.batch, scan.serial, scan.complete) == (gtin, batch, serial, True)


@given(batch=INVARIANT, serial=INVARIANT)
def test_without_separators_no_field_is_ever_believed(batch, serial):
    scan = read(f"01{GTIN}{EXPIRY}10{batch}21{serial}")
    assert (scan.expiry, scan.batch, scan.serial, scan.complete) == (None, None, None, False)
    assert not scan.ok or scan.gtin == GTIN


@given(st.text(max_size=60))
def test_anything_at_all_is_answered(data):
    scan = read(data)
    assert scan.ok == (scan.gtin is not None)
    assert scan.ok != (scan.kind is not ScanKind.PACK)
    assert scan.gtin is None or scan.gtin.is_valid
    assert scan.raw == data


@given(st.text(st.sampled_from("0123456789"), min_size=12, max_size=14), st.integers(0, 13), st.integers(1, 9))
def test_no_single_wrong_digit_passes(digits, place, shift):
    scan = read(digits)
    if scan.ok and place < len(digits):
        wrong = digits[:place] + str((int(digits[place]) + shift) % 10) + digits[place + 1 :]
        assert not read(wrong).ok
