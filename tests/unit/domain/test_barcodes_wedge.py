"""A scanner that types must never end in a text field, and a person who types must never lose a letter."""

from hypothesis import given
from hypothesis import strategies as st

from dispensary.domain.barcodes import WedgeReader


def type_keys(reader: WedgeReader, text: str, gap: int, start: int = 1000) -> tuple[str, list[str], int]:
    typed, scans, now = "", [], start
    for character in text:
        now += gap
        keys = reader.feed(character, now)
        typed += keys.typed
        scans += [keys.scan] if keys.scan is not None else []
    return typed, scans, now


def test_a_fast_burst_with_enter_is_a_scan_and_nothing_is_typed():
    typed, scans, _ = type_keys(WedgeReader(), "]d2010501\x1d21A\r", 3)
    assert (typed, scans) == ("", ["]d2010501\x1d21A"])


def test_the_line_feed_after_the_carriage_return_belongs_to_the_scan():
    reader = WedgeReader()
    typed, scans, now = type_keys(reader, "5012345000176\r\n", 3)
    assert (typed, scans) == ("", ["5012345000176"])
    assert type_keys(reader, "\r", 500, now)[0] == "\r"


def test_two_scans_one_after_the_other_are_two():
    assert type_keys(WedgeReader(), "5012345000176\t9876543210987\t", 2)[1] == ["5012345000176", "9876543210987"]


def test_typing_comes_through_in_order_with_its_enter():
    reader = WedgeReader()
    typed, scans, now = type_keys(reader, "amlodipine\r", 90)
    assert (typed, scans) == ("amlodipine\r", [])
    assert reader.due(now + 30).typed == ""


def test_the_last_letter_comes_through_after_the_pause():
    reader = WedgeReader()
    typed, _, now = type_keys(reader, "abc", 90)
    assert (typed, reader.holding) == ("ab", True)
    assert reader.due(now + 29).typed == ""
    assert reader.due(now + 30).typed == "c"
    assert not reader.holding


def test_a_short_fast_burst_is_typing():
    assert type_keys(WedgeReader(), "1bd\r", 5)[:2] == ("1bd\r", [])


def test_letters_typed_just_before_a_scan_are_not_part_of_it():
    reader = WedgeReader()
    typed, _, now = type_keys(reader, "ab", 100)
    more, scans, _ = type_keys(reader, "5012345000176\r", 3, now + 200)
    assert (typed + more, scans) == ("ab", ["5012345000176"])


def test_a_flood_of_keys_is_neither_typed_nor_a_scan_nor_held_and_is_said():
    reader, typed, thrown = WedgeReader(), "", []
    for number in range(20_000):
        keys = reader.feed("a", 1000 + number)
        assert keys.scan is None
        typed += keys.typed
        thrown.append(keys.thrown)
    keys = reader.feed("\r", 21_001)
    assert (typed, keys.typed, keys.scan) == ("", "", None)
    assert sum(thrown) == 20_000
    assert reader.holding
    assert reader.due(21_100).typed == ""
    assert type_keys(reader, "5012345000176\r", 3, 22_000)[:2] == ("", ["5012345000176"])


def test_how_long_a_scan_took_and_its_longest_pause():
    reader = WedgeReader()
    type_keys(reader, "50123", 4, 0)
    reader.feed("6", 45)
    keys = reader.feed("\r", 49)
    assert (keys.scan, keys.took_ms, keys.gap_ms) == ("501236", 45, 25)
    type_keys(reader, "x", 4, 200)
    assert reader.feed("\t", 206).scan is None


KEYS = st.lists(st.tuples(st.sampled_from("abc123\x1d\r\t\n"), st.integers(-5, 200)), max_size=60)


@given(KEYS)
def test_every_character_ends_in_one_place_and_in_order(keys):
    reader, now, out, fed = WedgeReader(), 10_000, "", ""
    for character, gap in keys:
        now += gap
        fed += character
        answer = reader.feed(character, now)
        out += answer.typed + (answer.scan or "")
        assert answer.thrown == 0
    out += reader.due(now + 1000).typed
    ends = str.maketrans("", "", "\r\n\t")
    assert out.translate(ends) == fed.translate(ends)


@given(st.text(st.sampled_from("abcdef \r"), max_size=40), st.integers(30, 400))
def test_slow_typing_is_never_swallowed(text, gap):
    reader = WedgeReader()
    typed, scans, now = type_keys(reader, text, gap)
    assert typed + reader.due(now + 30).typed == text
    assert scans == []


@given(
    st.lists(
        st.tuples(st.text("abc123 ", min_size=1, max_size=5), st.sampled_from("\r\t"), st.integers(30, 500)),
        max_size=20,
    ),
    st.data(),
)
def test_bursts_that_are_too_short_for_a_scan_are_typed_however_fast(bursts, data):
    """A quick roll over the keys, a figure and Enter, a text expander that ends with Enter after a few letters."""
    reader, now, typed, meant = WedgeReader(), 1000, "", ""
    for word, end, pause in bursts:
        now += pause
        for character in word + end:
            keys = reader.feed(character, now)
            now += data.draw(st.integers(0, 29))
            assert keys.scan is None
            typed += keys.typed
        meant += word + end
    assert typed + reader.due(now + 30).typed == meant


@given(
    st.text("0123456789ABd\x1d]()", min_size=6, max_size=80),
    st.data(),
    st.integers(10, 100),
)
def test_a_burst_within_the_longest_pause_is_a_scan_whatever_its_rhythm(code, data, longest):
    reader, now = WedgeReader(maximum_gap_ms=longest), 1000
    for character in code:
        assert reader.feed(character, now).typed == ""
        now += data.draw(st.integers(0, longest - 1))
    keys = reader.feed("\r", now)
    assert (keys.typed, keys.scan) == ("", code)


@given(st.text("0123456789", min_size=7, max_size=40), st.data())
def test_a_burst_with_one_pause_too_long_is_never_a_scan_of_the_whole(code, data):
    cut = data.draw(st.integers(1, len(code) - 1))
    reader = WedgeReader()
    first, _, now = type_keys(reader, code[:cut], 3)
    second, scans, _ = type_keys(reader, code[cut:] + "\r", 3, now + 30)
    assert code not in scans
    assert first + second in (code[:cut], code + "\r")
