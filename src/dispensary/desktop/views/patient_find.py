"""Finding a person by name or number: the list that several screens share."""

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from dispensary.desktop.components import Cell, Emptiness, IconWords, RowTable, TwoLines
from dispensary.desktop.forms.ui_manual_prescription import Ui_ManualPrescription
from dispensary.desktop.forms.ui_patient_record import Ui_PatientRecord
from dispensary.desktop.row_model import RowModel
from dispensary.desktop.view_models.patient_search import PatientSearch
from dispensary.domain.identifiers import PatientId
from dispensary.domain.patient import Patient
from dispensary.wording.labels import date_words

PEOPLE_HEADINGS = ("Patient", "Born", "NHS number")
PEOPLE_WIDTHS = (0, 140, 160)


class FieldOverList(QObject):
    """A field whose Up and Down move in the list under it. Signal: entered() on Enter in the field."""

    entered = Signal()

    def __init__(self, field: QLineEdit, table: RowTable) -> None:
        super().__init__(field)
        self._table = table
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress or self._table.isHidden():
            return super().eventFilter(watched, event)
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}.get(
            Qt.Key(event.key())
        )
        if step is not None:
            self._move(step)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return True
        return super().eventFilter(watched, event)

    def _move(self, step: int) -> None:
        rows = self._table.model().rowCount()
        if rows:
            row = self._table.currentIndex().row()
            self._table.selectRow(min(max(row + step, 0), rows - 1))


def people_rows(people: Iterable[Patient]) -> list[tuple[Cell, ...]]:
    """People as rows of a list: name over address, born, NHS number."""
    return [
        (
            TwoLines(patient.name, str(patient.address) or "address not recorded"),
            IconWords(born_or_not(patient.facts.birth_date)),
            IconWords(patient.nhs_number.spaced if patient.nhs_number is not None else "not recorded"),
        )
        for patient in people
    ]


def born_or_not(born: date | None) -> str:
    return date_words(born) if born is not None else "not recorded"


class FindPage(QObject):
    """A name or a number, and the people it finds. Signal: opened(PatientId)."""

    opened = Signal(object)

    def __init__(self, ui: Ui_PatientRecord | Ui_ManualPrescription, search: PatientSearch, parent: QWidget) -> None:
        super().__init__(parent)
        self.ui, self.search = ui, search
        self.people = RowModel(PEOPLE_HEADINGS, self)
        ui.found.setModel(self.people)
        ui.found.set_columns(PEOPLE_WIDTHS)
        field = FieldOverList(ui.find, ui.found)
        field.entered.connect(search.enter)
        ui.find.textEdited.connect(search.type)
        ui.found.moved.connect(search.choose)
        ui.found.opened.connect(self._open)
        search.opened.connect(self.opened)
        search.found.connect(self._show)

    def _open(self, key: object) -> None:
        if isinstance(key, PatientId):
            self.opened.emit(key)

    def _show(self, text: str, people: tuple[Patient, ...]) -> None:
        ui = self.ui
        self.people.show_rows(people_rows(people), [patient.id for patient in people])
        ui.found_list.setCurrentWidget(ui.found_page if people else ui.found_empty)
        if people:
            ui.found.selectRow(0)
        elif text.strip():
            ui.found_empty.say(Emptiness.NO_MATCH, "Nobody is called that", "Check the spelling, or make a new record.")
        else:
            ui.found_empty.say(
                Emptiness.NOTHING_YET, "Who is it?", "Type a name, or the ten figures of the NHS number."
            )
