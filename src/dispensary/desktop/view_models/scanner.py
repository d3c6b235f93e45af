"""The scanner's page: how this workstation's scanner is set up, and every scan on trial with how it was read."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from dispensary.application.ports.scanner import Arrival, FoundPort, Loss, Scanner, ScannerSetups, ScannerState
from dispensary.application.queries.counter import counter_state
from dispensary.application.set_up_scanner import set_up_scanner
from dispensary.application.step import Receipt
from dispensary.desktop.saving import save_whole
from dispensary.desktop.scanning import ScanFilter
from dispensary.desktop.tasks import Lane
from dispensary.desktop.view_models.counter import Counter
from dispensary.domain.barcodes import Scan, read_scan
from dispensary.domain.people import Task
from dispensary.domain.refusals import Refusal
from dispensary.domain.scanners import ScannerDetail, ScannerSetup, ScannerUnfit, mark_words, read_mark
from dispensary.wording.refused import refusal_words
from dispensary.wording.scanners import number_wanted


@dataclass(frozen=True, slots=True)
class Scanners:
    """What a window needs to have a scanner. make: the scanner on the line of that setup, None where none is named.
    ports: those of this machine. forced: the port that the machine itself names, which goes before the one chosen.
    """

    setups: ScannerSetups
    make: Callable[[ScannerSetup], Scanner | None]
    ports: Callable[[], tuple[FoundPort, ...]]
    forced: str = ""


@dataclass(frozen=True, slots=True)
class ScannerFields:
    """What stands in the fields, as text."""

    port: str
    speed: str
    prefix: str
    suffix: str
    gap: str
    shortest: str


@dataclass(frozen=True, slots=True)
class ScannerShown:
    """may: this person may change it. here: it can be changed here at all. forced: see `Scanners`."""

    fields: ScannerFields
    ports: tuple[FoundPort, ...]
    may: bool
    here: bool
    forced: str


def fields_of(setup: ScannerSetup) -> ScannerFields:
    return ScannerFields(
        setup.port,
        str(setup.speed),
        mark_words(setup.prefix),
        mark_words(setup.suffix),
        str(setup.longest_gap_ms),
        str(setup.shortest),
    )


class ScannerModel(QObject):
    """Signals: shown(ScannerShown), refused(words), said(words), saved(), tried(Arrival, Scan), lost(Loss),
    stands(ScannerState), None for a scanner that types.
    """

    shown = Signal(object)
    refused = Signal(str)
    said = Signal(str)
    saved = Signal()
    tried = Signal(object, object)
    lost = Signal(object)
    stands = Signal(object)

    def __init__(self, counter: Counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._scans: ScanFilter | None = None
        self._scanners: Scanners | None = None
        self._open = self._busy = False

    def follow(self, scans: ScanFilter) -> None:
        """From now on what is scanned is shown here while the page is."""
        self._scans = scans
        scans.arrived.connect(self._arrived)
        scans.lost.connect(self._lost)
        scans.state_changed.connect(self.stands)

    def use(self, scanners: Scanners) -> None:
        """From now on this workstation's scanner is read as it was set up, and can be set up here."""
        self._scanners = scanners
        self._apply(scanners.setups.read())

    def begin(self) -> None:
        self._open = True
        self.load()
        self.stands.emit(self.state)

    def end(self) -> None:
        self._open = False

    @property
    def state(self) -> ScannerState | None:
        """How the scanner on a line is; None where there is none."""
        return self._scans.scanner_state if self._scans is not None else None

    def load(self) -> None:
        """How it is set up now, and which ports there are."""
        place, scanners, viewer = self._counter.place, self._scanners, self._counter.user

        def look() -> tuple[ScannerSetup, tuple[FoundPort, ...], bool]:
            today = counter_state(place).now.date()
            may = viewer is not None and viewer.may(Task.ADMINISTER, today)
            return (scanners.setups.read(), scanners.ports(), may) if scanners else (ScannerSetup(), (), may)

        def loaded(found: tuple[ScannerSetup, tuple[FoundPort, ...], bool]) -> None:
            if self._open and viewer == self._counter.user:
                forced = scanners.forced if scanners is not None else ""
                setup, ports, may = found
                self.shown.emit(ScannerShown(fields_of(setup), ports, may, scanners is not None, forced))

        self._counter.read(look, loaded)

    def save(self, typed: ScannerFields) -> None:
        """Kept on this workstation, and in use at once."""
        scanners = self._scanners
        if scanners is None or self._busy:
            return
        setup = understood(typed)
        if isinstance(setup, str):
            self.refused.emit(setup)
            return
        place, actor = self._counter.place, self._counter.actor
        self._busy = True

        def done(_receipt: Receipt) -> None:
            self._busy = False
            self._apply(setup)
            self.saved.emit()
            self.load()

        def refused(_refusal: Refusal, words: str) -> None:
            self._busy = False
            self.refused.emit(words)

        self._counter.step(lambda: set_up_scanner(place, actor, scanners.setups, setup), done, refused)

    def _apply(self, setup: ScannerSetup) -> None:
        if self._scans is None or self._scanners is None:
            return
        self._scans.tell_by(setup.longest_gap_ms, setup.shortest)
        scanner = self._scanners.make(setup)
        if scanner is not None:
            self._scans.attach(scanner)
        else:
            self._scans.detach(patience=0.0)

    def save_sheet(self, path: str) -> None:
        """The page of barcodes to try."""
        pages = self._counter.place.pages

        def work() -> str | Refusal:
            return save_whole(path, (pages.scan_sheet(),)) or Path(path).name

        def done(name: str) -> None:
            self.said.emit(f"Saved as {name}. Print it at 100 %, then scan each of them here.")

        self._counter.step(work, done, lambda _, words: self.refused.emit(words), Lane.LONG)

    def _arrived(self, arrival: Arrival) -> None:
        if self._open:
            read: Scan = read_scan(arrival.raw, today=self._counter.place.clock.now().date())
            self.tried.emit(arrival, read)

    def _lost(self, loss: Loss) -> None:
        if self._open:
            self.lost.emit(loss)


def understood(typed: ScannerFields) -> ScannerSetup | str:
    """What was typed, or what of it cannot be read."""
    numbers = {}
    for name, what in (("speed", "The speed"), ("gap", "The longest pause"), ("shortest", "The shortest scan")):
        plain = str(getattr(typed, name)).strip()
        if not (plain.isascii() and plain.isdigit() and len(plain) <= 7):
            return number_wanted(what)
        numbers[name] = int(plain)
    prefix, suffix = read_mark(typed.prefix), read_mark(typed.suffix)
    if prefix is None or suffix is None:
        return refusal_words(ScannerUnfit(ScannerDetail.PREFIX if prefix is None else ScannerDetail.SUFFIX))
    setup = ScannerSetup(typed.port.strip(), numbers["speed"], prefix, suffix)
    return replace(setup, longest_gap_ms=numbers["gap"], shortest=numbers["shortest"])
