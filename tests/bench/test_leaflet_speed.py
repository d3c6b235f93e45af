"""How long a leaflet takes to be laid out and written as PDF.

Run with `pytest -m bench -s tests/bench/test_leaflet_speed.py`. One machine, one day.
"""

import time
from dataclasses import replace

import pytest
from tests.leaflet_builders import a_leaflet, several

from dispensary.adapters.documents.leaflet_documents import LeafletPapers
from dispensary.application.leaflet_content import pages_of
from dispensary.domain.leaflets.leaflet import Kind, Leaflet, LeafletUnprintable

pytestmark = pytest.mark.bench

RUNS, MOST_MS = 50, 300


def of_four_pages() -> Leaflet:
    return a_leaflet(*several().medicines[:6])


@pytest.mark.parametrize("kind", list(Kind))
def test_a_leaflet_of_four_pages_or_more_is_made_within_the_time_that_the_issue_gives(kind: Kind) -> None:
    papers, leaflet, taken = LeafletPapers(), of_four_pages(), []
    pages = 0
    for run in range(RUNS):
        # Every run another goal, so that no line of it was measured before.
        asked = replace(leaflet, goal=f"Walk {run} miles")
        before = time.perf_counter()
        made = papers.paper(pages_of(asked, kind))
        taken.append((time.perf_counter() - before) * 1000)
        assert not isinstance(made, LeafletUnprintable)
        pages = made.pages
    assert pages >= 4
    slowest = sorted(taken)[round(RUNS * 0.99) - 1]
    print(f"{kind}, {pages} pages: median {sorted(taken)[RUNS // 2]:.1f} ms, p99 {slowest:.1f}, first {taken[0]:.1f}")
    assert slowest <= MOST_MS
