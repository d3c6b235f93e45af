"""The patient: found by name or number, told apart from others, and their record, never overwritten silently."""

from collections.abc import Callable, Iterable
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from dispensary.application.queries.detail import Supplied
from dispensary.application.queries.patients import Candidate, PatientRecord, Whose
from dispensary.application.receive import Trait
from dispensary.desktop.components import (
    BannerPerson,
    Cell,
    Chip,
    Chips,
    Emptiness,
    IconWords,
    RowTable,
    TwoLines,
)
from dispensary.desktop.components.buttons import CardDeed
from dispensary.desktop.forms.ui_manual_prescription import Ui_ManualPrescription
from dispensary.desktop.forms.ui_patient_record import Ui_PatientRecord
from dispensary.desktop.row_model import RowModel
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.patient import Editing, PatientModel, PatientSearch
from dispensary.desktop.views.person import banner_person
from dispensary.desktop.views.screen import Go, Screen, Where
from dispensary.domain.identifiers import PatientId
from dispensary.domain.patient import Allergy, AllergyStatus, Communication, Patient, Sex
from dispensary.domain.prescription import Address, PatientAsSent
from dispensary.wording.labels import date_words
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
_TRAITS = {
    Trait.NAME: "Name",
    Trait.BIRTH_DATE: "Born",
    Trait.NHS_NUMBER: "NHS number",
    Trait.ADDRESS: "Address",
    Trait.SEX: "Sex",
}
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
            IconWords(_born(patient.facts.birth_date)),
            IconWords(patient.nhs_number.spaced if patient.nhs_number is not None else "not recorded"),
        )
        for patient in people
    ]


def banner_of_record(patient: Patient, today: date) -> BannerPerson:
    """The banner of a record by itself."""
    return banner_person(patient, PatientAsSent(None, patient.name), today)


def _born(born: date | None) -> str:
    return date_words(born) if born is not None else "not recorded"


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
        self.refute = self._deed(ui.allergy_deeds, ui.allergies, "Mark as refuted, or active again", self._refute)
        self.take_out = self._deed(ui.result_deeds, ui.results, "Take out", self._drop_result)
        ui.supplies.moved.connect(lambda words: ui.supply_words.setText(str(words[1])))
        ui.changes.moved.connect(lambda words: ui.change_words.setText(str(words[1])))
        ui.supplies_empty.say(Emptiness.NOTHING_YET, "Nothing supplied yet", "What is handed out stands here.")

    def _deed(self, row: QHBoxLayout, table: RowTable, words: str, deed: Callable[[], None]) -> CardDeed:
        """A deed on the chosen row, with the key that does it while the list has the focus."""
        button = CardDeed(words, table.parentWidget(), key="Del", small=True)
        button.clicked.connect(deed)
        row.addWidget(button)
        shortcut = QShortcut(QKeySequence("Del"), table)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(deed)
        return button

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
        name = IconWords(allergy.substance, "allergy" if active else "cross", Tone.STOP if active else Tone.TEXT2)
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


class WhosePage(QObject):
    """Records that a prescription may belong to, and the chosen one side by side with it (conformance row 1.4.5)."""

    def __init__(self, ui: Ui_PatientRecord, model: PatientModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.ui, self.model = ui, model
        self._whose: Whose | None = None
        self.candidates = RowModel(("Patient", "Born", "Differs in"), self)
        self.comparison = RowModel(("", "On the prescription", "In the record"), self)
        ui.candidates.setModel(self.candidates)
        ui.candidates.set_columns((0, 110, 345))
        ui.comparison.setModel(self.comparison)
        ui.comparison.set_columns((140, 0, 240))
        field = FieldOverList(ui.find_other, ui.candidates)
        field.entered.connect(self.link)
        ui.find_other.textEdited.connect(model.find)
        ui.candidates.moved.connect(self._compare)
        ui.candidates.opened.connect(lambda _key: self.link())
        model.whose.connect(self._show)
        model.refused.connect(ui.whose_refusal.say)

    @property
    def chosen(self) -> Candidate | None:
        row = self.ui.candidates.currentIndex().row()
        held = self._whose.candidates if self._whose is not None else ()
        return held[row] if 0 <= row < len(held) else None

    def link(self) -> None:
        if self.chosen is not None:
            self.model.link(self.chosen.patient.id)

    def _show(self, whose: Whose) -> None:
        ui, sent = self.ui, whose.prescription.patient
        self._whose = whose
        ui.whose_refusal.clear()
        ui.patient_banner.show_person(banner_person(None, sent, whose.now.date()))
        ui.whose_words.setText(
            f"No record here is the same as the prescription for {sent.name} in every detail. "
            "Choose theirs, or make a new one."
        )
        rows = [_candidate(candidate) for candidate in whose.candidates]
        self.candidates.show_rows(rows, [candidate.patient.id for candidate in whose.candidates])
        ui.candidates_list.setCurrentWidget(ui.candidates_page if rows else ui.candidates_empty)
        if rows:
            ui.candidates.selectRow(0)
        else:
            title = "Nobody is called that" if ui.find_other.text().strip() else "No record looks like this person"
            ui.candidates_empty.say(Emptiness.NO_MATCH, title, "Look for another name, or make a new record.")
        self._compare()

    def _compare(self, _key: object = None) -> None:
        ui, chosen, whose = self.ui, self.chosen, self._whose
        ui.compared.setVisible(chosen is not None)
        if chosen is None or whose is None:
            ui.save.setText("This is their record")
            ui.save.hold("nobody chosen")
            return
        rows, tones = zip(*(_compared(trait, whose.prescription.patient, chosen) for trait in _TRAITS), strict=True)
        self.comparison.show_rows(rows, list(_TRAITS), tones)
        ui.compared_heading.setText(f"The prescription and {chosen.patient.name}")
        ui.save.setText("Link although the NHS numbers differ" if _other_number(chosen) else "This is their record")
        ui.save.free()


def _other_number(candidate: Candidate) -> bool:
    return Trait.NHS_NUMBER in candidate.differs and candidate.patient.nhs_number is not None


def _candidate(candidate: Candidate) -> tuple[Cell, ...]:
    patient = candidate.patient
    chips = tuple(
        Chip(words, Tone.STOP if trait is Trait.NHS_NUMBER and _other_number(candidate) else Tone.REASON)
        for trait, words in _TRAITS.items()
        if trait in candidate.differs
    )
    return (
        TwoLines(patient.name, str(patient.address)),
        IconWords(_born(patient.facts.birth_date)),
        Chips(chips or (Chip("Nothing", Tone.PASS),)),
    )


def _compared(trait: Trait, sent: PatientAsSent, candidate: Candidate) -> tuple[tuple[Cell, ...], Tone | None]:
    patient = candidate.patient
    sex = patient.facts.sex
    pairs: dict[Trait, tuple[Cell, Cell]] = {
        Trait.NAME: (IconWords(sent.name), IconWords(patient.name)),
        Trait.BIRTH_DATE: (IconWords(_born(sent.birth_date)), IconWords(_born(patient.facts.birth_date))),
        Trait.NHS_NUMBER: (
            IconWords(sent.nhs_number.spaced if sent.nhs_number else "not given"),
            IconWords(patient.nhs_number.spaced if patient.nhs_number else "not recorded"),
        ),
        Trait.ADDRESS: (_address(sent.address, "not given"), _address(patient.address, "not recorded")),
        Trait.SEX: (IconWords(sent.gender or "not given"), IconWords(sex.name.lower() if sex else "not recorded")),
    }
    tone = Tone.STOP if trait is Trait.NHS_NUMBER and _other_number(candidate) else Tone.REASON
    differs = trait in candidate.differs
    heading = IconWords(
        _TRAITS[trait], ("stop" if tone is Tone.STOP else "reason") if differs else "", tone if differs else Tone.TEXT2
    )
    return (heading, *pairs[trait]), tone if differs else None


def _address(address: Address, absent: str) -> Cell:
    lines = ", ".join(address.lines)
    return TwoLines(lines, address.postcode) if lines else IconWords(address.postcode or absent)


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


class PatientView(Screen):
    """The patient screen: search, whose record, or one record."""

    def __init__(self, model: PatientModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self._patient: PatientId | None = None
        ui = self.ui = Ui_PatientRecord()
        ui.setupUi(self)
        self.record = RecordPage(ui, model, self)
        self.whose = WhosePage(ui, model, self)
        self.found = FindPage(ui, model.search, self)
        self.found.opened.connect(lambda patient: self.go.emit(Go(Where.PATIENT, patient=patient)))
        ui.find_patient.clicked.connect(self._find)
        ui.history.clicked.connect(lambda: ui.supplies.setFocus(Qt.FocusReason.TabFocusReason))
        ui.add_prescription.clicked.connect(self._add_prescription)
        ui.new_record.clicked.connect(self._new)
        ui.back.clicked.connect(self.back)
        ui.save.clicked.connect(self._deed)
        model.search.found.connect(self._free_open)
        model.record.shown.connect(self._record)
        model.record.refused.connect(self._no_record)
        model.whose.connect(self._whose)
        model.refused.connect(self._not_here)
        model.left.connect(self.back)

    def enter(self, about: Go) -> None:
        ui = self.ui
        if about.patient is not None:
            self._show_page(ui.blank_page)
            self.model.record.open(about.patient)
        elif about.key is not None:
            ui.find_other.clear()
            self._show_page(ui.blank_page)
            self.model.open_for(about.key)
        else:
            self._show_page(ui.find_page)
            ui.find.setText(self.model.search.text)
            self.model.search.begin(self.model.search.text)
            ui.find.setFocus()

    def leave(self) -> None:
        self.model.leave()
        self._show_page(self.ui.blank_page)

    def _show_page(self, page: QWidget) -> None:
        ui = self.ui
        ui.pages.setCurrentWidget(page)
        ui.patient_banner.setVisible(page in (ui.record_page, ui.whose_page))
        ui.find_patient.setVisible(page in (ui.record_page, ui.whose_page))
        ui.find_patient.setText("Look for another record" if page is ui.whose_page else "Find a patient")
        ui.history.setVisible(page is ui.record_page)
        ui.add_prescription.setVisible(page is ui.record_page)
        ui.new_record.setVisible(page in (ui.find_page, ui.whose_page))
        ui.new_record.setText("New record from this prescription" if page is ui.whose_page else "New record")
        ui.save.setVisible(page is not ui.blank_page)

    def _record(self, found: PatientRecord | None) -> None:
        fresh = self.ui.pages.currentWidget() is not self.ui.record_page
        self._show_page(self.ui.record_page)
        self._patient = found.patient.id if found is not None else None
        for deed in (self.ui.history, self.ui.add_prescription):
            deed.setVisible(found is not None)
        if fresh:
            self.ui.record_scroll.verticalScrollBar().setValue(0)
            self.ui.name.setFocus()

    def _whose(self, _whose: Whose) -> None:
        fresh = self.ui.pages.currentWidget() is not self.ui.whose_page
        self._show_page(self.ui.whose_page)
        if fresh:
            self.ui.candidates.setFocus()

    def _find(self) -> None:
        if self.ui.pages.currentWidget() is self.ui.whose_page:
            self.ui.find_other.setFocus()
        else:
            self.go.emit(Go(Where.PATIENT))

    def _add_prescription(self) -> None:
        self.go.emit(Go(Where.MANUAL, patient=self._patient))

    def _new(self) -> None:
        if self.ui.pages.currentWidget() is self.ui.whose_page:
            self.model.create()
        else:
            self.model.record.new()

    def _deed(self) -> None:
        """The one next step of the page."""
        page = self.ui.pages.currentWidget()
        if page is self.ui.record_page:
            self.model.record.save()
        elif page is self.ui.whose_page:
            self.whose.link()
        else:
            self.model.search.enter()

    def _free_open(self, _text: str, people: tuple[Patient, ...]) -> None:
        if self.ui.pages.currentWidget() is not self.ui.find_page:
            return
        self.ui.save.setText("Open record")
        if people:
            self.ui.save.free()
        else:
            self.ui.save.hold("nobody found")

    def _no_record(self, words: str) -> None:
        if self.ui.pages.currentWidget() is not self.ui.record_page:
            self.notice.emit(words)

    def _not_here(self, words: str) -> None:
        if self.ui.pages.currentWidget() is not self.ui.whose_page:
            self.notice.emit(words)


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
