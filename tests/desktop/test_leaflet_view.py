"""The leaflet on the screen: the kind that the person needs, page by page as it will print, printed once when asked."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from tests.builders import AMARA, a_patient, a_prescription, an_item, medicine, received, staff, workplace
from tests.desktop.test_product_view import Bench, closed

from dispensary.adapters.printing.file_printer import FilePrinter
from dispensary.desktop.app import build
from dispensary.desktop.components import Inline
from dispensary.desktop.keymap import Action, active_keys
from dispensary.desktop.views.leaflet import LeafletView
from dispensary.desktop.views.screen import Go, Where
from dispensary.domain.patient import Communication
from dispensary.domain.printing import JobKind


@pytest.fixture
def bench(qtbot: QtBot, themed: QApplication, tmp_path: Path) -> Iterator[Bench]:
    place = workplace(tmp_path)
    had = (medicine("Amlodipine 5mg tablets", "Take 1 tablet in the morning."),)
    person = replace(a_patient(medicines=had), communication=(Communication.LARGE_PRINT, Communication.BSL))
    key = received(place, a_prescription(an_item("Ramipril 5mg capsules", 28, "1 om"), patient=person), person)
    made = build(place, dict.fromkeys(JobKind, FilePrinter(tmp_path / "printed")))
    qtbot.add_widget(made.window)
    made.window.show()
    made.window.begin()
    opened = Bench(qtbot, place, made, key)
    opened.settle()
    made.counter.sign_on(staff(place, AMARA))
    bugs: list[object] = []
    made.counter.bug.connect(bugs.append)
    yield opened
    closed(opened)
    assert bugs == []


def leaflet(bench: Bench) -> LeafletView:
    shown = bench.window.current
    assert isinstance(shown, LeafletView)
    return shown


def pages(view: LeafletView) -> list[QLabel]:
    inside = view.paper.widget()
    assert inside is not None
    return [label for label in inside.findChildren(QLabel) if not label.pixmap().isNull()]


def from_the_prescription(bench: Bench) -> LeafletView:
    bench.go(Where.PRESCRIPTION)
    bench.press(active_keys().of(Action.LEAFLET)[0])
    return leaflet(bench)


def printed(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "printed").glob("*"))


def test_one_key_shows_the_leaflet_in_the_kind_that_the_person_needs_and_prints_nothing(
    bench: Bench, tmp_path: Path
) -> None:
    view = from_the_prescription(bench)
    assert view.state.text().startswith("Large print, ")
    assert len(pages(view)) >= 2
    assert "In the morning" in view.paper.accessibleDescription() or "Morning: 1" in view.paper.accessibleDescription()
    assert any("Sign Language" in note.accessibleName() for note in view.findChildren(Inline) if note.isVisible())
    assert printed(tmp_path) == []


def test_another_kind_is_chosen_by_its_number_and_printed_once(bench: Bench, tmp_path: Path) -> None:
    view = from_the_prescription(bench)
    bench.press("3")
    bench.qtbot.waitUntil(lambda: view.state.text().startswith("Easy read, "))
    bench.settle()
    bench.press(active_keys().of(Action.ACCEPT)[0])
    assert "for the A4 printer" in view.said.accessibleName()
    bench.qtbot.waitUntil(lambda: len(printed(tmp_path)) == 1)
    assert printed(tmp_path)[0].read_bytes().startswith(b"%PDF")
    bench.press("Esc")
    assert bench.at(Where.PRESCRIPTION)
    assert pages(view) == []


def test_from_the_record_the_same_key_shows_the_list_to_carry(bench: Bench) -> None:
    bench.window.show_screen(Go(Where.PATIENT, patient=a_patient().id))
    bench.settle()
    bench.press(active_keys().of(Action.LEAFLET)[0])
    view = leaflet(bench)
    assert "list" in view.heading.text()
    assert "Amlodipine 5mg tablets" in view.paper.accessibleDescription()
    assert len(pages(view)) == 1


def test_what_cannot_be_made_says_why_and_is_not_offered(bench: Bench) -> None:
    with bench.place.store.begin() as uow:
        held = uow.patients.get(a_patient().id)
        assert held is not None
        assert held.goal is not None
        uow.patients.save(replace(held, goal=replace(held.goal, words="Жить")))
        uow.commit()
    view = from_the_prescription(bench)
    assert "no sign for" in view.refusal.accessibleName()
    assert "cannot be made so" in view.print_it.text()
