"""The main job with EPS at its worst: whatever goes wrong on the line, both ends come to stand where they should."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.journeys.main_job import Eps, Trap, furnish, opened, path_orders, picture, simulator, trapped, walk, walked

from dispensary.simulators.eps.faults import AFTER, BEFORE

FAULTS = sorted(BEFORE | AFTER)
ACTS = ("release", "notification", "claim", "return")
FIRST_TRIES = 5
"""Messages on the path: a release, a return, two dispense notifications and a claim."""


@pytest.fixture(scope="module")
def eps() -> Iterator[Eps]:
    with simulator() as running:
        yield running


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    furnish(folder)
    return folder


@pytest.fixture(scope="module")
def undisturbed(eps: Eps, template: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return walked(eps, template, tmp_path_factory.mktemp("undisturbed") / "home")[0]


def disturbed(eps: Eps, template: Path, folder: Path, rules: list[dict[str, Any]]) -> tuple[dict[str, Any], int]:
    """Where everything stands after a walk with these faults, and how often something was sent."""
    eps.prepare(*path_orders())
    eps.faults(*rules)
    shutil.copytree(template, folder)
    trap = Trap()
    with opened(folder, eps.url) as bench:
        walk(trapped(bench, trap))
        found = picture(bench, eps)
    return found, trap.seen["before send"]


def same(found: dict[str, Any], undisturbed: dict[str, Any]) -> bool:
    return bool(json.loads(json.dumps(found)) == undisturbed)


def test_undisturbed_the_job_ends_claimed_returned_printed_and_with_nothing_unsent(undisturbed: dict[str, Any]) -> None:
    supplied, sent_back = (held["issues"][0] for held in undisturbed["spine"]["prescriptions"])
    assert (supplied["status"], [line[1:] for line in supplied["lines"]]) == (
        "0008",
        [["0001", ["15", "15"]], ["0001", ["28", "0"]]],
    )
    assert (sent_back["status"], sent_back["holder"]) == ("0001", None)
    assert undisturbed["spine"]["log"] == [["claim", 1], ["notification", 2], ["release", 1], ["return", 1]]
    store = undisturbed["store"]
    assert (store["unfinished"], store["waiting to print"], store["prints"]) == ([], 0, 5)
    assert undisturbed["printed"] == {"files": 5, "every job once": True}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_on_the_first_of_each_message_changes_nothing_in_the_end(
    eps: Eps, template: Path, undisturbed: dict[str, Any], tmp_path: Path, fault: str
) -> None:
    rules = [{"on": act, "nth": 1, "fault": fault, "seconds": 0.01, "retry_after": 40} for act in ACTS]
    found, sent = disturbed(eps, template, tmp_path / "home", rules)
    assert same(found, undisturbed)
    whole = fault in ("slow", "wrong-content-type")
    assert sent == FIRST_TRIES + (0 if whole else len(ACTS))


def test_a_day_on_which_everything_goes_wrong_one_after_another(
    eps: Eps, template: Path, undisturbed: dict[str, Any], tmp_path: Path
) -> None:
    """The first message meets every fault there is, and so does the last."""
    rules = [
        {"on": act, "nth": number, "fault": fault, "seconds": 0.01}
        for act in ("release", "claim")
        for number, fault in enumerate(FAULTS, 1)
    ]
    found, sent = disturbed(eps, template, tmp_path / "home", rules)
    assert same(found, undisturbed)
    assert sent > FIRST_TRIES


def test_every_second_answer_is_lost_on_the_way(
    eps: Eps, template: Path, undisturbed: dict[str, Any], tmp_path: Path
) -> None:
    found, sent = disturbed(eps, template, tmp_path / "home", [{"on": "any", "every": 2, "fault": "reset-after"}])
    assert same(found, undisturbed)
    assert sent > FIRST_TRIES
