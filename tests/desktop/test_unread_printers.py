"""The file of the printers is spoilt: labels wait and say why, wherever one looks, until a person chooses again."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.builders import NIA, workplace
from tests.desktop.test_pharmacy_view import said_in
from tests.desktop.test_printers_page import Window

from dispensary.adapters.system.printers_file import FILE
from dispensary.desktop.app import build
from dispensary.domain.printers import PrinterKind
from dispensary.domain.printing import JobKind
from dispensary.keeping import equipment
from dispensary.keeping.home import Home
from dispensary.simulators.label_printer import LabelPrinter
from dispensary.wording.printing import UNREAD_CHOICE, unread_words

BAGS = {"kind": "folder", "queue": "", "host": "", "port": 9100, "device": "", "speed": 9600, "dots_per_mm": 8}
SPOILT = json.dumps({"label": {"kind": "network", "port": "ninety"}, "bag-label": BAGS})
WAITS = unread_words(JobKind.LABEL)
Opening = Callable[[str], Window]


@pytest.fixture
def opening(qtbot: QtBot, themed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opening]:
    """The real window on a home with that file, a label printer beside it."""
    for name in ("LABEL", "BAG", "PAGE"):
        monkeypatch.delenv(f"DISPENSARY_{name}_PRINTER", raising=False)
    place = workplace(tmp_path)
    desk = build(place, {})
    bugs: list[object] = []
    desk.counter.bug.connect(bugs.append)
    qtbot.add_widget(desk.window)
    with LabelPrinter(tmp_path / "printer") as printer:
        made = Window(qtbot, place, desk, tmp_path, printer)

        def opened(noted: str) -> Window:
            (tmp_path / FILE).write_text(noted, encoding="utf-8")
            desk.printers.use(equipment.printing(Home(tmp_path)))
            desk.window.show()
            desk.window.begin()
            made.settle()
            return made

        yield opened
        made.settle()
    assert bugs == []
    place.store.close()


@pytest.mark.parametrize("noted", [SPOILT, "{"])
def test_a_label_waits_says_why_and_comes_out_once_its_printer_is_chosen_again(opening: Opening, noted: str) -> None:
    window = opening(noted)
    page = window.page()
    ui = page.ui
    assert (ui.kind.currentIndex(), ui.kind.placeholderText()) == (-1, UNREAD_CHOICE)
    assert (ui.state.words(), ui.save.held) == (WAITS, True)
    assert not [row for row in (ui.host_row, ui.dots_row, ui.paper_row, ui.large_row) if row.isVisible()]
    ui.test.click()
    window.settle()
    window.settle()
    assert window.rows(page) == [("Test print", "waiting")]
    assert WAITS in ui.chosen.words()
    assert WAITS in said_in(window.desk.window.ui.banners)
    assert not Home(window.home).printed.exists()
    window.set_up(page)
    window.settle()
    assert window.rows(page) == [("Test print", "sent")]
    assert len(window.out()) == 1
    (entry,) = window.journal("printer-set-up")
    assert entry["detail"] == {
        "label": {"before": "unread", "after": f"network, 127.0.0.1:{window.printer.port}, 8 dots/mm, 70x35"}
    }
    assert WAITS not in said_in(window.desk.window.ui.banners)


def test_choosing_one_printer_again_leaves_another_as_it_is(opening: Opening) -> None:
    window = opening(SPOILT)
    page = window.page()
    window.set_up(page)
    assert json.loads((window.home / FILE).read_text())["bag-label"] == {**BAGS, "paper": "", "large": "same"}
    page.ui.job.setCurrentIndex(page.ui.job.findData(JobKind.BAG_LABEL))
    window.settle()
    assert page.ui.kind.currentData() == PrinterKind.FOLDER


def test_no_printer_at_all_may_be_chosen_and_then_it_is_a_persons_choice(opening: Opening) -> None:
    window = opening(SPOILT)
    page = window.page()
    page.ui.kind.setCurrentIndex(page.ui.kind.findData(PrinterKind.FOLDER))
    page.ui.save.click()
    window.settle()
    assert "written to" in page.ui.state.words()


def test_whoever_does_not_run_the_settings_reads_why_the_labels_wait(opening: Opening) -> None:
    window = opening(SPOILT)
    page = window.page(NIA)
    assert page.ui.state.words() == WAITS
    assert not page.ui.kind.isEnabled()
    assert "Anybody who labels can print a test" in page.ui.not_allowed.words()
