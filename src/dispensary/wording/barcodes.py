"""Barcodes that dm+d does not know, and a pharmacist mapped: in plain English."""

from datetime import date

from dispensary.domain.accuracy.mapped import Known, MappedBarcode
from dispensary.wording.labels import date_words

NONE_YET = "No barcode has been mapped"
NONE_YET_HOW = "Where the bench meets a pack that the dictionary does not know, a pharmacist can say there what it is."
WHY_IT_IS, WHY_NOT = "How do you know that it is that pack?", "Why is it taken back?"
MAP_IT, TAKE_IT_BACK = "Map it", "Take it back"
NO_PACK = "No pack chosen yet. Enter on a product lists its packs."
PACK_CHOSEN = "It is: {name}"
CHOOSE_PACK = "Choose the pack that carries the barcode, in the list."
A_PHARMACIST = "a pharmacist does it"


def standing_words(held: MappedBarcode, standing: Known, needed: int) -> str:
    """How far it is to be trusted."""
    if held.removed:
        return "Taken back"
    if standing is Known.LAPSED:
        return "Lapsed"
    return "Known" if standing is Known.KNOWN else f"Found right {held.good} of {needed} times"


def under_words(held: MappedBarcode, until: date) -> str:
    """Until when it stands, or why it was taken back."""
    return held.removed or f"until {date_words(until)}"


def mapped_words(needed: int) -> str:
    return (
        "Mapped. A pack that waits at the bench is judged by it now. Whoever checks looks at each such pack, until it "
        f"was found right {needed} times."
    )


def taken_back_words(held: MappedBarcode) -> str:
    return f"{held.gtin.value} is unknown again."
