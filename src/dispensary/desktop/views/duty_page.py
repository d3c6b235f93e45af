"""The responsible pharmacist record on the screen: who, from when to when, and each absence."""

from PySide6.QtWidgets import QWidget

from dispensary.desktop.components import Cell, Emptiness, IconWords, TwoLines
from dispensary.desktop.forms.ui_duty_page import Ui_DutyPage
from dispensary.desktop.row_model import RowModel
from dispensary.desktop.saving import AskPath, ask_path
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.duty import DutyModel
from dispensary.domain.duty_record import DutyRecord, Stretch
from dispensary.domain.people import Absence
from dispensary.wording.duty import KEEP, LAW, NOBODY, UNPLACED, absence_line, moment_words, until_words
from dispensary.wording.labels import date_words


class DutyPage(QWidget):
    """Days over a list. ask: where a page is saved to."""

    def __init__(self, model: DutyModel, parent: QWidget | None = None, ask: AskPath = ask_path) -> None:
        super().__init__(parent)
        self.model, self.ask = model, ask
        ui = self.ui = Ui_DutyPage()
        ui.setupUi(self)
        ui.law.setText(f"{LAW}. {KEEP}")
        self.rows = RowModel(("Pharmacist", "From", "Until"), self)
        ui.stretches.setModel(self.rows)
        ui.stretches.set_columns((0, 200, 200))
        ui.show.clicked.connect(self._days)
        ui.save.clicked.connect(self._save)
        for field in (ui.since, ui.until):
            field.returnPressed.connect(self._days)
        model.shown.connect(self._show)
        model.refused.connect(self._refused)
        model.said.connect(self._said)

    def begin(self) -> None:
        for words in (self.ui.refusal, self.ui.said):
            words.clear()
        self.model.begin()
        self.ui.since.setFocus()

    def _days(self) -> None:
        self.ui.refusal.clear()
        self.ui.said.clear()
        self.model.show_days(self.ui.since.text(), self.ui.until.text())

    def _show(self, record: DutyRecord) -> None:
        ui = self.ui
        ui.since.setText(date_words(record.since))
        ui.until.setText(date_words(record.until))
        rows = [row for stretch in reversed(record.stretches) for row in _rows(stretch)]
        if record.unplaced:
            rows.append((TwoLines(UNPLACED, ""), IconWords(""), IconWords("")))
            rows += [_absent(each) for each in record.unplaced]
        self.rows.show_rows(rows, list(range(len(rows))))
        ui.list.setCurrentWidget(ui.found_page if rows else ui.empty_page)
        ui.empty.say(Emptiness.NO_MATCH, NOBODY, "Choose other days.")

    def _save(self) -> None:
        path = self.ask(self, "Save the responsible pharmacist record", "responsible-pharmacist.pdf", "PDF (*.pdf)")
        if path:
            self.model.save(path)

    def _refused(self, words: str) -> None:
        self.ui.said.clear()
        self.ui.refusal.say(words)

    def _said(self, words: str) -> None:
        self.ui.refusal.clear()
        self.ui.said.say(words, Tone.PASS)


def _rows(stretch: Stretch) -> list[tuple[Cell, ...]]:
    duty = stretch.duty
    first: tuple[Cell, ...] = (
        TwoLines(duty.name, f"GPhC {duty.registration}"),
        IconWords(moment_words(duty.since)),
        IconWords(until_words(duty)),
    )
    return [first, *(_absent(each) for each in stretch.absences)]


def _absent(absence: Absence) -> tuple[Cell, ...]:
    """An absence in one cell, under its stretch."""
    return IconWords(f"Absent: {absence_line(absence)}", "clock", Tone.TEXT2), IconWords(""), IconWords("")
