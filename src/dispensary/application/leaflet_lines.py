"""What a leaflet says of each item, and whether that is so still: one with an earlier dose does not come out."""

from dispensary.application.case import unit_of
from dispensary.application.workplace import ReadDose, Workplace
from dispensary.domain.dispensing import Dispensing, ItemWork
from dispensary.domain.identifiers import ItemId
from dispensary.domain.prescription import PrescribedItem
from dispensary.domain.printing import LeafletLine, LeafletOf
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused_prints import LeafletOutdated
from dispensary.wording.dose import patient_text


def directions_now(item: PrescribedItem, work: ItemWork) -> str:
    """As the label says them; before there is one, as they were entered or sent."""
    return work.label.directions if work.label is not None else work.entered_directions or item.dosage_text or ""


def in_plain_words(directions: str, read_dose: ReadDose, unit: str | None) -> str:
    """As a label words them; as they are where they could not be read."""
    return patient_text(read_dose(directions, unit), unit) or directions.strip()


def leaflet_line(place: Workplace, held: Dispensing, item_id: ItemId) -> LeafletLine:
    """What a leaflet made now says of that item."""
    item, work = held.prescription.item(item_id), held.work(item_id)
    code = work.product.code if work.product is not None else item.code
    unit = unit_of(item, place.dictionary.resolve(code) if code is not None else None)
    return LeafletLine(item_id, held.named(item_id), in_plain_words(directions_now(item, work), place.read_dose, unit))


def outdated(place: Workplace, held: Dispensing, of: LeafletOf) -> Refusal | None:
    """Which of a leaflet's medicines is to be taken otherwise now; each is known to be on the prescription still."""
    changed = (line for line in of.lines if leaflet_line(place, held, line.item) != line)
    return next((LeafletOutdated(line.medicine) for line in changed), None)
