"""Looking a product up: by one key from any item, found by name, code or barcode, and back to the very place."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.adapters.test_dictionary_import import a_release, as_folder
from tests.builders import (
    AMARA,
    a_patient,
    a_prescription,
    an_item,
    approved,
    assembled,
    pack_scan,
    plain_scan,
    received,
    staff,
    workplace,
)
from tests.desktop.test_pharmacy_view import rows, said_in

from dispensary.adapters.dictionary import FollowingDictionary, import_release
from dispensary.adapters.printing.file_printer import FilePrinter
from dispensary.application.workplace import Workplace
from dispensary.desktop.app import Desk, build
from dispensary.desktop.components import Text
from dispensary.desktop.keymap import Action, active_keys
from dispensary.desktop.views.product import ProductView
from dispensary.desktop.views.screen import Go, InHand, Where
from dispensary.domain.identifiers import IssueKey, SnomedCode
from dispensary.domain.printing import JobKind

ABSENT = SnomedCode("999999991000001107")


class Bench:
    """The real window, Amara signed in, with one prescription received."""

    def __init__(self, qtbot: QtBot, place: Workplace, desk: Desk, key: IssueKey) -> None:
        self.qtbot, self.place, self.desk, self.window, self.key = qtbot, place, desk, desk.window, key

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.desk.counter.tasks.busy)
        QApplication.processEvents()
        self.qtbot.waitUntil(lambda: not self.desk.counter.tasks.busy)

    def press(self, keys: str) -> None:
        """As a real keyboard: into the window, where Qt looks for shortcuts first."""
        handle = self.window.windowHandle()
        assert handle is not None
        self.settle()
        pressed = QKeySequence(keys)[0]
        QTest.keyClick(handle, pressed.key(), pressed.keyboardModifiers())
        self.settle()

    def go(self, where: Where) -> None:
        self.window.show_screen(Go(where, key=self.key))
        self.settle()

    def look_up(self) -> ProductView:
        self.press(active_keys().of(Action.PRODUCT)[0])
        return self.product()

    def product(self) -> ProductView:
        shown = self.window.current
        assert isinstance(shown, ProductView)
        return shown

    def at(self, where: Where) -> bool:
        return self.window.current is self.window.screens[where]


def opened(qtbot: QtBot, place: Workplace, tmp_path: Path, key: IssueKey) -> Bench:
    printer = FilePrinter(tmp_path / "printed")
    made = build(place, dict.fromkeys(JobKind, printer))
    qtbot.add_widget(made.window)
    made.window.show()
    made.window.begin()
    bench = Bench(qtbot, place, made, key)
    bench.settle()
    made.counter.sign_on(staff(place, AMARA))
    bench.go(Where.WORKLIST)
    return bench


def closed(bench: Bench) -> None:
    bench.settle()
    bench.window.close()
    app = QCoreApplication.instance()
    assert app is not None
    app.removeEventFilter(bench.desk.scans)
    bench.place.store.close()


@pytest.fixture
def bench(qtbot: QtBot, themed: QApplication, tmp_path: Path) -> Iterator[Bench]:
    place = workplace(tmp_path)
    person = a_patient()
    key = received(place, a_prescription(an_item("Ramipril 5mg capsules", 28, "1 om"), patient=person), person)
    made = opened(qtbot, place, tmp_path, key)
    bugs: list[object] = []
    made.desk.counter.bug.connect(bugs.append)
    yield made
    closed(made)
    assert bugs == []


def test_one_key_shows_the_item_at_work_and_esc_leads_back_to_the_very_place(bench: Bench) -> None:
    approved(bench.place, bench.key)
    bench.go(Where.PRESCRIPTION)
    ui = bench.window.screens[Where.PRESCRIPTION].ui  # type: ignore[attr-defined]
    bench.qtbot.keyClicks(ui.directions, "1 bd prn")
    shown = bench.look_up()
    assert shown.ui.name.text() == "Ramipril 5mg capsules"
    assert "Generic product (VMP)" in shown.ui.kind.text()
    bench.press("Esc")
    assert bench.at(Where.PRESCRIPTION)
    assert ui.directions.text() == "1 bd prn"
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused is ui.directions or ui.directions.isAncestorOf(focused)
    bench.qtbot.keyClicks(focused, " x")
    assert ui.directions.text() == "1 bd prn x"


def test_the_clinical_check_the_bench_and_the_typed_prescription_have_the_same_key(bench: Bench) -> None:
    bench.go(Where.CLINICAL_CHECK)
    assert bench.look_up().ui.name.text() == "Ramipril 5mg capsules"
    bench.press("Esc")
    assert bench.at(Where.CLINICAL_CHECK)
    assembled(bench.place, bench.key)
    bench.go(Where.ACCURACY_CHECK)
    assert bench.look_up().ui.name.text().startswith("Ramipril 5mg capsules")
    bench.press("Esc")
    assert bench.at(Where.ACCURACY_CHECK)
    bench.window.show_screen(Go(Where.MANUAL, patient=a_patient().id))
    bench.settle()
    manual = bench.window.screens[Where.MANUAL]
    bench.qtbot.keyClicks(manual.ui.product, "amlodipine 5mg tab")  # type: ignore[attr-defined]
    bench.settle()
    bench.qtbot.waitUntil(manual.ui.products.isVisible)  # type: ignore[attr-defined]
    shown = bench.look_up()
    bench.qtbot.waitUntil(lambda: shown.ui.name.text() == "Amlodipine 5mg tablets")
    bench.press("Esc")
    assert bench.at(Where.MANUAL)
    assert manual.ui.product.text() == "amlodipine 5mg tab"  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", [(1280, 680), (1366, 768)])
def test_a_mouse_finds_it_on_the_prescription_and_at_the_bench(bench: Bench, size: tuple[int, int]) -> None:
    """The button takes no step of the tab key: the hands go from the directions on."""
    bench.window.resize(*size)
    assembled(bench.place, bench.key)
    for where in (Where.PRESCRIPTION, Where.ACCURACY_CHECK):
        bench.go(where)
        button = bench.window.screens[where].ui.look_up  # type: ignore[attr-defined]
        assert button.visibleRegion().boundingRect().size() == button.size()
        assert button.key() == active_keys().of(Action.PRODUCT)[0]
        bench.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        bench.settle()
        assert bench.product().ui.name.text().startswith("Ramipril 5mg capsules")
        bench.press("Esc")
        assert bench.at(where)
        assert button.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_where_nothing_is_at_work_the_key_leads_to_the_search_and_kinds_are_told_apart(bench: Bench) -> None:
    shown = bench.look_up()
    assert shown.ui.sought.hasFocus()
    bench.qtbot.keyClicks(shown.ui.sought, "ramipril 5mg cap")
    bench.settle()
    found = rows(shown.ui.results)
    assert found[0] == "Generic product | Ramipril 5mg capsules"
    assert any(row.startswith("Supplier’s product | Ramipril 5mg capsules (") for row in found)
    assert any(row.startswith("Generic pack | Ramipril 5mg capsules 28 capsule") for row in found)
    bench.press("Down")
    bench.press("Return")
    assert shown.ui.kind.text().startswith("Supplier’s product")
    bench.press("Esc")
    assert shown.ui.sought.text() == "ramipril 5mg cap"
    bench.press("Esc")
    assert bench.at(Where.WORKLIST)


def test_a_whole_moiety_named_leads_to_everything_made_of_it_and_the_usual_product_stays_first(bench: Bench) -> None:
    shown = bench.look_up()
    bench.qtbot.keyClicks(shown.ui.sought, "ramipril")
    bench.settle()
    found = rows(shown.ui.results)
    assert found[0].startswith("Generic product | Ramipril")
    assert found[1] == "Moiety | Ramipril"
    assert found.count("Moiety | Ramipril") == 1
    bench.press("Down")
    bench.press("Return")
    bench.settle()
    assert shown.ui.kind.text().startswith("Moiety")
    assert {"Generic product | Ramipril 10mg capsules", "Generic product | Ramipril 5mg capsules"} <= set(
        rows(shown.ui.below)
    )


def test_each_parent_has_a_number_and_a_pack_is_opened_from_the_list(bench: Bench) -> None:
    bench.go(Where.PRESCRIPTION)
    shown = bench.look_up()
    bench.press("Return")
    assert shown.ui.kind.text().startswith("Supplier’s pack (AMPP)")
    said = said_in(shown.ui.packs_side)
    assert "Supplier’s price: Not given" in said
    assert "Barcodes: 0952" in said
    assert "Excipients: Not given. dm+d does not list every excipient" in said_in(shown.ui.facts)
    bench.press("3")
    # A digit may begin a scan, so it is held back for a moment.
    bench.qtbot.waitUntil(lambda: shown.ui.name.text() == "Ramipril 5mg capsules")
    bench.press("1")
    bench.qtbot.waitUntil(lambda: shown.ui.name.text() == "Ramipril")
    bench.settle()
    assert shown.ui.kind.text().startswith("Moiety")
    assert "Generic product | Ramipril 10mg capsules" in rows(shown.ui.below)
    for _ in range(4):
        bench.press("Esc")
    assert bench.at(Where.PRESCRIPTION)


def test_a_barcode_that_is_typed_or_scanned_finds_its_pack_and_does_not_reach_the_bench(bench: Bench) -> None:
    assembled(bench.place, bench.key)
    bench.go(Where.ACCURACY_CHECK)
    shown = bench.look_up()
    bench.window.scanned(pack_scan("Amlodipine 5mg tablets"))
    bench.settle()
    assert rows(shown.ui.results)[0].startswith("Supplier’s pack | Amlodipine 5mg tablets")
    bench.press("Esc")
    bench.press("Esc")
    with bench.place.store.read() as uow:
        held = uow.dispensings.get(bench.key)
    assert held is not None
    assert (held.held_pack, held.items[0].scans) == (None, ())
    bench.go(Where.WORKLIST)
    shown = bench.look_up()
    bench.qtbot.keyClicks(shown.ui.sought, plain_scan("Amlodipine 5mg tablets"))
    bench.settle()
    assert rows(shown.ui.results)[0].startswith("Supplier’s pack | Amlodipine 5mg tablets")


def test_a_code_that_nobody_knows_is_said_to_be_so_with_its_name_and_what_to_do(bench: Bench) -> None:
    shown = bench.look_up()
    shown.enter(Go(Where.PRODUCT, product=InHand(ABSENT, "Nonesuchin 5mg tablets")))
    bench.settle()
    assert shown.ui.name.text() == "Nonesuchin 5mg tablets"
    said = shown.ui.doubt.accessibleName()
    assert ABSENT.value in said
    assert "It can still be dispensed" in said


def test_switching_the_person_leaves_nothing_of_it_open(bench: Bench) -> None:
    bench.go(Where.PRESCRIPTION)
    bench.look_up()
    bench.press("F11")
    assert bench.at(Where.SIGN_IN)
    bench.press(active_keys().of(Action.PRODUCT)[0])
    assert bench.at(Where.SIGN_IN)


@pytest.mark.parametrize("size", [(1280, 720), (1024, 700)])
def test_nothing_is_wider_than_the_window(bench: Bench, size: tuple[int, int]) -> None:
    bench.go(Where.PRESCRIPTION)
    shown = bench.look_up()
    bench.window.setMinimumSize(*size)
    bench.window.resize(*size)
    bench.settle()
    for each in shown.findChildren(QWidget):
        if each.isVisible() and not each.visibleRegion().isEmpty():
            assert each.mapTo(shown, each.rect().topRight()).x() < size[0], each.objectName()


@pytest.fixture
def recoded(qtbot: QtBot, themed: QApplication, tmp_path: Path) -> Iterator[Bench]:
    """A dictionary in which one product is invalid and another has a new code, and a prescription for both."""
    home = tmp_path / "home"
    import_release(home, as_folder(tmp_path / "release", a_release()))
    place = replace(workplace(tmp_path), dictionary=FollowingDictionary(home))
    person = a_patient()
    invalid = replace(an_item(), code=SnomedCode("33"), name="Examplin 1mg tablets")
    old = replace(an_item(), code=SnomedCode("30"), name="Examplin 5mg tablets")
    second = type(old.item_id)("11111111-1111-4111-8111-000000000002")
    key = received(place, a_prescription(invalid, replace(old, item_id=second), patient=person), person)
    made = opened(qtbot, place, tmp_path, key)
    yield made
    closed(made)


def test_an_invalid_product_and_a_changed_code_are_marked_on_the_prescription_and_when_looked_up(
    recoded: Bench,
) -> None:
    recoded.go(Where.PRESCRIPTION)
    view = recoded.window.screens[Where.PRESCRIPTION]
    said = "\n".join(words.text() for words in view.findChildren(Text))
    assert "Marked invalid in dm+d" in said
    assert "Sent as code 30; dm+d has it as 31 now." in said
    recoded.go(Where.CLINICAL_CHECK)
    check = "\n".join(words.text() for words in recoded.window.screens[Where.CLINICAL_CHECK].findChildren(Text))
    assert "Marked invalid in dm+d" in check
    recoded.go(Where.PRESCRIPTION)
    assert "dm+d no longer recognises it" in recoded.look_up().ui.doubt.accessibleName()
    recoded.press("Esc")
    recoded.press("PgDown")
    shown = recoded.look_up()
    assert "It came as code 30. dm+d has changed that to 31." in shown.ui.doubt.accessibleName()
    assert shown.ui.kind.text() == "Generic product (VMP), code 31"
    with recoded.place.store.read() as uow:
        held = uow.dispensings.get(recoded.key)
    assert held is not None
    assert [item.code.value for item in held.prescription.items if item.code] == ["33", "30"]
