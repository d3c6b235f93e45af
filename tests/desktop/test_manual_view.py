"""A paper prescription typed in on the screen, by keyboard alone, on a real store and the real dictionary."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.builders import NIA, a_patient, held, staff, workplace

from dispensary.application.workplace import Workplace
from dispensary.desktop.components import cell_words
from dispensary.desktop.components.rows import CELL, RowTable
from dispensary.desktop.tasks import Tasks
from dispensary.desktop.view_models.counter import Counter
from dispensary.desktop.view_models.manual import ManualModel
from dispensary.desktop.views.manual import ManualView
from dispensary.desktop.views.screen import Go, Where
from dispensary.domain.dispensing import Dispensing
from dispensary.domain.identifiers import PatientId
from dispensary.domain.prescription import Origin

BERYL = a_patient()
WRONA = a_patient(name="Mr Tomasz Wrona", number="9990218463", goal="")


class Bench:
    """The screen with its counter, and where it asked to go."""

    def __init__(self, place: Workplace) -> None:
        self.place = place
        self.counter = Counter(place, Tasks(), {})
        self.counter.sign_on(staff(place, NIA))
        self.view = ManualView(ManualModel(self.counter))
        self.ui = self.view.ui
        self.gone: list[Go] = []
        self.bugs: list[object] = []
        self.view.go.connect(self.gone.append)
        self.counter.bug.connect(self.bugs.append)

    def added(self) -> Dispensing:
        assert self.gone
        assert self.gone[-1].where is Where.CLINICAL_CHECK
        assert self.gone[-1].key is not None
        return held(self.place, self.gone[-1].key)


@pytest.fixture
def bench(tmp_path: Path, qtbot: QtBot, themed: QApplication) -> Iterator[Bench]:
    place = workplace(tmp_path)
    with place.store.begin() as uow:
        uow.patients.add(BERYL)
        uow.patients.add(WRONA)
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


def begin(qtbot: QtBot, bench: Bench, patient: PatientId | None = BERYL.id) -> None:
    bench.view.enter(Go(Where.MANUAL, patient=patient))
    qtbot.waitUntil(lambda: bench.ui.pages.currentWidget() is bench.ui.entry_page)
    settled(qtbot, bench)


def typed(qtbot: QtBot, field: QWidget, words: str) -> None:
    field.setFocus()
    field.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClicks(field, words)


def chosen(qtbot: QtBot, bench: Bench, words: str) -> None:
    """A product typed and taken with Enter, once the list is there."""
    typed(qtbot, bench.ui.product, words)
    qtbot.waitUntil(lambda: not bench.ui.products.isHidden())
    settled(qtbot, bench)
    qtbot.keyClick(bench.ui.product, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bench.view.model.typed.medicine is not None)


def item(qtbot: QtBot, bench: Bench, product: str, quantity: str, directions: str) -> None:
    before = len(rows(bench.ui.items))
    chosen(qtbot, bench, product)
    typed(qtbot, bench.ui.quantity, quantity)
    qtbot.keyClick(bench.ui.quantity, Qt.Key.Key_Return)
    typed(qtbot, bench.ui.directions, directions)
    qtbot.keyClick(bench.ui.directions, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(rows(bench.ui.items)) == before + 1)


def rows(table: RowTable) -> list[str]:
    model = table.model()
    return [
        " | ".join(cell_words(model.index(row, column).data(CELL)) for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def test_the_patient_is_chosen_first(qtbot: QtBot, bench: Bench) -> None:
    bench.view.enter(Go(Where.MANUAL))
    settled(qtbot, bench)
    assert bench.ui.pages.currentWidget() is bench.ui.find_page
    qtbot.keyClicks(bench.ui.find, "hartnoll")
    qtbot.keyClick(bench.ui.find, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bench.ui.pages.currentWidget() is bench.ui.entry_page)
    shown = bench.ui.patient_banner.person()
    assert shown is not None
    assert shown.name == BERYL.name
    settled(qtbot, bench)


def test_a_private_prescription_is_typed_in_without_a_mouse(qtbot: QtBot, bench: Bench) -> None:
    begin(qtbot, bench)
    assert bench.ui.signed_on.text() == "23 Nov 2026"
    assert "prescriber’s name needed" in bench.ui.save.text()
    qtbot.keyClicks(bench.ui.prescriber, "Dr Imogen Farrant")
    assert "1 item needed" in bench.ui.save.text()
    typed(qtbot, bench.ui.organisation, "Quarry Lane Surgery")
    typed(qtbot, bench.ui.phone, "01632 960210")
    bench.ui.kind.setFocus()
    qtbot.keyClick(bench.ui.kind, Qt.Key.Key_Down)
    typed(qtbot, bench.ui.signed_on, "20/11/2026")
    item(qtbot, bench, "amlodipine 5mg tab", "28", "1 od")
    assert bench.ui.product.hasFocus()
    qtbot.keyClick(bench.view, Qt.Key.Key_F10)
    qtbot.waitUntil(lambda: bool(bench.gone))
    sent = bench.added().prescription
    assert (sent.origin, sent.prescriber.name, sent.prescriber.phone) == (
        Origin.PRIVATE,
        "Dr Imogen Farrant",
        "01632 960210",
    )
    assert sent.authored_on is not None
    assert sent.authored_on.isoformat() == "2026-11-20"
    (line,) = sent.items
    assert (line.name, str(line.quantity), line.dosage_text) == ("Amlodipine 5mg tablets", "28 tablet", "1 od")
    assert line.cd_quantity_words is None
    assert bench.added().patient == BERYL.id


def test_directions_are_read_back_while_they_are_typed(qtbot: QtBot, bench: Bench) -> None:
    begin(qtbot, bench)
    chosen(qtbot, bench, "amlodipine 5mg tab")
    typed(qtbot, bench.ui.directions, "1 om")
    qtbot.waitUntil(lambda: bench.ui.reading.words() == "Label: Take 1 tablet in the morning.")
    typed(qtbot, bench.ui.directions, "reduce as per plan")
    qtbot.waitUntil(lambda: "Not read as a dose" in bench.ui.reading.words())


def test_directions_that_nobody_can_read_are_kept_as_they_are_and_marked(qtbot: QtBot, bench: Bench) -> None:
    begin(qtbot, bench)
    item(qtbot, bench, "prednisolone 5mg tab", "42", "reduce as per plan")
    (shown,) = rows(bench.ui.items)
    assert "“reduce as per plan” is not read as a dose" in shown
    assert bench.view.model.typed.lines[0].directions == "reduce as per plan"


def test_a_controlled_drug_asks_for_its_words_and_others_do_not(qtbot: QtBot, bench: Bench) -> None:
    begin(qtbot, bench)
    qtbot.keyClicks(bench.ui.prescriber, "Dr Imogen Farrant")
    chosen(qtbot, bench, "amlodipine 5mg tab")
    assert bench.ui.words_box.isHidden()
    chosen(qtbot, bench, "morphine 10mg tablets")
    assert not bench.ui.words_box.isHidden()
    assert "schedule 2" in bench.ui.item_words.text()
    typed(qtbot, bench.ui.quantity, "56")
    qtbot.keyClick(bench.ui.quantity, Qt.Key.Key_Return)
    assert bench.ui.quantity_words.hasFocus()
    qtbot.keyClicks(bench.ui.quantity_words, "fifty-six")
    typed(qtbot, bench.ui.directions, "1 bd")
    qtbot.keyClick(bench.ui.directions, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(rows(bench.ui.items)) == 1)
    qtbot.keyClick(bench.view, Qt.Key.Key_F10)
    qtbot.waitUntil(lambda: bool(bench.gone))
    assert bench.added().prescription.items[0].cd_quantity_words == "fifty-six"


def test_an_empty_field_says_that_the_paper_has_no_quantity_in_words(qtbot: QtBot, bench: Bench) -> None:
    begin(qtbot, bench)
    item(qtbot, bench, "morphine 10mg tablets", "56", "1 bd")
    assert "no quantity in words" in rows(bench.ui.items)[0]
    assert bench.view.model.typed.lines[0].words == ""


def test_a_name_that_was_only_typed_is_no_product(qtbot: QtBot, bench: Bench) -> None:
    begin(qtbot, bench)
    typed(qtbot, bench.ui.product, "amlodipine 5mg tab")
    typed(qtbot, bench.ui.quantity, "28")
    typed(qtbot, bench.ui.directions, "1 od")
    qtbot.keyClick(bench.ui.directions, Qt.Key.Key_Return)
    assert "choose a product from the list" in bench.ui.refusal.words()
    assert rows(bench.ui.items) == []
    settled(qtbot, bench)


def test_changing_the_words_after_choosing_lets_the_product_go(qtbot: QtBot, bench: Bench) -> None:
    begin(qtbot, bench)
    chosen(qtbot, bench, "amlodipine 5mg tab")
    assert bench.ui.product.text() == "Amlodipine 5mg tablets"
    bench.ui.product.setFocus()
    bench.ui.product.deselect()
    qtbot.keyClick(bench.ui.product, Qt.Key.Key_Backspace)
    assert bench.view.model.typed.medicine is None
    assert "choose a product from the list" in bench.ui.add_item.text()
    settled(qtbot, bench)


def test_up_and_down_move_in_the_list_and_esc_closes_only_it(qtbot: QtBot, bench: Bench) -> None:
    begin(qtbot, bench)
    typed(qtbot, bench.ui.product, "amlodipine")
    qtbot.waitUntil(lambda: len(rows(bench.ui.products)) > 1)
    settled(qtbot, bench)
    names = rows(bench.ui.products)
    qtbot.keyClick(bench.ui.product, Qt.Key.Key_Down)
    qtbot.keyClick(bench.ui.product, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bench.ui.product.text() == names[1])
    typed(qtbot, bench.ui.product, "ramipril")
    qtbot.waitUntil(lambda: not bench.ui.products.isHidden())
    settled(qtbot, bench)
    qtbot.keyClick(bench.ui.product, Qt.Key.Key_Escape)
    assert bench.ui.products.isHidden()
    assert bench.ui.product.text() == "ramipril"


@pytest.mark.parametrize("quantity", ["", "0", "-5", "28 tablets", "many"])
def test_a_quantity_is_a_number_above_nothing(qtbot: QtBot, bench: Bench, quantity: str) -> None:
    begin(qtbot, bench)
    chosen(qtbot, bench, "amlodipine 5mg tab")
    typed(qtbot, bench.ui.quantity, quantity)
    assert "quantity needed, as a number" in bench.ui.add_item.text()


def test_a_date_in_the_future_is_said_and_holds_the_button(qtbot: QtBot, bench: Bench) -> None:
    begin(qtbot, bench)
    qtbot.keyClicks(bench.ui.prescriber, "Dr Imogen Farrant")
    typed(qtbot, bench.ui.signed_on, "24/11/2026")
    bench.ui.product.setFocus()
    assert "still to come" in bench.ui.signed_refusal.words()
    assert "date needed" in bench.ui.save.text()
    assert bench.ui.signed_on.text() == "24/11/2026"


def test_an_item_that_is_typed_and_not_added_is_never_dropped(qtbot: QtBot, bench: Bench) -> None:
    begin(qtbot, bench)
    qtbot.keyClicks(bench.ui.prescriber, "Dr Imogen Farrant")
    item(qtbot, bench, "amlodipine 5mg tab", "28", "1 od")
    typed(qtbot, bench.ui.product, "rami")
    assert "an item is not added yet" in bench.ui.save.text()
    qtbot.keyClick(bench.view, Qt.Key.Key_F10)
    settled(qtbot, bench)
    assert not bench.gone


def test_del_takes_an_item_out_and_back_into_the_fields(qtbot: QtBot, bench: Bench) -> None:
    begin(qtbot, bench)
    item(qtbot, bench, "amlodipine 5mg tab", "28", "1 od")
    bench.ui.items.selectRow(0)
    bench.ui.items.setFocus()
    qtbot.keyClick(bench.ui.items, Qt.Key.Key_Delete)
    assert rows(bench.ui.items) == []
    assert (bench.ui.product.text(), bench.ui.quantity.text()) == ("Amlodipine 5mg tablets", "28")
    assert bench.ui.directions.text() == "1 od"
    settled(qtbot, bench)
    assert not bench.ui.add_item.held


def test_what_was_typed_is_there_again_and_belongs_to_that_patient(qtbot: QtBot, bench: Bench) -> None:
    begin(qtbot, bench)
    qtbot.keyClicks(bench.ui.prescriber, "Dr Imogen Farrant")
    bench.view.leave()
    begin(qtbot, bench, WRONA.id)
    assert bench.ui.prescriber.text() == ""
    bench.view.leave()
    begin(qtbot, bench)
    assert bench.ui.prescriber.text() == "Dr Imogen Farrant"
    assert bench.ui.kept_words.text() == "Kept from before, not added yet"
    bench.view.leave()
    begin(qtbot, bench, None)
    assert bench.ui.prescriber.text() == "Dr Imogen Farrant"


def test_f3_gives_what_is_typed_to_another_patient(qtbot: QtBot, bench: Bench) -> None:
    begin(qtbot, bench)
    qtbot.keyClicks(bench.ui.prescriber, "Dr Imogen Farrant")
    qtbot.keyClick(bench.view, Qt.Key.Key_F3)
    settled(qtbot, bench)
    qtbot.keyClicks(bench.ui.find, "wrona")
    qtbot.keyClick(bench.ui.find, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bench.ui.pages.currentWidget() is bench.ui.entry_page)
    settled(qtbot, bench)
    shown = bench.ui.patient_banner.person()
    assert shown is not None
    assert shown.name == WRONA.name
    assert bench.ui.prescriber.text() == "Dr Imogen Farrant"


def test_what_is_set_aside_can_be_brought_back(qtbot: QtBot, bench: Bench) -> None:
    begin(qtbot, bench)
    item(qtbot, bench, "amlodipine 5mg tab", "28", "1 od")
    bench.ui.set_aside.click()
    assert rows(bench.ui.items) == []
    bench.ui.set_aside.click()
    assert len(rows(bench.ui.items)) == 1
    settled(qtbot, bench)


def test_after_adding_the_next_begins_empty(qtbot: QtBot, bench: Bench) -> None:
    begin(qtbot, bench)
    qtbot.keyClicks(bench.ui.prescriber, "Dr Imogen Farrant")
    item(qtbot, bench, "amlodipine 5mg tab", "28", "1 od")
    item(qtbot, bench, "ramipril 5mg cap", "7.5", "1 om")
    qtbot.keyClick(bench.view, Qt.Key.Key_F10)
    qtbot.waitUntil(lambda: bool(bench.gone))
    quantities = [line.quantity.value for line in bench.added().prescription.items if line.quantity is not None]
    assert quantities == [Decimal(28), Decimal("7.5")]
    bench.view.leave()
    begin(qtbot, bench)
    assert bench.ui.prescriber.text() == ""
    assert rows(bench.ui.items) == []


def test_no_dead_button_stands_on_the_screen(qtbot: QtBot, bench: Bench) -> None:
    begin(qtbot, bench)
    assert bench.ui.new_record.isHidden()
    assert bench.ui.set_aside.isHidden()
