"""What a use-case may reach: the ports, and nothing else. Built once, in `bootstrap`."""

from collections.abc import Callable
from dataclasses import dataclass

from dispensary.application.ports.clock import Clock, Ids
from dispensary.application.ports.credentials import Credentials
from dispensary.application.ports.dictionary import Dictionary
from dispensary.application.ports.documents import FolderPages, LabelDocuments, LeafletDocuments, ProductLeaflets
from dispensary.application.ports.eps import EpsGateway
from dispensary.application.ports.printer_setups import StockRoom
from dispensary.application.ports.store import Store
from dispensary.domain.clinical.knowledge import Knowledge
from dispensary.domain.dose.codes import DoseCodes
from dispensary.domain.dose.reading import DoseReading
from dispensary.domain.labels.warnings import WarningLibrary
from dispensary.domain.leaflets.library import LeafletLibrary
from dispensary.domain.storage import ColdStorage

ReadDose = Callable[[str, str | None], DoseReading]
"""Directions and the product's unit (tablet, ml; None where unknown) to what they say in numbers."""


@dataclass(frozen=True, slots=True)
class Leaflets:
    """What leaflets are made from. texts: read when the first is made; raises KnowledgeUnavailable for a damaged one,
    which keeps nobody from labelling. kept: the manufacturers' own.
    """

    texts: Callable[[], LeafletLibrary]
    documents: LeafletDocuments
    kept: ProductLeaflets


@dataclass(frozen=True, slots=True)
class Workplace:
    """One counter's means. `version` of the program goes into the journal with the dictionary's and the knowledge's."""

    store: Store
    dictionary: Dictionary
    knowledge: Knowledge
    read_dose: ReadDose
    dose_codes: DoseCodes
    eps: EpsGateway
    documents: LabelDocuments
    pages: FolderPages
    stocks: StockRoom
    warnings: WarningLibrary
    cold: ColdStorage
    leaflets: Leaflets
    credentials: Credentials
    clock: Clock
    ids: Ids
    version: str

    def versions(self) -> dict[str, str]:
        """What a decision was made with, for the journal."""
        return {
            "program": self.version,
            "dictionary": self.dictionary.release().name,
            "knowledge": self.knowledge.version,
        }
