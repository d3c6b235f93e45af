"""The pharmacy's own place: journal, responsible pharmacist record, details, alerts, recalls and more, each a page."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from dispensary.desktop.components import Place, PlaceTab
from dispensary.desktop.forms.ui_pharmacy import Ui_Pharmacy
from dispensary.desktop.view_models.pharmacy import PharmacyModel
from dispensary.desktop.views.alerts_page import AlertsPage
from dispensary.desktop.views.barcodes_page import BarcodesPage
from dispensary.desktop.views.dictionary_page import DictionaryPage
from dispensary.desktop.views.duty_page import DutyPage
from dispensary.desktop.views.journal_page import JournalPage
from dispensary.desktop.views.near_misses_page import NearMissesPage
from dispensary.desktop.views.premises_page import PremisesPage
from dispensary.desktop.views.printers_page import PrintersPage
from dispensary.desktop.views.recalls_page import RecallsPage
from dispensary.desktop.views.scanner_page import ScannerPage
from dispensary.desktop.views.screen import Go, Screen, Where
from dispensary.wording.recalls import tab_words

PAGES = (
    Place("journal", "Journal"),
    Place("duty", "Responsible pharmacist"),
    Place("premises", "Details"),
    Place("alerts", "Alerts"),
    Place("recalls", "Recalls"),
    Place("near-misses", "Near misses"),
    Place("barcodes", "Barcodes"),
    Place("scanner", "Scanner"),
    Place("printers", "Printers"),
    Place("dictionary", "Dictionary"),
)

Page = (
    JournalPage
    | DutyPage
    | PremisesPage
    | AlertsPage
    | RecallsPage
    | NearMissesPage
    | BarcodesPage
    | ScannerPage
    | PrintersPage
    | DictionaryPage
)

_TABS_AROUND = 56
"""The room around the tabs and the key beside them."""


class PharmacyView(Screen):
    """Tabs over one page at a time. The key that leads here leads on to the next page."""

    task = False

    def __init__(self, model: PharmacyModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        ui = self.ui = Ui_Pharmacy()
        ui.setupUi(self)
        ui.next_words.setMinimumWidth(1)  # They may make way, and so keep no window wide.
        self.journal = JournalPage(model.journal)
        self.duty = DutyPage(model.duty)
        self.premises = PremisesPage(model.premises)
        self.alerts = AlertsPage(model.alerts)
        self.recalls = RecallsPage(model.recalls, model.recall_entry)
        self.recalls.standing.connect(self._standing)
        self.near_misses = NearMissesPage(model.near_misses)
        self.near_misses.noted.connect(self._done)
        self.barcodes = BarcodesPage(model.barcodes)
        self.barcodes.mapped.connect(self._done)
        self.scanner = ScannerPage(model.scanner)
        self.printers = PrintersPage(model.printers)
        self.dictionary = DictionaryPage(model.dictionary)
        self.dictionary.product.connect(lambda: self.go.emit(Go(Where.PRODUCT)))
        self.dictionary.notice.connect(self.notice)
        about_pharmacy = (self.journal, self.duty, self.premises, self.alerts)
        equipment = (self.scanner, self.printers)
        pages = (*about_pharmacy, self.recalls, self.near_misses, self.barcodes, *equipment, self.dictionary)
        self._pages: dict[Place, Page] = dict(zip(PAGES, pages, strict=True))
        self.tabs = QButtonGroup(self)
        self._tabs: dict[Place, PlaceTab] = {}
        for place, page in self._pages.items():
            ui.pages.addWidget(page)
            tab = PlaceTab(place, ui.tabs_band)
            ui.tabs.addWidget(tab)
            self.tabs.addButton(tab)
            tab.clicked.connect(lambda _=False, place=place: self.show_page(place))
            self._tabs[place] = tab
            page.ui.back.clicked.connect(self.back)
        self._place = PAGES[0]
        self._errand = False

    def enter(self, about: Go) -> None:
        named = {place.key: place for place in PAGES}
        self.show_page(named.get(about.page, self._place))
        self.model.recalls.count()
        self._errand = bool(about.barcode) or about.product is not None
        if about.barcode:
            self.barcodes.map_one(about.barcode)
        elif about.product is not None:
            self.near_misses.note(about.product.name)

    def leave(self) -> None:
        self._end()
        self._place = PAGES[0]

    def closes(self) -> bool:
        page = self._pages[self._place]
        if self._errand:
            return False
        return isinstance(page, RecallsPage | NearMissesPage | BarcodesPage | DictionaryPage) and page.closes()

    def on_scan(self, raw: str) -> bool:
        """A pack that is scanned into an open form. Where scanners are tried a scan does nothing else."""
        page = self._pages[self._place]
        if page is self.scanner:
            return True
        return isinstance(page, RecallsPage | BarcodesPage) and page.on_scan(raw)

    def _standing(self, count: int) -> None:
        """The tab says how many recalls stand."""
        tab = next(tab for place, tab in self._tabs.items() if place.key == "recalls")
        tab.say(tab_words(tab.place.words, count))
        self._fit_tabs()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_tabs()

    def _fit_tabs(self) -> None:
        """In a narrow window the words beside the key make way: no page's name is cut."""
        ui = self.ui
        tabs = sum(tab.sizeHint().width() for tab in self._tabs.values())
        beside = ui.next_words.sizeHint().width() + ui.next_key.sizeHint().width()
        ui.next_words.setVisible(tabs + beside + _TABS_AROUND <= self.width())

    def show_page(self, place: Place) -> None:
        """That page, read afresh."""
        self._end()
        self._place = place
        self._tabs[place].setChecked(True)
        page = self._pages[place]
        self.ui.pages.setCurrentWidget(page)
        page.begin()

    def _done(self, words: str) -> None:
        """Whoever came here for one thing, from the bench, goes on where they were."""
        if self._errand:
            self.notice.emit(words)
            self.back.emit()

    def next_page(self) -> None:
        """The page after this one, and after the last the first."""
        self.show_page(PAGES[(PAGES.index(self._place) + 1) % len(PAGES)])

    def _end(self) -> None:
        self.journal.end()
        self.model.duty.end()
        self.model.premises.end()
        self.model.alerts.end()
        self.recalls.end()
        self.near_misses.end()
        self.barcodes.end()
        self.model.scanner.end()
        self.printers.end()
        self.model.dictionary.end()
