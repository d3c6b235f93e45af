"""Printers, leaflets and labels without a mouse: every button has a key of its own or Tab comes to it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.builders import a_patient, a_prescription, an_item, assembled, received, workplace
from tests.desktop.test_product_view import Bench, closed, opened

from dispensary.desktop.components import ItemButton, KeyButton, PlaceTab
from dispensary.desktop.keymap import Action, active_keys
from dispensary.desktop.views.leaflet import LeafletView
from dispensary.desktop.views.pharmacy import PharmacyView
from dispensary.desktop.views.printers_page import PrintersPage
from dispensary.desktop.views.screen import Go, Where
from dispensary.domain.printing import JobKind, JobState, PrintJob
from dispensary.keeping import equipment
from dispensary.keeping.home import Home


@pytest.fixture
def bench(qtbot: QtBot, themed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    for name in ("LABEL", "BAG", "PAGE"):
        monkeypatch.delenv(f"DISPENSARY_{name}_PRINTER", raising=False)
    place = workplace(tmp_path)
    person = replace(a_patient(), communication=())
    key = received(place, a_prescription(an_item("Ramipril 5mg capsules", 28, "1 om"), patient=person), person)
    made = opened(qtbot, place, tmp_path, assembled(place, key))
    made.desk.printers.use(equipment.printing(Home(tmp_path)))
    yield made
    closed(made)


def printers_page(bench: Bench) -> PrintersPage:
    bench.window.show_screen(Go(Where.PHARMACY, page="printers"))
    bench.settle()
    view = bench.window.current
    assert isinstance(view, PharmacyView)
    return view.printers


LED_ABOUT = (PlaceTab, ItemButton)
"""One key goes from page to page, Page Down from item to item: these take none each."""


def out_of_reach(screen: QWidget) -> list[str]:
    """The buttons on it that no key presses: they have none of their own, and Tab passes them by."""
    found = [each for each in screen.findChildren(QAbstractButton) if not isinstance(each, LED_ABOUT)]
    buttons = [each for each in found if each.isVisible() and each.isEnabled()]
    assert buttons
    return [
        f"{each.objectName()} {each.text()}"
        for each in buttons
        if not (isinstance(each, KeyButton) and each.key()) and not each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def test_a_test_is_printed_by_the_key_on_its_button(bench: Bench) -> None:
    page = printers_page(bench)
    assert page.ui.test.key() == active_keys().drawn(Action.PRINT_TEST) == "Ctrl+0"
    bench.press("Ctrl+0")
    bench.settle()
    assert [(line.title, line.state) for line in page._lines] == [("Test print", JobState.SENT)]


def test_what_was_not_saved_is_not_tried_and_the_button_says_why(bench: Bench) -> None:
    page = printers_page(bench)
    page.ui.kind.setCurrentIndex(1)
    bench.press("Ctrl+0")
    assert page.ui.test.missing == "save first"
    assert page._lines == ()


@pytest.mark.parametrize("state", [JobState.WAITING, JobState.IN_DOUBT, JobState.SENT])
def test_every_button_of_the_print_queue_has_its_key(bench: Bench, state: JobState) -> None:
    job = PrintJob("a", JobKind.LABEL, "Label a", b"%PDF", None, bench.place.clock.now())
    with bench.place.store.begin() as uow:
        uow.prints.add(job)
        begun = uow.prints.begin_sending(job) if state is not JobState.WAITING else None
        if begun is not None:
            uow.prints.end_sending(replace(begun, state=state, problem="It stopped."))
        uow.commit()
    page = printers_page(bench)
    assert [line.state for line in page._lines] == [state]
    view = bench.window.current
    assert out_of_reach(view) == []
    deeds = [page.ui.found, page.ui.again, page.ui.cancel, page.ui.test]
    assert all(each.key() for each in deeds if each.isVisible())


def test_every_button_of_the_leaflet_has_its_key(bench: Bench) -> None:
    bench.go(Where.PRESCRIPTION)
    bench.press(active_keys().of(Action.LEAFLET)[0])
    view = bench.window.current
    assert isinstance(view, LeafletView)
    assert out_of_reach(view) == []
    assert [each.key() for each in (*view.kinds.values(), view.print_it)] == ["1", "2", "3", "F10"]
    # The page itself scrolls by the keys, for who reads it here.
    assert view.paper.hasFocus()


def test_every_button_of_the_label_and_of_what_is_asked_about_it_has_its_key(bench: Bench) -> None:
    bench.go(Where.PRESCRIPTION)
    assert out_of_reach(bench.window.current) == []
    bench.press(active_keys().of(Action.REPRINT)[0])
    assert out_of_reach(bench.window.current) == []
