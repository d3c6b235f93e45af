"""The near misses on the screen: the log over a form that completes the chosen one, or notes another."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from dispensary.application.queries.staff import StaffList
from dispensary.desktop.components import Cell, Emptiness, IconWords, TwoLines
from dispensary.desktop.forms.ui_near_misses_page import Ui_NearMissesPage
from dispensary.desktop.row_model import RowModel
from dispensary.desktop.saving import AskPath, ask_path
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.near_misses import MissFields, NearMissesModel, fields_of
from dispensary.domain.near_misses import Learning, NearMissKind, NearMissRecord
from dispensary.wording.burden import month_words
from dispensary.wording.labels import date_words
from dispensary.wording.near_misses import (
    ANY_KIND,
    ANY_MONTH,
    COMPLETE,
    NOBODY_NAMED,
    NONE_YET,
    NONE_YET_HOW,
    NOTE,
    NOTED,
    facts,
    found_words,
    kind_words,
    shown_words,
    state_words,
    time_words,
)

EXPORTS = "Table for a spreadsheet (*.csv)"


class NearMissesPage(QWidget):
    """ask: where the table is saved to. Signal: noted(words) once another one was noted."""

    noted = Signal(str)

    def __init__(self, model: NearMissesModel, parent: QWidget | None = None, ask: AskPath = ask_path) -> None:
        super().__init__(parent)
        self.model, self.ask = model, ask
        ui = self.ui = Ui_NearMissesPage()
        ui.setupUi(self)
        ui.scroll.set_margins(16, 12, 16, 12)
        ui.scroll.set_cards((ui.area,))
        self._misses: tuple[NearMissRecord, ...] = ()
        self._names: dict[str, str] = {}
        self._shown: NearMissRecord | None = None
        self._drafts: dict[int, MissFields] = {}
        self._fresh: MissFields | None = None
        self._noting = False
        self._at: int | None = None
        self.rows = RowModel(("When", "What happened", "Type", "State"), self)
        ui.entries.setModel(self.rows)
        ui.entries.set_columns((112, 0, 182, 138))
        for kind in NearMissKind:
            ui.kind.addItem(kind_words(kind), kind.value)
        _fill(ui.kind_shown, [(ANY_KIND, ""), *((kind_words(kind), kind.value) for kind in NearMissKind)])
        _fill(ui.month, [(ANY_MONTH, "")])
        for box in self.findChildren(QComboBox):
            # The longest choice would push the fields beside it together.
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._wire()

    def _wire(self) -> None:
        ui, model = self.ui, self.model
        ui.entries.moved.connect(self._moved)
        for box in (ui.month, ui.kind_shown):
            box.activated.connect(lambda _: self._narrow())
        ui.near_miss.clicked.connect(lambda: self.note(""))
        ui.accept.clicked.connect(self._accept)
        ui.export_all.clicked.connect(self._export)
        model.listed.connect(self._listed)
        model.months.connect(self._months)
        model.people.connect(self._people)
        model.refused.connect(self._refused)
        model.said.connect(self._said)
        model.completed.connect(self._completed)
        model.noted.connect(self._noted)
        model.forgotten.connect(self._forget)

    def begin(self) -> None:
        """All of them, and nothing that somebody else has begun."""
        ui = self.ui
        ui.refusal.clear()
        ui.said.clear()
        for box in (ui.month, ui.kind_shown):
            box.setCurrentIndex(0)
        self._clear()
        self.model.begin()
        ui.entries.setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self) -> None:
        """Nothing of it is shown any more; what this person began to type is kept."""
        self._keep_draft()
        self.model.end()
        self._clear()

    def closes(self) -> bool:
        """Esc closes the form for another one; what was typed is there when it is opened again."""
        if not self._noting:
            return False
        self._keep_draft()
        self._note_open(open_=False)
        self._show(self._chosen())
        return True

    def note(self, prescribed: str) -> None:
        """Another one, as far as it is known; prescribed: what is at work where somebody noticed it."""
        self._keep_draft()
        self._note_open(open_=True)
        self._blank()
        begun = self._fresh
        if begun is not None and prescribed in ("", begun.prescribed):
            self._put(begun)
            self.ui.prescribed.setText(begun.prescribed)
            self.ui.found.setText(begun.found)
        else:
            self.ui.prescribed.setText(prescribed)
        self.ui.prescribed.setCursorPosition(0)
        first = self.ui.found if prescribed else self.ui.prescribed
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear(self) -> None:
        self._misses, self._shown, self._at = (), None, None
        self.rows.show_rows([], [])
        self._note_open(open_=False)
        self._show(None)

    def _note_open(self, *, open_: bool) -> None:
        ui = self.ui
        self._noting = open_
        ui.fresh.setVisible(open_)
        for part in (ui.detail, ui.later, ui.near_miss, ui.export_all):
            part.setVisible(not open_)
        ui.accept.setText(NOTE if open_ else COMPLETE)
        ui.side.setVisible(open_ or self._shown is not None)
        ui.accept.setVisible(open_ or self._shown is not None)

    def _months(self, months: tuple[date, ...]) -> None:
        box, chosen = self.ui.month, self.ui.month.currentData()
        _fill(box, [(ANY_MONTH, ""), *((month_words(month), month.isoformat()) for month in months)])
        box.setCurrentIndex(max(0, box.findData(chosen)))

    def _people(self, staff: StaffList) -> None:
        self._names = {each.user.id.value: each.user.name for each in staff.people}
        for box in (self.ui.dispensed_by, self.ui.checked_by):
            chosen = box.currentData()
            _fill(box, [(NOBODY_NAMED, ""), *((name, who) for who, name in self._names.items())])
            box.setCurrentIndex(max(0, box.findData(chosen)))
        if not self._noting and self._shown is not None:
            self._show(self._shown)

    def _narrow(self) -> None:
        month, kind = self.ui.month.currentData(), self.ui.kind_shown.currentData()
        self.model.narrow(date.fromisoformat(month) if month else None, NearMissKind(kind) if kind else None)

    def _listed(self, misses: tuple[NearMissRecord, ...]) -> None:
        ui, before = self.ui, self._at
        self._keep_draft()
        self._misses = misses
        self.rows.show_rows([_row(each) for each in misses], [each.number for each in misses])
        ui.count.setText(shown_words(len(misses), self.model.every))
        ui.list.setCurrentWidget(ui.found_page if misses else ui.empty_page)
        ui.empty.say(Emptiness.NO_MATCH, NONE_YET, NONE_YET_HOW)
        if misses:
            ui.entries.selectRow(self.rows.place_of(before) or 0)
        if not self._noting:
            self._show(self._chosen())

    def _chosen(self) -> NearMissRecord | None:
        at = self.ui.entries.currentIndex().row()
        return self._misses[at] if 0 <= at < len(self._misses) else None

    def _moved(self, _number: object) -> None:
        self._keep_draft()
        if not self._noting:
            self._show(self._chosen())

    def _show(self, miss: NearMissRecord | None) -> None:
        """The chosen one with what was begun to be added to it."""
        ui = self.ui
        self._shown = miss
        self._note_open(open_=False)
        if miss is None:
            self._blank()
            return
        self._at = miss.number
        title = f"Near miss {miss.number}"
        ui.detail.show_facts(title, facts(miss, self._names.get(miss.reported_by.value, miss.reported_by.value)))
        self._put(self._drafts.get(miss.number, fields_of(miss)))

    def _blank(self) -> None:
        for line in self.ui.area.findChildren(QLineEdit):
            line.clear()
        for lines in self.ui.area.findChildren(QPlainTextEdit):
            lines.clear()
        for box in (self.ui.kind, self.ui.dispensed_by, self.ui.checked_by):
            box.setCurrentIndex(0)
        self.ui.discussed.setChecked(False)

    def _put(self, held: MissFields) -> None:
        ui, learning = self.ui, held.learning
        ui.kind.setCurrentIndex(ui.kind.findData(held.kind.value))
        for lines, words in (
            (ui.cause, learning.cause),
            (ui.consider, learning.consider),
            (ui.effect, learning.effect),
            (ui.action, learning.action),
        ):
            lines.setPlainText(words)
        ui.discussed.setChecked(learning.discussed)
        for line, figure in zip((ui.pharmacists, ui.technicians, ui.dispensers), held.at_work, strict=True):
            line.setText(figure)
        for box, who in ((ui.dispensed_by, held.dispensed_by), (ui.checked_by, held.checked_by)):
            if who and box.findData(who) < 0:
                box.addItem(self._names.get(who, who), who)
            box.setCurrentIndex(max(0, box.findData(who)))

    def _typed(self) -> MissFields:
        ui, shown = self.ui, self._shown
        fresh = self._noting or shown is None
        return MissFields(
            prescribed=ui.prescribed.text() if fresh or shown is None else shown.prescribed,
            found=ui.found.text() if fresh or shown is None else shown.found,
            kind=NearMissKind(ui.kind.currentData()),
            learning=Learning(
                ui.cause.toPlainText().strip(),
                ui.consider.toPlainText().strip(),
                ui.effect.toPlainText().strip(),
                ui.action.toPlainText().strip(),
                ui.discussed.isChecked(),
            ),
            at_work=(ui.pharmacists.text().strip(), ui.technicians.text().strip(), ui.dispensers.text().strip()),
            dispensed_by=ui.dispensed_by.currentData() or "",
            checked_by=ui.checked_by.currentData() or "",
        )

    def _keep_draft(self) -> None:
        """Another row is looked at: what was typed for this one is there again later."""
        shown = self._shown
        if self._noting:
            self._fresh = self._typed()
            return
        if shown is None:
            return
        typed = self._typed()
        if typed == fields_of(shown):
            self._drafts.pop(shown.number, None)
        else:
            self._drafts[shown.number] = typed

    def _accept(self) -> None:
        self.ui.refusal.clear()
        self.ui.said.clear()
        if self._noting:
            self.model.note(self._typed())
        elif self._shown is not None:
            self.model.complete(self._shown.number, self._typed())

    def _completed(self, number: int) -> None:
        self._drafts.pop(number, None)
        if self._shown is not None and self._shown.number == number:
            self._shown = None

    def _noted(self) -> None:
        self._shown = self._fresh = self._at = None
        self._note_open(open_=False)
        self.noted.emit(NOTED)

    def _forget(self) -> None:
        """Somebody else is here: what was begun is not for them."""
        self._fresh = None
        self._drafts.clear()

    def _export(self) -> None:
        path = self.ask(self, "Save the near misses", "near-misses.csv", EXPORTS)
        if path:
            self.model.export(path)

    def _refused(self, words: str) -> None:
        self.ui.said.clear()
        self.ui.refusal.say(words)

    def _said(self, words: str) -> None:
        self.ui.refusal.clear()
        self.ui.said.say(words, Tone.PASS)


def _fill(box: QComboBox, choices: list[tuple[str, str]]) -> None:
    box.clear()
    for words, value in choices:
        box.addItem(words, value)


def _row(miss: NearMissRecord) -> tuple[Cell, ...]:
    waits = miss.draft
    return (
        TwoLines(date_words(miss.at.date()), time_words(miss)),
        TwoLines(miss.prescribed or "Not said", found_words(miss)),
        IconWords(kind_words(miss.kind)),
        IconWords(state_words(miss), "clock" if waits else "", Tone.REASON if waits else Tone.TEXT2),
    )
