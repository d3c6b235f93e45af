"""The bench at the smallest window: nothing is cut, nothing lies over anything else, and nothing makes it wider."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from tests.builders import (
    AMARA,
    JOSEPH,
    NIA,
    StandingClock,
    a_patient,
    a_prescription,
    an_item,
    assembled,
    held,
    medicine,
    pack_scan,
    plain_scan,
    received,
    workplace,
)
from tests.desktop.test_accuracy_view import (
    AMLODIPINE,
    RAMIPRIL,
    WEAKER,
    BenchDesk,
    basket,
    entered,
    journal,
    press,
    scan,
)

from dispensary.application.recalls import Notice, RecallMade, start_recall
from dispensary.desktop.components import KeyButton
from dispensary.domain.barcodes.reading import read_scan
from dispensary.domain.recalls import Recalled

MORPHINE = "Morphine 10mg modified-release tablets"
WIDTH, HEIGHT = 1280, 656
"""The smallest window, less the band of the demonstration."""


@pytest.fixture
def desk(qtbot: QtBot, themed: QApplication, tmp_path: Path) -> Iterator[BenchDesk]:
    place = workplace(tmp_path, clock=StandingClock())
    made = BenchDesk(place, tmp_path / "printed")
    qtbot.add_widget(made.view)
    made.view.resize(WIDTH, HEIGHT)
    made.view.show()
    made.view.activateWindow()
    yield made
    qtbot.waitUntil(lambda: not made.counter.tasks.busy)
    made.counter.tasks.stop()
    place.store.close()  # type: ignore[attr-defined]
    assert made.bugs == []


def recalled(desk: BenchDesk) -> None:
    gtin = read_scan(pack_scan(RAMIPRIL)).gtin
    assert gtin is not None
    what = Recalled(gtins=frozenset({gtin}), batches=frozenset({"TR4071"}))
    title = "Particles of a plastic found in the capsules of several batches"
    assert isinstance(start_recall(desk.place, JOSEPH, Notice(title, what, "Bring it back.")), RecallMade)


def inside(desk: BenchDesk, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(desk.view, widget.rect().topLeft()), widget.size())


def cut(desk: BenchDesk, page: QWidget) -> list[str]:
    """What does not show whole: words that need more room than they have, and whatever reaches beyond the window."""
    # A layout that is carried out asks for the next one: what is looked at is where they end, not a step on the way.
    for _ in range(20):
        QApplication.sendPostedEvents()
        QApplication.processEvents()
    found = []
    for label in page.findChildren(QLabel):
        if label.isVisible() and label.text():
            wrapped = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
            wide = label.minimumSizeHint().width() if label.wordWrap() else label.sizeHint().width()
            if label.height() < wrapped or label.width() < wide:
                found.append(label.text())
    for button in page.findChildren(KeyButton):
        if button.isVisible() and button.width() < button.sizeHint().width():
            found.append(button.text())
    if desk.view.minimumSizeHint().width() > WIDTH or desk.view.width() > WIDTH:
        found.append(f"the window: {desk.view.minimumSizeHint()}")
    return found


def test_an_out_of_date_pack_has_its_own_cause_and_the_draft_its_type(qtbot: QtBot, desk: BenchDesk) -> None:
    entered(qtbot, desk, basket(desk))
    scan(qtbot, desk, pack_scan(RAMIPRIL, expiry="261031"))
    assert desk.ui.stop.word.text() == "Stop. Out of date"
    assert "Expired" in QApplication.focusWidget().text()  # type: ignore[attr-defined]
    press(qtbot, desk, Qt.Key.Key_X)
    assert "Scanning is held" not in desk.ui.stop.ask.text()
    press(qtbot, desk, Qt.Key.Key_Escape)
    assert not desk.stopped
    assert [note["kind"] for note in journal(desk, "near-miss")] == ["E"]


def test_a_recalled_pack_has_its_own_cause_and_the_draft_its_type(qtbot: QtBot, desk: BenchDesk) -> None:
    recalled(desk)
    key = basket(desk)
    entered(qtbot, desk, key)
    scan(qtbot, desk, pack_scan(RAMIPRIL))
    assert "Recalled" in QApplication.focusWidget().text()  # type: ignore[attr-defined]
    press(qtbot, desk, Qt.Key.Key_C)
    press(qtbot, desk, Qt.Key.Key_Escape)
    assert [note["kind"] for note in journal(desk, "near-miss")] == ["R"]
    assert held(desk.place, key).held_pack is None


@pytest.mark.parametrize("what", ["strength", "medicine", "expired", "recalled"])
def test_the_stop_shows_every_word_and_its_boxes_level(qtbot: QtBot, desk: BenchDesk, what: str) -> None:
    before = (medicine(WEAKER, "1 om", days_ago=21),)
    scans = {
        "strength": pack_scan(WEAKER),
        "medicine": pack_scan(MORPHINE),
        "expired": pack_scan(RAMIPRIL, expiry="261031"),
        "recalled": pack_scan(RAMIPRIL),
    }
    if what == "recalled":
        recalled(desk)
    entered(qtbot, desk, basket(desk, medicines=before))
    scan(qtbot, desk, scans[what])
    assert desk.stopped
    stop = desk.ui.stop
    assert cut(desk, stop) == []
    assert desk.view.minimumSizeHint().height() <= 560, "with the other screens' bands the window would grow"
    assert stop.prescribed.box.geometry().top() == stop.scanned.box.geometry().top()
    assert stop.prescribed.box.size().height() == stop.scanned.box.size().height()
    for side in (stop.prescribed, stop.scanned):
        assert not inside(desk, side.box).intersects(inside(desk, side.whole))
        assert not inside(desk, side.box).intersects(inside(desk, side.heading))


@pytest.mark.parametrize("what", ["right", "unknown", "eye", "counting", "own"])
def test_every_deed_and_every_name_of_the_bench_shows_whole(qtbot: QtBot, desk: BenchDesk, what: str) -> None:
    names = (RAMIPRIL, AMLODIPINE) if what != "counting" else (RAMIPRIL,)
    if what == "own":
        with desk.place.store.begin() as uow:
            uow.set_premises(replace(uow.premises(), own_check=True))
            uow.commit()
    patient = a_patient(name="Mrs Wilhelmina Featherstonehaugh-Cholmondeley of Upper Harwick")
    sent = a_prescription(*(an_item(name, 56) for name in names), patient=patient)
    key = assembled(desk.place, received(desk.place, sent, patient), by=JOSEPH if what == "own" else NIA)
    entered(qtbot, desk, key, AMARA if what in ("unknown", "eye") else JOSEPH)
    if what in ("unknown", "eye"):
        scan(qtbot, desk, "5012345678900")
    elif what != "own":
        scan(qtbot, desk, *([plain_scan(RAMIPRIL)] * 2 if what == "counting" else [pack_scan(RAMIPRIL)]))
    if what == "eye":
        desk.ui.accept.click()
        desk.ui.entry_number.setText("28")
        desk.ui.entry_done.click()
        assert "why" in desk.ui.entry_refusal.text()
    if what == "own":
        desk.ui.own_check.click()
        desk.ui.entry_done.click()
    assert cut(desk, desk.ui.check_page) == []
    head = [inside(desk, each) for each in (desk.ui.name, desk.ui.identity, desk.ui.checkers)]
    assert not any(one.intersects(other) for one, other in combinations(head, 2))


def test_a_long_name_with_a_line_to_type_in_shows_whole(qtbot: QtBot, desk: BenchDesk) -> None:
    patient = a_patient()
    sent = a_prescription(an_item(MORPHINE, 14, "1 bd"), patient=patient)
    entered(qtbot, desk, assembled(desk.place, received(desk.place, sent, patient)))
    scan(qtbot, desk, pack_scan(MORPHINE))
    assert desk.ui.entry.isVisible()
    assert cut(desk, desk.ui.check_page) == []
    shown = [each for each in desk.ui.verdict.findChildren(QLabel) if each.isVisible()]
    assert not any(inside(desk, one).intersects(inside(desk, other)) for one, other in combinations(shown, 2))
