"""The printers and the scanner of one counter, as its settings name them."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from dispensary.application.ports.printer import Printer
from dispensary.domain.printing import JobKind
from dispensary.keeping.home import Home

if TYPE_CHECKING:
    from dispensary.application.ports.scanner import Scanner


def printers_of(home: Home) -> dict[JobKind, Printer]:
    """The printers named in DISPENSARY_LABEL_PRINTER and DISPENSARY_BAG_PRINTER (CUPS queues).

    Where none is named, labels are written into the home's `printed` folder.
    """
    return {
        JobKind.LABEL: _printer(home, "DISPENSARY_LABEL_PRINTER"),
        JobKind.BAG_LABEL: _printer(home, "DISPENSARY_BAG_PRINTER"),
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


def scanner() -> "Scanner | None":
    """The serial scanner named in DISPENSARY_SCANNER (COM3, /dev/ttyACM0, usb:0c2e:0b6a, with @speed where needed).

    None where nothing is named: a scanner that types like a keyboard needs no setting.
    """
    from dispensary.adapters.scanner.serial_port import SerialScanner, SerialSettings

    named, _, speed = os.environ.get("DISPENSARY_SCANNER", "").partition("@")
    if not named:
        return None
    return SerialScanner(SerialSettings(named, int(speed)) if speed.isdigit() else SerialSettings(named))


def looked_at(home: Home) -> tuple[tuple[str, bool, str], ...]:
    """Each printer and scanner of this counter: which, whether it looks well from here, and in words."""
    return (
        ("label printer", *_printer_state(home, "DISPENSARY_LABEL_PRINTER")),
        ("bag label printer", *_printer_state(home, "DISPENSARY_BAG_PRINTER")),
        ("scanner", *_scanner_state()),
    )


def _printer_state(home: Home, setting: str) -> tuple[bool, str]:
    from shutil import which

    queue = os.environ.get(setting, "")
    if not queue:
        return True, f"none is named in {setting}: labels are written to {home.printed}"
    if which("lp") is None:
        return False, f"the queue {queue} is named, but CUPS is not installed here"
    return True, f"the print queue {queue}"


def _scanner_state() -> tuple[bool, str]:
    named = os.environ.get("DISPENSARY_SCANNER", "").partition("@")[0]
    if not named:
        return True, "none on a serial line; one that types like a keyboard needs no setting"
    there = named.startswith(("usb:", "COM")) or Path(named).exists()
    return there, f"on {named}" if there else f"nothing is connected at {named}"
