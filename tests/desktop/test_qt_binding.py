"""The binding holds: thousands of signals, clicks and repaints.

PySide6 6.12.0 on Python 3.11 drops a reference to True or None at each and aborts the process after some 500; no
assertion here is needed to fail, the process would be gone.
"""

import sys

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dispensary.desktop.components import Chip, KeyButton, RowTable, StatusChip
from dispensary.desktop.gallery.screens import SampleRows
from dispensary.desktop.gallery.worklist import ROWS
from dispensary.desktop.theme import Tone

ROUNDS = 3_000


class Teller(QObject):
    """One signal of each kind that the program uses."""

    plain = Signal()
    truth = Signal(bool)
    thing = Signal(object)


def test_thousands_of_signals_keep_their_references(themed: QApplication) -> None:
    teller, heard = Teller(), []
    teller.truth.connect(heard.append)
    teller.thing.connect(heard.append)
    nothing, truth = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(ROUNDS):
        teller.plain.emit()
        teller.truth.emit(True)
        teller.thing.emit(None)
    assert heard == [True, None] * ROUNDS
    heard.clear()
    assert sys.getrefcount(None) > nothing - ROUNDS // 2
    assert sys.getrefcount(True) > truth - ROUNDS // 2


def test_thousands_of_connections_and_clicks(qtbot, themed: QApplication) -> None:
    button, counted = KeyButton("Go on"), []
    qtbot.addWidget(button)
    button.show()

    def slot(checked: bool) -> None:
        counted.append(checked)

    for _ in range(ROUNDS):
        button.clicked.connect(slot)
        button.click()
        button.clicked.disconnect(slot)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(counted) == ROUNDS


def test_hundreds_of_repaints_of_a_table_and_thousands_of_a_chip(qtbot, themed: QApplication) -> None:
    table = RowTable()
    qtbot.addWidget(table)
    table.setModel(SampleRows(("Due", "Patient", "Items", "For", "Look out for", "Stage"), ROWS, table))
    table.resize(900, 500)
    table.show()
    chip = StatusChip(None, Chip("Right", Tone.PASS))
    qtbot.addWidget(chip)
    chip.show()
    for turn in range(150):
        table.selectRow(turn % len(ROWS))
        table.viewport().repaint()
    for _ in range(ROUNDS):
        chip.repaint()
    assert table.currentIndex().row() == 149 % len(ROWS)
