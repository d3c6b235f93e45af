"""The printers and the scanner of one counter, as its settings name them."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from dispensary.application.ports.printer import Printer
from dispensary.domain.printing import JobKind
from dispensary.keeping.home import Home

if TYPE_CHECKING:
    from dispensary.application.ports.scanner import Scanner
    from dispensary.desktop.view_models.scanner import Scanners
    from dispensary.domain.scanners import ScannerSetup


def printers_of(home: Home) -> dict[JobKind, Printer]:
    """The printers named in DISPENSARY_LABEL_PRINTER, DISPENSARY_BAG_PRINTER and DISPENSARY_PAGE_PRINTER (CUPS queues).

    Where none is named, what it would print is written into the home's `printed` folder.
    """
    return {
        JobKind.LABEL: _printer(home, "DISPENSARY_LABEL_PRINTER"),
        JobKind.BAG_LABEL: _printer(home, "DISPENSARY_BAG_PRINTER"),
        JobKind.PAGE: _printer(home, "DISPENSARY_PAGE_PRINTER"),
    }


def tour_printers(home: Home) -> dict[JobKind, Printer]:
    """The tour prints into its folder, whatever printers this machine has."""
    from dispensary.adapters.printing.file_printer import FilePrinter

    return dict.fromkeys(JobKind, FilePrinter(home.printed))


def _printer(home: Home, setting: str) -> Printer:
    from dispensary.adapters.printing.cups_printer import CupsPrinter
    from dispensary.adapters.printing.file_printer import FilePrinter

    queue = os.environ.get(setting, "")
    return CupsPrinter(queue) if queue else FilePrinter(home.printed)


_SCANNER = "DISPENSARY_SCANNER"


def _named_scanner() -> tuple[str, int | None]:
    """What DISPENSARY_SCANNER names: a port (COM3, /dev/ttyACM0, usb:0c2e:0b6a), and after @ its speed where needed."""
    named, _, speed = os.environ.get(_SCANNER, "").partition("@")
    return named, int(speed) if speed.isascii() and speed.isdigit() else None


def scanners(home: Home) -> "Scanners":
    """This workstation's scanner: as it was set up in the window and is noted in the home. A port that is named in
    DISPENSARY_SCANNER goes before that, for machines that nobody sets up by hand.
    """
    from dispensary.adapters.scanner.serial_port import found_ports
    from dispensary.adapters.system.scanner_file import ScannerFile
    from dispensary.desktop.view_models.scanner import Scanners

    return Scanners(ScannerFile(home.folder), _scanner, found_ports, _named_scanner()[0])


def _scanner(setup: "ScannerSetup") -> "Scanner | None":
    """None where no port is named: a scanner that types like a keyboard needs none."""
    from dispensary.adapters.scanner.serial_port import SerialScanner, SerialSettings
    from dispensary.domain.scanners import ScannerSetup

    named, speed = _named_scanner()
    port = named or setup.port
    if not port:
        return None
    at = (speed or ScannerSetup().speed) if named else setup.speed
    return SerialScanner(SerialSettings(port, at, setup.prefix, setup.suffix))


def looked_at(home: Home) -> tuple[tuple[str, bool, str], ...]:
    """Each printer and scanner of this counter: which, whether it looks well from here, and in words."""
    return (
        ("label printer", *_printer_state(home, "DISPENSARY_LABEL_PRINTER")),
        ("bag label printer", *_printer_state(home, "DISPENSARY_BAG_PRINTER")),
        ("page printer", *_printer_state(home, "DISPENSARY_PAGE_PRINTER")),
        ("scanner", *_scanner_state(home)),
    )


def _printer_state(home: Home, setting: str) -> tuple[bool, str]:
    from shutil import which

    queue = os.environ.get(setting, "")
    if not queue:
        return True, f"none is named in {setting}: labels are written to {home.printed}"
    if which("lp") is None:
        return False, f"the queue {queue} is named, but CUPS is not installed here"
    return True, f"the print queue {queue}"


def _scanner_state(home: Home) -> tuple[bool, str]:
    from dispensary.adapters.scanner.serial_port import found_ports
    from dispensary.adapters.system.scanner_file import ScannerFile

    named = _named_scanner()[0] or ScannerFile(home.folder).read().port
    if not named:
        return True, "none on a serial line; one that types like a keyboard needs no setting"
    there = Path(named).exists() or any(named.lower() in (port.name.lower(), port.usb) for port in found_ports())
    return there, f"on {named}" if there else f"nothing is connected at {named}"
