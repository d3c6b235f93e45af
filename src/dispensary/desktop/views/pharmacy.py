"""The pharmacy's own place: journal, duty record, details, alerts, scanner, dictionary, each a page."""

from PySide6.QtWidgets import QButtonGroup, QWidget

from dispensary.desktop.components import Place, PlaceTab
from dispensary.desktop.forms.ui_pharmacy import Ui_Pharmacy
from dispensary.desktop.view_models.pharmacy import PharmacyModel
from dispensary.desktop.views.alerts_page import AlertsPage
from dispensary.desktop.views.dictionary_page import DictionaryPage
from dispensary.desktop.views.duty_page import DutyPage
from dispensary.desktop.views.journal_page import JournalPage
from dispensary.desktop.views.premises_page import PremisesPage
from dispensary.desktop.views.scanner_page import ScannerPage
from dispensary.desktop.views.screen import Go, Screen, Where

PAGES = (
    Place("journal", "Journal"),
    Place("duty", "Responsible pharmacist"),
    Place("premises", "Details and limits"),
    Place("alerts", "Alerts"),
    Place("scanner", "Scanner"),
    Place("dictionary", "Dictionary"),
)


Page = JournalPage | DutyPage | PremisesPage | AlertsPage | ScannerPage | DictionaryPage


class PharmacyView(Screen):
    """Tabs over one page at a time. The key that leads here leads on to the next page."""

    task = False

    def __init__(self, model: PharmacyModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        ui = self.ui = Ui_Pharmacy()
        ui.setupUi(self)
        self.journal = JournalPage(model.journal)
        self.duty = DutyPage(model.duty)
        self.premises = PremisesPage(model.premises)
        self.alerts = AlertsPage(model.alerts)
        self.scanner = ScannerPage(model.scanner)
        self.dictionary = DictionaryPage(model.dictionary)
        self.dictionary.product.connect(lambda: self.go.emit(Go(Where.PRODUCT)))
        self.dictionary.notice.connect(self.notice)
        pages = (self.journal, self.duty, self.premises, self.alerts, self.scanner, self.dictionary)
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

    def enter(self, about: Go) -> None:
        named = {place.key: place for place in PAGES}
        self.show_page(named.get(about.page, self._place))

    def leave(self) -> None:
        self._end()
        self._place = PAGES[0]

    def closes(self) -> bool:
        return self._place.key == "dictionary" and self.dictionary.closes()

    def on_scan(self, raw: str) -> bool:
        """Where scanners are tried a scan does nothing else."""
        del raw
        return self._place.key == "scanner"

    def show_page(self, place: Place) -> None:
        """That page, read afresh."""
        self._end()
        self._place = place
        self._tabs[place].setChecked(True)
        page = self._pages[place]
        self.ui.pages.setCurrentWidget(page)
        page.begin()

    def next_page(self) -> None:
        """The page after this one, and after the last the first."""
        self.show_page(PAGES[(PAGES.index(self._place) + 1) % len(PAGES)])

    def _end(self) -> None:
        self.journal.end()
        self.model.duty.end()
        self.model.premises.end()
        self.model.alerts.end()
        self.model.scanner.end()
        self.model.dictionary.end()
