"""What a person takes each medicine for and what they want to ask: typed into the record, saved, kept apart."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.builders import NIA, a_patient, a_prescription, an_item, medicine, received, workplace
from tests.desktop.test_patient_view import Bench, open_record, rows, saved, settled, typed

from dispensary.desktop.views.patient_own_words import OwnWords
from dispensary.domain.identifiers import PatientId
from dispensary.domain.patient import MedicinePurpose, Question

SAID = MedicinePurpose("Ramipril 2.5mg capsules", "my heart", NIA, date(2026, 10, 1))
BERYL = replace(
    a_patient(medicines=(medicine("Ramipril 2.5mg capsules", "1 om"), medicine("Simvastatin 40mg tablets", "1 on"))),
    purposes=(SAID,),
)
TOMASZ = a_patient(name="Mr Tomasz Wrona", number="9990218463", goal="")


@pytest.fixture
def bench(tmp_path: Path, qtbot: QtBot, themed: QApplication) -> Iterator[Bench]:
    place = workplace(tmp_path)
    with place.store.begin() as uow:
        uow.patients.add(TOMASZ)
        uow.commit()
    received(place, a_prescription(an_item("Amlodipine 5mg tablets", 28, "1 daily"), patient=BERYL), BERYL)
    made = Bench(place)
    qtbot.addWidget(made.view)
    made.view.resize(1280, 640)
    made.view.show()
    qtbot.waitExposed(made.view)
    made.view.activateWindow()
    yield made
    settled(qtbot, made)
    assert not made.bugs
    made.counter.tasks.stop()
    place.store.close()


def own(bench: Bench) -> OwnWords:
    return bench.view.own_words


def chosen(bench: Bench, name: str) -> None:
    box = bench.ui.purpose_medicine
    box.setCurrentIndex(box.findText(name))
    box.activated.emit(box.currentIndex())


def test_what_she_has_now_and_had_can_be_named_and_nothing_else(qtbot: QtBot, bench: Bench) -> None:
    open_record(qtbot, bench)
    box = bench.ui.purpose_medicine
    assert [box.itemText(at) for at in range(box.count())] == [
        "Choose the medicine",
        "Amlodipine 5mg tablets",
        "Ramipril 2.5mg capsules",
        "Simvastatin 40mg tablets",
    ]
    assert not box.isEditable()


def test_what_a_medicine_is_for_is_typed_and_saved_with_who_and_when(qtbot: QtBot, bench: Bench) -> None:
    open_record(qtbot, bench)
    chosen(bench, "Amlodipine 5mg tablets")
    assert "what a medicine is for is not added yet" in bench.ui.save.text()
    typed(qtbot, bench.ui.purpose_words, "my  blood pressure ")
    qtbot.keyClick(bench.ui.purpose_words, Qt.Key.Key_Return)
    assert bench.ui.purpose_words.text() == ""
    assert bench.view.focusWidget() is bench.ui.purpose_medicine
    saved(qtbot, bench)
    today = bench.place.clock.now().date()
    made = MedicinePurpose("Amlodipine 5mg tablets", "my blood pressure", NIA, today)
    assert bench.record().patient.purposes == (SAID, made)
    change = bench.record().changes[0]
    assert (change.field, change.before) == ("purposes", "Ramipril 2.5mg capsules: my heart")
    assert change.after == "Ramipril 2.5mg capsules: my heart; Amlodipine 5mg tablets: my blood pressure"
    assert "Nia Rhys" in rows(bench.ui.purposes)[1]


def test_new_words_for_a_medicine_take_the_place_of_its_old_ones(qtbot: QtBot, bench: Bench) -> None:
    open_record(qtbot, bench)
    chosen(bench, "Ramipril 2.5mg capsules")
    typed(qtbot, bench.ui.purpose_words, "my blood pressure")
    bench.ui.add_purpose.click()
    saved(qtbot, bench)
    assert [said.words for said in bench.record().patient.purposes] == ["my blood pressure"]
    assert "my heart" in bench.record().changes[0].before


def test_neither_a_medicine_nor_its_words_are_made_up(qtbot: QtBot, bench: Bench) -> None:
    open_record(qtbot, bench)
    bench.ui.add_purpose.click()
    assert "Choose the medicine first" in bench.ui.purpose_refusal.words()
    chosen(bench, "Simvastatin 40mg tablets")
    bench.ui.add_purpose.click()
    assert "Type what it is for" in bench.ui.purpose_refusal.words()
    assert bench.ui.purpose_medicine.currentText() == "Simvastatin 40mg tablets"


def test_one_is_taken_out_with_del_and_can_be_brought_back(qtbot: QtBot, bench: Bench) -> None:
    open_record(qtbot, bench)
    bench.ui.purposes.selectRow(0)
    assert bench.ui.purpose_said.text() == "Ramipril 2.5mg capsules: my heart"
    bench.ui.purposes.setFocus()
    qtbot.keyClick(bench.ui.purposes, Qt.Key.Key_Delete)
    assert rows(bench.ui.purposes) == []
    assert bench.ui.purpose_said.text() == ""
    assert "Nobody has asked yet" in bench.ui.purpose_state.text()
    bench.ui.set_aside.click()
    assert len(rows(bench.ui.purposes)) == 1
    settled(qtbot, bench)


def test_a_question_is_added_once_and_taken_out(qtbot: QtBot, bench: Bench) -> None:
    open_record(qtbot, bench)
    for _ in range(2):
        typed(qtbot, bench.ui.question_words, "Can I eat grapefruit?")
        qtbot.keyClick(bench.ui.question_words, Qt.Key.Key_Return)
    assert "in the list already" in bench.ui.question_refusal.words()
    typed(qtbot, bench.ui.question_words, "")
    saved(qtbot, bench)
    today = bench.place.clock.now().date()
    assert bench.record().patient.questions == (Question("Can I eat grapefruit?", NIA, today),)
    assert bench.record().changes[0].field == "questions"
    bench.ui.questions.selectRow(0)
    own(bench).drop_question.click()
    saved(qtbot, bench)
    assert bench.record().patient.questions == ()


def test_nothing_of_one_person_stands_in_another_persons_record(qtbot: QtBot, bench: Bench) -> None:
    open_record(qtbot, bench)
    chosen(bench, "Simvastatin 40mg tablets")
    typed(qtbot, bench.ui.question_words, "Can I eat grapefruit?")
    open_record(qtbot, bench, PatientId("patient-9990218463"))
    ui = bench.ui
    assert ui.question_words.text() == ""
    assert ui.purpose_medicine.count() == 1
    assert not ui.purpose_entry.isVisible()
    assert "Nothing is on record here yet" in ui.purpose_state.text()
    assert rows(ui.purposes) == []
    open_record(qtbot, bench)
    assert ui.question_words.text() == "Can I eat grapefruit?"
    assert ui.purpose_medicine.currentText() == "Simvastatin 40mg tablets"


def test_tab_leads_through_both_cards_in_the_order_of_the_page(qtbot: QtBot, bench: Bench) -> None:
    open_record(qtbot, bench)
    bench.ui.purpose_medicine.setFocus()
    order = []
    for _ in range(8):
        focused = bench.view.focusWidget()
        assert focused is not None
        order.append(focused.objectName() or focused.text())  # type: ignore[attr-defined]
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert order[:4] == ["purpose_medicine", "purpose_words", "add_purpose", "purposes"]
    assert "question_words" in order
    assert order.index("purposes") < order.index("question_words")
