"""The power may go at any moment of the main job: after every commit, before and after every message, in the middle of
a transaction. Another process takes up what the store says, and at the end nothing is lost and nothing is there twice.

Each point is a process of its own that ends by SIGKILL. `SOAK=1` tries them all; otherwise those in the middle of a
transaction are a spread.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tests.journeys.main_job import furnish, simulator, walked

ROOT = Path(__file__).resolve().parents[2]
WORKERS = 2


def points(seen: Counter[str]) -> list[tuple[str, int]]:
    """Every point of the path where the process can be killed, or a spread of them."""
    every = {"before commit": 1 if os.environ.get("SOAK") else 7}
    return [(what, nth) for what, times in sorted(seen.items()) for nth in range(1, times + 1, every.get(what, 1))]


def tried(template: Path, scratch: Path, chosen: list[tuple[str, int]]) -> list[dict[str, Any]]:
    """What each worker found, all at once."""
    shares = [chosen[worker::WORKERS] for worker in range(WORKERS)]
    running = []
    for worker, share in enumerate(shares):
        asked, found = scratch / f"points-{worker}", scratch / f"found-{worker}"
        asked.write_text("".join(json.dumps(point) + "\n" for point in share))
        command = [sys.executable, "-m", "tests.journeys.main_job", str(template), str(scratch / f"worker-{worker}")]
        with asked.open() as given, found.open("w") as taken, (scratch / f"said-{worker}").open("w") as said:
            running.append(subprocess.Popen(command, cwd=ROOT, stdin=given, stdout=taken, stderr=said))
    ended = [each.wait() for each in running]
    said = "".join((scratch / f"said-{worker}").read_text() for worker in range(WORKERS))
    assert ended == [0] * WORKERS, said
    lines = [line for worker in range(WORKERS) for line in (scratch / f"found-{worker}").read_text().splitlines()]
    return [json.loads(line) for line in lines]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_wherever_the_power_goes_the_job_ends_as_if_it_had_not(tmp_path: Path) -> None:
    template = tmp_path / "template"
    template.mkdir()
    furnish(template)
    with simulator() as eps:
        undisturbed, seen = walked(eps, template, tmp_path / "undisturbed")
    assert seen["after commit"] >= 30
    assert seen["after send"] == 5
    assert undisturbed["store"]["unfinished"] == []
    chosen = points(seen)
    found = tried(template, tmp_path, chosen)
    assert len(found) == len(chosen)
    different = {str(each["point"]): each["picture"] for each in found if each["picture"] != undisturbed}
    assert different == {}
