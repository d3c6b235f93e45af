"""One record on the screen: its fields, what was supplied, what was changed."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dispensary.application.queries.detail import Supplied
from dispensary.application.queries.patients import PatientRecord
from dispensary.desktop.components import BannerPerson, Cell, Emptiness, IconWords, RowTable, TwoLines
from dispensary.desktop.components.buttons import CardDeed
from dispensary.desktop.forms.ui_patient_record import Ui_PatientRecord
from dispensary.desktop.row_model import RowModel
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.patient import PatientModel
from dispensary.desktop.view_models.record_editing import Editing
from dispensary.desktop.views.person import banner_person
from dispensary.domain.patient import Allergy, AllergyStatus, Communication, Patient, Sex
from dispensary.domain.prescription import PatientAsSent
from dispensary.wording.labels import date_words
from dispensary.wording.prescription import capital
from dispensary.wording.record import (
    allergy_state,
    before_after,
    change_words,
    reaction_words,
    result_day,
    result_words,
    revised_words,
)

_FIELDS = {
    "who": ("name", "born", "nhs_number", "address", "postcode", "phone"),
    "": ("goal", "communication_note"),
    "allergy": ("allergy_substance", "allergy_reaction"),
    "health": ("conditions", "weight", "weight_date", "egfr", "egfr_date"),
    "result": ("result_test", "result_value", "result_date"),
}
"""The fields of each card; what is wrong with one is said on its card."""
_CHOICES: dict[str, tuple[tuple[str, object], ...]] = {
    "sex": (("Not recorded", None), ("Female", Sex.FEMALE), ("Male", Sex.MALE)),
    "pregnant": (("Not recorded", None), ("No", False), ("Yes", True)),
    "breastfeeding": (("Not recorded", None), ("No", False), ("Yes", True)),
}


def banner_of_record(patient: Patient, today: date) -> BannerPerson:
    """The banner of a record by itself."""
    return banner_person(patient, PatientAsSent(None, patient.name), today)


class RecordPage(QObject):
    """The record itself: its fields, what was supplied, what was changed."""

    def __init__(self, ui: Ui_PatientRecord, model: PatientModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.ui, self.model = ui, model.record
        self._editing: Editing | None = None
        self._unmatched: frozenset[str] = frozenset()
        self.allergies = RowModel(("Substance", "What happened", "On record"), self)
        self.results = RowModel(("Test", "Value", "Dated"), self)
        self.supplies = RowModel(("When", "Medicine"), self)
        self.changes = RowModel(("When", "What", "Who"), self)
        self._tables()
        self._wire()

    def _tables(self) -> None:
        ui = self.ui
        for table, rows, widths in (
            (ui.allergies, self.allergies, (230, 0, 180)),
            (ui.results, self.results, (230, 0, 180)),
            (ui.supplies, self.supplies, (116, 0)),
            (ui.changes, self.changes, (116, 0, 116)),
        ):
            table.setModel(rows)
            table.set_columns(widths)
        self.refute = row_deed(ui.allergy_deeds, ui.allergies, "Mark as refuted, or active again", self._refute)
        self.take_out = row_deed(ui.result_deeds, ui.results, "Take out", self._drop_result)
        ui.supplies.moved.connect(lambda words: ui.supply_words.setText(str(words[1])))
        ui.changes.moved.connect(lambda words: ui.change_words.setText(str(words[1])))
        ui.supplies_empty.say(Emptiness.NOTHING_YET, "Nothing supplied yet", "What is handed out stands here.")

    def _wire(self) -> None:
        ui, model = self.ui, self.model
        for name in (name for names in _FIELDS.values() for name in names):
            field = getattr(ui, name)
            field.textEdited.connect(lambda text, name=name: model.change(name, text))
            field.editingFinished.connect(self._show_wrong)
            field.returnPressed.connect(lambda: self._show_wrong(focused=True))
        for name, choices in _CHOICES.items():
            box = getattr(ui, name)
            box.addItems([words for words, _ in choices])
            box.activated.connect(lambda at, name=name, choices=choices: model.change(name, choices[at][1]))
        for need in Communication:
            getattr(ui, _box_of(need)).clicked.connect(self._needs)
        ui.no_known_allergies.clicked.connect(lambda on: model.know_of_none(none_known=on))
        for name in _FIELDS["allergy"]:
            getattr(ui, name).returnPressed.connect(model.add_allergy)
        for name in _FIELDS["result"]:
            getattr(ui, name).returnPressed.connect(model.add_result)
        ui.add_allergy.clicked.connect(model.add_allergy)
        ui.add_result.clicked.connect(model.add_result)
        ui.reason.textEdited.connect(model.give_reason)
        ui.set_aside.clicked.connect(model.set_aside)
        model.shown.connect(self._show)
        model.edited.connect(self._show_fields)
        model.unmatched.connect(self._show_unmatched)
        model.line_refused.connect(self._line_refused)
        model.refused.connect(ui.refusal.say)

    def _needs(self) -> None:
        ticked = tuple(need for need in Communication if getattr(self.ui, _box_of(need)).isChecked())
        self.model.change("communication", ticked)

    def _refute(self) -> None:
        self.model.refute(self.ui.allergies.currentIndex().row())

    def _drop_result(self) -> None:
        self.model.drop_result(self.ui.results.currentIndex().row())

    def _show(self, found: PatientRecord | None) -> None:
        ui = self.ui
        ui.allergy_refusal.clear()
        ui.result_refusal.clear()
        ui.refusal.clear()
        ui.side.setVisible(found is not None)
        if found is None:
            ui.patient_banner.show_person(BannerPerson("New record"))
            ui.goal_asked.setText("")
            return
        ui.patient_banner.show_person(banner_of_record(found.patient, found.now.date()))
        ui.goal_asked.setText(_asked(found))
        rows: list[tuple[Cell, ...]] = [
            (
                IconWords(date_words(had.on) if had.on else "no date", tone=Tone.TEXT2),
                TwoLines(had.name, _amount_and_directions(had)),
            )
            for had in found.supplies
        ]
        full = [f"{had.name}. {_amount_and_directions(had)}" for had in found.supplies]
        self.supplies.show_rows(rows, list(enumerate(full)))
        ui.supply_words.setText("")
        ui.supplies_list.setCurrentWidget(ui.supplies_page if found.supplies else ui.supplies_empty)
        self._show_changes(found)

    def _show_changes(self, found: PatientRecord) -> None:
        changes = found.changes
        rows: list[tuple[Cell, ...]] = [
            (
                IconWords(date_words(made.at.date()), tone=Tone.TEXT2),
                TwoLines(revised_words(made.field), before_after(made.before, made.after)),
                IconWords(made.who),
            )
            for made in changes
        ]
        full = [change_words(made.field, made.before, made.after, made.who, made.at, made.reason) for made in changes]
        self.changes.show_rows(rows, list(enumerate(full)))
        self.ui.changes_heading.setText(
            "Changes to this record" if changes else "Nothing was changed in this record yet"
        )
        self.ui.changes.setVisible(bool(changes))
        self.ui.change_words.setText("")

    def _show_fields(self, editing: Editing) -> None:
        ui, fields = self.ui, editing.fields
        self._editing = editing
        for name in (name for names in _FIELDS.values() for name in names):
            field, words = getattr(ui, name), getattr(fields, name)
            if field.text() != words:
                field.setText(words)
        for name, choices in _CHOICES.items():
            values = [value for _, value in choices]
            getattr(ui, name).setCurrentIndex(values.index(getattr(fields, name)))
        for need in Communication:
            getattr(ui, _box_of(need)).setChecked(need in fields.communication)
        ui.no_known_allergies.setChecked(fields.no_known_allergies)
        self._show_lists(editing)
        self._show_wrong()
        self._show_unsaved(editing)
        ui.save.setText("Create record" if editing.creating else "Save changes")
        if editing.missing:
            ui.save.hold(editing.missing)
        else:
            ui.save.free()

    def _show_lists(self, editing: Editing) -> None:
        ui, fields = self.ui, editing.fields
        held = fields.allergies or ()
        self.allergies.show_rows([self._allergy(allergy) for allergy in held], [allergy.substance for allergy in held])
        self.results.show_rows(
            [
                (IconWords(held.test), IconWords(result_words(held)), IconWords(result_day(held)))
                for held in fields.results
            ],
            list(range(len(fields.results))),
        )
        for shown, some in (
            (ui.allergies, held),
            (self.refute, held),
            (ui.results, fields.results),
            (self.take_out, fields.results),
        ):
            shown.setVisible(bool(some))
        unknown = not held and not fields.no_known_allergies
        ui.allergy_state.say("Not recorded: nobody has asked yet" if unknown else "", Tone.NOT_CHECKED)

    def _allergy(self, allergy: Allergy) -> tuple[Cell, ...]:
        active = allergy.status is AllergyStatus.ACTIVE
        words: Cell = IconWords(reaction_words(allergy), tone=Tone.TEXT if active else Tone.TEXT2)
        if active and allergy.substance in self._unmatched:
            warning = "Not matched to a medicine, so not checked"
            words = TwoLines(reaction_words(allergy), warning, "not-checked", Tone.NOT_CHECKED)
        icon, tone = ("allergy", Tone.STOP) if active else ("cross", Tone.TEXT2)
        name = IconWords(capital(allergy.substance), icon, tone)
        return name, words, IconWords(allergy_state(allergy), tone=Tone.TEXT2)

    def _show_unmatched(self, substances: frozenset[str]) -> None:
        self._unmatched = substances
        if self._editing is not None:
            self._show_lists(self._editing)

    def _show_wrong(self, *, focused: bool = False) -> None:
        """What is wrong with a field is said once it is left, or on Enter."""
        wrong = self._editing.wrong if self._editing is not None else {}
        for card in ("who", "health"):
            said = []
            for name in _FIELDS[card]:
                field = getattr(self.ui, name)
                bad = name in wrong and (focused or not field.hasFocus())
                field.miss(missing=bad)
                said += [wrong[name]] if bad else []
            getattr(self.ui, f"{card}_refusal").say(" ".join(said))

    def _show_unsaved(self, editing: Editing) -> None:
        ui = self.ui
        ui.unsaved.setVisible(bool(editing.changed or editing.said) or editing.aside)
        words = editing.said or "What you had typed is set aside."
        if editing.changed:
            words = f"{'Kept from before, not' if editing.kept else 'Not'} saved yet: {editing.changed}."
        if editing.changed and editing.elsewhere:
            words += " Somebody else saved this record meanwhile; what you typed is kept."
        ui.unsaved_words.say(words, Tone.PASS if editing.said and not editing.changed else Tone.INFO)
        ui.set_aside.setText("Bring it back" if editing.aside else "Set aside")
        ui.set_aside.setVisible(bool(editing.changed) or editing.aside)
        for part in (ui.reason_label, ui.reason):
            part.setVisible(bool(editing.changed) and not editing.creating)
        if ui.reason.text() != editing.reason:
            ui.reason.setText(editing.reason)
        if not editing.changed:
            ui.refusal.clear()

    def _line_refused(self, card: str, words: str) -> None:
        for name in ("allergy", "result"):
            if card in ("", name):
                getattr(self.ui, f"{name}_refusal").say(words)


def row_deed(row: QHBoxLayout, table: RowTable, words: str, deed: Callable[[], None]) -> CardDeed:
    """A deed on the chosen row, with the key that does it while the list has the focus."""
    button = CardDeed(words, table.parentWidget(), key="Del", small=True)
    button.clicked.connect(deed)
    row.addWidget(button)
    shortcut = QShortcut(QKeySequence("Del"), table)
    shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
    shortcut.activated.connect(deed)
    return button


def _amount_and_directions(had: Supplied) -> str:
    return " · ".join(part for part in (had.quantity, had.directions) if part)


def _box_of(need: Communication) -> str:
    return need.value.replace("-", "_")


def _asked(found: PatientRecord) -> str:
    goal = found.patient.goal
    if goal is None:
        return "Nobody has asked yet"
    by = f" by {found.goal_asked_by}" if found.goal_asked_by else ""
    on = f", {date_words(goal.asked_on)}" if goal.asked_on is not None else ""
    return f"Asked{by}{on}" if by or on else ""
