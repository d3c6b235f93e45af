"""The alert burden and the speed of the clinical check over a synthetic month; `make bench` prints the figures."""

import pytest
from tests.bench.month import ITEMS, burden, cases, in_words, speed

from dispensary import bootstrap

pytestmark = pytest.mark.bench


def test_the_same_seed_gives_the_same_month() -> None:
    assert list(cases(200)) == list(cases(200))
    assert in_words(56) == "fifty six"
    assert in_words(168) == "one hundred and sixty eight"


def test_a_month_asks_for_little() -> None:
    month = burden(bootstrap.knowledge())
    print(
        f"{month.items} items: stop {month.share(month.stopped):.2f} %, interruptive {month.share(month.asked):.2f} %"
    )
    assert month.items >= ITEMS
    assert month.share(month.stopped) <= 1
    assert month.share(month.asked) <= 5


def test_ten_items_against_thirty() -> None:
    taken = speed(bootstrap.knowledge(), 200)
    print(f"10 items and 30 in the history: p50 {taken.p50:.2f} ms, p99 {taken.p99:.2f} ms of processor time")
    assert taken.p50 <= 5
    assert taken.p99 <= 20
