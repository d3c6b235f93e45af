"""The printers and the scanner of one counter, as its settings name them."""

import os
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

from dispensary.application.ports.printer import Printer, PrinterUnavailable
from dispensary.domain.printing import JobKind
from dispensary.keeping.home import Home

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispensary.application.ports.documents import Raster
    from dispensary.application.ports.printer_setups import SheetPlaces, StockRoom
    from dispensary.application.ports.scanner import Scanner
    from dispensary.desktop.view_models.printers import Printers
    from dispensary.desktop.view_models.scanner import Scanners
    from dispensary.domain.labels.stock import Paper, Papers
    from dispensary.domain.printers import PrinterSetup
    from dispensary.domain.scanners import ScannerSetup


_NAMED = {
    JobKind.LABEL: "DISPENSARY_LABEL_PRINTER",
    JobKind.BAG_LABEL: "DISPENSARY_BAG_PRINTER",
    JobKind.PAGE: "DISPENSARY_PAGE_PRINTER",
}


def printers_of(home: Home) -> dict[JobKind, Printer]:
    """This workstation's printers: those named in DISPENSARY_LABEL_PRINTER, DISPENSARY_BAG_PRINTER and
    DISPENSARY_PAGE_PRINTER (CUPS queues), for machines that nobody sets up by hand; else as they were set up in the
    window. Where neither is, what it would print is written into the home's `printed` folder.
    """
    return printing(home).made()


def printing(home: Home) -> "Printers":
    """What a window needs to have its printers set up."""
    from dispensary.adapters.scanner.serial_port import found_ports
    from dispensary.adapters.system.printers_file import PrintersFile
    from dispensary.desktop.view_models.printers import Printers

    return Printers(
        setups=PrintersFile(home.folder),
        make=lambda kind, setup: _made(home, kind, setup),
        state=lambda kind, setup: _state(home, kind, setup),
        papers=papers(),
        places=_places(home),
        queues=_queues,
        ports=found_ports,
        forced={kind: name for kind, name in _NAMED.items() if os.environ.get(name)},
    )


def stock_room(home: Home) -> "StockRoom":
    """What labels are laid out for at this counter."""
    from dispensary.adapters.system.loaded_stock import LoadedStock
    from dispensary.adapters.system.printers_file import PrintersFile

    return LoadedStock(PrintersFile(home.folder), papers())


@cache
def papers() -> "Papers":
    """Every roll and sheet that there is."""
    from dispensary.adapters.knowledge.label_stock import load_papers

    return load_papers()


def tour_printers(home: Home) -> dict[JobKind, Printer]:
    """The tour prints into its folder, whatever printers this machine has."""
    from dispensary.adapters.printing.file_printer import FilePrinter

    return dict.fromkeys(JobKind, FilePrinter(home.printed))


def _queues() -> tuple[str, ...]:
    from dispensary.desktop.printing.system_queue import system_queues

    return system_queues()


def _state(home: Home, kind: JobKind, setup: "PrinterSetup") -> str:
    """How that printer is, as far as it can be asked. Raises PrinterUnavailable."""
    from dispensary.adapters.printing.thermal_printer import ThermalPrinter
    from dispensary.domain.printers import PrinterKind
    from dispensary.wording.printing import NOT_ASKED, QUEUE_GONE, unread_words

    made = connected_to(home, kind, setup, _ASKING)
    if os.environ.get(_NAMED[kind]) or setup.kind is PrinterKind.RAW_QUEUE:
        return NOT_ASKED
    if setup.kind is PrinterKind.UNREAD:
        raise PrinterUnavailable(unread_words(kind))
    if isinstance(made, ThermalPrinter):
        return made.state()
    if setup.kind is PrinterKind.FOLDER:
        return f"What is printed is written to {home.printed}."
    return NOT_ASKED if setup.queue in _queues() else QUEUE_GONE


def _made(home: Home, kind: JobKind, setup: "PrinterSetup") -> Printer:
    """That printer with its paper in it."""
    from functools import partial

    from dispensary.adapters.documents.imposing import on_sheets, page_sizes
    from dispensary.adapters.printing.loaded import RollPrinter, SheetPrinter
    from dispensary.domain.printers import PrinterKind

    printer, paper = connected_to(home, kind, setup), _paper(kind, setup)
    # Of one that could not be read, the paper is as unknown: no label may be too large for it.
    if paper is None or (setup.kind is PrinterKind.UNREAD and not os.environ.get(_NAMED[kind])):
        return printer
    if paper.sheet is None:
        # A folder takes a document of any size.
        return printer if _into_folder(kind, setup) else RollPrinter(printer, paper.label, page_sizes)
    imposed = partial(on_sheets, dots_per_mm=setup.dots_per_mm)
    return SheetPrinter(printer, kind, paper.sheet, _places(home), page_sizes, imposed)


def _read_now(home: Home, kind: JobKind) -> Printer | None:
    """The printer that could not be read, once it can; one that is not noted any more is chosen by a person first."""
    from dispensary.adapters.system.printers_file import PrintersFile
    from dispensary.domain.printers import PrinterKind

    setup = PrintersFile(home.folder).read().setups.get(kind)
    return None if setup is None or setup.kind is PrinterKind.UNREAD else _made(home, kind, setup)


def _places(home: Home) -> "SheetPlaces":
    from dispensary.adapters.system.sheet_places import SheetPlacesFile

    return SheetPlacesFile(home.folder, lambda kind: _tray(home, kind))


def _tray(home: Home, kind: JobKind) -> JobKind:
    """Labels and bag labels that come out of one printer come out on one and the same sheet."""
    from dispensary.adapters.system.printers_file import PrintersFile
    from dispensary.domain.printers import PrinterKind

    plan = PrintersFile(home.folder).read()
    queues = {
        each: os.environ.get(_NAMED[each]) or (plan.of(each).queue if plan.of(each).kind is PrinterKind.QUEUE else "")
        for each in JobKind
    }
    return JobKind.LABEL if queues[kind] and queues[kind] == queues[JobKind.LABEL] else kind


def _into_folder(kind: JobKind, setup: "PrinterSetup") -> bool:
    from dispensary.domain.printers import PrinterKind

    return setup.kind is PrinterKind.FOLDER and not os.environ.get(_NAMED[kind])


def _paper(kind: JobKind, setup: "PrinterSetup") -> "Paper | None":
    """None for plain pages."""
    from dispensary.domain.printers import paper_in

    return paper_in(papers(), kind, setup)


_PATIENCE: Final = 30.0
"""Seconds in which a label printer takes one job."""
_ASKING: Final = 2.0
"""Seconds in which it takes a question: its labels wait meanwhile."""
_TURNS: Final[dict[str, Lock]] = {}
"""Whose turn it is at each label printer, by where it is: one may be set up for several kinds of jobs."""


def connected_to(home: Home, kind: JobKind, setup: "PrinterSetup", patience: float = _PATIENCE) -> Printer:
    """The printer that the machine names, or the one of that setup; what it is connected by is opened when something is
    sent.
    """
    from functools import partial

    from dispensary.adapters.printing.cups_printer import CupsPrinter
    from dispensary.adapters.printing.file_printer import FilePrinter
    from dispensary.adapters.printing.lines import Connect, SerialLine, TcpLine
    from dispensary.adapters.printing.thermal_printer import ThermalPrinter
    from dispensary.adapters.printing.unread_printer import UnreadPrinter
    from dispensary.adapters.system.heard_file import HeardFile
    from dispensary.domain.printers import PrinterKind

    named, paper = os.environ.get(_NAMED[kind], ""), _paper(kind, setup)
    if named:
        return _cups_queue(named, paper)
    encode = partial(_encoded, dots_per_mm=setup.dots_per_mm)
    match setup.kind:
        case PrinterKind.QUEUE:
            from dispensary.desktop.printing.system_queue import SystemQueue

            # Labels on a sheet have been read back from it already.
            whole = paper is None or paper.sheet is not None
            return SystemQueue(setup.queue, setup.dots_per_mm, _pages if whole else _labels)
        case PrinterKind.RAW_QUEUE:
            return CupsPrinter(setup.queue, encode=encode)
        case PrinterKind.NETWORK:
            where = f"{setup.host}:{setup.port}"
            connect: Connect = partial(TcpLine, setup.host, setup.port, patience)
            return ThermalPrinter(connect, where, encode, turn=_turn(where), heard=HeardFile(home.folder, where))
        case PrinterKind.SERIAL:
            connect, where = partial(SerialLine, setup.device, setup.speed, patience), setup.device
            return ThermalPrinter(connect, where, encode, turn=_turn(where), heard=HeardFile(home.folder, where))
        case PrinterKind.FOLDER:
            return FilePrinter(home.printed)
        case PrinterKind.UNREAD:
            return UnreadPrinter(kind, partial(_read_now, home, kind))


def _cups_queue(named: str, paper: "Paper | None") -> Printer:
    from dispensary.adapters.printing.cups_printer import AS_LARGE_AS_IT_IS, SHEET, CupsPrinter

    if paper is None:
        return CupsPrinter(named)
    return CupsPrinter(named, options=AS_LARGE_AS_IT_IS if paper.sheet is None else SHEET)


def _turn(where: str) -> Lock:
    return _TURNS.setdefault(where.lower(), Lock())


def _encoded(document: bytes, dots_per_mm: int) -> bytes:
    from dispensary.adapters.documents.zpl import zpl

    return zpl(_labels(document, dots_per_mm))


def _labels(document: bytes, dots_per_mm: int) -> "Sequence[Raster]":
    """Each read back in that printer's own dots. Raises NotPrintable."""
    from dispensary.adapters.documents.zpl import read_pages
    from dispensary.application.ports.documents import LabelUnreadable
    from dispensary.application.ports.printer import NotPrintable

    try:
        return read_pages(document, dots_per_mm)
    except LabelUnreadable as problem:
        raise NotPrintable(f"{problem} It was not sent. Choose a printer with finer dots in the settings.") from problem


def _pages(document: bytes, dots_per_mm: int) -> "Sequence[Raster]":
    from dispensary.adapters.documents.raster import rasters

    return rasters(document, dots_per_mm)


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
        ("label printer", *_printer_state(home, JobKind.LABEL)),
        ("bag label printer", *_printer_state(home, JobKind.BAG_LABEL)),
        ("page printer", *_printer_state(home, JobKind.PAGE)),
        ("scanner", *_scanner_state(home)),
    )


def _printer_state(home: Home, kind: JobKind) -> tuple[bool, str]:
    from shutil import which

    from dispensary.adapters.system.printers_file import PrintersFile
    from dispensary.domain.printers import PrinterKind, setup_words
    from dispensary.wording.printing import unread_words

    queue = os.environ.get(_NAMED[kind], "")
    setup = PrintersFile(home.folder).read().of(kind)
    if not queue and setup.kind is PrinterKind.UNREAD:
        return False, unread_words(kind)
    if not queue and setup.kind is PrinterKind.FOLDER:
        return True, f"none is named in {_NAMED[kind]}: labels are written to {home.printed}"
    if (queue or setup.kind is PrinterKind.RAW_QUEUE) and which("lp") is None:
        return False, f"the queue {queue or setup.queue} is named, but CUPS is not installed here"
    return True, f"the print queue {queue}" if queue else setup_words(setup)


def _scanner_state(home: Home) -> tuple[bool, str]:
    from dispensary.adapters.scanner.serial_port import found_ports
    from dispensary.adapters.system.scanner_file import ScannerFile

    named = _named_scanner()[0] or ScannerFile(home.folder).read().port
    if not named:
        return True, "none on a serial line; one that types like a keyboard needs no setting"
    there = Path(named).exists() or any(named.lower() in (port.name.lower(), port.usb) for port in found_ports())
    return there, f"on {named}" if there else f"nothing is connected at {named}"
