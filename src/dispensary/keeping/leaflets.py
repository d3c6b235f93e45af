"""What leaflets are made from: our texts, the paper and the screen page, and the manufacturers' leaflets of a home."""

from functools import cache
from pathlib import Path

from dispensary.adapters.documents.leaflet_documents import LeafletPapers
from dispensary.adapters.documents.product_leaflets import FolderLeaflets
from dispensary.adapters.knowledge.leaflet_texts import load_leaflet_texts
from dispensary.application.ports.dictionary import Dictionary
from dispensary.application.workplace import Leaflets, ReadDose
from dispensary.cli.leaflet import LeafletMeans
from dispensary.domain.leaflets.library import LeafletLibrary
from dispensary.keeping.home import Home
from dispensary.keeping.writing import write_whole


@cache
def leaflet_texts() -> LeafletLibrary:
    """Our own texts about medicines. Raises KnowledgeUnavailable where one is damaged."""
    return load_leaflet_texts()


def leaflets(home: Home) -> Leaflets:
    """For the work at a counter."""
    return Leaflets(leaflet_texts, LeafletPapers(), FolderLeaflets(home.leaflets))


def leaflet_means(dictionary: Dictionary, read_dose: ReadDose) -> LeafletMeans:
    """For the command line."""
    return LeafletMeans(
        documents=LeafletPapers(),
        texts=leaflet_texts(),
        dictionary=dictionary,
        read_dose=read_dose,
        write=lambda name, document: write_whole(Path(name), document),
    )
