"""The accuracy check: full screen, large words, read in one glance. A wrong pack fills it in red."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dispensary.application.queries.bench import Bench, BenchLine, Want
from dispensary.application.split_pack import left_in, rest_to_label
from dispensary.desktop.components import BenchItem, BenchState, Part
from dispensary.desktop.components.painting import paint_now
from dispensary.desktop.forms.ui_accuracy_check import Ui_AccuracyCheck
from dispensary.desktop.sounds import Sound, Sounds
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.accuracy_check import AccuracyModel, barred_words
from dispensary.desktop.view_models.bench_entry import Entry
from dispensary.desktop.view_models.bench_shown import Refused, Shown
from dispensary.desktop.views.screen import Go, InHand, Screen, Where
from dispensary.desktop.views.verdicts import mismatch_of, part_words, refusal_verdict, to_count_again, verdict_of
from dispensary.domain.accuracy.reasons import Outcome
from dispensary.domain.barcodes.reading import read_scan
from dispensary.domain.dispensing import Dispensing, HeldPack
from dispensary.domain.near_misses import NearMissKind, kind_of_other
from dispensary.domain.quantity import decimal_text
from dispensary.domain.workflow import Stage
from dispensary.wording.bench import HOW_MANY_LEFT, WHY_OWN
from dispensary.wording.labels import date_words, quantity_words
from dispensary.wording.prescription import NOT_SUPPLIED
from dispensary.wording.times import clock_words
from dispensary.wording.work import STAGES

_WITH_REASON = frozenset({Entry.EYE, Entry.OWN})
_DONE = {Entry.EYE: "Accept", Entry.OWN: "Check it myself", Entry.REST: "Print"}
_BY_EYE, _IT_IS_THAT = "Accept by eye", "It is that"
_HELD_AGAIN = "Not recorded. Say again what was wrong."
_KINDS = {
    "strength": NearMissKind.STRENGTH,
    "drug": NearMissKind.PRODUCT,
    "form": NearMissKind.FORM,
    "quantity": NearMissKind.QUANTITY,
    "expired": NearMissKind.EXPIRED,
    "recalled": NearMissKind.RECALLED,
}
"""What the keys of the stop mean in the near-miss record; the one for anything else goes by the pack."""


class AccuracyView(Screen):
    """The bench. `Esc` leaves it and everything scanned stays; on the stop it needs a cause first."""

    bench = True

    def __init__(self, model: AccuracyModel, parent: QWidget | None = None, *, sounds: Sounds | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self._sounds = sounds if sounds is not None else Sounds()
        self._entry = Entry.NONE
        self._stopped: Bench | None = None
        self._given = ""
        self._line: BenchLine | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.pages = QStackedWidget(self)
        self.ui = Ui_AccuracyCheck()
        self.ui.setupUi(self.pages)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)
        self._wire()
        self._clear()

    def _wire(self) -> None:
        ui, model = self.ui, self.model
        # Esc belongs to the window, which asks this screen first (see `event`); two owners of one key are none.
        ui.leave.clicked.connect(self._leave)
        ui.set_aside.clicked.connect(model.set_aside)
        ui.look_up.clicked.connect(lambda: self.go.emit(Go(Where.PRODUCT)))
        ui.prescription.clicked.connect(lambda: self.go.emit(Go(Where.PRESCRIPTION, key=model.key)))
        ui.near_miss.clicked.connect(self._near_miss)
        ui.map_barcode.clicked.connect(self._map)
        ui.own_check.clicked.connect(lambda: model.ask(Entry.OWN))
        ui.count_loose.clicked.connect(lambda: model.ask(Entry.LOOSE))
        ui.label_rest.clicked.connect(lambda: model.ask(Entry.REST))
        ui.accept.clicked.connect(model.accept)
        ui.entry_done.clicked.connect(self._give)
        ui.finish.clicked.connect(self._give)
        ui.entry_number.returnPressed.connect(self._enter)
        ui.entry_reason.textEdited.connect(model.keep_reason)
        ui.stop.cause_given.connect(self._cause)
        ui.stop.left.connect(model.leave_stop)
        model.shown.connect(self._show)
        model.unavailable.connect(self._unavailable)
        model.entry_refused.connect(self._entry_refused)
        model.sounded.connect(self._sound)
        model.bagged.connect(lambda _key: self.go.emit(Go(Where.WORKLIST)))

    def enter(self, about: Go) -> None:
        self._clear()
        if about.key is not None:
            self.model.enter(about.key)

    def leave(self) -> None:
        self.model.leave()

    def on_scan(self, raw: str) -> bool:
        """A basket opens what lies in it; every other scan is for the check: what is no pack is refused."""
        if read_scan(raw).basket is not None and self._stopped is None:
            self.model.open_basket(raw)
        else:
            self.model.scan(raw)
        return True

    def _near_miss(self) -> None:
        """Notes one, with what the item at work is to be supplied with; Esc and noting it lead back here."""
        about = self.in_hand() or InHand(None, "")
        self.go.emit(Go(Where.PHARMACY, product=about, page="near-misses"))

    def _map(self) -> None:
        """A pharmacist says what the unknown pack is."""
        barcode = self.model.unknown
        if barcode is not None:
            self.go.emit(Go(Where.PHARMACY, page="barcodes", barcode=barcode.value))

    def in_hand(self) -> InHand | None:
        """What the item at work is to be supplied with."""
        line = self._line
        if line is None:
            return None
        product = line.work.product
        return InHand(product.code, product.name) if product is not None else InHand(line.item.code, line.item.name)

    def _clear(self) -> None:
        """Nothing of the one before is seen, and no name of anybody."""
        ui = self.ui
        self._stopped = self._line = None
        self.pages.setCurrentWidget(ui.check_page)
        for words in (ui.name, ui.identity, ui.check_state, ui.checkers, ui.scans):
            words.setText("")
        ui.check_icon.hide()
        ui.items.show_items((), None)
        ui.progress.show_scans(0, 0)
        self._show_entry(Entry.NONE)
        idle = ui.count_loose, ui.set_aside, ui.label_rest, ui.accept, ui.prescription, ui.map_barcode, ui.own_check
        for button in idle:
            button.hide()
        ui.finish.hold("nothing checked yet")

    def _show(self, shown: Shown) -> None:
        self._line = shown.current or next(iter(shown.bench.lines), None)
        self._show_stop(shown)
        self._show_verdict(shown)
        # The verdict first: whoever holds the scanner waits for it, and nobody for the rest.
        paint_now(self.ui.verdict if shown.stop is None else self.ui.stop)
        self._show_head(shown)
        self._show_items(shown)
        self._show_deeds(shown)
        self._show_entry(shown.entry, shown.current, choosing=shown.choosing)

    def _show_stop(self, shown: Shown) -> None:
        if shown.stop is None:
            if self._stopped is not None:
                self._stopped = None
                self.pages.setCurrentWidget(self.ui.check_page)
                self.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if shown.stop is not self._stopped:
            self._stopped = shown.stop
            self.ui.stop.show_mismatch(mismatch_of(shown.stop, shown.checker))
        self.pages.setCurrentWidget(self.ui.stop)

    def _show_verdict(self, shown: Shown) -> None:
        barred = shown.bench.barred
        if barred is not None:
            self.ui.verdict.show_verdict(refusal_verdict(Refused(barred, barred_words(shown.bench))))
        elif shown.stop is None:
            self.ui.verdict.show_verdict(verdict_of(shown))

    def _show_head(self, shown: Shown) -> None:
        ui, bench = self.ui, shown.bench
        sent = bench.held.prescription.patient
        ui.name.setText(sent.name)
        born = f"Born {date_words(sent.birth_date)}" if sent.birth_date else "Date of birth not given"
        number = f"NHS {sent.nhs_number.spaced}" if sent.nhs_number else "no NHS number"
        ui.identity.setText(f"{born}, {number}")
        approval = bench.approval
        stands = bench.barred is None and approval is not None
        ui.check_icon.show_icon("pass" if stands else "reason", Tone.PASS if stands else Tone.REASON)
        ui.check_icon.show()
        ui.check_state.setText("Clinical check stands" if stands else "Cannot be checked now")
        ui.check_state.set_tone(Tone.PASS if stands else Tone.REASON)
        by = f"{approval.name}, {clock_words(approval.at)}. " if approval is not None else ""
        ui.checkers.set_parts((Part(f"{by}Checking now: "), Part(shown.checker, strong=True, tone=Tone.TEXT)))

    def _show_items(self, shown: Shown) -> None:
        bench = shown.bench
        idle = shown.current is None or bench.barred is not None
        current = None if idle or shown.current is None else shown.current.item.item_id.value
        self.ui.items.show_items((_bench_item(bench.held, line) for line in bench.lines), current)
        done, needed = bench.scans_done, bench.scans_needed
        self.ui.scans.setText(f"{done} of {needed} scans" if needed else "")
        self.ui.progress.show_scans(done, needed)

    def _show_deeds(self, shown: Shown) -> None:
        ui, bench = self.ui, shown.bench
        current = shown.current
        ui.prescription.show()
        scanned = current is not None and bool(current.work.scans) and bench.barred is None
        asking = bench.verdict is not None and bench.barred is None
        ui.set_aside.setVisible(asking or scanned)
        ui.count_loose.setVisible(scanned and not asking and shown.entry not in (Entry.PACKS, Entry.LOOSE))
        ui.label_rest.setVisible(shown.rest is not None and shown.entry is not Entry.REST)
        proving = bench.proving and bench.barred is None
        ui.accept.setText(_IT_IS_THAT if proving else _BY_EYE)
        ui.accept.setVisible(proving or (shown.may_accept and shown.entry is not Entry.EYE))
        ui.own_check.setVisible(bench.own_check and shown.entry is not Entry.OWN)
        ui.map_barcode.setVisible(shown.may_accept and self.model.unknown is not None)
        if shown.entry is Entry.SHELF:
            ui.finish.free()
        else:
            ui.finish.hold(_missing(bench))

    def _show_entry(self, entry: Entry, line: BenchLine | None = None, *, choosing: bool = False) -> None:
        ui, before = self.ui, self._entry
        self._entry = entry
        ui.entry.setVisible(entry is not Entry.NONE)
        ui.reason_words.setVisible(entry is Entry.EYE)
        ui.entry_number.setVisible(entry is not Entry.OWN)
        ui.entry_reason.setVisible(entry in _WITH_REASON)
        ui.entry_done.setVisible(entry is not Entry.SHELF)
        words = _entry_words(entry, line, choosing=choosing)
        ui.entry_words.setText(words)
        ui.entry_number.setAccessibleName(words)
        if entry is before:
            return
        ui.entry_refusal.setText("")
        ui.entry_refusal.setVisible(entry not in _WITH_REASON)
        ui.entry_done.setText(_DONE.get(entry, "Count"))
        ui.entry_number.setText(self._offered(entry, line))
        ui.entry_reason.setText(self.model.kept_reason() if entry in _WITH_REASON else "")
        self._typing_in().setFocus(Qt.FocusReason.OtherFocusReason)
        if entry is Entry.REST:
            ui.entry_number.selectAll()

    def _offered(self, entry: Entry, line: BenchLine | None) -> str:
        """What stands in the field before anybody types: the shelf used last, and what a full pack leaves."""
        rest = rest_to_label(line.work) if entry is Entry.REST and line is not None else None
        if rest is not None:
            return decimal_text(left_in(rest))
        return self.model.shelf if entry is Entry.SHELF else ""

    def _typing_in(self) -> QWidget:
        """Where the line that is open is typed in; the bench itself where none is."""
        if self._entry is Entry.NONE:
            return self
        return self.ui.entry_reason if self._entry is Entry.OWN else self.ui.entry_number

    def _give(self) -> None:
        self.ui.entry_refusal.setText("")
        self.model.give(self._entry, self.ui.entry_number.text(), self.ui.entry_reason.text())

    def _enter(self) -> None:
        """Enter after the shelf; the other lines have a button that shows it."""
        if self._entry is Entry.SHELF:
            self._give()

    def _entry_refused(self, words: str) -> None:
        if self._stopped is not None:
            self.ui.stop.show_mismatch(mismatch_of(self._stopped, ""))
            self.ui.stop.ask.setText(f"{_HELD_AGAIN} {words}")
            return
        self.ui.entry_refusal.setText(words)
        self.ui.entry_refusal.show()
        self._typing_in().setFocus(Qt.FocusReason.OtherFocusReason)
        self.ui.entry_number.selectAll()

    def _unavailable(self, said: Refused) -> None:
        self._clear()
        self.ui.verdict.show_verdict(refusal_verdict(said))

    def _cause(self, code: str) -> None:
        """The first cause is recorded; the screen goes on showing that one."""
        if self.model.cause is None:
            self._given = code
            self.model.settle(self._kind(code))
        elif code != self._given:
            self.ui.stop.give(self._given)

    def _kind(self, code: str) -> NearMissKind:
        verdict = self._stopped.verdict if self._stopped is not None else None
        return _KINDS[code] if code in _KINDS else kind_of_other(verdict.reasons if verdict is not None else ())

    def _sound(self, sound: Sound) -> None:
        self._sounds.play(sound)

    def _leave(self) -> None:
        if not self.model.close_entry():
            self.back.emit()

    def event(self, event: QEvent) -> bool:
        """Esc is asked for here before the window takes it: it leaves the stop, or closes a line that was opened."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            stop = self.pages.currentWidget() is self.ui.stop
            if event.key() == Qt.Key.Key_Escape and (stop or self.model.entry_opened):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.model.close_entry():
            return
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None and self.model.mark_next(step):
            return
        super().keyPressEvent(event)


def _missing(bench: Bench) -> str:
    """What keeps the bag label from being printed."""
    if bench.barred is not None:
        return "not now"
    left = bench.scans_needed - bench.scans_done
    if left > 0:
        return "1 scan left" if left == 1 else f"{left} scans left"
    if bench.checked:
        count = len(bench.left)
        return "1 item not assembled" if count == 1 else f"{count} items not assembled"
    return "count first"


def _entry_words(entry: Entry, line: BenchLine | None, *, choosing: bool) -> str:
    match entry:
        case Entry.LOOSE:
            due = line.work.supplying if line is not None else None
            if line is not None and to_count_again(line):
                return "Controlled drug: count again. How many?"
            return f"How many from this pack? {quantity_words(due)} go out" if due is not None else "How many?"
        case Entry.REST:
            return HOW_MANY_LEFT
        case Entry.PACKS:
            return "How many packs are on the bench?"
        case Entry.EYE:
            unit = line.work.supplying.unit if line is not None and line.work.supplying is not None else ""
            what = f"How many {unit}s" if unit else "How many"
            return f"{what} for the marked item?" if choosing else f"{what} are in it?"
        case Entry.SHELF:
            return "Which shelf?"
        case Entry.OWN:
            return WHY_OWN
        case Entry.NONE | Entry.MAPPED:
            return ""


def _bench_item(held: Dispensing, line: BenchLine) -> BenchItem:
    work = line.work
    key, name = line.item.item_id.value, line.item.name
    if line.want is None:
        return BenchItem(key, name, "", (BenchState(_aside(line), "cross"),), quiet=True)
    amount = quantity_words(work.supplying) if work.supplying is not None else ""
    if held.held_pack is not None and held.held_pack.item == line.item.item_id:
        return BenchItem(key, name, amount, (_held_state(held.held_pack),))
    return BenchItem(key, name, amount, (_pack_state(line), _label_state(line)))


def _aside(line: BenchLine) -> str:
    work = line.work
    if line.item.line_status in ("0005", "0006"):
        return "Cancelled" if line.item.line_status == "0005" else "Expired"
    if work.stage is Stage.NOT_DISPENSED and work.not_dispensed is not None:
        return f"Not supplied: {NOT_SUPPLIED.get(work.not_dispensed, 'see the prescription').lower()}"
    return STAGES[work.stage]


def _held_state(held: HeldPack) -> BenchState:
    if held.scan.verdict == Outcome.STOP.value:
        return BenchState("Wrong pack", "stop", Tone.STOP)
    return BenchState("Pack to look at", "not-checked", Tone.NOT_CHECKED)


def _pack_state(line: BenchLine) -> BenchState:
    work, count = line.work, len(line.work.scans)
    words = "Pack" if max(count, line.packs) == 1 else f"{max(count, line.packs)} packs"
    match line.want:
        case Want.PACK:
            return BenchState(words, "pack")
        case Want.MORE_PACKS | Want.COUNT_LOOSE:
            return BenchState(part_words(line), "pack", Tone.REASON)
        case Want.COUNT_PACKS:
            return BenchState(f"Count {count} packs", "pack", Tone.REASON)
        case _:
            loose = any(scan.part is not None for scan in work.scans)
            return BenchState(f"{words}, counted" if loose or work.packs_counted else words, "pass", Tone.PASS)


def _label_state(line: BenchLine) -> BenchState:
    return BenchState("Label", "pass", Tone.PASS) if line.work.label_scanned else BenchState("Label", "label")
