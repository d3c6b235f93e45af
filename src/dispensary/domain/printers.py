"""The printers of one workstation: one for labels, one for bag labels, one for A4 pages, each as it was set up."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import ClassVar, Final

from dispensary.domain.labels.stock import LargePrintOn, Paper, Papers
from dispensary.domain.printing import JobKind
from dispensary.domain.refusals import Refusal

RESOLUTIONS: Final = (6, 8, 12, 24)
"""Dots a millimetre of the print heads that there are: 152, 203, 300 and 600 an inch."""
SPEEDS: Final = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)
_HOST: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.:_-]{0,251}[A-Za-z0-9])?")
_QUEUE: Final = re.compile(r"[^\x00-\x1f\x7f]{1,127}")
_RAW_QUEUE: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,126}")
_LONGEST_DEVICE: Final = 200


class PrinterKind(StrEnum):
    """folder: into a folder of this workstation, as PDF. queue: a printer of this computer, drawn by its own driver.
    raw-queue: a queue of CUPS that hands ZPL on as it is. network: a label printer's own port. serial: a serial line.
    unread: it was set up, and nobody can read how; it cannot be chosen, and what is for it waits.
    """

    FOLDER = "folder"
    QUEUE = "queue"
    RAW_QUEUE = "raw-queue"
    NETWORK = "network"
    SERIAL = "serial"
    UNREAD = "unread"


THERMAL: Final = frozenset({PrinterKind.RAW_QUEUE, PrinterKind.NETWORK, PrinterKind.SERIAL})
"""Those that get ZPL, in their own dots."""
DOTLESS: Final = frozenset({PrinterKind.FOLDER, PrinterKind.UNREAD})
"""Those of which no dots are known, since nothing is drawn for them."""


class PrinterDetail(StrEnum):
    KIND = "kind"
    QUEUE = "queue"
    HOST = "host"
    PORT = "port"
    DEVICE = "device"
    SPEED = "speed"
    RESOLUTION = "resolution"
    PAPER = "paper"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class PrinterUnfit(Refusal):
    """The printer cannot be set up so: which of the details cannot stand."""

    code: ClassVar[str] = "printer-unfit"

    detail: PrinterDetail


@dataclass(frozen=True, slots=True)
class PrinterSetup:
    """queue: its name on this computer. host, port: where a network printer listens. device, speed: of a serial line.
    dots_per_mm: of its print head. paper: what is loaded, by its name in `resources/labels`; "" for the usual one.
    large: where labels in large print come out, said of the printer for labels.
    """

    kind: PrinterKind = PrinterKind.FOLDER
    queue: str = ""
    host: str = ""
    port: int = 9100
    device: str = ""
    speed: int = 9600
    dots_per_mm: int = 8
    paper: str = ""
    large: LargePrintOn = LargePrintOn.SAME


UNREAD: Final = PrinterSetup(PrinterKind.UNREAD)
"""Set up, and not to be read. It is not the folder: a label that went there would count as sent, and nobody gets it."""


@dataclass(frozen=True, slots=True)
class PrinterPlan:
    """How each kind of job is printed here; into a folder where nobody has said."""

    setups: Mapping[JobKind, PrinterSetup] = field(default_factory=dict)

    def of(self, kind: JobKind) -> PrinterSetup:
        return self.setups.get(kind, PrinterSetup())

    def having(self, kind: JobKind, setup: PrinterSetup) -> "PrinterPlan":
        return PrinterPlan({**self.setups, kind: setup})


def printer_unfit(kind: JobKind, setup: PrinterSetup, papers: Papers | None = None) -> PrinterUnfit | None:
    """What cannot stand so; None: all of it can. Only what this kind of printer uses is looked at, and the paper where
    it is said which there are.

    A4 pages go to no label printer, a label printer is told in its own dots, and it takes no sheets.
    """
    thermal = setup.kind in THERMAL
    queued = setup.kind is not PrinterKind.QUEUE or _QUEUE.fullmatch(setup.queue) is not None
    raw = setup.kind is not PrinterKind.RAW_QUEUE or _RAW_QUEUE.fullmatch(setup.queue) is not None
    network, serial = setup.kind is PrinterKind.NETWORK, setup.kind is PrinterKind.SERIAL
    checks = (
        (PrinterDetail.KIND, setup.kind is not PrinterKind.UNREAD and not (thermal and kind is JobKind.PAGE)),
        (PrinterDetail.QUEUE, queued and raw),
        (PrinterDetail.HOST, not network or _HOST.fullmatch(setup.host) is not None),
        (PrinterDetail.PORT, not network or 0 < setup.port < 65_536),
        (PrinterDetail.DEVICE, not serial or _device_fits(setup.device)),
        (PrinterDetail.SPEED, not serial or setup.speed in SPEEDS),
        (PrinterDetail.RESOLUTION, setup.dots_per_mm in RESOLUTIONS),
        (PrinterDetail.PAPER, papers is None or _paper_fits(kind, setup, papers)),
    )
    return next((PrinterUnfit(detail) for detail, fits in checks if not fits), None)


def papers_for(kind: JobKind, printer: PrinterKind, papers: Papers) -> tuple[Paper, ...]:
    """What such a printer can be loaded with for these jobs: no sheets where it takes only rolls."""
    return tuple(paper for paper in papers.serving(kind) if paper.sheet is None or printer not in THERMAL)


def paper_in(papers: Papers, kind: JobKind, setup: PrinterSetup) -> Paper | None:
    """What is in the printer for these jobs; None for pages. The usual one where nobody has said, or what is noted
    cannot be: sheets in a label printer.
    """
    return papers.loaded(kind, setup.paper if _paper_fits(kind, setup, papers) else "")


def with_paper(papers: Papers, kind: JobKind, setup: PrinterSetup) -> PrinterSetup:
    """The same with its paper by name. Of one that could not be read nobody knows it."""
    if setup.kind is PrinterKind.UNREAD:
        return setup
    paper = paper_in(papers, kind, setup)
    return replace(setup, paper=paper.name if paper is not None else "")


def _paper_fits(kind: JobKind, setup: PrinterSetup, papers: Papers) -> bool:
    return setup.paper in {"", *(paper.name for paper in papers_for(kind, setup.kind, papers))}


def _device_fits(device: str) -> bool:
    return 0 < len(device) <= _LONGEST_DEVICE and device.isprintable() and device == device.strip()


def setup_words(setup: PrinterSetup) -> str:
    """A printer in one line, for the journal: what of it is used."""
    where = {
        PrinterKind.FOLDER: "",
        PrinterKind.QUEUE: setup.queue,
        PrinterKind.RAW_QUEUE: setup.queue,
        PrinterKind.NETWORK: f"{setup.host}:{setup.port}",
        PrinterKind.SERIAL: f"{setup.device} at {setup.speed}",
        PrinterKind.UNREAD: "",
    }[setup.kind]
    dots = "" if setup.kind in DOTLESS else f"{setup.dots_per_mm} dots/mm"
    large = "" if setup.large is LargePrintOn.SAME else f"large print on {setup.large.value}"
    return ", ".join(part for part in (setup.kind.value, where, dots, setup.paper, large) if part)
