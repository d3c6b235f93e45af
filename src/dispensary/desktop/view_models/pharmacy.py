"""The pharmacy's own place: journal, duty record, details, alerts, recalls, scanner and more, each a page."""

from PySide6.QtCore import QObject

from dispensary.desktop.view_models.alerts import AlertsModel
from dispensary.desktop.view_models.barcodes import BarcodesModel
from dispensary.desktop.view_models.counter import Counter
from dispensary.desktop.view_models.dictionary import DictionaryModel
from dispensary.desktop.view_models.duty import DutyModel
from dispensary.desktop.view_models.journal import JournalModel
from dispensary.desktop.view_models.near_misses import NearMissesModel
from dispensary.desktop.view_models.premises import PremisesModel
from dispensary.desktop.view_models.printers import PrintersModel
from dispensary.desktop.view_models.recall_entry import RecallEntryModel
from dispensary.desktop.view_models.recalls import RecallsModel
from dispensary.desktop.view_models.scanner import ScannerModel


class PharmacyModel(QObject):
    """The pages' models."""

    def __init__(self, counter: Counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.journal = JournalModel(counter, self)
        self.duty = DutyModel(counter, self)
        self.premises = PremisesModel(counter, self)
        self.alerts = AlertsModel(counter, self)
        self.scanner = ScannerModel(counter, self)
        self.printers = PrintersModel(counter, self)
        self.recalls = RecallsModel(counter, self)
        self.recall_entry = RecallEntryModel(counter, self)
        self.near_misses = NearMissesModel(counter, self)
        self.barcodes = BarcodesModel(counter, self)
        self.dictionary = DictionaryModel(counter, self)
