"""The alert burden on the screen: one key from the clinical check, month by month, sorted as asked."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.builders import AMARA, NOW, a_patient, a_prescription, received, workplace
from tests.desktop.test_pharmacy_view import opened, press, settle

from dispensary.adapters.printing.file_printer import FilePrinter
from dispensary.desktop.app import Desk, build
from dispensary.desktop.components import Figure, IconWords, TwoLines
from dispensary.desktop.components.rows import CELL
from dispensary.desktop.views.alerts_page import AlertsPage
from dispensary.desktop.views.pharmacy import PharmacyView
from dispensary.desktop.views.screen import Go, Where
from dispensary.domain.burden import SortBy
from dispensary.domain.journal import Event
from dispensary.domain.printing import JobKind

KEY = a_prescription().key


def checked(rule: str, action: str, at: datetime = NOW) -> dict[str, object]:
    """What one check writes: two items, one of them interrupted by that rule and answered so."""
    finding = {"check": "interaction", "rule": rule, "version": "1", "tier": "reason", "hash": f"{rule}#", "items": 1}
    decision = {"finding": f"{rule}#", "rule": rule, "action": action, "at": at.isoformat()}
    return {
        "items": 2,
        "stopped": 0,
        "interrupted": 1,
        "findings": [finding],
        "decisions": [decision],
        "carried": [],
        "not_checked": [],
    }


@pytest.fixture
def desk(qtbot: QtBot, themed: QApplication, tmp_path: Path) -> Iterator[Desk]:
    place = workplace(tmp_path)
    person = a_patient()
    received(place, a_prescription(patient=person), person)
    with place.store.begin() as uow:
        for rule, action in (("IX1", "changed"), ("IX1", "changed"), ("IX2", "accepted risk")):
            uow.journal.append(
                Event("clinically-checked", {}, checked(rule, action)), actor=AMARA, authority="", at=NOW
            )
        uow.commit()
    printer = FilePrinter(tmp_path / "printed")
    made = build(place, dict.fromkeys(JobKind, printer))
    bugs: list[object] = []
    made.counter.bug.connect(bugs.append)
    qtbot.add_widget(made.window)
    made.window.show()
    made.window.begin()
    settle(qtbot, made)
    yield made
    settle(qtbot, made)
    made.window.close()
    app = QCoreApplication.instance()
    assert app is not None
    app.removeEventFilter(made.scans)
    place.store.close()
    assert bugs == []


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> AlertsPage:
    """Come to with one key from the clinical check."""
    opened(qtbot, desk)
    desk.window.show_screen(Go(Where.CLINICAL_CHECK, key=KEY))
    press(qtbot, desk, Qt.Key.Key_S, alt=True)
    view = desk.window.screens[Where.PHARMACY]
    assert isinstance(view, PharmacyView)
    assert desk.window.current is view
    return view.alerts


def rules(page: AlertsPage) -> list[str]:
    cells = (page.rows.index(row, 0).data(CELL) for row in range(page.rows.rowCount()))
    return [cell.second for cell in cells if isinstance(cell, TwoLines)]


def test_the_month_stands_over_its_rules_the_loudest_first(page: AlertsPage) -> None:
    said = page.ui.figures.spoken()
    assert said.startswith("November 2026. ")
    assert "Items checked: 6." in said
    assert "Items interrupted: 50 % (aim: 5 % at most)." in said
    assert rules(page) == ["Rule IX1", "Rule IX2"]
    shown = [page.rows.index(0, column).data(CELL) for column in (1, 3, 4)]
    assert shown == [Figure("2"), IconWords("0 of 2"), Figure("2")]


def test_it_is_sorted_by_the_choice_and_by_a_heading(qtbot: QtBot, desk: Desk, page: AlertsPage) -> None:
    page.ui.sort.setCurrentIndex(page.ui.sort.findData(SortBy.RATE.value))
    page.ui.sort.activated.emit(page.ui.sort.currentIndex())
    assert rules(page) == ["Rule IX2", "Rule IX1"]
    page.ui.rules.horizontalHeader().sectionClicked.emit(1)
    assert rules(page) == ["Rule IX1", "Rule IX2"]
    assert page.ui.sort.currentData() == SortBy.SHOWN.value


def test_another_month_is_empty_and_says_so(qtbot: QtBot, desk: Desk, page: AlertsPage) -> None:
    assert not page.ui.after.isEnabled()
    page.ui.before.click()
    settle(qtbot, desk)
    assert page.ui.figures.spoken().startswith("October 2026. ")
    assert page.ui.list.currentWidget() is page.ui.empty_page
    page.ui.after.click()
    settle(qtbot, desk)
    assert rules(page) == ["Rule IX1", "Rule IX2"]


def test_esc_leads_back_to_the_check(qtbot: QtBot, desk: Desk, page: AlertsPage) -> None:
    press(qtbot, desk, Qt.Key.Key_Escape)
    assert desk.window.current is desk.window.screens[Where.CLINICAL_CHECK]


def test_a_rule_says_what_it_is_about_beside_its_id(qtbot: QtBot, desk: Desk) -> None:
    """One that has left the knowledge since is its id alone."""
    with desk.counter.place.store.begin() as uow:
        uow.journal.append(
            Event("clinically-checked", {}, checked("IX001", "accepted risk")), actor=AMARA, authority="", at=NOW
        )
        uow.commit()
    opened(qtbot, desk)
    desk.window.show_screen(Go(Where.CLINICAL_CHECK, key=KEY))
    press(qtbot, desk, Qt.Key.Key_S, alt=True)
    view = desk.window.screens[Where.PHARMACY]
    assert isinstance(view, PharmacyView)
    settle(qtbot, desk)
    assert "IX001: a dangerous rise in blood pressure" in rules(view.alerts)
    assert "Rule IX1" in rules(view.alerts)
