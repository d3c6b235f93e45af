"""Whole scans out of whatever pieces the line delivers."""

from hypothesis import given
from hypothesis import strategies as st

from dispensary.adapters.scanner.framing import Framer
from dispensary.application.ports.scanner import Lost

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


def test_a_scan_that_stalls_in_the_middle_is_not_cut_in_two():
    framer = Framer()
    assert framer.feed(b"50123") == []
    assert framer.idle() == []
    assert framer.pending
    assert framer.feed(b"45000176\r") == [b"5012345000176"]
    assert framer.dropped == 0


def test_a_scan_whose_ending_never_comes_is_given_up_and_is_not_joined_to_the_next():
    framer = Framer()
    framer.feed(b"50123")
    framer.give_up()
    assert framer.take_losses() == [(Lost.NO_ENDING, 5)]
    assert framer.feed(b"5012345000176\r") == [b"5012345000176"]
    assert framer.dropped == 1


def test_a_line_that_is_lost_in_the_middle_of_a_scan_tears_it_and_one_lost_between_scans_tears_nothing():
    framer = Framer()
    framer.feed(b"5012345000176\r\n")
    framer.lose()
    assert framer.take_losses() == []
    framer.feed(b"\r50123")
    framer.lose()
    assert framer.take_losses() == [(Lost.TORN, 5)]


def test_a_scanner_that_does_not_send_the_prefix_it_should_is_not_read_but_said():
    framer = Framer(prefix=b"\x02")
    assert framer.feed(b"5012345000176\r\r") == []
    assert framer.take_losses() == [(Lost.NO_BEGINNING, 13)]


def test_an_ending_of_two_bytes_may_come_in_two_pieces():
    framer = Framer(suffix=b"\r\n")
    assert framer.feed(b"50123\r") == []
    assert framer.feed(b"\n4567\r\n") == [b"50123", b"4567"]


def test_endless_noise_is_said_at_once_and_once_and_the_next_scan_is_read():
    framer = Framer(longest=100)
    assert framer.feed(b"x" * 101) == []
    assert framer.take_losses() == [(Lost.TOO_LONG, 101)]
    for _ in range(50):
        assert framer.feed(b"x" * 60) == []
    assert framer.feed(b"tail\r5012345000176\r") == [b"5012345000176"]
    assert framer.take_losses() == []
    assert framer.dropped == 1


def test_a_scan_of_a_mebibyte_is_dropped_and_never_held():
    framer = Framer()
    for _ in range(256):
        assert framer.feed(b"\x00\x07y\xff" * 1024) == []
        assert len(framer._buffer) <= 4096
    assert framer.feed(b"\r5012345000176\r") == [b"5012345000176"]
    assert framer.dropped == 1


def test_after_noise_a_prefix_shows_where_the_next_scan_begins():
    framer = Framer(prefix=b"\x02", suffix=b"\x03", longest=100)
    framer.feed(b"x" * 150)
    assert framer.feed(b"noise\x025012345000176\x03") == [b"5012345000176"]
    assert framer.dropped == 1


@given(
    st.lists(st.one_of(st.binary(max_size=30), st.sampled_from([b"\r", b"\x02", b"\x00" * 9])), max_size=40), st.data()
)
def test_whatever_comes_the_memory_is_bounded_and_every_byte_is_read_or_counted(pieces, data):
    framer = Framer(prefix=data.draw(st.sampled_from([b"", b"\x02"])), longest=20)
    for piece in pieces:
        before = framer.dropped
        out = framer.feed(piece)
        assert all(0 < len(scan) <= 20 for scan in out)
        assert len(framer._buffer) <= 20
        assert framer.dropped - before == len(framer.take_losses())
    framer.lose()
    assert not framer.pending


def test_one_that_is_too_long_is_dropped_even_where_it_comes_whole_and_its_neighbour_is_read():
    framer = Framer(longest=10)
    assert framer.feed(b"x" * 20 + b"\rabc\r") == [b"abc"]
    assert framer.take_losses() == [(Lost.TOO_LONG, 20)]
