"""The leaflet on the screen: the kind that the person needs, page by page as it will print, printed once when asked."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from tests.builders import AMARA, a_patient, a_prescription, an_item, held, medicine, received, staff, workplace
from tests.desktop.test_product_view import Bench, closed

from dispensary.adapters.printing.file_printer import FilePrinter
from dispensary.application.claim import not_dispense
from dispensary.application.ports.store import StoreUnavailable
from dispensary.application.step import Receipt
from dispensary.desktop.app import build
from dispensary.desktop.components import Inline
from dispensary.desktop.keymap import Action, active_keys
from dispensary.desktop.tasks import Lane
from dispensary.desktop.view_models import leaflet as model
from dispensary.desktop.views.leaflet import LeafletView
from dispensary.desktop.views.screen import Go, Where
from dispensary.domain.identifiers import PatientId
from dispensary.domain.messages import NotDispensedReason
from dispensary.domain.patient import Communication
from dispensary.domain.printing import JobKind
from dispensary.wording.leaflets import MAKING


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


def without_needs(bench: Bench) -> PatientId:
    """Another counter takes the communication needs off the record; whose it is."""
    with bench.place.store.begin() as uow:
        found = uow.patients.get(a_patient().id)
        assert found is not None
        uow.patients.save(replace(found, communication=()))
        uow.commit()
    return found.id


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


def test_what_prints_is_what_is_shown_after_the_record_changed_elsewhere(bench: Bench, tmp_path: Path) -> None:
    view = from_the_prescription(bench)
    large = len(pages(view))
    changed = without_needs(bench)
    bench.window.counter.changed.emit(Receipt(patients=frozenset({changed})))
    bench.settle()
    assert not view.state.text().startswith("Large print")
    assert len(pages(view)) < large
    bench.press(active_keys().of(Action.ACCEPT)[0])
    bench.qtbot.waitUntil(lambda: len(printed(tmp_path)) == 1)
    assert len(PdfDocument(printed(tmp_path)[0])) == len(pages(view))


def test_what_changed_unheard_is_not_printed_but_shown_anew(bench: Bench, tmp_path: Path) -> None:
    view = from_the_prescription(bench)
    without_needs(bench)
    bench.press(active_keys().of(Action.ACCEPT)[0])
    bench.settle()
    assert "changed since it was shown" in view.refusal.accessibleName()
    assert not view.state.text().startswith("Large print")
    assert printed(tmp_path) == []
    bench.press(active_keys().of(Action.ACCEPT)[0])
    bench.qtbot.waitUntil(lambda: len(printed(tmp_path)) == 1)


def test_an_item_given_up_elsewhere_leaves_the_preview(bench: Bench) -> None:
    view = from_the_prescription(bench)
    item = held(bench.place, bench.key).items[0].item_id
    made = not_dispense(bench.place, AMARA, bench.key, item, NotDispensedReason.NOT_REQUIRED)
    assert isinstance(made, Receipt)
    bench.window.counter.changed.emit(made)
    bench.settle()
    assert "Ramipril" not in view.paper.accessibleDescription()
    assert view.print_it.held


def test_print_struck_again_prints_once_and_another_copy_has_a_key_of_its_own(bench: Bench, tmp_path: Path) -> None:
    view = from_the_prescription(bench)
    for _ in range(3):
        bench.press(active_keys().of(Action.ACCEPT)[0])
        bench.settle()
    assert "for the A4 printer" in view.said.accessibleName()
    assert view.print_it.missing == "on its way"
    assert len(printed(tmp_path)) == 1
    bench.press(active_keys().of(Action.REPRINT)[0])
    bench.qtbot.waitUntil(lambda: len(printed(tmp_path)) == 2)


def test_after_an_outage_the_same_key_prints_it(bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise StoreUnavailable("The record cannot be reached.")

    view = from_the_prescription(bench)
    with monkeypatch.context() as outage:
        outage.setattr(model, "print_leaflet", away)
        bench.press(active_keys().of(Action.ACCEPT)[0])
        bench.settle()
    assert view.refusal.accessibleName()
    assert not view.print_it.held
    bench.press(active_keys().of(Action.ACCEPT)[0])
    bench.qtbot.waitUntil(lambda: len(printed(tmp_path)) == 1)


def test_while_another_kind_is_made_the_pages_before_are_dimmed(bench: Bench) -> None:
    view, gate = from_the_prescription(bench), Event()
    for _ in range(2):
        bench.window.counter.tasks.do(Lane.READ, gate.wait, lambda _: None)
    bench.qtbot.keyClicks(QApplication.focusWidget() or view, "1")
    inside = view.paper.widget()
    assert inside is not None
    assert inside.graphicsEffect() is not None
    assert view.state.text() == MAKING
    assert view.print_it.held
    gate.set()
    bench.settle()
    assert view.state.text() != MAKING
    assert not view.print_it.held
