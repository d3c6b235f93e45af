"""What `label --case` is answered with: the stock that there is, our warnings and a home's own, the dose language."""

from pathlib import Path
from zlib import crc32

from dispensary.adapters.documents.labels import PdfLabels
from dispensary.adapters.documents.sheets import PdfSheets
from dispensary.adapters.documents.zpl import zpl_of
from dispensary.adapters.knowledge.label_stock import load_label_stock, load_sheet_stock
from dispensary.application.ports.dictionary import Dictionary
from dispensary.application.workplace import ReadDose
from dispensary.cli.label import LabelMeans
from dispensary.domain.barcodes.tokens import label_token
from dispensary.domain.identifiers import LabelNumber
from dispensary.keeping.home import Home
from dispensary.keeping.warnings import warnings_of
from dispensary.keeping.writing import write_whole
from dispensary.wording.dose import patient_text
from dispensary.wording.dose_table import dose_table


def label_means(dictionary: Dictionary, read_dose: ReadDose, home: Home) -> LabelMeans:
    """For the command line. Raises StoreUnavailable where the home's own warnings are damaged."""
    loaded, sheets = load_label_stock(), load_sheet_stock()
    return LabelMeans(
        documents=PdfLabels(),
        stock=lambda name, large: loaded.label(name, large_print=large),
        stock_names=loaded.names,
        warnings=warnings_of(home),
        dictionary=dictionary,
        read_directions=lambda text, unit, routes: patient_text(read_dose(text, unit), unit, routes),
        sheet=lambda name, large: sheets.sheet(name, large_print=large),
        sheet_names=sheets.names,
        sheets=PdfSheets(),
        dose_table=lambda text, unit, routes: dose_table(read_dose(text, unit), unit, routes),
        number=_number,
        zpl=zpl_of,
        write=lambda name, document: write_whole(Path(name), document),
    )


def _number(item_id: str | None) -> str:
    """A number in the range of real ones, always the same for the same item."""
    known = (item_id or "").encode(errors="surrogatepass")
    return label_token(LabelNumber(str(crc32(known) % 90_000_000 + 10_000_000)))
