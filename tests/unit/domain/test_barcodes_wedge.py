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


def test_a_key_that_sticks_does_not_fill_the_memory():
    typed, scans, _ = type_keys(WedgeReader(), "a" * 5000, 10)
    assert scans == []
    assert len(typed) >= 4000


KEYS = st.lists(st.tuples(st.sampled_from("abc123\x1d\r\t\n"), st.integers(-5, 200)), max_size=60)


@given(KEYS)
def test_every_character_ends_in_one_place_and_in_order(keys):
    reader, now, out, fed = WedgeReader(), 10_000, "", ""
    for character, gap in keys:
        now += gap
        fed += character
        answer = reader.feed(character, now)
        out += answer.typed + (answer.scan or "")
    out += reader.due(now + 1000).typed
    ends = str.maketrans("", "", "\r\n\t")
    assert out.translate(ends) == fed.translate(ends)


@given(st.text(st.sampled_from("abcdef \r"), max_size=40), st.integers(30, 400))
def test_slow_typing_is_never_swallowed(text, gap):
    reader = WedgeReader()
    typed, scans, now = type_keys(reader, text, gap)
    assert typed + reader.due(now + 30).typed == text
    assert scans == []
