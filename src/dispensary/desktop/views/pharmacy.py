"""The pharmacy's own place: journal, responsible pharmacist record, details and limits, each a page."""

from PySide6.QtWidgets import QButtonGroup, QWidget

from dispensary.desktop.components import Place, PlaceTab
from dispensary.desktop.forms.ui_pharmacy import Ui_Pharmacy
from dispensary.desktop.view_models.pharmacy import PharmacyModel
from dispensary.desktop.views.duty_page import DutyPage
from dispensary.desktop.views.journal_page import JournalPage
from dispensary.desktop.views.premises_page import PremisesPage
from dispensary.desktop.views.screen import Go, Screen

PAGES = (
    Place("journal", "Journal"),
    Place("duty", "Responsible pharmacist"),
    Place("premises", "Details and limits"),
)


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
        pages = (self.journal, self.duty, self.premises)
        self._pages: dict[Place, JournalPage | DutyPage | PremisesPage] = dict(zip(PAGES, pages, strict=True))
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
        del about
        self.show_page(self._place)

    def leave(self) -> None:
        self._end()
        self._place = PAGES[0]

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
