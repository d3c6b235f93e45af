"""What one dispensed item costs the disk, exactly: one sync for each recorded step, none for looking."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.faults.seccomp import missing

ROOT = Path(__file__).resolve().parents[2]

STEP, TWO_STEPS, LOOK = {"wal": 1}, {"wal": 2}, {}  # type: ignore[var-annotated]
# A try is on the disk before the first byte goes out: a label that may be printed is never printed again by itself.
PRINT = {"wal": 2, "printed": 1}
COST = {
    "open": {"folder": 1},
    # The first step after opening begins the log: its head is synced before anything else, and its name in the folder.
    # And the first of a day takes a checkpoint of the journal, which is noted outside the store.
    "sign in": {"wal": 2, "folder": 1, "": 1},
    "take over": STEP,
    "ask": STEP,
    # That it was tried is recorded before it is sent; what came of it, afterwards.
    "send the question": TWO_STEPS,
    "look": LOOK,
    "look at the clinical check": LOOK,
    "approve": STEP,
    "see the label": LOOK,
    "label": STEP,
    "print the label": PRINT,
    "assemble": STEP,
    "scan the pack": STEP,
    "scan the label": STEP,
    "bag": STEP,
    "print the bag label": PRINT,
    "see whether it may go": LOOK,
    "hand out": STEP,
    "send the notification": TWO_STEPS,
    "claim": STEP,
    "send the claim": TWO_STEPS,
    "nothing is left to send": LOOK,
    # The log is written back into the file, which is synced, once for all steps of the day.
    "close": {"wal": 1, "db": 1},
}


@pytest.mark.slow
@pytest.mark.skipif(bool(missing()), reason=missing() or "it is not")
def test_each_recorded_step_of_an_item_is_synced_once_and_looking_never() -> None:
    path = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    ran = subprocess.run(
        [sys.executable, "-m", "tests.faults.fsyncs"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    found = dict(json.loads(line) for line in ran.stdout.splitlines())
    assert found == COST
    item = list(found)[list(found).index("approve") :]
    assert sum(found[deed].get("wal", 0) for deed in item if deed != "close") == 16
