"""The oracle over directions that lost a word: it lets pass what the rest says, and nothing that it does not."""

import pytest
from tests.bench.dropped_words import Answer, dropped, follows

UNREAD: Answer = {"parsed": False}


def answer(dose: str, often: str, most: str | None = None) -> Answer:
    step = {"dose_min": dose, "dose_max": most or dose}
    return {"parsed": True, "dose_min": dose, "dose_max": most or dose, "per_day_max": often, "steps": [step]}


@pytest.mark.parametrize(
    ("left", "before", "after"),
    [
        ("take one daily", answer("1", "2"), answer("1", "1")),
        ("1 om on", answer("1", "2", "2"), answer("1", "2")),
        ("take 1 tablet hourly", answer("1", "3"), answer("1", "24")),
        ("change patch weekly", answer("1", "0.285714"), answer("1", "0.142857")),
        ("one wed fri", answer("1", "0.428571"), answer("1", "0.285714")),
        ("take tablets three times a day", answer("2", "3"), UNREAD),
    ],
)
def test_what_the_words_left_say_may_be_read(left: str, before: Answer, after: Answer) -> None:
    assert follows(left, after, before)


@pytest.mark.parametrize(
    ("left", "before", "after"),
    [
        ("take tablets three times a day", answer("2", "3"), answer("1", "3")),
        ("take tablets three times a day", answer("2", "3"), answer("3", "3")),
        ("take 2 tablets times a day", answer("2", "3"), answer("2", "3")),
        ("take one daily", answer("1", "2"), answer("1", "2")),
        ("take tablet twice a day for 7 days", answer("1", "2"), answer("7", "2")),
        ("take 1 tablet", answer("1", "2"), answer("1", "1")),
    ],
)
def test_a_number_that_is_gone_or_had_another_part_may_not(left: str, before: Answer, after: Answer) -> None:
    assert not follows(left, after, before)


def test_each_number_and_each_word_of_frequency_is_dropped_once_and_nothing_else() -> None:
    assert list(dropped("Take 2 tablets twice daily after food")) == [
        "Take tablets twice daily after food",
        "Take 2 tablets daily after food",
        "Take 2 tablets twice after food",
        "Take 2 tablets twice daily after",
    ]
