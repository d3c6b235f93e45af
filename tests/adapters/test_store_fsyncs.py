"""How often the disk is waited for: once for each recorded step, never for a look. Counted by the system, not timed."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_WORK = """
import sys
from pathlib import Path
from tests.builders import NIA, StandingClock, a_patient, a_prescription, received, workplace
from dispensary.application.clinical_check import add_note
from dispensary.application.looks import look_at
from dispensary.application.queries.prescription import sheet
from dispensary.application.step import Receipt

steps, looks, reads = map(int, sys.argv[2:])
clock = StandingClock()
place = workplace(Path(sys.argv[1]), clock=clock, sealed=True)
key = received(place, a_prescription(), a_patient())
for number in range(steps):
    assert isinstance(add_note(place, NIA, key, f"note {number}"), Receipt)
for _ in range(looks):
    clock.pass_by(minutes=6)
    look_at(place, NIA, "prescription", prescription=key)
for _ in range(reads):
    sheet(place, key)
with place.store.read() as uow:
    assert len(list(uow.journal.entries())) == steps + looks
place.store.close()
"""

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="strace, which counts fsyncs, is not installed")


def _fsyncs(folder: Path, *, steps: int, looks: int = 0, reads: int = 0) -> int:
    """Of a whole run over a new store in that folder."""
    folder.mkdir()
    told = folder / "strace"
    root = Path(__file__).parents[2]
    command = ["strace", "-f", "-qq", "-e", "trace=fsync,fdatasync", "-o", str(told), sys.executable, "-c", _WORK]
    made = subprocess.run(
        [*command, str(folder), str(steps), str(looks), str(reads)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(root / "src"), str(root)])},
    )
    if "ptrace" in made.stderr:
        pytest.skip("this user may not trace processes here")
    assert made.returncode == 0, made.stderr
    return len(re.findall(r"\b(?:fsync|fdatasync)\(", told.read_text()))


@pytest.mark.slow
def test_a_recorded_step_waits_for_the_disk_once_and_a_look_never(tmp_path: Path) -> None:
    few = _fsyncs(tmp_path / "few", steps=5)
    assert few > 0
    assert _fsyncs(tmp_path / "steps", steps=25) - few == 20
    assert _fsyncs(tmp_path / "looks", steps=5, looks=20, reads=20) - few == 0
