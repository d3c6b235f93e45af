"""Whole scans out of whatever pieces the line delivers."""

from hypothesis import given
from hypothesis import strategies as st

from dispensary.adapters.scanner.framing import Framer

SCANS = st.lists(st.binary(min_size=1, max_size=40).filter(lambda scan: not set(scan) & set(b"\r\n\x02")), max_size=6)


@given(SCANS, st.lists(st.integers(1, 15)), st.sampled_from([b"\r", b"\n", b"\r\n", b"\t\t"]))
def test_scans_come_out_whole_however_the_bytes_arrive(scans, cuts, suffix):
    scans = [scan for scan in scans if b"\t" not in scan]
    data = b"".join(scan + suffix for scan in scans)
    framer, out = Framer(suffix=suffix), []
    for cut in cuts:
        piece, data = data[:cut], data[cut:]
        out += framer.feed(piece)
    out += framer.feed(data)
    assert out == scans
    assert framer.idle() == []


def test_carriage_return_and_line_feed_are_one_ending_even_if_only_one_was_expected():
    assert Framer().feed(b"A1\r\nB2\r\n") == [b"A1", b"B2"]


def test_the_separator_inside_a_scan_survives():
    assert Framer().feed(b"]d201\x1d21A\r") == [b"]d201\x1d21A"]


def test_a_scanner_without_a_suffix_ends_its_scans_by_silence():
    framer = Framer(suffix=b"")
    assert framer.feed(b"50123") == []
    assert framer.feed(b"45000176") == []
    assert framer.idle() == [b"5012345000176"]
    assert framer.idle() == []


def test_with_a_prefix_the_rest_of_a_torn_scan_is_dropped():
    framer = Framer(prefix=b"\x02", suffix=b"\x03")
    assert framer.feed(b"000176\x03\x025012345000176\x03") == [b"5012345000176"]
    assert framer.feed(b"501\x025012345000176\x03\x02\x03") == [b"5012345000176"]
    assert framer.dropped == 2


def test_endless_noise_is_dropped_and_the_next_scan_is_read():
    framer = Framer(longest=100)
    for _ in range(50):
        assert framer.feed(b"x" * 60) == []
    assert framer.feed(b"tail\r5012345000176\r") == [b"5012345000176"]
    assert framer.dropped == 1
