"""The patient screen on a real store: found, told apart, read, changed, and nothing typed is ever lost."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from tests.builders import AMARA, NIA, a_patient, a_prescription, held, medicine, received, staff, workplace

from dispensary.application.patient_record import correct_patient
from dispensary.application.queries.patients import PatientRecord, patient_record, search_patients
from dispensary.application.step import Receipt
from dispensary.application.workplace import Workplace
from dispensary.desktop.components import cell_words
from dispensary.desktop.components.rows import CELL, RowTable
from dispensary.desktop.tasks import Tasks
from dispensary.desktop.view_models.counter import Counter
from dispensary.desktop.view_models.patient import PatientModel
from dispensary.desktop.views.patient import PatientView
from dispensary.desktop.views.screen import Go, Where
from dispensary.domain.identifiers import PatientId
from dispensary.domain.patient import Allergy, AllergyStatus, Communication, Patient
from dispensary.domain.prescription import Address

BERYL = a_patient(allergies=(Allergy("penicillin", "rash"),), medicines=(medicine("Ramipril 2.5mg capsules", "1 om"),))


class Bench:
    """The screen with its counter, and where it asked to go."""

    def __init__(self, place: Workplace) -> None:
        self.place = place
        self.counter = Counter(place, Tasks(), {})
        self.counter.sign_on(staff(place, NIA))
        self.view = PatientView(PatientModel(self.counter))
        self.ui = self.view.ui
        self.gone: list[Go] = []
        self.backs: list[bool] = []
        self.bugs: list[object] = []
        self.view.go.connect(self.gone.append)
        self.view.back.connect(lambda: self.backs.append(True))
        self.counter.bug.connect(self.bugs.append)

    def record(self, patient: PatientId = BERYL.id) -> PatientRecord:
        found = patient_record(self.place, patient)
        assert isinstance(found, PatientRecord)
        return found


@pytest.fixture
def bench(tmp_path: Path, qtbot: QtBot, themed: QApplication) -> Iterator[Bench]:
    place = workplace(tmp_path)
    with place.store.begin() as uow:
        uow.patients.add(BERYL)
        uow.patients.add(a_patient(name="Mr Tomasz Wrona", number="9990218463", goal=""))
        uow.commit()
    made = Bench(place)
    qtbot.addWidget(made.view)
    made.view.resize(1366, 640)
    made.view.show()
    qtbot.waitExposed(made.view)
    made.view.activateWindow()
    yield made
    settled(qtbot, made)
    assert not made.bugs
    made.counter.tasks.stop()
    place.store.close()


def settled(qtbot: QtBot, bench: Bench) -> None:
    qtbot.waitUntil(lambda: not bench.counter.tasks.busy)


def open_record(qtbot: QtBot, bench: Bench, patient: PatientId = BERYL.id) -> None:
    bench.view.enter(Go(Where.PATIENT, patient=patient))
    qtbot.waitUntil(lambda: bench.ui.pages.currentWidget() is bench.ui.record_page)
    settled(qtbot, bench)


def typed(qtbot: QtBot, field: QLineEdit, words: str) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClicks(field, words)


def rows(table: RowTable) -> list[str]:
    model = table.model()
    return [
        " | ".join(cell_words(model.index(row, column).data(CELL)) for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def saved(qtbot: QtBot, bench: Bench) -> None:
    qtbot.keyClick(bench.view, Qt.Key.Key_F10)
    qtbot.waitUntil(lambda: bench.ui.unsaved_words.accessibleName() == "The changes are saved.")
    settled(qtbot, bench)


def test_a_name_is_typed_and_enter_opens_the_record(qtbot: QtBot, bench: Bench) -> None:
    bench.view.enter(Go(Where.PATIENT))
    settled(qtbot, bench)
    assert bench.ui.save.held
    qtbot.keyClicks(bench.ui.find, "hart")
    qtbot.keyClick(bench.ui.find, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(bench.gone))
    assert bench.gone == [Go(Where.PATIENT, patient=BERYL.id)]


def test_the_arrow_keys_choose_among_those_found(qtbot: QtBot, bench: Bench) -> None:
    bench.view.enter(Go(Where.PATIENT))
    qtbot.keyClicks(bench.ui.find, "m")
    settled(qtbot, bench)
    assert len(rows(bench.ui.found)) == 2
    qtbot.keyClick(bench.ui.find, Qt.Key.Key_Down)
    qtbot.keyClick(bench.ui.find, Qt.Key.Key_Return)
    assert bench.gone[-1].patient == BERYL.id


def test_a_number_finds_one_person_and_nonsense_nobody(qtbot: QtBot, bench: Bench) -> None:
    bench.view.enter(Go(Where.PATIENT))
    qtbot.keyClicks(bench.ui.find, "999 014 2734")
    settled(qtbot, bench)
    assert len(rows(bench.ui.found)) == 1
    typed(qtbot, bench.ui.find, "zzz")
    settled(qtbot, bench)
    assert bench.ui.found_list.currentWidget() is bench.ui.found_empty
    qtbot.keyClick(bench.ui.find, Qt.Key.Key_Return)
    assert not bench.gone
    assert "nobody found" in bench.ui.save.text()


def test_the_record_shows_what_is_known_and_that_nothing_changed(qtbot: QtBot, bench: Bench) -> None:
    open_record(qtbot, bench)
    ui = bench.ui
    assert (ui.name.text(), ui.born.text()) == ("Mrs Beryl Hartnoll", "14 Mar 1953")
    assert ui.goal_asked.text() == "Asked by Nia Rhys, 2 Nov 2026"
    assert rows(ui.allergies) == ["Penicillin | rash | Active"]
    assert rows(ui.supplies) == ["29 Oct 2026 | Ramipril 2.5mg capsules, 28 capsules · 1 om"]
    assert ui.weight.text() == ""
    assert ui.pregnant.currentText() == "Not recorded"
    assert "nothing changed" in ui.save.text()
    assert ui.unsaved.isHidden()
    ui.name.setFocus()
    qtbot.keyClick(bench.view, Qt.Key.Key_F10)
    assert not bench.record().changes


def test_a_change_is_saved_with_its_reason_and_stands_in_the_history(qtbot: QtBot, bench: Bench) -> None:
    open_record(qtbot, bench)
    typed(qtbot, bench.ui.weight, "71.5 kg")
    typed(qtbot, bench.ui.weight_date, "T")
    typed(qtbot, bench.ui.reason, "Weighed here")
    saved(qtbot, bench)
    facts = bench.record().patient.facts
    assert (facts.weight_kg, facts.weight_date) == (Decimal("71.5"), bench.place.clock.now().date())
    assert bench.ui.weight_date.text() == "23 Nov 2026"
    assert "23 Nov 2026 | Weight in kg, was not recorded, now 71.5 | Nia Rhys" in rows(bench.ui.changes)
    bench.ui.changes.selectRow(0)
    assert "Why: Weighed here." in bench.ui.change_words.text()
    assert "nothing changed" in bench.ui.save.text()


def test_needs_and_choices_are_recorded(qtbot: QtBot, bench: Bench) -> None:
    open_record(qtbot, bench)
    bench.ui.large_print.click()
    bench.ui.pregnant.setCurrentIndex(1)
    bench.ui.pregnant.activated.emit(1)
    saved(qtbot, bench)
    patient = bench.record().patient
    assert patient.communication == (Communication.LARGE_PRINT,)
    assert patient.facts.pregnant is False
    assert patient.facts.breastfeeding is None


def test_a_wrong_date_is_said_kept_and_holds_the_button(qtbot: QtBot, bench: Bench) -> None:
    open_record(qtbot, bench)
    typed(qtbot, bench.ui.born, "31/2/1953")
    assert not bench.ui.who_refusal.words()
    bench.ui.phone.setFocus()
    assert "“31/2/1953” is not a date" in bench.ui.who_refusal.words()
    assert bench.ui.born.text() == "31/2/1953"
    assert "1 field to correct" in bench.ui.save.text()
    typed(qtbot, bench.ui.born, "15/3/1953")
    bench.ui.phone.setFocus()
    assert not bench.ui.who_refusal.words()
    assert not bench.ui.save.held


def test_another_persons_number_is_refused_inline_and_nothing_typed_is_lost(qtbot: QtBot, bench: Bench) -> None:
    open_record(qtbot, bench)
    typed(qtbot, bench.ui.nhs_number, "999 021 8463")
    qtbot.keyClick(bench.view, Qt.Key.Key_F10)
    qtbot.waitUntil(lambda: "Mr Tomasz Wrona has this NHS number already" in bench.ui.refusal.words())
    settled(qtbot, bench)
    assert bench.ui.nhs_number.text() == "999 021 8463"
    assert bench.record().patient.nhs_number == BERYL.nhs_number


def test_what_was_typed_waits_for_the_same_person_and_says_so(qtbot: QtBot, bench: Bench) -> None:
    open_record(qtbot, bench)
    typed(qtbot, bench.ui.phone, "01632 960118")
    bench.view.leave()
    bench.counter.sign_on(staff(bench.place, AMARA))
    open_record(qtbot, bench)
    assert bench.ui.phone.text() == ""
    bench.view.leave()
    bench.counter.sign_on(staff(bench.place, NIA))
    open_record(qtbot, bench)
    assert bench.ui.phone.text() == "01632 960118"
    assert bench.ui.unsaved_words.accessibleName() == "Kept from before, not saved yet: Phone."


def test_what_is_set_aside_can_be_brought_back(qtbot: QtBot, bench: Bench) -> None:
    open_record(qtbot, bench)
    typed(qtbot, bench.ui.phone, "01632 960118")
    bench.ui.goal.setFocus()
    qtbot.keyClick(bench.view, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    assert bench.ui.phone.text() == ""
    assert "nothing changed" in bench.ui.save.text()
    bench.ui.set_aside.click()
    assert bench.ui.phone.text() == "01632 960118"
    settled(qtbot, bench)


def test_an_allergy_is_added_with_enter_and_one_is_refuted_with_del(qtbot: QtBot, bench: Bench) -> None:
    open_record(qtbot, bench)
    typed(qtbot, bench.ui.allergy_substance, "the green ones")
    assert "an allergy is not added yet" in bench.ui.save.text()
    typed(qtbot, bench.ui.allergy_reaction, "itching")
    qtbot.keyClick(bench.ui.allergy_reaction, Qt.Key.Key_Return)
    assert bench.ui.allergy_substance.text() == ""
    qtbot.waitUntil(lambda: any("Not matched to a medicine" in row for row in rows(bench.ui.allergies)))
    bench.ui.allergies.selectRow(0)
    bench.ui.allergies.setFocus()
    qtbot.keyClick(bench.ui.allergies, Qt.Key.Key_Delete)
    saved(qtbot, bench)
    old, new = bench.record().patient.facts.allergies or ()
    assert old == Allergy("penicillin", "rash", AllergyStatus.REFUTED)
    assert (new.substance, new.severity) == ("the green ones", "itching")


def test_none_known_cannot_be_ticked_over_an_active_allergy(qtbot: QtBot, bench: Bench) -> None:
    open_record(qtbot, bench)
    bench.ui.no_known_allergies.click()
    assert not bench.ui.no_known_allergies.isChecked()
    assert "Mark it refuted first" in bench.ui.allergy_refusal.words()
    assert "nothing changed" in bench.ui.save.text()


def test_never_asked_is_as_loud_as_it_should_be(qtbot: QtBot, bench: Bench) -> None:
    with bench.place.store.begin() as uow:
        uow.patients.add(a_patient(name="Ann New", number="9990305714", allergies=None))
        uow.commit()
    open_record(qtbot, bench, PatientId("patient-9990305714"))
    assert "nobody has asked" in bench.ui.allergy_state.words()
    bench.ui.no_known_allergies.click()
    assert not bench.ui.allergy_state.words()
    saved(qtbot, bench)
    facts = bench.record(PatientId("patient-9990305714")).patient.facts
    assert (facts.no_known_allergies, facts.allergies) == (True, ())


def test_a_result_is_added_and_can_be_taken_out(qtbot: QtBot, bench: Bench) -> None:
    open_record(qtbot, bench)
    typed(qtbot, bench.ui.result_test, "INR")
    typed(qtbot, bench.ui.result_value, "much")
    qtbot.keyClick(bench.ui.result_value, Qt.Key.Key_Return)
    assert "as a number" in bench.ui.result_refusal.words()
    typed(qtbot, bench.ui.result_value, "2.4")
    typed(qtbot, bench.ui.result_date, "1/11/2026")
    qtbot.keyClick(bench.ui.result_date, Qt.Key.Key_Return)
    assert rows(bench.ui.results) == ["INR | 2.4 | 1 Nov 2026"]
    bench.ui.results.selectRow(0)
    bench.view.record.take_out.click()
    assert rows(bench.ui.results) == []
    settled(qtbot, bench)


def test_a_save_by_somebody_else_shows_at_once_and_keeps_what_is_typed(qtbot: QtBot, bench: Bench) -> None:
    open_record(qtbot, bench)
    typed(qtbot, bench.ui.phone, "01632 960118")
    patient = bench.record().patient
    made = correct_patient(bench.place, AMARA, replace(patient, communication_note="Speak up"))
    assert isinstance(made, Receipt)
    bench.counter.broadcast(made)
    qtbot.waitUntil(lambda: bench.ui.communication_note.text() == "Speak up")
    assert bench.ui.phone.text() == "01632 960118"
    assert "Somebody else saved this record meanwhile" in bench.ui.unsaved_words.accessibleName()
    settled(qtbot, bench)
    saved(qtbot, bench)
    assert bench.record().patient.phone == "01632 960118"
    assert bench.record().patient.communication_note == "Speak up"


def test_a_new_record_is_typed_and_created(qtbot: QtBot, bench: Bench) -> None:
    bench.view.enter(Go(Where.PATIENT))
    settled(qtbot, bench)
    qtbot.keyClick(bench.view, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    assert "nothing changed" in bench.ui.save.text()
    typed(qtbot, bench.ui.name, "Ms Edda Test")
    assert bench.ui.save.text() == "Create record"
    qtbot.keyClick(bench.view, Qt.Key.Key_F10)
    qtbot.waitUntil(lambda: bool(search_patients(bench.place, "edda")))
    qtbot.waitUntil(lambda: "nothing changed" in bench.ui.save.text())
    (made,) = search_patients(bench.place, "edda")
    assert made.facts.allergies is None
    assert made.nhs_number is None


def unlinked(bench: Bench) -> tuple[Patient, Go]:
    moved = replace(BERYL, address=Address(("9 Quarry Steps", "Little Harwick"), "QX4 7LD"))
    key = received(bench.place, a_prescription(patient=moved))
    return moved, Go(Where.PATIENT, key=key)


def open_whose(qtbot: QtBot, bench: Bench, about: Go) -> None:
    bench.view.enter(about)
    qtbot.waitUntil(lambda: bench.ui.pages.currentWidget() is bench.ui.whose_page)
    settled(qtbot, bench)


def test_a_prescription_that_is_linked_opens_its_record(qtbot: QtBot, bench: Bench) -> None:
    key = received(bench.place, a_prescription(), BERYL)
    bench.view.enter(Go(Where.PATIENT, key=key))
    qtbot.waitUntil(lambda: bench.ui.pages.currentWidget() is bench.ui.record_page)
    assert bench.ui.name.text() == BERYL.name
    settled(qtbot, bench)


def test_one_that_is_not_asks_whose_record_and_shows_what_differs(qtbot: QtBot, bench: Bench) -> None:
    _, about = unlinked(bench)
    open_whose(qtbot, bench, about)
    assert rows(bench.ui.candidates) == [
        "Mrs Beryl Hartnoll, 3 Quarry Steps, Little Harwick, QX4 7LD | 14 Mar 1953 | Address"
    ]
    side = rows(bench.ui.comparison)
    assert "Address | 9 Quarry Steps, Little Harwick, QX4 7LD | 3 Quarry Steps, Little Harwick, QX4 7LD" in side
    assert bench.ui.save.text() == "This is their record"
    qtbot.keyClick(bench.view, Qt.Key.Key_F10)
    qtbot.waitUntil(lambda: bench.backs == [True])
    assert about.key is not None
    assert held(bench.place, about.key).patient == BERYL.id


def test_another_number_is_said_on_the_button_itself(qtbot: QtBot, bench: Bench) -> None:
    _, about = unlinked(bench)
    open_whose(qtbot, bench, about)
    qtbot.keyClicks(bench.ui.find_other, "wrona")
    qtbot.waitUntil(lambda: "Tomasz" in "".join(rows(bench.ui.candidates)))
    assert bench.ui.save.text() == "Link although the NHS numbers differ"
    settled(qtbot, bench)


def test_a_new_record_from_the_prescription_is_refused_where_the_number_is_taken(qtbot: QtBot, bench: Bench) -> None:
    _, about = unlinked(bench)
    open_whose(qtbot, bench, about)
    qtbot.keyClick(bench.view, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: "has this NHS number already" in bench.ui.whose_refusal.words())
    assert not bench.backs


def test_a_new_record_is_made_from_a_prescription_of_somebody_new(qtbot: QtBot, bench: Bench) -> None:
    new = a_patient(name="Miss Una Neu", number="9990305714")
    key = received(bench.place, a_prescription(patient=new))
    open_whose(qtbot, bench, Go(Where.PATIENT, key=key))
    assert bench.ui.candidates_list.currentWidget() is bench.ui.candidates_empty
    assert "nobody chosen" in bench.ui.save.text()
    bench.ui.new_record.click()
    qtbot.waitUntil(lambda: bench.backs == [True])
    linked = held(bench.place, key).patient
    assert linked is not None
    assert bench.record(linked).patient.name == "Miss Una Neu"


def test_a_prescription_can_be_added_for_the_person_shown(qtbot: QtBot, bench: Bench) -> None:
    open_record(qtbot, bench)
    qtbot.keyClick(bench.view, Qt.Key.Key_F5)
    assert bench.gone == [Go(Where.MANUAL, patient=BERYL.id)]


def test_tab_goes_through_the_fields_in_the_order_of_the_page(qtbot: QtBot, bench: Bench) -> None:
    open_record(qtbot, bench)
    bench.ui.name.setFocus()
    order = []
    for _ in range(8):
        focused = bench.view.focusWidget()
        assert focused is not None
        order.append(focused.objectName())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert order == ["name", "born", "nhs_number", "address", "postcode", "phone", "goal", "large_print"]
