"""The page of printers: how each is set up, a test print, and what waits, is in doubt or was sent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, Signal

from dispensary.application.ports.printer import Printer, PrinterUnavailable
from dispensary.application.ports.printer_setups import PrinterSetups, SheetPlaces
from dispensary.application.ports.scanner import FoundPort
from dispensary.application.print_queue import cancel_print, it_printed, print_again, print_queue
from dispensary.application.queries.counter import counter_state
from dispensary.application.set_up_printers import begin_sheet, print_test, set_up_printer
from dispensary.application.step import Receipt
from dispensary.application.workplace import Workplace
from dispensary.desktop.tasks import Lane
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.counter import Counter
from dispensary.domain.identifiers import UserId
from dispensary.domain.labels.geometry import SheetStock
from dispensary.domain.labels.stock import LargePrintOn, Papers
from dispensary.domain.people import Task
from dispensary.domain.printers import UNREAD, PrinterKind, PrinterPlan, PrinterSetup, paper_in, with_paper
from dispensary.domain.printing import JobKind, QueueLine
from dispensary.domain.refusals import Refusal
from dispensary.wording.printing import SHEET_BEGUN, TEST_QUEUED, number_wanted


@dataclass(frozen=True, slots=True)
class Printers:
    """What a window needs to have printers. make: the printer of that setup, for that kind of job. state: how it is, in
    words; it may raise PrinterUnavailable. papers: what they can be loaded with; places: how far each sheet of labels
    is used. queues: the printers of this computer; ports: its serial ports. forced: what the machine itself names,
    which goes before what was chosen.
    """

    setups: PrinterSetups
    make: Callable[[JobKind, PrinterSetup], Printer]
    state: Callable[[JobKind, PrinterSetup], str]
    papers: Papers
    places: SheetPlaces
    queues: Callable[[], tuple[str, ...]]
    ports: Callable[[], tuple[FoundPort, ...]]
    forced: Mapping[JobKind, str] = field(default_factory=dict)

    def made(self) -> dict[JobKind, Printer]:
        """One for each kind of job, as they are set up now."""
        plan = self.setups.read()
        return {kind: self.make(kind, plan.of(kind)) for kind in JobKind}

    @property
    def into_folder(self) -> bool:
        """Whether labels come out nowhere: they are written into a folder."""
        return JobKind.LABEL not in self.forced and self.setups.read().of(JobKind.LABEL).kind is PrinterKind.FOLDER

    def standing(self) -> PrinterPlan:
        """How they are set up now, each with its paper by name, said or not."""
        plan = self.setups.read()
        return PrinterPlan({kind: with_paper(self.papers, kind, plan.of(kind)) for kind in JobKind})

    def sheet(self, kind: JobKind) -> SheetStock | None:
        """The sheets of labels in that printer; None where it has a roll, or plain paper."""
        paper = paper_in(self.papers, kind, self.setups.read().of(kind))
        return paper.sheet if paper is not None else None

    def free(self) -> dict[JobKind, int]:
        """The place that comes next on each sheet of labels that is in a printer."""
        sheets = {kind: self.sheet(kind) for kind in JobKind}
        return {kind: self.places.free(kind, sheet) for kind, sheet in sheets.items() if sheet is not None}


@dataclass(frozen=True, slots=True)
class PrinterFields:
    """What stands in the fields, as text. kind: UNREAD as long as none is chosen."""

    kind: PrinterKind
    queue: str
    host: str
    port: str
    device: str
    speed: str
    dots_per_mm: str
    paper: str = ""
    large: LargePrintOn = LargePrintOn.SAME


@dataclass(frozen=True, slots=True)
class PrintersShown:
    """may: this person may change them. here: they can be changed here at all. papers, forced: see `Printers`."""

    plan: PrinterPlan
    papers: Papers | None
    queues: tuple[str, ...]
    ports: tuple[FoundPort, ...]
    may: bool
    here: bool
    forced: Mapping[JobKind, str]


def fields_of(setup: PrinterSetup) -> PrinterFields:
    return PrinterFields(
        setup.kind,
        setup.queue,
        setup.host,
        str(setup.port),
        setup.device,
        str(setup.speed),
        str(setup.dots_per_mm),
        setup.paper,
        setup.large,
    )


class PrintersModel(QObject):
    """Signals: shown(PrintersShown), queue(tuple of QueueLine), refused(words), said(words), saved(),
    state(JobKind, words, Tone): how that printer is, free(JobKind to the place that comes next on its sheet).
    """

    shown = Signal(object)
    queue = Signal(object)
    refused = Signal(str)
    said = Signal(str)
    saved = Signal()
    state = Signal(object, str, object)
    free = Signal(object)

    def __init__(self, counter: Counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._printers: Printers | None = None
        self._open = self._busy = False
        counter.changed.connect(self._changed)
        counter.outage.connect(self._round_over)

    def use(self, printers: Printers) -> None:
        """From now on this workstation prints as it was set up, and can be set up here."""
        self._printers = printers
        self._counter.use_printers(printers.made(), into_folder=printers.into_folder)

    def begin(self) -> None:
        self._open, self._busy = True, False
        self.load()
        self._load_queue()

    def end(self) -> None:
        self._open = False

    def _changed(self, receipt: Receipt) -> None:
        if self._open and receipt.prints:
            self._load_queue()

    def _round_over(self, part: str, _words: str) -> None:
        if self._open and part == "printer":
            self._load_queue()

    @property
    def sending(self) -> bool:
        """Something is on its way at this moment: it is in doubt only until it has arrived."""
        return self._counter.printing

    def _load_queue(self) -> None:
        place, printers = self._counter.place, self._printers

        def loaded(found: tuple[tuple[QueueLine, ...], dict[JobKind, int]]) -> None:
            if self._open:
                lines, free = found
                self.free.emit(free)
                self.queue.emit(lines)

        def look() -> tuple[tuple[QueueLine, ...], dict[JobKind, int]]:
            return print_queue(place), {} if printers is None else printers.free()

        self._counter.read(look, loaded, newest="print queue")

    def load(self) -> None:
        """How they are set up now, and what they could be."""
        place, printers, viewer = self._counter.place, self._printers, self._counter.user

        def look() -> PrintersShown:
            today = counter_state(place).now.date()
            may = viewer is not None and viewer.may(Task.ADMINISTER, today)
            if printers is None:
                return PrintersShown(PrinterPlan(), None, (), (), may, False, {})
            return PrintersShown(
                printers.standing(), printers.papers, printers.queues(), printers.ports(), may, True, printers.forced
            )

        def loaded(found: PrintersShown) -> None:
            if self._open and viewer == self._counter.user:
                self.shown.emit(found)

        self._counter.read(look, loaded)

    def save(self, kind: JobKind, typed: PrinterFields) -> None:
        """Kept on this workstation, and in use at once."""
        printers = self._printers
        if printers is None or self._busy:
            return
        setup = understood(typed)
        if isinstance(setup, str):
            self.refused.emit(setup)
            return
        place, actor = self._counter.place, self._counter.actor
        self._busy = True

        def work() -> Receipt | Refusal:
            return set_up_printer(place, actor, printers.setups, kind, setup)

        def done(_receipt: Receipt) -> None:
            self._busy = False
            self._counter.use_printers(printers.made(), into_folder=printers.into_folder)
            self.saved.emit()
            self.load()
            self._load_queue()

        self._counter.step(work, done, self._not_done)

    def ask_state(self, kind: JobKind) -> None:
        """How that printer is. No label waits for its answer, but those for that very printer for a moment."""
        printers = self._printers
        if printers is None:
            return

        def work() -> tuple[str, Tone]:
            try:
                return printers.state(kind, printers.setups.read().of(kind)), Tone.INFO
            except PrinterUnavailable as problem:
                return str(problem), Tone.REASON

        def done(found: tuple[str, Tone]) -> None:
            if self._open:
                self.state.emit(kind, *found)

        self._counter.tasks.do(Lane.ASK, work, done)

    def test(self, kind: JobKind) -> None:
        """Something to look at, through the queue as everything else."""
        place, actor = self._counter.place, self._counter.actor
        self._counter.step(
            lambda: print_test(place, actor, kind), lambda _: self.said.emit(TEST_QUEUED), self._not_done
        )

    def begin_sheet(self, kind: JobKind, at: int) -> None:
        """Another sheet was put in, or this one goes on elsewhere: the next label comes out on that place."""
        printers = self._printers
        sheet = printers.sheet(kind) if printers is not None else None
        if printers is None or sheet is None:
            return
        place, actor, places = self._counter.place, self._counter.actor, printers.places
        self._counter.step(
            lambda: begin_sheet(place, actor, places, kind, sheet, at),
            lambda _: self.said.emit(SHEET_BEGUN),
            self._not_done,
        )

    def it_printed(self, line: QueueLine) -> None:
        self._decide(it_printed, line)

    def print_again(self, line: QueueLine) -> None:
        self._decide(print_again, line)

    def cancel(self, line: QueueLine) -> None:
        self._decide(cancel_print, line)

    def _decide(self, deed: Callable[[Workplace, UserId, QueueLine], Receipt | Refusal], line: QueueLine) -> None:
        place, actor = self._counter.place, self._counter.actor
        self._counter.step(lambda: deed(place, actor, line), lambda _: self._load_queue(), self._not_done)

    def _not_done(self, _refusal: Refusal, words: str) -> None:
        self._busy = False
        self.refused.emit(words)
        self._load_queue()


def understood(typed: PrinterFields) -> PrinterSetup | str:
    """What was typed, or what of it cannot be read. What this kind of printer has not stays as it comes."""
    numbers = {}
    for name, what in (("port", "The port"), ("speed", "The speed"), ("dots_per_mm", "The resolution")):
        plain = str(getattr(typed, name)).strip()
        if not (plain.isascii() and plain.isdigit() and len(plain) <= 7):
            return number_wanted(what)
        numbers[name] = int(plain)
    usual = PrinterSetup(typed.kind, dots_per_mm=numbers["dots_per_mm"], paper=typed.paper, large=typed.large)
    match typed.kind:
        case PrinterKind.QUEUE | PrinterKind.RAW_QUEUE:
            return replace(usual, queue=typed.queue.strip())
        case PrinterKind.NETWORK:
            return replace(usual, host=typed.host.strip(), port=numbers["port"])
        case PrinterKind.SERIAL:
            return replace(usual, device=typed.device.strip(), speed=numbers["speed"])
        case PrinterKind.FOLDER:
            return PrinterSetup(paper=typed.paper, large=typed.large)
        case PrinterKind.UNREAD:
            return UNREAD
