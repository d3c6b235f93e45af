"""A busy day at the counter whose process is killed, whose disk is full, may only be read or loses what it was given,
and whose power goes: whenever the counter is opened again, what was acknowledged is there, nothing is half done, the
journal verifies, no number was given twice, and what is to be sent and printed goes on. In the end EPS has it all once.

`make soak` ends it more than 2,000 times. A day that is found wrong says how to try that very day again.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tests.faults.seccomp import missing

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "it is not")


def campaign(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.faults.campaign", *arguments]
    path = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def told(*running: subprocess.Popen[str]) -> list[dict[str, Any]]:
    """What every day came to. Fails with what the first wrong one said, and how to try it again."""
    days: list[dict[str, Any]] = []
    for each in running:
        said, wrong = each.communicate()
        days += [json.loads(line) for line in said.splitlines()]
        assert each.returncode == 0, f"{days[-1:]}\n{wrong}"
    return days


def ends(days: list[dict[str, Any]], kind: str) -> int:
    return sum(day["kills"] for day in days if day["kind"] == kind)


@pytest.mark.slow
def test_wherever_a_busy_day_is_broken_off_it_goes_on_with_all_that_was_acknowledged() -> None:
    days = told(campaign("kills:16", "everything:24", "--people", "2", "--seed", "1"))
    assert sum(day["kills"] for day in days) >= 40
    assert not any("problem" in day for day in days)


@pytest.mark.soak
@pytest.mark.parametrize(
    ("kind", "times"),
    [
        ("kills", 500),
        ("cuts", 150),
        ("full", 100),
        ("read-only", 100),
        ("fsync", 100),
        ("fsync-cuts", 150),
        # What one trouble leaves, the next life meets with another: a file that may only be read, before a power cut.
        ("everything", 300),
    ],
)
def test_the_whole_of_it(kind: str, times: int) -> None:
    """Two workers, each so many times."""
    seeds = os.environ.get("FAULT_SEEDS", "1,2").split(",")
    days = told(*(campaign(f"{kind}:{times}", "--seed", seed) for seed in seeds))
    assert ends(days, kind) >= times * len(seeds)
    met = Counter(str(what) for day in days for what in day["ends"])
    print(f"{kind}: {ends(days, kind)} ends on {len(days)} days, at {dict(met)}")
    assert len(met) > 5
    if kind not in ("kills", "cuts"):
        assert sum(day["failed"] for day in days) > times
