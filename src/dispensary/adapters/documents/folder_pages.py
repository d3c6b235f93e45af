"""The A4 pages for the paper folder."""

from datetime import datetime

from dispensary.adapters.documents.checkpoint_page import checkpoint_page
from dispensary.adapters.documents.duty_page import duty_page
from dispensary.adapters.documents.recall_page import recall_page
from dispensary.adapters.documents.scan_sheet import scan_sheet
from dispensary.adapters.documents.token_page import token_page
from dispensary.domain.duty_record import DutyRecord
from dispensary.domain.premises import Premises
from dispensary.domain.prescription import Prescription
from dispensary.domain.recall_list import RecallList
from dispensary.domain.seals import Checkpoint


class PdfPages:
    """Makes them as PDF; equal contents give equal bytes."""

    def checkpoint(self, premises: Premises, taken: Checkpoint) -> bytes:
        return checkpoint_page(premises, taken)

    def duty(self, record: DutyRecord) -> bytes:
        return duty_page(record)

    def scan_sheet(self) -> bytes:
        return scan_sheet()

    def recall(self, found: RecallList) -> bytes:
        return recall_page(found)

    def token(self, premises: Premises, sent: Prescription, at: datetime) -> bytes:
        return token_page(premises, sent, at)
