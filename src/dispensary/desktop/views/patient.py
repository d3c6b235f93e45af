"""The patient: found by name or number, told apart from others, and their record, never overwritten silently."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dispensary.application.queries.patients import PatientRecord, Whose
from dispensary.desktop.components import KeyDeed
from dispensary.desktop.forms.ui_patient_record import Ui_PatientRecord
from dispensary.desktop.keymap import Action
from dispensary.desktop.view_models.patient import PatientModel
from dispensary.desktop.views.patient_find import FindPage
from dispensary.desktop.views.patient_own_words import OwnWords
from dispensary.desktop.views.patient_record import RecordPage
from dispensary.desktop.views.patient_whose import WhosePage
from dispensary.desktop.views.screen import Go, Screen, Where
from dispensary.domain.identifiers import PatientId
from dispensary.domain.patient import Patient
from dispensary.wording.keys import LIST_TO_CARRY


class PatientView(Screen):
    """The patient screen: search, whose record, or one record."""

    def __init__(self, model: PatientModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self._patient: PatientId | None = None
        ui = self.ui = Ui_PatientRecord()
        ui.setupUi(self)
        self.record = RecordPage(ui, model, self)
        self.own_words = OwnWords(ui, model.record, self)
        self.whose = WhosePage(ui, model, self)
        self.found = FindPage(ui, model.search, self)
        self.found.opened.connect(lambda patient: self.go.emit(Go(Where.PATIENT, patient=patient)))
        ui.find_patient.clicked.connect(self._find)
        ui.history.clicked.connect(lambda: ui.supplies.setFocus(Qt.FocusReason.TabFocusReason))
        ui.add_prescription.clicked.connect(self._add_prescription)
        ui.restrict.clicked.connect(self._restrict)
        ui.new_record.clicked.connect(self._new)
        self._leaflet_key = KeyDeed(Action.LEAFLET, LIST_TO_CARRY, self._leaflet, self)
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
        ui.restrict.setVisible(page is ui.record_page and self.model.may_restrict)
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
        self.ui.restrict.setVisible(found is not None and self.model.may_restrict)
        restricted = found is not None and found.patient.restriction is not None
        self.ui.restrict.setText("Restricted" if restricted else "Restrict")
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

    def _restrict(self) -> None:
        if self._patient is not None:
            self.go.emit(Go(Where.RESTRICTION, patient=self._patient))

    def _leaflet(self) -> None:
        if self._patient is not None and self.ui.pages.currentWidget() is self.ui.record_page:
            self.go.emit(Go(Where.LEAFLET, patient=self._patient))

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
