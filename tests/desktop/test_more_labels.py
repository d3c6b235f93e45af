"""Ctrl+L on the prescription screen: what can be printed beside the label, by keys alone."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.builders import NIA, NOW, an_item, held
from tests.desktop.test_prescription_view import RAMIPRIL, SIMVASTATIN, Desk, ready

from dispensary.desktop.tasks import Lane
from dispensary.domain.barcodes.scan import BasketNumber
from dispensary.domain.dispensing import PackScan
from dispensary.domain.identifiers import Gtin
from dispensary.domain.quantity import Quantity
from dispensary.domain.workflow import Stage
from dispensary.wording import label_kinds as words


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot, themed: QApplication) -> Iterator[Desk]:
    made = Desk(tmp_path, qtbot)
    yield made
    made.close()


def more(desk: Desk) -> None:
    desk.qtbot.keyClick(QApplication.focusWidget() or desk.view, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    desk.settle()


def titles(desk: Desk) -> list[str]:
    """What was sent to the printer, in order."""
    desk.settle()
    with desk.place.store.read() as uow:
        read = [json.loads(entry.body) for entry in uow.journal.entries()]
    return [entry["detail"]["title"] for entry in read if entry["kind"] == "sent-to-printer"]


def offered(desk: Desk) -> list[str]:
    return [said for said, _ in desk.view.more._answers(desk.view._shown)]  # type: ignore[arg-type]


def test_the_label_again_asks_why_and_waits_to_print(desk: Desk) -> None:
    desk.open(ready(desk))
    assert offered(desk) == [words.TOKEN]
    desk.press(Qt.Key.Key_F10)
    more(desk)
    desk.press(Qt.Key.Key_1)
    assert desk.view.question.open
    desk.press(Qt.Key.Key_3)
    assert [title.partition(",")[2] for title in titles(desk)] == ["", " again"]
    assert desk.view.ui.refusal.words() == words.PRINTING


def test_own_words_are_typed_and_escape_prints_nothing(desk: Desk) -> None:
    desk.open(ready(desk))
    desk.press(Qt.Key.Key_F10)
    more(desk)
    desk.press(Qt.Key.Key_2)
    field = desk.view.more.field
    assert field.isVisible()
    desk.qtbot.keyClicks(field, "Keep one at school.")
    desk.press(Qt.Key.Key_Escape)
    assert not field.isVisible()
    assert len(titles(desk)) == 1
    more(desk)
    desk.press(Qt.Key.Key_2)
    desk.qtbot.keyClicks(field, "Keep one at school.")
    desk.press(Qt.Key.Key_Return)
    assert [title.rpartition(" ")[0] for title in titles(desk)] == ["Label", "Extra label"]
    assert not field.isVisible()


def test_own_words_are_never_left_behind_by_the_key_that_ends_the_line(desk: Desk) -> None:
    desk.open(ready(desk))
    desk.press(Qt.Key.Key_F10)
    more(desk)
    desk.press(Qt.Key.Key_2)
    field, accept = desk.view.more.field, desk.view.ui.accept
    desk.qtbot.keyClicks(field, "Keep one at school.")
    assert accept.missing == words.TYPING
    desk.press(Qt.Key.Key_F10)
    assert desk.stages() == [Stage.LABELLED]
    assert field.text() == "Keep one at school."
    desk.press(Qt.Key.Key_Escape)
    assert not accept.held
    desk.press(Qt.Key.Key_F10)
    assert desk.stages() == [Stage.ASSEMBLED]


def test_own_words_that_were_refused_stay_to_be_mended(desk: Desk) -> None:
    desk.open(ready(desk))
    desk.press(Qt.Key.Key_F10)
    more(desk)
    desk.press(Qt.Key.Key_2)
    field = desk.view.more.field
    field.setText("Keep one at Жить school.")
    desk.press(Qt.Key.Key_Return)
    assert desk.view.ui.refusal.words() not in ("", words.PRINTING)
    assert (field.isVisible(), field.hasFocus(), field.text()) == (True, True, "Keep one at Жить school.")
    field.selectAll()
    desk.qtbot.keyClicks(field, "Keep one at school.")
    desk.press(Qt.Key.Key_Return)
    assert titles(desk)[-1].startswith("Extra label")
    assert not field.isVisible()


def test_own_words_while_another_step_is_recorded_stay_and_say_so(desk: Desk) -> None:
    desk.open(ready(desk))
    desk.press(Qt.Key.Key_F10)
    more(desk)
    desk.press(Qt.Key.Key_2)
    field, gate = desk.view.more.field, Event()
    desk.qtbot.keyClicks(field, "Keep one at school.")
    desk.counter.tasks.do(Lane.WRITE, gate.wait, lambda _: None)
    desk.view.model.steps.put_in_basket(BasketNumber("12"))
    desk.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert desk.view.ui.refusal.words() == words.NOT_YET
    assert field.text() == "Keep one at school."
    gate.set()
    desk.settle()
    assert len(titles(desk)) == 1
    desk.press(Qt.Key.Key_Return)
    assert titles(desk)[-1].startswith("Extra label")


def test_what_was_being_typed_is_not_carried_over_to_another_line(desk: Desk) -> None:
    desk.open(ready(desk, an_item(RAMIPRIL), an_item(SIMVASTATIN, 28, "1 on")))
    desk.press(Qt.Key.Key_F10)
    desk.press(Qt.Key.Key_F10)
    more(desk)
    desk.press(Qt.Key.Key_2)
    desk.qtbot.keyClicks(desk.view.more.field, "For this one")
    desk.view.model.turn(1)
    desk.settle()
    assert not desk.view.more.field.isVisible()
    assert desk.view.more.field.text() == ""


def test_an_opened_pack_offers_what_a_full_one_leaves_and_takes_a_count(desk: Desk) -> None:
    key = ready(desk)
    desk.open(key)
    desk.press(Qt.Key.Key_F10)
    found = held(desk.place, key)
    scan = PackScan(
        raw="",
        verdict="match",
        rule="",
        at=NOW,
        by=NIA,
        gtin=Gtin("05012345678900"),
        expiry=date(2027, 11, 30),
        batch="AB1",
        quantity=Quantity(Decimal(56), "capsule"),
        part=Decimal(28),
    )
    with desk.place.store.begin() as uow:
        uow.dispensings.save(found.with_work(replace(found.items[0], scans=(scan,))))
        uow.commit()
    desk.open(key)
    more(desk)
    desk.press(Qt.Key(ord("1") + offered(desk).index(words.OPENED_PACK)))
    field = desk.view.more.field
    assert field.text() == "28"
    desk.qtbot.keyClicks(field, "some")
    desk.press(Qt.Key.Key_Return)
    assert field.isVisible()
    field.setText("20")
    desk.press(Qt.Key.Key_Return)
    assert titles(desk)[-1] == "Split pack AB1"
