"""Labels, a printer that is switched off and on, a program that is killed: once each, or in doubt, and none lost."""

import os
from pathlib import Path

import pytest
from tests.faults.prints import Soak

posix = pytest.mark.skipif(os.name != "posix", reason="SIGKILL is needed")


@pytest.mark.slow
@posix
def test_no_label_is_printed_twice_or_lost_however_printer_and_program_end(tmp_path: Path) -> None:
    soak = Soak(tmp_path / "soak", 40, 7)
    stands = soak.run()
    assert soak.kills >= 1
    assert stands["sent"] > 0


@pytest.mark.soak
@posix
@pytest.mark.parametrize("seed", [1, 2])
def test_a_thousand_labels(tmp_path: Path, seed: int) -> None:
    soak = Soak(tmp_path / "soak", 1000, seed)
    stands = soak.run()
    print(f"1000 labels: {dict(stands)}, killed {soak.kills} times, printer: {dict(soak.troubles)}")
    assert soak.kills >= 20
    assert soak.troubles["off"] >= 20
