"""The gallery: every form filled with invented people, to look at. `python -m dispensary.desktop.gallery`.

With a folder it writes the screens there as pictures: `... gallery FOLDER [theme] [height]`. Every person, place and
number is invented; telephone numbers are of the 01632 960 fiction range, NHS numbers of the 999 test range.
"""

import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from dispensary.desktop.components.rows import CELL, KEY, Cell, cell_words
from dispensary.desktop.components.text import Part
from dispensary.desktop.components.window_bands import set_compact
from dispensary.desktop.gallery import people
from dispensary.desktop.gallery.worklist import FILTERS, HEALTH, PLACES, ROWS, STAGES, SUMMARY
from dispensary.desktop.theme import THEMES, apply_theme

AnyIndex = QModelIndex | QPersistentModelIndex


class SampleRows(QAbstractTableModel):
    """Rows of cells, as a model of the program would give them."""

    def __init__(self, headings: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._headings, self._rows = headings, rows

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._headings)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self._rows[index.row()][index.column()]
        if role == CELL:
            return cell
        if role == KEY:
            return index.row()
        return cell_words(cell) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        across = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._headings[section] if across else None


def _form(name: str) -> Any:
    """A form by its name."""
    module = import_module(f"dispensary.desktop.forms.ui_{name}")
    return getattr(module, f"Ui_{name.title().replace('_', '')}")()


def worklist(window: QWidget) -> QWidget:
    """Screen 1."""
    screen = QWidget(window)
    ui = _form("worklist")
    ui.setupUi(screen)
    ui.stages.set_stages(STAGES)
    ui.stages.choose("all")
    ui.filters.set_filters(FILTERS, "all")
    ui.table.setModel(SampleRows(("Due", "Patient", "Items", "For", "Look out for", "Stage"), ROWS, ui.table))
    ui.table.set_columns((128, 252, 62, 104, 310, 0))
    ui.table.selectRow(0)
    screen.setFocusProxy(ui.table)
    ui.summary.show_summary(SUMMARY)
    return screen


def sample_label() -> QImage:
    """A picture in the place of the printer's raster."""
    image = QImage(560, 280, QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    painter.setPen(QColor("#000000"))
    lines = (
        (24, 600, 40, "Ramipril 5mg capsules"),
        (24, 700, 88, "Take 1 capsule in the morning."),
        (18, 400, 128, "May make you dizzy when you stand up."),
        (20, 600, 196, "Mrs Beryl Hartnoll"),
        (13, 500, 224, "Keep out of the sight and reach of children."),
        (13, 500, 246, "Fernhill Pharmacy, 8 Market Row,"),
        (13, 500, 266, "Little Harwick QX4 7LT · 01632 960147"),
    )
    for points, weight, base, words in lines:
        font = QFont("Atkinson Hyperlegible Next")
        font.setPixelSize(int(points * 1.25))
        font.setWeight(QFont.Weight(weight))
        painter.setFont(font)
        painter.drawText(17, base, words)
    painter.fillRect(QRect(17, 48, 526, 2), QColor("#000000"))
    for at in range(0, 156, 6):
        painter.fillRect(QRect(384 + at, 228, 2 + at % 4, 42), QColor("#000000"))
    painter.end()
    return image


def prescription(window: QWidget) -> QWidget:
    """Screen 2."""
    screen = QWidget(window)
    ui = _form("prescription")
    ui.setupUi(screen)
    ui.patient_banner.show_person(people.BERYL)
    ui.as_sent.show_sent(people.SENT_FACTS, people.SENT_ITEMS)
    ui.as_sent.mark_item("4")
    ui.items.set_items(people.ITEM_TABS, "4")
    ui.product.setText("Ramipril 5mg capsules")
    ui.product.say("pass", "matched")
    ui.supply.setText("28")
    ui.warnings.setText("1 chosen")
    ui.directions.setText("1om")
    ui.read_back.show_reading(people.READING, "pass", "every part understood", people.PASS)
    ui.label.show_labels((sample_label(),), stock="70 × 35 mm", words="Ramipril 5mg capsules")
    ui.person.show_person(people.ABOUT_BERYL)
    ui.accept.setText("Accept, finish labels")
    screen.setFocusProxy(ui.directions)
    return screen


def clinical_check(window: QWidget) -> QWidget:
    """Screen 3."""
    from dispensary.desktop.components import ChangesCard, FindingCard, HiddenFindings, QuietFindings

    screen = QWidget(window)
    ui = _form("clinical_check")
    ui.setupUi(screen)
    ui.patient_banner.show_person(people.BERYL)
    changes = ChangesCard(ui.cards)
    changes.show_changes("Changed since 2 November", people.CHANGES)
    findings = [FindingCard(ui.cards, finding) for finding in people.FINDINGS]
    quiet = QuietFindings(ui.cards)
    quiet.show_findings(people.QUIET)
    hidden = HiddenFindings(ui.cards)
    hidden.show_words("1 finding hidden: accepted on 3 August by Amara Whitlock, until 3 August 2027")
    ui.cards.set_margins(16, 12, 16, 8)
    ui.cards.set_cards([changes, *findings, quiet, hidden])
    ui.checked.show_checks("What was checked", people.CHECKED, "Rules dated 14 Nov 2026")
    ui.goal.show_goal("Her goal", "Keep walking Biscuit up Beacon Hill without getting out of breath.")
    ui.before.setText("1 stop still needs you.")
    ui.approve.hold("1 left to settle")
    screen.setFocusProxy(findings[0].first_answer())
    return screen


def accuracy_check(window: QWidget) -> QStackedWidget:
    """Screen 4, the right pack."""
    screen = QStackedWidget(window)
    ui = _form("accuracy_check")
    ui.setupUi(screen)
    ui.name.setText("Mrs Beryl Hartnoll")
    ui.identity.setText("Born 14 Mar 1953, NHS 999 014 2734")
    ui.check_state.setText("Clinical check stands")
    ui.checkers.set_parts((Part("Amara Whitlock, 10:49. Checking now: "), Part("Joseph Pell", strong=True)))
    ui.scans.setText("6 of 7 scans")
    ui.progress.show_scans(6, 7)
    ui.items.show_items(people.BENCH, "ramipril")
    ui.verdict.show_verdict(people.RIGHT)
    ui.finish.hold("1 scan left")
    for hidden in (ui.entry, ui.accept, ui.map_barcode, ui.own_check):
        hidden.hide()
    return screen


def accuracy_stop(window: QWidget) -> QStackedWidget:
    """Screen 4, the wrong strength."""
    screen = QStackedWidget(window)
    ui = _form("accuracy_check")
    ui.setupUi(screen)
    ui.stop.show_mismatch(people.WRONG)
    screen.setCurrentWidget(ui.stop)
    screen.setFocusProxy(ui.stop)
    return screen


def hand_out(window: QWidget) -> QWidget:
    """Screen 5."""
    from dispensary.desktop.components import StepCard

    screen = QWidget(window)
    ui = _form("hand_out")
    ui.setupUi(screen)
    hidden = "Names are hidden while the counter can be seen"
    ui.patient_banner.show_bag("Bag scanned 10:42", "Shelf C3, bag 118", people.BAG_CHIPS, hidden_words=hidden)
    cards = [StepCard(ui.steps, step) for step in people.STEPS]
    cards[0].mark_current(current=True)
    ui.steps.set_margins(16, 16, 20, 12)
    ui.steps.set_cards(cards)
    ui.say.show_saying(people.SAYING)
    ui.facts.show_facts("Checked and bagged", people.BAGGED)
    ui.hand_out.hold("4 left to settle")
    return screen


def sign_in(window: QWidget) -> QWidget:
    """Screen 6."""
    screen = QWidget(window)
    ui = _form("sign_in")
    ui.setupUi(screen)
    ui.time.setText("10:42")
    ui.day.setText("Monday 23 November 2026")
    ui.premises.setText("Fernhill Pharmacy")
    ui.address.setText("8 Market Row, Little Harwick QX4 7LT")
    ui.counter.setText("Counter 2")
    ui.responsible.setText("Amara Whitlock")
    ui.responsible_words.setText("Since 08:52. Absent 0 minutes today, 2 hours allowed.")
    ui.staff.set_staff(people.STAFF)
    ui.staff.choose("nia")
    ui.pin_heading.setText("Nia’s PIN")
    ui.pin.setText("1234")
    screen.setFocusProxy(ui.pin)
    return screen


def patient_record(window: QWidget) -> QWidget:
    """The record of one person."""
    screen = QWidget(window)
    ui = _form("patient_record")
    ui.setupUi(screen)
    ui.patient_banner.show_person(people.BERYL)
    for field, words in people.RECORD_FIELDS.items():
        getattr(ui, field).setText(words)
    ui.goal_asked.setText("Asked by Nia Rhys, 2 Nov 2026")
    ui.easy_read.setChecked(True)
    ui.lip_reading.setChecked(True)
    for box in (ui.pregnant, ui.breastfeeding):
        box.addItems(["Not recorded", "No", "Yes"])
    ui.allergies.setModel(SampleRows(("Substance", "What happened", "Recorded"), people.ALLERGY_ROWS, ui.allergies))
    ui.allergies.set_columns((240, 0, 160))
    ui.supplies.setModel(SampleRows(("When", "Medicine", "Amount"), people.SUPPLY_ROWS, ui.supplies))
    ui.supplies.set_columns((112, 0, 110))
    ui.changes.setModel(SampleRows(("When", "What", "Who"), people.CHANGE_ROWS, ui.changes))
    ui.changes.set_columns((130, 0, 120))
    ui.save.hold("nothing changed")
    return screen


def manual_prescription(window: QWidget) -> QWidget:
    """A paper prescription typed in."""
    from dispensary.desktop.components import Emptiness

    screen = QWidget(window)
    ui = _form("manual_prescription")
    ui.setupUi(screen)
    ui.patient_banner.show_person(people.BERYL)
    ui.prescriber.setText("Dr Imogen Farrant")
    ui.organisation.setText("Quarry Lane Surgery")
    ui.phone.setText("01632 960210")
    ui.kind.addItems(["NHS, paper", "Private"])
    ui.signed_on.setText("23 Nov 2026")
    ui.product.setText("Amlodipine 5mg tablets")
    ui.product.say("pass", "matched")
    ui.quantity.setText("28")
    ui.directions.setText("1 od")
    ui.read_back.show_reading(people.READING_OD, "pass", "every part understood", people.PASS)
    ui.person.show_person(people.ABOUT_BERYL)
    ui.items_list.setCurrentWidget(ui.items_empty)
    ui.items_empty.say(Emptiness.NOTHING_YET, "No item yet", "Choose a product, then its quantity and directions.")
    ui.save.hold("1 item needed")
    return screen


def journal(window: QWidget) -> QWidget:
    """The journal, one entry chosen."""
    screen = QWidget(window)
    ui = _form("journal_page")
    ui.setupUi(screen)
    for box, words in ((ui.person, "Anybody"), (ui.kind, "Anything")):
        box.addItem(words)
    ui.entries.setModel(SampleRows(("When", "What", "About", "Who"), people.JOURNAL_ROWS, ui.entries))
    ui.entries.set_columns((164, 0, 190, 126))
    ui.entries.selectRow(0)
    ui.detail.show_facts("Handed out", people.JOURNAL_FACTS)
    ui.count.setText("2 shown, newest first; that is all of them")
    ui.more.hide()
    screen.setFocusProxy(ui.entries)
    return screen


def states(window: QWidget) -> QWidget:
    """Screen 9: banners, empty places, long work."""
    from dispensary.desktop.gallery.states import build

    return build(window)


SCREENS: dict[str, tuple[Callable[[QWidget], QWidget], str]] = {
    "01-worklist": (worklist, "plain"),
    "02-dispense": (prescription, "task"),
    "03-clinical-check": (clinical_check, "task"),
    "04a-accuracy-pass": (accuracy_check, "bench"),
    "04b-accuracy-stop": (accuracy_stop, "bench"),
    "05-handout": (hand_out, "task"),
    "06-sign-in": (sign_in, "bare"),
    "07-downtime": (worklist, "down"),
    "09-states": (states, "bare"),
    "20-patient-record": (patient_record, "task"),
    "21-manual-prescription": (manual_prescription, "task"),
    "22-journal": (journal, "plain"),
}


class Gallery(QMainWindow):
    """One screen in the main window."""

    def __init__(self, name: str, *, demo: bool = False) -> None:
        super().__init__()
        make, self._kind = SCREENS[name]
        self.ui = _form("main_window")
        self.ui.setupUi(self)
        self.ui.top_bar.set_places(PLACES)
        self.ui.top_bar.show_place("worklist")
        self.ui.top_bar.show_user("Nia Rhys")
        self.ui.status_bar.set_items(HEALTH)
        self.ui.demo_banner.setVisible(demo)
        if self._kind == "down":
            self.ui.banners.say(people.DOWN)
        self.screen_shown = make(self)
        self.ui.screens.addWidget(self.screen_shown)
        self.ui.screens.setCurrentWidget(self.screen_shown)

    def fit(self) -> None:
        """Fits the bands, as the window of the program does when it is resized."""
        set_compact(self, task_screen=self._kind == "task", bench=self._kind == "bench")
        if self._kind == "bare":
            self.ui.top_bar.hide()


def show(name: str, height: int = 768, *, demo: bool = False) -> Gallery:
    """Opens one screen at 1366 pixels wide."""
    gallery = Gallery(name, demo=demo)
    gallery.resize(1366, height)
    gallery.fit()
    gallery.show()
    QApplication.processEvents()
    gallery.activateWindow()
    gallery.screen_shown.setFocus()
    for _ in range(3):
        QApplication.processEvents()
    return gallery


def main(arguments: list[str]) -> int:
    """Shows the worklist, or writes every screen to a folder, for which it needs no screen."""
    if arguments:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    folder = Path(arguments[0]) if arguments else None
    theme = arguments[1] if len(arguments) > 1 else THEMES[0]
    height = int(arguments[2]) if len(arguments) > 2 else 768
    apply_theme(app, theme)
    if folder is None:
        window = show("01-worklist", height, demo=True)
        del window
        return int(app.exec())
    folder.mkdir(parents=True, exist_ok=True)
    for name in arguments[3:] or SCREENS:
        window = show(name, height)
        window.grab().save(str(folder / f"{name}-{theme}-{height}.png"))
        window.close()
        window.deleteLater()
        app.processEvents()
    return 0
