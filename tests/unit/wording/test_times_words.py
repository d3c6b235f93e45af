"""Times as people say them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dispensary.wording.times import born_words, long_day_words, span_words, waiting_words

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(-3, "0 min"), (0, "0 min"), (24, "24 min"), (60, "1 h"), (78, "1 h 18"), (1440, "1 day"), (2900, "2 days")],
)
def test_spans(minutes: int, words: str) -> None:
    assert span_words(timedelta(minutes=minutes)) == words


def test_late_is_said_with_how_late() -> None:
    assert waiting_words(NOW - timedelta(minutes=24), NOW - timedelta(minutes=4), NOW) == ("24 min", "4 min late", True)
    assert waiting_words(NOW - timedelta(minutes=2), NOW + timedelta(minutes=78), NOW) == ("12:00", "in 1 h 18", False)
    assert waiting_words(NOW - timedelta(minutes=7), None, NOW) == ("7 min", "", False)


def test_born() -> None:
    assert born_words(date(1953, 3, 14), NOW.date()) == "14 Mar 1953 · 73 years"
    assert born_words(None, NOW.date()) == "date of birth not recorded"
    assert long_day_words(NOW.date()) == "Monday 23 November 2026"
