"""One million ordered pairs of a prescribed product and a scanned pack: no wrong pack passes, no right one is stopped.

The release is synthetic and full-size, made by the tool among the shared reference data with what it leaves out put in
(pairs_release.py); where the tool is not beside this checkout nothing is run. A short form runs with all other tests
(tests/adapters/test_pairs_of_a_release.py).
"""

from pathlib import Path

import pytest
from tests.bench.pairs import Shelf, asked_of, judged
from tests.bench.pairs_release import MAKER, full_size

from dispensary.adapters.dictionary import import_release

pytestmark = [
    pytest.mark.bench,
    pytest.mark.skipif(not MAKER.is_file(), reason="the maker of a full-size release is not beside this checkout"),
]
SEEDS, EACH = (1, 2, 3, 5, 8), 200_000


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("pairs")
    import_release(made / "home", full_size(made / "release"))
    return made / "home"


@pytest.mark.parametrize("seed", SEEDS)
def test_pairs_of_the_full_size_dictionary(home: Path, seed: int) -> None:
    tables = asked_of(home)
    tally = judged(home, Shelf(tables).draw(EACH, seed))
    print(f"\nseed {seed}: {tally.said()}")
    assert (tally.wrong_passed, tally.right_stopped, tally.otherwise) == (0, 0, 0)
    assert tally.pairs == EACH


@pytest.mark.parametrize("which", ["of_shared_codes", "of_parts", "of_two_parents"])
def test_every_pack_that_is_hard_to_judge(home: Path, which: str) -> None:
    pairs = list(getattr(Shelf(asked_of(home)), which)())
    tally = judged(home, pairs)
    print(f"\n{which}, {len({pair.gtin for pair in pairs}):,} GTINs: {tally.said()}")
    assert (tally.wrong_passed, tally.right_stopped, tally.otherwise) == (0, 0, 0)
    assert tally.pairs > 1000
