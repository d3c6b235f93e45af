"""The scanner of a workstation as its home notes it, and as the machine's own environment names it before that."""

from pathlib import Path

import pytest

from dispensary.adapters.system.scanner_file import ScannerFile
from dispensary.domain.scanners import ScannerSetup
from dispensary.keeping.equipment import looked_at, scanners
from dispensary.keeping.home import Home


@pytest.fixture(autouse=True)
def _nothing_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPENSARY_SCANNER", raising=False)


def scanner_line(home: Home) -> tuple[bool, str]:
    return next((well, words) for name, well, words in looked_at(home) if name == "scanner")


def test_without_a_port_there_is_none_to_read_and_nothing_is_wrong(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert scanners(home).make(ScannerSetup()) is None
    assert scanner_line(home) == (True, "none on a serial line; one that types like a keyboard needs no setting")


def test_a_port_that_was_set_up_is_looked_at(tmp_path: Path) -> None:
    home = Home(tmp_path)
    ScannerFile(tmp_path).keep(ScannerSetup(port=str(tmp_path / "line")))
    assert scanner_line(home) == (False, f"nothing is connected at {tmp_path / 'line'}")
    (tmp_path / "line").touch()
    assert scanner_line(home)[0]
    assert scanners(home).setups.read().port == str(tmp_path / "line")
    assert scanners(home).make(ScannerSetup(port="COM3")) is not None


def test_what_the_machine_names_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPENSARY_SCANNER", "usb:ffff:fffe@19200")
    home = Home(tmp_path)
    ScannerFile(tmp_path).keep(ScannerSetup(port=str(tmp_path)))
    assert scanner_line(home) == (False, "nothing is connected at usb:ffff:fffe")
    assert scanners(home).forced == "usb:ffff:fffe"
    assert scanners(home).make(ScannerSetup()) is not None
