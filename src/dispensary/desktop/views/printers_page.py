"""The page of printers: on the left what waits, is in doubt, was sent; on the right how each printer is set up."""

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from dispensary.desktop.components import Cell, Emptiness, IconWords, TwoLines
from dispensary.desktop.forms.ui_printers_page import Ui_PrintersPage
from dispensary.desktop.row_model import RowModel
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.printers import PrinterFields, PrintersModel, PrintersShown, fields_of, understood
from dispensary.domain.labels.stock import LargePrintOn
from dispensary.domain.printers import DOTLESS, RESOLUTIONS, SPEEDS, THERMAL, PrinterKind, papers_for
from dispensary.domain.printing import JobKind, JobState, QueueLine
from dispensary.wording.labels import date_words
from dispensary.wording.printing import (
    ASKED,
    JOB_KINDS,
    LARGE_PRINT,
    NO_QUEUE,
    NOT_HERE,
    NOT_YOURS,
    NOTHING_QUEUED,
    NOTHING_QUEUED_HOW,
    ON_ITS_WAY,
    PRINTER_KINDS,
    SAVED,
    STATES,
    UNREAD_CHOICE,
    WAITS_HOW,
    dots_words,
    forced_words,
    line_words,
    paper_words,
    place_words,
    queue_words,
    told_whole,
)
from dispensary.wording.scanners import port_words

_NO_LABEL_PRINTER = tuple(kind for kind in PRINTER_KINDS if kind not in THERMAL)


class PrintersPage(QWidget):
    """What is chosen for one printer stays until it is saved or another printer is looked at."""

    def __init__(self, model: PrintersModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        ui = self.ui = Ui_PrintersPage()
        ui.setupUi(self)
        self._shown: PrintersShown | None = None
        self._lines: tuple[QueueLine, ...] = ()
        self.rows = RowModel(("What", "Made", "How it stands"), self)
        ui.jobs.setModel(self.rows)
        ui.jobs.set_columns((0, 110, 380))
        for job, words in JOB_KINDS.items():
            ui.job.addItem(words, job)
        ui.kind.setPlaceholderText(UNREAD_CHOICE)
        for speed in SPEEDS:
            ui.speed.addItem(str(speed), str(speed))
        for dots in RESOLUTIONS:
            ui.dots.addItem(dots_words(dots), str(dots))
        for large, words in LARGE_PRINT.items():
            ui.large.addItem(words, large)
        self._free: dict[JobKind, int] = {}
        self._decided: QueueLine | None = None
        """What was asked for of the chosen line is being done, or done."""
        self._boxes: tuple[QComboBox, ...] = (ui.kind, ui.queue, ui.device, ui.speed, ui.dots, ui.paper, ui.large)
        self._texts: tuple[QLineEdit, ...] = (ui.raw_queue, ui.host, ui.port)
        self._wire()
        self._deeds()

    def _wire(self) -> None:
        ui, model = self.ui, self.model
        ui.job.currentIndexChanged.connect(self._show_setup)
        for box in self._boxes:
            box.currentIndexChanged.connect(self._typed)
        for text in self._texts:
            text.textChanged.connect(self._typed)
            text.returnPressed.connect(self._save)
        ui.save.clicked.connect(self._save)
        ui.test.clicked.connect(lambda: model.test(self._job))
        ui.place.activated.connect(lambda at: model.begin_sheet(self._job, at + 1))
        ui.jobs.moved.connect(self._moved)
        ui.found.clicked.connect(lambda: self._decide(model.it_printed))
        ui.again.clicked.connect(lambda: self._decide(model.print_again))
        ui.cancel.clicked.connect(lambda: self._decide(model.cancel))
        model.shown.connect(self._show)
        model.queue.connect(self._show_queue)
        model.state.connect(self._show_state)
        model.free.connect(self._show_free)
        model.refused.connect(self._refused)
        model.said.connect(self._said)
        model.saved.connect(lambda: self._said(SAVED))

    def begin(self) -> None:
        ui = self.ui
        ui.refusal.clear()
        ui.said.clear()
        self._shown = None
        self.model.begin()
        ui.jobs.setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self) -> None:
        self.model.end()

    @property
    def _job(self) -> JobKind:
        return JobKind(self.ui.job.currentData())

    @property
    def _kind(self) -> PrinterKind:
        return PrinterKind(self.ui.kind.currentData() or PrinterKind.UNREAD)

    # The queue.

    def _show_queue(self, lines: tuple[QueueLine, ...]) -> None:
        ui, chosen = self.ui, self._chosen()
        # What was sent last comes first among the sent.
        lines = tuple(line for line in lines if line.state is not JobState.SENT) + tuple(
            line for line in reversed(lines) if line.state is JobState.SENT
        )
        self._lines = tuple(sorted(lines, key=lambda line: _ORDER[line.state]))
        self.rows.show_rows([self._row(line) for line in self._lines], [line.id for line in self._lines])
        ids = [line.id for line in self._lines]
        ui.empty.say(Emptiness.NOTHING_YET, NOTHING_QUEUED, NOTHING_QUEUED_HOW)
        ui.pages.setCurrentWidget(ui.list_page if lines else ui.empty_page)
        ui.queue_hint.setText(queue_words([line for line in lines if not self._on_its_way(line)]))
        if lines:
            ui.jobs.selectRow(ids.index(chosen.id) if chosen is not None and chosen.id in ids else 0)
        self._deeds()

    def _chosen(self) -> QueueLine | None:
        at = self.ui.jobs.currentIndex().row()
        return self._lines[at] if 0 <= at < len(self._lines) else None

    def _deeds(self) -> None:
        ui, chosen = self.ui, self._chosen()
        state = chosen.state if chosen is not None and not self._on_its_way(chosen) else None
        ui.found.setVisible(state is JobState.IN_DOUBT)
        ui.again.setVisible(state in (JobState.IN_DOUBT, JobState.FAILED, JobState.SENT))
        ui.cancel.setVisible(state in (JobState.IN_DOUBT, JobState.WAITING))
        for deed in (ui.found, ui.again, ui.cancel):
            if chosen is not None and chosen == self._decided:
                deed.hold(ASKED)
            else:
                deed.free()
        ui.chosen_row.setVisible(state is not None)
        if chosen is not None and state is not None:
            ui.chosen.say(f"{chosen.title}: {told_whole(chosen)}", _LOOKS[chosen.state][1])

    def _moved(self, _row: object) -> None:
        """Whoever comes back to a line may decide about it anew."""
        if self._chosen() != self._decided:
            self._decided = None
        self._deeds()

    def _on_its_way(self, line: QueueLine) -> bool:
        return line.state is JobState.IN_DOUBT and not line.problem and self.model.sending

    def _row(self, line: QueueLine) -> tuple[Cell, ...]:
        icon, tone = _LOOKS[line.state]
        stands = TwoLines(STATES[line.state], line_words(line), icon, tone)
        if self._on_its_way(line):
            stands = TwoLines(ON_ITS_WAY, WAITS_HOW)
        made = TwoLines(date_words(line.created_at.date()), f"{line.created_at:%H:%M}")
        return (IconWords(line.title), made, stands)

    def _decide(self, deed: Callable[[QueueLine], None]) -> None:
        chosen = self._chosen()
        if chosen is None or chosen == self._decided:
            return
        self.ui.refusal.clear()
        self.ui.said.clear()
        # A second click or key, meant for the first, would print once more; and what was pressed may be gone now.
        self._decided = chosen
        self.ui.jobs.setFocus(Qt.FocusReason.OtherFocusReason)
        self._deeds()
        deed(chosen)

    # How they are set up.

    def _show(self, shown: PrintersShown) -> None:
        ui = self.ui
        self._shown = shown
        may = shown.may and shown.here
        with QSignalBlocker(ui.queue), QSignalBlocker(ui.device):
            ui.queue.clear()
            ui.device.clear()
            for name in shown.queues:
                ui.queue.addItem(name, name)
            if not shown.queues:
                ui.queue.addItem(NO_QUEUE, "")
            for port in shown.ports:
                ui.device.addItem(port_words(port.name, port.described), port.name)
        for each in (*self._boxes, *self._texts):
            each.setEnabled(may)
        ui.not_allowed.say("" if may else NOT_YOURS if shown.here else NOT_HERE, Tone.INFO)
        ui.save.setVisible(may)
        self._show_setup()

    def _show_setup(self) -> None:
        """The printer for the jobs that are chosen above, as it was set up."""
        ui, shown = self.ui, self._shown
        if shown is None:
            return
        job = self._job
        ui.forced.say(forced_words(shown.forced[job]) if job in shown.forced else "", Tone.REASON)
        with QSignalBlocker(ui.kind):
            ui.kind.clear()
            for kind in _NO_LABEL_PRINTER if job is JobKind.PAGE else PRINTER_KINDS:
                ui.kind.addItem(PRINTER_KINDS[kind], kind)
        stands = fields_of(shown.plan.of(job))
        # One that could not be read is none of them: nothing is chosen.
        ui.kind.setCurrentIndex(ui.kind.findData(stands.kind))
        _choose(ui.queue, stands.queue)
        _choose(ui.device, stands.device)
        _choose(ui.speed, stands.speed)
        _choose(ui.dots, stands.dots_per_mm)
        self._show_papers(stands.paper)
        _choose(ui.large, stands.large)
        ui.raw_queue.setText(stands.queue)
        ui.host.setText(stands.host)
        ui.port.setText(stands.port)
        self._typed()
        ui.state.clear()
        if shown.here:
            self.model.ask_state(job)

    def _show_papers(self, wanted: str) -> None:
        """What that kind of printer can have in it; what was chosen stays where it can."""
        ui, shown, kind = self.ui, self._shown, self._kind
        papers = () if shown is None or shown.papers is None else papers_for(self._job, kind, shown.papers)
        with QSignalBlocker(ui.paper):
            ui.paper.clear()
            for paper in papers:
                ui.paper.addItem(paper_words(paper), paper.name)
            ui.paper.setCurrentIndex(max(ui.paper.findData(wanted), 0))

    def _show_free(self, free: dict[JobKind, int]) -> None:
        self._free = free
        self._show_place()

    def _show_place(self) -> None:
        """Where on the sheet that lies in this printer the next label comes out; whoever puts one in may say."""
        ui, shown, place = self.ui, self._shown, self._free.get(self._job)
        loaded = shown.plan.of(self._job).paper if shown is not None else ""
        paper = shown.papers.of(loaded) if shown is not None and shown.papers is not None else None
        sheet = paper.sheet if paper is not None else None
        ui.place_row.setVisible(sheet is not None and place is not None and not self._changed())
        if sheet is None or place is None:
            return
        if ui.place.count() != sheet.cells or ui.place.itemText(0) != place_words(sheet, 1):
            ui.place.clear()
            for each in range(1, sheet.cells + 1):
                ui.place.addItem(place_words(sheet, each), each)
        ui.place.setCurrentIndex(place - 1)

    def _show_state(self, job: JobKind, words: str, tone: Tone) -> None:
        if job is self._job:
            self.ui.state.say(words, tone)

    def _fields(self) -> PrinterFields:
        ui = self.ui
        kind = self._kind
        raw = kind is PrinterKind.RAW_QUEUE
        return PrinterFields(
            kind,
            ui.raw_queue.text() if raw else ui.queue.currentData() or "",
            ui.host.text(),
            ui.port.text(),
            ui.device.currentData() or "",
            ui.speed.currentData() or "",
            ui.dots.currentData() or "",
            ui.paper.currentData() or "",
            LargePrintOn(ui.large.currentData()) if self._job is JobKind.LABEL else LargePrintOn.SAME,
        )

    def _typed(self) -> None:
        ui, kind, job = self.ui, self._kind, self._job
        known = kind is not PrinterKind.UNREAD
        self._show_papers(ui.paper.currentData() or "")
        ui.paper_row.setVisible(known and job is not JobKind.PAGE)
        ui.large_row.setVisible(known and job is JobKind.LABEL)
        ui.queue_row.setVisible(kind is PrinterKind.QUEUE)
        ui.raw_queue_row.setVisible(kind is PrinterKind.RAW_QUEUE)
        for row in (ui.host_row, ui.port_row):
            row.setVisible(kind is PrinterKind.NETWORK)
        for row in (ui.device_row, ui.speed_row):
            row.setVisible(kind is PrinterKind.SERIAL)
        ui.dots_row.setVisible(kind not in DOTLESS)
        if self._shown is None or not self._changed():
            ui.save.hold("nothing changed" if known else "choose a printer")
            ui.test.free()
        else:
            ui.save.free()
            ui.test.hold("save first")
            ui.state.clear()
        self._show_place()

    def _changed(self) -> bool:
        setup = understood(self._fields())
        return self._shown is not None and setup != self._shown.plan.of(self._job)

    def _save(self) -> None:
        if self.ui.save.isEnabled() and self.ui.save.isVisibleTo(self):
            self.ui.refusal.clear()
            self.ui.said.clear()
            self.model.save(self._job, self._fields())

    def _said(self, words: str) -> None:
        self.ui.refusal.clear()
        self.ui.said.say(words, Tone.PASS)
        self._bring(self.ui.said)

    def _refused(self, words: str) -> None:
        self._decided = None
        self._deeds()
        self.ui.said.clear()
        self.ui.refusal.say(words)
        self._bring(self.ui.refusal)

    def _bring(self, said: QWidget) -> None:
        """Into sight, where the form is longer than the window; once it has its place."""
        QTimer.singleShot(0, self, lambda: self.ui.scroll.ensureWidgetVisible(said))


_ORDER = {JobState.IN_DOUBT: 0, JobState.WAITING: 1, JobState.FAILED: 2, JobState.SENT: 3}
_LOOKS = {
    JobState.IN_DOUBT: ("reason", Tone.REASON),
    JobState.WAITING: ("clock", Tone.TEXT2),
    JobState.FAILED: ("", Tone.TEXT2),
    JobState.SENT: ("", Tone.TEXT2),
}


def _choose(box: QComboBox, wanted: object) -> None:
    """What was set up stays chosen even where it is not there now: it may only be unplugged."""
    at = box.findData(wanted)
    if at < 0 and wanted:
        box.addItem(str(wanted), wanted)
        at = box.count() - 1
    box.setCurrentIndex(max(at, 0))
