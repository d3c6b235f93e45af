"""Two cards of a record in the person's own words: what each medicine is for, and what they want to ask."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox, QWidget

from dispensary.application.queries.patients import PatientRecord
from dispensary.desktop.components import Cell, IconWords, RowTable, Text, TwoLines
from dispensary.desktop.forms.ui_patient_record import Ui_PatientRecord
from dispensary.desktop.row_model import RowModel
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.record_editing import Editing, RecordEditing
from dispensary.desktop.views.patient_record import row_deed
from dispensary.domain.identifiers import UserId
from dispensary.domain.patient import MedicinePurpose, Question
from dispensary.wording.labels import date_words
from dispensary.wording.own_words import CHOOSE_MEDICINE, nameable, purposes_state

_MOST_ROWS = 4
"""So many rows are seen without moving the list."""
_EDGES = 12
"""Pixels of the table beside its rows and its head."""


class _Lines(RowModel):
    """Rows whose keys are their place and their words in full."""

    def show_rows_of(self, rows: Sequence[tuple[Cell, ...]], full: Sequence[str]) -> bool:
        """Whether other rows stand there now."""
        keys = list(enumerate(full))
        same = len(keys) == self.rowCount() and all(self.place_of(key) is not None for key in keys)
        self.show_rows(rows, keys)
        return not same


class OwnWords(QObject):
    """What is typed there is kept and saved with the rest of the record."""

    def __init__(self, ui: Ui_PatientRecord, model: RecordEditing, parent: QWidget) -> None:
        super().__init__(parent)
        self.ui, self.model = ui, model
        self._medicines: tuple[str, ...] = ()
        self._recorders: Mapping[UserId, str] = {}
        self.purposes = _Lines(("Medicine, and what it is for", "On record"), self)
        self.questions = _Lines(("In their own words", "On record"), self)
        # A long name does not make the page wider than the window.
        ui.purpose_medicine.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for table, rows, widths in (
            (ui.purposes, self.purposes, (0, 150)),
            (ui.questions, self.questions, (0, 150)),
        ):
            table.setModel(rows)
            table.set_columns(widths)
        self.drop_purpose = row_deed(ui.purpose_deeds, ui.purposes, "Take out", self._drop_purpose)
        self.drop_question = row_deed(ui.question_deeds, ui.questions, "Take out", self._drop_question)
        self._wire()

    def _wire(self) -> None:
        ui, model = self.ui, self.model
        ui.purpose_medicine.activated.connect(self._choose)
        ui.purpose_words.textEdited.connect(lambda text: model.change("purpose_words", text))
        ui.question_words.textEdited.connect(lambda text: model.change("question_words", text))
        ui.purpose_words.returnPressed.connect(self._add_purpose)
        ui.question_words.returnPressed.connect(model.add_question)
        ui.add_purpose.clicked.connect(self._add_purpose)
        ui.add_question.clicked.connect(model.add_question)
        for table, said in ((ui.purposes, ui.purpose_said), (ui.questions, ui.question_said)):
            said.hide()
            table.moved.connect(lambda key, said=said: _say(said, str(key[1])))
        model.shown.connect(self._record)
        model.edited.connect(self._show)
        model.line_refused.connect(self._refused)

    def _record(self, found: PatientRecord | None) -> None:
        self._medicines = found.medicines if found is not None else ()
        self._recorders = found.recorders if found is not None else {}
        self._refused("", "")

    def _choose(self, at: int) -> None:
        self.model.change("purpose_medicine", self.ui.purpose_medicine.itemText(at) if at else "")

    def _add_purpose(self) -> None:
        """Then the next medicine is chosen."""
        self.model.add_purpose()
        if not self.ui.purpose_words.text() and not self.ui.purpose_refusal.words():
            self.ui.purpose_medicine.setFocus()

    def _drop_purpose(self) -> None:
        self.model.drop_purpose(self.ui.purposes.currentIndex().row())

    def _drop_question(self) -> None:
        self.model.drop_question(self.ui.questions.currentIndex().row())

    def _show(self, editing: Editing) -> None:
        ui, fields = self.ui, editing.fields
        for field, words in ((ui.purpose_words, fields.purpose_words), (ui.question_words, fields.question_words)):
            if field.text() != words:
                field.setText(words)
        choices = nameable(self._medicines, fields.purpose_medicine)
        self._show_choices(choices, fields.purpose_medicine)
        ui.purpose_entry.setVisible(bool(choices))
        state = purposes_state(medicines=bool(choices), purposes=bool(fields.purposes))
        _say(ui.purpose_state, state)
        self._purposes(fields.purposes)
        self._questions(fields.questions)

    def _purposes(self, held: tuple[MedicinePurpose, ...]) -> None:
        rows = [(TwoLines(said.medicine, said.words), self._recorded(said)) for said in held]
        changed = self.purposes.show_rows_of(rows, [f"{said.medicine}: {said.words}" for said in held])
        _fit(self.ui.purposes, len(held))
        self.drop_purpose.setVisible(bool(held))
        if changed:
            _say(self.ui.purpose_said, "")

    def _questions(self, held: tuple[Question, ...]) -> None:
        rows = [(IconWords(said.words), self._recorded(said)) for said in held]
        changed = self.questions.show_rows_of(rows, [said.words for said in held])
        _fit(self.ui.questions, len(held))
        self.drop_question.setVisible(bool(held))
        if changed:
            _say(self.ui.question_said, "")

    def _show_choices(self, choices: tuple[str, ...], chosen: str) -> None:
        box, wanted = self.ui.purpose_medicine, [CHOOSE_MEDICINE, *choices]
        if [box.itemText(at) for at in range(box.count())] != wanted:
            box.clear()
            box.addItems(wanted)
        box.setCurrentIndex(wanted.index(chosen) if chosen else 0)

    def _recorded(self, said: MedicinePurpose | Question) -> Cell:
        day = date_words(said.recorded_on) if said.recorded_on is not None else "no date"
        who = self._recorders.get(said.recorded_by, "") if said.recorded_by is not None else ""
        return TwoLines(day, who) if who else IconWords(day, tone=Tone.TEXT2)

    def _refused(self, card: str, words: str) -> None:
        for name in ("purpose", "question"):
            if card in ("", name):
                getattr(self.ui, f"{name}_refusal").say(words)


def _fit(table: RowTable, rows: int) -> None:
    head = table.horizontalHeader().sizeHint().height()
    table.setFixedHeight(head + table.verticalHeader().defaultSectionSize() * min(rows, _MOST_ROWS) + _EDGES)
    table.setVisible(bool(rows))


def _say(said: Text, words: str) -> None:
    said.setText(words)
    said.setVisible(bool(words))
