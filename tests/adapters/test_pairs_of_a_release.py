"""No wrong pack passes and no right one is stopped, over pairs drawn out of releases.

The verdict that each pair must get comes from the release's tables alone (tests/bench/pairs.py). A million pairs of a
full-size release are run by `make bench` (tests/bench/test_pairs.py).
"""

from pathlib import Path

import pytest
from tests.bench.pairs import Pair, Shelf, Tally, asked_of, expected, judged
from tests.bench.pairs_release import small

from dispensary.adapters.dictionary import ensure_starter, import_release
from dispensary.domain.accuracy import Outcome


def none_wrong(tally: Tally) -> bool:
    print(tally.said())
    return (tally.wrong_passed, tally.right_stopped, tally.otherwise) == (0, 0, 0)


def test_pairs_of_the_starter_dictionary(tmp_path: Path) -> None:
    home = ensure_starter(tmp_path)
    tally = judged(home, Shelf(asked_of(home)).draw(4000, 1))
    assert none_wrong(tally)
    assert {outcome for _, outcome in tally.by_relation} == {"pass", "ask", "stop"}


@pytest.mark.parametrize("seed", [1, 2])
def test_pairs_of_a_release_with_everything_that_makes_a_verdict_hard(tmp_path: Path, seed: int) -> None:
    home = tmp_path / "home"
    import_release(home, small(tmp_path / "release", seed))
    shelf = Shelf(asked_of(home))
    for pairs in (shelf.draw(4000, seed), shelf.of_shared_codes(), shelf.of_parts(), shelf.of_two_parents()):
        assert none_wrong(judged(home, pairs))


def test_the_tables_tell_every_kind_of_pair_apart(tmp_path: Path) -> None:
    """Else the proof would prove less than it says."""
    home = tmp_path / "home"
    import_release(home, small(tmp_path / "release", 3))
    tables = asked_of(home)
    shelf = Shelf(tables)
    pairs: list[Pair] = [*shelf.draw(6000, 3), *shelf.of_shared_codes(), *shelf.of_parts(), Pair("1", "05012345678900")]
    found = expected(tables, pairs)
    assert {relation for must in found for relation in must.relations} == {
        "exact", "equivalent", "choice", "other size", "other size and choice", "two parents", "moiety",
        "prescribed unknown", "no pack has it", "part", "brand differs", "near miss", "unrelated",
    }  # fmt: skip
    assert {must.outcome for must in found if len(must.relations) > 1} == {Outcome.ASK, Outcome.STOP}
