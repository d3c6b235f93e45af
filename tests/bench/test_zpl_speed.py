"""How long a label takes to become ZPL, once its dots are there."""

import time

import pytest
from tests.adapters.test_labels_pdf import rendered, worded

from dispensary.adapters.documents.zpl import zpl
from dispensary.application.ports.documents import Raster
from dispensary.domain.labels.content import LabelWarning

pytestmark = pytest.mark.bench
RUNS = 2000
MOST_MS = 2.0


def taken(name: str, page: Raster) -> float:
    """The 99th of a hundred, in milliseconds; the figures are printed."""
    zpl([page])
    times = []
    for _ in range(RUNS):
        before = time.perf_counter()
        zpl([page])
        times.append((time.perf_counter() - before) * 1000)
    times.sort()
    p50, p99 = times[RUNS // 2], times[RUNS * 99 // 100]
    print(f"ZPL of {name}: p50 {p50:.2f} ms, p99 {p99:.2f} ms, {len(zpl([page]))} bytes")
    return p99


def test_a_label_full_of_words_becomes_zpl_in_two_milliseconds() -> None:
    full = rendered(worded(warnings=[LabelWarning("W01", "Words " * 30)]))
    assert max(taken("a full 70 x 35 mm label", page) for page in full.pages) <= MOST_MS


def test_so_does_the_usual_one() -> None:
    (page,) = rendered(worded()).pages
    assert taken("the usual 70 x 35 mm label", page) <= MOST_MS
