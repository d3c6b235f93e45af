"""The scanner's page: how it is set up on the left; on the right every scan on trial, as it came and as it was read."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QWidget

from dispensary.application.ports.scanner import Arrival, Loss, ScannerState
from dispensary.desktop.forms.ui_scanner_page import Ui_ScannerPage
from dispensary.desktop.saving import AskPath, ask_path
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.scanner import ScannerFields, ScannerModel, ScannerShown
from dispensary.desktop.views.health import scanner_item
from dispensary.domain.barcodes import Scan
from dispensary.domain.scanners import SPEEDS
from dispensary.wording.scanners import (
    NO_PORT,
    NOT_HERE_SET_UP,
    NOT_YOURS,
    OTHER_PORT,
    SAVED,
    STATE_HINTS,
    TRY_IT,
    came_words,
    forced_words,
    hex_bytes,
    lost_words,
    port_words,
    read_as,
    shown_bytes,
    usb_words,
)

_OTHER = "?"
_ENDINGS = (
    ("Enter (CR)", "CR"),
    ("LF", "LF"),
    ("CR and LF", "CR LF"),
    ("Tab", "TAB"),
    ("Nothing", ""),
    ("Others", _OTHER),
)
_MOST_SHOWN = 400
_BREAK_EVERY = 12
_MAY_BREAK = "\u200b"


class ScannerPage(QWidget):
    """What is chosen stays until it is saved or put back. ask: where the page of barcodes is saved to."""

    def __init__(self, model: ScannerModel, parent: QWidget | None = None, ask: AskPath = ask_path) -> None:
        super().__init__(parent)
        self.model, self.ask = model, ask
        ui = self.ui = Ui_ScannerPage()
        ui.setupUi(self)
        self._stands: ScannerFields | None = None
        self._last: tuple[Arrival, Scan] | None = None
        for speed in SPEEDS:
            ui.speed.addItem(str(speed), str(speed))
        for words, ending in _ENDINGS:
            ui.suffix.addItem(words, ending)
        self._choices = (ui.port, ui.speed, ui.suffix)
        self._fields = (ui.port_own, ui.prefix, ui.suffix_own, ui.gap, ui.shortest)
        for choice in self._choices:
            choice.currentIndexChanged.connect(self._typed)
        for field in self._fields:
            field.textChanged.connect(self._typed)
            field.returnPressed.connect(self._save)
        ui.save.clicked.connect(self._save)
        ui.again.clicked.connect(self._put_back)
        ui.sheet.clicked.connect(self._sheet)
        ui.figures.toggled.connect(self._show_tried)
        model.shown.connect(self._show)
        model.refused.connect(self._refused)
        model.said.connect(self._said)
        model.saved.connect(self._saved)
        model.stands.connect(self._show_state)
        model.tried.connect(self._tried)
        model.lost.connect(self._lost)

    def begin(self) -> None:
        ui = self.ui
        for words in (ui.refusal, ui.said, ui.lost):
            words.clear()
        self._stands = self._last = None
        self._show_tried()
        self.model.begin()

    def _show(self, shown: ScannerShown) -> None:
        ui = self.ui
        typed = self._fields_typed() if self._stands is not None and self._fields_typed() != self._stands else None
        self._list_ports(shown)
        self._stands = shown.fields
        may = shown.may and shown.here
        self._fill(shown.fields if typed is None or not may else typed)
        for each in (*self._choices, *self._fields):
            each.setEnabled(may)
        ui.not_allowed.say("" if may else NOT_YOURS if shown.here else NOT_HERE_SET_UP, Tone.INFO)
        ui.forced.say(forced_words(shown.forced) if shown.forced else "", Tone.REASON)
        ui.save.setVisible(may)
        self._typed()
        (ui.port if may else ui.sheet).setFocus(Qt.FocusReason.OtherFocusReason)

    def _list_ports(self, shown: ScannerShown) -> None:
        port = self.ui.port
        with QSignalBlocker(port):
            port.clear()
            port.addItem(NO_PORT, "")
            for found in shown.ports:
                if found.usb:
                    port.addItem(usb_words(found.usb, found.described), found.usb)
                port.addItem(port_words(found.name, found.described), found.name)
            port.addItem(OTHER_PORT, _OTHER)

    def _fill(self, fields: ScannerFields) -> None:
        ui = self.ui
        _choose(ui.port, fields.port)
        _choose(ui.speed, fields.speed)
        _choose(ui.suffix, fields.suffix)
        ui.port_own.setText(fields.port)
        ui.suffix_own.setText(fields.suffix)
        ui.prefix.setText(fields.prefix)
        ui.gap.setText(fields.gap)
        ui.shortest.setText(fields.shortest)

    def _fields_typed(self) -> ScannerFields:
        ui = self.ui
        port, suffix = ui.port.currentData(), ui.suffix.currentData()
        return ScannerFields(
            ui.port_own.text() if port == _OTHER else port or "",
            ui.speed.currentData() or "",
            ui.prefix.text(),
            ui.suffix_own.text() if suffix == _OTHER else suffix or "",
            ui.gap.text(),
            ui.shortest.text(),
        )

    def _typed(self) -> None:
        ui = self.ui
        ui.port_own_row.setVisible(ui.port.currentData() == _OTHER)
        ui.suffix_own_row.setVisible(ui.suffix.currentData() == _OTHER)
        changed = self._stands is not None and self._fields_typed() != self._stands
        ui.again.setVisible(changed)
        if changed:
            ui.said.clear()
            ui.save.free()
        else:
            ui.save.hold("nothing changed")

    def _put_back(self) -> None:
        if self._stands is not None:
            self.ui.refusal.clear()
            self._fill(self._stands)

    def _save(self) -> None:
        if self.ui.save.isEnabled() and self.ui.save.isVisibleTo(self):
            self.ui.refusal.clear()
            self.model.save(self._fields_typed())

    def _saved(self) -> None:
        self._stands = None
        self._said(SAVED)

    def _said(self, words: str) -> None:
        self.ui.refusal.clear()
        self.ui.said.say(words, Tone.PASS)

    def _refused(self, words: str) -> None:
        self.ui.said.clear()
        self.ui.refusal.say(words)

    def _sheet(self) -> None:
        path = self.ask(self, "Save barcodes to try a scanner with", "barcodes-to-try.pdf", "PDF (*.pdf)")
        if path:
            self.model.save_sheet(path)

    def _show_state(self, state: ScannerState | None) -> None:
        item = scanner_item(state)
        self.ui.hint.setText(" ".join(words for words in (STATE_HINTS.get(state or ""), TRY_IT) if words))
        self.ui.state.say(item.words, Tone.INFO if state is None else item.tone)

    def _tried(self, arrival: Arrival, scan: Scan) -> None:
        self._last = arrival, scan
        self.ui.lost.clear()
        self._show_tried()

    def _lost(self, loss: Loss) -> None:
        """The scan before it is taken away: nobody should read it as this one."""
        self._last = None
        self._show_tried()
        self.ui.lost.say(lost_words(loss.why.value, loss.size, loss.times), Tone.REASON)

    def _show_tried(self) -> None:
        ui = self.ui
        ui.figures.setVisible(self._last is not None)
        if self._last is None:
            ui.tried.show_facts("", ())
            return
        arrival, scan = self._last
        sent = [("Sent", _breaking(shown_bytes(arrival.raw), len(arrival.raw)))]
        if ui.figures.isChecked():
            sent.append(("In figures", _breaking(hex_bytes(arrival.raw), len(arrival.raw))))
        came = ("Came", came_words(arrival.by, arrival.took_ms, arrival.gap_ms))
        ui.tried.show_facts("The last scan", (*read_as(scan), *sent, came))


def _choose(box: QComboBox, wanted: str) -> None:
    """The choice that means it; where none does, the one to write it beside."""
    at = box.findData(wanted)
    box.setCurrentIndex(at if at >= 0 else box.findData(_OTHER))


def _breaking(words: str, sent: int) -> str:
    """So that a long row of characters takes as many lines as it needs, and a very long one not the whole page."""
    shown = words[:_MOST_SHOWN]
    parts = [shown[at : at + _BREAK_EVERY] for at in range(0, len(shown), _BREAK_EVERY)]
    return _MAY_BREAK.join(parts) + (f" … {sent} characters in all" if len(words) > _MOST_SHOWN else "")
